/* Modules: a name and a namespace. */
#include "vm/class.h"

static Value make(Thread *t, Type *type) {
    Module *m = as_new_of(t, type, sizeof *m);
    if (!m) return AS_UNDEF;
    m->dict = as_dict_new(t);
    if (!m->dict) {
        as_decref_obj(t, m);
        return AS_UNDEF;
    }
    return as_from_obj(m);
}

static bool fill(Thread *t, Value module, Value name, Value doc) {
    WellKnown *k = &t->vm->names;
    Dict *d = as_module_dict(module);
    return as_dict_set_str(t, d, k->__name__, name) && as_dict_set_str(t, d, k->__doc__, doc) &&
           as_dict_set_str(t, d, k->__package__, AS_NONE) &&
           as_dict_set_str(t, d, k->__loader__, AS_NONE) &&
           as_dict_set_str(t, d, k->__spec__, AS_NONE);
}

Value as_module_new(Thread *t, const char *name, const char *doc) {
    OWNED(m, make(t, as_builtin(t, T_MODULE)));
    Str *s = as_intern(t, name, strlen(name));
    OWNED(text, s ? as_from_obj(s) : AS_UNDEF);
    OWNED(doc_text, doc ? as_str_from(t, doc) : AS_NONE);
    if (as_is_undef(m.v) || !s || as_is_undef(doc_text.v) || !fill(t, m.v, text.v, doc_text.v))
        return AS_UNDEF;
    return as_move(&m);
}

static Value module_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    return make(t, type);
}

static bool module_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value a[2];
    if (!as_bind(t, "module", "name, doc=None", args, nargs, kwnames, a, 2)) return false;
    if (!as_is_instance_of(t, a[0], T_STR))
        return as_fail(t, T_TYPE_ERROR, "module() argument 'name' must be str, not %T", a[0]);
    return fill(t, self, a[0], as_is_undef(a[1]) ? AS_NONE : a[1]);
}

static void module_clear(Thread *t, Obj *self) {
    if (((Module *)self)->dict) as_dict_clear(t, ((Module *)self)->dict);
}

static void module_dealloc(Thread *t, Obj *self) {
    Dict *d = ((Module *)self)->dict;
    ((Module *)self)->dict = NULL;
    if (d) as_decref_obj(t, d);
    as_free_obj(t, self, sizeof(Module));
}

static void module_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT_OBJ(((Module *)self)->dict);
}

static Value get(Thread *t, Value self, Str *name) {
    return as_dict_get_str(t, as_module_dict(self), name);
}

static Value module_repr(Thread *t, Value self) {
    OWNED(name, as_incref(get(t, self, t->vm->names.__name__)));
    OWNED(file, as_incref(get(t, self, t->vm->names.__file__)));
    if (as_is_undef(name.v) || as_is_undef(file.v)) return AS_UNDEF;
    if (as_same(name.v, AS_MISSING)) return as_str_from(t, "<module '?'>");
    if (!as_same(file.v, AS_MISSING) && as_is_str(file.v))
        return as_str_format(t, "<module %R from %R>", name.v, file.v);
    OWNED(loader, as_incref(get(t, self, t->vm->names.__loader__)));
    if (as_is_none(loader.v) && !as_same(loader.v, AS_MISSING))
        return as_str_format(t, "<module %R>", name.v);
    return as_str_format(t, "<module %R (built-in)>", name.v);
}

/* The module's namespace, its class, then its own __getattr__ (PEP 562). */
static Value module_getattr(Thread *t, Value self, Str *name) {
    Type *type = as_type_of(t, self);
    Value found = as_type_lookup(t, type, name);
    if (!as_same(found, AS_MISSING) && as_type_of(t, found)->slots.descr_set)
        return as_generic_getattr(t, self, name);
    Value v = get(t, self, name);
    if (!as_same(v, AS_MISSING)) return as_incref(v);
    if (!as_same(found, AS_MISSING)) return as_generic_getattr(t, self, name);
    OWNED(hook, as_incref(get(t, self, t->vm->names.__getattr__)));
    if (as_is_undef(hook.v)) return AS_UNDEF;
    if (!as_same(hook.v, AS_MISSING)) return as_call1(t, hook.v, as_from_obj(name));
    OWNED(module_name, as_incref(get(t, self, t->vm->names.__name__)));
    if (as_is_str(module_name.v))
        return as_raise_attribute_text(t, self, name, "module '%V' has no attribute '%S'",
                                       module_name.v, name);
    return as_raise_attribute_text(t, self, name, "module has no attribute '%S'", name);
}

static bool module_setattr(Thread *t, Value self, Str *name, Value value) {
    Value found = as_type_lookup(t, as_type_of(t, self), name);
    if (!as_same(found, AS_MISSING) && as_type_of(t, found)->slots.descr_set)
        return as_generic_setattr(t, self, name, value);
    Str *key = as_interned(t, name);
    if (!key) return false;
    OWNED(hold, as_from_obj(key));
    if (!as_is_undef(value)) return as_dict_set_str(t, as_module_dict(self), key, value);
    int r = as_dict_delete(t, as_module_dict(self), hold.v);
    if (r == 0)
        as_raise_attribute_text(t, self, name, "'%T' object has no attribute '%S'", self, name);
    return r > 0;
}

static Value module_dict(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(as_module_dict(a[0])));
}

static Value module_dir(Thread *t, Value *a, int n) {
    (void)n;
    Str *name = as_intern(t, "__dir__", 7);
    if (!name) return AS_UNDEF;
    OWNED(key, as_from_obj(name));
    OWNED(hook, as_incref(get(t, a[0], name)));
    if (as_is_undef(hook.v)) return AS_UNDEF;
    if (!as_same(hook.v, AS_MISSING)) return as_call0(t, hook.v);
    return as_list_from(t, as_from_obj(as_module_dict(a[0])));
}

static const NativeDef methods[] = {
    {"__dict__", "self, /", module_dict, NULL, NATIVE_GETTER},
    {"__dir__", "self, /", module_dir, "Names of the module.", 0},
    {0},
};

const TypeDef as_def_MODULE = {
    .id = T_MODULE,
    .slots = {.dealloc = module_dealloc,
              .traverse = module_traverse,
              .clear = module_clear,
              .repr = module_repr,
              .getattr = module_getattr,
              .setattr = module_setattr,
              .new_ = module_new,
              .init = module_init},
    .methods = methods,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Module),
    .doc = "A module: module(name, doc=None).",
};
