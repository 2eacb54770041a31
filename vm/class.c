/* Making a class: what type(name, bases, namespace) and the class statement do. */
#include "vm/class.h"

#include "vm/frame.h"

/* --- metaclass and layout --- */

Type *as_metaclass_of(Thread *t, Type *meta, Tuple *bases) {
    Type *winner = meta;
    for (size_t i = 0; i < bases->count; i++) {
        Type *other = as_type_of(t, bases->items[i]);
        if (as_is_subtype(winner, other)) continue;
        if (!as_is_subtype(other, winner))
            return as_fail_null(t, T_TYPE_ERROR,
                                "metaclass conflict: the metaclass of a derived class must be a "
                                "(non-strict) subclass of the metaclasses of all its bases");
        winner = other;
    }
    return winner;
}

/* Exceptions whose instances have fields of their own; two of them cannot be bases of one class. */
static bool has_own_fields(uint32_t id) {
    switch (id) {
    case T_BASE_EXCEPTION:
    case T_BASE_EXCEPTION_GROUP:
    case T_SYSTEM_EXIT:
    case T_STOP_ITERATION:
    case T_ATTRIBUTE_ERROR:
    case T_IMPORT_ERROR:
    case T_NAME_ERROR:
    case T_OS_ERROR:
    case T_SYNTAX_ERROR:
    case T_UNICODE_DECODE_ERROR:
    case T_UNICODE_ENCODE_ERROR:
    case T_UNICODE_TRANSLATE_ERROR: return true;
    default: return false;
    }
}

/* The nearest ancestor (or the type itself) that adds to the C struct of its base. */
static Type *solid_base(Thread *t, Type *type) {
    for (;; type = type->base) {
        if (!type->base) return type;
        if (type->flags & TYPE_HEAP) {
            if (as_type_reserved(t, type) > as_type_reserved(t, type->base)) return type;
        } else if (type->flags & TYPE_EXCEPTION ? has_own_fields(type->id)
                                                : type->layout == type->id) {
            return type;
        }
    }
}

/* The base whose struct instances will have. Borrowed. */
static Type *best_base(Thread *t, Tuple *bases) {
    Type *base = NULL, *winner = NULL;
    for (size_t i = 0; i < bases->count; i++) {
        if (!as_is_type(t, bases->items[i]))
            return as_fail_null(t, T_TYPE_ERROR, "bases must be types");
        Type *b = as_as_type(bases->items[i]);
        if (!as_type_is_base_allowed(b))
            return as_fail_null(t, T_TYPE_ERROR, "type '%N' is not an acceptable base type", b);
        Type *candidate = solid_base(t, b);
        if (winner && as_is_subtype(winner, candidate)) continue;
        if (winner && !as_is_subtype(candidate, winner))
            return as_fail_null(t, T_TYPE_ERROR, "multiple bases have instance lay-out conflict");
        winner = candidate;
        base = b;
    }
    return base;
}

/* --- __slots__ --- */

typedef struct SlotNames {
    List *names; /* mangled, without __dict__ and __weakref__; NULL: the class has no __slots__ */
    Value hold;
    bool dict, weakref;
} SlotNames;

/* Letters, digits and underscores; text beyond ASCII is taken for letters. */
static bool looks_like_identifier(const Str *s) {
    if (!s->size) return false;
    for (size_t i = 0; i < s->size; i++) {
        unsigned char c = (unsigned char)s->data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
        if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
    }
    return true;
}

/* __x in class P is _P__x. Owned. */
static Value mangle(Thread *t, Str *class_name, Str *s) {
    if (s->size < 3 || memcmp(s->data, "__", 2) || !memcmp(s->data + s->size - 2, "__", 2))
        return as_incref(as_from_obj(s));
    const char *p = class_name->data;
    while (*p == '_') p++;
    if (!*p) return as_incref(as_from_obj(s));
    return as_str_format(t, "_%s%S", p, s);
}

