/* dict: the table.
 *
 *   block:  entry 0 | entry 1 | ... | entry capacity-1 | index slots (none when capacity is 5)
 *
 * Entries stand in the order of insertion; an index slot holds an entry's number or -1. A deleted entry
 * keeps its slot and has the key UNDEF until the next resize, which drops it. Tables of up to five
 * entries have no index and are searched along. Sizes and the moments of resizing are CPython's,
 * so that a dict which changes while it is iterated shows the same.
 *
 * `==` of a user's class may change the dict that is being searched: when the block is another one
 * afterwards (`blocks` counts them) or the entry's key is, the search starts again. */
#include "vm/objects/containers_impl.h"

/* --- the block --- */

static size_t usable_of(uint32_t bits) { return ((size_t)2 << bits) / 3; }

static size_t slot_size(uint32_t index_bits) {
    return index_bits <= 7 ? 1 : index_bits <= 15 ? 2 : 4;
}

static size_t block_size(size_t capacity, uint32_t index_bits) {
    size_t index = index_bits ? slot_size(index_bits) << index_bits : 0;
    return capacity * sizeof(DictEntry) + index;
}

static inline int64_t slot_get(const Dict *d, size_t slot) {
    if (d->index_bits <= 7) return ((const int8_t *)d->index)[slot];
    if (d->index_bits <= 15) return ((const int16_t *)d->index)[slot];
    return ((const int32_t *)d->index)[slot];
}

static inline void slot_set(Dict *d, size_t slot, size_t entry) {
    if (d->index_bits <= 7) {
        ((int8_t *)d->index)[slot] = (int8_t)entry;
    } else if (d->index_bits <= 15) {
        ((int16_t *)d->index)[slot] = (int16_t)entry;
    } else {
        ((int32_t *)d->index)[slot] = (int32_t)entry;
    }
}

/* The order in which slots are tried: as in CPython, every bit of the hash has its say in the end. */
typedef struct Probe {
    size_t slot, mask;
    uint64_t perturb;
} Probe;

static inline Probe probe_start(const Dict *d, uint64_t hash) {
    size_t mask = ((size_t)1 << d->index_bits) - 1;
    return (Probe){hash & mask, mask, hash};
}
static inline void probe_next(Probe *p) {
    p->perturb >>= 5;
    p->slot = (p->slot * 5 + p->perturb + 1) & p->mask;
}

static inline void index_add(Dict *d, uint64_t hash, size_t entry) {
    Probe p = probe_start(d, hash);
    while (slot_get(d, p.slot) >= 0) probe_next(&p);
    slot_set(d, p.slot, entry);
}

/* The set of keys, or where they stand, is another now. */
static inline void changed(Dict *d) { d->keys_version = 0; }

/* Give `d` an empty block for 1 << bits slots; the caller has put the old one aside. */
static bool new_block(Thread *t, Dict *d, uint32_t bits) {
    size_t capacity = usable_of(bits);
    uint32_t index_bits = bits > 3 ? bits : 0;
    DictEntry *entries =
        bits < 32 ? as_mem_alloc(&t->vm->mem, block_size(capacity, index_bits)) : NULL;
    if (!entries) {
        as_raise_memory(t);
        return false;
    }
    d->entries = entries;
    d->capacity = (uint32_t)capacity;
    d->index_bits = index_bits;
    d->index = index_bits ? entries + capacity : NULL;
    if (index_bits) memset(d->index, 0xFF, slot_size(index_bits) << index_bits);
    d->nentries = d->fill = 0;
    d->blocks++;
    return true;
}

static void free_block(Thread *t, const Dict *d) {
    as_mem_free(&t->vm->mem, d->entries, block_size(d->capacity, d->index_bits));
}

