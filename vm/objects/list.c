/* list: an array of owned Values that grows geometrically.
 *
 * Appending is amortised O(1); insertion and deletion move what lies behind. Every change detaches the
 * items it drops from the list before it releases them, because a release may run code that looks
 * at the list again. */
#include "vm/objects/containers_impl.h"

/* --- storage --- */

static bool set_capacity(Thread *t, List *l, size_t capacity) {
    if (capacity > SIZE_MAX / 32) {
        as_raise_memory(t);
        return false;
    }
    Value *items = as_mem_realloc(&t->vm->mem, l->items, l->capacity * sizeof(Value),
                                  capacity * sizeof(Value));
    if (!items) {
        as_raise_memory(t);
        return false;
    }
    l->items = items;
    l->capacity = capacity;
    return true;
}

static bool grow(Thread *t, List *l, size_t n) {
    size_t wanted = n + (n >> 3) + 6;
    return set_capacity(t, l, wanted & ~(size_t)1);
}

bool as_list_reserve(Thread *t, List *l, size_t n) {
    return n <= l->capacity || grow(t, l, n);
}

/* Give memory back after much was removed. Failing to is no error. */
static void shrink(Thread *t, List *l) {
    if (l->capacity < 32 || l->count >= l->capacity / 2) return;
    size_t capacity = l->count + (l->count >> 3) + 6;
    Value *items = as_mem_realloc(&t->vm->mem, l->items, l->capacity * sizeof(Value),
                                  capacity * sizeof(Value));
    if (!items) return;
    l->items = items;
    l->capacity = capacity;
}

static void release_items(Thread *t, Value *items, size_t count) {
    while (count > 0) as_decref(t, items[--count]);
}

void as_list_clear_items(Thread *t, List *l) {
    Value *items = l->items;
    size_t count = l->count, capacity = l->capacity;
    l->items = NULL;
    l->count = l->capacity = 0;
    release_items(t, items, count);
    as_mem_free(&t->vm->mem, items, capacity * sizeof(Value));
}

/* --- C interface --- */

Value as_list_new(Thread *t, size_t capacity) {
    List *l = as_new(t, T_LIST, sizeof(List), true);
    if (!l) return AS_UNDEF;
    if (capacity && !set_capacity(t, l, capacity)) {
        as_decref_obj(t, l);
        return AS_UNDEF;
    }
    return as_from_obj(l);
}

Value as_list_take(Thread *t, Value *items, size_t count) {
    Value v = as_list_new(t, count);
    if (as_is_undef(v)) {
        release_items(t, items, count);
        return v;
    }
    List *l = as_as_list(v);
    if (count) memcpy(l->items, items, count * sizeof(Value));
    l->count = count;
    return v;
}

bool as_list_append(Thread *t, List *l, Value v) {
    if (l->count == l->capacity && !grow(t, l, l->count + 1)) return false;
    l->items[l->count++] = as_incref(v);
    return true;
}

bool as_list_append_take(Thread *t, List *l, Value v) {
    if (l->count == l->capacity && !grow(t, l, l->count + 1)) {
        as_decref(t, v);
        return false;
    }
    l->items[l->count++] = v;
    return true;
}

bool as_list_splice(Thread *t, List *l, size_t from, size_t to, const Value *items, size_t n) {
    size_t removed = to - from, tail = l->count - to;
    if (n > removed && !as_list_reserve(t, l, l->count - removed + n)) return false;
    Value few[16], *old = few;
    if (removed > 16) {
        old = as_mem_alloc(&t->vm->mem, removed * sizeof(Value));
        if (!old) {
            as_raise_memory(t);
            return false;
        }
    }
    if (removed) memcpy(old, l->items + from, removed * sizeof(Value));
    if (n != removed && tail) {
        memmove(l->items + from + n, l->items + to, tail * sizeof(Value));
    }
    for (size_t i = 0; i < n; i++) l->items[from + i] = as_incref(items[i]);
    l->count = l->count - removed + n;
    if (n < removed) shrink(t, l);
    release_items(t, old, removed);
    if (old != few) as_mem_free(&t->vm->mem, old, removed * sizeof(Value));
    return true;
}

