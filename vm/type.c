/* Types: making the built-in ones from their C definitions, finding attributes along the MRO,
 * changing classes, and the life of type objects.
 *
 * A built-in type copies the slots it does not define from its base, so that a slot is always one
 * load away. Its methods are put into its dict when it is registered; the attributes that stand for
 * its slots (list.__len__) are made when they are first looked up (vm/slots.c). */
#include "vm/class.h"

#include <stddef.h>

typedef struct BuiltinType {
    const char *name;
    TypeId base;
} BuiltinType;

static const BuiltinType builtin_types[T_BUILTIN_COUNT] = {
    {NULL, T_INVALID},
#define X(id, name, base) {name, T_##base},
#include "vm/types.def"
};

bool as_is_subtype(Type *a, Type *b) {
    if (a == b) return true;
    if (!a->mro) { /* in the making, or being torn down */
        for (Type *k = a->base; k; k = k->base)
            if (k == b) return true;
        return false;
    }
    for (size_t i = 0; i < a->mro->count; i++)
        if (a->mro->items[i].bits == as_from_obj(b).bits) return true;
    return false;
}

bool as_is_instance_of(Thread *t, Value v, TypeId id) {
    return as_is_subtype(as_type_of(t, v), as_builtin(t, id));
}

Type *as_builtin_base(Type *type) {
    while (type->flags & TYPE_HEAP) type = type->base;
    return type;
}

/* --- look-up --- */

static Value lookup_in(Thread *t, Type *k, Str *name) {
    Value v = as_dict_get_str(t, k->dict, name);
    if (as_is_undef(v)) { /* a key of some odd class raised */
        as_clear_exc(t);
        v = AS_MISSING;
    }
    if (as_same(v, AS_MISSING) && !(k->flags & TYPE_HEAP) && name->size > 4 && name->data[0] == '_')
        v = as_slot_attribute(t, k, name);
    return v;
}

Value as_type_lookup(Thread *t, Type *type, Str *name) {
    Tuple *mro = type->mro;
    if (!mro) return AS_MISSING;
    for (size_t i = 0; i < mro->count; i++) {
        Value v = lookup_in(t, as_as_type(mro->items[i]), name);
        if (!as_same(v, AS_MISSING)) return v;
    }
    return AS_MISSING;
}

/* --- change --- */

void as_type_changed(Thread *t, Type *type) {
    type->version = ++t->vm->next_version;
    for (uint32_t i = 0; i < type->nsubclasses; i++) as_type_changed(t, type->subclasses[i]);
}

bool as_type_set(Thread *t, Type *type, Str *name, Value value) {
    Str *key = as_interned(t, name);
    if (!key) return false;
    OWNED(hold, as_from_obj(key));
    if (as_is_undef(value)) {
        int found = as_dict_delete(t, type->dict, hold.v);
        if (found < 0) return false;
        if (!found) {
            as_raise_attribute_text(t, as_from_obj(type), key,
                                    "type object '%N' has no attribute '%S'", type, key);
            return false;
        }
    } else if (!as_dict_set_str(t, type->dict, key, value)) {
        return false;
    }
    as_type_changed(t, type);
    as_slots_changed(t, type, key);
    return true;
}

bool as_type_add_subclass(Thread *t, Type *base, Type *heir) {
    if (base->nsubclasses == base->subclasses_size) {
        uint32_t size = base->subclasses_size ? base->subclasses_size * 2 : 4;
        Type **moved = as_mem_realloc(&t->vm->mem, base->subclasses,
                                      base->subclasses_size * sizeof *moved, size * sizeof *moved);
        if (!moved) return as_raise_memory(t), false;
        base->subclasses = moved;
        base->subclasses_size = size;
    }
    base->subclasses[base->nsubclasses++] = heir;
    return true;
}

void as_type_remove_subclass(Type *base, const Type *heir) {
    for (uint32_t i = 0; i < base->nsubclasses; i++) {
        if (base->subclasses[i] != heir) continue;
        memmove(&base->subclasses[i], &base->subclasses[i + 1],
                (base->nsubclasses - i - 1) * sizeof base->subclasses[0]);
        base->nsubclasses--;
        return;
    }
}

/* --- MRO --- */

enum { MRO_BASES_MAX = 64 };

/* The sequences being merged: the MRO of each base, then the bases themselves. */
typedef struct Merge {
    Tuple *list[MRO_BASES_MAX + 1];
    size_t at[MRO_BASES_MAX + 1];
    size_t count;
} Merge;

static bool in_a_tail(const Merge *m, Value candidate) {
    for (size_t i = 0; i < m->count; i++)
        for (size_t k = m->at[i] + 1; k < m->list[i]->count; k++)
            if (as_same(m->list[i]->items[k], candidate)) return true;
    return false;
}