static bool add_slot_name(Thread *t, SlotNames *sn, Str *class_name, Dict *ns, Value item) {
    if (!as_is_instance_of(t, item, T_STR))
        return as_fail(t, T_TYPE_ERROR, "__slots__ items must be strings, not '%T'", item);
    Str *s = as_as_str(item);
    if (!looks_like_identifier(s)) return as_fail(t, T_TYPE_ERROR, "__slots__ must be identifiers");
    if (as_str_equal(s, t->vm->names.__dict__)) {
        if (sn->dict)
            return as_fail(t, T_TYPE_ERROR, "__dict__ slot disallowed: we already got one");
        return sn->dict = true;
    }
    if (as_str_equal(s, t->vm->names.__weakref__)) {
        if (sn->weakref)
            return as_fail(t, T_TYPE_ERROR, "__weakref__ slot disallowed: we already got one");
        return sn->weakref = true;
    }
    OWNED(name, mangle(t, class_name, s));
    if (as_is_undef(name.v)) return false;
    bool special =
        as_str_equal(s, t->vm->names.__qualname__) || as_str_equal(s, t->vm->names.__classcell__);
    if (!special && !as_same(as_dict_get(t, ns, name.v), AS_MISSING))
        return as_fail(t, T_VALUE_ERROR, "%R in __slots__ conflicts with class variable", name.v);
    return as_list_append(t, sn->names, name.v);
}

/* Read __slots__ of the namespace. */
static bool read_slots(Thread *t, SlotNames *sn, Type *base, Str *class_name, Dict *ns) {
    Value slots = as_dict_get_str(t, ns, t->vm->names.__slots__);
    if (as_is_undef(slots)) return false;
    if (as_same(slots, AS_MISSING)) return true;
    if (base->flags & TYPE_HAS_DICT) sn->dict = true;
    OWNED(items, as_is_instance_of(t, slots, T_STR) ? as_tuple_pack(t, 1, slots)
                                                    : as_tuple_from(t, slots));
    if (as_is_undef(items.v)) return false;
    sn->hold = as_list_new(t, 4);
    if (as_is_undef(sn->hold)) return false;
    sn->names = as_as_list(sn->hold);
    Tuple *tuple = as_as_tuple(items.v);
    for (size_t i = 0; i < tuple->count; i++)
        if (!add_slot_name(t, sn, class_name, ns, tuple->items[i])) return false;
    bool variable = base->size == 0 || base->layout == T_TYPE;
    if (sn->names->count && variable && !(base->flags & TYPE_INSTANCE) && base->id != T_OBJECT)
        return as_fail(t, T_TYPE_ERROR, "nonempty __slots__ not supported for subtype of '%N'",
                       base);
    return as_list_sort(t, sn->names, AS_NONE, false);
}

static bool add_members(Thread *t, Type *type, List *names, uint32_t first) {
    for (size_t i = 0; i < names->count; i++) {
        Str *key = as_interned(t, as_as_str(names->items[i]));
        if (!key) return false;
        OWNED(hold, as_from_obj(key));
        OWNED(member, as_member_new(t, key, type, first + (uint32_t)i));
        if (as_is_undef(member.v) || !as_dict_set_str(t, type->dict, key, member.v)) return false;
    }
    return true;
}

/* --- slots of the C struct --- */

static void no_traverse(Obj *self, VisitFn visit, void *arg) {
    (void)self, (void)visit, (void)arg;
}

static void heir_dealloc(Thread *t, Obj *self) {
    Type *type = t->vm->shapes[self->shape].type;
    Value *dict = as_heir_dict(type, self);
    if (dict) as_assign(t, dict, (Value){0});
    as_builtin_base(type)->slots.dealloc(t, self);
}

static void heir_clear(Thread *t, Obj *self) {
    Type *type = t->vm->shapes[self->shape].type;
    Value *dict = as_heir_dict(type, self);
    if (dict) as_assign(t, dict, (Value){0});
    Type *c = as_builtin_base(type);
    if (c->slots.clear) c->slots.clear(t, self);
}

/* With __slots__ only if they say so, or a base does; never heirs of types of variable size. */
static bool takes_weakrefs(const Type *type, const SlotNames *sn) {
    const Type *base = type->base;
    if (base->layout == T_INT || base->layout == T_TUPLE || base->layout == T_BYTES) return false;
    if (!sn->names || sn->weakref) return true;
    return (base->flags & TYPE_HEAP) && !(base->flags & TYPE_NO_WEAKREF);
}

