/* set and frozenset: the table, and the operations the methods are made of.
 *
 * Iteration order is that of the table, so probing, growth and the order in which operations add keys
 * follow CPython step by step: from hash & mask, nine neighbours are tried (when they lie within the
 * table), then a jump that brings in more bits of the hash. A new key takes the last deleted slot (key
 * AS_UNDEF) that its search passed, else the empty one where it ended. Tables grow when three fifths are
 * filled, to the first power of two above four times the keys, above twice from 50000 keys on.
 *
 * `hash` keeps the hash of a frozenset (0: not known); in a set it is where pop() goes on. */
#include "vm/objects/containers_impl.h"

enum { NEIGHBOURS = 9, JUMP_SHIFT = 5, SMALL = 8, BIG_SET = 50000 };

static inline bool is_empty(const SetEntry *e) { return e->key.bits == 0; }
static inline bool is_live(const SetEntry *e) { return e->key.bits && !as_is_undef(e->key); }

/* --- searching --- */

enum { FOUND, ABSENT, FAILED, CHANGED };

/* Compare a live entry whose hash is the same. */
static int match(Thread *t, Set *s, const SetEntry *e, Value key) {
    int equal = as_equal_cheap(e->key, key);
    if (equal < 2) return equal ? FOUND : ABSENT;
    Value seen = e->key;
    const SetEntry *table = s->table;
    size_t mask = s->mask;
    equal = as_equal_held(t, seen, key);
    if (equal < 0) return FAILED;
    if (s->table != table || s->mask != mask || !as_same(e->key, seen)) return CHANGED;
    return equal ? FOUND : ABSENT;
}

