/* Drives the prompt through a pseudo-terminal, as a person at a keyboard would.
 *
 * Each case starts the command (environment: ASTER), types, and waits a bounded time for what must
 * appear. What was typed is echoed by the terminal, so cases wait for texts that were not typed.
 * Prints "ok NAME" or "not ok NAME: ..." a case. An argument runs only the case of that name. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SEEN_MOST 262144
#define PATIENCE  10.0 /* seconds; generous for sanitizers on a busy machine */

#define CTRL_C "\003"
#define CTRL_D "\004"

typedef struct Session {
    pid_t pid;
    int fd;
    char seen[SEEN_MOST + 1]; /* everything printed so far */
    size_t length;
    size_t mark;      /* what came before has been waited for */
    char fault[1024]; /* the first thing that went wrong, or empty */
} Session;

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static void pause_for(double seconds) {
    struct timespec span = {.tv_sec = (time_t)seconds,
                            .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&span, NULL);
}

static void fail(Session *s, const char *what, const char *detail) {
    if (s->fault[0]) return;
    size_t from = s->length > s->mark + 300 ? s->length - 300 : s->mark;
    int n = snprintf(s->fault, sizeof s->fault, "%s '%s'; printed since: '", what, detail);
    for (size_t i = from; i < s->length && n < (int)sizeof s->fault - 8; i++) {
        unsigned char c = (unsigned char)s->seen[i];
        n += snprintf(s->fault + n, sizeof s->fault - (size_t)n, c < ' ' ? "\\x%02x" : "%c", c);
    }
    snprintf(s->fault + n, sizeof s->fault - (size_t)n, "'");
}

static bool open_session(Session *s) {
    memset(s, 0, sizeof *s);
    struct winsize size = {.ws_row = 40, .ws_col = 100};
    s->pid = forkpty(&s->fd, NULL, NULL, &size);
    if (s->pid < 0) return false;
    if (s->pid == 0) {
        setenv("TERM", "dumb", 1); /* no escape sequences in what we read */
        setenv("INPUTRC", "/dev/null", 1);
        setenv("HOME", "/nonexistent", 1);
        const char *aster = getenv("ASTER");
        execl(aster ? aster : "build/aster", "aster", (char *)NULL);
        dprintf(2, "cannot run %s: %s\n", aster, strerror(errno));
        _exit(127);
    }
    return true;
}

/* Read what there is, waiting at most `seconds` for the first byte. False at the end. */
static bool read_some(Session *s, double seconds) {
    struct pollfd poll_fd = {.fd = s->fd, .events = POLLIN};
    if (poll(&poll_fd, 1, (int)(seconds * 1000) + 1) <= 0) return true;
    ssize_t got = read(s->fd, s->seen + s->length, SEEN_MOST - s->length);
    if (got <= 0) return false;
    for (ssize_t i = 0; i < got; i++) /* so that strstr sees all of it */
        if (!s->seen[s->length + (size_t)i]) s->seen[s->length + (size_t)i] = '?';
    s->length += (size_t)got;
    s->seen[s->length] = 0;
    return s->length < SEEN_MOST;
}

/* Wait until `text` appears after the mark, and put the mark behind it. */
static void expect(Session *s, const char *text) {
    double until = now() + PATIENCE;
    while (!s->fault[0]) {
        char *found = strstr(s->seen + s->mark, text);
        if (found) {
            s->mark = (size_t)(found - s->seen) + strlen(text);
            return;
        }
        double left = until - now();
        if (left <= 0)
            fail(s, "did not appear in time:", text);
        else if (!read_some(s, left))
            fail(s, "ended before it printed", text);
    }
}

/* Nothing of the kind has appeared since the mark, nor does for a moment. */
static void expect_no(Session *s, const char *text, double seconds) {
    double until = now() + seconds;
    while (!s->fault[0] && now() < until && read_some(s, until - now())) continue;
    if (!s->fault[0] && strstr(s->seen + s->mark, text)) fail(s, "appeared:", text);
}

static void type(Session *s, const char *text) {
    size_t length = strlen(text);
    if (!s->fault[0] && write(s->fd, text, length) != (ssize_t)length) fail(s, "cannot type", text);
}

/* A line at the prompt, once the prompt is there. */
static void enter(Session *s, const char *line) {
    expect(s, ">>> ");
    type(s, line);
    type(s, "\r");
}

/* The lines of a block, each at its own prompt, and the empty line that ends it. */
static void enter_block(Session *s, const char *const *lines) {
    enter(s, lines[0]);
    for (int i = 1; lines[i]; i++) {
        expect(s, "... ");
        type(s, lines[i]);
        type(s, "\r");
    }
    expect(s, "... ");
    type(s, "\r");
}

