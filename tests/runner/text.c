/* Growing strings for the test runner. */
#include "tests/runner/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READ_MOST ((size_t)16 << 20)

void die(const char *what, const char *name) {
    fprintf(stderr, "run: %s: %s\n", name, what);
    exit(2);
}

void *xrealloc(void *p, size_t size) {
    p = realloc(p, size);
    if (!p) die("out of memory", "tests");
    return p;
}

char *xformat(const char *format, ...) {
    char *result;
    va_list args;
    va_start(args, format);
    if (vasprintf(&result, format, args) < 0) die("out of memory", "tests");
    va_end(args);
    return result;
}

void text_add(Text *t, const char *bytes, size_t length) {
    if (t->length + length + 1 > t->room) {
        t->room = (t->length + length + 64) * 2;
        t->at = xrealloc(t->at, t->room);
    }
    memcpy(t->at + t->length, bytes, length);
    t->length += length;
    t->at[t->length] = 0;
}

void text_addf(Text *t, const char *format, ...) {
    char *piece;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&piece, format, args);
    va_end(args);
    if (length < 0) die("out of memory", "tests");
    text_add(t, piece, (size_t)length);
    free(piece);
}

void text_free(Text *t) {
    free(t->at);
    *t = (Text){0};
}

bool text_read_fd(Text *t, int fd) {
    char piece[65536];
    text_add(t, "", 0);
    while (t->length < READ_MOST) {
        ssize_t got = read(fd, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        text_add(t, piece, (size_t)got);
    }
    return true;
}

bool text_read(Text *t, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    bool done = text_read_fd(t, fd);
    close(fd);
    return done;
}
