/* builtins: compile, eval, exec, __import__, namespaces, and what a class statement calls. */
#include "stdlib/builtins.h"
#include "vm/class.h"
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/traceback.h"

/* --- namespaces --- */

Value as_current_locals(Thread *t) {
    if (!t->frame) return as_raise(t, T_SYSTEM_ERROR, "frame does not exist");
    FrameObject *o = as_frame_object(t, t->frame);
    if (!o) return AS_UNDEF;
    OWNED(held, as_from_obj(o));
    return as_frame_locals(t, o);
}

static Value current_globals(Thread *t) {
    return t->frame ? as_incref(as_from_obj(as_frame_globals(t->frame))) : AS_NONE;
}

static Value b_globals(Thread *t, Value *args, int nargs) {
    (void)args;
    (void)nargs;
    return current_globals(t);
}

static Value b_locals(Thread *t, Value *args, int nargs) {
    (void)args;
    (void)nargs;
    return as_current_locals(t);
}

/* --- compile --- */

static bool source_text(Thread *t, Value v, const char *function, const char *kinds, const char **text, size_t *size) {
    if (as_is_instance_of(t, v, T_STR)) {
        *text = as_as_str(v)->data;
        *size = as_as_str(v)->size;
    } else if (!as_bytes_view(t, v, text, size)) {
        return as_fail(t, T_TYPE_ERROR, "%s() arg 1 must be a string, bytes or %s object", function, kinds);
    }
    if (!memchr(*text, 0, *size)) return true;
    return as_fail(t, T_SYNTAX_ERROR, "source code string cannot contain null bytes");
}

enum { FLAG_ONLY_AST = 0x400, FLAG_TOP_AWAIT = 0x2000, FLAG_ANNOTATIONS = 0x1000000, FLAGS_KNOWN = 0x1FFFE30 };

static int mode_of(Thread *t, Value v) {
    if (!as_is_instance_of(t, v, T_STR))
        return as_raise(t, T_TYPE_ERROR, "compile() argument 'mode' must be str, not %T", v), -1;
    Str *mode = as_as_str(v);
    if (as_str_is(mode, "exec")) return 0;
    if (as_str_is(mode, "single")) return 1;
    if (as_str_is(mode, "eval")) return 2;
    return as_raise(t, T_VALUE_ERROR, "compile() mode must be 'exec', 'eval' or 'single'"), -1;
}

