/* Bound methods: a callable and the object that goes in front of its arguments. */
#include "vm/class.h"

#define METHOD(v) ((BoundMethod *)as_obj(v))

Value as_method_new(Thread *t, Value func, Value self) {
    BoundMethod *m = as_new(t, T_METHOD, sizeof *m, true);
    if (!m) return AS_UNDEF;
    m->func = as_incref(func);
    m->self = as_incref(self);
    return as_from_obj(m);
}

static void method_clear(Thread *t, Obj *self) {
    as_clear(t, &((BoundMethod *)self)->func);
    as_clear(t, &((BoundMethod *)self)->self);
}

static void method_dealloc(Thread *t, Obj *self) {
    method_clear(t, self);
    as_free_obj(t, self, sizeof(BoundMethod));
}

static void method_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((BoundMethod *)self)->func);
    AS_VISIT(((BoundMethod *)self)->self);
}

static Value method_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_raise(t, T_TYPE_ERROR, "method() takes no keyword arguments");
    if (nargs != 2) return as_raise(t, T_TYPE_ERROR, "method expected 2 arguments, got %d", nargs);
    if (!as_is_callable(t, args[0]))
        return as_raise(t, T_TYPE_ERROR, "first argument must be callable");
    if (as_is_none(args[1])) return as_raise(t, T_TYPE_ERROR, "instance must not be None");
    return as_method_new(t, args[0], args[1]);
}

static Value method_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    enum { SMALL = 8 };
    Value small[SMALL], *all = small;
    size_t size = ((size_t)nargs + 1) * sizeof *all;
    if (nargs + 1 > SMALL && !(all = as_mem_alloc(&t->vm->mem, size))) return as_raise_memory(t);
    OWNED(hold, as_incref(self));
    all[0] = METHOD(self)->self;
    if (nargs) memcpy(all + 1, args, (size_t)nargs * sizeof *all);
    Value r = as_call(t, METHOD(self)->func, all, nargs + 1, kwnames);
    if (all != small) as_mem_free(&t->vm->mem, all, size);
    return r;
}

static Value method_repr(Thread *t, Value self) {
    BoundMethod *m = METHOD(self);
    OWNED(name, as_getattr_opt(t, m->func, t->vm->names.__qualname__));
    if (as_is_undef(name.v)) return AS_UNDEF;
    if (as_same(name.v, AS_MISSING)) name.v = as_getattr_opt(t, m->func, t->vm->names.__name__);
    if (as_is_undef(name.v)) return AS_UNDEF;
    bool named = !as_same(name.v, AS_MISSING) && as_is_instance_of(t, name.v, T_STR);
    OWNED(self_text, as_repr(t, m->self));
    if (as_is_undef(self_text.v)) return AS_UNDEF;
    if (named) return as_str_format(t, "<bound method %V of %V>", name.v, self_text.v);
    return as_str_format(t, "<bound method ? of %V>", self_text.v);
}

static bool method_hash(Thread *t, Value self, uint64_t *out) {
    uint64_t f;
    if (!as_hash(t, METHOD(self)->func, &f)) return false;
    *out = (METHOD(self)->self.bits >> 4) ^ f;
    return true;
}

static Value method_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(b, T_METHOD) || (op != COMPARE_EQ && op != COMPARE_NE)) return AS_NOT_IMPL;
    int same = as_equal(t, METHOD(a)->func, METHOD(b)->func);
    if (same < 0) return AS_UNDEF;
    same = same && as_same(METHOD(a)->self, METHOD(b)->self);
    return as_bool((bool)same == (op == COMPARE_EQ));
}

/* Attributes it lacks are those of the function. */
static Value method_getattr(Thread *t, Value self, Str *name) {
    Type *type = as_type_of(t, self);
    if (!as_same(as_type_lookup(t, type, name), AS_MISSING))
        return as_generic_getattr(t, self, name);
    return as_getattr(t, METHOD(self)->func, name);
}

static bool method_setattr(Thread *t, Value self, Str *name, Value value) {
    (void)value;
    return as_raise_attribute(t, self, name), false;
}

static Value method_func(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(METHOD(a[0])->func);
}
static Value method_self(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(METHOD(a[0])->self);
}
static Value method_doc(Thread *t, Value *a, int n) {
    (void)n;
    Value v = as_getattr_opt(t, METHOD(a[0])->func, t->vm->names.__doc__);
    return as_same(v, AS_MISSING) ? AS_NONE : v;
}

static const NativeDef methods[] = {
    {"__func__", "self, /", method_func, NULL, NATIVE_GETTER},
    {"__self__", "self, /", method_self, NULL, NATIVE_GETTER},
    {"__doc__", "self, /", method_doc, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_METHOD = {
    .id = T_METHOD,
    .slots = {.dealloc = method_dealloc,
              .traverse = method_traverse,
              .clear = method_clear,
              .repr = method_repr,
              .hash = method_hash,
              .compare = method_compare,
              .call = method_call,
              .getattr = method_getattr,
              .setattr = method_setattr,
              .new_ = method_new},
    .methods = methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL,
    .size = sizeof(BoundMethod),
    .doc = "A function bound to an object.",
};
