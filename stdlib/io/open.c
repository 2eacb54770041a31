/* open(), the objects of the standard streams, and the module _io. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stdlib/io.h"
#include "stdlib/io/file.h"
#include "stdlib/modules.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

#include <errno.h> /* behind the headers that have a field of that name */

typedef struct Mode {
    bool read, write, append, create, update, binary, text;
} Mode;

enum { A_FILE, A_MODE, A_BUFFERING, A_ENCODING, A_ERRORS, A_NEWLINE, A_CLOSEFD, A_OPENER };

/* --- the mode --- */

static bool *mode_flag(Mode *m, char c) {
    switch (c) {
    case 'r': return &m->read;
    case 'w': return &m->write;
    case 'a': return &m->append;
    case 'x': return &m->create;
    case '+': return &m->update;
    case 'b': return &m->binary;
    case 't': return &m->text;
    default: return NULL;
    }
}

static bool parse_mode(Thread *t, Value v, Mode *m) {
    *m = (Mode){0};
    if (as_is_undef(v)) {
        m->read = true;
        return true;
    }
    if (!as_is_instance_of(t, v, T_STR))
        return as_fail(t, T_TYPE_ERROR, "open() argument 'mode' must be str, not %T", v);
    for (const char *p = as_as_str(v)->data; *p; p++) {
        bool *flag = mode_flag(m, *p);
        if (!flag || *flag) return as_fail(t, T_VALUE_ERROR, "invalid mode: %R", v);
        *flag = true;
    }
    if (m->text && m->binary)
        return as_fail(t, T_VALUE_ERROR, "can't have text and binary mode at once");
    int kinds = m->read + m->write + m->append + m->create;
    if (kinds == 0)
        return as_fail(
            t, T_VALUE_ERROR,
            "Must have exactly one of create/read/write/append mode and at most one plus");
    if (kinds != 1)
        return as_fail(t, T_VALUE_ERROR, "must have exactly one of create/read/write/append mode");
    return true;
}

bool as_io_newlines(Thread *t, Value v, Newlines *out) {
    static const char *const texts[] = {NULL, "", "\n", "\r", "\r\n"};
    *out = NEWLINE_ANY;
    if (as_is_undef(v) || as_is_none(v)) return true;
    if (!as_is_instance_of(t, v, T_STR))
        return as_fail(t, T_TYPE_ERROR, "open() argument 'newline' must be str or None, not %T", v);
    for (int i = 1; i < 5; i++) {
        *out = (Newlines)i;
        if (as_str_is(as_as_str(v), texts[i])) return true;
    }
    return as_fail(t, T_VALUE_ERROR, "illegal newline value: %R", v);
}

/* The encoding as it is shown and used: known names for what newlines can be found in, owned. */
Value as_io_encoding(Thread *t, Value v) {
    if (as_is_undef(v) || as_is_none(v)) return as_str_from(t, "UTF-8");
    if (!as_is_instance_of(t, v, T_STR))
        return as_raise(t, T_TYPE_ERROR, "open() argument 'encoding' must be str or None, not %T",
                        v);
    OWNED(newline, as_str_from(t, "\n"));
    OWNED(probe, as_is_undef(newline.v) ? AS_UNDEF
                                        : as_encode(t, as_as_str(newline.v), as_as_str(v), NULL));
    if (as_is_undef(probe.v)) return AS_UNDEF;
    const char *bytes;
    size_t size;
    if (!as_bytes_view(t, probe.v, &bytes, &size) || size != 1)
        return as_raise(t, T_NOT_IMPLEMENTED_ERROR,
                        "text files in the encoding '%V' are not supported", v);
    return as_incref(v);
}

/* --- opening --- */

static int flags_of(const Mode *m) {
    int flags = O_CLOEXEC | (m->update ? O_RDWR : m->read ? O_RDONLY : O_WRONLY);
    if (m->write) flags |= O_CREAT | O_TRUNC;
    if (m->append) flags |= O_CREAT | O_APPEND;
    if (m->create) flags |= O_CREAT | O_EXCL;
    return flags;
}

/* The file name as text: str, bytes, or what has __fspath__. Owned. */
static Value path_of(Thread *t, Value file) {
    if (as_is_instance_of(t, file, T_STR) || as_is_exact(file, T_BYTES)) return as_incref(file);
    OWNED(name, as_str_from(t, "__fspath__"));
    OWNED(method, as_is_undef(name.v) ? AS_UNDEF : as_special(t, file, as_as_str(name.v)));
    if (as_is_undef(method.v)) return AS_UNDEF;
    if (as_same(method.v, AS_MISSING))
        return as_raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", file);
    return as_call0(t, method.v);
}

