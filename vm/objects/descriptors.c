/* Attributes of built-in classes written in C (getset_descriptor), entries of __slots__
 * (member_descriptor), staticmethod and classmethod. */
#include "vm/class.h"

static bool check_self(Thread *t, const char *name, Type *owner, Value self) {
    if (as_is_subtype(as_type_of(t, self), owner)) return true;
    return as_fail(t, T_TYPE_ERROR,
                   "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", name, owner,
                   self);
}

#define GETTER(name, fn)                                                                           \
    { name, "self, /", fn, NULL, NATIVE_GETTER }

/* --- getset_descriptor: a Native whose function is the getter, and with a second argument the
 * setter --- */

#define NATIVE(a) ((Native *)as_obj((a)[0]))

static void native_dealloc(Thread *t, Obj *self) {
    Native *n = (Native *)self;
    as_clear(t, &n->self);
    as_clear(t, &n->module);
    as_free_obj(t, self, sizeof *n);
}

static Value getset_repr(Thread *t, Value self) {
    Native *n = (Native *)as_obj(self);
    return as_str_format(t, "<attribute '%s' of '%N' objects>", n->def->name, n->owner);
}

static Value getset_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    Native *n = (Native *)as_obj(self);
    if (as_is_undef(instance)) return as_incref(self);
    if (!check_self(t, n->def->name, n->owner, instance)) return AS_UNDEF;
    return n->def->fn(t, &instance, 1);
}

static bool getset_set(Thread *t, Value self, Value instance, Value value) {
    Native *n = (Native *)as_obj(self);
    if (!check_self(t, n->def->name, n->owner, instance)) return false;
    if (!(n->def->flags & NATIVE_SETTER)) {
        Str *name = as_intern(t, n->def->name, strlen(n->def->name));
        if (!name) return false;
        OWNED(hold, as_from_obj(name));
        as_raise_attribute_text(t, instance, name, "attribute '%s' of '%N' objects is not writable",
                                n->def->name, n->owner);
        return false;
    }
    Value args[2] = {instance, value};
    Value r = n->def->fn(t, args, 2);
    as_decref(t, r);
    return !as_is_undef(r);
}

static Value getset_name(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_from(t, NATIVE(a)->def->name);
}

static Value getset_qualname(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_format(t, "%N.%s", NATIVE(a)->owner, NATIVE(a)->def->name);
}

static Value getset_objclass(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(NATIVE(a)->owner));
}

static Value getset_doc(Thread *t, Value *a, int n) {
    (void)n;
    return NATIVE(a)->def->doc ? as_str_from(t, NATIVE(a)->def->doc) : AS_NONE;
}

static const NativeDef getset_methods[] = {
    GETTER("__name__", getset_name),
    GETTER("__qualname__", getset_qualname),
    GETTER("__objclass__", getset_objclass),
    GETTER("__doc__", getset_doc),
    {0},
};

const TypeDef as_def_GETSET = {
    .id = T_GETSET,
    .slots = {.dealloc = native_dealloc,
              .repr = getset_repr,
              .descr_get = getset_get,
              .descr_set = getset_set},
    .methods = getset_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(Native),
};

/* --- member_descriptor --- */

Value as_member_new(Thread *t, Str *name, Type *owner, uint32_t slot) {
    Member *m = as_new(t, T_MEMBER, sizeof *m, true);
    if (!m) return AS_UNDEF;
    m->name = as_incref(as_from_obj(name));
    as_incref_obj(m->owner = owner);
    m->slot = slot;
    return as_from_obj(m);
}

static void member_clear(Thread *t, Obj *self) {
    Member *m = (Member *)self;
    Type *owner = m->owner;
    m->owner = NULL;
    if (owner) as_decref_obj(t, owner);
}

static void member_dealloc(Thread *t, Obj *self) {
    member_clear(t, self);
    as_clear(t, &((Member *)self)->name);
    as_free_obj(t, self, sizeof(Member));
}

static void member_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT_OBJ(((Member *)self)->owner);
}

static Value member_repr(Thread *t, Value self) {
    Member *m = (Member *)as_obj(self);
    return as_str_format(t, "<member '%V' of '%N' objects>", m->name, m->owner);
}