/* The next class of the linearisation, AS_MISSING at the end, AS_UNDEF when the bases contradict.
 */
static Value merge_next(Merge *m) {
    bool any = false;
    for (size_t i = 0; i < m->count; i++) {
        if (m->at[i] == m->list[i]->count) continue;
        any = true;
        Value head = m->list[i]->items[m->at[i]];
        if (in_a_tail(m, head)) continue;
        for (size_t k = 0; k < m->count; k++)
            if (m->at[k] < m->list[k]->count && as_same(m->list[k]->items[m->at[k]], head))
                m->at[k]++;
        return head;
    }
    return any ? AS_UNDEF : AS_MISSING;
}

static void raise_inconsistent(Thread *t, const Merge *m) {
    StrBuilder b;
    as_sb_init(&b, t);
    Value seen[MRO_BASES_MAX + 1];
    size_t nseen = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (m->at[i] == m->list[i]->count) continue;
        Value head = m->list[i]->items[m->at[i]];
        bool known = false;
        for (size_t k = 0; k < nseen; k++) known |= as_same(seen[k], head);
        if (known) continue;
        if (nseen) as_sb_c(&b, ", ");
        as_sb_str(&b, as_as_str(as_as_type(head)->name));
        seen[nseen++] = head;
    }
    OWNED(names, as_sb_end(&b));
    if (as_is_undef(names.v)) return;
    as_raise(t, T_TYPE_ERROR,
             "Cannot create a consistent method resolution\norder (MRO) for bases %S",
             as_as_str(names.v));
}

static bool check_duplicates(Thread *t, Tuple *bases) {
    for (size_t i = 0; i < bases->count; i++)
        for (size_t k = i + 1; k < bases->count; k++)
            if (as_same(bases->items[i], bases->items[k]))
                return as_fail(t, T_TYPE_ERROR, "duplicate base class %N",
                               as_as_type(bases->items[i]));
    return true;
}

static Tuple *mro_of_one(Thread *t, Type *type, const Type *base) {
    size_t n = base ? base->mro->count : 0;
    Tuple *mro = as_tuple_alloc(t, n + 1);
    if (!mro) return NULL;
    mro->items[0] = as_incref(as_from_obj(type));
    for (size_t i = 0; i < n; i++) mro->items[i + 1] = as_incref(base->mro->items[i]);
    return mro;
}

Tuple *as_mro_of(Thread *t, Type *type, Tuple *bases) {
    if (bases->count == 0) return mro_of_one(t, type, NULL);
    if (bases->count == 1) return mro_of_one(t, type, as_as_type(bases->items[0]));
    if (!check_duplicates(t, bases)) return NULL;
    if (bases->count > MRO_BASES_MAX)
        return as_fail_null(t, T_TYPE_ERROR, "a class with more than %d bases is not supported",
                            MRO_BASES_MAX);
    Merge m = {.count = bases->count + 1};
    for (size_t i = 0; i < bases->count; i++) m.list[i] = as_as_type(bases->items[i])->mro;
    m.list[bases->count] = bases;
    OWNED(list, as_list_new(t, 8));
    if (as_is_undef(list.v) || !as_list_append(t, as_as_list(list.v), as_from_obj(type)))
        return NULL;
    for (;;) {
        Value next = merge_next(&m);
        if (as_same(next, AS_MISSING)) break;
        if (as_is_undef(next)) return raise_inconsistent(t, &m), NULL;
        if (!as_list_append(t, as_as_list(list.v), next)) return NULL;
    }
    Value tuple = as_tuple_new(t, as_as_list(list.v)->items, as_as_list(list.v)->count);
    return as_is_undef(tuple) ? NULL : as_as_tuple(tuple);
}

/* --- built-in types --- */

/* Which built-in types a class statement may name as base. */
bool as_type_is_base_allowed(const Type *type) {
    if (type->flags & TYPE_FINAL) return false;
    if (type->flags & (TYPE_HEAP | TYPE_EXCEPTION)) return true;
    switch ((TypeId)type->id) {
    case T_OBJECT:
    case T_TYPE:
    case T_INT:
    case T_FLOAT:
    case T_COMPLEX:
    case T_STR:
    case T_BYTES:
    case T_BYTEARRAY:
    case T_LIST:
    case T_TUPLE:
    case T_DICT:
    case T_SET:
    case T_FROZENSET:
    case T_PROPERTY:
    case T_STATICMETHOD:
    case T_CLASSMETHOD:
    case T_SUPER:
    case T_MODULE:
    case T_ENUMERATE:
    case T_ZIP:
    case T_MAP:
    case T_FILTER:
    case T_REVERSED:
    case T_NAMESPACE:
    case T_WEAKREF:
    case T_GENERIC_ALIAS:
    case T_FUTURE:
    case T_TASK:
    case T_GATHERING_FUTURE:
    case T_HANDLE:
    case T_TIMER_HANDLE:
    case T_EVENT_LOOP: return true;
    default: return false;
    }
}

