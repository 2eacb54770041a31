/* Binary files; see stdlib/io/file.h. */
#include "stdlib/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stdlib/modules.h"
#include "stdlib/stdio.h"
#include "vm/interp.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

#include <errno.h> /* behind the headers that have a field of that name */

/* --- errors --- */

Value as_io_unsupported(Thread *t, const char *message) {
    OWNED(module, as_import(t, "_io"));
    OWNED(name, as_is_undef(module.v) ? AS_UNDEF : as_str_from(t, "UnsupportedOperation"));
    OWNED(class, as_is_undef(name.v) ? AS_UNDEF : as_getattr(t, module.v, as_as_str(name.v)));
    OWNED(text, as_is_undef(class.v) ? AS_UNDEF : as_str_from(t, message));
    if (as_is_undef(text.v)) return AS_UNDEF;
    Value exc = as_call1(t, class.v, text.v);
    return as_is_undef(exc) ? AS_UNDEF : as_raise_value(t, exc);
}

bool as_binary_check_open(Thread *t, BinaryFile *f) {
    return !f->closed || as_fail(t, T_VALUE_ERROR, "I/O operation on closed file.");
}

static bool fail_errno(Thread *t) {
    as_raise_errno(t, errno, AS_UNDEF, AS_UNDEF);
    return false;
}

/* After EINTR: whether to try again. */
static bool go_on(Thread *t) {
    return !atomic_load(&t->breaker) || as_handle_breaker(t);
}

/* --- bytes in and out --- */

Value as_binary_new(Thread *t, int fd, FileKind kind, Value name) {
    BinaryFile *f = as_new(t, T_BINARY_FILE, sizeof *f, true);
    if (!f) return AS_UNDEF;
    f->name = as_incref(name);
    f->fd = fd;
    f->kind = (uint8_t)kind;
    return as_from_obj(f);
}

static bool need_buffer(Thread *t, BinaryFile *f) {
    if (f->buffer || (f->buffer = as_mem_alloc(&t->vm->mem, FILE_BUFFER))) return true;
    as_raise_memory(t);
    return false;
}

