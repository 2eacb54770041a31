/* The type `type`: calling classes, their attributes, and what a class shows of itself. */
#include "vm/class.h"

/* --- calling a class --- */

static Value call_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    if (!type->slots.new_)
        return as_raise(t, T_TYPE_ERROR, "cannot create '%V' instances", type->name);
    return type->slots.new_(t, type, args, nargs, kwnames);
}

Value as_type_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Type *type = as_as_type(self);
    if (type->id == T_TYPE && nargs == 1 && as_is_undef(kwnames))
        return as_incref(as_from_obj(as_type_of(t, args[0])));
    if (type->id == T_TYPE &&
        nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count) != 3)
        return as_raise(t, T_TYPE_ERROR, "type() takes 1 or 3 arguments");
    OWNED(obj, call_new(t, type, args, nargs, kwnames));
    if (as_is_undef(obj.v)) return AS_UNDEF;
    Type *made = as_type_of(t, obj.v);
    if (!as_is_subtype(made, type)) return as_move(&obj);
    if (made->slots.init && !made->slots.init(t, obj.v, args, nargs, kwnames)) return AS_UNDEF;
    return as_move(&obj);
}

/* Keywords of the class statement as a dict, UNDEF without an exception when there are none. */
static bool keywords(Thread *t, Value *values, Value kwnames, Value *out) {
    *out = AS_UNDEF;
    if (as_is_undef(kwnames) || !as_as_tuple(kwnames)->count) return true;
    Dict *d = as_dict_new(t);
    if (!d) return false;
    *out = as_from_obj(d);
    for (size_t i = 0; i < as_as_tuple(kwnames)->count; i++)
        if (!as_dict_set(t, d, as_as_tuple(kwnames)->items[i], values[i])) return false;
    return true;
}

static bool check_argument(Thread *t, Value v, int n, TypeId id, const char *name) {
    if (as_is_instance_of(t, v, id)) return true;
    return as_fail(t, T_TYPE_ERROR, "type.__new__() argument %d must be %s, not %T", n, name, v);
}

static bool check_entries(Thread *t, Tuple *bases) {
    for (size_t i = 0; i < bases->count; i++) {
        Value b = bases->items[i];
        if (as_is_type(t, b)) continue;
        OWNED(hook, as_getattr_opt(t, b, t->vm->names.__mro_entries__));
        if (as_is_undef(hook.v)) return false;
        if (!as_same(hook.v, AS_MISSING))
            return as_fail(t, T_TYPE_ERROR,
                           "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    return true;
}

Value as_type_new_slot(Thread *t, Type *meta, Value *args, int nargs, Value kwnames) {
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos != 3) {
        if (npos > 3)
            return as_raise(t, T_TYPE_ERROR, "type.__new__() takes exactly 3 arguments (%d given)",
                            npos);
        return as_raise(t, T_TYPE_ERROR, "type.__new__() takes exactly 3 arguments (%d given)",
                        npos);
    }
    if (!check_argument(t, args[0], 1, T_STR, "str") ||
        !check_argument(t, args[1], 2, T_TUPLE, "tuple") ||
        !check_argument(t, args[2], 3, T_DICT, "dict") || !check_entries(t, as_as_tuple(args[1])))
        return AS_UNDEF;
    Type *winner = as_metaclass_of(t, meta, as_as_tuple(args[1]));
    if (!winner) return AS_UNDEF;
    if (winner != meta && winner->slots.new_ != as_type_new_slot)
        return winner->slots.new_(t, winner, args, nargs, kwnames);
    Value kw;
    bool ok = keywords(t, args + npos, kwnames, &kw);
    OWNED(hold, kw);
    if (!ok) return AS_UNDEF;
    return as_type_new(t, winner, as_as_str(args[0]), as_as_tuple(args[1]), as_as_dict(args[2]),
                       kw);
}

static bool type_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)self, (void)args;
    int nkw = as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count, npos = nargs - nkw;
    if (npos == 1 && nkw)
        return as_fail(t, T_TYPE_ERROR, "type.__init__() takes no keyword arguments");
    if (npos != 1 && npos != 3)
        return as_fail(t, T_TYPE_ERROR, "type.__init__() takes 1 or 3 arguments");
    return true;
}

/* --- attributes of classes --- */