/* Move the live entries to a new block of 1 << bits slots. */
static bool resize(Thread *t, Dict *d, uint32_t bits) {
    Dict old = *d;
    if (!new_block(t, d, bits)) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < old.nentries; i++) {
        if (as_is_undef(old.entries[i].key)) continue;
        d->entries[n] = old.entries[i];
        if (d->index_bits) index_add(d, d->entries[n].hash, n);
        n++;
    }
    d->nentries = d->fill = n;
    if (old.entries) free_block(t, &old);
    changed(d);
    return true;
}

/* log2 of the table for `n` slots or more, at least 8; CPython's rounding, quirks included. */
static uint32_t bits_for(size_t n) {
    uint64_t least = ((n | 8) - 1) | 7;
    return 64u - (uint32_t)__builtin_clzll(least);
}

/* --- searching --- */

static inline bool same_str(const DictEntry *e, const Str *key, uint64_t hash) {
    if (e->key.bits == (uint64_t)(uintptr_t)key) return true;
    return e->hash == hash && !as_is_undef(e->key) && as_str_equal(as_as_str(e->key), key);
}

/* All keys are exact strs, and so is `key`: no code runs. */
static inline int64_t find_str(const Dict *d, const Str *key, uint64_t hash) {
    if (!d->index_bits) {
        for (uint32_t i = 0; i < d->nentries; i++) {
            if (same_str(&d->entries[i], key, hash)) return i;
        }
        return -1;
    }
    for (Probe p = probe_start(d, hash);; probe_next(&p)) {
        int64_t i = slot_get(d, p.slot);
        if (i < 0) return -1;
        if (same_str(&d->entries[i], key, hash)) return i;
    }
}

enum { MATCH_RESTART = 2 };

/* Whether the key of `e` (with the same hash) equals `key`: 1, 0, -1 or MATCH_RESTART. */
static int match(Thread *t, Dict *d, DictEntry *e, Value key) {
    if (as_is_undef(e->key)) return 0;
    int equal = as_equal_cheap(e->key, key);
    if (equal < 2) return equal;
    uint32_t blocks = d->blocks;
    Value seen = e->key;
    equal = as_equal_held(t, seen, key);
    if (equal < 0) return -1;
    return d->blocks != blocks || !as_same(e->key, seen) ? MATCH_RESTART : equal;
}

static int64_t find_once(Thread *t, Dict *d, Value key, uint64_t hash, bool *restart) {
    Probe p = probe_start(d, hash);
    for (uint32_t at = 0;; at++) {
        int64_t i = at;
        if (d->index_bits) {
            i = slot_get(d, p.slot);
            if (i < 0) return -1;
            probe_next(&p);
        } else if (at >= d->nentries) {
            return -1;
        }
        DictEntry *e = &d->entries[i];
        if (as_same(e->key, key)) return i;
        if (e->hash != hash) continue;
        int equal = match(t, d, e, key);
        if (equal == 1) return i;
        if (equal < 0) return -2;
        if (equal == MATCH_RESTART) {
            *restart = true;
            return -1;
        }
    }
}

static inline int64_t find(Thread *t, Dict *d, Value key, uint64_t hash) {
    if (d->str_keys && as_is_str(key)) return find_str(d, as_as_str(key), hash);
    if (d->count == 0) return -1;
    for (;;) {
        bool restart = false;
        int64_t i = find_once(t, d, key, hash, &restart);
        if (!restart) return i;
    }
}

int64_t as_dict_find(Thread *t, Dict *d, Value key, uint64_t hash) { return find(t, d, key, hash); }

/* --- changing --- */

/* Append an entry for a key that is not there. */
static bool insert_new(Thread *t, Dict *d, Value key, uint64_t hash, Value value) {
    if (d->fill == d->capacity && !resize(t, d, bits_for(d->count * 3))) return false;
    uint32_t i = d->nentries++;
    d->entries[i] = (DictEntry){hash, as_incref(key), as_incref(value)};
    if (d->index_bits) index_add(d, hash, i);
    if (d->count++ == 0) d->str_keys = true;
    if (!as_is_str(key)) d->str_keys = false;
    d->fill++;
    changed(d);
    return true;
}