static int open_path(Thread *t, Value path, Value shown, const Mode *m, Value opener) {
    int flags = flags_of(m);
    if (!as_is_undef(opener) && !as_is_none(opener)) {
        OWNED(fd, as_call2(t, opener, path, as_int(flags)));
        int64_t n;
        if (as_is_undef(fd.v) || !as_index_int64(t, fd.v, &n)) return -1;
        if (n < 0) as_raise(t, T_VALUE_ERROR, "opener returned %lld", (long long)n);
        return (int)n;
    }
    const char *c = as_is_exact(path, T_BYTES) ? as_as_bytes(path)->data : as_str_c(t, path);
    if (!c) return -1;
    int fd;
    do fd = open(c, flags, 0666);
    while (fd < 0 && errno == EINTR);
    if (fd < 0) as_raise_errno(t, errno, shown, AS_UNDEF);
    return fd;
}

static bool is_directory(int fd) {
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
}

static int get_descriptor(Thread *t, Value *a, const Mode *m, bool *is_fd) {
    *is_fd = as_is_any_int(t, a[A_FILE]);
    int64_t fd;
    if (*is_fd) {
        if (!as_index_int64(t, a[A_FILE], &fd)) return -1;
        if (fd < 0) return as_raise(t, T_VALUE_ERROR, "negative file descriptor"), -1;
        if (fcntl((int)fd, F_GETFD) >= 0) return (int)fd;
        return as_raise_errno(t, errno, AS_UNDEF, AS_UNDEF), -1;
    }
    OWNED(path, path_of(t, a[A_FILE]));
    if (as_is_undef(path.v)) return -1;
    int n = open_path(t, path.v, a[A_FILE], m, a[A_OPENER]);
    if (n >= 0 && is_directory(n)) {
        close(n);
        as_raise_errno(t, EISDIR, a[A_FILE], AS_UNDEF);
        return -1;
    }
    return n;
}

static bool check_arguments(Thread *t, Value *a, const Mode *m, int64_t buffering) {
    if (m->binary && !as_is_undef(a[A_ENCODING]) && !as_is_none(a[A_ENCODING]))
        return as_fail(t, T_VALUE_ERROR, "binary mode doesn't take an encoding argument");
    if (m->binary && !as_is_undef(a[A_ERRORS]) && !as_is_none(a[A_ERRORS]))
        return as_fail(t, T_VALUE_ERROR, "binary mode doesn't take an errors argument");
    if (m->binary && !as_is_undef(a[A_NEWLINE]) && !as_is_none(a[A_NEWLINE]))
        return as_fail(t, T_VALUE_ERROR, "binary mode doesn't take a newline argument");
    if (buffering == 0 && !m->binary)
        return as_fail(t, T_VALUE_ERROR, "can't have unbuffered text I/O");
    if (buffering < -1) return as_fail(t, T_VALUE_ERROR, "invalid buffering size");
    return true;
}

static Value make_binary(Thread *t, int fd, const Mode *m, Value name, bool close_fd, bool raw) {
    Value v = as_binary_new(t, fd, FILE_DESCRIPTOR, name);
    if (as_is_undef(v)) {
        if (close_fd) close(fd);
        return v;
    }
    BinaryFile *f = as_file_of(v);
    f->readable = m->read || m->update;
    f->writable = !m->read || m->update;
    f->append = m->append;
    f->created = m->create;
    f->close_fd = close_fd;
    f->raw = raw;
    if (m->append) lseek(fd, 0, SEEK_END);
    return v;
}

