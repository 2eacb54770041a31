/* "Did you mean": the name nearest to one that was not found.
 *
 * Distance is the cost of editing one name into the other: 2 for a letter inserted, deleted or
 * replaced, 1 for a change of case. A candidate counts when at most a third of the letters change.
 */
#include <ctype.h>
#include <string.h>

#include "vm/objects/containers.h"
#include "vm/protocol.h"
#include "vm/report.h"

enum { MOVE = 2, CASE = 1, MAX_LENGTH = 40, MAX_CANDIDATES = 750 };

static size_t replace_cost(char a, char b) {
    if (a == b) return 0;
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE : MOVE;
}

/* The distance, or something greater than `most`. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb, size_t most) {
    while (na && nb && *a == *b) a++, b++, na--, nb--;
    while (na && nb && a[na - 1] == b[nb - 1]) na--, nb--;
    if (na == 0 || nb == 0) return (na + nb) * MOVE;
    if (na > MAX_LENGTH || nb > MAX_LENGTH) return most + 1;
    if (nb < na) {
        const char *s = a;
        size_t n = na;
        a = b, na = nb;
        b = s, nb = n;
    }
    if ((nb - na) * MOVE > most) return most + 1;
    size_t row[MAX_LENGTH], result = 0;
    for (size_t i = 0; i < na; i++) row[i] = (i + 1) * MOVE;
    for (size_t j = 0; j < nb; j++) {
        size_t diagonal = j * MOVE, best = SIZE_MAX;
        result = diagonal;
        for (size_t i = 0; i < na; i++) {
            size_t replaced = diagonal + replace_cost(b[j], a[i]);
            diagonal = row[i];
            size_t moved = (result < diagonal ? result : diagonal) + MOVE;
            result = replaced < moved ? replaced : moved;
            row[i] = result;
            if (result < best) best = result;
        }
        if (best > most) return most + 1;
    }
    return result;
}

typedef struct Search {
    const Str *wrong;
    Value best;      /* borrowed */
    size_t distance; /* of it */
} Search;

static void consider(Search *s, Value candidate) {
    if (!as_is_str(candidate)) return;
    const Str *c = as_as_str(candidate);
    if (as_str_equal(c, s->wrong)) return;
    size_t most = (c->size + s->wrong->size + 3) * MOVE / 6;
    if (s->distance == 0) return;
    if (most > s->distance - 1) most = s->distance - 1;
    size_t d = distance(s->wrong->data, s->wrong->size, c->data, c->size, most);
    if (d > most) return;
    s->best = candidate;
    s->distance = d;
}

static Search search_for(const Str *wrong) {
    return (Search){.wrong = wrong, .best = AS_MISSING, .distance = SIZE_MAX};
}

static Value nearest(const Str *wrong, const Value *items, size_t count) {
    Search s = search_for(wrong);
    if (count >= MAX_CANDIDATES || wrong->size > MAX_LENGTH) return AS_MISSING;
    for (size_t i = 0; i < count; i++) consider(&s, items[i]);
    return as_incref(s.best);
}

static Value nearest_key(const Str *wrong, Dict *d) {
    Search s = search_for(wrong);
    if (d->count >= MAX_CANDIDATES || wrong->size > MAX_LENGTH) return AS_MISSING;
    Value key, value;
    for (size_t pos = 0; as_dict_next(d, &pos, &key, &value);) consider(&s, key);
    return as_incref(s.best);
}

/* Among the attributes of an object. */
static Value nearest_attribute(Thread *t, const Str *wrong, Value obj) {
    Str *name = as_intern(t, "dir", 3);
    if (!name) return AS_UNDEF;
    OWNED(hold, as_from_obj(name));
    Value dir = as_dict_get_str(t, t->vm->builtins, name);
    if (as_same(dir, AS_MISSING)) return AS_MISSING;
    OWNED(list, as_call1(t, dir, obj));
    if (as_is_undef(list.v)) return AS_UNDEF;
    if (!as_is_list(list.v)) return AS_MISSING;
    return nearest(wrong, as_as_list(list.v)->items, as_as_list(list.v)->count);
}

/* --- names --- */

static FrameObject *innermost(Value traceback) {
    if (!as_is_exact(traceback, T_TRACEBACK)) return NULL;
    Traceback *tb = (Traceback *)as_obj(traceback);
    while (as_is_exact(tb->next, T_TRACEBACK)) tb = (Traceback *)as_obj(tb->next);
    return as_is_exact(tb->frame, T_FRAME) ? (FrameObject *)as_obj(tb->frame) : NULL;
}

