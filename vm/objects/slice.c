/* slice: three values; and the arithmetic that turns them into indices. */
#include "vm/objects/containers_impl.h"

static Slice *as_slice(Value v) { return (Slice *)as_obj(v); }

Value as_slice_new(Thread *t, Value start, Value stop, Value step) {
    Slice *s = as_new(t, T_SLICE, sizeof(Slice), true);
    if (!s) return AS_UNDEF;
    s->start = as_incref(start);
    s->stop = as_incref(stop);
    s->step = as_incref(step);
    return as_from_obj(s);
}

/* --- indices --- */

static bool part(Thread *t, Value v, int64_t absent, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    if (as_is_none(v)) {
        *out = absent;
        return true;
    }
    if (as_has_index(t, v)) return as_index_clamped(t, v, out);
    return as_fail(t, T_TYPE_ERROR,
                   "slice indices must be integers or None or have an __index__ method");
}

/* Bring a bound into 0..length, or -1..length-1 when counting down. */
static int64_t adjust(int64_t at, int64_t length, bool down) {
    if (at < 0) {
        at += length;
        if (at < 0) return down ? -1 : 0;
        return at;
    }
    if (at >= length) return down ? length - 1 : length;
    return at;
}

static int64_t count_steps(int64_t start, int64_t stop, int64_t step) {
    if (step < 0) return stop < start ? (start - stop - 1) / -step + 1 : 0;
    return start < stop ? (stop - start - 1) / step + 1 : 0;
}

bool as_slice_indices(Thread *t, Value slice, int64_t length, int64_t *start, int64_t *stop,
                      int64_t *step, int64_t *count) {
    Slice *s = as_slice(slice);
    if (!part(t, s->step, 1, step)) return false;
    if (*step == 0) return as_fail(t, T_VALUE_ERROR, "slice step cannot be zero");
    if (*step < -INT64_MAX) *step = -INT64_MAX;
    bool down = *step < 0;
    if (!part(t, s->start, down ? INT64_MAX : 0, start)) return false;
    if (!part(t, s->stop, down ? INT64_MIN : INT64_MAX, stop)) return false;
    *start = adjust(*start, length, down);
    *stop = adjust(*stop, length, down);
    *count = count_steps(*start, *stop, *step);
    if (*step == 1 && *stop < *start) *stop = *start;
    return true;
}

/* --- slots --- */

static Value slice_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count) {
        return as_raise(t, T_TYPE_ERROR, "slice() takes no keyword arguments");
    }
    if (nargs < 1) return as_raise(t, T_TYPE_ERROR, "slice expected at least 1 argument, got 0");
    if (nargs > 3) {
        return as_raise(t, T_TYPE_ERROR, "slice expected at most 3 arguments, got %d", nargs);
    }
    if (nargs == 1) return as_slice_new(t, AS_NONE, args[0], AS_NONE);
    return as_slice_new(t, args[0], args[1], nargs == 3 ? args[2] : AS_NONE);
}

static void slice_clear(Thread *t, Obj *self) {
    Slice *s = (Slice *)self;
    as_assign(t, &s->start, AS_NONE);
    as_assign(t, &s->stop, AS_NONE);
    as_assign(t, &s->step, AS_NONE);
}
static void slice_dealloc(Thread *t, Obj *self) {
    slice_clear(t, self);
    as_free_obj(t, self, sizeof(Slice));
}
static void slice_traverse(Obj *self, VisitFn visit, void *arg) {
    Slice *s = (Slice *)self;
    AS_VISIT(s->start);
    AS_VISIT(s->stop);
    AS_VISIT(s->step);
}

static Value slice_repr(Thread *t, Value self) {
    Slice *s = as_slice(self);
    return as_str_format(t, "slice(%R, %R, %R)", s->start, s->stop, s->step);
}

static Value as_triple(Thread *t, Value self) {
    Slice *s = as_slice(self);
    return as_tuple_pack(t, 3, s->start, s->stop, s->step);
}

/* CPython 3.12 hashes slices like tuples, without the final step that adds the length. */
static bool slice_hash(Thread *t, Value self, uint64_t *out) {
    const uint64_t prime1 = 11400714785074694791u, prime2 = 14029467366897019727u,
                   prime5 = 2870177450012600261u;
    Slice *s = as_slice(self);
    Value parts[3] = {s->start, s->stop, s->step};
    uint64_t h = prime5;
    for (int i = 0; i < 3; i++) {
        uint64_t lane;
        if (!as_hash_quick(t, parts[i], &lane)) return false;
        h += lane * prime2;
        h = (h << 31 | h >> 33) * prime1;
    }
    *out = h == UINT64_MAX ? 1546275796u : h;
    return true;
}

