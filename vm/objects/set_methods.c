/* The types set and frozenset: slots, operators, methods, iterator. The table is in set.c. */
#include "vm/objects/containers_impl.h"

/* --- life --- */

static Value set_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Set *s = as_new_of(t, type, sizeof(Set));
    if (!s) return AS_UNDEF;
    s->table = s->small;
    s->mask = 7;
    return as_from_obj(s);
}

static bool set_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value iterable;
    if (!as_bind_optional(t, "set", args, nargs, kwnames, &iterable)) return false;
    Set *s = as_as_set(self);
    if (s->fill) as_set_clear_keys(t, s);
    return as_is_undef(iterable) || as_set_update(t, s, iterable);
}

static Value frozenset_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value iterable;
    bool exact = type == as_builtin(t, T_FROZENSET);
    if (!exact && type->slots.init != as_builtin(t, T_FROZENSET)->slots.init) kwnames = AS_UNDEF;
    if (!as_bind_optional(t, "frozenset", args, nargs, kwnames, &iterable)) return AS_UNDEF;
    if (exact && as_is_exact(iterable, T_FROZENSET)) return as_incref(iterable);
    OWNED(result, set_new(t, type, NULL, 0, AS_UNDEF));
    if (as_is_undef(result.v)) return AS_UNDEF;
    if (!as_is_undef(iterable) && !as_set_update(t, as_as_set(result.v), iterable)) return AS_UNDEF;
    return as_move(&result);
}

static void set_clear_slot(Thread *t, Obj *self) { as_set_clear_keys(t, (Set *)self); }

static void set_dealloc(Thread *t, Obj *self) {
    as_set_clear_keys(t, (Set *)self);
    as_free_obj(t, self, sizeof(Set));
}

static void set_traverse(Obj *self, VisitFn visit, void *arg) {
    Set *s = (Set *)self;
    if (!s->table) return;
    for (size_t i = 0; i <= s->mask; i++) AS_VISIT(s->table[i].key);
}

/* --- looking --- */

static bool show_keys(StrBuilder *b, Thread *t, Set *s) {
    OWNED(list, as_list_new(t, s->count)); /* what is shown is what is there now */
    if (as_is_undef(list.v)) return false;
    size_t pos = 0;
    Value key;
    while (as_set_next(s, &pos, &key)) {
        if (!as_list_append(t, as_as_list(list.v), key)) return false;
    }
    List *l = as_as_list(list.v);
    for (size_t i = 0; i < l->count; i++) {
        if (i) as_sb_bytes(b, ", ", 2);
        if (!as_sb_repr(b, l->items[i])) return false;
    }
    return true;
}

static Value set_repr(Thread *t, Value self) {
    Set *s = as_as_set(self);
    Type *type = as_type_of(t, self);
    if (s->count == 0) return as_str_format(t, "%N()", type);
    int entered = as_repr_enter(t, self);
    if (entered) return entered < 0 ? AS_UNDEF : as_str_format(t, "%N(...)", type);
    bool plain = as_is_exact(self, T_SET);
    StrBuilder b;
    as_sb_init(&b, t);
    if (!plain) {
        as_sb_str(&b, as_as_str(type->name));
        as_sb_char(&b, '(');
    }
    as_sb_char(&b, '{');
    bool good = show_keys(&b, t, s);
    as_sb_c(&b, plain ? "}" : "})");
    as_repr_leave(t, self);
    if (good) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

/* Independent of the order; the numbers are CPython's. */
static bool frozenset_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    Set *s = as_as_set(self);
    if (!s->hash) {
        uint64_t h = 0, key_hash;
        size_t pos = 0;
        Value key;
        while (as_set_next_hashed(s, &pos, &key, &key_hash)) {
            h ^= ((key_hash ^ 89869747u) ^ (key_hash << 16)) * 3644798167u;
        }
        h ^= ((uint64_t)s->count + 1) * 1927868237u;
        h ^= (h >> 11) ^ (h >> 25);
        h = h * 69069u + 907133923u;
        s->hash = h == UINT64_MAX ? 590923713u : h;
    }
    *out = s->hash;
    return true;
}

static int set_truth(Thread *t, Value self) {
    (void)t;
    return as_as_set(self)->count != 0;
}
static int64_t set_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)as_as_set(self)->count;
}
static int set_contains(Thread *t, Value self, Value item) {
    return as_set_contains(t, as_as_set(self), item);
}

/* --- operators --- */