static void expect_exit(Session *s, int status) {
    double until = now() + PATIENCE;
    while (read_some(s, 0.05) && now() < until) continue;
    int wait_status = 0;
    pid_t pid = 0;
    while (now() < until && (pid = waitpid(s->pid, &wait_status, WNOHANG)) == 0) pause_for(0.01);
    char text[64];
    if (pid != s->pid) {
        fail(s, "did not end", "");
        return;
    }
    s->pid = 0;
    snprintf(text, sizeof text, "%s %d, not %d", WIFEXITED(wait_status) ? "status" : "signal",
             WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : WTERMSIG(wait_status), status);
    if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != status) fail(s, "ended with", text);
}

static void close_session(Session *s) {
    close(s->fd);
    if (s->pid > 0) {
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
    }
}

/* --- cases --- */

static void echoes_values(Session *s) {
    enter(s, "20 + 22");
    expect(s, "\n42\r\n");
    enter(s, "'a' + 'b'");
    expect(s, "\n'ab'\r\n");
    enter(s, "[None, 1.5, (1,)]");
    expect(s, "\n[None, 1.5, (1,)]\r\n");
    enter(s, "x = 99 + 1");
    enter(s, "x");
    expect(s, "\n100\r\n");
    enter(s, "_ + 11; None");
    expect(s, "\n111\r\n");
}

static void none_is_silent(Session *s) {
    enter(s, "None");
    enter(s, "x = 555 + 111");
    expect(s, ">>> ");
    if (strstr(s->seen, "\nNone") || strstr(s->seen, "\n666")) fail(s, "printed a", "None");
}

static void reads_blocks(Session *s) {
    enter_block(s, (const char *const[]){"for i in range(2):", "    print('row', i * 100)", NULL});
    expect(s, "\nrow 0\r\nrow 100\r\n");
    enter_block(s, (const char *const[]){"def f(a):", "    if a:", "        return 'yes' * 2",
                                         "    return 'no' * 2", NULL});
    enter(s, "f(1), f(0)");
    expect(s, "\n('yesyes', 'nono')\r\n");
    enter_block(s, (const char *const[]){"try:", "    1 / 0", "except ZeroDivisionError as e:",
                                         "    print('caught', e)", NULL});
    expect(s, "\ncaught division by zero\r\n");
}

static void continues_open_brackets(Session *s) {
    enter(s, "(20 +");
    expect(s, "... ");
    type(s, "13)\r");
    expect(s, "\n33\r\n");
    enter(s, "'''one");
    expect(s, "... ");
    type(s, "two'''\r");
    expect(s, "\n'one\\ntwo'\r\n");
}

static void reports_errors(Session *s) {
    enter(s, "1 / 0");
    expect(s, "Traceback (most recent call last):");
    expect(s, "File \"<stdin>\", line 1, in <module>");
    expect(s, "ZeroDivisionError: division by zero");
    enter(s, "x = = 1");
    expect(s, "SyntaxError: invalid syntax");
    enter(s, "undefined_name");
    expect(s, "NameError: name 'undefined_name' is not defined");
    enter(s, "'still ' + 'alive'");
    expect(s, "\n'still alive'\r\n");
}

static void awaits_at_top_level(Session *s) {
    enter(s, "import asyncio");
    enter(s, "await asyncio.sleep(0.01, 'sle' + 'pt')");
    expect(s, "\n'slept'\r\n");
    enter_block(s, (const char *const[]){"async def f(x):", "    await asyncio.sleep(0)",
                                         "    return x * 2", NULL});
    enter(s, "await asyncio.gather(f(10), f(20))");
    expect(s, "\n[20, 40]\r\n");
    enter(s, "asyncio.run(f(300))");
    expect(s, "\n600\r\n");
    enter_block(s, (const char *const[]){"async with asyncio.timeout(1):",
                                         "    print('in' + 'side', await f(7))", NULL});
    expect(s, "\ninside 14\r\n");
}

static const char *const ticker[] = {
    "async def ticker():", "    for i in range(3):", "        await asyncio.sleep(0.15)",
    "        print('ti' + 'ck', i)", NULL};

/* A task goes on printing while half a line stands at the prompt; the line is intact afterwards. */
static void ticks_behind_half_a_line(Session *s) {
    enter(s, "import asyncio");
    enter_block(s, ticker);
    enter(s, "t = asyncio.create_task(ticker())");
    expect(s, ">>> ");
    type(s, "6 * ");
    expect(s, "tick 0");
    expect(s, "tick 1");
    expect(s, "tick 2");
    expect(s, ">>> 6 * "); /* drawn again below what was printed */
    type(s, "7\r");
    expect(s, "\n42\r\n");
    enter(s, "t.done(), 'over' * 2");
    expect(s, "\n(True, 'overover')\r\n");
}

static void interrupts_a_busy_line(Session *s) {
    enter(s, "while True: pass");
    expect(s, "... ");
    type(s, "\r");
    pause_for(0.3);
    type(s, CTRL_C);
    expect(s, "KeyboardInterrupt");
    enter(s, "'after ' + 'it'");
    expect(s, "\n'after it'\r\n");
}

