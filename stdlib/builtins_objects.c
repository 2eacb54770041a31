/* builtins: attributes, classes and iteration. */
#include "stdlib/builtins.h"
#include "vm/frame.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"

/* --- attributes --- */

/* The attribute name in `v`, interned as look-ups want it: owned, or NULL. */
static Str *name_of(Thread *t, Value v) {
    if (!as_is_instance_of(t, v, T_STR))
        return as_fail_null(t, T_TYPE_ERROR, "attribute name must be string, not '%T'", v);
    return as_intern_str(t, as_as_str(v));
}

static Value b_getattr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *name = name_of(t, args[1]);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    if (as_is_undef(args[2])) return as_getattr(t, args[0], name);
    Value v = as_getattr_opt(t, args[0], name);
    return as_same(v, AS_MISSING) ? as_incref(args[2]) : v;
}

static Value b_hasattr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *name = name_of(t, args[1]);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    OWNED(v, as_getattr_opt(t, args[0], name));
    return as_is_undef(v.v) ? AS_UNDEF : as_bool(!as_same(v.v, AS_MISSING));
}

static Value b_setattr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *name = name_of(t, args[1]);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    return as_setattr(t, args[0], name, args[2]) ? AS_NONE : AS_UNDEF;
}

static Value b_delattr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *name = name_of(t, args[1]);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    return as_delattr(t, args[0], name) ? AS_NONE : AS_UNDEF;
}

static Value b_vars(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_undef(args[0])) return as_current_locals(t);
    Value v = as_getattr_opt(t, args[0], t->vm->names.__dict__);
    if (!as_same(v, AS_MISSING)) return v;
    return as_raise(t, T_TYPE_ERROR, "vars() argument must have __dict__ attribute");
}

static Value b_dir(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(names, AS_UNDEF);
    if (as_is_undef(args[0])) {
        OWNED(locals, as_current_locals(t));
        names.v = as_is_undef(locals.v) ? AS_UNDEF : as_call_method(t, locals.v, t->vm->names.keys, NULL, 0);
    } else {
        OWNED(method, as_special(t, args[0], t->vm->names.__dir__));
        if (as_same(method.v, AS_MISSING)) return as_raise(t, T_TYPE_ERROR, "object does not provide __dir__");
        names.v = as_is_undef(method.v) ? AS_UNDEF : as_call0(t, method.v);
    }
    OWNED(list, as_is_undef(names.v) ? AS_UNDEF : as_list_from(t, names.v));
    if (as_is_undef(list.v) || !as_list_sort(t, as_as_list(list.v), AS_NONE, false)) return AS_UNDEF;
    return as_move(&list);
}

/* --- classes --- */

static Value b_isinstance(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int r = as_isinstance(t, args[0], args[1]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value b_issubclass(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int r = as_issubclass(t, args[0], args[1]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value b_callable(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_bool(as_is_callable(t, args[0]));
}

/* --- iteration --- */

static Value b_len(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t n = as_len(t, args[0]);
    return n < 0 ? AS_UNDEF : as_int(n);
}

static Value b_iter(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_undef(args[1])) return as_iter(t, args[0]);
    if (!as_is_callable(t, args[0]))
        return as_raise(t, T_TYPE_ERROR, "iter(object, sentinel): object must be callable");
    return as_call_iter(t, args[0], args[1]);
}

/* The next item, or UNDEF with StopIteration pending, the script's own where it raised one. */
static Value next_or_raise(Thread *t, Value it) {
    if (as_is_exact(it, T_GENERATOR)) {
        Value value = AS_UNDEF;
        RunStatus status = as_coro_send(t, as_as_coro(it), AS_NONE, &value);
        if (status == RUN_YIELDED) return value;
        if (status == RUN_RETURNED) as_raise_stop_iteration(t, value), as_decref(t, value);
        return AS_UNDEF;
    }
    Type *type = as_type_of(t, it);
    if (type->flags & TYPE_HEAP) {
        OWNED(method, as_special(t, it, t->vm->names.__next__));
        if (!as_same(method.v, AS_MISSING)) return as_is_undef(method.v) ? AS_UNDEF : as_call0(t, method.v);
    }
    Value item = type->slots.next(t, it);
    if (as_is_undef(item) && !as_has_exc(t)) as_raise_stop_iteration(t, AS_NONE);
    return item;
}

static Value b_next(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_type_of(t, args[0])->slots.next)
        return as_raise(t, T_TYPE_ERROR, "'%T' object is not an iterator", args[0]);
    if (as_is_undef(args[1])) return next_or_raise(t, args[0]);
    Value item = as_next(t, args[0]);
    return as_is_undef(item) && !as_has_exc(t) ? as_incref(args[1]) : item;
}

static Value b_aiter(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Type *type = as_type_of(t, args[0]);
    if (!type->slots.aiter) return as_raise(t, T_TYPE_ERROR, "'%T' object is not an async iterable", args[0]);
    OWNED(it, type->slots.aiter(t, args[0]));
    if (as_is_undef(it.v) || as_type_of(t, it.v)->slots.anext) return as_move(&it);
    return as_raise(t, T_TYPE_ERROR, "aiter() returned not an async iterator of type '%T'", it.v);
}

static Value b_anext(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Type *type = as_type_of(t, args[0]);
    if (!type->slots.anext) return as_raise(t, T_TYPE_ERROR, "'%T' object is not an async iterator", args[0]);
    if (as_is_undef(args[1])) return type->slots.anext(t, args[0]);
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "anext() with a default is not supported yet");
}

const NativeDef as_builtins_objects[] = {
    {"aiter", "async_iterable, /", b_aiter, "The asynchronous iterator of an object.", 0},
    {"anext", "aiterator, default=None, /", b_anext, "An awaitable of the next item.", 0},
    {"callable", "obj, /", b_callable, "Whether the object can be called.", 0},
    {"delattr", "obj, name, /", b_delattr, "del obj.name", 0},
    {"dir", "object=None, /", b_dir, "Sorted names of the object's attributes, or of the names in sight.", 0},
    {"getattr", "object, name, default=None, /", b_getattr, "object.name, or the default when there is none.", 0},
    {"hasattr", "obj, name, /", b_hasattr, "Whether the object has the attribute.", 0},
    {"isinstance", "obj, class_or_tuple, /", b_isinstance, "Whether the object is of the class or an heir of it.", 0},
    {"issubclass", "cls, class_or_tuple, /", b_issubclass, "Whether a class is another or derived from it.", 0},
    {"iter", "object, sentinel=None, /", b_iter, "An iterator; of calls until the sentinel with two arguments.", 0},
    {"len", "obj, /", b_len, "The number of items.", 0},
    {"next", "iterator, default=None, /", b_next, "The next item; at the end the default, or StopIteration.", 0},
    {"setattr", "obj, name, value, /", b_setattr, "obj.name = value", 0},
    {"vars", "object=None, /", b_vars, "The __dict__ of an object, or locals().", 0},
    {NULL, NULL, NULL, NULL, 0},
};