bool as_dict_set_hashed(Thread *t, Dict *d, Value key, uint64_t hash, Value value) {
    int64_t i = find(t, d, key, hash);
    if (i >= 0) {
        as_assign(t, &d->entries[i].value, as_incref(value));
        return true;
    }
    return i == -1 && insert_new(t, d, key, hash, value);
}

void as_dict_take_entry(Dict *d, size_t i, Value *key, Value *value) {
    DictEntry *e = &d->entries[i];
    *key = e->key;
    *value = e->value;
    e->key = e->value = AS_UNDEF;
    d->count--;
    changed(d);
}

/* --- C interface --- */

Dict *as_dict_new(Thread *t) {
    Dict *d = as_new(t, T_DICT, sizeof(Dict), true);
    if (d) d->str_keys = true;
    return d;
}

/* Make the empty `d` a copy of `other`, entry for entry. */
static bool clone_into(Thread *t, Dict *d, const Dict *other) {
    size_t size = block_size(other->capacity, other->index_bits);
    DictEntry *entries = as_mem_alloc(&t->vm->mem, size);
    if (!entries) {
        as_raise_memory(t);
        return false;
    }
    if (d->entries) free_block(t, d);
    memcpy(entries, other->entries, other->nentries * sizeof(DictEntry));
    if (other->index_bits) {
        size_t index = slot_size(other->index_bits) << other->index_bits;
        memcpy(entries + other->capacity, other->index, index);
    }
    d->entries = entries;
    d->capacity = other->capacity;
    d->index_bits = other->index_bits;
    d->index = other->index_bits ? entries + other->capacity : NULL;
    d->count = other->count;
    d->nentries = other->nentries;
    d->fill = other->fill;
    d->str_keys = other->str_keys;
    d->blocks++;
    for (uint32_t i = 0; i < d->nentries; i++) {
        as_incref(entries[i].key);
        as_incref(entries[i].value);
    }
    changed(d);
    return true;
}

bool as_dict_put_all(Thread *t, Dict *d, Dict *other) {
    if (d == other || other->count == 0) return true;
    /* Stale slots behind popped entries would be read: only whole tables are copied as they are. */
    if (d->count == 0 && other->fill == other->count) return clone_into(t, d, other);
    if (d->count == 0) { /* room at once */
        uint32_t bits = bits_for((other->count * 3 + 1) / 2);
        if (usable_of(bits) < other->count) bits++;
        if (d->capacity < usable_of(bits) && !resize(t, d, bits)) return false;
    }
    size_t n = other->count, pos = 0;
    Value key, value;
    while (as_dict_next(other, &pos, &key, &value)) {
        OWNED(k, as_incref(key));
        OWNED(v, as_incref(value));
        if (!as_dict_set_hashed(t, d, key, other->entries[pos - 1].hash, value)) return false;
        if (other->count != n) return as_fail(t, T_RUNTIME_ERROR, "dict mutated during update");
    }
    return true;
}

Dict *as_dict_copy(Thread *t, Dict *d) {
    Dict *r = as_dict_new(t);
    if (!r || as_dict_put_all(t, r, d)) return r;
    as_decref_obj(t, r);
    return NULL;
}

Value as_dict_get(Thread *t, Dict *d, Value key) {
    uint64_t hash;
    if (!as_hash_quick(t, key, &hash)) return AS_UNDEF;
    int64_t i = find(t, d, key, hash);
    return i >= 0 ? d->entries[i].value : i == -1 ? AS_MISSING : AS_UNDEF;
}

Value as_dict_get_str(Thread *t, Dict *d, Str *key) {
    uint64_t hash = key->hash ? key->hash : as_str_hash(t, key);
    int64_t i = find(t, d, as_from_obj(key), hash);
    return i >= 0 ? d->entries[i].value : i == -1 ? AS_MISSING : AS_UNDEF;
}