static void interrupts_an_await(Session *s) {
    enter(s, "import asyncio");
    enter(s, "await asyncio.sleep(100)");
    pause_for(0.3);
    type(s, CTRL_C);
    expect(s, "KeyboardInterrupt");
    enter(s, "await asyncio.sleep(0, 'after ' + 'it')");
    expect(s, "\n'after it'\r\n");
}

static void interrupt_drops_the_line(Session *s) {
    expect(s, ">>> ");
    type(s, "this is (garbage");
    pause_for(0.2);
    type(s, CTRL_C);
    expect(s, "KeyboardInterrupt");
    enter(s, "70 + 7");
    expect(s, "\n77\r\n");
}

static void ctrl_d_leaves(Session *s) {
    enter(s, "x = 1");
    expect(s, ">>> ");
    type(s, CTRL_D);
    expect_exit(s, 0);
}

static void leaves_with_a_task_running(Session *s) {
    enter(s, "import asyncio");
    enter_block(s, (const char *const[]){"async def f():", "    try: await asyncio.sleep(100)",
                                         "    finally: print('clean' + 'ed')", NULL});
    enter(s, "t = asyncio.create_task(f())");
    enter(s, "await asyncio.sleep(0)");
    expect(s, ">>> ");
    type(s, CTRL_D);
    expect_exit(s, 0);
    if (!strstr(s->seen, "cleaned")) fail(s, "was not cancelled at the end:", "the task");
}

static void exit_status(Session *s) {
    enter(s, "raise SystemExit(3)");
    expect_exit(s, 3);
}

static void error_in_a_background_task(Session *s) {
    enter(s, "import asyncio");
    enter_block(
        s, (const char *const[]){"async def bad():", "    raise ValueError('be' + 'hind')", NULL});
    enter(s, "asyncio.create_task(bad()) and None");
    expect(s, "ValueError: behind");
    type(s, "\r");
    enter(s, "'still ' + 'here'");
    expect(s, "\n'still here'\r\n");
}

static void no_echo_of_assignments(Session *s) {
    enter(s, "y = 'sec' + 'ret'");
    expect(s, ">>> ");
    expect_no(s, "secret", 0.2);
    type(s, "len(y)\r");
    expect(s, "\n6\r\n");
}

/* input() reads from the terminal as usual, with its echo and line editing. */
static void reads_input(Session *s) {
    enter(s, "input('na' + 'me? ')");
    expect(s, "name? ");
    type(s, "some text\r");
    expect(s, "\n'some text'\r\n");
}

/* A line that a task did not end is shown all the same, and the line being typed stays whole. */
static void shows_unfinished_lines(Session *s) {
    enter(s, "import asyncio");
    enter_block(s, (const char *const[]){"async def f():", "    await asyncio.sleep(0.1)",
                                         "    print('un' + 'finished', end='')", NULL});
    enter(s, "t = asyncio.create_task(f())");
    expect(s, ">>> ");
    type(s, "3 * ");
    expect(s, "unfinished");
    expect(s, ">>> 3 * ");
    type(s, "5\r");
    expect(s, "\n15\r\n");
}

static void exit_leaves(Session *s) {
    enter(s, "exit(4)");
    expect_exit(s, 4);
}

static const struct {
    const char *name;
    void (*run)(Session *);
} cases[] = {
    {"echoes_values", echoes_values},
    {"none_is_silent", none_is_silent},
    {"reads_blocks", reads_blocks},
    {"continues_open_brackets", continues_open_brackets},
    {"reports_errors", reports_errors},
    {"awaits_at_top_level", awaits_at_top_level},
    {"ticks_behind_half_a_line", ticks_behind_half_a_line},
    {"interrupts_a_busy_line", interrupts_a_busy_line},
    {"interrupts_an_await", interrupts_an_await},
    {"interrupt_drops_the_line", interrupt_drops_the_line},
    {"ctrl_d_leaves", ctrl_d_leaves},
    {"leaves_with_a_task_running", leaves_with_a_task_running},
    {"exit_status", exit_status},
    {"error_in_a_background_task", error_in_a_background_task},
    {"no_echo_of_assignments", no_echo_of_assignments},
    {"reads_input", reads_input},
    {"shows_unfinished_lines", shows_unfinished_lines},
    {"exit_leaves", exit_leaves},
};

int main(int argc, char **argv) {
    static Session session;
    int failed = 0;
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (argc > 1 && strcmp(argv[1], cases[i].name) != 0) continue;
        if (!open_session(&session)) {
            printf("not ok %s: no pseudo-terminal: %s\n", cases[i].name, strerror(errno));
            return 1;
        }
        cases[i].run(&session);
        close_session(&session);
        if (session.fault[0])
            printf("not ok %s: %s\n", cases[i].name, session.fault);
        else
            printf("ok %s\n", cases[i].name);
        fflush(stdout);
        failed += session.fault[0] != 0;
    }
    return failed != 0;
}
