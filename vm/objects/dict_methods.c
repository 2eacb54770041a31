/* The methods of dict. */
#include "vm/objects/containers_impl.h"

static Value dict_clear(Thread *t, Value *args, int nargs) {
    (void)nargs;
    as_dict_clear(t, as_as_dict(args[0]));
    return AS_NONE;
}

static Value dict_copy(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *d = as_dict_copy(t, as_as_dict(args[0]));
    return d ? as_from_obj(d) : AS_UNDEF;
}

static Value dict_get(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value v = as_dict_get(t, as_as_dict(args[0]), args[1]);
    if (!as_same(v, AS_MISSING)) return as_incref(v);
    return as_is_undef(args[2]) ? AS_NONE : as_incref(args[2]);
}

static Value dict_setdefault(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *d = as_as_dict(args[0]);
    Value value = as_is_undef(args[2]) ? AS_NONE : args[2];
    uint64_t hash;
    if (!as_hash_quick(t, args[1], &hash)) return AS_UNDEF;
    int64_t i = as_dict_find(t, d, args[1], hash);
    if (i >= 0) return as_incref(d->entries[i].value);
    if (i == -2 || !as_dict_set_hashed(t, d, args[1], hash, value)) return AS_UNDEF;
    return as_incref(value);
}

static Value dict_pop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *d = as_as_dict(args[0]);
    Value v = d->count ? as_dict_pop(t, d, args[1]) : AS_MISSING; /* empty: not even hashed */
    if (!as_same(v, AS_MISSING)) return v;
    return as_is_undef(args[2]) ? as_raise_key_error(t, args[1]) : as_incref(args[2]);
}

static Value dict_popitem(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *d = as_as_dict(args[0]);
    if (d->count == 0) {
        OWNED(text, as_str_from(t, "popitem(): dictionary is empty"));
        return as_is_undef(text.v) ? AS_UNDEF : as_raise_key_error(t, text.v);
    }
    Tuple *pair = as_tuple_alloc(t, 2);
    if (!pair) return AS_UNDEF;
    uint32_t i = d->nentries - 1;
    while (as_is_undef(d->entries[i].key)) i--;
    as_dict_take_entry(d, i, &pair->items[0], &pair->items[1]);
    d->nentries = i; /* the next insertion goes there, so that popping all is linear */
    return as_from_obj(pair);
}

/* args: self, other or UNDEF, dict of keywords or UNDEF */
static Value dict_update(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *d = as_as_dict(args[0]);
    if (!as_is_undef(args[1]) && !as_dict_update(t, d, args[1])) return AS_UNDEF;
    if (!as_is_undef(args[2]) && !as_dict_put_all(t, d, as_as_dict(args[2]))) return AS_UNDEF;
    return AS_NONE;
}

static bool set_each(Thread *t, Value dict, Value iterable, Value value) {
    OWNED(it, as_iter(t, iterable));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(key, as_next(t, it.v));
        if (as_is_undef(key.v)) return !as_has_exc(t);
        bool good = as_is_dict(dict) ? as_dict_set(t, as_as_dict(dict), key.v, value)
                                     : as_setitem(t, dict, key.v, value);
        if (!good) return false;
    }
}

static Value dict_fromkeys(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(dict, as_call0(t, args[0]));
    if (as_is_undef(dict.v)) return AS_UNDEF;
    Value value = as_is_undef(args[2]) ? AS_NONE : args[2];
    return set_each(t, dict.v, args[1], value) ? as_move(&dict) : AS_UNDEF;
}

static Value dict_keys(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_dict_view(t, T_DICT_KEYS, args[0]);
}
static Value dict_values(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_dict_view(t, T_DICT_VALUES, args[0]);
}
static Value dict_items(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_dict_view(t, T_DICT_ITEMS, args[0]);
}

static Value dict_reversed(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_dict_iterator(t, T_DICT_KEYS, args[0], true);
}

const NativeDef as_dict_methods[] = {
    {"clear", "self, /", dict_clear, "Take all items out.", 0},
    {"copy", "self, /", dict_copy, "A new dict with the same items.", 0},
    {"fromkeys", "cls, iterable, value=None, /", dict_fromkeys,
     "A dict with the items of the iterable as keys, all with one value.", NATIVE_CLASS},
    {"get", "self, key, default=None, /", dict_get,
     "The value of key, or default when it is not there.", 0},
    {"items", "self, /", dict_items, "A view of the (key, value) pairs.", 0},
    {"keys", "self, /", dict_keys, "A view of the keys.", 0},
    {"pop", "self, key, default=None, /", dict_pop,
     "Remove key and return its value; default, or KeyError, when it is not there.", 0},
    {"popitem", "self, /", dict_popitem,
     "Remove and return the pair that was put in last; KeyError when empty.", 0},
    {"setdefault", "self, key, default=None, /", dict_setdefault,
     "The value of key; default is put in when it is not there.", 0},
    {"update", "self, other=(), /, **kwargs", dict_update,
     "Put in the items of a mapping, or of an iterable of pairs, and the keywords.", 0},
    {"values", "self, /", dict_values, "A view of the values.", 0},
    {"__reversed__", "self, /", dict_reversed, "Iterator over the keys from the last.", 0},
    {"__class_getitem__", "cls, item, /", as_class_getitem, "dict[key, value]: a type hint.",
     NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
