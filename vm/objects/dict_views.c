/* dict_keys, dict_values, dict_items and the iterators of dicts.
 *
 * A view holds its dict and nothing else. Iterators notice when the dict's size changes; one that finds
 * more keys than there were when it began (deleted and inserted meanwhile) says so too. */
#include "vm/objects/containers_impl.h"

Value as_mapping_proxy_new(Thread *t, Value mapping); /* vm/objects/descriptors.h */

/* --- iterators --- */

typedef enum Part { PART_KEY, PART_VALUE, PART_ITEM } Part;

typedef struct DictIterator {
    Obj obj;
    Value dict;  /* AS_UNDEF: exhausted */
    Value last;  /* pair given out last */
    size_t used; /* count of the dict when iteration began; SIZE_MAX once it was found changed */
    int64_t pos; /* entry looked at next */
    size_t left;
    uint8_t part;
} DictIterator;

static DictIterator *as_it(Value v) { return (DictIterator *)as_obj(v); }

Value as_dict_iterator(Thread *t, TypeId view, Value dict, bool reversed) {
    TypeId type = view == T_DICT_KEYS     ? T_DICT_KEY_ITERATOR
                  : view == T_DICT_VALUES ? T_DICT_VALUE_ITERATOR
                                          : T_DICT_ITEM_ITERATOR;
    Dict *d = as_as_dict(dict);
    DictIterator *it =
        as_new(t, reversed ? T_DICT_REVERSE_ITERATOR : type, sizeof(DictIterator), true);
    if (!it) return AS_UNDEF;
    it->dict = as_incref(dict);
    it->last = AS_UNDEF;
    it->used = it->left = d->count;
    it->pos = reversed ? (int64_t)d->nentries - 1 : 0;
    it->part = (uint8_t)(view == T_DICT_KEYS     ? PART_KEY
                         : view == T_DICT_VALUES ? PART_VALUE
                                                 : PART_ITEM);
    return as_from_obj(it);
}

static void iter_clear(Thread *t, Obj *self) {
    as_clear(t, &((DictIterator *)self)->dict);
    as_clear(t, &((DictIterator *)self)->last);
}
static void iter_dealloc(Thread *t, Obj *self) {
    iter_clear(t, self);
    as_free_obj(t, self, sizeof(DictIterator));
}
static void iter_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((DictIterator *)self)->dict);
    AS_VISIT(((DictIterator *)self)->last);
}

static Value exhausted(Thread *t, DictIterator *it) {
    as_clear(t, &it->dict);
    return AS_UNDEF;
}

static Value give(Thread *t, DictIterator *it, const DictEntry *e) {
    if (it->part == PART_KEY) return as_incref(e->key);
    if (it->part == PART_VALUE) return as_incref(e->value);
    return as_pair_up(t, &it->last, as_incref(e->key), as_incref(e->value));
}

static bool same_size(Thread *t, DictIterator *it, const Dict *d) {
    if (it->used == d->count) return true;
    it->used = SIZE_MAX;
    return as_fail(t, T_RUNTIME_ERROR, "dictionary changed size during iteration");
}

static Value iter_next(Thread *t, Value self) {
    DictIterator *it = as_it(self);
    if (as_is_undef(it->dict)) return AS_UNDEF;
    Dict *d = as_as_dict(it->dict);
    if (!same_size(t, it, d)) return AS_UNDEF;
    int64_t i = it->pos, n = d->nentries;
    while (i < n && as_is_undef(d->entries[i].key)) i++;
    if (i >= n) return exhausted(t, it);
    if (it->left == 0) {
        as_clear(t, &it->dict);
        return as_raise(t, T_RUNTIME_ERROR, "dictionary keys changed during iteration");
    }
    it->pos = i + 1;
    it->left--;
    return give(t, it, &d->entries[i]);
}

