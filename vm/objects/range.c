/* range: arithmetic sequences of ints of any size.
 *
 * start, stop, step and length are int Values. When all four are inline (nearly always) the work is done
 * on int64; the slow forms go through int arithmetic. */
#include "vm/objects/containers_impl.h"

static Range *as_range(Value v) { return (Range *)as_obj(v); }

static bool is_small(const Range *r) {
    return as_is_int(r->start) && as_is_int(r->stop) && as_is_int(r->step) && as_is_int(r->length);
}

/* a op b on ints, taking nothing over. */
static Value calc(Thread *t, Operator op, Value a, Value b) { return as_int_binary(t, op, a, b); }

/* start + i * step */
static Value item_at(Thread *t, Value start, Value step, Value i) {
    OWNED(offset, calc(t, OPER_MUL, i, step));
    return as_is_undef(offset.v) ? AS_UNDEF : calc(t, OPER_ADD, start, offset.v);
}

/* How many items: 0 or (distance - 1) // |step| + 1. */
static Value count_items(Thread *t, Value start, Value stop, Value step) {
    bool up = as_int_sign(step) > 0;
    if (as_both_int(start, stop) && as_is_int(step)) {
        int64_t a = as_int_of(start), b = as_int_of(stop), s = as_int_of(step);
        if (up ? a >= b : a <= b) return as_int(0);
        /* differences of 62-bit numbers fit */
        int64_t n = up ? (b - a - 1) / s + 1 : (a - b - 1) / -s + 1;
        return as_int_from_i64(t, n);
    }
    if (up ? as_int_compare(start, stop) >= 0 : as_int_compare(start, stop) <= 0) return as_int(0);
    OWNED(distance, up ? calc(t, OPER_SUB, stop, start) : calc(t, OPER_SUB, start, stop));
    if (as_is_undef(distance.v)) return AS_UNDEF;
    OWNED(less, calc(t, OPER_SUB, distance.v, as_int(1)));
    if (as_is_undef(less.v)) return AS_UNDEF;
    OWNED(size, up ? as_incref(step) : calc(t, OPER_SUB, as_int(0), step));
    if (as_is_undef(size.v)) return AS_UNDEF;
    OWNED(steps, calc(t, OPER_FLOORDIV, less.v, size.v));
    return as_is_undef(steps.v) ? AS_UNDEF : calc(t, OPER_ADD, steps.v, as_int(1));
}

Value as_range_new(Thread *t, Value start, Value stop, Value step) {
    if (as_int_sign(step) == 0) return as_raise(t, T_VALUE_ERROR, "range() arg 3 must not be zero");
    OWNED(length, count_items(t, start, stop, step));
    if (as_is_undef(length.v)) return AS_UNDEF;
    Range *r = as_new(t, T_RANGE, sizeof(Range), false);
    if (!r) return AS_UNDEF;
    r->start = as_incref(start);
    r->stop = as_incref(stop);
    r->step = as_incref(step);
    r->length = as_move(&length);
    return as_from_obj(r);
}

static Value range_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count) {
        return as_raise(t, T_TYPE_ERROR, "range() takes no keyword arguments");
    }
    if (nargs < 1) return as_raise(t, T_TYPE_ERROR, "range expected at least 1 argument, got 0");
    if (nargs > 3) {
        return as_raise(t, T_TYPE_ERROR, "range expected at most 3 arguments, got %d", nargs);
    }
    OWNED(start, nargs == 1 ? as_int(0) : as_index(t, args[0]));
    if (as_is_undef(start.v)) return AS_UNDEF;
    OWNED(stop, as_index(t, args[nargs == 1 ? 0 : 1]));
    if (as_is_undef(stop.v)) return AS_UNDEF;
    OWNED(step, nargs == 3 ? as_index(t, args[2]) : as_int(1));
    if (as_is_undef(step.v)) return AS_UNDEF;
    return as_range_new(t, start.v, stop.v, step.v);
}

