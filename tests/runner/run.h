/* The test runner: what its files share. See run.c for what it does.
 *
 *   find.c   which tests there are        exec.c   runs one in a child process
 *   check.c  was it right                 text.c   growing strings, reading files
 *   run.c    options, scheduling, summary */
#ifndef TESTS_RUNNER_RUN_H
#define TESTS_RUNNER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/* --- text.c: memory is never short here; when it is, the runner ends --- */

typedef struct Text {
    char *at; /* always ended by a 0 byte; NULL only while empty and untouched */
    size_t length, room;
} Text;

_Noreturn void die(const char *what, const char *name);
void *xrealloc(void *p, size_t size);
char *xformat(const char *format, ...) __attribute__((format(printf, 1, 2)));
void text_add(Text *t, const char *bytes, size_t length);
void text_addf(Text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(Text *t);
/* Append the whole file (at most 16 MiB of it); false when it cannot be opened. */
bool text_read(Text *t, const char *path);
bool text_read_fd(Text *t, int fd);

/* --- tests --- */

typedef enum Kind {
    SCRIPT,  /* NAME.as: standard output is NAME.expected */
    REFUSED, /* NAME.as below tests/syntax or tests/errors: NAME.expected is standard error */
    SHELL,   /* NAME.sh: passes with status 0 */
    PROGRAM, /* NAME.c, built to BUILD/.../NAME: passes with status 0 */
} Kind;

typedef struct Test {
    char *path;  /* as found, relative to where the runner was started */
    char *dir;   /* its folder, absolute */
    char *stem;  /* dir/NAME without suffix, absolute */
    char *group; /* the first two parts of path: one line of the summary */
    Kind kind;
    bool timed;            /* its folder's timing.tsv has a row for it */
    double least, most;    /* seconds, when timed */
    int timed_status;      /* the exit status of that row */
    bool missing_expected; /* nothing says what is right */

    /* while running */
    pid_t pid;
    int out_fd, err_fd;
    double started;
    bool killed; /* by us, for taking too long */

    /* afterwards */
    double took;
    int tries;
    int passed, failed; /* 1 and 0 or the reverse, but for programs that count their cases */
} Test;

typedef struct Tests {
    Test *at;
    size_t count, room;
} Tests;

typedef struct Options {
    char *build;         /* folder of the built things, absolute */
    char *aster;         /* the command, absolute */
    const char *command; /* runs the scripts instead of aster (the oracle), or NULL */
    long jobs;
    double timeout;
    bool stress, verbose;
} Options;

/* Add the test at `path`, or all below it if it is a folder. */
void find_tests(Tests *tests, const char *path, const Options *options);

/* Start the test's process. Its output goes to two unlinked temporary files. */
void start_test(Test *test, const Options *options);

/* Judge the ended process: sets passed and failed, appends the reasons to `why`.
 * Returns whether being too slow is its only fault. */
bool check_test(Test *test, int wait_status, Text *why);

double now(void);

#endif