bool as_list_delete_range(Thread *t, List *l, size_t from, size_t to) {
    if (to > l->count) to = l->count;
    if (from >= to) return true;
    if (from == 0 && to == l->count) {
        as_list_clear_items(t, l);
        return true;
    }
    return as_list_splice(t, l, from, to, NULL, 0);
}

bool as_list_insert(Thread *t, List *l, int64_t at, Value v) {
    int64_t count = (int64_t)l->count;
    if (at < 0) at = at + count < 0 ? 0 : at + count;
    if (at > count) at = count;
    if (l->count == l->capacity && !grow(t, l, l->count + 1)) return false;
    memmove(l->items + at + 1, l->items + at, (size_t)(count - at) * sizeof(Value));
    l->items[at] = as_incref(v);
    l->count++;
    return true;
}

static bool extend_from_array(Thread *t, List *l, Value iterable) {
    size_t n;
    as_seq_items(iterable, &n);
    if (!as_list_reserve(t, l, l->count + n)) return false;
    Value *items = as_seq_items(iterable, &n); /* the list itself may have moved */
    for (size_t i = 0; i < n; i++) l->items[l->count + i] = as_incref(items[i]);
    l->count += n;
    return true;
}

static bool extend_from_iterator(Thread *t, List *l, Value iterable) {
    OWNED(it, as_iter(t, iterable));
    if (as_is_undef(it.v)) return false;
    int64_t hint = as_length_hint(t, iterable, 8);
    if (hint < 0) return false;
    if ((uint64_t)hint < SIZE_MAX / 64 && hint > 8) {
        if (l->count + (size_t)hint > l->capacity && !set_capacity(t, l, l->count + (size_t)hint))
            return false;
    }
    for (;;) {
        Value v = as_next(t, it.v);
        if (as_is_undef(v)) break;
        if (!as_list_append_take(t, l, v)) return false;
    }
    if (as_has_exc(t)) return false;
    shrink(t, l);
    return true;
}

bool as_list_extend(Thread *t, List *l, Value iterable) {
    if (as_is_list(iterable) || as_is_tuple(iterable)) return extend_from_array(t, l, iterable);
    return extend_from_iterator(t, l, iterable);
}

Value as_list_slice(Thread *t, List *l, size_t from, size_t to) {
    size_t n = to > from ? to - from : 0;
    Value v = as_list_new(t, n);
    if (as_is_undef(v)) return v;
    List *r = as_as_list(v);
    for (size_t i = 0; i < n; i++) r->items[i] = as_incref(l->items[from + i]);
    r->count = n;
    return v;
}

/* --- life --- */

static Value list_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    void *l = as_new_of(t, type, sizeof(List));
    return l ? as_from_obj(l) : AS_UNDEF;
}

static bool list_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value iterable;
    if (!as_bind_optional(t, "list", args, nargs, kwnames, &iterable)) return false;
    List *l = as_as_list(self);
    if (l->items) as_list_clear_items(t, l);
    return as_is_undef(iterable) || as_list_extend(t, l, iterable);
}

static void list_dealloc(Thread *t, Obj *self) {
    as_list_clear_items(t, (List *)self);
    as_free_obj(t, self, sizeof(List));
}

static void list_traverse(Obj *self, VisitFn visit, void *arg) {
    List *l = (List *)self;
    for (size_t i = 0; i < l->count; i++) AS_VISIT(l->items[i]);
}

static void list_clear(Thread *t, Obj *self) { as_list_clear_items(t, (List *)self); }

/* --- looking --- */