Value as_type_attribute(Thread *t, Type *type, Str *name) {
    Type *meta = as_type_of(t, as_from_obj(type));
    OWNED(of_meta, as_incref(as_type_lookup(t, meta, name)));
    bool has_meta = !as_same(of_meta.v, AS_MISSING);
    const TypeSlots *slots = has_meta ? &as_type_of(t, of_meta.v)->slots : NULL;
    if (has_meta && slots->descr_get && slots->descr_set)
        return slots->descr_get(t, of_meta.v, as_from_obj(type), meta);
    Value own = as_type_lookup(t, type, name);
    if (!as_same(own, AS_MISSING)) return as_bind_attribute(t, own, AS_UNDEF, type);
    if (has_meta && slots->descr_get)
        return slots->descr_get(t, of_meta.v, as_from_obj(type), meta);
    return as_move(&of_meta);
}

Value as_type_getattr(Thread *t, Value self, Str *name) {
    Value v = as_type_attribute(t, as_as_type(self), name);
    return as_same(v, AS_MISSING) ? as_raise_attribute(t, self, name) : v;
}

static bool type_setattr(Thread *t, Value self, Str *name, Value value) {
    Type *type = as_as_type(self);
    if (!(type->flags & TYPE_HEAP))
        return as_fail(t, T_TYPE_ERROR, "cannot set '%S' attribute of immutable type '%N'", name,
                       type);
    Type *meta = as_type_of(t, self);
    OWNED(of_meta, as_incref(as_type_lookup(t, meta, name)));
    if (!as_same(of_meta.v, AS_MISSING)) {
        const TypeSlots *slots = &as_type_of(t, of_meta.v)->slots;
        if (slots->descr_set) return slots->descr_set(t, of_meta.v, self, value);
    }
    return as_type_set(t, type, name, value);
}

Value as_type_repr(Thread *t, Value self) {
    Type *type = as_as_type(self);
    OWNED(module, as_type_module(t, type));
    if (as_is_undef(module.v)) return AS_UNDEF;
    if (!as_is_str(module.v) || as_str_equal(as_as_str(module.v), t->vm->names.builtins))
        return as_str_format(t, "<class '%V'>", type->qualname);
    return as_str_format(t, "<class '%V.%V'>", module.v, type->qualname);
}

/* --- getters and setters --- */

#define SELF(a) as_as_type((a)[0])

/* Whether the attribute may be set; TypeError otherwise. */
static bool settable(Thread *t, Value *a, const char *name) {
    if (!(SELF(a)->flags & TYPE_HEAP))
        return as_fail(t, T_TYPE_ERROR, "cannot set '%s' attribute of immutable type '%N'", name,
                       SELF(a));
    if (as_is_undef(a[1]))
        return as_fail(t, T_TYPE_ERROR, "cannot delete '%s' attribute of immutable type '%N'", name,
                       SELF(a));
    return true;
}

static Value set_text(Thread *t, Value *a, Value *slot, const char *name) {
    if (!settable(t, a, name)) return AS_UNDEF;
    if (!as_is_instance_of(t, a[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "can only assign string to %N.%s, not '%T'", SELF(a), name,
                        a[1]);
    if (slot == &SELF(a)->name && memchr(as_as_str(a[1])->data, 0, as_as_str(a[1])->size))
        return as_raise(t, T_VALUE_ERROR, "type name must not contain null characters");
    as_assign(t, slot, as_incref(a[1]));
    return AS_NONE;
}

static Value type_name(Thread *t, Value *a, int n) {
    return n < 2 ? as_incref(SELF(a)->name) : set_text(t, a, &SELF(a)->name, "__name__");
}

static Value type_qualname(Thread *t, Value *a, int n) {
    return n < 2 ? as_incref(SELF(a)->qualname)
                 : set_text(t, a, &SELF(a)->qualname, "__qualname__");
}

static Value type_module(Thread *t, Value *a, int n) {
    if (n < 2) return as_type_module(t, SELF(a));
    if (!settable(t, a, "__module__")) return AS_UNDEF;
    return as_type_set(t, SELF(a), t->vm->names.__module__, a[1]) ? AS_NONE : AS_UNDEF;
}

static Value type_bases(Thread *t, Value *a, int n) {
    if (n < 2) return as_incref(as_from_obj(SELF(a)->bases));
    if (!settable(t, a, "__bases__")) return AS_UNDEF;
    if (!as_is_tuple(a[1]))
        return as_raise(t, T_TYPE_ERROR, "can only assign tuple to %N.__bases__, not %T", SELF(a),
                        a[1]);
    if (!as_as_tuple(a[1])->count)
        return as_raise(t, T_TYPE_ERROR, "can only assign non-empty tuple to %N.__bases__, not ()",
                        SELF(a));
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "assignment to __bases__ is not supported");
}

static Value type_base(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return SELF(a)->base ? as_incref(as_from_obj(SELF(a)->base)) : AS_NONE;
}

static Value type_mro_attr(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return SELF(a)->mro ? as_incref(as_from_obj(SELF(a)->mro)) : AS_NONE;
}

static Value type_dict(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_slot_attributes(t, SELF(a))) return AS_UNDEF;
    return as_mapping_proxy_new(t, as_from_obj(SELF(a)->dict));
}

