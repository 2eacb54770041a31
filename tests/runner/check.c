/* Was a test right: compares output with what is stored beside it.
 *
 * What may differ from run to run becomes a mark before the comparison: addresses (0x#), the test's
 * own folder in file names (removed) and, in a folder with a timing.tsv, durations (#.## seconds).
 * In stored standard error a line "..." stands for any lines. */
#include "tests/runner/run.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHOWN_LINES 12
#define SHOWN_WIDTH 160

/* --- marks --- */

/* The length of 0x and six or more digits at `at`, or 0. */
static size_t address_at(const char *at) {
    if (at[0] != '0' || at[1] != 'x') return 0;
    size_t n = 2;
    while (isdigit((unsigned char)at[n]) || (at[n] >= 'a' && at[n] <= 'f')) n++;
    return n >= 8 ? n : 0;
}

/* The length of "N.NN seconds" at `at`, or 0. */
static size_t duration_at(const char *at) {
    size_t n = 0;
    while (isdigit((unsigned char)at[n])) n++;
    if (n == 0 || at[n] != '.') return 0;
    if (!isdigit((unsigned char)at[n + 1]) || !isdigit((unsigned char)at[n + 2])) return 0;
    return strncmp(at + n + 3, " seconds", 8) == 0 ? n + 11 : 0;
}

static Text normalised(const Text *raw, const Test *test) {
    Text text = {0};
    size_t folder = strlen(test->dir), skip;
    text_add(&text, "", 0);
    for (size_t i = 0; i < raw->length; i++) {
        const char *at = raw->at + i;
        if ((skip = address_at(at)) != 0) {
            text_add(&text, "0x#", 3);
            i += skip - 1;
        } else if (test->timed && (skip = duration_at(at)) != 0) {
            text_add(&text, "#.## seconds", 12);
            i += skip - 1;
        } else if (*at == '/' && strncmp(at, test->dir, folder) == 0 && at[folder] == '/') {
            i += folder;
        } else {
            text_add(&text, at, 1);
        }
    }
    return text;
}

/* --- lines --- */

typedef struct Lines {
    char **at;
    size_t count;
} Lines;

/* Cuts the text in place. A last line without its newline is told apart by a mark. */
static Lines split(Text *text) {
    Lines lines = {0};
    size_t room = 0;
    bool open = text->length > 0 && text->at[text->length - 1] != '\n';
    if (open) text_add(text, " [no newline]", 13);
    for (char *at = text->at; at && *at;) {
        if (lines.count == room) {
            room = room * 2 + 64;
            lines.at = xrealloc(lines.at, room * sizeof *lines.at);
        }
        lines.at[lines.count++] = at;
        char *end = strchr(at, '\n');
        if (!end) break;
        *end = 0;
        at = end + 1;
    }
    return lines;
}

static bool is_gap(const char *line) {
    return strcmp(line, "...") == 0;
}

/* Match with gaps. The furthest pair of lines that did not fit is left in *wanted and *got. */
static bool match(const Lines *want, const Lines *have, bool gaps, size_t *wanted, size_t *got) {
    size_t w = 0, h = 0, back_w = 0, back_h = 0;
    bool can_retry = false;
    *wanted = *got = 0;
    while (h < have->count || w < want->count) {
        if (gaps && w < want->count && is_gap(want->at[w])) {
            back_w = ++w;
            back_h = h;
            can_retry = true;
        } else if (w < want->count && h < have->count && strcmp(want->at[w], have->at[h]) == 0) {
            w++, h++;
        } else {
            if (h >= *got) *wanted = w, *got = h;
            if (!can_retry || back_h >= have->count) return false;
            if (w == want->count && back_w == w) return true; /* a gap at the end takes the rest */
            w = back_w;
            h = ++back_h;
        }
    }
    return true;
}

static void show(Text *why, const char *sign, const Lines *lines, size_t at, size_t most) {
    for (size_t i = at; i < lines->count && i < at + most; i++)
        text_addf(why, "    %s%.*s\n", sign, SHOWN_WIDTH, lines->at[i]);
    if (at >= lines->count) text_addf(why, "    %s(end)\n", sign);
}

/* Compare, and say in `why` where they part. */
static bool compare(const char *name, Text *expected, Text *actual, bool gaps, Text *why) {
    Lines want = split(expected), have = split(actual);
    size_t w, h;
    bool same = match(&want, &have, gaps, &w, &h);
    if (!same) {
        text_addf(why, "  %s differs at line %zu:\n", name, h + 1);
        show(why, "expected: ", &want, w, 3);
        show(why, "printed:  ", &have, h, 3);
    }
    free(want.at);
    free(have.at);
    return same;
}