/* The entry of `key` (FOUND) or the one where it would be put in (ABSENT). */
static int search_once(Thread *t, Set *s, Value key, uint64_t hash, SetEntry **out) {
    SetEntry *deleted = NULL;
    size_t mask = s->mask, i = hash & mask;
    uint64_t perturb = hash;
    for (;;) {
        SetEntry *e = &s->table[i];
        const SetEntry *last = i + NEIGHBOURS <= mask ? e + NEIGHBOURS : e;
        for (; e <= last; e++) {
            if (is_empty(e)) {
                *out = deleted ? deleted : e;
                return ABSENT;
            }
            if (as_is_undef(e->key)) deleted = e;
            if (e->hash != hash || as_is_undef(e->key)) continue;
            *out = e;
            int r = match(t, s, e, key);
            if (r != ABSENT) return r;
        }
        perturb >>= JUMP_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static inline int search(Thread *t, Set *s, Value key, uint64_t hash, SetEntry **out) {
    int r;
    do {
        r = search_once(t, s, key, hash, out);
    } while (r == CHANGED);
    return r;
}

/* Put a key that is not there into a table without deleted slots. */
static void insert_clean(Set *s, Value key, uint64_t hash) {
    size_t mask = s->mask, i = hash & mask;
    uint64_t perturb = hash;
    for (;;) {
        SetEntry *e = &s->table[i];
        const SetEntry *last = i + NEIGHBOURS <= mask ? e + NEIGHBOURS : e;
        for (; e <= last; e++) {
            if (!is_empty(e)) continue;
            e->key = key;
            e->hash = hash;
            return;
        }
        perturb >>= JUMP_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

/* --- storage --- */

static void free_table(Thread *t, Set *s, SetEntry *table, size_t mask) {
    if (table != s->small) as_mem_free(&t->vm->mem, table, (mask + 1) * sizeof(SetEntry));
}

bool as_set_resize(Thread *t, Set *s, size_t least) {
    size_t size = SMALL;
    while (size <= least) {
        if (size > SIZE_MAX / 64) {
            as_raise_memory(t);
            return false;
        }
        size <<= 1;
    }
    SetEntry *old = s->table, copy[SMALL], *table = s->small;
    size_t old_mask = s->mask;
    if (size == SMALL) {
        if (old == s->small) {
            if (s->fill == s->count) return true;
            memcpy(copy, old, sizeof copy);
            old = copy;
        }
        memset(table, 0, sizeof s->small);
    } else {
        table = as_mem_zalloc(&t->vm->mem, size * sizeof(SetEntry));
        if (!table) {
            as_raise_memory(t);
            return false;
        }
    }
    s->table = table;
    s->mask = size - 1;
    s->fill = s->count;
    for (size_t i = 0; i <= old_mask; i++) {
        if (is_live(&old[i])) insert_clean(s, old[i].key, old[i].hash);
    }
    if (old != copy) free_table(t, s, old, old_mask);
    return true;
}

static bool resize_by_count(Thread *t, Set *s) {
    return as_set_resize(t, s, s->count > BIG_SET ? s->count * 2 : s->count * 4);
}

static void reset(Set *s) {
    memset(s->small, 0, sizeof s->small);
    s->table = s->small;
    s->mask = SMALL - 1;
    s->count = s->fill = 0;
}

void as_set_clear_keys(Thread *t, Set *s) {
    SetEntry copy[SMALL], *old = s->table;
    size_t mask = s->mask;
    if (!old) return;
    if (old == s->small) {
        memcpy(copy, old, sizeof copy);
        old = copy;
    }
    reset(s);
    for (size_t i = 0; i <= mask; i++) {
        if (is_live(&old[i])) as_decref(t, old[i].key);
    }
    if (old != copy) free_table(t, s, old, mask);
}

void as_set_swap(Set *a, Set *b) {
    Set keep = *a;
    bool a_small = a->table == a->small, b_small = b->table == b->small;
    a->count = b->count, a->fill = b->fill, a->mask = b->mask, a->table = b->table;
    memcpy(a->small, b->small, sizeof a->small);
    b->count = keep.count, b->fill = keep.fill, b->mask = keep.mask, b->table = keep.table;
    memcpy(b->small, keep.small, sizeof b->small);
    if (b_small) a->table = a->small;
    if (a_small) b->table = b->small;
}

/* --- C interface --- */

static Set *make(Thread *t, Type *type) {
    Set *s = as_new_of(t, type, sizeof(Set));
    if (s) reset(s);
    return s;
}

Value as_set_new(Thread *t, TypeId type) {
    Set *s = make(t, as_builtin(t, type));
    return s ? as_from_obj(s) : AS_UNDEF;
}

bool as_set_add_hashed(Thread *t, Set *s, Value key, uint64_t hash) {
    SetEntry *e;
    OWNED(held, as_incref(key)); /* its owner may go while user code compares */
    int r = search(t, s, key, hash, &e);
    if (r != ABSENT) return r == FOUND;
    bool fresh = is_empty(e);
    e->key = as_move(&held);
    e->hash = hash;
    s->count++;
    if (!fresh) return true;
    s->fill++;
    return s->fill * 5 < s->mask * 3 || resize_by_count(t, s);
}

bool as_set_add(Thread *t, Set *s, Value key) {
    uint64_t hash;
    return as_hash_quick(t, key, &hash) && as_set_add_hashed(t, s, key, hash);
}

int as_set_contains_hashed(Thread *t, Set *s, Value key, uint64_t hash) {
    SetEntry *e;
    int r = search(t, s, key, hash, &e);
    return r == FOUND ? 1 : r == ABSENT ? 0 : -1;
}

/* A set is looked up as the frozenset of its keys: its hash, in *frozen that frozenset (owned). */
static bool hash_of_member(Thread *t, Value key, uint64_t *hash, Value *frozen) {
    *frozen = AS_UNDEF;
    if (as_hash_quick(t, key, hash)) return true;
    if (!as_is_kind(t, key, T_SET) || !as_catch(t, T_TYPE_ERROR)) return false;
    OWNED(copy, as_set_new(t, T_FROZENSET));
    if (as_is_undef(copy.v) || !as_set_merge(t, as_as_set(copy.v), as_as_set(key))) return false;
    if (!as_hash(t, copy.v, hash)) return false;
    *frozen = as_move(&copy);
    return true;
}

int as_set_contains(Thread *t, Set *s, Value key) {
    uint64_t hash;
    Value frozen;
    if (!hash_of_member(t, key, &hash, &frozen)) return -1;
    OWNED(held, frozen);
    return as_set_contains_hashed(t, s, as_is_undef(frozen) ? key : frozen, hash);
}

int as_set_discard_hashed(Thread *t, Set *s, Value key, uint64_t hash) {
    SetEntry *e;
    int r = search(t, s, key, hash, &e);
    if (r != FOUND) return r == ABSENT ? 0 : -1;
    Value old = e->key;
    e->key = AS_UNDEF;
    s->count--;
    as_decref(t, old);
    return 1;
}

int as_set_discard(Thread *t, Set *s, Value key) {
    uint64_t hash;
    Value frozen;
    if (!hash_of_member(t, key, &hash, &frozen)) return -1;
    OWNED(held, frozen);
    return as_set_discard_hashed(t, s, as_is_undef(frozen) ? key : frozen, hash);
}

bool as_set_next_hashed(Set *s, size_t *pos, Value *key, uint64_t *hash) {
    while (*pos <= s->mask) {
        const SetEntry *e = &s->table[(*pos)++];
        if (!is_live(e)) continue;
        *key = e->key;
        *hash = e->hash;
        return true;
    }
    return false;
}

bool as_set_next(Set *s, size_t *pos, Value *key) {
    uint64_t hash;
    return as_set_next_hashed(s, pos, key, &hash);
}

/* --- merging --- */

static void copy_table(Set *s, const Set *other) {
    for (size_t i = 0; i <= other->mask; i++) {
        s->table[i] = other->table[i];
        if (!is_empty(&s->table[i])) as_incref(s->table[i].key);
    }
    s->fill = other->fill;
    s->count = other->count;
}

bool as_set_merge(Thread *t, Set *s, Set *other) {
    if (s == other || other->count == 0) return true;
    if ((s->fill + other->count) * 5 >= s->mask * 3 &&
        !as_set_resize(t, s, (s->count + other->count) * 2)) {
        return false;
    }
    if (s->fill == 0 && s->mask == other->mask && other->fill == other->count) {
        copy_table(s, other);
        return true;
    }
    size_t pos = 0;
    Value key;
    uint64_t hash;
    if (s->fill == 0) {
        s->fill = s->count = other->count;
        while (as_set_next_hashed(other, &pos, &key, &hash)) {
            insert_clean(s, as_incref(key), hash);
        }
        return true;
    }
    while (as_set_next_hashed(other, &pos, &key, &hash)) {
        if (!as_set_add_hashed(t, s, key, hash)) return false;
    }
    return true;
}

static bool add_dict_keys(Thread *t, Set *s, Dict *d) {
    if ((s->fill + d->count) * 5 >= s->mask * 3 &&
        !as_set_resize(t, s, (s->count + d->count) * 2)) {
        return false;
    }
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(d, &pos, &key, &value)) {
        if (!as_set_add_hashed(t, s, key, d->entries[pos - 1].hash)) return false;
    }
    return true;
}

bool as_set_update(Thread *t, Set *s, Value iterable) {
    if (as_is_any_set(t, iterable)) return as_set_merge(t, s, as_as_set(iterable));
    if (as_is_dict(iterable)) return add_dict_keys(t, s, as_as_dict(iterable));
    OWNED(it, as_iter(t, iterable));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return !as_has_exc(t);
        if (!as_set_add(t, s, key.v)) return false;
    }
}

TypeId as_set_kind(Thread *t, Value set) {
    return as_is_kind(t, set, T_FROZENSET) ? T_FROZENSET : T_SET;
}

Value as_set_copy(Thread *t, Set *s) {
    OWNED(copy, as_set_new(t, as_set_kind(t, as_from_obj(s))));
    if (as_is_undef(copy.v) || !as_set_merge(t, as_as_set(copy.v), s)) return AS_UNDEF;
    return as_move(&copy);
}

/* --- intersection --- */

static bool add_if_in(Thread *t, Set *result, Set *s, Value key, uint64_t hash) {
    OWNED(held, as_incref(key));
    int in = as_set_contains_hashed(t, s, key, hash);
    if (in < 0) return false;
    return !in || as_set_add_hashed(t, result, key, hash);
}

static bool intersect_sets(Thread *t, Set *result, Set *s, Set *other) {
    if (other->count > s->count) {
        Set *swap = s;
        s = other;
        other = swap;
    }
    size_t pos = 0;
    Value key;
    uint64_t hash;
    while (as_set_next_hashed(other, &pos, &key, &hash)) {
        if (!add_if_in(t, result, s, key, hash)) return false;
    }
    return true;
}

static bool intersect_iterable(Thread *t, Set *result, Set *s, Value other) {
    OWNED(it, as_iter(t, other));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return !as_has_exc(t);
        uint64_t hash;
        if (!as_hash_quick(t, key.v, &hash)) return false;
        if (!add_if_in(t, result, s, key.v, hash)) return false;
    }
}

Value as_set_intersect(Thread *t, Set *s, Value other) {
    if (as_obj(other) == &s->obj && as_is_obj(other)) return as_set_copy(t, s);
    OWNED(result, as_set_new(t, as_set_kind(t, as_from_obj(s))));
    if (as_is_undef(result.v)) return AS_UNDEF;
    bool good = as_is_any_set(t, other)
                    ? intersect_sets(t, as_as_set(result.v), s, as_as_set(other))
                    : intersect_iterable(t, as_as_set(result.v), s, other);
    return good ? as_move(&result) : AS_UNDEF;
}

/* --- difference --- */

static bool discard_each(Thread *t, Set *s, Value other) {
    if (as_is_any_set(t, other)) {
        /* When the other set is much larger, only what both have is gone through. */
        OWNED(common, as_incref(other));
        if (as_as_set(other)->count >> 3 > s->count) {
            as_assign(t, &common.v, as_set_intersect(t, s, other));
            if (as_is_undef(common.v)) return false;
        }
        size_t pos = 0;
        Value key;
        uint64_t hash;
        while (as_set_next_hashed(as_as_set(common.v), &pos, &key, &hash)) {
            OWNED(held, as_incref(key));
            if (as_set_discard_hashed(t, s, key, hash) < 0) return false;
        }
        return true;
    }
    OWNED(it, as_iter(t, other));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return !as_has_exc(t);
        uint64_t hash;
        if (!as_hash_quick(t, key.v, &hash)) return false;
        if (as_set_discard_hashed(t, s, key.v, hash) < 0) return false;
    }
}