static Value filename_of(Thread *t, Value v) {
    const char *data;
    size_t size;
    if (as_is_instance_of(t, v, T_STR)) return as_incref(v);
    if (as_is_instance_of(t, v, T_BYTES) && as_bytes_view(t, v, &data, &size)) return as_str_new(t, data, size);
    Str *name = as_intern(t, "__fspath__", 10);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    OWNED(method, as_special(t, v, name));
    if (as_is_undef(method.v)) return AS_UNDEF;
    if (as_same(method.v, AS_MISSING))
        return as_raise(t, T_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %T", v);
    return as_call0(t, method.v);
}

/* args: source, filename, mode, flags, dont_inherit, optimize, _feature_version */
static Value b_compile(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t flags = 0, optimize = -1;
    OWNED(filename, filename_of(t, args[1]));
    if (as_is_undef(filename.v)) return AS_UNDEF;
    if (!as_is_undef(args[3]) && !as_index_int64(t, args[3], &flags)) return AS_UNDEF;
    if (!as_is_undef(args[5]) && !as_index_int64(t, args[5], &optimize)) return AS_UNDEF;
    if (flags & ~(int64_t)FLAGS_KNOWN) return as_raise(t, T_VALUE_ERROR, "compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2) return as_raise(t, T_VALUE_ERROR, "compile(): invalid optimize value");
    int mode = mode_of(t, args[2]);
    if (mode < 0) return AS_UNDEF;
    if (flags & FLAG_ONLY_AST) return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "Aster has no ast objects");
    const char *text;
    size_t size;
    if (as_is_exact(args[0], T_CODE) || !source_text(t, args[0], "compile", "AST", &text, &size))
        return as_has_exc(t) ? AS_UNDEF
                             : as_raise(t, T_TYPE_ERROR, "compile() arg 1 must be a string, bytes or AST object");
    unsigned how = COMPILE_NAMES | (flags & FLAG_TOP_AWAIT ? COMPILE_TOP_AWAIT : 0u) |
                   (flags & FLAG_ANNOTATIONS ? COMPILE_FUTURE_ANNOTATIONS : 0u);
    return t->vm->hooks.compile(t, text, size, as_as_str(filename.v), mode, how);
}

/* --- eval and exec --- */


static bool check_namespaces(Thread *t, Value globals, Value locals, bool eval) {
    bool has_globals = !as_is_undef(globals) && !as_is_none(globals);
    bool has_locals = !as_is_undef(locals) && !as_is_none(locals);
    if (eval && has_locals && !as_type_of(t, locals)->slots.getitem)
        return as_fail(t, T_TYPE_ERROR, "locals must be a mapping");
    if (has_globals && !as_is_instance_of(t, globals, T_DICT)) {
        if (!eval) return as_fail(t, T_TYPE_ERROR, "exec() globals must be a dict, not %T", globals);
        bool mapping = as_type_of(t, globals)->slots.getitem != NULL;
        return as_fail(t, T_TYPE_ERROR, mapping ? "globals must be a real dict; try eval(code, {}, mapping)"
                                                : "globals must be a dict");
    }
    if (!eval && has_locals && !as_type_of(t, locals)->slots.getitem)
        return as_fail(t, T_TYPE_ERROR, "locals must be a mapping or None, not %T", locals);
    return true;
}

static bool add_builtins(Thread *t, Dict *globals) {
    Value there = as_dict_get_str(t, globals, t->vm->names.__builtins__);
    if (as_is_undef(there)) return false;
    if (!as_same(there, AS_MISSING)) return true;
    Dict *builtins = t->frame ? as_frame_builtins(t->frame) : t->vm->builtins;
    return as_dict_set_str(t, globals, t->vm->names.__builtins__, as_from_obj(builtins));
}

static Value source_code(Thread *t, Value v, bool eval) {
    if (as_is_exact(v, T_CODE)) {
        if (((Code *)as_obj(v))->nfree)
            return as_raise(t, T_TYPE_ERROR, "code object passed to %s() may not contain free variables",
                            eval ? "eval" : "exec");
        return as_incref(v);
    }
    const char *text;
    size_t size;
    if (!source_text(t, v, eval ? "eval" : "exec", "code", &text, &size)) return AS_UNDEF;
    while (eval && size && (*text == ' ' || *text == '\t')) {
        text++;
        size--;
    }
    OWNED(filename, as_str_from(t, "<string>"));
    if (as_is_undef(filename.v)) return AS_UNDEF;
    return t->vm->hooks.compile(t, text, size, as_as_str(filename.v), eval ? 2 : 0, COMPILE_NAMES);
}

static Value run_source(Thread *t, Value source, Value globals, Value locals, bool eval) {
    if (!check_namespaces(t, globals, locals, eval)) return AS_UNDEF;
    bool given = !as_is_undef(globals) && !as_is_none(globals);
    OWNED(g, given ? as_incref(globals) : current_globals(t));
    OWNED(l, AS_UNDEF);
    if (!as_is_undef(locals) && !as_is_none(locals)) l.v = as_incref(locals);
    else l.v = given ? as_incref(g.v) : as_current_locals(t);
    if (as_is_undef(l.v) || as_is_none(g.v) || !add_builtins(t, as_as_dict(g.v))) return AS_UNDEF;
    OWNED(code, source_code(t, source, eval));
    if (as_is_undef(code.v)) return AS_UNDEF;
    return as_run_code(t, (Code *)as_obj(code.v), as_as_dict(g.v), l.v);
}

static Value b_eval(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return run_source(t, args[0], args[1], args[2], true);
}

static Value b_exec(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_undef(args[3]) && !as_is_none(args[3]))
        return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "exec() with a closure is not supported");
    OWNED(result, run_source(t, args[0], args[1], args[2], false));
    if (as_is_undef(result.v)) return AS_UNDEF;
    return AS_NONE;
}

/* --- import --- */

