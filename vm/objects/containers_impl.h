/* What the container types share among themselves: quick forms of hash and ==, checks of kind, and
 * the internals that one type's files divide. Nothing outside vm/objects needs this. */
#ifndef AS_VM_OBJECTS_CONTAINERS_IMPL_H
#define AS_VM_OBJECTS_CONTAINERS_IMPL_H

#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* hash(v), without a call for exact strs and inline ints. */
static inline bool as_hash_quick(Thread *t, Value v, uint64_t *out) {
    const int64_t modulus = ((int64_t)1 << 61) - 1; /* CPython hashes ints modulo this */
    if (as_is_str(v)) {
        Str *s = as_as_str(v);
        *out = s->hash ? s->hash : as_str_hash(t, s);
        return true;
    }
    if (as_is_int(v)) {
        int64_t i = as_int_of(v);
        if (i > -modulus && i < modulus) {
            *out = (uint64_t)(i == -1 ? -2 : i);
            return true;
        }
    }
    return as_hash(t, v, out);
}

/* 1 or 0 when `a == b` can be told without running any code, else 2. */
static inline int as_equal_cheap(Value a, Value b) {
    if (as_same(a, b)) return 1;
    if (as_both_int(a, b)) return 0;
    if (as_is_str(a) && as_is_str(b)) return as_str_equal(as_as_str(a), as_as_str(b));
    return 2;
}
/* `a == b` of two values that are only borrowed from containers: holds them meanwhile. */
int as_equal_held(Thread *t, Value a, Value b);
static inline int as_equal_item(Thread *t, Value a, Value b) {
    int r = as_equal_cheap(a, b);
    return r < 2 ? r : as_equal_held(t, a, b);
}

/* Whether v is of built-in type `id` or of an heir. */
static inline bool as_is_kind(Thread *t, Value v, TypeId id) {
    return as_is_obj(v) && (as_obj(v)->shape == (uint32_t)id ||
                            as_type_of(t, v)->layout == (uint32_t)id);
}
static inline bool as_is_any_set(Thread *t, Value v) {
    return as_is_kind(t, v, T_SET) || as_is_kind(t, v, T_FROZENSET);
}
static inline bool as_has_index(Thread *t, Value v) {
    return as_is_int(v) || as_type_of(t, v)->slots.index;
}

/* Subscript `key` of a sequence as int64: IndexError when it is out of int64's range. `key` must have
 * __index__. */
bool as_seq_index(Thread *t, Value key, int64_t *out);
/* Factor of a repetition: TypeError when it is no int, OverflowError when out of range. */
bool as_seq_factor(Thread *t, Value v, int64_t *out);
/* `v` as an exact list or tuple (owned): itself if it is one, else all its items as a list. TypeError
 * with `message` when it is not iterable. */
Value as_seq_fast(Thread *t, Value v, const char *message);
static inline Value *as_seq_items(Value list_or_tuple, size_t *count) {
    if (as_is_tuple(list_or_tuple)) {
        *count = as_as_tuple(list_or_tuple)->count;
        return as_as_tuple(list_or_tuple)->items;
    }
    *count = as_as_list(list_or_tuple)->count;
    return as_as_list(list_or_tuple)->items;
}
/* start and stop of index(): clamped to 0..count; absent ones may be AS_UNDEF. */
bool as_search_bounds(Thread *t, Value from, Value to, size_t count, int64_t *start, int64_t *stop);
/* Iterators that are a sequence and a position: list_iterator, tuple_iterator, reversed ... */
Value as_seq_iterator(Thread *t, TypeId type, Value seq, int64_t at);
/* (start, stop, step) of a slice for a length of any size. */
Value as_slice_big_indices(Thread *t, Value slice, Value length);
/* The hash slot of unhashable types (vm/slots.c: __hash__ is None then). */
bool as_hash_refused(Thread *t, Value self, uint64_t *out);
/* Two owned values as a tuple. *last is the tuple made before (or UNDEF), which is filled again when
 * nobody else holds it: loops over pairs then allocate nothing. */