static Value type_doc(Thread *t, Value *a, int n) {
    Type *type = SELF(a);
    if (n >= 2) {
        if (!settable(t, a, "__doc__")) return AS_UNDEF;
        return as_type_set(t, type, t->vm->names.__doc__, a[1]) ? AS_NONE : AS_UNDEF;
    }
    if (type->def) return type->def->doc ? as_str_from(t, type->def->doc) : AS_NONE;
    Value v = as_dict_get_str(t, type->dict, t->vm->names.__doc__);
    if (as_is_undef(v) || as_same(v, AS_MISSING)) return as_is_undef(v) ? v : AS_NONE;
    return as_bind_attribute(t, v, AS_UNDEF, type);
}

static Value type_annotations(Thread *t, Value *a, int n) {
    Type *type = SELF(a);
    Str *name = t->vm->names.__annotations__;
    if (n >= 2) {
        if (!(type->flags & TYPE_HEAP))
            return as_raise(t, T_TYPE_ERROR,
                            "cannot set '__annotations__' attribute of immutable type '%N'", type);
        return as_type_set(t, type, name, a[1]) ? AS_NONE : AS_UNDEF;
    }
    if (!(type->flags & TYPE_HEAP)) return as_raise_attribute(t, a[0], name);
    Value v = as_dict_get_str(t, type->dict, name);
    if (!as_same(v, AS_MISSING)) return as_incref(v);
    Dict *d = as_dict_new(t);
    if (!d) return AS_UNDEF;
    OWNED(hold, as_from_obj(d));
    return as_type_set(t, type, name, hold.v) ? as_move(&hold) : AS_UNDEF;
}

static Value type_abstract(Thread *t, Value *a, int n) {
    Type *type = SELF(a);
    Str *name = as_intern(t, "__abstractmethods__", 19);
    if (!name) return AS_UNDEF;
    OWNED(hold, as_from_obj(name));
    if (n < 2) {
        Value v = type->id == T_TYPE ? AS_MISSING : as_dict_get_str(t, type->dict, name);
        return as_same(v, AS_MISSING) ? as_raise_attribute(t, a[0], name) : as_incref(v);
    }
    int abstract = as_is_undef(a[1]) ? 0 : as_truth(t, a[1]);
    if (abstract < 0 || !as_type_set(t, type, name, a[1])) return AS_UNDEF;
    if (abstract)
        type->flags |= TYPE_ABSTRACT;
    else
        type->flags &= ~(uint32_t)TYPE_ABSTRACT;
    return AS_NONE;
}

static Value type_params(Thread *t, Value *a, int n) {
    Type *type = SELF(a);
    Str *name = t->vm->names.__type_params__;
    if (n >= 2)
        return settable(t, a, "__type_params__") && as_type_set(t, type, name, a[1]) ? AS_NONE
                                                                                     : AS_UNDEF;
    Value v = type->flags & TYPE_HEAP ? as_dict_get_str(t, type->dict, name) : AS_MISSING;
    return as_incref(as_same(v, AS_MISSING) ? t->vm->empty_tuple : v);
}

static Value type_basicsize(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_int((int64_t)(SELF(a)->size ? SELF(a)->size : sizeof(Obj)));
}

static Value type_flags(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    enum {
        HEAP = 1 << 9,
        BASE = 1 << 10,
        ABSTRACT = 1 << 20
    }; /* CPython's bits that scripts look at */
    Type *type = SELF(a);
    return as_int((type->flags & TYPE_HEAP ? HEAP : 0) |
                  (as_type_is_base_allowed(type) ? BASE : 0) |
                  (type->flags & TYPE_ABSTRACT ? ABSTRACT : 0));
}

/* --- methods --- */

static Value type_mro(Thread *t, Value *a, int n) {
    (void)n;
    Tuple *mro = as_mro_of(t, SELF(a), SELF(a)->bases);
    if (!mro) return AS_UNDEF;
    OWNED(hold, as_from_obj(mro));
    return as_list_from(t, hold.v);
}

static Value type_subclasses(Thread *t, Value *a, int n) {
    (void)n;
    Type *type = SELF(a);
    OWNED(list, as_list_new(t, type->nsubclasses));
    if (as_is_undef(list.v)) return AS_UNDEF;
    for (uint32_t i = 0; i < type->nsubclasses; i++)
        if (!as_list_append(t, as_as_list(list.v), as_from_obj(type->subclasses[i])))
            return AS_UNDEF;
    return as_move(&list);
}