static Value copy_and(Thread *t, Set *a, Value b, bool (*update)(Thread *, Set *, Value)) {
    OWNED(result, as_set_copy(t, a));
    if (as_is_undef(result.v) || !update(t, as_as_set(result.v), b)) return AS_UNDEF;
    return as_move(&result);
}

/* CPython copies the right side and toggles the keys of the left one. */
static Value symmetric(Thread *t, Set *a, Value b) {
    OWNED(result, as_set_new(t, as_set_kind(t, as_from_obj(a))));
    if (as_is_undef(result.v) || !as_set_update(t, as_as_set(result.v), b)) return AS_UNDEF;
    if (!as_set_symmetric_update(t, as_as_set(result.v), as_from_obj(a))) return AS_UNDEF;
    return as_move(&result);
}

Value as_set_binary(Thread *t, Operator op, Value a, Value b) {
    if (!as_is_any_set(t, a) || !as_is_any_set(t, b)) return AS_NOT_IMPL;
    Set *s = as_as_set(a);
    switch (op) {
    case OPER_OR: return copy_and(t, s, b, as_set_update);
    case OPER_AND: return as_set_intersect(t, s, b);
    case OPER_SUB: return as_set_subtract(t, s, b);
    case OPER_XOR: return symmetric(t, s, b);
    default: return AS_NOT_IMPL;
    }
}

static bool keep_common(Thread *t, Set *s, Value other) {
    OWNED(common, as_set_intersect(t, s, other));
    if (as_is_undef(common.v)) return false;
    as_set_swap(s, as_as_set(common.v));
    return true;
}

Value as_set_inplace(Thread *t, Operator op, Value a, Value b) {
    if (!as_is_any_set(t, b)) return AS_NOT_IMPL;
    Set *s = as_as_set(a);
    bool good;
    switch (op) {
    case OPER_OR: good = as_set_update(t, s, b); break;
    case OPER_AND: good = keep_common(t, s, b); break;
    case OPER_SUB: good = as_set_subtract_from(t, s, b); break;
    case OPER_XOR: good = as_set_symmetric_update(t, s, b); break;
    default: return AS_NOT_IMPL;
    }
    return good ? as_incref(a) : AS_UNDEF;
}

/* --- methods that change --- */

static Value done(bool good) { return good ? AS_NONE : AS_UNDEF; }

static Value set_add(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return done(as_set_add(t, as_as_set(args[0]), args[1]));
}

static Value set_discard(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return done(as_set_discard(t, as_as_set(args[0]), args[1]) >= 0);
}

static Value set_remove(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int removed = as_set_discard(t, as_as_set(args[0]), args[1]);
    return removed ? done(removed > 0) : as_raise_key_error(t, args[1]);
}

static Value set_clear(Thread *t, Value *args, int nargs) {
    (void)nargs;
    as_set_clear_keys(t, as_as_set(args[0]));
    return AS_NONE;
}

/* The first key from where the last pop stopped. */
static Value set_pop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Set *s = as_as_set(args[0]);
    if (s->count == 0) {
        OWNED(text, as_str_from(t, "pop from an empty set"));
        return as_is_undef(text.v) ? AS_UNDEF : as_raise_key_error(t, text.v);
    }
    size_t i = s->hash & s->mask;
    while (!s->table[i].key.bits || as_is_undef(s->table[i].key)) i = (i + 1) & s->mask;
    Value key = s->table[i].key;
    s->table[i].key = AS_UNDEF;
    s->count--;
    s->hash = i + 1;
    return key;
}

static Value set_update(Thread *t, Value *args, int nargs) {
    for (int i = 1; i < nargs; i++) {
        if (!as_set_update(t, as_as_set(args[0]), args[i])) return AS_UNDEF;
    }
    return AS_NONE;
}

static Value set_difference_update(Thread *t, Value *args, int nargs) {
    for (int i = 1; i < nargs; i++) {
        if (!as_set_subtract_from(t, as_as_set(args[0]), args[i])) return AS_UNDEF;
    }
    return AS_NONE;
}

static Value set_symmetric_difference_update(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return done(as_set_symmetric_update(t, as_as_set(args[0]), args[1]));
}

/* --- methods that make new sets --- */

static Value set_copy(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_exact(args[0], T_FROZENSET)) return as_incref(args[0]);
    return as_set_copy(t, as_as_set(args[0]));
}

static Value set_union(Thread *t, Value *args, int nargs) {
    OWNED(result, as_set_copy(t, as_as_set(args[0])));
    if (as_is_undef(result.v)) return AS_UNDEF;
    for (int i = 1; i < nargs; i++) {
        if (as_same(args[i], args[0])) continue;
        if (!as_set_update(t, as_as_set(result.v), args[i])) return AS_UNDEF;
    }
    return as_move(&result);
}

