/* BaseException and the built-in classes that carry fields of their own. All exceptions share one struct
 * (vm/error.h); which field means what is written beside each class. */
#include <stddef.h>
#include <string.h>

#include "vm/error.h"
#include "vm/function.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

enum { NFIELDS = 8 };

static void exc_traverse(Obj *self, VisitFn visit, void *arg) {
    Exception *e = (Exception *)self;
    AS_VISIT(e->dict);
    AS_VISIT(e->args);
    AS_VISIT(e->traceback);
    AS_VISIT(e->context);
    AS_VISIT(e->cause);
    for (int i = 0; i < NFIELDS; i++) AS_VISIT(e->field[i]);
}

static void exc_clear(Thread *t, Obj *self) {
    Exception *e = (Exception *)self;
    as_assign(t, &e->dict, (Value){0});
    as_clear(t, &e->traceback);
    as_clear(t, &e->context);
    as_clear(t, &e->cause);
    for (int i = 0; i < NFIELDS; i++) as_clear(t, &e->field[i]);
    as_assign(t, &e->args, as_incref(t->vm->empty_tuple));
}

static void exc_dealloc(Thread *t, Obj *self) {
    Exception *e = (Exception *)self;
    as_assign(t, &e->dict, (Value){0});
    as_clear(t, &e->args);
    as_clear(t, &e->traceback);
    as_clear(t, &e->context);
    as_clear(t, &e->cause);
    for (int i = 0; i < NFIELDS; i++) as_clear(t, &e->field[i]);
    as_free_obj(t, self, sizeof *e);
}

static Value exc_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    Exception *e = as_new_of(t, type, sizeof *e);
    if (!e) return AS_UNDEF;
    e->args = AS_UNDEF;
    e->traceback = e->context = e->cause = e->notes = AS_UNDEF;
    for (int i = 0; i < NFIELDS; i++) e->field[i] = AS_UNDEF;
    Value list = as_tuple_new(t, args, (size_t)npos);
    if (as_is_undef(list)) {
        as_decref_obj(t, e);
        return AS_UNDEF;
    }
    e->args = list;
    return as_from_obj(e);
}

static int positional(int nargs, Value kwnames) {
    return nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
}

static bool no_keywords(Thread *t, Value self, Value kwnames) {
    if (as_is_undef(kwnames) || as_as_tuple(kwnames)->count == 0) return true;
    return as_fail(t, T_TYPE_ERROR, "%T() takes no keyword arguments", self);
}

static bool set_args(Thread *t, Exception *e, Value *args, int npos) {
    Value list = as_tuple_new(t, args, (size_t)npos);
    if (as_is_undef(list)) return false;
    as_assign(t, &e->args, list);
    return true;
}

static bool exc_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    return no_keywords(t, self, kwnames) && set_args(t, as_as_exc(self), args, nargs);
}

static Tuple *args_of(Value self) {
    return as_as_tuple(as_as_exc(self)->args);
}

static Value exc_str(Thread *t, Value self) {
    Tuple *args = args_of(self);
    if (args->count == 0) return as_incref(t->vm->empty_str);
    OWNED(shown, as_incref(args->count == 1 ? args->items[0] : as_from_obj(args)));
    return as_to_str(t, shown.v);
}

static Value exc_repr(Thread *t, Value self) {
    Tuple *args = args_of(self);
    Str *name = as_as_str(as_type_of(t, self)->name);
    OWNED(kept, as_incref(as_from_obj(args)));
    if (args->count == 1) return as_str_format(t, "%S(%R)", name, args->items[0]);
    return as_str_format(t, "%S%R", name, as_from_obj(args));
}

/* --- attributes that every exception has --- */

static Value get_args(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_as_exc(a[0])->args);
}

static Value set_args_attr(Thread *t, Value *a, int n) {
    if (n < 2) return get_args(t, a, n);
    if (as_is_undef(a[1])) return as_raise(t, T_TYPE_ERROR, "args may not be deleted");
    Value list = as_tuple_from(t, a[1]);
    if (as_is_undef(list)) return AS_UNDEF;
    as_assign(t, &as_as_exc(a[0])->args, list);
    return AS_NONE;
}