static TypeId layout_of(TypeId id, uint32_t flags) {
    if (flags & TYPE_EXCEPTION) return T_BASE_EXCEPTION;
    return id == T_BOOL ? T_INT : id;
}

/* Built-in structs with a field for the attributes of their objects. */
static size_t dict_field(TypeId layout) {
    switch (layout) {
    case T_BASE_EXCEPTION: return offsetof(Exception, dict);
    case T_FUNCTION: return offsetof(Function, dict);
    case T_STATICMETHOD:
    case T_CLASSMETHOD: return offsetof(Wrapper, dict);
    case T_NAMESPACE: return offsetof(Namespace, dict);
    default: return 0;
    }
}

/* "asyncio.exceptions.CancelledError": module and name. */
static bool name_builtin(Thread *t, Type *type, const char *full) {
    const char *dot = strrchr(full, '.'), *name = dot ? dot + 1 : full;
    Str *s = as_intern(t, name, strlen(name));
    if (!s) return false;
    type->name = as_from_obj(s);
    type->qualname = as_incref(type->name);
    if (!dot) return true;
    OWNED(module, as_str_new(t, full, (size_t)(dot - full)));
    return !as_is_undef(module.v) &&
           as_dict_set_str(t, type->dict, t->vm->names.__module__, module.v);
}

static bool add_method(Thread *t, Type *type, const NativeDef *def) {
    Str *name = as_intern(t, def->name, strlen(def->name));
    if (!name) return false;
    OWNED(key, as_from_obj(name));
    OWNED(native, as_native_new(t, def, AS_UNDEF, type, NULL));
    if (as_is_undef(native.v)) return false;
    if (def->flags & NATIVE_GETTER) {
        as_obj(native.v)->shape = T_GETSET; /* the same struct with other slots */
    } else if (def->flags & NATIVE_CLASS) {
        Wrapper *w = as_new(t, T_CLASSMETHOD, sizeof *w, true);
        if (!w) return false;
        w->func = as_move(&native);
        w->dict = AS_UNDEF;
        native.v = as_from_obj(w);
    }
    return as_dict_set_str(t, type->dict, name, native.v);
}

static bool add_methods(Thread *t, Type *type, const NativeDef *def) {
    for (; def && def->name; def++)
        if (!add_method(t, type, def)) return false;
    return true;
}

/* Slots are function pointers, all of one size: those left NULL are taken from the base. A type
 * that defines comparison but no hash is not hashable. */
static void inherit_slots(Type *type, const Type *base) {
    if (type->slots.compare && !type->slots.hash && base) type->slots.hash = as_hash_refused;
    if (!base) return;
    enum { N = sizeof(TypeSlots) / sizeof(void (*)(void)) };
    char *to = (char *)&type->slots;
    const char *from = (const char *)&base->slots;
    static const char null[sizeof(void (*)(void))];
    for (size_t i = 0; i < N; i++, to += sizeof null, from += sizeof null)
        if (!memcmp(to, null, sizeof null)) memcpy(to, from, sizeof null);
}

static bool set_bases(Thread *t, Type *type, Type *base) {
    Value bases[2];
    int n = 0;
    if (base) bases[n++] = as_from_obj(base);
    if (type->id == T_EXCEPTION_GROUP) bases[n++] = as_from_obj(as_builtin(t, T_EXCEPTION));
    Value tuple = as_tuple_new(t, bases, (size_t)n);
    if (as_is_undef(tuple)) return false;
    type->bases = as_as_tuple(tuple);
    type->mro = as_mro_of(t, type, type->bases);
    if (!type->mro) return false;
    for (int i = 0; i < n; i++)
        if (!as_type_add_subclass(t, as_as_type(bases[i]), type)) return false;
    return true;
}

static void set_traits(Type *type, const TypeDef *def, const Type *base) {
    enum {
        INHERITED = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION | TYPE_SEQUENCE | TYPE_MAPPING |
                    TYPE_NO_NEW
    };
    type->slots = def->slots;
    type->operators = def->operators;
    type->flags = def->flags;
    type->size = def->size;
    if (type->id == T_BASE_EXCEPTION) type->flags |= TYPE_EXCEPTION;
    if (base && base->id != T_OBJECT) {
        type->flags |= base->flags & INHERITED;
        if (def->slots.new_) type->flags &= ~(uint32_t)TYPE_NO_NEW;
        type->operators |= base->operators;
        if (!type->size) type->size = base->size;
    }
    if (type->flags & TYPE_EXCEPTION) type->size = sizeof(Exception);
    type->layout = layout_of((TypeId)type->id, type->flags);
    type->dict_offset = (uint32_t)dict_field((TypeId)type->layout);
    if (type->dict_offset) type->flags |= TYPE_HAS_DICT;
    inherit_slots(type, base);
    /* Objects of built-in types come from their own constructor or from none. */
    if (base && base->id == T_OBJECT && !def->slots.new_) {
        type->slots.new_ = NULL;
        type->flags |= TYPE_NO_NEW;
    }
}