static bool write_out(Thread *t, BinaryFile *f, const char *bytes, size_t size) {
    if (f->kind == FILE_STDOUT) return as_stdout_write(t, bytes, size);
    if (f->kind == FILE_STDERR) return as_stdio_error(t, bytes, size);
    while (size) {
        ssize_t done = write(f->fd, bytes, size);
        if (done < 0 && errno == EINTR) {
            if (!go_on(t)) return false;
            continue;
        }
        if (done < 0) return fail_errno(t);
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

static bool write_buffer(Thread *t, BinaryFile *f) {
    if (!f->dirty) return true;
    size_t size = f->end;
    f->dirty = false; /* what cannot be written is lost, not tried again */
    f->at = f->end = 0;
    return write_out(t, f, f->buffer, size);
}

bool as_binary_flush(Thread *t, BinaryFile *f) {
    if (!write_buffer(t, f)) return false;
    return f->kind == FILE_STDOUT ? as_stdout_flush(t) : true;
}

/* Before writing: the descriptor goes back to where the next byte would be read. */
static bool drop_ahead(Thread *t, BinaryFile *f) {
    if (f->dirty || f->at == f->end) return true;
    off_t ahead = (off_t)(f->end - f->at);
    f->at = f->end = 0;
    return lseek(f->fd, -ahead, SEEK_CUR) >= 0 || fail_errno(t);
}

bool as_binary_put(Thread *t, BinaryFile *f, const char *bytes, size_t size) {
    if (f->kind != FILE_DESCRIPTOR || f->raw) return write_out(t, f, bytes, size);
    if (!drop_ahead(t, f) || !need_buffer(t, f)) return false;
    if (!f->dirty) f->at = f->end = 0;
    if (size > FILE_BUFFER - f->end && !write_buffer(t, f)) return false;
    if (size >= FILE_BUFFER) return write_out(t, f, bytes, size);
    memcpy(f->buffer + f->end, bytes, size);
    f->end += size;
    f->dirty = f->end > 0;
    return true;
}

int64_t as_binary_peek(Thread *t, BinaryFile *f, const char **bytes) {
    if (f->kind == FILE_STDIN) return as_stdin_peek(t, bytes);
    if (f->dirty && !write_buffer(t, f)) return -1;
    if (f->at == f->end) {
        if (!need_buffer(t, f)) return -1;
        ssize_t got;
        while ((got = read(f->fd, f->buffer, FILE_BUFFER)) < 0) {
            if (errno != EINTR) return fail_errno(t), -1;
            if (!go_on(t)) return -1;
        }
        f->at = 0;
        f->end = (size_t)got;
    }
    *bytes = f->buffer + f->at;
    return (int64_t)(f->end - f->at);
}

void as_binary_take(Thread *t, BinaryFile *f, size_t count) {
    if (f->kind == FILE_STDIN)
        as_stdin_take(t, count);
    else
        f->at += count;
}

bool as_binary_close(Thread *t, BinaryFile *f) {
    if (f->closed) return true;
    bool ok = as_binary_flush(t, f);
    f->closed = true;
    as_mem_free(&t->vm->mem, f->buffer, FILE_BUFFER);
    f->buffer = NULL;
    if (f->kind != FILE_DESCRIPTOR || !f->close_fd || f->fd < 0) return ok;
    return close(f->fd) == 0 || !ok ? ok : fail_errno(t);
}

/* --- position --- */

bool as_binary_seekable(const BinaryFile *f) {
    return f->kind == FILE_DESCRIPTOR && lseek(f->fd, 0, SEEK_CUR) >= 0;
}

int64_t as_binary_tell(Thread *t, BinaryFile *f) {
    off_t at = lseek(f->fd, 0, SEEK_CUR);
    if (at < 0) return fail_errno(t), -1;
    return f->dirty ? at + (off_t)f->end : at - (off_t)(f->end - f->at);
}

Value as_binary_seek(Thread *t, BinaryFile *f, int64_t offset, int whence) {
    if (whence == SEEK_CUR) {
        int64_t now = as_binary_tell(t, f);
        if (now < 0) return AS_UNDEF;
        offset += now;
        whence = SEEK_SET;
    }
    if (!write_buffer(t, f)) return AS_UNDEF;
    f->at = f->end = 0;
    off_t at = lseek(f->fd, offset, whence);
    return at < 0 ? (fail_errno(t), AS_UNDEF) : as_int_from_i64(t, at);
}

bool as_binary_truncate(Thread *t, BinaryFile *f, int64_t size) {
    if (!write_buffer(t, f)) return false;
    return ftruncate(f->fd, size) == 0 || fail_errno(t);
}

const char *as_binary_mode(const BinaryFile *f) {
    if (f->created) return f->readable ? "xb+" : "xb";
    if (f->append) return f->readable ? "ab+" : "ab";
    return f->readable ? f->writable ? "rb+" : "rb" : "wb";
}

/* --- reading --- */

Value as_binary_read(Thread *t, BinaryFile *f, int64_t limit) {
    OWNED(out, as_bytearray_new(t, "", 0));
    if (as_is_undef(out.v)) return AS_UNDEF;
    for (int64_t left = limit; limit < 0 || left > 0;) {
        const char *bytes;
        int64_t got = as_binary_peek(t, f, &bytes);
        if (got < 0) return AS_UNDEF;
        if (got == 0) break;
        if (limit >= 0 && got > left) got = left;
        if (!as_bytearray_append(t, as_as_bytearray(out.v), bytes, (size_t)got)) return AS_UNDEF;
        as_binary_take(t, f, (size_t)got);
        left -= got;
        if (f->raw && limit >= 0) break;
    }
    ByteArray *a = as_as_bytearray(out.v);
    return as_bytes_new(t, a->data ? a->data : "", a->size);
}

static Value read_line(Thread *t, BinaryFile *f, int64_t limit) {
    OWNED(out, as_bytearray_new(t, "", 0));
    if (as_is_undef(out.v)) return AS_UNDEF;
    for (bool end = false; !end && limit != 0;) {
        const char *bytes;
        int64_t got = as_binary_peek(t, f, &bytes);
        if (got < 0) return AS_UNDEF;
        if (got == 0) break;
        if (limit > 0 && got > limit) got = limit;
        const char *newline = memchr(bytes, '\n', (size_t)got);
        if (newline) got = newline + 1 - bytes;
        end = newline != NULL;
        if (!as_bytearray_append(t, as_as_bytearray(out.v), bytes, (size_t)got)) return AS_UNDEF;
        as_binary_take(t, f, (size_t)got);
        if (limit > 0) limit -= got;
    }
    ByteArray *a = as_as_bytearray(out.v);
    return as_bytes_new(t, a->data ? a->data : "", a->size);
}

/* --- methods --- */

static bool can_read(Thread *t, BinaryFile *f) {
    if (!as_binary_check_open(t, f)) return false;
    if (!f->readable) as_io_unsupported(t, "read");
    return f->readable;
}

static bool can_write(Thread *t, BinaryFile *f) {
    if (!as_binary_check_open(t, f)) return false;
    if (!f->writable) as_io_unsupported(t, "write");
    return f->writable;
}

static bool size_arg(Thread *t, Value v, int64_t *size) {
    *size = -1;
    if (as_is_undef(v) || as_is_none(v)) return true;
    if (!as_is_any_int(t, v) &&
        as_same(as_type_lookup(t, as_type_of(t, v), t->vm->names.__index__), AS_MISSING))
        return as_fail(t, T_TYPE_ERROR, "argument should be integer or None, not '%T'", v);
    return as_index_int64(t, v, size);
}

static Value b_read(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    int64_t size;
    if (!can_read(t, f) || !size_arg(t, a[1], &size)) return AS_UNDEF;
    if (size < -1 && !f->raw)
        return as_raise(t, T_VALUE_ERROR, "read length must be non-negative or -1");
    return as_binary_read(t, f, size);
}

static Value b_read1(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    int64_t size;
    if (!can_read(t, f) || !size_arg(t, a[1], &size)) return AS_UNDEF;
    const char *bytes;
    int64_t got = as_binary_peek(t, f, &bytes);
    if (got < 0) return AS_UNDEF;
    if (size >= 0 && got > size) got = size;
    Value data = as_bytes_new(t, bytes, (size_t)got);
    if (!as_is_undef(data)) as_binary_take(t, f, (size_t)got);
    return data;
}

static Value b_peek(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    const char *bytes = "";
    if (!can_read(t, f)) return AS_UNDEF;
    int64_t got = as_binary_peek(t, f, &bytes);
    return got < 0 ? AS_UNDEF : as_bytes_new(t, bytes, (size_t)got);
}

static Value b_readinto(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    if (!can_read(t, f)) return AS_UNDEF;
    if (!as_is_exact(a[1], T_BYTEARRAY))
        return as_raise(t, T_TYPE_ERROR,
                        "readinto() argument must be read-write bytes-like object, not %T", a[1]);
    OWNED(data, as_binary_read(t, f, (int64_t)as_as_bytearray(a[1])->size));
    if (as_is_undef(data.v)) return AS_UNDEF;
    size_t got = as_as_bytes(data.v)->size;
    if (got > as_as_bytearray(a[1])->size) got = as_as_bytearray(a[1])->size;
    if (got) memcpy(as_as_bytearray(a[1])->data, as_as_bytes(data.v)->data, got);
    return as_int((int64_t)got);
}

static Value b_readline(Thread *t, Value *a, int n) {
    (void)n;
    int64_t size;
    if (!can_read(t, as_file_of(a[0])) || !size_arg(t, a[1], &size)) return AS_UNDEF;
    return read_line(t, as_file_of(a[0]), size);
}

static Value b_readlines(Thread *t, Value *a, int n) {
    (void)n;
    int64_t hint, total = 0;
    if (!can_read(t, as_file_of(a[0])) || !size_arg(t, a[1], &hint)) return AS_UNDEF;
    OWNED(list, as_list_new(t, 0));
    while (!as_is_undef(list.v)) {
        OWNED(line, read_line(t, as_file_of(a[0]), -1));
        if (as_is_undef(line.v)) return AS_UNDEF;
        if (as_as_bytes(line.v)->size == 0) break;
        if (!as_list_append(t, as_as_list(list.v), line.v)) return AS_UNDEF;
        total += (int64_t)as_as_bytes(line.v)->size;
        if (hint > 0 && total >= hint) break;
    }
    return as_move(&list);
}

static Value b_write(Thread *t, Value *a, int n) {
    (void)n;
    const char *data;
    size_t size;
    if (!can_write(t, as_file_of(a[0])) || !as_bytes_arg(t, a[1], &data, &size)) return AS_UNDEF;
    return as_binary_put(t, as_file_of(a[0]), data, size) ? as_int((int64_t)size) : AS_UNDEF;
}

static bool write_item(Thread *t, Value item, void *arg) {
    Value args[] = {*(Value *)arg, item};
    return !as_is_undef(b_write(t, args, 2));
}

static Value b_writelines(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_binary_check_open(t, as_file_of(a[0]))) return AS_UNDEF;
    return as_for_each(t, a[1], write_item, &a[0]) ? AS_NONE : AS_UNDEF;
}

static Value b_flush(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    if (f->closed) return as_raise(t, T_VALUE_ERROR, "flush of closed file");
    return as_binary_flush(t, f) ? AS_NONE : AS_UNDEF;
}

static Value b_close(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_close(t, as_file_of(a[0])) ? AS_NONE : AS_UNDEF;
}

static Value b_seek(Thread *t, Value *a, int n) {
    (void)n;
    int64_t offset, whence = 0;
    BinaryFile *f = as_file_of(a[0]);
    if (f->closed) return as_raise(t, T_VALUE_ERROR, "seek of closed file");
    if (!as_index_int64(t, a[1], &offset) ||
        (!as_is_undef(a[2]) && !as_index_int64(t, a[2], &whence)))
        return AS_UNDEF;
    if (whence < 0 || whence > 2)
        return as_raise(t, T_VALUE_ERROR, "whence value %lld unsupported", (long long)whence);
    if (!as_binary_seekable(f)) return as_io_unsupported(t, "File or stream is not seekable.");
    return as_binary_seek(t, f, offset, (int)whence);
}

static Value b_tell(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    if (!as_binary_check_open(t, f)) return AS_UNDEF;
    int64_t at = as_binary_tell(t, f);
    return at < 0 ? AS_UNDEF : as_int_from_i64(t, at);
}

static Value b_truncate(Thread *t, Value *a, int n) {
    (void)n;
    BinaryFile *f = as_file_of(a[0]);
    int64_t size;
    if (!as_binary_check_open(t, f)) return AS_UNDEF;
    if (!f->writable) return as_io_unsupported(t, "truncate");
    if (as_is_undef(a[1]) || as_is_none(a[1]))
        size = as_binary_tell(t, f);
    else if (!as_index_int64(t, a[1], &size))
        return AS_UNDEF;
    if (as_has_exc(t) || !as_binary_truncate(t, f, size)) return AS_UNDEF;
    return as_int_from_i64(t, size);
}

static Value b_fileno(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_int(as_file_of(a[0])->fd) : AS_UNDEF;
}

static Value b_isatty(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_bool(isatty(as_file_of(a[0])->fd))
                                                     : AS_UNDEF;
}

static Value b_readable(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_bool(as_file_of(a[0])->readable)
                                                     : AS_UNDEF;
}

static Value b_writable(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_bool(as_file_of(a[0])->writable)
                                                     : AS_UNDEF;
}

static Value b_seekable(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_bool(as_binary_seekable(as_file_of(a[0])))
                                                     : AS_UNDEF;
}

static Value b_closed(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_bool(as_file_of(a[0])->closed);
}

static Value b_name(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_file_of(a[0])->name);
}