/* How instances are laid out, released and visited. */
static bool lay_out(Thread *t, Type *type, const SlotNames *sn) {
    Type *base = type->base;
    type->layout = base->layout;
    type->size = base->size;
    type->dict_offset = base->dict_offset;
    type->operators = base->operators;
    enum {
        INHERITED = TYPE_EXCEPTION | TYPE_HAS_DICT | TYPE_HEAP_DICT | TYPE_INSTANCE | TYPE_HAS_DEL
    };
    type->flags = TYPE_HEAP | TYPE_CONTAINER | (base->flags & INHERITED);
    if (base->layout == T_OBJECT) type->flags |= TYPE_INSTANCE;
    bool wants_dict = !sn->names || sn->dict;
    for (size_t i = 0; i < type->bases->count; i++)
        wants_dict |= (as_as_type(type->bases->items[i])->flags & TYPE_HAS_DICT) != 0;
    if (wants_dict) type->flags |= TYPE_HAS_DICT;
    if (!takes_weakrefs(type, sn)) type->flags |= TYPE_NO_WEAKREF;
    if (type->flags & TYPE_INSTANCE) {
        type->slots.dealloc = as_instance_dealloc;
        type->slots.traverse = as_instance_traverse;
        type->slots.clear = as_instance_clear;
        uint32_t reserved =
            as_type_reserved(t, base) + (sn->names ? (uint32_t)sn->names->count : 0);
        type->root_shape = as_shape_root(t, type, reserved, (type->flags & TYPE_HAS_DICT) != 0);
        type->inline_slots = base->inline_slots > reserved ? base->inline_slots : reserved;
        return type->root_shape != 0;
    }
    type->root_shape = as_shape_root(t, type, 0, false);
    if (base->layout == T_TYPE || base->layout == T_MODULE) return type->root_shape != 0;
    bool members = sn->names && sn->names->count;
    if ((wants_dict || members) && !type->dict_offset) {
        type->dict_offset = base->size ? (uint32_t)((base->size + 7) & ~(size_t)7) : AS_DICT_AT_END;
        type->flags |= TYPE_HEAP_DICT;
        if (base->size) type->size = type->dict_offset + sizeof(Value);
    }
    type->slots.dealloc = heir_dealloc;
    type->slots.clear = heir_clear;
    if (!type->slots.traverse) type->slots.traverse = no_traverse;
    return type->root_shape != 0;
}

/* --- the namespace --- */

static bool set_default(Thread *t, Dict *d, Str *key, Value v) {
    Value have = as_dict_get_str(t, d, key);
    if (as_is_undef(have)) return false;
    return !as_same(have, AS_MISSING) || as_dict_set_str(t, d, key, v);
}

static bool wrap_function(Thread *t, Dict *d, Str *key, TypeId wrapper) {
    Value f = as_dict_get_str(t, d, key);
    if (!as_is_exact(f, T_FUNCTION)) return !as_is_undef(f);
    Wrapper *w = as_new(t, wrapper, sizeof *w, true);
    if (!w) return false;
    w->func = as_incref(f);
    w->dict = AS_UNDEF;
    OWNED(hold, as_from_obj(w));
    return as_dict_set_str(t, d, key, hold.v);
}

static bool set_module(Thread *t, Dict *d) {
    Value have = as_dict_get_str(t, d, t->vm->names.__module__);
    if (!as_same(have, AS_MISSING) || !t->frame) return !as_is_undef(have);
    Value name = as_dict_get_str(t, as_frame_globals(t->frame), t->vm->names.__name__);
    if (as_is_undef(name) || as_same(name, AS_MISSING)) return !as_is_undef(name);
    return as_dict_set_str(t, d, t->vm->names.__module__, name);
}

