#include "vm/objects/text_args.h"

#include "vm/objects/numbers.h"

bool as_has_index(Thread *t, Value v) {
    return as_is_int(v) || as_type_of(t, v)->slots.index != NULL;
}

static bool bound(Thread *t, Value v, int64_t fallback, int64_t length, int64_t *out) {
    *out = fallback;
    if (as_is_absent(v)) return true;
    if (!as_has_index(t, v))
        return as_fail(t, T_TYPE_ERROR,
                       "slice indices must be integers or None or have an __index__ method");
    if (!as_index_clamped(t, v, out)) return false;
    if (*out < 0) *out += length;
    if (*out < 0) *out = 0;
    return true;
}

bool as_text_range(Thread *t, Value start, Value end, int64_t length, int64_t *from, int64_t *to) {
    if (!bound(t, start, 0, length, from) || !bound(t, end, length, length, to)) return false;
    if (*to > length) *to = length;
    return true;
}

bool as_text_count(Thread *t, Value v, int64_t fallback, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    *out = fallback;
    return as_is_undef(v) || as_index_int64(t, v, out);
}

static bool too_large(Thread *t, TypeId error, Value v) {
    return as_fail(t, error, "cannot fit '%T' into an index-sized integer", v);
}

bool as_text_index(Thread *t, Value v, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    OWNED(index, as_index(t, v));
    if (as_is_undef(index.v)) return false;
    return as_int_to_i64(index.v, out) || too_large(t, T_INDEX_ERROR, v);
}

static bool class_has(Thread *t, Value v, Str *name) {
    Type *type = as_type_of(t, v);
    return (type->flags & TYPE_HEAP) && !as_same(as_type_lookup(t, type, name), AS_MISSING);
}

bool as_has_radd(Thread *t, Value v) { return class_has(t, v, t->vm->names.__radd__); }

int as_repeat_count(Thread *t, Value v, bool reverse, int64_t *count) {
    if (as_is_int(v)) {
        *count = as_int_of(v);
        return 1;
    }
    if (class_has(t, v, reverse ? t->vm->names.__mul__ : t->vm->names.__rmul__)) return 0;
    if (!as_has_index(t, v)) {
        as_raise(t, T_TYPE_ERROR, "can't multiply sequence by non-int of type '%T'", v);
        return -1;
    }
    OWNED(index, as_index(t, v));
    if (as_is_undef(index.v)) return -1;
    if (as_int_to_i64(index.v, count)) return 1;
    too_large(t, T_OVERFLOW_ERROR, v);
    return -1;
}