static Value iter_reverse_next(Thread *t, Value self) {
    DictIterator *it = as_it(self);
    if (as_is_undef(it->dict)) return AS_UNDEF;
    Dict *d = as_as_dict(it->dict);
    if (!same_size(t, it, d)) return AS_UNDEF;
    int64_t i = it->pos < d->nentries ? it->pos : (int64_t)d->nentries - 1;
    while (i >= 0 && as_is_undef(d->entries[i].key)) i--;
    if (i < 0) return exhausted(t, it);
    it->pos = i - 1;
    it->left--;
    return give(t, it, &d->entries[i]);
}

static Value iter_left(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    DictIterator *it = as_it(args[0]);
    bool valid = !as_is_undef(it->dict) && it->used == as_as_dict(it->dict)->count;
    return as_int(valid ? (int64_t)it->left : 0);
}

static const NativeDef iter_methods[] = {
    {"__length_hint__", "self, /", iter_left, "How many items are still to come.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

#define ITERATOR_DEF(name, next_fn)                                                                \
    const TypeDef as_def_##name = {                                                                \
        .id = T_##name,                                                                            \
        .slots = {.dealloc = iter_dealloc, .traverse = iter_traverse, .clear = iter_clear,         \
                  .iter = as_iter_self, .next = next_fn},                                          \
        .methods = iter_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,               \
        .size = sizeof(DictIterator)}

ITERATOR_DEF(DICT_KEY_ITERATOR, iter_next);
ITERATOR_DEF(DICT_VALUE_ITERATOR, iter_next);
ITERATOR_DEF(DICT_ITEM_ITERATOR, iter_next);
ITERATOR_DEF(DICT_REVERSE_ITERATOR, iter_reverse_next);

/* --- views --- */

typedef struct DictView {
    Obj obj;
    Value dict;
} DictView;

static Value dict_of(Value view) { return ((DictView *)as_obj(view))->dict; }
static Dict *table_of(Value view) { return as_as_dict(dict_of(view)); }
static bool is_keys(Value v) { return as_is_exact(v, T_DICT_KEYS); }
static bool is_items(Value v) { return as_is_exact(v, T_DICT_ITEMS); }
static bool is_set_view(Value v) { return is_keys(v) || is_items(v); }

Value as_dict_view(Thread *t, TypeId type, Value dict) {
    DictView *v = as_new(t, type, sizeof(DictView), true);
    if (!v) return AS_UNDEF;
    v->dict = as_incref(dict);
    return as_from_obj(v);
}

static void view_clear(Thread *t, Obj *self) { (void)t, (void)self; /* the dict breaks cycles */ }
static void view_dealloc(Thread *t, Obj *self) {
    as_clear(t, &((DictView *)self)->dict);
    as_free_obj(t, self, sizeof(DictView));
}
static void view_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(((DictView *)self)->dict); }

static int64_t view_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)table_of(self)->count;
}
static Value view_iter(Thread *t, Value self) {
    return as_dict_iterator(t, (TypeId)as_obj(self)->shape, dict_of(self), false);
}
static Value view_reversed(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_dict_iterator(t, (TypeId)as_obj(args[0])->shape, dict_of(args[0]), true);
}
static Value view_mapping(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_mapping_proxy_new(t, dict_of(args[0]));
}

static Value view_repr(Thread *t, Value self) {
    int entered = as_repr_enter(t, self);
    if (entered) return entered < 0 ? AS_UNDEF : as_str_from(t, "...");
    OWNED(list, as_list_new(t, table_of(self)->count));
    OWNED(result, AS_UNDEF);
    if (!as_is_undef(list.v) && as_list_extend(t, as_as_list(list.v), self)) {
        result.v = as_str_format(t, "%T(%R)", self, list.v);
    }
    as_repr_leave(t, self);
    return as_move(&result);
}

/* --- views as sets --- */

static int keys_contains(Thread *t, Value self, Value item) {
    Value v = as_dict_get(t, table_of(self), item);
    return as_is_undef(v) ? -1 : !as_same(v, AS_MISSING);
}

static int items_contains(Thread *t, Value self, Value item) {
    if (!as_is_kind(t, item, T_TUPLE) || as_as_tuple(item)->count != 2) return 0;
    Value *pair = as_as_tuple(item)->items;
    Value v = as_dict_get(t, table_of(self), pair[0]);
    if (as_is_undef(v)) return -1;
    return as_same(v, AS_MISSING) ? 0 : as_equal_item(t, v, pair[1]);
}

