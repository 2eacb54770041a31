/* Runs one test in a child process of its own process group.
 *
 * Output goes to files, not pipes: nothing to poll, and a grandchild that keeps them open does not
 * keep us waiting. */
#include "tests/runner/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define ARGS_MOST 64

double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static int open_temporary(void) {
    const char *folder = getenv("TMPDIR");
    char *path = xformat("%s/aster-test-XXXXXX", folder ? folder : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0) die(strerror(errno), path);
    unlink(path);
    free(path);
    return fd;
}

static void set_sanitizer(const char *name, const char *value) {
    setenv(name, value, 0);
}

static void set_environment(const Test *test, const Options *options) {
    unsetenv("ASTER_GC");
    unsetenv("PYTHONHASHSEED");
    unsetenv("PYTHONASYNCIODEBUG");
    unsetenv("PYTHONWARNINGS");
    setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("ASTER", options->aster, 1);
    setenv("ASTER_CHECK_LEAKS", "1", 1);
    if (options->stress) setenv("ASTER_GC", "stress", 1);
    set_sanitizer("ASAN_OPTIONS", "exitcode=98:allocator_may_return_null=1");
    set_sanitizer("UBSAN_OPTIONS", "print_stacktrace=1");
    char *path = xformat("%s.env", test->stem);
    Text text = {0};
    if (text_read(&text, path))
        for (char *save, *line = strtok_r(text.at, "\n", &save); line;
             line = strtok_r(NULL, "\n", &save))
            putenv(line); /* the text lives until exec */
    free(path);
}

static int open_stdin(const Test *test) {
    char *path = xformat("%s.stdin", test->stem);
    int fd = open(path, O_RDONLY);
    free(path);
    return fd >= 0 ? fd : open("/dev/null", O_RDONLY);
}

/* What follows the script's name: NAME.args, an argument a line. */
static void add_arguments(const Test *test, char **argv, int argc) {
    char *path = xformat("%s.args", test->stem);
    Text text = {0};
    if (text_read(&text, path))
        for (char *save, *line = strtok_r(text.at, "\n", &save); line && argc < ARGS_MOST - 1;
             line = strtok_r(NULL, "\n", &save))
            argv[argc++] = line;
    free(path);
    argv[argc] = NULL;
}

static void set_command(const Test *test, const Options *options, char **argv) {
    char *name = strrchr(test->stem, '/') + 1;
    int argc = 0;
    switch (test->kind) {
    case SHELL:
        argv[argc++] = "sh";
        argv[argc++] = xformat("%s.sh", name);
        break;
    case PROGRAM: {
        /* tests/unit/x.c was built to BUILD/tests/unit/x. */
        size_t stem = strlen(test->path) - 2;
        argv[argc++] = xformat("%s/%.*s", options->build, (int)stem, test->path);
        break;
    }
    default:
        argv[argc++] = xformat("%s", options->command ? options->command : options->aster);
        argv[argc++] = xformat("%s.as", name);
    }
    add_arguments(test, argv, argc);
}

static _Noreturn void run_child(const Test *test, const Options *options) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char *argv[ARGS_MOST];
    set_command(test, options, argv);
    set_environment(test, options);
    int in_fd = open_stdin(test);
    if (chdir(test->dir) != 0 || in_fd < 0 || dup2(in_fd, 0) < 0 || dup2(test->out_fd, 1) < 0 ||
        dup2(test->err_fd, 2) < 0)
        _exit(126);
    close(in_fd);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(argv[0], argv);
    dprintf(2, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

void start_test(Test *test, const Options *options) {
    test->out_fd = open_temporary();
    test->err_fd = open_temporary();
    test->killed = false;
    test->tries++;
    test->started = now();
    fflush(NULL);
    test->pid = fork();
    if (test->pid < 0) die(strerror(errno), "fork");
    if (test->pid == 0) run_child(test, options);
    setpgid(test->pid, test->pid);
}