Value as_io_open(Thread *t, Value *a) {
    Mode m;
    int64_t buffering = -1;
    if (!(t->vm->capabilities & CAP_FILES))
        return as_raise(t, T_PERMISSION_ERROR, "files are not available here");
    if (!parse_mode(t, a[A_MODE], &m)) return AS_UNDEF;
    if (!as_is_undef(a[A_BUFFERING]) && !as_index_int64(t, a[A_BUFFERING], &buffering))
        return AS_UNDEF;
    Newlines newlines = NEWLINE_ANY;
    if (!check_arguments(t, a, &m, buffering) || !as_io_newlines(t, a[A_NEWLINE], &newlines))
        return AS_UNDEF;
    int close_fd = as_is_undef(a[A_CLOSEFD]) ? 1 : as_truth(t, a[A_CLOSEFD]);
    if (close_fd < 0) return AS_UNDEF;
    OWNED(encoding, m.binary ? AS_NONE : as_io_encoding(t, a[A_ENCODING]));
    OWNED(errors, as_is_str(a[A_ERRORS]) ? as_incref(a[A_ERRORS]) : as_str_from(t, "strict"));
    if (as_is_undef(encoding.v) || as_is_undef(errors.v)) return AS_UNDEF;
    bool is_fd;
    int fd = get_descriptor(t, a, &m, &is_fd);
    if (fd < 0) return AS_UNDEF;
    if (!is_fd && !close_fd) {
        close(fd);
        return as_raise(t, T_VALUE_ERROR, "Cannot use closefd=False with file name");
    }
    OWNED(binary, make_binary(t, fd, &m, a[A_FILE], close_fd, buffering == 0));
    if (as_is_undef(binary.v) || m.binary) return as_move(&binary);
    const char *shown = as_is_undef(a[A_MODE]) ? "r" : as_as_str(a[A_MODE])->data;
    Value text = as_text_new(t, binary.v, encoding.v, errors.v, newlines, shown);
    if (!as_is_undef(text))
        as_text_of(text)->by_line = buffering == 1 || (buffering < 0 && isatty(fd));
    return text;
}

/* --- standard streams --- */

Value as_io_standard(Thread *t, int fd) {
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    static const FileKind kinds[] = {FILE_STDIN, FILE_STDOUT, FILE_STDERR};
    OWNED(name, as_str_from(t, names[fd]));
    OWNED(encoding, as_str_from(t, "utf-8"));
    OWNED(errors, as_str_from(t, fd == 2 ? "backslashreplace" : "strict"));
    if (as_is_undef(name.v)) return AS_UNDEF;
    OWNED(binary, as_binary_new(t, fd, kinds[fd], name.v));
    if (as_is_undef(binary.v)) return AS_UNDEF;
    as_file_of(binary.v)->readable = fd == 0;
    as_file_of(binary.v)->writable = fd != 0;
    Value text = as_text_new(t, binary.v, encoding.v, errors.v, NEWLINE_ANY, fd == 0 ? "r" : "w");
    if (!as_is_undef(text)) as_text_of(text)->by_line = fd == 2 || isatty(fd);
    return text;
}

/* --- the module _io --- */

static Value io_open(Thread *t, Value *a, int n) {
    (void)n;
    return as_io_open(t, a);
}

static const NativeDef functions[] = {
    {"open",
     "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None",
     io_open, "Open a file.", 0},
    {0},
};

static Value unsupported_class(Thread *t) {
    OWNED(name, as_str_from(t, "UnsupportedOperation"));
    OWNED(module, as_str_from(t, "io"));
    OWNED(bases, as_tuple_pack(t, 2, as_from_obj(as_builtin(t, T_OS_ERROR)),
                               as_from_obj(as_builtin(t, T_VALUE_ERROR))));
    Dict *ns = as_dict_new(t);
    if (!ns) return AS_UNDEF;
    OWNED(hold, as_from_obj(ns));
    if (as_is_undef(name.v) || as_is_undef(module.v) || as_is_undef(bases.v)) return AS_UNDEF;
    if (!as_dict_set_str(t, ns, t->vm->names.__module__, module.v)) return AS_UNDEF;
    return as_type_new(t, as_builtin(t, T_TYPE), as_as_str(name.v), as_as_tuple(bases.v), ns,
                       AS_UNDEF);
}

Value as_module_io(Thread *t) {
    OWNED(m, as_module_new(t, "_io", "Files."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions) ||
        !as_module_add(t, m.v, "UnsupportedOperation", unsupported_class(t)) ||
        !as_module_add(t, m.v, "DEFAULT_BUFFER_SIZE", as_int(FILE_BUFFER)) ||
        !as_module_add(t, m.v, "TextIOWrapper",
                       as_incref(as_from_obj(as_builtin(t, T_TEXT_FILE)))) ||
        !as_module_add(t, m.v, "BufferedReader",
                       as_incref(as_from_obj(as_builtin(t, T_BINARY_FILE)))))
        return AS_UNDEF;
    return as_move(&m);
}