bool as_dict_set(Thread *t, Dict *d, Value key, Value value) {
    uint64_t hash;
    return as_hash_quick(t, key, &hash) && as_dict_set_hashed(t, d, key, hash, value);
}

bool as_dict_set_str(Thread *t, Dict *d, Str *key, Value value) {
    uint64_t hash = key->hash ? key->hash : as_str_hash(t, key);
    return as_dict_set_hashed(t, d, as_from_obj(key), hash, value);
}

bool as_dict_set_c(Thread *t, Dict *d, const char *key, Value value) {
    Str *name = as_intern(t, key, strlen(key));
    if (!name) return false;
    OWNED(owned, as_from_obj(name));
    return as_dict_set_str(t, d, name, value);
}

Value as_dict_pop(Thread *t, Dict *d, Value key) {
    uint64_t hash;
    if (!as_hash_quick(t, key, &hash)) return AS_UNDEF;
    int64_t i = find(t, d, key, hash);
    if (i < 0) return i == -1 ? AS_MISSING : AS_UNDEF;
    Value old, value;
    as_dict_take_entry(d, (size_t)i, &old, &value);
    as_decref(t, old);
    return value;
}

int as_dict_delete(Thread *t, Dict *d, Value key) {
    Value v = as_dict_pop(t, d, key);
    if (as_is_undef(v)) return -1;
    if (as_same(v, AS_MISSING)) return 0;
    as_decref(t, v);
    return 1;
}

void as_dict_clear(Thread *t, Dict *d) {
    Dict old = *d;
    d->entries = NULL;
    d->index = NULL;
    d->count = 0;
    d->nentries = d->capacity = d->index_bits = d->fill = 0;
    d->str_keys = true;
    d->blocks++;
    changed(d);
    if (!old.entries) return;
    for (uint32_t i = 0; i < old.nentries; i++) {
        as_decref(t, old.entries[i].key);
        as_decref(t, old.entries[i].value);
    }
    free_block(t, &old);
}

bool as_dict_next(Dict *d, size_t *pos, Value *key, Value *value) {
    while (*pos < d->nentries) {
        const DictEntry *e = &d->entries[(*pos)++];
        if (as_is_undef(e->key)) continue;
        *key = e->key;
        *value = e->value;
        return true;
    }
    return false;
}

int64_t as_dict_entry(Thread *t, Dict *d, Str *key) {
    if (!d->str_keys) return -1; /* a search might run code */
    int64_t i = find_str(d, key, key->hash ? key->hash : as_str_hash(t, key));
    if (i < 0 || d->keys_version) return i;
    if (t->vm->next_version == 0) t->vm->next_version++;
    d->keys_version = t->vm->next_version++;
    return i;
}

/* --- update --- */

static bool merge_mapping(Thread *t, Dict *d, Value mapping, Value keys_method) {
    OWNED(keys, as_call0(t, keys_method));
    if (as_is_undef(keys.v)) return false;
    OWNED(it, as_iter(t, keys.v));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return !as_has_exc(t);
        OWNED(value, as_getitem(t, mapping, key.v));
        if (as_is_undef(value.v) || !as_dict_set(t, d, key.v, value.v)) return false;
    }
}

static bool merge_pair(Thread *t, Dict *d, Value pair, size_t number) {
    OWNED(seq, as_seq_fast(t, pair, ""));
    if (as_is_undef(seq.v)) {
        if (!as_catch(t, T_TYPE_ERROR)) return false;
        return as_fail(t, T_TYPE_ERROR,
                       "cannot convert dictionary update sequence element #%zu to a sequence",
                       number);
    }
    size_t n;
    Value *items = as_seq_items(seq.v, &n);
    if (n != 2) {
        return as_fail(t, T_VALUE_ERROR,
                       "dictionary update sequence element #%zu has length %zu; 2 is required",
                       number, n);
    }
    OWNED(key, as_incref(items[0]));
    OWNED(value, as_incref(items[1]));
    return as_dict_set(t, d, key.v, value.v);
}

