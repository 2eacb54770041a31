/* property: an attribute computed by functions. */
#include "vm/class.h"

#define PROPERTY(v) ((Property *)as_obj(v))

static void property_clear(Thread *t, Obj *self) {
    Property *p = (Property *)self;
    as_clear(t, &p->get);
    as_clear(t, &p->set);
    as_clear(t, &p->del);
    as_clear(t, &p->doc);
    as_clear(t, &p->name);
}

static void property_dealloc(Thread *t, Obj *self) {
    property_clear(t, self);
    as_free_obj(t, self, sizeof(Property));
}

static void property_traverse(Obj *self, VisitFn visit, void *arg) {
    Property *p = (Property *)self;
    AS_VISIT(p->get);
    AS_VISIT(p->set);
    AS_VISIT(p->del);
    AS_VISIT(p->doc);
    AS_VISIT(p->name);
}

static Value property_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Property *p = as_new_of(t, type, sizeof *p);
    if (!p) return AS_UNDEF;
    p->get = p->set = p->del = p->doc = p->name = AS_UNDEF;
    return as_from_obj(p);
}

static void assign_function(Thread *t, Value *slot, Value v) {
    as_assign(t, slot, as_is_undef(v) || as_is_none(v) ? AS_UNDEF : as_incref(v));
}

static bool property_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value a[4];
    if (!as_bind(t, "property", "fget=None, fset=None, fdel=None, doc=None", args, nargs, kwnames,
                 a, 4))
        return false;
    Property *p = PROPERTY(self);
    assign_function(t, &p->get, a[0]);
    assign_function(t, &p->set, a[1]);
    assign_function(t, &p->del, a[2]);
    assign_function(t, &p->doc, a[3]);
    as_clear(t, &p->name);
    if (!as_is_undef(p->doc) || as_is_undef(p->get)) return true;
    Value doc = as_getattr_opt(t, p->get, t->vm->names.__doc__);
    if (as_is_undef(doc)) return false;
    if (as_is_none(doc) || as_same(doc, AS_MISSING)) return true;
    as_assign(t, &p->doc, doc);
    return true;
}

/* "property 'x' of 'P' object has no setter" */
static void raise_without(Thread *t, Property *p, Value instance, const char *what) {
    if (as_is_undef(p->name))
        as_raise(t, T_ATTRIBUTE_ERROR, "property of %R object has no %s",
                 as_type_of(t, instance)->qualname, what);
    else
        as_raise(t, T_ATTRIBUTE_ERROR, "property %R of %R object has no %s", p->name,
                 as_type_of(t, instance)->qualname, what);
}

static Value property_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    if (as_is_undef(instance)) return as_incref(self);
    Property *p = PROPERTY(self);
    if (as_is_undef(p->get)) return raise_without(t, p, instance, "getter"), AS_UNDEF;
    OWNED(get, as_incref(p->get));
    return as_call1(t, get.v, instance);
}

static bool property_set(Thread *t, Value self, Value instance, Value value) {
    Property *p = PROPERTY(self);
    bool del = as_is_undef(value);
    Value fn = del ? p->del : p->set;
    if (as_is_undef(fn)) return raise_without(t, p, instance, del ? "deleter" : "setter"), false;
    OWNED(hold, as_incref(fn));
    Value r = del ? as_call1(t, fn, instance) : as_call2(t, fn, instance, value);
    as_decref(t, r);
    return !as_is_undef(r);
}

static Value or_none(Value v) {
    return as_is_undef(v) ? AS_NONE : as_incref(v);
}

/* A copy with one function replaced: by calling the class, so that heirs are kept. */
static Value copy_with(Thread *t, Value self, Value get, Value set, Value del) {
    Property *p = PROPERTY(self);
    Value args[4] = {as_is_undef(get) ? or_none(p->get) : as_incref(get),
                     as_is_undef(set) ? or_none(p->set) : as_incref(set),
                     as_is_undef(del) ? or_none(p->del) : as_incref(del), or_none(p->doc)};
    if (!as_is_undef(get)) as_assign(t, &args[3], AS_NONE);
    Value copy = as_call(t, as_from_obj(as_type_of(t, self)), args, 4, AS_UNDEF);
    for (int i = 0; i < 4; i++) as_decref(t, args[i]);
    if (!as_is_undef(copy) && as_is_instance_of(t, copy, T_PROPERTY))
        as_assign(t, &PROPERTY(copy)->name, as_incref(p->name));
    return copy;
}

static Value property_getter(Thread *t, Value *a, int n) {
    (void)n;
    return copy_with(t, a[0], a[1], AS_UNDEF, AS_UNDEF);
}
static Value property_setter(Thread *t, Value *a, int n) {
    (void)n;
    return copy_with(t, a[0], AS_UNDEF, a[1], AS_UNDEF);
}
static Value property_deleter(Thread *t, Value *a, int n) {
    (void)n;
    return copy_with(t, a[0], AS_UNDEF, AS_UNDEF, a[1]);
}

static Value property_set_name(Thread *t, Value *a, int n) {
    (void)n;
    as_assign(t, &PROPERTY(a[0])->name, as_incref(a[2]));
    return AS_NONE;
}

static Value property_fget(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return or_none(PROPERTY(a[0])->get);
}
static Value property_fset(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return or_none(PROPERTY(a[0])->set);
}
static Value property_fdel(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return or_none(PROPERTY(a[0])->del);
}

static Value property_doc(Thread *t, Value *a, int n) {
    Property *p = PROPERTY(a[0]);
    if (n < 2) return or_none(p->doc);
    as_assign(t, &p->doc, as_incref(a[1]));
    return AS_NONE;
}

static Value property_abstract(Thread *t, Value *a, int n) {
    (void)n;
    Property *p = PROPERTY(a[0]);
    Value parts[3] = {p->get, p->set, p->del};
    for (int i = 0; i < 3; i++) {
        if (as_is_undef(parts[i])) continue;
        OWNED(v, as_getattr_opt(t, parts[i], t->vm->names.__isabstractmethod__));
        if (as_is_undef(v.v)) return AS_UNDEF;
        int r = as_same(v.v, AS_MISSING) ? 0 : as_truth(t, v.v);
        if (r) return r < 0 ? AS_UNDEF : AS_TRUE;
    }
    return AS_FALSE;
}

static const NativeDef methods[] = {
    {"getter", "self, fget, /", property_getter, "A copy with another getter.", 0},
    {"setter", "self, fset, /", property_setter, "A copy with another setter.", 0},
    {"deleter", "self, fdel, /", property_deleter, "A copy with another deleter.", 0},
    {"__set_name__", "self, owner, name, /", property_set_name, "Learn the name for messages.", 0},
    {"fget", "self, /", property_fget, NULL, NATIVE_GETTER},
    {"fset", "self, /", property_fset, NULL, NATIVE_GETTER},
    {"fdel", "self, /", property_fdel, NULL, NATIVE_GETTER},
    {"__doc__", "self, value, /", property_doc, NULL, NATIVE_GETTER | NATIVE_SETTER},
    {"__isabstractmethod__", "self, /", property_abstract, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_PROPERTY = {
    .id = T_PROPERTY,
    .slots = {.dealloc = property_dealloc,
              .traverse = property_traverse,
              .clear = property_clear,
              .new_ = property_new,
              .init = property_init,
              .descr_get = property_get,
              .descr_set = property_set},
    .methods = methods,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Property),
    .doc = "An attribute that is computed when it is read, set or deleted.",
};