static bool set_qualname(Thread *t, Type *type) {
    OWNED(q, as_dict_pop(t, type->dict, as_from_obj(t->vm->names.__qualname__)));
    if (as_is_undef(q.v)) return false;
    if (as_same(q.v, AS_MISSING)) return type->qualname = as_incref(type->name), true;
    if (!as_is_instance_of(t, q.v, T_STR))
        return as_fail(t, T_TYPE_ERROR, "type __qualname__ must be a str, not %T", q.v);
    type->qualname = as_move(&q);
    return true;
}

/* A class that defines equality but no hash is not hashable. */
static bool set_hash(Thread *t, Dict *d) {
    Value eq = as_dict_get_str(t, d, t->vm->names.__eq__);
    if (as_is_undef(eq) || as_same(eq, AS_MISSING)) return !as_is_undef(eq);
    return set_default(t, d, t->vm->names.__hash__, AS_NONE);
}

static Value get_instance_dict(Thread *t, Value *a, int n) {
    if (n < 2) return as_incref(as_instance_dict(t, a[0]));
    if (as_is_undef(a[1])) return as_raise(t, T_TYPE_ERROR, "cannot delete __dict__");
    if (!as_is_instance_of(t, a[1], T_DICT))
        return as_raise(t, T_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'", a[1]);
    if (as_is_undef(as_instance_dict(t, a[0]))) return AS_UNDEF;
    Type *type = as_type_of(t, a[0]);
    Value *place = type->flags & TYPE_INSTANCE ? &((Instance *)as_obj(a[0]))->dict
                                               : as_dict_place(type, as_obj(a[0]));
    if (!place) return as_raise_attribute(t, a[0], t->vm->names.__dict__);
    as_assign(t, place, as_incref(a[1]));
    return AS_NONE;
}

static Value get_weakref(Thread *t, Value *a, int n) {
    if (n >= 2)
        return as_raise(t, T_ATTRIBUTE_ERROR,
                        "attribute '__weakref__' of '%T' objects is not writable", a[0]);
    return as_weakref_first(t, a[0]);
}

static const NativeDef dict_def = {"__dict__", "self, value, /", get_instance_dict,
                                   "Attributes of the object.", NATIVE_GETTER | NATIVE_SETTER};
static const NativeDef weakref_def = {"__weakref__", "self, /", get_weakref,
                                      "Weak references to the object.", NATIVE_GETTER};

static bool add_getset(Thread *t, Type *type, Str *key, const NativeDef *def) {
    Value have = as_dict_get_str(t, type->dict, key);
    if (!as_same(have, AS_MISSING)) return !as_is_undef(have);
    OWNED(native, as_native_new(t, def, AS_UNDEF, type, NULL));
    if (as_is_undef(native.v)) return false;
    as_obj(native.v)->shape = T_GETSET;
    return as_dict_set_str(t, type->dict, key, native.v);
}

static bool add_standard_attributes(Thread *t, Type *type) {
    WellKnown *names = &t->vm->names;
    bool base_dict = (type->base->flags & TYPE_HAS_DICT) && type->base->id != T_OBJECT;
    bool heap_base = (type->base->flags & TYPE_HEAP) != 0;
    if (type->layout != T_TYPE && (type->flags & TYPE_HAS_DICT) && !(base_dict && heap_base) &&
        !add_getset(t, type, names->__dict__, &dict_def))
        return false;
    if (!heap_base && !(type->flags & TYPE_NO_WEAKREF) && type->layout != T_TYPE &&
        !add_getset(t, type, names->__weakref__, &weakref_def))
        return false;
    return set_default(t, type->dict, names->__doc__, AS_NONE) && set_hash(t, type->dict) &&
           wrap_function(t, type->dict, names->__new__, T_STATICMETHOD) &&
           wrap_function(t, type->dict, names->__init_subclass__, T_CLASSMETHOD) &&
           wrap_function(t, type->dict, names->__class_getitem__, T_CLASSMETHOD);
}

static bool fill_cell(Thread *t, Type *type) {
    OWNED(cell, as_dict_pop(t, type->dict, as_from_obj(t->vm->names.__classcell__)));
    if (as_same(cell.v, AS_MISSING)) return true;
    if (as_is_undef(cell.v)) return false;
    if (!as_is_exact(cell.v, T_CELL))
        return as_fail(t, T_TYPE_ERROR, "type __classcell__ must be a nonlocal cell, not %R",
                       as_from_obj(as_type_of(t, cell.v)));
    as_assign(t, &((Cell *)as_obj(cell.v))->value, as_incref(as_from_obj(type)));
    return true;
}

/* --- MRO --- */

/* A metaclass may override mro(). */
static Tuple *custom_mro(Thread *t, Type *meta, Type *type) {
    Str *name = t->vm->names.mro;
    Value found = as_type_lookup(t, meta, name);
    if (!(meta->flags & TYPE_HEAP) || !as_is_obj(found) || as_is_exact(found, T_METHOD_DESCRIPTOR))
        return as_mro_of(t, type, type->bases);
    OWNED(result, as_call_found(t, found, as_from_obj(type), NULL, 0, AS_UNDEF));
    if (as_is_undef(result.v)) return NULL;
    OWNED(tuple, as_tuple_from(t, result.v));
    if (as_is_undef(tuple.v)) return NULL;
    for (size_t i = 0; i < as_as_tuple(tuple.v)->count; i++)
        if (!as_is_type(t, as_as_tuple(tuple.v)->items[i]))
            return as_fail_null(t, T_TYPE_ERROR, "mro() returned a non-class ('%T')",
                                as_as_tuple(tuple.v)->items[i]);
    return as_as_tuple(as_move(&tuple));
}

static void inherit_match_flags(Type *type) {
    for (size_t i = 1; i < type->mro->count; i++)
        type->flags |= as_as_type(type->mro->items[i])->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
}

/* --- hooks run after the class exists --- */

static void note_set_name(Thread *t, Type *type, Value attribute, Value key) {
    Value exc = as_take_exc(t);
    OWNED(note, as_str_format(t, "Error calling __set_name__ on '%T' instance %R in '%N'",
                              attribute, key, type));
    if (!as_is_undef(note.v)) {
        Str *name = as_intern(t, "add_note", 8);
        OWNED(hold, name ? as_from_obj(name) : AS_UNDEF);
        if (name) as_decref(t, as_call_method(t, exc, name, &note.v, 1));
    }
    as_clear_exc(t);
    as_restore_exc(t, exc);
}

static bool call_set_names(Thread *t, Type *type) {
    Dict *copy = as_dict_copy(t, type->dict);
    if (!copy) return false;
    OWNED(hold, as_from_obj(copy));
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(copy, &pos, &key, &value)) {
        if (as_is_exact(value, T_FUNCTION)) continue;
        Value found = as_type_lookup(t, as_type_of(t, value), t->vm->names.__set_name__);
        if (as_same(found, AS_MISSING)) continue;
        Value args[2] = {as_from_obj(type), key};
        Value r = as_call_found(t, found, value, args, 2, AS_UNDEF);
        if (as_is_undef(r)) return note_set_name(t, type, value, key), false;
        as_decref(t, r);
    }
    return true;
}