static Value list_repr(Thread *t, Value self) {
    List *l = as_as_list(self);
    if (l->count == 0) return as_str_from(t, "[]");
    int entered = as_repr_enter(t, self);
    if (entered) return entered < 0 ? AS_UNDEF : as_str_from(t, "[...]");
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_char(&b, '[');
    bool good = true;
    for (size_t i = 0; good && i < l->count; i++) {
        if (i) as_sb_bytes(&b, ", ", 2);
        OWNED(item, as_incref(l->items[i]));
        good = as_sb_repr(&b, item.v);
    }
    as_sb_char(&b, ']');
    as_repr_leave(t, self);
    if (good) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

static Value list_compare(Thread *t, Value av, Value bv, Comparison op) {
    if (!as_is_kind(t, av, T_LIST) || !as_is_kind(t, bv, T_LIST)) return AS_NOT_IMPL;
    List *a = as_as_list(av), *b = as_as_list(bv);
    if (a->count != b->count && (op == COMPARE_EQ || op == COMPARE_NE)) {
        return as_bool(op == COMPARE_NE);
    }
    size_t i = 0;
    for (; i < a->count && i < b->count; i++) { /* == may change the lists */
        int equal = as_equal_item(t, a->items[i], b->items[i]);
        if (equal < 0) return AS_UNDEF;
        if (!equal) break;
    }
    if (i >= a->count || i >= b->count) return as_compare_counts(a->count, b->count, op);
    if (op == COMPARE_EQ) return AS_FALSE;
    if (op == COMPARE_NE) return AS_TRUE;
    OWNED(x, as_incref(a->items[i]));
    OWNED(y, as_incref(b->items[i]));
    return as_compare(t, x.v, y.v, op);
}

static int list_truth(Thread *t, Value self) {
    (void)t;
    return as_as_list(self)->count != 0;
}

static int64_t list_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)as_as_list(self)->count;
}

static int list_contains(Thread *t, Value self, Value item) {
    List *l = as_as_list(self);
    for (size_t i = 0; i < l->count; i++) {
        int equal = as_equal_item(t, l->items[i], item);
        if (equal) return equal;
    }
    return 0;
}

/* --- subscripts --- */

static Value get_slice(Thread *t, List *l, Value slice) {
    int64_t start, stop, step, n;
    if (!as_slice_indices(t, slice, (int64_t)l->count, &start, &stop, &step, &n)) return AS_UNDEF;
    if (step == 1) return as_list_slice(t, l, (size_t)start, (size_t)(start + n));
    Value v = as_list_new(t, (size_t)n);
    if (as_is_undef(v)) return v;
    List *r = as_as_list(v);
    for (int64_t i = 0; i < n; i++) r->items[i] = as_incref(l->items[start + i * step]);
    r->count = (size_t)n;
    return v;
}

static Value list_getitem(Thread *t, Value self, Value key) {
    List *l = as_as_list(self);
    int64_t i;
    if (as_is_int(key)) {
        i = as_int_of(key);
    } else if (as_is_exact(key, T_SLICE)) {
        return get_slice(t, l, key);
    } else if (!as_has_index(t, key)) {
        return as_bad_subscript(t, "list", key);
    } else if (!as_seq_index(t, key, &i)) {
        return AS_UNDEF;
    }
    if (i < 0) i += (int64_t)l->count;
    if ((uint64_t)i >= l->count) return as_raise(t, T_INDEX_ERROR, "list index out of range");
    return as_incref(l->items[i]);
}

/* del l[start::step] with |step| > 1, the range given from its lowest index upwards. */
static bool delete_stepped(Thread *t, List *l, size_t start, size_t step, size_t n) {
    Value *dropped = as_mem_alloc(&t->vm->mem, n * sizeof(Value));
    if (!dropped) {
        as_raise_memory(t);
        return false;
    }
    size_t to = start;
    for (size_t i = 0; i < n; i++) {
        size_t at = start + i * step, end = i + 1 < n ? at + step : l->count;
        dropped[i] = l->items[at];
        memmove(l->items + to, l->items + at + 1, (end - at - 1) * sizeof(Value));
        to += end - at - 1;
    }
    l->count -= n;
    shrink(t, l);
    release_items(t, dropped, n);
    as_mem_free(&t->vm->mem, dropped, n * sizeof(Value));
    return true;
}