static Value type_instancecheck(Thread *t, Value *a, int n) {
    (void)n;
    int r = as_plain_isinstance(t, a[1], a[0]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value type_subclasscheck(Thread *t, Value *a, int n) {
    (void)n;
    int r = as_plain_issubclass(t, a[1], a[0]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value type_prepare(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    Dict *d = as_dict_new(t);
    return d ? as_from_obj(d) : AS_UNDEF;
}

static Value type_dir(Thread *t, Value *a, int n) {
    (void)n;
    Dict *all = as_dict_new(t);
    if (!all) return AS_UNDEF;
    OWNED(hold, as_from_obj(all));
    Tuple *mro = SELF(a)->mro;
    for (size_t i = mro->count; i-- > 0;) {
        Type *k = as_as_type(mro->items[i]);
        if (!as_slot_attributes(t, k)) return AS_UNDEF;
        size_t pos = 0;
        Value key, value;
        while (as_dict_next(k->dict, &pos, &key, &value))
            if (!as_dict_set(t, all, key, AS_NONE)) return AS_UNDEF;
    }
    return as_list_from(t, hold.v);
}

static Value type_binary(Thread *t, Operator op, Value a, Value b) {
    return op == OPER_OR ? as_union_of(t, a, b) : AS_NOT_IMPL;
}

/* --- life --- */

static void type_dealloc(Thread *t, Obj *self) {
    Type *type = (Type *)self;
    as_type_release(t, type);
    if (type->root_shape >= T_BUILTIN_COUNT) as_shape_free_tree(t, type->root_shape);
    as_free_obj(t, self, sizeof *type);
}

static void type_traverse(Obj *self, VisitFn visit, void *arg) {
    Type *type = (Type *)self;
    AS_VISIT_OBJ(type->base);
    AS_VISIT_OBJ(type->bases);
    AS_VISIT_OBJ(type->mro);
    AS_VISIT_OBJ(type->dict);
}

/* The MRO holds the class itself; without it and the dict no cycle is left. Instances that die
 * later still find their slots. */
static void type_clear(Thread *t, Obj *self) {
    Type *type = (Type *)self;
    if (!(type->flags & TYPE_HEAP)) return;
    if (type->dict) as_dict_clear(t, type->dict);
    Tuple *mro = type->mro;
    type->mro = NULL;
    if (mro) as_decref_obj(t, mro);
}

#define GET(name, fn)                                                                              \
    { name, "self, /", fn, NULL, NATIVE_GETTER }
#define GETSET(name, fn)                                                                           \
    { name, "self, value, /", fn, NULL, NATIVE_GETTER | NATIVE_SETTER }

static const NativeDef methods[] = {
    GETSET("__name__", type_name),
    GETSET("__qualname__", type_qualname),
    GETSET("__module__", type_module),
    GETSET("__bases__", type_bases),
    GET("__base__", type_base),
    GET("__mro__", type_mro_attr),
    GET("__dict__", type_dict),
    GETSET("__doc__", type_doc),
    GETSET("__annotations__", type_annotations),
    GETSET("__abstractmethods__", type_abstract),
    GETSET("__type_params__", type_params),
    GET("__basicsize__", type_basicsize),
    GET("__flags__", type_flags),
    {"mro", "self, /", type_mro, "The order in which the class and its bases are searched.", 0},
    {"__subclasses__", "self, /", type_subclasses, "The direct subclasses that are alive.", 0},
    {"__instancecheck__", "self, instance, /", type_instancecheck,
     "Whether the object is an instance.", 0},
    {"__subclasscheck__", "self, subclass, /", type_subclasscheck,
     "Whether the class is a subclass.", 0},
    {"__prepare__", "cls, name=None, bases=None, /, **kwds", type_prepare,
     "The namespace for a class body.", NATIVE_CLASS},
    {"__dir__", "self, /", type_dir, "Names of the attributes of the class.", 0},
    {0},
};

const TypeDef as_def_TYPE = {
    .id = T_TYPE,
    .slots = {.dealloc = type_dealloc,
              .traverse = type_traverse,
              .clear = type_clear,
              .repr = as_type_repr,
              .call = as_type_call,
              .getattr = as_type_getattr,
              .setattr = type_setattr,
              .binary = type_binary,
              .new_ = as_type_new_slot,
              .init = type_init},
    .methods = methods,
    .operators = 1u << OPER_OR,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Type),
    .doc = "The class of classes: type(object) is the object's class, type(name, bases, dict) a "
           "new class.",
};