static bool merge_pairs(Thread *t, Dict *d, Value pairs) {
    OWNED(it, as_iter(t, pairs));
    if (as_is_undef(it.v)) return false;
    for (size_t i = 0;; i++) {
        OWNED(pair, as_next(t, it.v));
        if (as_is_undef(pair.v)) return !as_has_exc(t);
        if (!merge_pair(t, d, pair.v, i)) return false;
    }
}

bool as_dict_update(Thread *t, Dict *d, Value other) {
    if (as_is_kind(t, other, T_DICT) && as_type_of(t, other)->slots.iter == as_dict_iter) {
        return as_dict_put_all(t, d, as_as_dict(other));
    }
    OWNED(keys, as_getattr_opt(t, other, t->vm->names.keys));
    if (as_is_undef(keys.v)) return false;
    if (as_same(keys.v, AS_MISSING)) return merge_pairs(t, d, other);
    return merge_mapping(t, d, other, keys.v);
}

/* --- life --- */

static Value dict_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Dict *d = as_new_of(t, type, sizeof(Dict));
    if (!d) return AS_UNDEF;
    d->str_keys = true;
    return as_from_obj(d);
}

static bool dict_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    int nkw = as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count, npos = nargs - nkw;
    if (npos > 1) {
        return as_fail(t, T_TYPE_ERROR, "dict expected at most 1 argument, got %d", npos);
    }
    Dict *d = as_as_dict(self);
    if (npos == 1 && !as_dict_update(t, d, args[0])) return false;
    for (int k = 0; k < nkw; k++) {
        if (!as_dict_set(t, d, as_as_tuple(kwnames)->items[k], args[npos + k])) return false;
    }
    return true;
}

static void dict_clear_slot(Thread *t, Obj *self) { as_dict_clear(t, (Dict *)self); }

static void dict_dealloc(Thread *t, Obj *self) {
    as_dict_clear(t, (Dict *)self);
    as_free_obj(t, self, sizeof(Dict));
}

static void dict_traverse(Obj *self, VisitFn visit, void *arg) {
    Dict *d = (Dict *)self;
    for (uint32_t i = 0; i < d->nentries; i++) {
        AS_VISIT(d->entries[i].key);
        AS_VISIT(d->entries[i].value);
    }
}

/* --- slots --- */

static bool show_entry(StrBuilder *b, Value key, Value value) {
    if (!as_sb_repr(b, key)) return false;
    as_sb_bytes(b, ": ", 2);
    return as_sb_repr(b, value);
}

static Value dict_repr(Thread *t, Value self) {
    Dict *d = as_as_dict(self);
    if (d->count == 0) return as_str_from(t, "{}");
    int entered = as_repr_enter(t, self);
    if (entered) return entered < 0 ? AS_UNDEF : as_str_from(t, "{...}");
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_char(&b, '{');
    bool good = true, first = true;
    size_t pos = 0;
    Value key, value;
    while (good && as_dict_next(d, &pos, &key, &value)) {
        OWNED(k, as_incref(key));
        OWNED(v, as_incref(value));
        if (!first) as_sb_bytes(&b, ", ", 2);
        first = false;
        good = show_entry(&b, k.v, v.v);
    }
    as_sb_char(&b, '}');
    as_repr_leave(t, self);
    if (good) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

static int dicts_equal(Thread *t, Dict *a, Dict *b) {
    if (a->count != b->count) return 0;
    size_t pos = 0;
    Value k, v;
    while (as_dict_next(a, &pos, &k, &v)) {
        OWNED(key, as_incref(k));
        OWNED(value, as_incref(v));
        int64_t i = find(t, b, key.v, a->entries[pos - 1].hash);
        if (i < 0) return i == -1 ? 0 : -1;
        int equal = as_equal_item(t, value.v, b->entries[i].value);
        if (equal <= 0) return equal;
    }
    return 1;
}

static Value dict_compare(Thread *t, Value a, Value b, Comparison op) {
    if (op != COMPARE_EQ && op != COMPARE_NE) return AS_NOT_IMPL;
    if (!as_is_kind(t, a, T_DICT) || !as_is_kind(t, b, T_DICT)) return AS_NOT_IMPL;
    int equal = dicts_equal(t, as_as_dict(a), as_as_dict(b));
    return equal < 0 ? AS_UNDEF : as_bool(equal == (op == COMPARE_EQ));
}

static int dict_truth(Thread *t, Value self) {
    (void)t;
    return as_as_dict(self)->count != 0;
}

static int64_t dict_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)as_as_dict(self)->count;
}