/* super(type, type).__init_subclass__(**kwargs) */
static bool call_init_subclass(Thread *t, Type *type, Value kwargs) {
    Str *name = t->vm->names.__init_subclass__;
    Value found = AS_MISSING;
    for (size_t i = 1; i < type->mro->count && as_same(found, AS_MISSING); i++)
        found = as_dict_get_str(t, as_as_type(type->mro->items[i])->dict, name);
    if (as_is_undef(found)) return false;
    Dict *kw = as_is_dict(kwargs) && as_as_dict(kwargs)->count ? as_as_dict(kwargs) : NULL;
    if (as_same(found, AS_MISSING)) return true;
    OWNED(hook, as_bind_attribute(t, found, AS_UNDEF, type));
    if (as_is_undef(hook.v)) return false;
    if (!kw) {
        Value r = as_call0(t, hook.v);
        as_decref(t, r);
        return !as_is_undef(r);
    }
    OWNED(values, as_list_new(t, kw->count));
    OWNED(keys, as_list_new(t, kw->count));
    if (as_is_undef(values.v) || as_is_undef(keys.v)) return false;
    size_t pos = 0;
    Value k, v;
    while (as_dict_next(kw, &pos, &k, &v))
        if (!as_list_append(t, as_as_list(keys.v), k) ||
            !as_list_append(t, as_as_list(values.v), v))
            return false;
    OWNED(kwnames, as_tuple_from(t, keys.v));
    if (as_is_undef(kwnames.v)) return false;
    OWNED(r, as_call(t, hook.v, as_as_list(values.v)->items, (int)as_as_list(values.v)->count,
                     kwnames.v));
    return !as_is_undef(r.v);
}