static void show_tail(const char *name, const Text *raw, Text *why) {
    if (!raw->length) return;
    size_t from = raw->length, lines = 0;
    while (from > 0 && lines < SHOWN_LINES + 1)
        if (raw->at[--from] == '\n') lines++;
    if (from) from++;
    text_addf(why, "  %s ends in:\n", name);
    Text tail = {0};
    text_add(&tail, raw->at + from, raw->length - from);
    Lines all = split(&tail);
    show(why, "", &all, 0, SHOWN_LINES);
    free(all.at);
    text_free(&tail);
}

/* --- one test --- */

static int expected_status(const Test *test) {
    if (test->timed) return test->timed_status;
    char *path = xformat("%s.status", test->stem);
    Text text = {0};
    int status = test->kind == REFUSED;
    if (text_read(&text, path)) status = atoi(text.at);
    text_free(&text);
    free(path);
    return status;
}

static bool check_status(const Test *test, int wait_status, int expected, Text *why) {
    if (test->killed)
        text_addf(why, "  still running after %.0f s\n", test->took);
    else if (WIFSIGNALED(wait_status))
        text_addf(why, "  killed by signal %d (%s)\n", WTERMSIG(wait_status),
                  strsignal(WTERMSIG(wait_status)));
    else if (WEXITSTATUS(wait_status) != expected)
        text_addf(why, "  exit status %d, not %d\n", WEXITSTATUS(wait_status), expected);
    else
        return true;
    return false;
}

static bool check_stream(const Test *test, const char *name, const char *suffix, const Text *raw,
                         bool gaps, Text *why) {
    char *path = xformat("%s.%s", test->stem, suffix);
    Text stored = {0}, actual = normalised(raw, test);
    if (!*suffix || !text_read(&stored, path)) text_add(&stored, "", 0);
    Text expected = normalised(&stored, test); /* what only looks like an address does so on both sides */
    text_free(&stored);
    bool same = compare(name, &expected, &actual, gaps, why);
    text_free(&expected);
    text_free(&actual);
    free(path);
    return same;
}

static bool check_script(const Test *test, int wait_status, const Text *out, const Text *err,
                         Text *why) {
    if (test->missing_expected) {
        text_addf(why, "  there is no .expected file\n");
        return false;
    }
    bool refused = test->kind == REFUSED;
    bool status = check_status(test, wait_status, expected_status(test), why);
    bool out_same =
        check_stream(test, "standard output", refused ? "" : "expected", out, false, why);
    bool err_same =
        check_stream(test, "standard error", refused ? "expected" : "stderr", err, true, why);
    if (!(status && out_same) && err_same == false) show_tail("standard error", err, why);
    return status && out_same && err_same;
}

/* Count the lines "ok ..." and "not ok ..." that a program with several cases prints. */
static void count_cases(Test *test, const Text *out, Text *why) {
    for (const char *at = out->at; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
        if (strncmp(at, "ok ", 3) == 0) test->passed++;
        if (strncmp(at, "not ok ", 7) != 0) continue;
        test->failed++;
        text_addf(why, "  %.*s\n", (int)strcspn(at, "\n"), at);
    }
}

static bool check_program(Test *test, int wait_status, const Text *out, const Text *err,
                          Text *why) {
    bool good = check_status(test, wait_status, 0, why);
    char *path = xformat("%s.expected", test->stem);
    if (access(path, R_OK) == 0)
        good &= check_stream(test, "standard output", "expected", out, false, why);
    free(path);
    count_cases(test, out, why);
    if (good) return true;
    show_tail("standard output", out, why);
    show_tail("standard error", err, why);
    return false;
}

static bool in_time(const Test *test, Text *why, bool *slow) {
    if (!test->timed) return true;
    *slow = test->took > test->most;
    if (*slow)
        text_addf(why, "  too slow: %.2f s, at most %.1f s was due\n", test->took, test->most);
    if (test->took >= test->least - 0.02) return !*slow;
    text_addf(why, "  too quick: %.2f s, at least %.1f s was due\n", test->took, test->least);
    return false;
}

static void read_back(int fd, Text *text) {
    lseek(fd, 0, SEEK_SET);
    text_read_fd(text, fd);
    close(fd);
}

bool check_test(Test *test, int wait_status, Text *why) {
    Text out = {0}, err = {0};
    read_back(test->out_fd, &out);
    read_back(test->err_fd, &err);
    test->passed = test->failed = 0;
    bool script = test->kind == SCRIPT || test->kind == REFUSED, slow = false;
    bool good = script ? check_script(test, wait_status, &out, &err, why)
                       : check_program(test, wait_status, &out, &err, why);
    bool timely = in_time(test, why, &slow);
    bool only_slow = good && !timely && slow;
    good = good && timely;
    if (good && test->passed + test->failed == 0) test->passed = 1;
    if (!good && test->failed == 0) test->failed = 1;
    text_free(&out);
    text_free(&err);
    return only_slow;
}