static void range_dealloc(Thread *t, Obj *self) {
    Range *r = (Range *)self;
    as_clear(t, &r->start);
    as_clear(t, &r->stop);
    as_clear(t, &r->step);
    as_clear(t, &r->length);
    as_free_obj(t, self, sizeof(Range));
}

/* --- looking --- */

static Value range_repr(Thread *t, Value self) {
    Range *r = as_range(self);
    if (as_same(r->step, as_int(1))) return as_str_format(t, "range(%R, %R)", r->start, r->stop);
    return as_str_format(t, "range(%R, %R, %R)", r->start, r->stop, r->step);
}

static bool is_one(Value v) { return as_same(v, as_int(1)); }
static bool is_zero(Value v) { return as_same(v, as_int(0)); }

/* Ranges are equal when their items are. */
static bool same_items(const Range *a, const Range *b) {
    if (as_int_compare(a->length, b->length)) return false;
    if (is_zero(a->length)) return true;
    if (as_int_compare(a->start, b->start)) return false;
    return is_one(a->length) || as_int_compare(a->step, b->step) == 0;
}

static Value range_compare(Thread *t, Value a, Value b, Comparison op) {
    (void)t;
    if (!as_is_exact(b, T_RANGE) || !as_is_exact(a, T_RANGE)) return AS_NOT_IMPL;
    if (op != COMPARE_EQ && op != COMPARE_NE) return AS_NOT_IMPL;
    return as_bool(same_items(as_range(a), as_range(b)) == (op == COMPARE_EQ));
}

static bool range_hash(Thread *t, Value self, uint64_t *out) {
    Range *r = as_range(self);
    bool none = is_zero(r->length);
    OWNED(parts, as_tuple_pack(t, 3, r->length, none ? AS_NONE : r->start,
                               none || is_one(r->length) ? AS_NONE : r->step));
    return !as_is_undef(parts.v) && as_hash(t, parts.v, out);
}

static int range_truth(Thread *t, Value self) {
    (void)t;
    return !is_zero(as_range(self)->length);
}

static int64_t range_length(Thread *t, Value self) {
    int64_t n;
    if (as_int_to_i64(as_range(self)->length, &n)) return n;
    as_raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    return -1;
}

/* Position of the int `v` in the range (owned int); AS_MISSING when it is not there. */
static Value position(Thread *t, const Range *r, Value v) {
    bool up = as_int_sign(r->step) > 0;
    if (as_int_compare(v, r->start) * (up ? 1 : -1) < 0) return AS_MISSING;
    if (as_int_compare(v, r->stop) * (up ? 1 : -1) >= 0) return AS_MISSING;
    OWNED(distance, calc(t, OPER_SUB, v, r->start));
    if (as_is_undef(distance.v)) return AS_UNDEF;
    OWNED(rest, calc(t, OPER_MOD, distance.v, r->step));
    if (as_is_undef(rest.v)) return AS_UNDEF;
    if (!is_zero(rest.v)) return AS_MISSING;
    return calc(t, OPER_FLOORDIV, distance.v, r->step);
}

/* Only exact ints and bools are placed by arithmetic; others are compared item by item. */
static bool is_plain_int(Value v) { return as_is_int(v) || as_is_bool(v) || as_is_exact(v, T_INT); }
static Value plain_int(Value v) { return as_is_bool(v) ? as_int(as_is_true(v)) : v; }

/* Number of items equal to v before `first_only` stops it; *at is the first one's position. -1: exception */
static int64_t search(Thread *t, Value self, Value v, bool first_only, int64_t *at) {
    OWNED(it, as_iter(t, self));
    if (as_is_undef(it.v)) return -1;
    int64_t found = 0;
    for (int64_t i = 0;; i++) {
        OWNED(item, as_next(t, it.v));
        if (as_is_undef(item.v)) return as_has_exc(t) ? -1 : found;
        int equal = as_equal_item(t, item.v, v);
        if (equal < 0) return -1;
        if (!equal) continue;
        if (found++ == 0) *at = i;
        if (first_only) return found;
    }
}