bool as_type_register(Thread *t, const TypeDef *def) {
    VM *vm = t->vm;
    if (!as_shapes_open(t)) return false;
    if (def->id == T_OBJECT) as_slots_open(t);
    Type *type = as_new(t, T_TYPE, sizeof *type, true);
    if (!type) return false;
    const BuiltinType *b = &builtin_types[def->id];
    Type *base = def->id == T_OBJECT ? NULL : vm->types[b->base];
    vm->types[def->id] = type;
    vm->shapes[def->id].type = type;
    type->id = type->root_shape = def->id;
    type->name = type->qualname = type->meta = AS_UNDEF;
    type->def = def;
    type->version = ++vm->next_version;
    if (def->id > T_TYPE) type->meta = as_from_obj(vm->types[T_TYPE]);
    if (def->id == T_TYPE) vm->types[T_OBJECT]->meta = as_from_obj(type);
    if (base) as_incref_obj(type->base = base);
    type->dict = as_dict_new(t);
    if (!type->dict || !name_builtin(t, type, b->name)) return false;
    set_traits(type, def, base);
    return set_bases(t, type, base) && add_methods(t, type, def->methods);
}

Value as_type_module(Thread *t, Type *type) {
    Value v = as_dict_get_str(t, type->dict, t->vm->names.__module__);
    if (as_is_undef(v)) return v;
    if (as_same(v, AS_MISSING)) return as_incref(as_from_obj(t->vm->names.builtins));
    return as_incref(v);
}

/* --- the end --- */

void as_type_release(Thread *t, Type *type) {
    if (type->bases)
        for (size_t i = 0; i < type->bases->count; i++) {
            Value base = type->bases->items[i];
            if (base.bits && as_is_obj(base)) as_type_remove_subclass(as_as_type(base), type);
        }
    Obj *owned[] = {(Obj *)type->dict, (Obj *)type->mro, (Obj *)type->bases, (Obj *)type->base};
    type->dict = NULL;
    type->mro = type->bases = NULL;
    type->base = NULL;
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        if (owned[i]) as_decref_obj(t, owned[i]);
    as_clear(t, &type->name);
    as_clear(t, &type->qualname);
    as_mem_free(&t->vm->mem, type->subclasses, type->subclasses_size * sizeof *type->subclasses);
    type->subclasses = NULL;
    type->nsubclasses = type->subclasses_size = 0;
}

void as_types_clear(Thread *t) {
    VM *vm = t->vm;
    for (uint32_t i = 1; i < T_BUILTIN_COUNT; i++)
        if (vm->types[i]) vm->types[i]->obj.rc++; /* none of them dies before its turn */
    for (uint32_t i = T_BUILTIN_COUNT; i-- > 1;)
        if (vm->types[i] && vm->types[i]->dict) as_dict_clear(t, vm->types[i]->dict);
}

void as_types_close(Thread *t) {
    VM *vm = t->vm;
    for (uint32_t i = T_BUILTIN_COUNT; i-- > 1;) {
        Type *type = vm->types[i];
        if (!type || !type->mro) continue;
        Tuple *mro = type->mro;
        type->mro = NULL;
        as_decref_obj(t, mro);
    }
    /* The structs and their slots must serve until the last object is gone, so they are freed by
     * hand. */
    for (uint32_t i = T_BUILTIN_COUNT; i-- > 1;)
        if (vm->types[i]) as_type_release(t, vm->types[i]);
    Type *type = vm->types[T_TYPE];
    for (uint32_t i = T_BUILTIN_COUNT; i-- > 1;)
        if (vm->types[i] && vm->types[i] != type) as_free_obj(t, vm->types[i], sizeof(Type));
    if (type) as_free_obj(t, type, sizeof(Type));
    memset(vm->types, 0, sizeof vm->types);
    for (uint32_t i = 0; i < vm->nshapes; i++)
        as_mem_free(&vm->mem, vm->shapes[i].index, vm->shapes[i].index_size * sizeof(uint32_t));
    as_mem_free(&vm->mem, vm->shapes, vm->shapes_size * sizeof *vm->shapes);
    vm->shapes = NULL;
    vm->nshapes = vm->shapes_size = 0;
}