static Value or_none(Value v) {
    return as_is_undef(v) ? AS_NONE : as_incref(v);
}

static Value traceback_attr(Thread *t, Value *a, int n) {
    Exception *e = as_as_exc(a[0]);
    if (n < 2) return or_none(e->traceback);
    if (as_is_undef(a[1])) return as_raise(t, T_TYPE_ERROR, "__traceback__ may not be deleted");
    if (!as_is_none(a[1]) && !as_is_exact(a[1], T_TRACEBACK))
        return as_raise(t, T_TYPE_ERROR, "__traceback__ must be a traceback or None");
    as_assign(t, &e->traceback, as_incref(a[1]));
    return AS_NONE;
}

static Value chain_attr(Thread *t, Value *a, int n, Value *slot, const char *name) {
    if (n < 2) return or_none(*slot);
    if (as_is_undef(a[1])) return as_raise(t, T_TYPE_ERROR, "__%s__ may not be deleted", name);
    if (!as_is_none(a[1]) && !as_is_instance_of(t, a[1], T_BASE_EXCEPTION))
        return as_raise(t, T_TYPE_ERROR, "exception %s must be None or derive from BaseException", name);
    as_assign(t, slot, as_is_none(a[1]) ? AS_UNDEF : as_incref(a[1]));
    return AS_NONE;
}

static Value context_attr(Thread *t, Value *a, int n) {
    return chain_attr(t, a, n, &as_as_exc(a[0])->context, "context");
}

static Value cause_attr(Thread *t, Value *a, int n) {
    Value done = chain_attr(t, a, n, &as_as_exc(a[0])->cause, "cause");
    if (n >= 2 && !as_is_undef(done)) as_as_exc(a[0])->suppress_context = true;
    return done;
}

static Value suppress_attr(Thread *t, Value *a, int n) {
    Exception *e = as_as_exc(a[0]);
    if (n < 2) return as_bool(e->suppress_context);
    if (as_is_undef(a[1])) return as_raise(t, T_TYPE_ERROR, "can't delete numeric/char attribute");
    if (!as_is_bool(a[1])) return as_raise(t, T_TYPE_ERROR, "attribute value type must be bool");
    e->suppress_context = as_is_true(a[1]);
    return AS_NONE;
}

static Value with_traceback(Thread *t, Value *a, int n) {
    (void)n;
    Value set = traceback_attr(t, a, 2);
    return as_is_undef(set) ? AS_UNDEF : as_incref(a[0]);
}

static Value add_note(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_is_instance_of(t, a[1], T_STR)) return as_raise(t, T_TYPE_ERROR, "note must be a str, not '%T'", a[1]);
    OWNED(notes, as_getattr_opt(t, a[0], t->vm->names.__notes__));
    if (as_is_undef(notes.v)) return AS_UNDEF;
    if (as_same(notes.v, AS_MISSING)) {
        notes.v = as_list_new(t, 1);
        if (as_is_undef(notes.v) || !as_setattr(t, a[0], t->vm->names.__notes__, notes.v)) return AS_UNDEF;
    }
    if (!as_is_list(notes.v)) return as_raise(t, T_TYPE_ERROR, "Cannot add note: __notes__ is not a list");
    return as_list_append(t, as_as_list(notes.v), a[1]) ? AS_NONE : AS_UNDEF;
}

#define ATTR(name, fn) {name, "self, value=None, /", fn, NULL, NATIVE_GETTER | NATIVE_SETTER}

static const NativeDef base_methods[] = {
    {"with_traceback", "self, tb, /", with_traceback, "Set the traceback and return the exception.", 0},
    {"add_note", "self, note, /", add_note, "Add a note that is printed after the exception.", 0},
    ATTR("args", set_args_attr),
    ATTR("__traceback__", traceback_attr),
    ATTR("__context__", context_attr),
    ATTR("__cause__", cause_attr),
    ATTR("__suppress_context__", suppress_attr),
    {0},
};

const TypeDef as_def_BASE_EXCEPTION = {
    .id = T_BASE_EXCEPTION,
    .slots = {.dealloc = exc_dealloc, .traverse = exc_traverse, .clear = exc_clear, .new_ = exc_new,
              .init = exc_init, .repr = exc_repr, .str = exc_str},
    .methods = base_methods,
    .doc = "Base of all exceptions.",
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION,
    .size = sizeof(Exception),
};