static Value set_intersection(Thread *t, Value *args, int nargs) {
    if (nargs == 1) return as_set_copy(t, as_as_set(args[0]));
    OWNED(result, as_incref(args[0]));
    for (int i = 1; i < nargs; i++) {
        Value next = as_set_intersect(t, as_as_set(result.v), args[i]);
        if (as_is_undef(next)) return AS_UNDEF;
        as_assign(t, &result.v, next);
    }
    return as_move(&result);
}

static Value set_intersection_update(Thread *t, Value *args, int nargs) {
    OWNED(result, set_intersection(t, args, nargs));
    if (as_is_undef(result.v)) return AS_UNDEF;
    as_set_swap(as_as_set(args[0]), as_as_set(result.v));
    return AS_NONE;
}

static Value set_difference(Thread *t, Value *args, int nargs) {
    if (nargs == 1) return as_set_copy(t, as_as_set(args[0]));
    OWNED(result, as_set_subtract(t, as_as_set(args[0]), args[1]));
    if (as_is_undef(result.v)) return AS_UNDEF;
    for (int i = 2; i < nargs; i++) {
        if (!as_set_subtract_from(t, as_as_set(result.v), args[i])) return AS_UNDEF;
    }
    return as_move(&result);
}

static Value set_symmetric_difference(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return symmetric(t, as_as_set(args[0]), args[1]);
}

/* --- methods that compare --- */

static Value answer(int r) { return r < 0 ? AS_UNDEF : as_bool(r); }

/* 1 when an item of `other` is in s (`wanted` true) or is not in s (false), else 0. */
static int any_item(Thread *t, Set *s, Value other, bool wanted) {
    OWNED(it, as_iter(t, other));
    if (as_is_undef(it.v)) return -1;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return as_has_exc(t) ? -1 : 0;
        uint64_t hash;
        if (!as_hash_quick(t, key.v, &hash)) return -1;
        int in = as_set_contains_hashed(t, s, key.v, hash);
        if (in < 0) return -1;
        if (in == wanted) return 1;
    }
}

static Value set_isdisjoint(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Set *s = as_as_set(args[0]);
    if (as_same(args[0], args[1])) return as_bool(s->count == 0);
    int common;
    if (as_is_exact(args[1], T_SET) || as_is_exact(args[1], T_FROZENSET)) {
        Set *other = as_as_set(args[1]);
        common = other->count > s->count ? any_item(t, other, args[0], true)
                                         : any_item(t, s, args[1], true);
    } else {
        common = any_item(t, s, args[1], true);
    }
    return common < 0 ? AS_UNDEF : as_bool(!common);
}

static Value set_issubset(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Set *s = as_as_set(args[0]);
    if (as_is_any_set(t, args[1])) return answer(as_set_is_subset(t, s, as_as_set(args[1])));
    OWNED(common, as_set_intersect(t, s, args[1]));
    if (as_is_undef(common.v)) return AS_UNDEF;
    return as_bool(as_as_set(common.v)->count == s->count);
}

static Value set_issuperset(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Set *s = as_as_set(args[0]);
    if (as_is_any_set(t, args[1])) return answer(as_set_is_subset(t, as_as_set(args[1]), s));
    int strange = any_item(t, s, args[1], false);
    return strange < 0 ? AS_UNDEF : as_bool(!strange);
}

/* --- iterator --- */

typedef struct SetIterator {
    Obj obj;
    Value set;  /* AS_UNDEF: exhausted */
    size_t pos;
    size_t used; /* keys when iteration began; SIZE_MAX once it was found changed */
    size_t left;
} SetIterator;

static Value set_iter(Thread *t, Value self) {
    SetIterator *it = as_new(t, T_SET_ITERATOR, sizeof(SetIterator), true);
    if (!it) return AS_UNDEF;
    it->set = as_incref(self);
    it->used = it->left = as_as_set(self)->count;
    return as_from_obj(it);
}

static void iter_clear(Thread *t, Obj *self) { as_clear(t, &((SetIterator *)self)->set); }
static void iter_dealloc(Thread *t, Obj *self) {
    iter_clear(t, self);
    as_free_obj(t, self, sizeof(SetIterator));
}
static void iter_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((SetIterator *)self)->set);
}