/* "self.x" when the method's self has such an attribute. */
static Value of_self(Thread *t, Str *wrong, FrameObject *frame) {
    OWNED(locals, as_frame_locals(t, frame));
    if (as_is_undef(locals.v) || !as_is_dict(locals.v))
        return as_is_undef(locals.v) ? AS_UNDEF : AS_MISSING;
    Value self = as_dict_get_str(t, as_as_dict(locals.v), t->vm->names.self);
    if (as_is_undef(self) || as_same(self, AS_MISSING)) return self;
    OWNED(found, as_getattr_opt(t, self, wrong));
    if (as_is_undef(found.v) || as_same(found.v, AS_MISSING)) return found.v;
    return as_str_format(t, "self.%S", wrong);
}

static Value name_candidate(Thread *t, Value exc, Str *wrong) {
    FrameObject *frame = innermost(as_as_exc(exc)->traceback);
    if (!frame) return AS_MISSING;
    Value found = of_self(t, wrong, frame);
    if (!as_same(found, AS_MISSING)) return found;
    found = nearest(wrong, frame->code->local_names, frame->code->nlocals);
    if (as_same(found, AS_MISSING))
        found = nearest(wrong, frame->code->free_names, frame->code->nfree);
    if (as_same(found, AS_MISSING)) found = nearest_key(wrong, frame->globals);
    if (as_same(found, AS_MISSING) && frame->func)
        found = nearest_key(wrong, frame->func->builtins);
    return found;
}

/* What CPython's standard library has at its top: `Did you forget to import`. */
static const char *const modules[] = {
    "abc",
    "aifc",
    "antigravity",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "audioop",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cgi",
    "cgitb",
    "chunk",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "crypt",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "imghdr",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "lib2to3",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "mailcap",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msilib",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nis",
    "nntplib",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "ossaudiodev",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pipes",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtplib",
    "sndhdr",
    "socket",
    "socketserver",
    "spwd",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "sunau",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "telnetlib",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uu",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xdrlib",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
};

static bool is_library_module(const Str *name) {
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (as_str_is(name, modules[i])) return true;
    return false;
}

static Value name_hint(Thread *t, Value exc, Str *wrong) {
    if (!innermost(as_as_exc(exc)->traceback)) return AS_MISSING;
    OWNED(found, name_candidate(t, exc, wrong));
    if (as_is_undef(found.v)) return AS_UNDEF;
    bool module = is_library_module(wrong), missing = as_same(found.v, AS_MISSING);
    Value name = as_from_obj(wrong);
    if (module && missing) return as_str_format(t, ". Did you forget to import %R?", name);
    if (module)
        return as_str_format(t, ". Did you mean: %R? Or did you forget to import %R?", found.v,
                             name);
    return missing ? AS_MISSING : as_str_format(t, ". Did you mean: %R?", found.v);
}

/* --- attributes and imports --- */

static Value attribute_hint(Thread *t, Value obj, Str *wrong) {
    if (as_is_undef(obj)) return AS_MISSING;
    OWNED(found, nearest_attribute(t, wrong, obj));
    if (as_is_undef(found.v) || as_same(found.v, AS_MISSING)) return found.v;
    return as_str_format(t, ". Did you mean: %R?", found.v);
}

static Value import_hint(Thread *t, Exception *e) {
    if (!as_is_str(e->field[0]) || !as_is_str(e->field[3]) || !t->vm->modules) return AS_MISSING;
    Value module = as_dict_get_str(t, t->vm->modules, as_as_str(e->field[0]));
    if (!as_is_obj(module)) return AS_MISSING;
    OWNED(hold, as_incref(module));
    return attribute_hint(t, hold.v, as_as_str(e->field[3]));
}

Value as_suggestion(Thread *t, Value exc) {
    Exception *e = as_as_exc(exc);
    Value hint = AS_MISSING;
    if (as_is_instance_of(t, exc, T_IMPORT_ERROR))
        hint = import_hint(t, e);
    else if (!as_is_str(e->field[0]))
        return AS_MISSING;
    else if (as_is_instance_of(t, exc, T_NAME_ERROR))
        hint = name_hint(t, exc, as_as_str(e->field[0]));
    else if (as_is_instance_of(t, exc, T_ATTRIBUTE_ERROR)) {
        OWNED(obj, as_is_obj(e->field[1]) ? as_incref(e->field[1]) : e->field[1]);
        hint = attribute_hint(t, obj.v, as_as_str(e->field[0]));
    }
    if (!as_is_undef(hint)) return hint;
    as_clear_exc(t);
    return AS_MISSING;
}