/* --- all of it --- */

static Type *alloc_type(Thread *t, Type *meta) {
    Type *type = meta->id == T_TYPE ? as_new(t, T_TYPE, sizeof *type, true)
                                    : as_new_of(t, meta, sizeof *type);
    if (!type) return NULL;
    type->name = type->qualname = AS_UNDEF;
    type->meta = as_from_obj(meta);
    return type;
}

static bool build(Thread *t, Type *type, Type *meta, Dict *ns, SlotNames *sn) {
    if (!read_slots(t, sn, type->base, as_as_str(type->name), ns)) return false;
    type->dict = as_dict_copy(t, ns);
    if (!type->dict || !lay_out(t, type, sn)) return false;
    type->id = type->root_shape;
    type->version = ++t->vm->next_version;
    if (!set_qualname(t, type) || !set_module(t, type->dict)) return false;
    if (!add_standard_attributes(t, type) || !fill_cell(t, type)) return false;
    if (sn->names && !add_members(t, type, sn->names, as_type_reserved(t, type->base)))
        return false;
    type->mro = custom_mro(t, meta, type);
    if (!type->mro) return false;
    inherit_match_flags(type);
    as_slots_of_class(t, type);
    for (size_t i = 0; i < type->bases->count; i++)
        if (!as_type_add_subclass(t, as_as_type(type->bases->items[i]), type)) return false;
    return true;
}

Value as_type_new(Thread *t, Type *meta, Str *name, Tuple *bases, Dict *ns, Value kwargs) {
    Value object = as_from_obj(as_builtin(t, T_OBJECT));
    OWNED(base_tuple, bases->count ? as_incref(as_from_obj(bases)) : as_tuple_new(t, &object, 1));
    if (as_is_undef(base_tuple.v)) return AS_UNDEF;
    bases = as_as_tuple(base_tuple.v);
    Type *base = best_base(t, bases);
    if (!base || !(meta = as_metaclass_of(t, meta, bases))) return AS_UNDEF;
    if (memchr(name->data, 0, name->size))
        return as_raise(t, T_VALUE_ERROR, "type name must not contain null characters");
    Type *type = alloc_type(t, meta);
    if (!type) return AS_UNDEF;
    OWNED(result, as_from_obj(type));
    as_incref_obj(type->base = base);
    type->slots = base->slots;
    type->bases = as_as_tuple(as_move(&base_tuple));
    type->name = as_incref(as_from_obj(name));
    SlotNames sn = {.hold = AS_UNDEF};
    bool ok = build(t, type, meta, ns, &sn);
    as_decref(t, sn.hold);
    if (!ok || !call_set_names(t, type) || !call_init_subclass(t, type, kwargs)) return AS_UNDEF;
    return as_move(&result);
}

Value as_class_from_c(Thread *t, const char *module, const char *name, Type *base) {
    OWNED(text, as_str_from(t, name));
    OWNED(mod, as_str_from(t, module));
    Value b = as_from_obj(base);
    OWNED(bases, as_tuple_new(t, &b, 1));
    Dict *ns = as_dict_new(t);
    OWNED(hold, ns ? as_from_obj(ns) : AS_UNDEF);
    if (as_is_undef(text.v) || as_is_undef(mod.v) || as_is_undef(bases.v) || !ns) return AS_UNDEF;
    if (!as_dict_set_str(t, ns, t->vm->names.__module__, mod.v)) return AS_UNDEF;
    return as_type_new(t, as_builtin(t, T_TYPE), as_as_str(text.v), as_as_tuple(bases.v), ns,
                       AS_UNDEF);
}
