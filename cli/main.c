/* The aster command. It owns what the library leaves to hosts: the standard streams, the handler
 * of SIGINT, the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

/* --- output --- */

static bool write_all(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n >= 0) {
            bytes += n;
            size -= (size_t)n;
        } else if (errno == EAGAIN ||
                   errno == EWOULDBLOCK) { /* somebody shares the terminal with us */
            struct pollfd ready = {.fd = fd, .events = POLLOUT};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool cli_write(void *ctx, int fd, const char *bytes, size_t size) {
    Cli *cli = ctx;
    if (cli->closed[fd]) return true;
    void (*around)(bool, bool) = cli->around;
    if (around) around(true, true);
    bool ok = write_all(fd, bytes, size);
    if (around) around(false, size > 0 && bytes[size - 1] == '\n');
    if (!ok && cli->ending && fd == 1) cli->lost = true;
    return ok;
}

static void complain(const char *what, const char *name, const char *why) {
    fprintf(stderr, "aster: %s '%s'%s%s\n", what, name, *why ? ": " : "", why);
}

/* --- Ctrl-C --- */

/* A signal handler is given nothing: what it has to reach stands here. */
static AsterVM *interrupted_vm;

static void on_sigint(int signal_number) {
    (void)signal_number;
    int saved = errno;
    if (interrupted_vm && !cli_repl_signal()) aster_interrupt(interrupted_vm);
    errno = saved;
}

/* A background job's SIGINT is ignored, and stays so. */
static void catch_interrupts(AsterVM *vm) {
    struct sigaction now, action = {.sa_handler = on_sigint};
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_IGN) return;
    interrupted_vm = vm;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static void release_interrupts(void) {
    if (!interrupted_vm) return;
    signal(SIGINT, SIG_DFL);
    interrupted_vm = NULL;
}

/* --- files --- */

static void strerror_text(char *text, size_t size) {
    int err = errno;
    snprintf(text, size, "[Errno %d] %s", err, strerror(err));
}

/* As CPython: the working folder in front, nothing simplified. */
static bool absolute(const char *path, char *out) {
    char here[PATH_MAX];
    if (path[0] == '/' || !getcwd(here, sizeof here))
        return snprintf(out, PATH_MAX, "%s", path) < PATH_MAX;
    return snprintf(out, PATH_MAX, "%s%s%s", here, strcmp(here, "/") ? "/" : "", path) < PATH_MAX;
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool can_read(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

/* The file to run, absolute; a folder stands for its __main__. The status when there is none,
 * else -1. */
static int find_script(const char *given, char *path) {
    char why[256];
    if (!absolute(given, path)) {
        errno = ENAMETOOLONG;
    } else if (is_folder(path)) {
        static const char *const forms[] = {"/__main__.as", "/__main__.py"};
        size_t length = strlen(path);
        for (int i = 0; i < 2; i++) {
            if (length + strlen(forms[i]) >= PATH_MAX) break;
            strcpy(path + length, forms[i]);
            if (access(path, F_OK) == 0) return -1;
        }
        path[length] = 0;
        complain("can't find '__main__' module in", path, "");
        return 1;
    } else if (can_read(path)) {
        return -1;
    }
    strerror_text(why, sizeof why);
    complain("can't open file", path, why);
    return 2;
}

/* All that can be read from a descriptor; NULL with errno. */
static char *read_all(int fd, size_t *size) {
    size_t capacity = 65536, used = 0;
    char *text = malloc(capacity);
    while (text) {
        if (used + 1 == capacity) {
            char *grown = realloc(text, capacity *= 2);
            if (!grown) break;
            text = grown;
        }
        ssize_t n = read(fd, text + used, capacity - used - 1);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            text[used] = 0;
            *size = used;
            if (n == 0) return text;
            break;
        }
        used += (size_t)n;
    }
    free(text);
    return NULL;
}

/* --- the ways to run --- */

static AsterStatus run_stdin(Cli *cli) {
    size_t size = 0;
    char *text = cli->closed[0] ? calloc(1, 1) : read_all(0, &size);
    if (!text) return ASTER_OK; /* python3 takes input that cannot be read for the end of it */
    AsterStatus status = aster_run_source(cli->vm, text, size, "<stdin>");
    free(text);
    return status;
}

static AsterStatus disassemble(Cli *cli, const char *path) {
    size_t size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *text = fd >= 0 ? read_all(fd, &size) : NULL;
    if (fd >= 0) close(fd);
    if (!text) return ASTER_OK;
    AsterValue listing = aster_disassemble(cli->vm, text, size, path);
    free(text);
    if (!listing) return ASTER_ERROR;
    const char *out = aster_to_str(cli->vm, listing, &size);
    cli_write(cli, 1, out, size);
    return ASTER_OK;
}

static AsterStatus run_program(Cli *cli, const Command *c, const char *path) {
    switch (c->mode) {
    case MODE_FILE: return aster_run_file(cli->vm, path);
    case MODE_CODE: return aster_run_string(cli->vm, c->what, "<string>");
    case MODE_MODULE: return aster_run_module(cli->vm, c->what);
    case MODE_DIS: return disassemble(cli, path);
    default: return run_stdin(cli);
    }
}

/* The status of what was run; its error is printed. */
static int conclude(Cli *cli, const Command *c, AsterStatus status) {
    if (status == ASTER_OK) return 0;
    /* A module that is not found is told in one line. */
    if (c->mode == MODE_MODULE && strcmp(aster_error_type(cli->vm), "ImportError") == 0) {
        AsterValue error = aster_error_value(cli->vm),
                   text = error ? aster_text(cli->vm, error) : NULL;
        const char *message = text ? aster_to_str(cli->vm, text, NULL) : NULL;
        if (message && strncmp(message, "No module named ", 16) == 0 &&
            strncmp(message + 16, c->what, strlen(c->what)) == 0) {
            fprintf(stderr, "aster: %s\n", message);
            return 1;
        }
    }
    return aster_error_report(cli->vm);
}

/* --- opening and closing --- */

static void note_closed(Cli *cli) {
    for (int fd = 0; fd < 3; fd++) {
        cli->closed[fd] = fcntl(fd, F_GETFD) < 0;
        /* Taken, so that files opened later are no standard streams by accident. */
        if (cli->closed[fd] && open("/dev/null", O_RDWR) < 0) continue;
    }
}

/* sys.stdout and the others are None when there is no such stream. */
static void hide_closed(Cli *cli) {
    static const char *const names[][2] = {
        {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (int fd = 0; fd < 3; fd++) {
        if (!cli->closed[fd]) continue;
        AsterValue sys = aster_import(cli->vm, "sys");
        for (int i = 0; i < 2 && sys; i++) aster_set_attr(cli->vm, sys, names[fd][i], NULL);
        aster_error_clear(cli->vm);
    }
}

static AsterVM *open_vm(Cli *cli, const Command *c, const char *folder) {
    const char *path[] = {folder, NULL}, *stress = getenv("ASTER_GC"),
               *fail = getenv("ASTER_FAIL_ALLOC");
    AsterOptions o;
    aster_options_init(&o);
    o.capabilities = ASTER_CAP_ALL;
    o.flags = (c->mode == MODE_REPL ? ASTER_INTERACTIVE : 0) | (c->dev_mode ? ASTER_DEV_MODE : 0);
    o.output = cli_write;
    o.output_ctx = cli;
    o.argc = c->argc;
    o.argv = c->argv;
    o.path = path;
    if (c->warnings[0]) o.warnings = c->warnings;
    o.gc_stress = stress && strcmp(stress, "stress") == 0;
    o.fail_alloc = fail ? strtoull(fail, NULL, 10) : 0;
    o.leak_report = getenv("ASTER_CHECK_LEAKS") ? stderr : NULL;
    return aster_open(&o);
}

static void on_closed(void *ctx, size_t live) {
    ((Cli *)ctx)->live = live;
}

static int finish(Cli *cli, int status) {
    cli->ending = true;
    aster_flush(cli->vm);
    if (cli->lost) {
        static const char note[] =
            "Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n";
        cli_write(cli, 2, note, sizeof note - 1);
        const char *text = aster_error_text(cli->vm);
        cli_write(cli, 2, text, strlen(text));
    }
    aster_error_clear(cli->vm);
    release_interrupts();
    aster_close(cli->vm, on_closed, cli);
    if (cli->lost) status = 120;
    const char *check = getenv("ASTER_CHECK_LEAKS");
    if (check && *check && cli->live) {
        fprintf(stderr, "aster: %zu objects alive after close\n", cli->live);
        status = 99;
    }
    return status;
}

static int run(Cli *cli, const Command *c) {
    char path[PATH_MAX] = "", folder[PATH_MAX] = "";
    if (c->mode == MODE_FILE || c->mode == MODE_DIS) {
        int status = find_script(c->what, path);
        if (status >= 0) return status;
        char real[PATH_MAX];
        strcpy(folder,
               realpath(path, real) ? real : path); /* links are followed, as python3 does */
        char *slash = strrchr(folder, '/');
        if (slash) slash[slash == folder] = 0;
    } else if (c->mode == MODE_MODULE && !getcwd(folder, sizeof folder)) {
        folder[0] = 0;
    }
    if (!(cli->vm = open_vm(cli, c, folder))) {
        fprintf(stderr, "MemoryError\n");
        return 1;
    }
    hide_closed(cli);
    catch_interrupts(cli->vm);
    int status = c->mode == MODE_REPL ? cli_repl(cli) : conclude(cli, c, run_program(cli, c, path));
    return finish(cli, status);
}

int main(int argc, char **argv) {
    Cli cli = {0};
    note_closed(&cli);
    signal(SIGPIPE, SIG_IGN);
    Command command = cli_parse(argc, argv);
    int status = command.status >= 0 ? command.status : run(&cli, &command);
    free(command.argv);
    free(command.warnings);
    return status;
}