static Value b_import(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t level = 0;
    if (!as_is_instance_of(t, args[0], T_STR)) return as_raise(t, T_TYPE_ERROR, "module name must be a string");
    if (!as_is_undef(args[4]) && !as_index_int64(t, args[4], &level)) return AS_UNDEF;
    Dict *globals = NULL;
    if (!as_is_undef(args[1]) && as_is_instance_of(t, args[1], T_DICT)) globals = as_as_dict(args[1]);
    if (level > 0 && !globals) return as_raise(t, T_KEY_ERROR, "'__name__' not in globals");
    return as_import_level(t, as_as_str(args[0]), globals, args[3], level);
}

/* --- class statements --- */

/* bases with each one that has __mro_entries__ replaced by what that gives: an owned tuple. */
static Value resolve_bases(Thread *t, Value bases) {
    Tuple *given = as_as_tuple(bases);
    OWNED(list, AS_UNDEF);
    for (size_t i = 0; i < given->count; i++) {
        Value base = given->items[i];
        OWNED(method, as_is_type(t, base) ? AS_MISSING : as_getattr_opt(t, base, t->vm->names.__mro_entries__));
        if (as_is_undef(method.v)) return AS_UNDEF;
        if (as_same(method.v, AS_MISSING)) {
            if (!as_is_undef(list.v) && !as_list_append(t, as_as_list(list.v), base)) return AS_UNDEF;
            continue;
        }
        OWNED(entries, as_call1(t, method.v, bases));
        if (as_is_undef(entries.v)) return AS_UNDEF;
        if (!as_is_instance_of(t, entries.v, T_TUPLE))
            return as_raise(t, T_TYPE_ERROR, "__mro_entries__ must return a tuple");
        if (as_is_undef(list.v)) {
            list.v = as_list_new(t, given->count);
            for (size_t k = 0; !as_is_undef(list.v) && k < i; k++)
                if (!as_list_append(t, as_as_list(list.v), given->items[k])) return AS_UNDEF;
            if (as_is_undef(list.v)) return AS_UNDEF;
        }
        if (!as_list_extend(t, as_as_list(list.v), entries.v)) return AS_UNDEF;
    }
    return as_is_undef(list.v) ? as_incref(bases) : as_tuple_from(t, list.v);
}

/* f(name, bases[, ns], **kwargs) */
static Value call_with_keywords(Thread *t, Value f, Value *positional, int n, Value kwargs) {
    if (as_is_undef(kwargs) || as_as_dict(kwargs)->count == 0) return as_call(t, f, positional, n, AS_UNDEF);
    Value args[32], names[29];
    size_t pos = 0;
    int count = 0;
    memcpy(args, positional, (size_t)n * sizeof *args);
    while (count < 29 && as_dict_next(as_as_dict(kwargs), &pos, &names[count], &args[n + count])) count++;
    if ((size_t)count < as_as_dict(kwargs)->count)
        return as_raise(t, T_SYSTEM_ERROR, "too many keyword arguments in a class statement");
    OWNED(kwnames, as_tuple_new(t, names, (size_t)count));
    if (as_is_undef(kwnames.v)) return AS_UNDEF;
    return as_call(t, f, args, n + count, kwnames.v);
}

static Value prepare(Thread *t, Value meta, bool is_type, Value *name_and_bases, Value kwargs) {
    OWNED(hook, as_same(meta, as_from_obj(as_builtin(t, T_TYPE))) ? AS_MISSING
                                                                  : as_getattr_opt(t, meta, t->vm->names.__prepare__));
    if (as_is_undef(hook.v)) return AS_UNDEF;
    if (as_same(hook.v, AS_MISSING)) {
        Dict *d = as_dict_new(t);
        return d ? as_from_obj(d) : AS_UNDEF;
    }
    OWNED(ns, call_with_keywords(t, hook.v, name_and_bases, 2, kwargs));
    if (as_is_undef(ns.v) || as_type_of(t, ns.v)->slots.getitem) return as_move(&ns);
    if (is_type)
        return as_raise(t, T_TYPE_ERROR, "%N.__prepare__() must return a mapping, not %T", as_as_type(meta), ns.v);
    return as_raise(t, T_TYPE_ERROR, "<metaclass>.__prepare__() must return a mapping, not %T", ns.v);
}

