/* super: the attributes of the classes behind a given one in an object's MRO. */
#include "vm/class.h"

#include "vm/frame.h"

#define SUPER(v) ((Super *)as_obj(v))

/* Whose MRO counts: the class `obj` itself, if it is an heir of `type`, else obj's class. Borrowed.
 */
static Type *check(Thread *t, Type *type, Value obj) {
    if (as_is_type(t, obj) && as_is_subtype(as_as_type(obj), type)) return as_as_type(obj);
    Type *cls = as_type_of(t, obj);
    if (as_is_subtype(cls, type)) return cls;
    return as_fail_null(t, T_TYPE_ERROR,
                        "super(type, obj): obj must be an instance or subtype of type");
}

/* Owned, or AS_MISSING. */
static Value lookup(Thread *t, Type *type, Value self, Type *self_type, Str *name) {
    Tuple *mro = self_type->mro;
    if (!mro || as_str_equal(name, t->vm->names.__class__)) return AS_MISSING;
    OWNED(hold, as_incref(as_from_obj(mro)));
    size_t i = 0;
    while (i < mro->count && as_as_type(mro->items[i]) != type) i++;
    for (i++; i < mro->count; i++) {
        Type *k = as_as_type(mro->items[i]);
        if (!k->dict) continue;
        Value v = as_dict_get_str(t, k->dict, name);
        if (as_is_undef(v)) return v;
        if (as_same(v, AS_MISSING) && !(k->flags & TYPE_HEAP)) v = as_slot_attribute(t, k, name);
        if (as_same(v, AS_MISSING)) continue;
        bool on_class = as_same(self, as_from_obj(self_type));
        return as_bind_attribute(t, v, on_class ? AS_UNDEF : self, self_type);
    }
    return AS_MISSING;
}

static Value super_getattr(Thread *t, Value self, Str *name) {
    Super *s = SUPER(self);
    if (!s->self_type) return as_generic_getattr(t, self, name);
    Value v = lookup(t, s->type, s->self, s->self_type, name);
    return as_same(v, AS_MISSING) ? as_generic_getattr(t, self, name) : v;
}

static Value make(Thread *t, Type *heir, Type *type, Value self) {
    Type *self_type = NULL;
    if (!as_is_undef(self) && !(self_type = check(t, type, self))) return AS_UNDEF;
    Super *s = as_new_of(t, heir, sizeof *s);
    if (!s) return AS_UNDEF;
    as_incref_obj(s->type = type);
    s->self = as_incref(self);
    if (self_type) as_incref_obj(s->self_type = self_type);
    return as_from_obj(s);
}

Value as_super_getattr(Thread *t, Value type, Value self, Str *name) {
    if (!as_is_type(t, type))
        return as_raise(t, T_TYPE_ERROR, "super() argument 1 must be a type, not %T", type);
    Type *self_type = check(t, as_as_type(type), self);
    if (!self_type) return AS_UNDEF;
    Value v = lookup(t, as_as_type(type), self, self_type, name);
    if (!as_same(v, AS_MISSING)) return v;
    OWNED(s, make(t, as_builtin(t, T_SUPER), as_as_type(type), self));
    return as_is_undef(s.v) ? AS_UNDEF : as_generic_getattr(t, s.v, name);
}

/* --- super() without arguments --- */

static Value class_of_frame(Thread *t, const Frame *f) {
    Code *code = f->code;
    for (uint32_t i = 0; i < code->nfree; i++) {
        if (!as_str_equal(as_as_str(code->free_names[i]), t->vm->names.__class__)) continue;
        if (!f->func || !f->func->closure || i >= f->func->closure->count)
            return as_raise(t, T_RUNTIME_ERROR, "super(): bad __class__ cell");
        Value cell = f->func->closure->items[i];
        if (!as_is_exact(cell, T_CELL))
            return as_raise(t, T_RUNTIME_ERROR, "super(): bad __class__ cell");
        Value v = ((Cell *)as_obj(cell))->value;
        if (as_is_undef(v)) return as_raise(t, T_RUNTIME_ERROR, "super(): empty __class__ cell");
        if (!as_is_type(t, v))
            return as_raise(t, T_RUNTIME_ERROR, "super(): __class__ is not a type (%T)", v);
        return v;
    }
    return as_raise(t, T_RUNTIME_ERROR, "super(): __class__ cell not found");
}

