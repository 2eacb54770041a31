/* list, tuple, dict, set: the C interface that everything else uses. */
#ifndef AS_VM_OBJECTS_CONTAINERS_H
#define AS_VM_OBJECTS_CONTAINERS_H

#include "vm/error.h"

/* --- tuple --- */
struct Tuple {
    Obj obj;
    size_t count;
    uint64_t hash; /* 0: not computed */
    Value items[];
};
static inline Tuple *as_as_tuple(Value v) { return (Tuple *)as_obj(v); }
Value as_tuple_new(Thread *t, const Value *items, size_t count);      /* items borrowed */
Value as_tuple_take(Thread *t, Value *items, size_t count);           /* items moved in; on failure they are released */
Tuple *as_tuple_alloc(Thread *t, size_t count);                       /* items zero bits; to be filled */
Value as_tuple_pack(Thread *t, int count, ...);                       /* Values, borrowed */

/* --- list --- */
typedef struct List {
    Obj obj;
    size_t count, capacity;
    Value *items;
} List;
static inline List *as_as_list(Value v) { return (List *)as_obj(v); }
Value as_list_new(Thread *t, size_t capacity);
Value as_list_take(Thread *t, Value *items, size_t count);            /* as as_tuple_take */
bool as_list_append(Thread *t, List *l, Value v);                     /* v borrowed */
bool as_list_append_take(Thread *t, List *l, Value v);                /* v moved, on failure released */
bool as_list_extend(Thread *t, List *l, Value iterable);
bool as_list_insert(Thread *t, List *l, int64_t at, Value v);
bool as_list_delete_range(Thread *t, List *l, size_t from, size_t to);
bool as_list_sort(Thread *t, List *l, Value key, bool reverse);       /* stable; key None or callable */

/* --- dict: insertion-ordered, compact ---
 * entries[0..nentries) in order of insertion, deleted ones with key UNDEF; `index` is the hash table
 * of entry numbers. keys_version: 0, or a number unique in the VM that stands for this very set of
 * keys at these entry positions; it is reset to 0 by every insertion of a new key, deletion or resize, but not
 * when the value of a present key is replaced: inline caches keep (keys_version, entry). */
typedef struct DictEntry {
    uint64_t hash;
    Value key, value;
} DictEntry;
struct Dict {
    Obj obj;
    size_t count;        /* live entries */
    uint32_t nentries;   /* used entries, deleted ones included */
    uint32_t capacity;   /* of entries */
    uint32_t keys_version;
    uint32_t index_bits; /* index has 1 << index_bits slots; 0: no table, entries are few */
    uint32_t blocks;     /* counts the blocks there were: a search notices a new one across user code */
    DictEntry *entries;
    void *index;         /* int8, int16 or int32 slots, in the same block behind the entries */
    uint32_t fill;       /* entries used since the last resize, never more than capacity */
    bool str_keys;       /* all keys are exact strs: fast path */
};
static inline Dict *as_as_dict(Value v) { return (Dict *)as_obj(v); }
Dict *as_dict_new(Thread *t);
Dict *as_dict_copy(Thread *t, Dict *d);
/* Borrowed value, AS_MISSING when absent, AS_UNDEF with an exception (hash or == raised). */
Value as_dict_get(Thread *t, Dict *d, Value key);
Value as_dict_get_str(Thread *t, Dict *d, Str *key); /* never raises when str_keys; borrowed or AS_MISSING */
bool as_dict_set(Thread *t, Dict *d, Value key, Value value);         /* both borrowed */
bool as_dict_set_str(Thread *t, Dict *d, Str *key, Value value);
bool as_dict_set_c(Thread *t, Dict *d, const char *key, Value value); /* interns the key */
int as_dict_delete(Thread *t, Dict *d, Value key);                    /* 1 deleted, 0 absent, -1 exception */
Value as_dict_pop(Thread *t, Dict *d, Value key);                     /* owned, AS_MISSING, or AS_UNDEF */
void as_dict_clear(Thread *t, Dict *d);
bool as_dict_update(Thread *t, Dict *d, Value mapping_or_pairs);
/* Walk: *pos starts at 0; borrowed key and value; false at the end. The dict may change its values meanwhile. */
bool as_dict_next(Dict *d, size_t *pos, Value *key, Value *value);
/* For inline caches: entry number of key or -1; makes keys_version non-zero. */
int64_t as_dict_entry(Thread *t, Dict *d, Str *key);

/* --- set and frozenset: probe and grow as CPython's do, so that iteration order agrees --- */
typedef struct SetEntry {
    Value key; /* zero bits: empty; AS_UNDEF: deleted */
    uint64_t hash;
} SetEntry;
typedef struct Set {
    Obj obj;
    size_t count, fill, mask;
    uint64_t hash; /* frozenset */
    SetEntry *table;
    SetEntry small[8];
} Set;
static inline Set *as_as_set(Value v) { return (Set *)as_obj(v); }
Value as_set_new(Thread *t, TypeId type);       /* T_SET or T_FROZENSET */
bool as_set_add(Thread *t, Set *s, Value key);
int as_set_contains(Thread *t, Set *s, Value key);
int as_set_discard(Thread *t, Set *s, Value key); /* 1 removed, 0 absent, -1 */
bool as_set_update(Thread *t, Set *s, Value iterable);
bool as_set_next(Set *s, size_t *pos, Value *key); /* borrowed */

/* --- range and slice --- */
typedef struct Range {
    Obj obj;
    Value start, stop, step, length; /* ints of any size */
} Range;
typedef struct Slice {
    Obj obj;
    Value start, stop, step;
} Slice;
Value as_range_new(Thread *t, Value start, Value stop, Value step);
Value as_slice_new(Thread *t, Value start, Value stop, Value step);
/* CPython's PySlice_Unpack + AdjustIndices for a sequence of `length`: false with an exception. */
bool as_slice_indices(Thread *t, Value slice, int64_t length, int64_t *start, int64_t *stop, int64_t *step, int64_t *count);

/* --- iterators --- */
Value as_seq_iter(Thread *t, Value seq);                         /* over __getitem__ from 0 until IndexError */
Value as_call_iter(Thread *t, Value callable, Value sentinel);   /* iter(callable, sentinel) */

#endif