static int range_contains(Thread *t, Value self, Value v) {
    int64_t at;
    if (!is_plain_int(v)) return (int)search(t, self, v, true, &at);
    OWNED(p, position(t, as_range(self), plain_int(v)));
    return as_is_undef(p.v) ? -1 : !as_same(p.v, AS_MISSING);
}

/* --- subscripts --- */

static Value get_item(Thread *t, Range *r, Value key) {
    OWNED(at, as_index(t, key));
    if (as_is_undef(at.v)) return AS_UNDEF;
    if (as_int_sign(at.v) < 0) as_assign(t, &at.v, calc(t, OPER_ADD, at.v, r->length));
    if (as_is_undef(at.v)) return AS_UNDEF;
    if (as_int_sign(at.v) < 0 || as_int_compare(at.v, r->length) >= 0) {
        return as_raise(t, T_INDEX_ERROR, "range object index out of range");
    }
    return item_at(t, r->start, r->step, at.v);
}

/* The new bounds are the items at the slice's. */
static Value get_slice(Thread *t, Range *r, Value slice) {
    OWNED(parts, as_slice_big_indices(t, slice, r->length));
    if (as_is_undef(parts.v)) return AS_UNDEF;
    Value *p = as_as_tuple(parts.v)->items;
    OWNED(start, item_at(t, r->start, r->step, p[0]));
    if (as_is_undef(start.v)) return AS_UNDEF;
    OWNED(stop, item_at(t, r->start, r->step, p[1]));
    if (as_is_undef(stop.v)) return AS_UNDEF;
    OWNED(step, calc(t, OPER_MUL, r->step, p[2]));
    return as_is_undef(step.v) ? AS_UNDEF : as_range_new(t, start.v, stop.v, step.v);
}

static Value range_getitem(Thread *t, Value self, Value key) {
    Range *r = as_range(self);
    if (as_is_int(key) && is_small(r)) {
        int64_t i = as_int_of(key), n = as_int_of(r->length);
        if (i < 0) i += n;
        if (i < 0 || i >= n) {
            return as_raise(t, T_INDEX_ERROR, "range object index out of range");
        }
        return as_int(as_int_of(r->start) + i * as_int_of(r->step));
    }
    if (as_is_exact(key, T_SLICE)) return get_slice(t, r, key);
    if (as_has_index(t, key)) return get_item(t, r, key);
    return as_bad_subscript(t, "range", key);
}

/* --- iteration --- */

typedef struct RangeIterator {
    Obj obj;
    Value at;    /* next item */
    Value step;
    Value left;  /* items still to come; all three inline: the fast way */
} RangeIterator;

static Value iterate(Thread *t, Value start, Value step, Value left) {
    RangeIterator *it = as_new(t, T_RANGE_ITERATOR, sizeof(RangeIterator), false);
    if (!it) return AS_UNDEF;
    it->at = as_incref(start);
    it->step = as_incref(step);
    it->left = as_incref(left);
    return as_from_obj(it);
}

static Value range_iter(Thread *t, Value self) {
    Range *r = as_range(self);
    return iterate(t, r->start, r->step, r->length);
}

static void iter_dealloc(Thread *t, Obj *self) {
    RangeIterator *it = (RangeIterator *)self;
    as_clear(t, &it->at);
    as_clear(t, &it->step);
    as_clear(t, &it->left);
    as_free_obj(t, self, sizeof(RangeIterator));
}

