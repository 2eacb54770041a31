/* The methods of list. */
#include "vm/objects/containers_impl.h"

static Value list_append(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_list_append(t, as_as_list(args[0]), args[1]) ? AS_NONE : AS_UNDEF;
}

static Value list_extend(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_list_extend(t, as_as_list(args[0]), args[1]) ? AS_NONE : AS_UNDEF;
}

/* An argument that has to be an index: TypeError and OverflowError as any int argument. */
static bool int_argument(Thread *t, Value v, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    OWNED(number, as_index(t, v));
    if (as_is_undef(number.v)) return false;
    if (as_int_to_i64(number.v, out)) return true;
    return as_fail(t, T_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
}

static Value list_insert(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t at;
    if (!int_argument(t, args[1], &at)) return AS_UNDEF;
    if (at < -((int64_t)1 << 60)) at = -((int64_t)1 << 60);
    return as_list_insert(t, as_as_list(args[0]), at, args[2]) ? AS_NONE : AS_UNDEF;
}

static Value list_pop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    List *l = as_as_list(args[0]);
    int64_t at = -1;
    if (!as_is_undef(args[1])) {
        if (as_is_int(args[1])) {
            at = as_int_of(args[1]);
        } else if (!int_argument(t, args[1], &at)) {
            return AS_UNDEF;
        }
    }
    if (l->count == 0) return as_raise(t, T_INDEX_ERROR, "pop from empty list");
    if (at < 0) at += (int64_t)l->count;
    if ((uint64_t)at >= l->count) return as_raise(t, T_INDEX_ERROR, "pop index out of range");
    Value v = l->items[at];
    if ((size_t)at + 1 == l->count && (l->capacity < 64 || l->count > l->capacity / 2)) {
        l->count--;
        return v;
    }
    as_incref(v);
    if (as_list_splice(t, l, (size_t)at, (size_t)at + 1, NULL, 0)) return v;
    as_decref(t, v);
    return AS_UNDEF;
}

static Value list_remove(Thread *t, Value *args, int nargs) {
    (void)nargs;
    List *l = as_as_list(args[0]);
    for (size_t i = 0; i < l->count; i++) {
        int equal = as_equal_item(t, l->items[i], args[1]);
        if (equal < 0) return AS_UNDEF;
        if (!equal) continue;
        return as_list_delete_range(t, l, i, i + 1) ? AS_NONE : AS_UNDEF;
    }
    return as_raise(t, T_VALUE_ERROR, "list.remove(x): x not in list");
}

static Value list_clear(Thread *t, Value *args, int nargs) {
    (void)nargs;
    as_list_clear_items(t, as_as_list(args[0]));
    return AS_NONE;
}

static Value list_copy(Thread *t, Value *args, int nargs) {
    (void)nargs;
    List *l = as_as_list(args[0]);
    return as_list_slice(t, l, 0, l->count);
}

static Value list_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    List *l = as_as_list(args[0]);
    int64_t found = 0;
    for (size_t i = 0; i < l->count; i++) {
        int equal = as_equal_item(t, l->items[i], args[1]);
        if (equal < 0) return AS_UNDEF;
        found += equal;
    }
    return as_int(found);
}

static Value list_index(Thread *t, Value *args, int nargs) {
    (void)nargs;
    List *l = as_as_list(args[0]);
    int64_t start, stop;
    if (!as_search_bounds(t, args[2], args[3], l->count, &start, &stop)) return AS_UNDEF;
    for (int64_t i = start; i < stop && i < (int64_t)l->count; i++) {
        int equal = as_equal_item(t, l->items[i], args[1]);
        if (equal < 0) return AS_UNDEF;
        if (equal) return as_int(i);
    }
    return as_raise(t, T_VALUE_ERROR, "%R is not in list", args[1]);
}

static Value list_reverse(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    List *l = as_as_list(args[0]);
    for (size_t i = 0, j = l->count; i + 1 < j; i++) {
        Value v = l->items[--j];
        l->items[j] = l->items[i];
        l->items[i] = v;
    }
    return AS_NONE;
}

static Value list_sort(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value key = as_is_undef(args[1]) ? AS_NONE : args[1];
    int reverse = 0;
    if (!as_is_undef(args[2])) {
        reverse = as_truth(t, args[2]);
        if (reverse < 0) return AS_UNDEF;
    }
    return as_list_sort(t, as_as_list(args[0]), key, reverse > 0) ? AS_NONE : AS_UNDEF;
}

static Value list_reversed(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_seq_iterator(t, T_LIST_REVERSE_ITERATOR, args[0],
                           (int64_t)as_as_list(args[0])->count - 1);
}

const NativeDef as_list_methods[] = {
    {"append", "self, object, /", list_append, "Put object at the end of the list.", 0},
    {"clear", "self, /", list_clear, "Take all items out of the list.", 0},
    {"copy", "self, /", list_copy, "A new list with the same items.", 0},
    {"count", "self, value, /", list_count, "How many items equal value.", 0},
    {"extend", "self, iterable, /", list_extend, "Append every item of the iterable.", 0},
    {"index", "self, value, start=0, stop=9223372036854775807, /", list_index,
     "Index of the first item that equals value; ValueError when there is none.", 0},
    {"insert", "self, index, object, /", list_insert, "Put object in front of the item at index.", 0},
    {"pop", "self, index=-1, /", list_pop,
     "Remove and return the item at index (default last).", 0},
    {"remove", "self, value, /", list_remove,
     "Remove the first item that equals value; ValueError when there is none.", 0},
    {"reverse", "self, /", list_reverse, "Turn the order of the items round, in place.", 0},
    {"sort", "self, /, *, key=None, reverse=False", list_sort,
     "Sort in place, ascending and stable; key is called once for each item.", 0},
    {"__reversed__", "self, /", list_reversed, "Iterator from the last item to the first.", 0},
    {"__class_getitem__", "cls, item, /", as_class_getitem, "list[item]: a type hint.",
     NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