static int view_contains(Thread *t, Value self, Value item) {
    return is_keys(self) ? keys_contains(t, self, item) : items_contains(t, self, item);
}

/* Whether every item of `items` is in `container`. */
static int all_in(Thread *t, Value items, Value container) {
    OWNED(it, as_iter(t, items));
    if (as_is_undef(it.v)) return -1;
    for (;;) {
        OWNED(item, as_next(t, it.v));
        if (as_is_undef(item.v)) return as_has_exc(t) ? -1 : 1;
        int in = as_contains(t, container, item.v);
        if (in <= 0) return in;
    }
}

static Value view_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!is_set_view(b) && !as_is_any_set(t, b)) return AS_NOT_IMPL;
    int64_t na = as_len(t, a), nb = as_len(t, b);
    if (na < 0 || nb < 0) return AS_UNDEF;
    int r = 0;
    switch (op) {
    case COMPARE_EQ:
    case COMPARE_NE: r = na == nb ? all_in(t, a, b) : 0; break;
    case COMPARE_LT: r = na < nb ? all_in(t, a, b) : 0; break;
    case COMPARE_LE: r = na <= nb ? all_in(t, a, b) : 0; break;
    case COMPARE_GT: r = na > nb ? all_in(t, b, a) : 0; break;
    case COMPARE_GE: r = na >= nb ? all_in(t, b, a) : 0; break;
    }
    if (r < 0) return AS_UNDEF;
    return as_bool(op == COMPARE_NE ? !r : r);
}

/* set(v), for keys of an exact dict by way of the dict. */
static Value to_set(Thread *t, Value v) {
    OWNED(set, as_set_new(t, T_SET));
    if (as_is_undef(set.v)) return AS_UNDEF;
    Value from = is_keys(v) && as_is_dict(dict_of(v)) ? dict_of(v) : v;
    return as_set_update(t, as_as_set(set.v), from) ? as_move(&set) : AS_UNDEF;
}

static Value intersection(Thread *t, Value a, Value b) {
    if (!is_set_view(a)) {
        Value swap = a;
        a = b;
        b = swap;
    }
    size_t n = table_of(a)->count;
    if (as_is_exact(b, T_SET) && n <= as_as_set(b)->count) {
        return as_set_intersect(t, as_as_set(b), a);
    }
    if (is_set_view(b) && table_of(b)->count > n) {
        Value swap = a;
        a = b;
        b = swap;
    }
    OWNED(result, as_set_new(t, T_SET));
    OWNED(it, as_is_undef(result.v) ? AS_UNDEF : as_iter(t, b));
    if (as_is_undef(it.v)) return AS_UNDEF;
    for (;;) {
        OWNED(item, as_next(t, it.v));
        if (as_is_undef(item.v)) return as_has_exc(t) ? AS_UNDEF : as_move(&result);
        int in = view_contains(t, a, item.v);
        if (in < 0 || (in && !as_set_add(t, as_as_set(result.v), item.v))) return AS_UNDEF;
    }
}

/* items ^ items: an equal pair is dropped from a copy of the first dict, others are collected. */
static bool toggle_items(Thread *t, Dict *rest, Dict *other, Set *result) {
    size_t pos = 0;
    Value k, v;
    while (as_dict_next(other, &pos, &k, &v)) {
        OWNED(key, as_incref(k));
        OWNED(value, as_incref(v));
        Value mine = as_dict_get(t, rest, key.v);
        if (as_is_undef(mine)) return false;
        int equal = as_same(mine, AS_MISSING) ? 0 : as_equal_item(t, mine, value.v);
        if (equal < 0) return false;
        if (equal) {
            if (as_dict_delete(t, rest, key.v) < 0) return false;
            continue;
        }
        OWNED(pair, as_tuple_pack(t, 2, key.v, value.v));
        if (as_is_undef(pair.v) || !as_set_add(t, result, pair.v)) return false;
    }
    return true;
}

