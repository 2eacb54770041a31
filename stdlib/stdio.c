/* See stdlib/stdio.h. */
#include "stdlib/stdio.h"

#include <unistd.h>

#include "base/utf8.h"
#include "stdlib/modules.h"
#include "vm/objects/bytes.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

#include <errno.h> /* behind the headers that have a field of that name */

enum { OUT_SIZE = 8192, IN_SIZE = 8192 };

typedef struct Stdio {
    bool by_line;
    size_t used;         /* of out */
    size_t in_at, in_end;
    char out[OUT_SIZE];
    char in[IN_SIZE];
} Stdio;

static Stdio *stdio_of(Thread *t) {
    Stdio *s = t->vm->stdlib[AS_STDIO_STATE];
    if (s) return s;
    s = as_mem_alloc(&t->vm->mem, sizeof *s);
    if (!s) {
        as_raise_memory(t);
        return NULL;
    }
    s->used = s->in_at = s->in_end = 0;
    s->by_line = t->vm->interactive || !(t->vm->capabilities & CAP_STDIO) || isatty(STDOUT_FILENO);
    t->vm->stdlib[AS_STDIO_STATE] = s;
    return s;
}

static bool write_all(Thread *t, int fd, const char *bytes, size_t size) {
    const Hooks *hooks = &t->vm->hooks;
    if (size == 0 || !hooks->write) return true;
    errno = 0;
    if (hooks->write(hooks->write_ctx, fd, bytes, size)) return true;
    int error = errno;
    as_raise_errno(t, error ? error : EIO, AS_UNDEF, AS_UNDEF);
    return false;
}

bool as_stdout_flush(Thread *t) {
    Stdio *s = t->vm->stdlib[AS_STDIO_STATE];
    if (!s || s->used == 0) return true;
    size_t used = s->used;
    s->used = 0; /* what cannot be written is lost, not tried again */
    return write_all(t, STDOUT_FILENO, s->out, used);
}

bool as_stdout_write(Thread *t, const char *bytes, size_t size) {
    Stdio *s = stdio_of(t);
    if (!s) return false;
    if (size > OUT_SIZE - s->used && !as_stdout_flush(t)) return false;
    if (size > OUT_SIZE) return write_all(t, STDOUT_FILENO, bytes, size);
    memcpy(s->out + s->used, bytes, size);
    s->used += size;
    if (s->by_line && memchr(bytes, '\n', size)) return as_stdout_flush(t);
    return true;
}

bool as_stdio_error(Thread *t, const char *bytes, size_t size) {
    return as_stdout_flush(t) && write_all(t, STDERR_FILENO, bytes, size);
}

/* Lone surrogates have no UTF-8: the range of the first run of them, in code points. */
static bool raise_surrogates(Thread *t, Str *s) {
    size_t at = 0, start = 0, end = 0;
    bool found = false;
    for (const char *p = s->data, *stop = s->data + s->size; p < stop; at++) {
        bool surrogate = as_is_surrogate(as_utf8_read(&p));
        if (surrogate && !found) start = at;
        if (found && !surrogate) break;
        found |= surrogate;
        end = at + 1;
    }
    OWNED(encoding, as_str_from(t, "utf-8"));
    OWNED(reason, as_str_from(t, "surrogates not allowed"));
    if (as_is_undef(encoding.v) || as_is_undef(reason.v)) return false;
    Value args[] = {encoding.v, as_from_obj(s), as_int((int64_t)start), as_int((int64_t)end), reason.v};
    as_raise_args(t, T_UNICODE_ENCODE_ERROR, args, 5);
    return false;
}

static bool has_surrogates(const Str *s) {
    const char *p = s->data, *end = p + s->size;
    while ((p = memchr(p, '\xED', (size_t)(end - p))) != NULL) {
        if ((unsigned char)p[1] >= 0xA0) return true;
        p++;
    }
    return false;
}