/* --- fields --- */

static Value field_attr(Thread *t, Value *a, int n, int i) {
    Value *slot = &as_as_exc(a[0])->field[i];
    if (n < 2) return or_none(*slot);
    as_assign(t, slot, as_is_undef(a[1]) ? AS_NONE : as_incref(a[1]));
    return AS_NONE;
}

#define FIELD(i)                                                                                   \
    static Value field_##i(Thread *t, Value *a, int n) { return field_attr(t, a, n, i); }
FIELD(0) FIELD(1) FIELD(2) FIELD(3) FIELD(4) FIELD(5) FIELD(6) FIELD(7)

static void set_field(Thread *t, Value self, int i, Value v) {
    as_assign(t, &as_as_exc(self)->field[i], as_incref(v));
}

/* StopIteration.value (0) */
static bool stop_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (!exc_init(t, self, args, nargs, kwnames)) return false;
    set_field(t, self, 0, nargs > 0 ? args[0] : AS_NONE);
    return true;
}

static const NativeDef stop_methods[] = {ATTR("value", field_0), {0}};

const TypeDef as_def_STOP_ITERATION = {
    .id = T_STOP_ITERATION, .slots = {.init = stop_init}, .methods = stop_methods, .size = sizeof(Exception),
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION,
    .doc = "Signals the end of an iterator.",
};

/* SystemExit.code (0) */
static bool exit_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (!exc_init(t, self, args, nargs, kwnames)) return false;
    set_field(t, self, 0, nargs == 0 ? AS_NONE : nargs == 1 ? args[0] : as_as_exc(self)->args);
    return true;
}

static const NativeDef exit_methods[] = {ATTR("code", field_0), {0}};

const TypeDef as_def_SYSTEM_EXIT = {
    .id = T_SYSTEM_EXIT, .slots = {.init = exit_init}, .methods = exit_methods, .size = sizeof(Exception),
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION,
    .doc = "Asks the interpreter to exit.",
};

static Value key_error_str(Thread *t, Value self) {
    Tuple *args = args_of(self);
    if (args->count != 1) return exc_str(t, self);
    OWNED(key, as_incref(args->items[0]));
    return as_repr(t, key.v);
}

const TypeDef as_def_KEY_ERROR = {
    .id = T_KEY_ERROR, .slots = {.str = key_error_str}, .size = sizeof(Exception),
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION,
    .doc = "Mapping key not found.",
};

/* NameError: name (0); AttributeError: name (0), obj (1); ImportError: msg (2), name (0), path (1) */
static bool keyword_fields(Thread *t, Value self, Value *args, int nargs, Value kwnames, const char *function,
                           const char *const *names) {
    int npos = positional(nargs, kwnames);
    if (!set_args(t, as_as_exc(self), args, npos)) return false;
    for (int i = npos; i < nargs; i++) {
        Str *key = as_as_str(as_as_tuple(kwnames)->items[i - npos]);
        int k = 0;
        while (names[k] && !as_str_is(key, names[k])) k++;
        if (!names[k])
            return as_fail(t, T_TYPE_ERROR, "'%S' is an invalid keyword argument for %s()", key, function);
        set_field(t, self, k, args[i]);
    }
    return true;
}

static bool name_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    static const char *const names[] = {"name", NULL};
    return keyword_fields(t, self, args, nargs, kwnames, "NameError", names);
}

static bool attribute_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    static const char *const names[] = {"name", "obj", NULL};
    return keyword_fields(t, self, args, nargs, kwnames, "AttributeError", names);
}

static bool import_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    static const char *const names[] = {"name", "path", NULL};
    if (!keyword_fields(t, self, args, nargs, kwnames, "ImportError", names)) return false;
    Tuple *list = args_of(self);
    set_field(t, self, 2, list->count == 1 ? list->items[0] : AS_NONE);
    return true;
}

static Value import_str(Thread *t, Value self) {
    Value msg = as_as_exc(self)->field[2];
    return as_is_str(msg) ? as_incref(msg) : exc_str(t, self);
}

