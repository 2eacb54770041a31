/* Text files; see stdlib/io/file.h. */
#include <unistd.h>

#include "base/utf8.h"
#include "stdlib/io/file.h"
#include "stdlib/modules.h"
#include "stdlib/stdio.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

Value as_text_new(Thread *t, Value buffer, Value encoding, Value errors, Newlines newlines,
                  const char *mode) {
    OWNED(text, as_str_from(t, mode));
    if (as_is_undef(text.v) || as_is_undef(buffer) || as_is_undef(encoding) || as_is_undef(errors))
        return AS_UNDEF;
    TextFile *f = as_new(t, T_TEXT_FILE, sizeof *f, true);
    if (!f) return AS_UNDEF;
    f->buffer = as_incref(buffer);
    f->encoding = as_incref(encoding);
    f->errors = as_incref(errors);
    f->mode = as_move(&text);
    f->newlines = (uint8_t)newlines;
    f->fast = as_str_is(as_as_str(encoding), "utf-8") && as_str_is(as_as_str(errors), "strict");
    return as_from_obj(f);
}

static BinaryFile *check(Thread *t, TextFile *f) {
    if (!as_is_exact(f->buffer, T_BINARY_FILE))
        return as_fail_null(t, T_VALUE_ERROR, "underlying buffer has been detached");
    BinaryFile *b = as_file_of(f->buffer);
    return as_binary_check_open(t, b) ? b : NULL;
}

static BinaryFile *can_read(Thread *t, TextFile *f) {
    BinaryFile *b = check(t, f);
    if (!b || b->readable) return b;
    as_io_unsupported(t, "not readable");
    return NULL;
}

static BinaryFile *can_write(Thread *t, TextFile *f) {
    BinaryFile *b = check(t, f);
    if (!b || b->writable) return b;
    as_io_unsupported(t, "not writable");
    return NULL;
}

/* --- reading --- */

/* Bytes to text, with newlines translated. */
static Value decode(Thread *t, TextFile *f, char *bytes, size_t size) {
    if (f->newlines == NEWLINE_ANY && memchr(bytes, '\r', size)) {
        size_t out = 0;
        for (size_t i = 0; i < size; i++) {
            if (bytes[i] == '\r') {
                bytes[out++] = '\n';
                if (i + 1 < size && bytes[i + 1] == '\n') i++;
            } else {
                bytes[out++] = bytes[i];
            }
        }
        size = out;
    }
    return as_decode(t, bytes, size, as_as_str(f->encoding), as_as_str(f->errors));
}

/* Where a line of `bytes` ends (its newline included), or 0: not in these. */
static size_t line_end(const TextFile *f, const char *bytes, size_t size) {
    const char *at = NULL;
    switch ((Newlines)f->newlines) {
    case NEWLINE_LF: at = memchr(bytes, '\n', size); break;
    case NEWLINE_CR: at = memchr(bytes, '\r', size); break;
    case NEWLINE_CRLF:
        for (at = memchr(bytes, '\r', size); at;
             at = memchr(at + 1, '\r', size - (size_t)(at + 1 - bytes)))
            if (at + 1 < bytes + size && at[1] == '\n') return (size_t)(at + 2 - bytes);
        return 0;
    default: {
        at = memchr(bytes, '\n', size);
        const char *cr = memchr(bytes, '\r', at ? (size_t)(at - bytes) : size);
        if (cr && cr + 1 < bytes + size && cr[1] != '\n')
            at = cr;
        else if (cr && cr + 1 == bytes + size)
            return 0; /* a \n may follow */
        break;
    }
    }
    return at ? (size_t)(at + 1 - bytes) : 0;
}

/* The bytes of the next line: in place in the file's buffer when it holds them all, else collected.
 * False with an exception; *taken says how many bytes of the buffer remain to be taken. */