static Value b_mode(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_from(t, as_binary_mode(as_file_of(a[0])));
}

static Value b_enter(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_check_open(t, as_file_of(a[0])) ? as_incref(a[0]) : AS_UNDEF;
}

static Value b_exit(Thread *t, Value *a, int n) {
    (void)n;
    return as_binary_close(t, as_file_of(a[0])) ? AS_NONE : AS_UNDEF;
}

static const NativeDef methods[] = {
    {"read", "self, size=-1, /", b_read, "Up to `size` bytes, or all that are left.", 0},
    {"read1", "self, size=-1, /", b_read1, "Bytes from at most one read of the system.", 0},
    {"peek", "self, size=0, /", b_peek, "Bytes that come next, without taking them.", 0},
    {"readinto", "self, buffer, /", b_readinto, "Read into a bytearray; how many bytes.", 0},
    {"readline", "self, size=-1, /", b_readline, "The next line.", 0},
    {"readlines", "self, hint=-1, /", b_readlines, "A list of all lines.", 0},
    {"write", "self, buffer, /", b_write, "Write bytes; how many.", 0},
    {"writelines", "self, lines, /", b_writelines, "Write each of the items.", 0},
    {"flush", "self, /", b_flush, "Write what is buffered.", 0},
    {"close", "self, /", b_close, "Flush and close the file.", 0},
    {"seek", "self, target, whence=0, /", b_seek, "Set the position.", 0},
    {"tell", "self, /", b_tell, "The position.", 0},
    {"truncate", "self, pos=None, /", b_truncate, "Cut the file to `pos` bytes.", 0},
    {"fileno", "self, /", b_fileno, "The descriptor.", 0},
    {"isatty", "self, /", b_isatty, "Whether this is a terminal.", 0},
    {"readable", "self, /", b_readable, "Whether it can be read.", 0},
    {"writable", "self, /", b_writable, "Whether it can be written.", 0},
    {"seekable", "self, /", b_seekable, "Whether it has a position.", 0},
    {"__enter__", "self, /", b_enter, NULL, 0},
    {"__exit__", "self, /, *args", b_exit, NULL, 0},
    {"closed", "self, /", b_closed, NULL, NATIVE_GETTER},
    {"name", "self, /", b_name, NULL, NATIVE_GETTER},
    {"mode", "self, /", b_mode, NULL, NATIVE_GETTER},
    {0},
};