static const NativeDef name_methods[] = {ATTR("name", field_0), {0}};
static const NativeDef attribute_methods[] = {ATTR("name", field_0), ATTR("obj", field_1), {0}};
static const NativeDef import_methods[] = {ATTR("name", field_0), ATTR("path", field_1), ATTR("msg", field_2), {0}};

#define EXC_FLAGS (TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION)

const TypeDef as_def_NAME_ERROR = {
    .id = T_NAME_ERROR, .slots = {.init = name_init}, .methods = name_methods, .size = sizeof(Exception),
    .flags = EXC_FLAGS, .doc = "Name not found.",
};
const TypeDef as_def_ATTRIBUTE_ERROR = {
    .id = T_ATTRIBUTE_ERROR, .slots = {.init = attribute_init}, .methods = attribute_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "Attribute not found.",
};
const TypeDef as_def_IMPORT_ERROR = {
    .id = T_IMPORT_ERROR, .slots = {.init = import_init, .str = import_str}, .methods = import_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "An import failed.",
};

/* OSError: errno (0), strerror (1), filename (2), filename2 (3) */
static Value os_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int npos = positional(nargs, kwnames);
    if (type == as_builtin(t, T_OS_ERROR) && npos >= 2 && npos <= 5 && as_is_int(args[0]))
        type = as_builtin(t, as_errno_type((int)as_int_of(args[0])));
    Value self = exc_new(t, type, args, nargs, kwnames);
    if (as_is_undef(self) || npos < 2 || npos > 5) return self;
    set_field(t, self, 0, args[0]);
    set_field(t, self, 1, args[1]);
    if (npos >= 3) set_field(t, self, 2, args[2]);
    if (npos >= 5) set_field(t, self, 3, args[4]);
    if (npos >= 3 && !as_is_none(args[2]) && !set_args(t, as_as_exc(self), args, 2)) {
        as_decref(t, self);
        return AS_UNDEF;
    }
    return self;
}

static bool os_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs;
    return no_keywords(t, self, kwnames);
}

static Value os_str(Thread *t, Value self) {
    Exception *e = as_as_exc(self);
    if (as_is_undef(e->field[0])) return exc_str(t, self);
    if (!as_is_undef(e->field[3]) && !as_is_none(e->field[3]))
        return as_str_format(t, "[Errno %V] %V: %R -> %R", e->field[0], e->field[1], e->field[2], e->field[3]);
    if (!as_is_undef(e->field[2]) && !as_is_none(e->field[2]))
        return as_str_format(t, "[Errno %V] %V: %R", e->field[0], e->field[1], e->field[2]);
    return as_str_format(t, "[Errno %V] %V", e->field[0], e->field[1]);
}

static const NativeDef os_methods[] = {
    ATTR("errno", field_0), ATTR("strerror", field_1), ATTR("filename", field_2), ATTR("filename2", field_3), {0},
};

const TypeDef as_def_OS_ERROR = {
    .id = T_OS_ERROR, .slots = {.new_ = os_new, .init = os_init, .str = os_str}, .methods = os_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "The operating system reported an error.",
};

/* SyntaxError: msg (0), filename (1), lineno (2), offset (3), text (4), end_lineno (5), end_offset (6) */
static bool syntax_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (!exc_init(t, self, args, nargs, kwnames)) return false;
    if (nargs >= 1) set_field(t, self, 0, args[0]);
    if (nargs != 2) return true;
    OWNED(info, as_tuple_from(t, args[1]));
    if (as_is_undef(info.v)) return false;
    Tuple *list = as_as_tuple(info.v);
    if (list->count < 4 || list->count > 6)
        return as_fail(t, T_TYPE_ERROR, "function takes at %s %d arguments (%zu given)",
                       list->count < 4 ? "least" : "most", list->count < 4 ? 4 : 6, list->count);
    for (size_t i = 0; i < list->count; i++) set_field(t, self, (int)i + 1, list->items[i]);
    return true;
}

static Value base_name(Thread *t, Value path) {
    if (!as_is_str(path)) return AS_UNDEF;
    const char *text = as_as_str(path)->data, *slash = strrchr(text, '/');
    return as_str_from(t, slash ? slash + 1 : text);
}