/* type.__new__ has to have filled the cell that methods find __class__ in. */
static bool check_cell(Thread *t, Value cell, Value cls, Value name) {
    if (!as_is_exact(cell, T_CELL) || !as_is_type(t, cls)) return true;
    Value held = ((Cell *)as_obj(cell))->value;
    if (as_is_undef(held))
        return as_fail(t, T_RUNTIME_ERROR,
                       "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", name, cls);
    if (as_same(held, cls)) return true;
    return as_fail(t, T_TYPE_ERROR, "__class__ set to %R defining %R as %R", held, name, cls);
}

static Value build(Thread *t, Function *body, Value name, Value given, Value meta, bool is_type, Value bases,
                   Value kwargs) {
    Value parts[3] = {name, bases, AS_UNDEF};
    OWNED(ns, prepare(t, meta, is_type, parts, kwargs));
    if (as_is_undef(ns.v)) return AS_UNDEF;
    OWNED(cell, as_run_class_body(t, body, ns.v));
    if (as_is_undef(cell.v)) return AS_UNDEF;
    if (!as_same(given, bases) && !as_setitem(t, ns.v, as_from_obj(t->vm->names.__orig_bases__), given)) return AS_UNDEF;
    parts[2] = ns.v;
    OWNED(cls, call_with_keywords(t, meta, parts, 3, kwargs));
    if (as_is_undef(cls.v) || !check_cell(t, cell.v, cls.v, name)) return AS_UNDEF;
    return as_move(&cls);
}

/* args: func, name, metaclass, **kwargs, then the bases. */
static Value b_build_class(Thread *t, Value *args, int nargs) {
    if (as_is_undef(args[0]) || as_is_undef(args[1]))
        return as_raise(t, T_TYPE_ERROR, "__build_class__: not enough arguments");
    if (!as_is_exact(args[0], T_FUNCTION))
        return as_raise(t, T_TYPE_ERROR, "__build_class__: func must be a function");
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__build_class__: name is not a string");
    OWNED(given, as_tuple_new(t, args + 4, (size_t)nargs - 4));
    OWNED(bases, as_is_undef(given.v) ? AS_UNDEF : resolve_bases(t, given.v));
    if (as_is_undef(bases.v)) return AS_UNDEF;
    Value meta = args[2];
    if (as_is_undef(meta)) {
        Tuple *list = as_as_tuple(bases.v);
        meta = as_from_obj(list->count ? as_type_of(t, list->items[0]) : as_builtin(t, T_TYPE));
    }
    bool is_type = as_is_type(t, meta);
    if (is_type) {
        Type *winner = as_metaclass_of(t, as_as_type(meta), as_as_tuple(bases.v));
        if (!winner) return AS_UNDEF;
        meta = as_from_obj(winner);
    }
    OWNED(held, as_incref(meta));
    return build(t, (Function *)as_obj(args[0]), args[1], given.v, meta, is_type, bases.v, args[3]);
}

static Value b_breakpoint(Thread *t, Value *args, int nargs) {
    (void)args;
    (void)nargs;
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "Aster has no debugger for breakpoint() to enter");
}

const NativeDef as_builtins_code[] = {
    {"__build_class__", "func=None, name=None, /, *bases, metaclass=None, **kwargs", b_build_class,
     "What a class statement calls.", 0},
    {"__import__", "name, globals=None, locals=None, fromlist=(), level=0", b_import, "What an import statement calls.", 0},
    {"breakpoint", "*args, **kwargs", b_breakpoint, "Not available.", 0},
    {"compile", "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1", b_compile,
     "Compile source text to a code object that exec() and eval() run.", 0},
    {"eval", "source, globals=None, locals=None, /", b_eval, "The value of an expression given as text or code.", 0},
    {"exec", "source, globals=None, locals=None, /, *, closure=None", b_exec, "Run statements given as text or code.", 0},
    {"globals", "", b_globals, "The namespace of the module.", 0},
    {"locals", "", b_locals, "The local names as a dict.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