bool as_set_subtract_from(Thread *t, Set *s, Value other) {
    if (as_same(as_from_obj(s), other)) {
        as_set_clear_keys(t, s);
        return true;
    }
    if (!discard_each(t, s, other)) return false;
    return s->fill - s->count <= s->mask / 4 || resize_by_count(t, s);
}

static Value copy_and_subtract(Thread *t, Set *s, Value other) {
    OWNED(result, as_set_copy(t, s));
    if (as_is_undef(result.v)) return AS_UNDEF;
    return as_set_subtract_from(t, as_as_set(result.v), other) ? as_move(&result) : AS_UNDEF;
}

Value as_set_subtract(Thread *t, Set *s, Value other) {
    bool set = as_is_any_set(t, other);
    if (!set && !as_is_dict(other)) return copy_and_subtract(t, s, other);
    size_t others = set ? as_as_set(other)->count : as_as_dict(other)->count;
    if (s->count >> 2 > others) return copy_and_subtract(t, s, other);
    OWNED(result, as_set_new(t, as_set_kind(t, as_from_obj(s))));
    if (as_is_undef(result.v)) return AS_UNDEF;
    size_t pos = 0;
    Value key;
    uint64_t hash;
    while (as_set_next_hashed(s, &pos, &key, &hash)) {
        OWNED(held, as_incref(key));
        int64_t in;
        if (set) {
            in = as_set_contains_hashed(t, as_as_set(other), key, hash);
        } else {
            int64_t at = as_dict_find(t, as_as_dict(other), key, hash);
            in = at >= 0 ? 1 : at == -1 ? 0 : -1;
        }
        if (in < 0) return AS_UNDEF;
        if (!in && !as_set_add_hashed(t, as_as_set(result.v), key, hash)) return AS_UNDEF;
    }
    return as_move(&result);
}