static Value syntax_str(Thread *t, Value self) {
    Exception *e = as_as_exc(self);
    OWNED(msg, as_to_str(t, as_is_undef(e->field[0]) ? AS_NONE : e->field[0]));
    if (as_is_undef(msg.v)) return AS_UNDEF;
    OWNED(file, base_name(t, e->field[1]));
    if (as_has_exc(t)) return AS_UNDEF;
    bool line = as_is_int(e->field[2]);
    if (!as_is_undef(file.v) && line) return as_str_format(t, "%V (%V, line %V)", msg.v, file.v, e->field[2]);
    if (!as_is_undef(file.v)) return as_str_format(t, "%V (%V)", msg.v, file.v);
    if (line) return as_str_format(t, "%V (line %V)", msg.v, e->field[2]);
    return as_move(&msg);
}

static const NativeDef syntax_methods[] = {
    ATTR("msg", field_0), ATTR("filename", field_1), ATTR("lineno", field_2), ATTR("offset", field_3),
    ATTR("text", field_4), ATTR("end_lineno", field_5), ATTR("end_offset", field_6),
    ATTR("print_file_and_line", field_7), {0},
};

const TypeDef as_def_SYNTAX_ERROR = {
    .id = T_SYNTAX_ERROR, .slots = {.init = syntax_init, .str = syntax_str}, .methods = syntax_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "Invalid syntax.",
};

/* UnicodeDecodeError, UnicodeEncodeError: encoding (0), object (1), start (2), end (3), reason (4) */
static bool unicode_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (!exc_init(t, self, args, nargs, kwnames)) return false;
    if (nargs != 5) return as_fail(t, T_TYPE_ERROR, "function takes exactly 5 arguments (%d given)", nargs);
    for (int i = 0; i < 5; i++) set_field(t, self, i, args[i]);
    return true;
}

static Value unicode_str(Thread *t, Value self, bool decode) {
    Exception *e = as_as_exc(self);
    int64_t start, end;
    if (!as_is_int(e->field[2]) || !as_is_int(e->field[3])) return as_incref(t->vm->empty_str);
    start = as_int_of(e->field[2]);
    end = as_int_of(e->field[3]);
    const char *verb = decode ? "decode" : "encode", *unit = decode ? "bytes" : "characters";
    if (end != start + 1)
        return as_str_format(t, "'%V' codec can't %s %s in position %lld-%lld: %V", e->field[0], verb, unit,
                             (long long)start, (long long)end - 1, e->field[4]);
    OWNED(item, as_getitem(t, e->field[1], as_int(start)));
    if (as_is_undef(item.v)) return AS_UNDEF;
    if (decode)
        return as_str_format(t, "'%V' codec can't decode byte 0x%02x in position %lld: %V", e->field[0],
                             (unsigned)as_int_of(item.v), (long long)start, e->field[4]);
    uint32_t c = as_str_at(t, as_as_str(item.v), 0);
    const char *form = c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x";
    char escaped[16];
    snprintf(escaped, sizeof escaped, form, c);
    return as_str_format(t, "'%V' codec can't encode character '%s' in position %lld: %V", e->field[0], escaped,
                         (long long)start, e->field[4]);
}

static Value decode_str(Thread *t, Value self) { return unicode_str(t, self, true); }
static Value encode_str(Thread *t, Value self) { return unicode_str(t, self, false); }

static const NativeDef unicode_methods[] = {
    ATTR("encoding", field_0), ATTR("object", field_1), ATTR("start", field_2), ATTR("end", field_3),
    ATTR("reason", field_4), {0},
};

const TypeDef as_def_UNICODE_DECODE_ERROR = {
    .id = T_UNICODE_DECODE_ERROR, .slots = {.init = unicode_init, .str = decode_str}, .methods = unicode_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "Bytes that an encoding does not allow.",
};
const TypeDef as_def_UNICODE_ENCODE_ERROR = {
    .id = T_UNICODE_ENCODE_ERROR, .slots = {.init = unicode_init, .str = encode_str}, .methods = unicode_methods,
    .size = sizeof(Exception), .flags = EXC_FLAGS, .doc = "A character that an encoding does not have.",
};