static Value slice_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(a, T_SLICE) || !as_is_exact(b, T_SLICE)) return AS_NOT_IMPL;
    if (as_same(a, b)) return as_bool(op == COMPARE_EQ || op == COMPARE_LE || op == COMPARE_GE);
    OWNED(x, as_triple(t, a));
    OWNED(y, as_triple(t, b));
    if (as_is_undef(x.v) || as_is_undef(y.v)) return AS_UNDEF;
    return as_compare(t, x.v, y.v, op);
}

/* --- slice.indices: ints of any size --- */

static Value bound_of(Thread *t, Value v) {
    if (as_has_index(t, v)) return as_index(t, v);
    return as_raise(t, T_TYPE_ERROR,
                    "slice indices must be integers or None or have an __index__ method");
}

/* A bound brought into lower..upper, both ints; negative ones count from the end. */
static Value clamp_bound(Thread *t, Value v, Value length, Value lower, Value upper) {
    OWNED(at, bound_of(t, v));
    if (as_is_undef(at.v)) return AS_UNDEF;
    if (as_int_sign(at.v) < 0) {
        as_assign(t, &at.v, as_int_binary(t, OPER_ADD, at.v, length));
        if (as_is_undef(at.v)) return AS_UNDEF;
        return as_int_compare(at.v, lower) < 0 ? as_incref(lower) : as_move(&at);
    }
    return as_int_compare(at.v, upper) > 0 ? as_incref(upper) : as_move(&at);
}

Value as_slice_big_indices(Thread *t, Value slice, Value length) {
    Slice *s = as_slice(slice);
    OWNED(step, as_is_none(s->step) ? as_int(1) : bound_of(t, s->step));
    if (as_is_undef(step.v)) return AS_UNDEF;
    int sign = as_int_sign(step.v);
    if (sign == 0) return as_raise(t, T_VALUE_ERROR, "slice step cannot be zero");
    Value lower = as_int(sign < 0 ? -1 : 0);
    OWNED(upper, sign < 0 ? as_int_binary(t, OPER_SUB, length, as_int(1)) : as_incref(length));
    if (as_is_undef(upper.v)) return AS_UNDEF;
    OWNED(start, as_is_none(s->start) ? as_incref(sign < 0 ? upper.v : lower)
                                      : clamp_bound(t, s->start, length, lower, upper.v));
    if (as_is_undef(start.v)) return AS_UNDEF;
    OWNED(stop, as_is_none(s->stop) ? as_incref(sign < 0 ? lower : upper.v)
                                    : clamp_bound(t, s->stop, length, lower, upper.v));
    if (as_is_undef(stop.v)) return AS_UNDEF;
    return as_tuple_pack(t, 3, start.v, stop.v, step.v);
}

static Value slice_indices(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(length, as_index(t, args[1]));
    if (as_is_undef(length.v)) return AS_UNDEF;
    if (as_int_sign(length.v) < 0) {
        return as_raise(t, T_VALUE_ERROR, "length should not be negative");
    }
    return as_slice_big_indices(t, args[0], length.v);
}

static Value get_start(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_slice(args[0])->start);
}
static Value get_stop(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_slice(args[0])->stop);
}
static Value get_step(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(as_slice(args[0])->step);
}

static const NativeDef methods[] = {
    {"indices", "self, length, /", slice_indices,
     "(start, stop, step) for a sequence of this length.", 0},
    {"start", "self, /", get_start, "Where it begins, or None.", NATIVE_GETTER},
    {"stop", "self, /", get_stop, "Where it ends, or None.", NATIVE_GETTER},
    {"step", "self, /", get_step, "Distance between items, or None.", NATIVE_GETTER},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_SLICE = {
    .id = T_SLICE,
    .slots = {.dealloc = slice_dealloc, .traverse = slice_traverse, .clear = slice_clear,
              .repr = slice_repr, .hash = slice_hash, .compare = slice_compare, .new_ = slice_new},
    .methods = methods,
    .doc = "What stands in brackets with colons: slice(stop) or slice(start, stop[, step]).",
    .flags = TYPE_CONTAINER | TYPE_FINAL,
    .size = sizeof(Slice),
};
