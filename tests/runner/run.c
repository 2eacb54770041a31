/* run [--build DIR] [--aster PATH] [-j N] [--stress] [--timeout S] [-v] [PATH...]
 *
 * Finds tests, runs them in parallel, compares what they print with what is stored beside them, and
 * ends in a line "N passed, N failed". Status 1 when one failed.
 *
 * A test is NAME.as with NAME.expected (standard output) and, where needed, NAME.stderr (else it
 * must be empty), NAME.status, NAME.args (one a line), NAME.env (VAR=VALUE lines), NAME.stdin.
 * Below tests/syntax and tests/errors NAME.expected is standard error and the status 1. NAME.sh
 * passes with status 0, and so does a program made of NAME.c; lines "ok ..." and "not ok ..." that
 * they print count as a case each. All run in their own folder with ASTER (the command) and
 * ASTER_CHECK_LEAKS=1 in the environment.
 *
 * A folder with a timing.tsv holds programs that mostly sleep: they start first, all at once,
 * beside the others. One whose only fault is that it was slow runs again alone, twice at most. */
#include "tests/runner/run.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SLEEPERS_MOST 40
#define DETAILED_MOST 60 /* after so many failures only the names are told */

typedef struct Run {
    Options options;
    Tests tests;
    long running, sleeping; /* now, of the untimed and the timed */
    int passed, failed;
} Run;

static const char *const default_paths[] = {"tests", "examples/documents", "examples/embed"};

/* --- options --- */

static _Noreturn void usage(int status) {
    fputs("usage: run [--build DIR] [--aster PATH] [--command PROGRAM] [-j N] [--stress]\n"
          "           [--timeout SECONDS] [-v] [PATH...]\n"
          "Runs the tests at the PATHs (files or folders), by default all.\n"
          "--command runs the scripts with another interpreter, such as python3.12.\n",
          status ? stderr : stdout);
    exit(status);
}

static char *absolute(const char *path) {
    char *real = realpath(path, NULL);
    return real ? real : xformat("%s", path);
}

static const char *value_of(char **argv, int *i) {
    if (!argv[*i + 1]) usage(2);
    return argv[++*i];
}

static void read_options(Run *run, char **argv) {
    Options *o = &run->options;
    const char *build = "build", *aster = NULL;
    *o = (Options){.jobs = sysconf(_SC_NPROCESSORS_ONLN)};
    int i = 1;
    for (; argv[i] && argv[i][0] == '-'; i++) {
        const char *name = argv[i];
        if (!strcmp(name, "--build"))
            build = value_of(argv, &i);
        else if (!strcmp(name, "--aster"))
            aster = value_of(argv, &i);
        else if (!strcmp(name, "--command"))
            o->command = value_of(argv, &i);
        else if (!strcmp(name, "--timeout"))
            o->timeout = atof(value_of(argv, &i));
        else if (!strncmp(name, "-j", 2))
            o->jobs = atol(name[2] ? name + 2 : value_of(argv, &i));
        else if (!strcmp(name, "--stress"))
            o->stress = true;
        else if (!strcmp(name, "-v"))
            o->verbose = true;
        else
            usage(strcmp(name, "--help") != 0 && strcmp(name, "-h") != 0 ? 2 : 0);
    }
    o->build = absolute(build);
    o->aster = aster ? absolute(aster) : xformat("%s/aster", o->build);
    if (o->timeout <= 0) o->timeout = o->stress ? 300 : 60;
    if (o->jobs < 1) o->jobs = 1;
    bool all = !argv[i];
    for (; argv[i]; i++) find_tests(&run->tests, argv[i], o);
    if (!all) return;
    for (size_t k = 0; k < sizeof default_paths / sizeof *default_paths; k++)
        if (access(default_paths[k], R_OK) == 0) find_tests(&run->tests, default_paths[k], o);
}

/* --- scheduling --- */