static Value iter_next(Thread *t, Value self) {
    RangeIterator *it = (RangeIterator *)as_obj(self);
    if (as_both_int(it->at, it->step) && as_is_int(it->left)) {
        int64_t left = as_int_of(it->left), next;
        if (left <= 0) return AS_UNDEF;
        next = as_int_of(it->at) + as_int_of(it->step);
        if (as_fits_int(next)) {
            Value v = it->at;
            it->at = as_int(next);
            it->left = as_int(left - 1);
            return v;
        }
    }
    if (as_int_sign(it->left) <= 0) return AS_UNDEF;
    Value next = calc(t, OPER_ADD, it->at, it->step);
    if (as_is_undef(next)) return AS_UNDEF;
    Value left = calc(t, OPER_SUB, it->left, as_int(1));
    if (as_is_undef(left)) {
        as_decref(t, next);
        return AS_UNDEF;
    }
    as_assign(t, &it->left, left);
    Value v = it->at;
    it->at = next;
    return v;
}

static Value iter_left(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(((RangeIterator *)as_obj(args[0]))->left);
}

static const NativeDef iter_methods[] = {
    {"__length_hint__", "self, /", iter_left, "How many items are still to come.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_RANGE_ITERATOR = {
    .id = T_RANGE_ITERATOR,
    .slots = {.dealloc = iter_dealloc, .iter = as_iter_self, .next = iter_next},
    .methods = iter_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(RangeIterator),
};

/* --- methods --- */

static Value range_reversed(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Range *r = as_range(args[0]);
    OWNED(last, calc(t, OPER_SUB, r->length, as_int(1)));
    if (as_is_undef(last.v)) return AS_UNDEF;
    OWNED(start, item_at(t, r->start, r->step, last.v));
    if (as_is_undef(start.v)) return AS_UNDEF;
    OWNED(step, calc(t, OPER_SUB, as_int(0), r->step));
    return as_is_undef(step.v) ? AS_UNDEF : iterate(t, start.v, step.v, r->length);
}

static Value range_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t at, n;
    if (is_plain_int(args[1])) {
        n = range_contains(t, args[0], args[1]);
    } else {
        n = search(t, args[0], args[1], false, &at);
    }
    return n < 0 ? AS_UNDEF : as_int(n);
}

static Value range_index(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (is_plain_int(args[1])) {
        Value p = position(t, as_range(args[0]), plain_int(args[1]));
        if (!as_same(p, AS_MISSING)) return p;
        return as_raise(t, T_VALUE_ERROR, "%R is not in range", args[1]);
    }
    int64_t at = 0, n = search(t, args[0], args[1], true, &at);
    if (n < 0) return AS_UNDEF;
    return n ? as_int(at) : as_raise(t, T_VALUE_ERROR, "sequence.index(x): x not in sequence");
}

static Value get_start(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_range(args[0])->start);
}
static Value get_stop(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_range(args[0])->stop);
}
static Value get_step(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_range(args[0])->step);
}

static const NativeDef methods[] = {
    {"count", "self, value, /", range_count, "How many items equal value.", 0},
    {"index", "self, value, /", range_index,
     "Position of value; ValueError when it is not there.", 0},
    {"__reversed__", "self, /", range_reversed, "Iterator from the last item to the first.", 0},
    {"start", "self, /", get_start, "The first item, if there is one.", NATIVE_GETTER},
    {"stop", "self, /", get_stop, "The bound, which is no item.", NATIVE_GETTER},
    {"step", "self, /", get_step, "Distance between items.", NATIVE_GETTER},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_RANGE = {
    .id = T_RANGE,
    .slots = {.dealloc = range_dealloc, .repr = range_repr, .hash = range_hash,
              .compare = range_compare, .truth = range_truth, .length = range_length,
              .contains = range_contains, .getitem = range_getitem, .iter = range_iter,
              .new_ = range_new},
    .methods = methods,
    .doc = "Ints from start up to but without stop, step apart: range(stop) or "
           "range(start, stop[, step]).",
    .flags = TYPE_FINAL | TYPE_SEQUENCE,
    .size = sizeof(Range),
};
