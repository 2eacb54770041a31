/* The `aster` command: a host like any other, on aster.h and readline alone. */
#ifndef AS_CLI_CLI_H
#define AS_CLI_CLI_H

#include <aster.h>

typedef enum Mode { MODE_FILE, MODE_CODE, MODE_MODULE, MODE_STDIN, MODE_REPL, MODE_DIS } Mode;

/* What the command line says. */
typedef struct Command {
    Mode mode;
    const char *what; /* file, code or module */
    int argc;         /* of sys.argv */
    const char **argv;
    const char **warnings; /* -W, ended by NULL */
    bool dev_mode;
    int status; /* >= 0: nothing is to be run */
} Command;

/* Read the arguments; what is wrong with them is printed. Allocates argv and warnings, for the
 * whole run. */
Command cli_parse(int argc, char **argv);

/* Output that a prompt wants to look at first. */
typedef struct Cli {
    AsterVM *vm;
    bool closed[3];    /* descriptors that were closed when the command started */
    bool ending, lost; /* the last flush; it failed */
    size_t live;
    /* The prompt's, while a line is being typed; NULL otherwise. */
    void (*around)(bool before, bool whole_line);
} Cli;

bool cli_write(void *ctx, int fd, const char *bytes, size_t size);

/* The prompt, until its end: the exit status. */
int cli_repl(Cli *cli);
/* SIGINT, for the prompt's sake; whether it was the prompt's. In the signal handler. */
bool cli_repl_signal(void);

#endif