/* Its end was seen: judge it. Returns false when it has to run again alone. */
static bool finish(Run *run, Test *test, int wait_status) {
    test->pid = 0;
    test->took = now() - test->started;
    *(test->timed ? &run->sleeping : &run->running) -= 1;
    Text why = {0};
    text_add(&why, "", 0);
    if (check_test(test, wait_status, &why) && test->tries < 3) {
        printf("slow  %s  %.2f s, to be run again alone\n", test->path, test->took);
        text_free(&why);
        return false;
    }
    run->passed += test->passed;
    run->failed += test->failed;
    if (test->failed)
        printf("FAIL  %s  %.2f s\n%s", test->path, test->took, why.at);
    else if (run->options.verbose)
        printf("ok    %s  %.2f s\n", test->path, test->took);
    fflush(stdout);
    text_free(&why);
    return true;
}

static void launch(Run *run, Test *test) {
    *(test->timed ? &run->sleeping : &run->running) += 1;
    start_test(test, &run->options);
}

static void kill_overdue(Run *run) {
    for (size_t i = 0; i < run->tests.count; i++) {
        Test *test = &run->tests.at[i];
        if (!test->pid || test->killed) continue;
        double most = test->timed ? test->most + 10 : run->options.timeout;
        if (now() - test->started < most) continue;
        test->killed = true;
        kill(-test->pid, SIGKILL);
    }
}

/* Wait until one ends, looking for overdue ones meanwhile. */
static Test *wait_any(Run *run, int *status) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    for (;;) {
        pid_t pid = waitpid(-1, status, WNOHANG);
        if (pid < 0 && errno == ECHILD) return NULL;
        for (size_t i = 0; pid > 0 && i < run->tests.count; i++) {
            if (run->tests.at[i].pid != pid) continue;
            kill(-pid, SIGKILL); /* what it left behind */
            return &run->tests.at[i];
        }
        if (pid > 0) continue;
        kill_overdue(run);
        sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = 200 * 1000 * 1000});
    }
}

/* The next test of the kind that may start now: sleepers first, they take the longest. */
static Test *next_to_start(Run *run, size_t *next_timed, size_t *next) {
    Tests *tests = &run->tests;
    if (run->sleeping < SLEEPERS_MOST)
        while (*next_timed < tests->count)
            if (tests->at[(*next_timed)++].timed) return &tests->at[*next_timed - 1];
    if (run->running < run->options.jobs)
        while (*next < tests->count)
            if (!tests->at[(*next)++].timed) return &tests->at[*next - 1];
    return NULL;
}

static void run_all(Run *run) {
    size_t next_timed = 0, next = 0, slow_count = 0;
    Test **slow = xrealloc(NULL, (run->tests.count + 1) * sizeof(Test *));
    for (;;) {
        for (Test *test; (test = next_to_start(run, &next_timed, &next)) != NULL;)
            launch(run, test);
        int status;
        Test *test = wait_any(run, &status);
        if (!test) break;
        if (!finish(run, test, status)) slow[slow_count++] = test;
    }
    for (size_t i = 0; i < slow_count; i++) {
        int status;
        do {
            launch(run, slow[i]);
            wait_any(run, &status);
        } while (!finish(run, slow[i], status));
    }
    free(slow);
}

/* --- summary --- */

static void summarise(const Run *run) {
    const Tests *tests = &run->tests;
    for (size_t i = 0; i < tests->count; i++) {
        const char *group = tests->at[i].group;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++) seen = !strcmp(tests->at[k].group, group);
        if (seen) continue;
        int passed = 0, failed = 0;
        for (size_t k = i; k < tests->count; k++) {
            if (strcmp(tests->at[k].group, group) != 0) continue;
            passed += tests->at[k].passed;
            failed += tests->at[k].failed;
        }
        printf("%-22s %5d passed, %d failed\n", group, passed, failed);
    }
    printf("%d passed, %d failed\n", run->passed, run->failed);
}

static void free_all(Run *run) {
    for (size_t i = 0; i < run->tests.count; i++) {
        Test *test = &run->tests.at[i];
        free(test->path);
        free(test->dir);
        free(test->stem);
        free(test->group);
    }
    free(run->tests.at);
    free(run->options.build);
    free(run->options.aster);
}

int main(int argc, char **argv) {
    (void)argc;
    /* Blocked, so that sigtimedwait sees it; children unblock it. */
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    Run run = {0};
    read_options(&run, argv);
    run_all(&run);
    summarise(&run);
    free_all(&run);
    return run.failed || !run.passed;
}