static bool delete_slice(Thread *t, List *l, Value slice) {
    int64_t start, stop, step, n;
    if (!as_slice_indices(t, slice, (int64_t)l->count, &start, &stop, &step, &n)) return false;
    if (n <= 0) return true;
    if (step == 1) return as_list_delete_range(t, l, (size_t)start, (size_t)(start + n));
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    return delete_stepped(t, l, (size_t)start, (size_t)step, (size_t)n);
}

static bool assign_stepped(Thread *t, List *l, Value slice, Value value) {
    OWNED(seq, value.bits == as_from_obj(l).bits
                   ? as_list_slice(t, l, 0, l->count)
                   : as_seq_fast(t, value, "must assign iterable to extended slice"));
    if (as_is_undef(seq.v)) return false;
    int64_t start, stop, step, n;
    /* Iterating may have changed the list: bounds are taken now. */
    if (!as_slice_indices(t, slice, (int64_t)l->count, &start, &stop, &step, &n)) return false;
    size_t given;
    Value *items = as_seq_items(seq.v, &given);
    if (given != (size_t)n) {
        return as_fail(t, T_VALUE_ERROR,
                       "attempt to assign sequence of size %zu to extended slice of size %zd", given,
                       (ptrdiff_t)n);
    }
    OWNED(old, as_list_new(t, given)); /* what is replaced: released at the end */
    if (as_is_undef(old.v)) return false;
    List *replaced = as_as_list(old.v);
    for (size_t i = 0; i < given; i++) {
        Value *slot = &l->items[start + (int64_t)i * step];
        replaced->items[replaced->count++] = *slot;
        *slot = as_incref(items[i]);
    }
    return true;
}

static bool set_slice(Thread *t, List *l, Value slice, Value value) {
    int64_t start, stop, step, n;
    if (as_is_undef(value)) return delete_slice(t, l, slice);
    if (!as_slice_indices(t, slice, (int64_t)l->count, &start, &stop, &step, &n)) return false;
    if (step != 1) return assign_stepped(t, l, slice, value);
    OWNED(seq, value.bits == as_from_obj(l).bits
                   ? as_list_slice(t, l, 0, l->count)
                   : as_seq_fast(t, value, "can only assign an iterable"));
    if (as_is_undef(seq.v)) return false;
    int64_t count = (int64_t)l->count; /* iterating may have shortened the list */
    if (start > count) start = count;
    int64_t end = start + n > count ? count : start + n;
    size_t given;
    Value *items = as_seq_items(seq.v, &given);
    return as_list_splice(t, l, (size_t)start, (size_t)end, items, given);
}

static bool list_setitem(Thread *t, Value self, Value key, Value value) {
    List *l = as_as_list(self);
    int64_t i;
    if (as_is_int(key)) {
        i = as_int_of(key);
    } else if (as_is_exact(key, T_SLICE)) {
        return set_slice(t, l, key, value);
    } else if (!as_has_index(t, key)) {
        as_bad_subscript(t, "list", key);
        return false;
    } else if (!as_seq_index(t, key, &i)) {
        return false;
    }
    if (i < 0) i += (int64_t)l->count;
    if ((uint64_t)i >= l->count) {
        return as_fail(t, T_INDEX_ERROR, "list assignment index out of range");
    }
    if (as_is_undef(value)) return as_list_splice(t, l, (size_t)i, (size_t)i + 1, NULL, 0);
    as_assign(t, &l->items[i], as_incref(value));
    return true;
}

/* --- operators --- */

static Value concat(Thread *t, List *a, List *b) {
    Value v = as_list_new(t, a->count + b->count);
    if (as_is_undef(v)) return v;
    List *r = as_as_list(v);
    for (size_t i = 0; i < a->count; i++) r->items[i] = as_incref(a->items[i]);
    for (size_t i = 0; i < b->count; i++) r->items[a->count + i] = as_incref(b->items[i]);
    r->count = a->count + b->count;
    return v;
}