static int dict_contains(Thread *t, Value self, Value item) {
    uint64_t hash;
    if (!as_hash_quick(t, item, &hash)) return -1;
    int64_t i = find(t, as_as_dict(self), item, hash);
    return i >= 0 ? 1 : i == -1 ? 0 : -1;
}

Value as_dict_missing(Thread *t, Value self, Value key) {
    if (!as_is_dict(self)) {
        OWNED(missing, as_special(t, self, t->vm->names.__missing__));
        if (as_is_undef(missing.v)) return AS_UNDEF;
        if (!as_same(missing.v, AS_MISSING)) return as_call1(t, missing.v, key);
    }
    return as_raise_key_error(t, key);
}

static Value dict_getitem(Thread *t, Value self, Value key) {
    Dict *d = as_as_dict(self);
    uint64_t hash;
    if (!as_hash_quick(t, key, &hash)) return AS_UNDEF;
    int64_t i = find(t, d, key, hash);
    if (i >= 0) return as_incref(d->entries[i].value);
    return i == -1 ? as_dict_missing(t, self, key) : AS_UNDEF;
}

static bool dict_setitem(Thread *t, Value self, Value key, Value value) {
    if (!as_is_undef(value)) return as_dict_set(t, as_as_dict(self), key, value);
    int deleted = as_dict_delete(t, as_as_dict(self), key);
    if (deleted == 0) as_raise_key_error(t, key);
    return deleted == 1;
}

static Value dict_binary(Thread *t, Operator op, Value a, Value b) {
    if (op != OPER_OR || !as_is_kind(t, a, T_DICT) || !as_is_kind(t, b, T_DICT)) return AS_NOT_IMPL;
    Dict *d = as_dict_copy(t, as_as_dict(a));
    if (!d) return AS_UNDEF;
    OWNED(result, as_from_obj(d));
    return as_dict_update(t, d, b) ? as_move(&result) : AS_UNDEF;
}

static Value dict_inplace(Thread *t, Operator op, Value a, Value b) {
    if (op != OPER_OR) return AS_NOT_IMPL;
    return as_dict_update(t, as_as_dict(a), b) ? as_incref(a) : AS_UNDEF;
}

Value as_dict_iter(Thread *t, Value self) {
    return as_dict_iterator(t, T_DICT_KEYS, self, false);
}

const TypeDef as_def_DICT = {
    .id = T_DICT,
    .slots = {.dealloc = dict_dealloc, .traverse = dict_traverse, .clear = dict_clear_slot,
              .repr = dict_repr, .hash = as_hash_refused, .compare = dict_compare,
              .truth = dict_truth, .binary = dict_binary, .inplace = dict_inplace,
              .length = dict_length, .contains = dict_contains, .getitem = dict_getitem,
              .setitem = dict_setitem, .iter = as_dict_iter, .new_ = dict_new, .init = dict_init},
    .methods = as_dict_methods,
    .doc = "Keys with a value each, in the order of insertion.\n\n"
           "dict(): empty. dict(mapping or iterable of pairs, **more).",
    .operators = 1u << OPER_OR,
    .flags = TYPE_CONTAINER | TYPE_MAPPING,
    .size = sizeof(Dict),
};
