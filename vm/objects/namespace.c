/* types.SimpleNamespace: an object that is nothing but its attributes. */
#include "vm/class.h"

#define DICT(v) (((Namespace *)as_obj(v))->dict)

static Value namespace_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Namespace *n = as_new_of(t, type, sizeof *n);
    if (!n) return AS_UNDEF;
    OWNED(hold, as_from_obj(n));
    Dict *d = as_dict_new(t);
    if (!d) return AS_UNDEF;
    n->dict = as_from_obj(d);
    return as_move(&hold);
}

static bool namespace_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    size_t nkw = as_is_undef(kwnames) ? 0 : as_as_tuple(kwnames)->count;
    if ((size_t)nargs > nkw) return as_fail(t, T_TYPE_ERROR, "no positional arguments expected");
    for (size_t i = 0; i < nkw; i++)
        if (!as_dict_set(t, as_as_dict(DICT(self)), as_as_tuple(kwnames)->items[i], args[i]))
            return false;
    return true;
}

static void namespace_clear(Thread *t, Obj *self) {
    as_assign(t, &((Namespace *)self)->dict, (Value){0});
}
static void namespace_dealloc(Thread *t, Obj *self) {
    namespace_clear(t, self);
    as_free_obj(t, self, sizeof(Namespace));
}
static void namespace_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Namespace *)self)->dict);
}

static bool show(Thread *t, StrBuilder *b, Value self) {
    size_t pos = 0;
    bool first = true;
    Value key, value;
    while (as_is_dict(DICT(self)) && as_dict_next(as_as_dict(DICT(self)), &pos, &key, &value)) {
        if (!as_is_str(key)) continue;
        OWNED(hold_key, as_incref(key));
        OWNED(hold, as_incref(value));
        if (!first) as_sb_c(b, ", ");
        first = false;
        as_sb_str(b, as_as_str(key));
        as_sb_c(b, "=");
        if (!as_sb_repr(b, value)) return false;
    }
    (void)t;
    return true;
}

static Value namespace_repr(Thread *t, Value self) {
    Type *type = as_type_of(t, self);
    int shown = as_repr_enter(t, self);
    if (shown < 0) return AS_UNDEF;
    const char *name = type->id == T_NAMESPACE ? "namespace" : as_as_str(type->name)->data;
    if (shown) return as_str_format(t, "%s(...)", name);
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, name);
    as_sb_c(&b, "(");
    bool ok = show(t, &b, self);
    as_repr_leave(t, self);
    if (!ok) return as_sb_drop(&b), AS_UNDEF;
    as_sb_c(&b, ")");
    return as_sb_end(&b);
}

static Value namespace_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_instance_of(t, b, T_NAMESPACE)) return AS_NOT_IMPL;
    return as_compare(t, DICT(a), DICT(b), op);
}

static Value namespace_dict(Thread *t, Value *a, int n) {
    (void)n;
    return as_incref(as_instance_dict(t, a[0]));
}

static const NativeDef methods[] = {
    {"__dict__", "self, /", namespace_dict, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_NAMESPACE = {
    .id = T_NAMESPACE,
    .slots = {.dealloc = namespace_dealloc,
              .traverse = namespace_traverse,
              .clear = namespace_clear,
              .repr = namespace_repr,
              .compare = namespace_compare,
              .new_ = namespace_new,
              .init = namespace_init},
    .methods = methods,
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT,
    .size = sizeof(Namespace),
    .doc = "An object with the attributes given as keywords.",
};