static bool collect_line(Thread *t, TextFile *f, BinaryFile *b, ByteArray *line) {
    for (;;) {
        const char *bytes;
        int64_t got = as_binary_peek(t, b, &bytes);
        if (got <= 0) return got == 0;
        /* A \r that ended the last piece: the line is over unless \n follows. */
        if (line->size && line->data[line->size - 1] == '\r' && f->newlines <= NEWLINE_KEEP) {
            if (*bytes != '\n') return true;
            as_binary_take(t, b, 1);
            return as_bytearray_append(t, line, "\n", 1);
        }
        bool split = line->size && line->data[line->size - 1] == '\r' &&
                     f->newlines == NEWLINE_CRLF && *bytes == '\n';
        size_t end = split ? 1 : line_end(f, bytes, (size_t)got), count = end ? end : (size_t)got;
        if (!as_bytearray_append(t, line, bytes, count)) return false;
        as_binary_take(t, b, count);
        if (end) return true;
    }
}

static Value read_line(Thread *t, TextFile *f, BinaryFile *b) {
    const char *bytes;
    int64_t got = as_binary_peek(t, b, &bytes);
    if (got < 0) return AS_UNDEF;
    const char *newline = got ? memchr(bytes, '\n', (size_t)got) : NULL;
    if (newline && f->fast && f->newlines != NEWLINE_CR && f->newlines != NEWLINE_CRLF) {
        size_t size = (size_t)(newline + 1 - bytes);
        if (!memchr(bytes, '\r', size) && as_utf8_check(bytes, size, false) == size) {
            Value line = as_str_new(t, bytes, size);
            if (!as_is_undef(line)) as_binary_take(t, b, size);
            return line;
        }
    }
    OWNED(line, as_bytearray_new(t, "", 0));
    if (as_is_undef(line.v) || !collect_line(t, f, b, as_as_bytearray(line.v))) return AS_UNDEF;
    ByteArray *a = as_as_bytearray(line.v);
    return a->size ? decode(t, f, a->data, a->size) : as_str_from(t, "");
}

/* At most `limit` characters of the next line. What is over is given back by seeking. */
static Value give_back(Thread *t, BinaryFile *b, Value text, size_t limit) {
    OWNED(hold, text);
    if (as_is_undef(text) || as_as_str(text)->length <= limit) return as_move(&hold);
    Value head = as_str_slice(t, as_as_str(text), 0, limit);
    size_t over = as_is_undef(head) ? 0 : as_as_str(text)->size - as_as_str(head)->size;
    if (b->kind == FILE_STDIN || over <= b->at) {
        if (b->kind == FILE_STDIN)
            as_stdin_untake(t, over);
        else
            b->at -= over;
        return head;
    }
    Value moved = as_binary_seek(t, b, -(int64_t)over, SEEK_CUR);
    if (!as_is_undef(moved)) return head;
    as_decref(t, head);
    return AS_UNDEF;
}

static Value read_all(Thread *t, TextFile *f, BinaryFile *b) {
    OWNED(data, as_binary_read(t, b, -1));
    if (as_is_undef(data.v)) return AS_UNDEF;
    return decode(t, f, as_as_bytes(data.v)->data, as_as_bytes(data.v)->size);
}

