/* The type `object`: what every object can do unless its class says otherwise. */
#include "vm/class.h"

#include "vm/objects/numbers.h"

/* --- making --- */

static bool has_arguments(int nargs) {
    return nargs > 0;
}

/* Arguments nobody takes are an error, but only of the one of __new__ and __init__ that is object's
 * own. */
Value as_object_new_slot(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)kwnames;
    if (has_arguments(nargs)) {
        if (type->slots.new_ != as_object_new_slot)
            return as_raise(
                t, T_TYPE_ERROR,
                "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->slots.init == as_object_init_slot)
            return as_raise(t, T_TYPE_ERROR, "%N() takes no arguments", type);
    }
    return as_object_new(t, type);
}

bool as_object_init_slot(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)args, (void)kwnames;
    if (!has_arguments(nargs)) return true;
    Type *type = as_type_of(t, self);
    if (type->slots.init != as_object_init_slot)
        return as_fail(t, T_TYPE_ERROR,
                       "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->slots.new_ == as_object_new_slot)
        return as_fail(t, T_TYPE_ERROR, "%N() takes no arguments", type);
    return true;
}

static void object_dealloc(Thread *t, Obj *self) {
    as_free_obj(t, self, sizeof(Obj));
}

/* --- text, comparison, hash --- */

static void *address(Value v) {
    return as_is_obj(v) ? (void *)as_obj(v) : (void *)(uintptr_t)v.bits;
}

static Value object_repr(Thread *t, Value self) {
    Type *type = as_type_of(t, self);
    OWNED(module, as_type_module(t, type));
    if (as_is_undef(module.v)) return AS_UNDEF;
    if (!as_is_str(module.v) || as_str_equal(as_as_str(module.v), t->vm->names.builtins))
        return as_str_format(t, "<%V object at %p>", type->qualname, address(self));
    return as_str_format(t, "<%V.%V object at %p>", module.v, type->qualname, address(self));
}

static Value object_str(Thread *t, Value self) {
    return as_type_of(t, self)->slots.repr(t, self);
}

static bool object_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    *out = self.bits >> 4 | self.bits << 60;
    return true;
}

/* Equality is identity; != is the opposite of whatever == says. */
static Value object_compare(Thread *t, Value a, Value b, Comparison op) {
    if (op == COMPARE_EQ) return as_same(a, b) ? AS_TRUE : AS_NOT_IMPL;
    Value (*compare)(Thread *, Value, Value, Comparison) = as_type_of(t, a)->slots.compare;
    if (op != COMPARE_NE || !compare) return AS_NOT_IMPL;
    OWNED(equal, compare(t, a, b, COMPARE_EQ));
    if (as_is_undef(equal.v) || as_same(equal.v, AS_NOT_IMPL)) return as_move(&equal);
    int truth = as_truth(t, equal.v);
    return truth < 0 ? AS_UNDEF : as_bool(!truth);
}

/* --- methods --- */