static Value items_symmetric(Thread *t, Value a, Value b) {
    Dict *d = as_dict_copy(t, table_of(a));
    if (!d) return AS_UNDEF;
    OWNED(rest, as_from_obj(d));
    OWNED(result, as_set_new(t, T_SET));
    if (as_is_undef(result.v)) return AS_UNDEF;
    if (!toggle_items(t, d, table_of(b), as_as_set(result.v))) return AS_UNDEF;
    OWNED(items, as_dict_view(t, T_DICT_ITEMS, rest.v));
    if (as_is_undef(items.v) || !as_set_update(t, as_as_set(result.v), items.v)) return AS_UNDEF;
    return as_move(&result);
}

static Value view_binary(Thread *t, Operator op, Value a, Value b) {
    if (op == OPER_AND) return intersection(t, a, b);
    if (op == OPER_XOR && is_items(a) && is_items(b)) return items_symmetric(t, a, b);
    if (op != OPER_OR && op != OPER_SUB && op != OPER_XOR) return AS_NOT_IMPL;
    OWNED(result, to_set(t, a));
    if (as_is_undef(result.v)) return AS_UNDEF;
    Set *s = as_as_set(result.v);
    bool good = op == OPER_OR    ? as_set_update(t, s, b)
                : op == OPER_SUB ? as_set_subtract_from(t, s, b)
                                 : as_set_symmetric_update(t, s, b);
    return good ? as_move(&result) : AS_UNDEF;
}

static Value view_isdisjoint(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value a = args[0], b = args[1];
    if (as_same(a, b)) return as_bool(table_of(a)->count == 0);
    if (is_set_view(b) || as_is_any_set(t, b)) {
        int64_t nb = as_len(t, b);
        if (nb < 0) return AS_UNDEF;
        if ((uint64_t)nb > table_of(a)->count) {
            b = a;
            a = args[1];
        }
    }
    OWNED(it, as_iter(t, b));
    if (as_is_undef(it.v)) return AS_UNDEF;
    for (;;) {
        OWNED(item, as_next(t, it.v));
        if (as_is_undef(item.v)) return as_has_exc(t) ? AS_UNDEF : AS_TRUE;
        int in = as_contains(t, a, item.v);
        if (in) return in < 0 ? AS_UNDEF : AS_FALSE;
    }
}

/* --- types --- */

#define COMMON_METHODS                                                                             \
    {"mapping", "self, /", view_mapping, "The dict this is a view of, read only.", NATIVE_GETTER}, \
    {"__reversed__", "self, /", view_reversed, "Iterator from the last one.", 0},                  \
    {NULL, NULL, NULL, NULL, 0}

static const NativeDef values_methods[] = {COMMON_METHODS};
static const NativeDef set_view_methods[] = {
    {"isdisjoint", "self, other, /", view_isdisjoint, "Whether both have nothing in common.", 0},
    COMMON_METHODS};

#define SET_OPERATORS (1u << OPER_OR | 1u << OPER_AND | 1u << OPER_SUB | 1u << OPER_XOR)

#define SET_VIEW_DEF(name)                                                                         \
    const TypeDef as_def_##name = {                                                                \
        .id = T_##name,                                                                            \
        .slots = {.dealloc = view_dealloc, .traverse = view_traverse, .clear = view_clear,         \
                  .repr = view_repr, .hash = as_hash_refused, .compare = view_compare,             \
                  .binary = view_binary, .length = view_length, .contains = view_contains,         \
                  .iter = view_iter},                                                              \
        .methods = set_view_methods, .operators = SET_OPERATORS,                                   \
        .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(DictView)}

SET_VIEW_DEF(DICT_KEYS);
SET_VIEW_DEF(DICT_ITEMS);

const TypeDef as_def_DICT_VALUES = {
    .id = T_DICT_VALUES,
    .slots = {.dealloc = view_dealloc, .traverse = view_traverse, .clear = view_clear,
              .repr = view_repr, .length = view_length, .iter = view_iter},
    .methods = values_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(DictView),
};