/* Bytes of the character that begins with `lead` in the file's encoding. */
static size_t width(const TextFile *f, char lead) {
    if (!as_str_is(as_as_str(f->encoding), "utf-8")) return 1;
    unsigned char c = (unsigned char)lead;
    return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static Value read_some(Thread *t, TextFile *f, BinaryFile *b, int64_t count) {
    OWNED(out, as_bytearray_new(t, "", 0));
    if (as_is_undef(out.v)) return AS_UNDEF;
    ByteArray *a = as_as_bytearray(out.v);
    size_t missing = 0; /* bytes of the character begun last */
    bool cr = false;
    while (count > 0 || missing || cr) {
        const char *bytes;
        int64_t got = as_binary_peek(t, b, &bytes);
        if (got < 0) return AS_UNDEF;
        if (got == 0) break;
        size_t i = 0;
        for (; i < (size_t)got; i++) {
            if (missing) {
                missing--;
                continue;
            }
            if (cr) {
                cr = false;
                if (bytes[i] == '\n') continue;
            }
            if (count == 0) break;
            count--;
            missing = width(f, bytes[i]) - 1;
            cr = bytes[i] == '\r' && f->newlines == NEWLINE_ANY;
        }
        if (!as_bytearray_append(t, a, bytes, i)) return AS_UNDEF;
        as_binary_take(t, b, i);
        if (i < (size_t)got) break;
    }
    return a->size ? decode(t, f, a->data, a->size) : as_str_from(t, "");
}

static bool size_arg(Thread *t, Value v, int64_t *size) {
    *size = -1;
    if (as_is_undef(v) || as_is_none(v)) return true;
    if (!as_is_any_int(t, v) &&
        as_same(as_type_lookup(t, as_type_of(t, v), t->vm->names.__index__), AS_MISSING))
        return as_fail(t, T_TYPE_ERROR, "argument should be integer or None, not '%T'", v);
    return as_index_int64(t, v, size);
}

static Value t_read(Thread *t, Value *a, int n) {
    (void)n;
    TextFile *f = as_text_of(a[0]);
    int64_t size;
    BinaryFile *b = can_read(t, f);
    if (!b || !size_arg(t, a[1], &size)) return AS_UNDEF;
    return size < 0 ? read_all(t, f, b) : read_some(t, f, b, size);
}

static Value t_readline(Thread *t, Value *a, int n) {
    (void)n;
    int64_t size = -1;
    BinaryFile *b = can_read(t, as_text_of(a[0]));
    if (!b || (!as_is_undef(a[1]) && !as_index_int64(t, a[1], &size))) return AS_UNDEF;
    Value line = read_line(t, as_text_of(a[0]), b);
    return size < 0 ? line : give_back(t, b, line, (size_t)size);
}

static Value t_readlines(Thread *t, Value *a, int n) {
    (void)n;
    int64_t hint, total = 0;
    BinaryFile *b = can_read(t, as_text_of(a[0]));
    if (!b || !size_arg(t, a[1], &hint)) return AS_UNDEF;
    OWNED(list, as_list_new(t, 0));
    while (!as_is_undef(list.v)) {
        OWNED(line, read_line(t, as_text_of(a[0]), b));
        if (as_is_undef(line.v)) return AS_UNDEF;
        if (as_as_str(line.v)->size == 0) break;
        if (!as_list_append(t, as_as_list(list.v), line.v)) return AS_UNDEF;
        total += (int64_t)as_as_str(line.v)->length;
        if (hint > 0 && total >= hint) break;
    }
    return as_move(&list);
}

/* --- writing --- */

static bool put(Thread *t, TextFile *f, BinaryFile *b, Str *s) {
    if (f->fast && as_str_is_ascii(s)) return as_binary_put(t, b, s->data, s->size);
    OWNED(data, as_encode(t, s, as_as_str(f->encoding), as_as_str(f->errors)));
    if (as_is_undef(data.v)) return false;
    const char *bytes = NULL;
    size_t size = 0;
    as_bytes_view(t, data.v, &bytes, &size);
    return as_binary_put(t, b, bytes, size);
}

static bool write_text(Thread *t, TextFile *f, BinaryFile *b, Str *s) {
    const char *newline = f->newlines == NEWLINE_CR     ? "\r"
                          : f->newlines == NEWLINE_CRLF ? "\r\n"
                                                        : NULL;
    if (!newline || !memchr(s->data, '\n', s->size)) return put(t, f, b, s);
    StrBuilder out;
    as_sb_init(&out, t);
    for (const char *p = s->data, *end = p + s->size; p < end;) {
        const char *next = memchr(p, '\n', (size_t)(end - p));
        as_sb_bytes(&out, p, (size_t)((next ? next : end) - p));
        if (next) as_sb_c(&out, newline);
        p = next ? next + 1 : end;
    }
    OWNED(text, as_sb_end(&out));
    return !as_is_undef(text.v) && put(t, f, b, as_as_str(text.v));
}

static Value t_write(Thread *t, Value *a, int n) {
    (void)n;
    TextFile *f = as_text_of(a[0]);
    if (!as_is_instance_of(t, a[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "write() argument must be str, not %T", a[1]);
    BinaryFile *b = can_write(t, f);
    Str *s = as_as_str(a[1]);
    if (!b || !write_text(t, f, b, s)) return AS_UNDEF;
    bool flush = f->write_through || (f->by_line && memchr(s->data, '\n', s->size));
    if (flush && !as_binary_flush(t, b)) return AS_UNDEF;
    return as_int((int64_t)s->length);
}

static bool write_item(Thread *t, Value item, void *arg) {
    Value args[] = {*(Value *)arg, item};
    return !as_is_undef(t_write(t, args, 2));
}

static Value t_writelines(Thread *t, Value *a, int n) {
    (void)n;
    if (!check(t, as_text_of(a[0]))) return AS_UNDEF;
    return as_for_each(t, a[1], write_item, &a[0]) ? AS_NONE : AS_UNDEF;
}

static Value t_flush(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *b = check(t, as_text_of(a[0]));
    return b && as_binary_flush(t, b) ? AS_NONE : AS_UNDEF;
}

static Value t_close(Thread *t, Value *a, int n) {
    (void)n;
    TextFile *f = as_text_of(a[0]);
    if (!as_is_exact(f->buffer, T_BINARY_FILE)) return AS_NONE;
    return as_binary_close(t, as_file_of(f->buffer)) ? AS_NONE : AS_UNDEF;
}

/* --- position --- */

static Value t_seek(Thread *t, Value *a, int n) {
    (void)n;
    int64_t offset, whence = 0;
    BinaryFile *b = check(t, as_text_of(a[0]));
    if (!b || !as_index_int64(t, a[1], &offset) ||
        (!as_is_undef(a[2]) && !as_index_int64(t, a[2], &whence)))
        return AS_UNDEF;
    if (!as_binary_seekable(b)) return as_io_unsupported(t, "underlying stream is not seekable");
    if (whence == 1 && offset != 0)
        return as_io_unsupported(t, "can't do nonzero cur-relative seeks");
    if (whence == 2 && offset != 0)
        return as_io_unsupported(t, "can't do nonzero end-relative seeks");
    if (whence < 0 || whence > 2)
        return as_raise(t, T_VALUE_ERROR, "invalid whence (%lld, should be 0, 1 or 2)",
                        (long long)whence);
    if (whence == 0 && offset < 0)
        return as_raise(t, T_VALUE_ERROR, "negative seek position %lld", (long long)offset);
    return as_binary_seek(t, b, offset, (int)whence);
}

static Value t_tell(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *b = check(t, as_text_of(a[0]));
    if (!b) return AS_UNDEF;
    if (!as_binary_seekable(b)) return as_io_unsupported(t, "underlying stream is not seekable");
    int64_t at = as_binary_tell(t, b);
    return at < 0 ? AS_UNDEF : as_int_from_i64(t, at);
}

static Value t_truncate(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *b = check(t, as_text_of(a[0]));
    int64_t size;
    if (!b) return AS_UNDEF;
    if (!b->writable) return as_io_unsupported(t, "truncate");
    if (as_is_undef(a[1]) || as_is_none(a[1]))
        size = as_binary_tell(t, b);
    else if (!as_index_int64(t, a[1], &size))
        return AS_UNDEF;
    return !as_has_exc(t) && as_binary_truncate(t, b, size) ? as_int_from_i64(t, size) : AS_UNDEF;
}

/* --- the rest --- */

#define ASK(name, expression)                                                                      \
    static Value name(Thread *t, Value *a, int n) {                                                \
        (void)n;                                                                                   \
        BinaryFile *b = check(t, as_text_of(a[0]));                                                \
        return b ? expression : AS_UNDEF;                                                          \
    }
ASK(t_fileno, as_int(b->fd))
ASK(t_isatty, as_bool(isatty(b->fd)))
ASK(t_readable, as_bool(b->readable))
ASK(t_writable, as_bool(b->writable))
ASK(t_seekable, as_bool(as_binary_seekable(b)))
ASK(t_enter, as_incref(a[0]))

#define GET(name, expression)                                                                      \
    static Value name(Thread *t, Value *a, int n) {                                                \
        (void)t, (void)n;                                                                          \
        TextFile *f = as_text_of(a[0]);                                                            \
        return expression;                                                                         \
    }
GET(t_closed, as_bool(as_is_exact(f->buffer, T_BINARY_FILE) && as_file_of(f->buffer)->closed))
GET(t_name,
    as_is_exact(f->buffer, T_BINARY_FILE) ? as_incref(as_file_of(f->buffer)->name) : AS_NONE)
GET(t_mode, as_incref(f->mode))
GET(t_encoding, as_incref(f->encoding))
GET(t_errors, as_incref(f->errors))
GET(t_buffer, as_incref(f->buffer))
GET(t_by_line, as_bool(f->by_line))
GET(t_write_through, as_bool(f->write_through))

static Value t_detach(Thread *t, Value *a, int n) {
    (void)n;
    TextFile *f = as_text_of(a[0]);
    BinaryFile *b = check(t, f);
    if (!b || !as_binary_flush(t, b)) return AS_UNDEF;
    Value buffer = f->buffer;
    f->buffer = AS_NONE;
    return buffer;
}

/* encoding, errors, newline, line_buffering, write_through: UNDEF or None leaves each as it is. */
static Value t_reconfigure(Thread *t, Value *a, int n) {
    (void)n;
    TextFile *f = as_text_of(a[0]);
    BinaryFile *b = check(t, f);
    if (!b || !as_binary_flush(t, b)) return AS_UNDEF;
    for (int i = 1; i <= 3; i++)
        if (!as_is_undef(a[i]) && !as_is_none(a[i]) && !as_is_str(a[i]))
            return as_raise(t, T_TYPE_ERROR,
                            "reconfigure() argument '%s' must be str or None, not %T",
                            i == 1   ? "encoding"
                            : i == 2 ? "errors"
                                     : "newline",
                            a[i]);
    Newlines newlines = (Newlines)f->newlines;
    Value encoding = AS_UNDEF;
    if (!as_is_undef(a[3]) && !as_io_newlines(t, a[3], &newlines)) return AS_UNDEF;
    if (as_is_str(a[1]) && as_is_undef(encoding = as_io_encoding(t, a[1]))) return AS_UNDEF;
    f->newlines = (uint8_t)newlines;
    if (as_is_str(a[1])) as_assign(t, &f->encoding, encoding);
    if (as_is_str(a[2])) as_assign(t, &f->errors, as_incref(a[2]));
    f->fast =
        as_str_is(as_as_str(f->encoding), "utf-8") && as_str_is(as_as_str(f->errors), "strict");
    if (as_is_bool(a[4])) f->by_line = as_is_true(a[4]);
    if (as_is_bool(a[5])) f->write_through = as_is_true(a[5]);
    return AS_NONE;
}

static const NativeDef methods[] = {
    {"read", "self, size=-1, /", t_read, "Up to `size` characters, or all that are left.", 0},
    {"readline", "self, size=-1, /", t_readline, "The next line with its newline.", 0},
    {"readlines", "self, hint=-1, /", t_readlines, "A list of all lines.", 0},
    {"write", "self, text, /", t_write, "Write a str; how many characters.", 0},
    {"writelines", "self, lines, /", t_writelines, "Write each of the items.", 0},
    {"flush", "self, /", t_flush, "Write what is buffered.", 0},
    {"close", "self, /", t_close, "Flush and close the file.", 0},
    {"seek", "self, cookie, whence=0, /", t_seek, "Set the position, to what tell() gave.", 0},
    {"tell", "self, /", t_tell, "The position.", 0},
    {"truncate", "self, pos=None, /", t_truncate, "Cut the file.", 0},
    {"fileno", "self, /", t_fileno, "The descriptor.", 0},
    {"isatty", "self, /", t_isatty, "Whether this is a terminal.", 0},
    {"readable", "self, /", t_readable, "Whether it can be read.", 0},
    {"writable", "self, /", t_writable, "Whether it can be written.", 0},
    {"seekable", "self, /", t_seekable, "Whether it has a position.", 0},
    {"detach", "self, /", t_detach, "The binary file, which is no longer this one's.", 0},
    {"reconfigure",
     "self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, "
     "write_through=None",
     t_reconfigure, "Change how text is encoded and buffered.", 0},
    {"__enter__", "self, /", t_enter, NULL, 0},
    {"__exit__", "self, /, *args", t_close, NULL, 0},
    {"closed", "self, /", t_closed, NULL, NATIVE_GETTER},
    {"name", "self, /", t_name, NULL, NATIVE_GETTER},
    {"mode", "self, /", t_mode, NULL, NATIVE_GETTER},
    {"encoding", "self, /", t_encoding, NULL, NATIVE_GETTER},
    {"errors", "self, /", t_errors, NULL, NATIVE_GETTER},
    {"buffer", "self, /", t_buffer, NULL, NATIVE_GETTER},
    {"line_buffering", "self, /", t_by_line, NULL, NATIVE_GETTER},
    {"write_through", "self, /", t_write_through, NULL, NATIVE_GETTER},
    {0},
};

static Value text_repr(Thread *t, Value self) {
    TextFile *f = as_text_of(self);
    if (!as_is_exact(f->buffer, T_BINARY_FILE)) return as_str_from(t, "<_io.TextIOWrapper>");
    return as_str_format(t, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>",
                         as_file_of(f->buffer)->name, f->mode, f->encoding);
}

static Value text_iter(Thread *t, Value self) {
    return check(t, as_text_of(self)) ? as_incref(self) : AS_UNDEF;
}

static Value text_next(Thread *t, Value self) {
    BinaryFile *b = can_read(t, as_text_of(self));
    if (!b) return AS_UNDEF;
    Value line = read_line(t, as_text_of(self), b);
    if (as_is_undef(line) || as_as_str(line)->size) return line;
    as_decref(t, line);
    return AS_UNDEF;
}

static void text_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((TextFile *)self)->buffer);
}

/* The warning about a file that nobody closed names the text file, where there is one. */
static void text_finalize(Thread *t, Obj *self) {
    TextFile *f = (TextFile *)self;
    if (!as_is_exact(f->buffer, T_BINARY_FILE)) return;
    BinaryFile *b = as_file_of(f->buffer);
    if (b->closed || b->kind != FILE_DESCRIPTOR || b->fd < 0 || b->obj.rc > 1) return;
    if (b->close_fd && !as_warn(t, T_RESOURCE_WARNING, 1, "unclosed file %R", as_from_obj(self)))
        as_unraisable(t, NULL, as_from_obj(self));
    if (!as_binary_close(t, b)) as_unraisable(t, NULL, as_from_obj(self));
}

static void text_dealloc(Thread *t, Obj *self) {
    TextFile *f = (TextFile *)self;
    as_assign(t, &f->buffer, AS_NONE);
    as_assign(t, &f->encoding, AS_NONE);
    as_assign(t, &f->errors, AS_NONE);
    as_assign(t, &f->mode, AS_NONE);
    as_free_obj(t, self, sizeof *f);
}

const TypeDef as_def_TEXT_FILE = {
    .id = T_TEXT_FILE,
    .slots = {.dealloc = text_dealloc,
              .traverse = text_traverse,
              .finalize = text_finalize,
              .repr = text_repr,
              .iter = text_iter,
              .next = text_next},
    .methods = methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(TextFile),
    .doc = "A file of text.",
};