/* Where an Instance keeps it; NULL for objects that keep it in their dict. */
static Value *member_place(Member *m, Value self, Type *type) {
    if (!(type->flags & TYPE_INSTANCE)) return NULL;
    return as_instance_slot((Instance *)as_obj(self), m->slot);
}

static bool check_member(Thread *t, Member *m, Value self) {
    return m->owner && check_self(t, as_as_str(m->name)->data, m->owner, self);
}

static Value member_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    Member *m = (Member *)as_obj(self);
    if (as_is_undef(instance)) return as_incref(self);
    if (!check_member(t, m, instance)) return AS_UNDEF;
    Type *type = as_type_of(t, instance);
    Value *place = member_place(m, instance, type), v = AS_MISSING;
    if (place) {
        v = *place;
    } else {
        place = as_dict_place(type, as_obj(instance));
        if (place && place->bits && as_is_obj(*place))
            v = as_dict_get_str(t, as_as_dict(*place), as_as_str(m->name));
    }
    if (v.bits && !as_is_undef(v) && !as_same(v, AS_MISSING)) return as_incref(v);
    return as_raise_attribute(t, instance, as_as_str(m->name));
}

static bool member_set_in_dict(Thread *t, Member *m, Value *place, Value value) {
    if (!place) return as_fail(t, T_TYPE_ERROR, "no place for __slots__");
    if (!place->bits || !as_is_obj(*place)) {
        Dict *d = as_dict_new(t);
        if (!d) return false;
        *place = as_from_obj(d);
    }
    if (!as_is_undef(value)) return as_dict_set(t, as_as_dict(*place), m->name, value);
    int found = as_dict_delete(t, as_as_dict(*place), m->name);
    return found > 0 || (found == 0 && as_fail(t, T_ATTRIBUTE_ERROR, "%V", m->name));
}

static bool member_set(Thread *t, Value self, Value instance, Value value) {
    Member *m = (Member *)as_obj(self);
    if (!check_member(t, m, instance)) return false;
    Type *type = as_type_of(t, instance);
    Value *place = member_place(m, instance, type);
    if (!place) return member_set_in_dict(t, m, as_dict_place(type, as_obj(instance)), value);
    if (as_is_undef(value) && (!place->bits || as_is_undef(*place)))
        return as_fail(t, T_ATTRIBUTE_ERROR, "%V", m->name);
    as_assign(t, place, as_is_undef(value) ? (Value){0} : as_incref(value));
    return true;
}

static Value member_name(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(((Member *)as_obj(a[0]))->name);
}

static Value member_objclass(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(((Member *)as_obj(a[0]))->owner));
}

static Value member_qualname(Thread *t, Value *a, int n) {
    (void)n;
    Member *m = (Member *)as_obj(a[0]);
    return as_str_format(t, "%V.%V", m->owner->qualname, m->name);
}

static const NativeDef member_methods[] = {
    GETTER("__name__", member_name),
    GETTER("__qualname__", member_qualname),
    GETTER("__objclass__", member_objclass),
    {0},
};

const TypeDef as_def_MEMBER = {
    .id = T_MEMBER,
    .slots = {.dealloc = member_dealloc,
              .traverse = member_traverse,
              .clear = member_clear,
              .repr = member_repr,
              .descr_get = member_get,
              .descr_set = member_set},
    .methods = member_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW | TYPE_CONTAINER,
    .size = sizeof(Member),
};

/* --- staticmethod, classmethod --- */

static void wrapper_clear(Thread *t, Obj *self) {
    Wrapper *w = (Wrapper *)self;
    as_clear(t, &w->func);
    as_clear(t, &w->dict);
}

static void wrapper_dealloc(Thread *t, Obj *self) {
    wrapper_clear(t, self);
    as_free_obj(t, self, sizeof(Wrapper));
}

static void wrapper_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Wrapper *)self)->func);
    AS_VISIT(((Wrapper *)self)->dict);
}

static Value wrapper_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Wrapper *w = as_new_of(t, type, sizeof *w);
    if (!w) return AS_UNDEF;
    w->func = AS_NONE;
    w->dict = AS_UNDEF;
    return as_from_obj(w);
}