static Value iter_next(Thread *t, Value self) {
    SetIterator *it = (SetIterator *)as_obj(self);
    if (as_is_undef(it->set)) return AS_UNDEF;
    Set *s = as_as_set(it->set);
    if (it->used != s->count) {
        it->used = SIZE_MAX;
        return as_raise(t, T_RUNTIME_ERROR, "Set changed size during iteration");
    }
    Value key;
    if (!as_set_next(s, &it->pos, &key)) {
        as_clear(t, &it->set);
        return AS_UNDEF;
    }
    it->left--;
    return as_incref(key);
}

static Value iter_left(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    SetIterator *it = (SetIterator *)as_obj(args[0]);
    bool valid = !as_is_undef(it->set) && it->used == as_as_set(it->set)->count;
    return as_int(valid ? (int64_t)it->left : 0);
}

static const NativeDef iter_methods[] = {
    {"__length_hint__", "self, /", iter_left, "How many keys are still to come.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_SET_ITERATOR = {
    .id = T_SET_ITERATOR,
    .slots = {.dealloc = iter_dealloc, .traverse = iter_traverse, .clear = iter_clear,
              .iter = as_iter_self, .next = iter_next},
    .methods = iter_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(SetIterator),
};

/* --- types --- */

#define READING_METHODS                                                                            \
    {"copy", "self, /", set_copy, "A set with the same keys.", 0},                                 \
    {"difference", "self, /, *others", set_difference, "The keys that no other has.", 0},          \
    {"intersection", "self, /, *others", set_intersection, "The keys that all others have.", 0},   \
    {"isdisjoint", "self, other, /", set_isdisjoint, "Whether they have no key in common.", 0},    \
    {"issubset", "self, other, /", set_issubset, "Whether other has all keys of this set.", 0},    \
    {"issuperset", "self, other, /", set_issuperset, "Whether this set has all of other's.", 0},   \
    {"symmetric_difference", "self, other, /", set_symmetric_difference,                           \
     "The keys that exactly one of both has.", 0},                                                 \
    {"union", "self, /, *others", set_union, "The keys of this set and all others.", 0},           \
    {"__class_getitem__", "cls, item, /", as_class_getitem, "set[item]: a type hint.",             \
     NATIVE_CLASS}

const NativeDef as_frozenset_methods[] = {READING_METHODS, {NULL, NULL, NULL, NULL, 0}};

const NativeDef as_set_methods[] = {
    READING_METHODS,
    {"add", "self, object, /", set_add, "Put a key in; nothing happens when it is there.", 0},
    {"clear", "self, /", set_clear, "Take all keys out.", 0},
    {"difference_update", "self, /, *others", set_difference_update,
     "Take out the keys of all others.", 0},
    {"discard", "self, object, /", set_discard, "Take a key out if it is there.", 0},
    {"intersection_update", "self, /, *others", set_intersection_update,
     "Keep only the keys that all others have.", 0},
    {"pop", "self, /", set_pop, "Take out and return any key; KeyError when empty.", 0},
    {"remove", "self, object, /", set_remove, "Take a key out; KeyError when it is not there.", 0},
    {"symmetric_difference_update", "self, other, /", set_symmetric_difference_update,
     "Keep the keys that exactly one of both has.", 0},
    {"update", "self, /, *others", set_update, "Put in the keys of all others.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

#define SET_OPERATORS (1u << OPER_OR | 1u << OPER_AND | 1u << OPER_SUB | 1u << OPER_XOR)

const TypeDef as_def_SET = {
    .id = T_SET,
    .slots = {.dealloc = set_dealloc, .traverse = set_traverse, .clear = set_clear_slot,
              .repr = set_repr, .hash = as_hash_refused, .compare = as_set_compare,
              .truth = set_truth, .binary = as_set_binary, .inplace = as_set_inplace,
              .length = set_length, .contains = set_contains, .iter = set_iter, .new_ = set_new,
              .init = set_init},
    .methods = as_set_methods,
    .doc = "Unordered keys, each once.\n\nset(): empty. set(iterable): its items.",
    .operators = SET_OPERATORS,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Set),
};

const TypeDef as_def_FROZENSET = {
    .id = T_FROZENSET,
    .slots = {.dealloc = set_dealloc, .traverse = set_traverse, .clear = set_clear_slot,
              .repr = set_repr, .hash = frozenset_hash, .compare = as_set_compare,
              .truth = set_truth, .binary = as_set_binary, .length = set_length,
              .contains = set_contains, .iter = set_iter, .new_ = frozenset_new},
    .methods = as_frozenset_methods,
    .doc = "Unordered keys, each once, unchangeable.\n\n"
           "frozenset(): empty. frozenset(iterable): its items.",
    .operators = SET_OPERATORS,
    .flags = TYPE_CONTAINER,
    .size = sizeof(Set),
};