/* Type and first argument of the function that runs; borrowed. */
static bool from_frame(Thread *t, Value *type, Value *self) {
    const Frame *f = t->frame;
    if (!f) return as_fail(t, T_RUNTIME_ERROR, "super(): no current frame");
    if (f->code->nargs == 0 || (f->code->flags & (CODE_MODULE | CODE_CLASS)))
        return as_fail(t, T_RUNTIME_ERROR, "super(): no arguments");
    *self = f->regs[0];
    if (f->code->local_kinds[0] == LOCAL_CELL && as_is_exact(*self, T_CELL))
        *self = ((Cell *)as_obj(*self))->value;
    if (as_is_undef(*self)) return as_fail(t, T_RUNTIME_ERROR, "super(): arg[0] deleted");
    *type = class_of_frame(t, f);
    return !as_is_undef(*type);
}

static Value super_new(Thread *t, Type *heir, Value *args, int nargs, Value kwnames) {
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_raise(t, T_TYPE_ERROR, "super() takes no keyword arguments");
    if (nargs > 2)
        return as_raise(t, T_TYPE_ERROR, "super() expected at most 2 arguments, got %d", nargs);
    Value type = AS_UNDEF, self = AS_UNDEF;
    if (nargs == 0) {
        if (!from_frame(t, &type, &self)) return AS_UNDEF;
    } else {
        type = args[0];
        if (!as_is_type(t, type))
            return as_raise(t, T_TYPE_ERROR, "super() argument 1 must be a type, not %T", type);
        if (nargs == 2 && !as_is_none(args[1])) self = args[1];
    }
    return make(t, heir, as_as_type(type), self);
}

static bool super_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)t, (void)self, (void)args, (void)nargs, (void)kwnames;
    return true; /* everything is done by __new__ */
}

static Value super_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    Super *s = SUPER(self);
    if (as_is_undef(instance) || s->self_type) return as_incref(self);
    return make(t, as_type_of(t, self), s->type, instance);
}

static Value super_repr(Thread *t, Value self) {
    Super *s = SUPER(self);
    if (s->self_type)
        return as_str_format(t, "<super: <class '%N'>, <%N object>>", s->type, s->self_type);
    return as_str_format(t, "<super: <class '%N'>, NULL>", s->type);
}

static void super_clear(Thread *t, Obj *self) {
    Super *s = (Super *)self;
    Type *type = s->type, *self_type = s->self_type;
    s->type = s->self_type = NULL;
    as_assign(t, &s->self, (Value){0});
    if (type) as_decref_obj(t, type);
    if (self_type) as_decref_obj(t, self_type);
}

static void super_dealloc(Thread *t, Obj *self) {
    super_clear(t, self);
    as_free_obj(t, self, sizeof(Super));
}

static void super_traverse(Obj *self, VisitFn visit, void *arg) {
    Super *s = (Super *)self;
    AS_VISIT_OBJ(s->type);
    AS_VISIT(s->self);
    AS_VISIT_OBJ(s->self_type);
}

static Value or_none(void *o) {
    return o ? as_incref(as_from_obj(o)) : AS_NONE;
}
static Value super_thisclass(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return or_none(SUPER(a[0])->type);
}
static Value super_self_class(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return or_none(SUPER(a[0])->self_type);
}
static Value super_self(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_is_undef(SUPER(a[0])->self) ? AS_NONE : as_incref(SUPER(a[0])->self);
}

static const NativeDef methods[] = {
    {"__thisclass__", "self, /", super_thisclass, NULL, NATIVE_GETTER},
    {"__self__", "self, /", super_self, NULL, NATIVE_GETTER},
    {"__self_class__", "self, /", super_self_class, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_SUPER = {
    .id = T_SUPER,
    .slots = {.dealloc = super_dealloc,
              .traverse = super_traverse,
              .clear = super_clear,
              .repr = super_repr,
              .getattr = super_getattr,
              .descr_get = super_get,
              .new_ = super_new,
              .init = super_init},
    .methods = methods,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Super),
    .doc = "Reaches the methods of the classes behind one in the MRO.",
};