/* --- symmetric difference --- */

static bool toggle(Thread *t, Set *s, Value key, uint64_t hash) {
    OWNED(held, as_incref(key));
    int had = as_set_discard_hashed(t, s, key, hash);
    return had > 0 || (had == 0 && as_set_add_hashed(t, s, key, hash));
}

bool as_set_symmetric_update(Thread *t, Set *s, Value other) {
    if (as_same(as_from_obj(s), other)) {
        as_set_clear_keys(t, s);
        return true;
    }
    size_t pos = 0;
    Value key, value;
    if (as_is_dict(other)) {
        Dict *d = as_as_dict(other);
        while (as_dict_next(d, &pos, &key, &value)) {
            if (!toggle(t, s, key, d->entries[pos - 1].hash)) return false;
        }
        return true;
    }
    OWNED(keys, AS_UNDEF);
    if (as_is_any_set(t, other)) {
        keys.v = as_incref(other);
    } else {
        keys.v = as_set_new(t, as_set_kind(t, as_from_obj(s)));
        if (as_is_undef(keys.v) || !as_set_update(t, as_as_set(keys.v), other)) return false;
    }
    uint64_t hash;
    while (as_set_next_hashed(as_as_set(keys.v), &pos, &key, &hash)) {
        if (!toggle(t, s, key, hash)) return false;
    }
    return true;
}