bool as_stdout_write_str(Thread *t, Str *s) {
    if (!as_str_is_ascii(s) && has_surrogates(s)) return raise_surrogates(t, s);
    return as_stdout_write(t, s->data, s->size);
}

/* --- input --- */

/* More bytes: 1; 0 at the end; -1 with an exception. */
static int fill(Thread *t, Stdio *s) {
    for (;;) {
        ssize_t got = read(STDIN_FILENO, s->in, IN_SIZE);
        if (got >= 0) {
            s->in_at = 0;
            s->in_end = (size_t)got;
            return got > 0;
        }
        if (errno != EINTR) {
            as_raise_errno(t, errno, AS_UNDEF, AS_UNDEF);
            return -1;
        }
    }
}

int64_t as_stdin_peek(Thread *t, const char **bytes) {
    if (!(t->vm->capabilities & CAP_STDIO))
        return as_raise(t, T_PERMISSION_ERROR, "standard input is not available here"), -1;
    Stdio *s = stdio_of(t);
    if (!s || !as_stdout_flush(t)) return -1;
    if (s->in_at == s->in_end && fill(t, s) < 0) return -1;
    *bytes = s->in + s->in_at;
    return (int64_t)(s->in_end - s->in_at);
}

void as_stdin_take(Thread *t, size_t count) {
    Stdio *s = t->vm->stdlib[AS_STDIO_STATE];
    s->in_at += count;
}

void as_stdin_untake(Thread *t, size_t count) {
    Stdio *s = t->vm->stdlib[AS_STDIO_STATE];
    s->in_at -= count < s->in_at ? count : s->in_at;
}

static Value decode(Thread *t, const char *bytes, size_t size) {
    size_t good = as_utf8_check(bytes, size, false);
    if (good == size) return as_str_new(t, bytes, size);
    OWNED(data, as_bytes_new(t, bytes, size));
    OWNED(encoding, as_str_from(t, "utf-8"));
    OWNED(reason, as_str_from(t, "invalid start byte"));
    if (as_is_undef(data.v) || as_is_undef(encoding.v) || as_is_undef(reason.v)) return AS_UNDEF;
    Value args[] = {encoding.v, data.v, as_int((int64_t)good), as_int((int64_t)good + 1), reason.v};
    return as_raise_args(t, T_UNICODE_DECODE_ERROR, args, 5);
}

Value as_stdin_readline(Thread *t) {
    if (!(t->vm->capabilities & CAP_STDIO))
        return as_raise(t, T_PERMISSION_ERROR, "standard input is not available here");
    Stdio *s = stdio_of(t);
    if (!s || !as_stdout_flush(t)) return AS_UNDEF;
    char *line = NULL;
    size_t size = 0;
    Value result = AS_UNDEF;
    for (int more = 1;;) {
        if (s->in_at == s->in_end && (more = fill(t, s)) <= 0) {
            if (more == 0) result = decode(t, line ? line : "", size);
            break;
        }
        char *from = s->in + s->in_at, *newline = memchr(from, '\n', s->in_end - s->in_at);
        size_t n = newline ? (size_t)(newline - from) + 1 : s->in_end - s->in_at;
        char *grown = as_mem_realloc(&t->vm->mem, line, size, size + n);
        if (!grown) {
            as_raise_memory(t);
            break;
        }
        line = grown;
        memcpy(line + size, from, n);
        size += n;
        s->in_at += n;
        if (newline) {
            result = decode(t, line, size);
            break;
        }
    }
    as_mem_free(&t->vm->mem, line, size);
    return result;
}

bool as_stdio_close(Thread *t) {
    Value pending = as_take_exc(t);
    bool ok = as_stdout_flush(t);
    if (!ok) as_clear_exc(t);
    if (!as_is_undef(pending)) as_restore_exc(t, pending);
    as_mem_free(&t->vm->mem, t->vm->stdlib[AS_STDIO_STATE], sizeof(Stdio));
    t->vm->stdlib[AS_STDIO_STATE] = NULL;
    return ok;
}