/* --- the type --- */

static const char *class_name(const BinaryFile *f) {
    if (f->raw) return "FileIO";
    if (f->readable && f->writable) return "BufferedRandom";
    return f->readable ? "BufferedReader" : "BufferedWriter";
}

static Value binary_repr(Thread *t, Value self) {
    BinaryFile *f = as_file_of(self);
    if (f->raw)
        return as_str_format(
            t, f->closed ? "<_io.FileIO [closed]>" : "<_io.FileIO name=%R mode='%s' closefd=%s>",
            f->name, as_binary_mode(f), f->close_fd ? "True" : "False");
    return as_str_format(t, "<_io.%s name=%R>", class_name(f), f->name);
}

static Value binary_iter(Thread *t, Value self) {
    return as_binary_check_open(t, as_file_of(self)) ? as_incref(self) : AS_UNDEF;
}

static Value binary_next(Thread *t, Value self) {
    if (!can_read(t, as_file_of(self))) return AS_UNDEF;
    OWNED(line, read_line(t, as_file_of(self), -1));
    return as_is_undef(line.v) || as_as_bytes(line.v)->size == 0 ? AS_UNDEF : as_move(&line);
}

static void binary_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((BinaryFile *)self)->name);
}

static void binary_finalize(Thread *t, Obj *self) {
    BinaryFile *f = (BinaryFile *)self;
    if (f->closed || f->kind != FILE_DESCRIPTOR || f->fd < 0) return;
    if (f->close_fd && !as_warn(t, T_RESOURCE_WARNING, 1, "unclosed file %R", as_from_obj(self)))
        as_unraisable(t, NULL, as_from_obj(self));
    if (!as_binary_close(t, f)) as_unraisable(t, NULL, as_from_obj(self));
}

static void binary_dealloc(Thread *t, Obj *self) {
    BinaryFile *f = (BinaryFile *)self;
    as_mem_free(&t->vm->mem, f->buffer, FILE_BUFFER);
    if (!f->closed && f->kind == FILE_DESCRIPTOR && f->close_fd && f->fd >= 0) close(f->fd);
    as_assign(t, &f->name, AS_UNDEF);
    as_free_obj(t, self, sizeof *f);
}

const TypeDef as_def_BINARY_FILE = {
    .id = T_BINARY_FILE,
    .slots = {.dealloc = binary_dealloc,
              .traverse = binary_traverse,
              .finalize = binary_finalize,
              .repr = binary_repr,
              .iter = binary_iter,
              .next = binary_next},
    .methods = methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(BinaryFile),
    .doc = "A file of bytes.",
};