/* Fill items[have..total) with copies of the first `have`. */
static void fill_repeated(Value *items, size_t have, size_t total) {
    for (size_t i = have; i < total; i++) items[i] = as_incref(items[i - have]);
}

static bool repeat_size(Thread *t, size_t count, int64_t n, size_t *total) {
    if (n <= 0 || count == 0) {
        *total = 0;
        return true;
    }
    if ((uint64_t)n > SIZE_MAX / 32 / count) {
        as_raise_memory(t);
        return false;
    }
    *total = count * (size_t)n;
    return true;
}

static Value repeat(Thread *t, List *l, int64_t n) {
    size_t total;
    if (!repeat_size(t, l->count, n, &total)) return AS_UNDEF;
    Value v = as_list_new(t, total);
    if (as_is_undef(v) || !total) return v;
    List *r = as_as_list(v);
    for (size_t i = 0; i < l->count; i++) r->items[i] = as_incref(l->items[i]);
    fill_repeated(r->items, l->count, total);
    r->count = total;
    return v;
}

bool as_list_repeat_in_place(Thread *t, List *l, int64_t n) {
    size_t total;
    if (!repeat_size(t, l->count, n, &total)) return false;
    if (!total) {
        as_list_clear_items(t, l);
        return true;
    }
    if (!as_list_reserve(t, l, total)) return false;
    fill_repeated(l->items, l->count, total);
    l->count = total;
    return true;
}

static Value list_binary(Thread *t, Operator op, Value a, Value b) {
    if (op == OPER_ADD) {
        if (!as_is_kind(t, a, T_LIST)) return AS_NOT_IMPL;
        if (!as_is_kind(t, b, T_LIST)) {
            return as_raise(t, T_TYPE_ERROR, "can only concatenate list (not \"%T\") to list", b);
        }
        return concat(t, as_as_list(a), as_as_list(b));
    }
    if (op != OPER_MUL) return AS_NOT_IMPL;
    Value list = as_is_kind(t, a, T_LIST) ? a : b, factor = as_same(list, a) ? b : a;
    int64_t n;
    if (!as_seq_factor(t, factor, &n)) return AS_UNDEF;
    return repeat(t, as_as_list(list), n);
}

static Value list_inplace(Thread *t, Operator op, Value a, Value b) {
    int64_t n;
    if (op == OPER_ADD) {
        if (!as_list_extend(t, as_as_list(a), b)) return AS_UNDEF;
        return as_incref(a);
    }
    if (op != OPER_MUL || !as_has_index(t, b)) return AS_NOT_IMPL;
    if (!as_seq_factor(t, b, &n)) return AS_UNDEF;
    if (!as_list_repeat_in_place(t, as_as_list(a), n)) return AS_UNDEF;
    return as_incref(a);
}

static Value list_iter(Thread *t, Value self) {
    return as_seq_iterator(t, T_LIST_ITERATOR, self, 0);
}

const TypeDef as_def_LIST = {
    .id = T_LIST,
    .slots = {.dealloc = list_dealloc, .traverse = list_traverse, .clear = list_clear,
              .repr = list_repr, .hash = as_hash_refused, .compare = list_compare,
              .truth = list_truth, .binary = list_binary, .inplace = list_inplace,
              .length = list_length, .contains = list_contains, .getitem = list_getitem,
              .setitem = list_setitem, .iter = list_iter, .new_ = list_new, .init = list_init},
    .methods = as_list_methods,
    .doc = "Changeable sequence of any objects.\n\nWithout an argument the list is empty; else it "
           "holds the items of the iterable.",
    .operators = 1u << OPER_ADD | 1u << OPER_MUL,
    .flags = TYPE_CONTAINER | TYPE_SEQUENCE,
    .size = sizeof(List),
};