Value as_pair_up(Thread *t, Value *last, Value a, Value b);
/* The iter slot of iterators: the same object. */
Value as_iter_self(Thread *t, Value self);
/* At most one positional argument and no keywords, as list(), set(), tuple() take them: *arg is
 * AS_UNDEF when it is absent. */
bool as_bind_optional(Thread *t, const char *function, Value *args, int nargs, Value kwnames,
                      Value *arg);
/* Comparison of the counts of two sequences that are equal as far as the shorter one goes. */
Value as_compare_counts(size_t a, size_t b, Comparison op);
/* A subscript is neither an index nor a slice: "T indices must be integers or slices, not X". */
Value as_bad_subscript(Thread *t, const char *what, Value key);

/* --- list internals --- */
/* Room for `n` items in all, growing geometrically. */
bool as_list_reserve(Thread *t, List *l, size_t n);
/* Replace l[from:to] by `n` borrowed items (not from the list itself). */
bool as_list_splice(Thread *t, List *l, size_t from, size_t to, const Value *items, size_t n);
void as_list_clear_items(Thread *t, List *l);
Value as_list_slice(Thread *t, List *l, size_t from, size_t to);
bool as_list_repeat_in_place(Thread *t, List *l, int64_t n);
extern const NativeDef as_list_methods[];

/* --- dict internals --- */
/* Entry number of key with this hash; -1 absent, -2 exception. */
int64_t as_dict_find(Thread *t, Dict *d, Value key, uint64_t hash);
bool as_dict_set_hashed(Thread *t, Dict *d, Value key, uint64_t hash, Value value);
/* Take live entry i out; its key and value are handed over. */
void as_dict_take_entry(Dict *d, size_t i, Value *key, Value *value);
/* Put every entry of `other` into d. */
bool as_dict_put_all(Thread *t, Dict *d, Dict *other);
/* The iter slot of dict: tells dicts whose heirs iterate otherwise. */
Value as_dict_iter(Thread *t, Value self);
/* The KeyError of a failed look-up or the result of __missing__. */
Value as_dict_missing(Thread *t, Value self, Value key);
/* dict_keys, dict_values, dict_items, and their iterators (`type` T_DICT_KEYS ...; reversed or not). */
Value as_dict_view(Thread *t, TypeId type, Value dict);
Value as_dict_iterator(Thread *t, TypeId view, Value dict, bool reversed);
extern const NativeDef as_dict_methods[];

/* --- set internals --- */
bool as_set_add_hashed(Thread *t, Set *s, Value key, uint64_t hash);
int as_set_contains_hashed(Thread *t, Set *s, Value key, uint64_t hash);
int as_set_discard_hashed(Thread *t, Set *s, Value key, uint64_t hash);
bool as_set_next_hashed(Set *s, size_t *pos, Value *key, uint64_t *hash);
/* Grow or shrink so that more than `least` slots are there. */
bool as_set_resize(Thread *t, Set *s, size_t least);
bool as_set_merge(Thread *t, Set *s, Set *other);
void as_set_clear_keys(Thread *t, Set *s);
void as_set_swap(Set *a, Set *b);
Value as_set_copy(Thread *t, Set *s); /* set or frozenset, never an heir */
Value as_set_intersect(Thread *t, Set *s, Value other);
Value as_set_subtract(Thread *t, Set *s, Value other);
bool as_set_subtract_from(Thread *t, Set *s, Value other);
bool as_set_symmetric_update(Thread *t, Set *s, Value other);
int as_set_is_subset(Thread *t, Set *s, Set *other);
TypeId as_set_kind(Thread *t, Value set);
Value as_set_binary(Thread *t, Operator op, Value a, Value b);
Value as_set_inplace(Thread *t, Operator op, Value a, Value b);
Value as_set_compare(Thread *t, Value a, Value b, Comparison op);
extern const NativeDef as_set_methods[], as_frozenset_methods[];

/* __class_getitem__ of the types: C[item] is a types.GenericAlias. */
Value as_generic_alias_new(Thread *t, Value origin, Value args); /* vm/objects/descriptors.h */
Value as_class_getitem(Thread *t, Value *args, int nargs);

#endif