static Value object_format(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_is_instance_of(t, a[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", a[1]);
    if (as_as_str(a[1])->size)
        return as_raise(t, T_TYPE_ERROR, "unsupported format string passed to %T.__format__", a[0]);
    return as_to_str(t, a[0]);
}

static bool add_names(Thread *t, Dict *all, Dict *from) {
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(from, &pos, &key, &value))
        if (!as_dict_set(t, all, key, AS_NONE)) return false;
    return true;
}

static Value object_dir(Thread *t, Value *a, int n) {
    (void)n;
    Dict *all = as_dict_new(t);
    if (!all) return AS_UNDEF;
    OWNED(hold, as_from_obj(all));
    OWNED(dict, as_getattr_opt(t, a[0], t->vm->names.__dict__));
    if (as_is_undef(dict.v) || (as_is_dict(dict.v) && !add_names(t, all, as_as_dict(dict.v))))
        return AS_UNDEF;
    Tuple *mro = as_type_of(t, a[0])->mro;
    for (size_t i = 0; mro && i < mro->count; i++) {
        Type *k = as_as_type(mro->items[i]);
        if (!as_slot_attributes(t, k) || !add_names(t, all, k->dict)) return AS_UNDEF;
    }
    return as_list_from(t, hold.v);
}

/* Whether instances of both have the same memory layout. */
static bool compatible(Thread *t, Type *a, Type *b) {
    if (!(a->flags & TYPE_INSTANCE) || !(b->flags & TYPE_INSTANCE)) return false;
    return as_type_reserved(t, a) == as_type_reserved(t, b) &&
           !((a->flags ^ b->flags) & TYPE_HAS_DICT);
}

static Value set_class(Thread *t, Value self, Value cls) {
    if (as_is_undef(cls)) return as_raise(t, T_TYPE_ERROR, "can't delete __class__ attribute");
    if (!as_is_type(t, cls))
        return as_raise(t, T_TYPE_ERROR, "__class__ must be set to a class, not '%T' object", cls);
    Type *from = as_type_of(t, self), *to = as_as_type(cls);
    bool module = from->layout == T_MODULE && to->layout == T_MODULE;
    if (!module && (!(from->flags & TYPE_HEAP) || !(to->flags & TYPE_HEAP)))
        return as_raise(
            t, T_TYPE_ERROR,
            "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (!module && !compatible(t, from, to))
        return as_raise(t, T_TYPE_ERROR,
                        "__class__ assignment: '%N' object layout differs from '%N'", to, from);
    bool dict = !module && (from->flags & TYPE_HAS_DICT);
    if (dict && as_is_undef(as_instance_dict(t, self))) return AS_UNDEF;
    as_obj(self)->shape = dict ? t->vm->shapes[to->root_shape].first_child : to->root_shape;
    if (to->flags & TYPE_HEAP) as_incref_obj(to);
    if (from->flags & TYPE_HEAP) as_decref_obj(t, from);
    return AS_NONE;
}

static Value object_class(Thread *t, Value *a, int n) {
    return n < 2 ? as_incref(as_from_obj(as_type_of(t, a[0]))) : set_class(t, a[0], a[1]);
}

/* a: cls, the keywords, the other arguments. */
static Value object_init_subclass(Thread *t, Value *a, int n) {
    Type *type = as_as_type(a[0]);
    if (as_is_dict(a[1]) && as_as_dict(a[1])->count)
        return as_raise(t, T_TYPE_ERROR, "%N.__init_subclass__() takes no keyword arguments", type);
    if (n > 2)
        return as_raise(t, T_TYPE_ERROR, "%N.__init_subclass__() takes no arguments (%d given)",
                        type, n - 2);
    return AS_NONE;
}

static Value object_subclasshook(Thread *t, Value *a, int n) {
    (void)t, (void)a, (void)n;
    return AS_NOT_IMPL;
}

static Value object_sizeof(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_is_obj(a[0])) return as_int((int64_t)sizeof(Value));
    Type *type = as_type_of(t, a[0]);
    return as_int((int64_t)as_obj_capacity(as_obj(a[0]), type->size));
}

static Value object_reduce(Thread *t, Value *a, int n) {
    (void)n;
    return as_raise(t, T_TYPE_ERROR, "cannot pickle '%T' object", a[0]);
}

/* The attributes that copying must carry over: the dict, with those of __slots__ in a pair. */
static Value object_getstate(Thread *t, Value *a, int n) {
    (void)n;
    OWNED(dict, as_getattr_opt(t, a[0], t->vm->names.__dict__));
    if (as_is_undef(dict.v)) return AS_UNDEF;
    if (!as_is_dict(dict.v) || !as_as_dict(dict.v)->count) return AS_NONE;
    Dict *copy = as_dict_copy(t, as_as_dict(dict.v));
    return copy ? as_from_obj(copy) : AS_UNDEF;
}

static const NativeDef methods[] = {
    {"__class__", "self, value, /", object_class, "The object's class.",
     NATIVE_GETTER | NATIVE_SETTER},
    {"__format__", "self, format_spec, /", object_format,
     "str(self) when the specification is empty.", 0},
    {"__dir__", "self, /", object_dir, "Names of the attributes.", 0},
    {"__init_subclass__", "cls, /, *args, **kwargs", object_init_subclass,
     "Called when a subclass is made.", NATIVE_CLASS},
    {"__subclasshook__", "cls, subclass, /", object_subclasshook,
     "Lets abstract classes decide issubclass().", NATIVE_CLASS},
    {"__sizeof__", "self, /", object_sizeof, "Bytes of memory.", 0},
    {"__reduce__", "self, /", object_reduce, "Helper for pickle.", 0},
    {"__reduce_ex__", "self, protocol, /", object_reduce, "Helper for pickle.", 0},
    {"__getstate__", "self, /", object_getstate, "Helper for pickle and copy.", 0},
    {0},
};

const TypeDef as_def_OBJECT = {
    .id = T_OBJECT,
    .slots = {.dealloc = object_dealloc,
              .repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .compare = object_compare,
              .getattr = as_generic_getattr,
              .setattr = as_generic_setattr,
              .new_ = as_object_new_slot,
              .init = as_object_init_slot},
    .methods = methods,
    .size = sizeof(Obj),
    .doc = "The base of all classes. It takes no arguments.",
};