/* --- comparison --- */

int as_set_is_subset(Thread *t, Set *s, Set *other) {
    if (s->count > other->count) return 0;
    size_t pos = 0;
    Value key;
    uint64_t hash;
    while (as_set_next_hashed(s, &pos, &key, &hash)) {
        OWNED(held, as_incref(key));
        int in = as_set_contains_hashed(t, other, key, hash);
        if (in <= 0) return in;
    }
    return 1;
}

static int sets_equal(Thread *t, Value av, Value bv) {
    Set *a = as_as_set(av), *b = as_as_set(bv);
    if (a->count != b->count) return 0;
    bool both_frozen = as_set_kind(t, av) == T_FROZENSET && as_set_kind(t, bv) == T_FROZENSET;
    if (both_frozen && a->hash && b->hash && a->hash != b->hash) return 0;
    return as_set_is_subset(t, a, b);
}

Value as_set_compare(Thread *t, Value av, Value bv, Comparison op) {
    if (!as_is_any_set(t, av) || !as_is_any_set(t, bv)) return AS_NOT_IMPL;
    Set *a = as_as_set(av), *b = as_as_set(bv);
    int r = 0;
    switch (op) {
    case COMPARE_EQ: r = sets_equal(t, av, bv); break;
    case COMPARE_NE:
        r = sets_equal(t, av, bv);
        if (r >= 0) r = !r;
        break;
    case COMPARE_LE: r = as_set_is_subset(t, a, b); break;
    case COMPARE_GE: r = as_set_is_subset(t, b, a); break;
    case COMPARE_LT: r = a->count < b->count ? as_set_is_subset(t, a, b) : 0; break;
    case COMPARE_GT: r = b->count < a->count ? as_set_is_subset(t, b, a) : 0; break;
    }
    return r < 0 ? AS_UNDEF : as_bool(r);
}
