/* Module _contextvars: the types live in vm/loop/context.c. */
#include "stdlib/modules.h"
#include "vm/loop/internal.h"

static Value missing_repr(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_str_from(t, "<Token.MISSING>");
}

/* Token.MISSING: one object of a class of its own, whose repr is its name. */
static bool add_missing(Thread *t) {
    static const NativeDef repr = {"__repr__", "self", missing_repr, "", 0};
    Type *token = as_builtin(t, T_CONTEXT_TOKEN);
    OWNED(class, as_class_from_c(t, "_contextvars", "_TokenMissing", as_builtin(t, T_OBJECT)));
    if (as_is_undef(class.v)) return false;
    OWNED(fn, as_native_new(t, &repr, AS_UNDEF, as_as_type(class.v), NULL));
    if (as_is_undef(fn.v) || !as_type_set(t, as_as_type(class.v), t->vm->names.__repr__, fn.v)) return false;
    OWNED(missing, as_call0(t, class.v));
    Str *name = as_intern(t, "MISSING", 7);
    if (!name) return false;
    OWNED(keep, as_from_obj(name));
    (void)keep.v;
    return !as_is_undef(missing.v) && as_type_set(t, token, name, missing.v);
}

static Value copy_context(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_context_copy(t);
}

static const NativeDef functions[] = {
    {"copy_context", "", copy_context, "A copy of the current context.", 0},
    {0},
};

Value as_module_contextvars(Thread *t) {
    OWNED(m, as_module_new(t, "_contextvars", "Context variables."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions) || !add_missing(t)) return AS_UNDEF;
    static const struct { const char *name; TypeId type; } types[] = {
        {"Context", T_CONTEXT}, {"ContextVar", T_CONTEXT_VAR}, {"Token", T_CONTEXT_TOKEN}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Value type = as_incref(as_from_obj(as_builtin(t, types[i].type)));
        if (!as_module_add(t, m.v, types[i].name, type)) return AS_UNDEF;
    }
    return as_move(&m);
}