/* functools.update_wrapper's part: the wrapper carries the function's names. */
static bool copy_names(Thread *t, Value self, Value func) {
    WellKnown *k = &t->vm->names;
    Str *names[] = {k->__module__, k->__name__, k->__qualname__, k->__doc__};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        OWNED(v, as_getattr_opt(t, func, names[i]));
        if (as_is_undef(v.v)) return false;
        if (as_same(v.v, AS_MISSING)) continue;
        if (!as_dict_set_str(t, as_as_dict(as_instance_dict(t, self)), names[i], v.v)) return false;
    }
    return true;
}

static bool wrapper_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    bool is_static = as_is_instance_of(t, self, T_STATICMETHOD);
    const char *name = is_static ? "staticmethod" : "classmethod";
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_fail(t, T_TYPE_ERROR, "%s() takes no keyword arguments", name);
    if (nargs != 1) return as_fail(t, T_TYPE_ERROR, "%s expected 1 argument, got %d", name, nargs);
    as_assign(t, &((Wrapper *)as_obj(self))->func, as_incref(args[0]));
    return !as_is_undef(as_instance_dict(t, self)) && copy_names(t, self, args[0]);
}

static Value wrapper_repr(Thread *t, Value self) {
    const char *name = as_is_instance_of(t, self, T_STATICMETHOD) ? "staticmethod" : "classmethod";
    return as_str_format(t, "<%s(%R)>", name, ((Wrapper *)as_obj(self))->func);
}

static Value static_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)t, (void)instance, (void)owner;
    return as_incref(((Wrapper *)as_obj(self))->func);
}

static Value static_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    OWNED(f, as_incref(((Wrapper *)as_obj(self))->func));
    return as_call(t, f.v, args, nargs, kwnames);
}

/* Natives bind to the class as built-in methods; other descriptors are asked first, as 3.9 to 3.12
 * do. */
static Value class_get(Thread *t, Value self, Value instance, Type *owner) {
    Value func = ((Wrapper *)as_obj(self))->func;
    if (!owner) owner = as_type_of(t, instance);
    Value cls = as_from_obj(owner);
    if (as_is_exact(func, T_NATIVE) && (((Native *)as_obj(func))->def->flags & NATIVE_CLASS)) {
        Native *n = (Native *)as_obj(func);
        return as_native_new(t, n->def, cls, n->owner, NULL);
    }
    Type *type = as_type_of(t, func);
    if (type->slots.descr_get) {
        OWNED(hold, as_incref(func));
        return type->slots.descr_get(t, func, cls, owner);
    }
    return as_method_new(t, func, cls);
}

static Value wrapper_func(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(((Wrapper *)as_obj(a[0]))->func);
}

static Value wrapper_dict(Thread *t, Value *a, int n) {
    (void)n;
    return as_incref(as_instance_dict(t, a[0]));
}

static Value wrapper_abstract(Thread *t, Value *a, int n) {
    (void)n;
    OWNED(v, as_getattr_opt(t, ((Wrapper *)as_obj(a[0]))->func, t->vm->names.__isabstractmethod__));
    if (as_is_undef(v.v)) return AS_UNDEF;
    if (as_same(v.v, AS_MISSING)) return AS_FALSE;
    int r = as_truth(t, v.v);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static const NativeDef wrapper_methods[] = {
    GETTER("__func__", wrapper_func),
    GETTER("__wrapped__", wrapper_func),
    GETTER("__dict__", wrapper_dict),
    GETTER("__isabstractmethod__", wrapper_abstract),
    {0},
};

#define WRAPPER_SLOTS                                                                              \
    .dealloc = wrapper_dealloc, .traverse = wrapper_traverse, .clear = wrapper_clear,              \
    .repr = wrapper_repr, .new_ = wrapper_new, .init = wrapper_init

const TypeDef as_def_STATICMETHOD = {
    .id = T_STATICMETHOD,
    .slots = {WRAPPER_SLOTS, .call = static_call, .descr_get = static_get},
    .methods = wrapper_methods,
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT,
    .size = sizeof(Wrapper),
    .doc = "A function in a class that is not bound to the instance.",
};

const TypeDef as_def_CLASSMETHOD = {
    .id = T_CLASSMETHOD,
    .slots = {WRAPPER_SLOTS, .descr_get = class_get},
    .methods = wrapper_methods,
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT,
    .size = sizeof(Wrapper),
    .doc = "A function in a class that receives the class as its first argument.",
};
