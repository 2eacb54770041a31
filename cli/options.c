/* The command line of `aster`: as python3's, of which it takes what makes sense here. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: aster [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
                            "Try `aster -h' for more information.\n";

static const char help[] =
    "usage: aster [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "       aster dis file\n"
    "\n"
    "Runs programs of Aster, the part of Python 3.12 that async scripts are written in.\n"
    "\n"
    "  file           run the program in this file (or in __main__.as of this folder)\n"
    "  -              read the program from standard input, as without a file when that is no "
    "terminal\n"
    "  -c cmd         run the program given as text\n"
    "  -m mod         run a module or package found on sys.path\n"
    "  dis file       print the bytecode of the program\n"
    "                 without any: a prompt, where `await` works and tasks run while you type\n"
    "  arg ...        sys.argv[1:] of the program\n"
    "\n"
    "  -W arg         what becomes of warnings: action:message:category:module:lineno, where "
    "action is\n"
    "                 default, error, always, module, once or ignore\n"
    "  -X dev         development mode: asyncio's debug mode, more warnings\n"
    "  -B -E -I -q -s -S   accepted and without effect: Aster has nothing that they would turn "
    "off\n"
    "  -V --version   the version\n"
    "  -h --help      this text\n"
    "\n"
    "Exit status: 0, 1 after an uncaught exception, 2 for a wrong command line or a file that "
    "cannot be read,\n"
    "120 when standard output could not be written, 130 after Ctrl-C, or what the program gave to "
    "sys.exit.\n"
    "\n"
    "The home of Aster's history at the prompt is ~/.aster_history.\n";

static void say(int fd, const char *a, const char *b, const char *c) {
    char text[4096];
    int n = snprintf(text, sizeof text, "%s%s%s", a, b, c);
    if (n > (int)sizeof text - 1) n = (int)sizeof text - 1;
    if (write(fd, text, (size_t)n) < 0) return;
}

static int wrong(const char *a, const char *b) {
    say(2, a, b, "\n");
    say(2, usage, "", "");
    return 2;
}

static void set_argv(Command *c, const char *first, int argc, char **argv) {
    c->argv = calloc((size_t)argc + 2, sizeof *c->argv);
    if (!c->argv) return;
    c->argv[c->argc++] = first;
    for (int i = 0; i < argc; i++) c->argv[c->argc++] = argv[i];
}

/* -X and what it says; the status when it ends the command, else -1. */
static int x_option(Command *c, const char *value) {
    if (strcmp(value, "dev") == 0)
        c->dev_mode = true;
    else if (strcmp(value, "utf8") != 0 && strcmp(value, "utf8=1") != 0)
        return wrong("aster: unknown option -X ", value);
    return -1;
}

/* One that takes a value: in the same argument or the next. NULL: missing. */
static const char *value_of(int argc, char **argv, int *i, const char *rest) {
    if (*rest) return rest;
    return *i + 1 < argc ? argv[++*i] : NULL;
}

static int missing(char option) {
    char text[] = "Argument expected for the -? option";
    *strchr(text, '?') = option;
    return wrong(text, "");
}

/* A cluster of short options; *ends when the program is named in it. */
static int short_options(Command *c, int argc, char **argv, int *i, int *nwarnings, bool *ends) {
    for (const char *p = argv[*i] + 1; *p; p++) {
        if (strchr("BEIqsS", *p)) continue;
        if (*p == 'V') return say(1, "Aster ", aster_version(), "\n"), 0;
        if (*p == 'h' || *p == '?') return say(1, help, "", ""), 0;
        if (!strchr("cmWX", *p)) {
            char option[] = {*p, 0};
            return wrong("Unknown option: -", option);
        }
        char option = *p;
        const char *value = value_of(argc, argv, i, p + 1);
        if (!value) return missing(option);
        if (option == 'W') c->warnings[(*nwarnings)++] = value;
        if (option == 'X') return x_option(c, value);
        if (option == 'W') return -1;
        c->mode = option == 'c' ? MODE_CODE : MODE_MODULE;
        c->what = value;
        *ends = true;
        set_argv(c, option == 'c' ? "-c" : "-m", argc - *i - 1, argv + *i + 1);
        return -1;
    }
    return -1;
}

static int program(Command *c, int argc, char **argv, int i) {
    if (i == argc) {
        set_argv(c, "", 0, NULL);
        c->mode = isatty(0) ? MODE_REPL : MODE_STDIN;
        return -1;
    }
    if (strcmp(argv[i], "dis") == 0 && i == 1 && argc == 3) {
        c->mode = MODE_DIS;
        i++;
    } else {
        c->mode = strcmp(argv[i], "-") == 0 ? MODE_STDIN : MODE_FILE;
    }
    c->what = argv[i];
    set_argv(c, argv[i], argc - i - 1, argv + i + 1);
    return -1;
}

static int parse(Command *c, int argc, char **argv) {
    int nwarnings = 0;
    bool ends = false;
    for (int i = 1; i <= argc; i++) {
        const char *a = i < argc ? argv[i] : NULL;
        if (!a || a[0] != '-' || !a[1]) return program(c, argc, argv, i);
        if (strcmp(a, "--") == 0) return program(c, argc, argv, i + 1);
        if (strcmp(a, "--version") == 0) return say(1, "Aster ", aster_version(), "\n"), 0;
        if (strcmp(a, "--help") == 0) return say(1, help, "", ""), 0;
        if (a[1] == '-') return wrong("unknown option ", a);
        int status = short_options(c, argc, argv, &i, &nwarnings, &ends);
        if (status >= 0 || ends) return status;
    }
    return -1;
}

Command cli_parse(int argc, char **argv) {
    Command c = {.mode = MODE_FILE, .warnings = calloc((size_t)argc + 1, sizeof(char *))};
    c.status = c.warnings ? parse(&c, argc, argv) : 1;
    return c;
}
