/* builtins: numbers, text, sums and order. */
#include <math.h>

#include "stdlib/builtins.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

/* --- numbers --- */

static Value b_abs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_unary(t, UN_ABS, args[0]);
}

static Value with_prefix(Thread *t, Value v, int base, const char *prefix) {
    OWNED(i, as_index(t, v));
    if (as_is_undef(i.v)) return AS_UNDEF;
    OWNED(text, as_int_to_str(t, i.v, base));
    if (as_is_undef(text.v)) return AS_UNDEF;
    const char *p = as_as_str(text.v)->data;
    return as_str_format(t, "%s%s%s", *p == '-' ? "-" : "", prefix, p + (*p == '-'));
}

static Value b_bin(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return with_prefix(t, args[0], 2, "0b");
}

static Value b_oct(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return with_prefix(t, args[0], 8, "0o");
}

static Value b_hex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return with_prefix(t, args[0], 16, "0x");
}

static Value b_divmod(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_binary(t, OPER_DIVMOD, args[0], args[1]);
}

static Value b_pow(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_power(t, args[0], args[1], as_is_undef(args[2]) ? AS_NONE : args[2]);
}

static Value b_round(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(method, as_special(t, args[0], t->vm->names.__round__));
    if (as_is_undef(method.v)) return AS_UNDEF;
    if (as_same(method.v, AS_MISSING))
        return as_raise(t, T_TYPE_ERROR, "type %T doesn't define __round__ method", args[0]);
    if (as_is_undef(args[1]) || as_is_none(args[1])) return as_call0(t, method.v);
    return as_call1(t, method.v, args[1]);
}

/* --- text --- */

static Value b_ascii(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_ascii(t, args[0]);
}

static Value b_repr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_repr(t, args[0]);
}

static Value b_format(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_undef(args[1])) return as_format(t, args[0], t->vm->names.empty);
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "format() argument 2 must be str, not %T", args[1]);
    return as_format(t, args[0], as_as_str(args[1]));
}

static Value b_chr(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(i, as_index(t, args[0]));
    int64_t c;
    if (as_is_undef(i.v)) return AS_UNDEF;
    if (!as_int_to_i64(i.v, &c)) return as_raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if (c > INT32_MAX) return as_raise(t, T_OVERFLOW_ERROR, "signed integer is greater than maximum");
    if (c < INT32_MIN) return as_raise(t, T_OVERFLOW_ERROR, "signed integer is less than minimum");
    if (c < 0 || c > 0x10FFFF) return as_raise(t, T_VALUE_ERROR, "chr() arg not in range(0x110000)");
    return as_str_from_char(t, (uint32_t)c);
}

static Value b_ord(Thread *t, Value *args, int nargs) {
    (void)nargs;
    size_t length;
    const char *data;
    if (as_is_instance_of(t, args[0], T_STR)) {
        Str *s = as_as_str(args[0]);
        length = s->length;
        if (length == 1) return as_int(as_str_at(t, s, 0));
    } else if (as_bytes_view(t, args[0], &data, &length)) {
        if (length == 1) return as_int((unsigned char)*data);
    } else {
        return as_raise(t, T_TYPE_ERROR, "ord() expected string of length 1, but %T found", args[0]);
    }
    return as_raise(t, T_TYPE_ERROR, "ord() expected a character, but string of length %zu found", length);
}

static Value b_hash(Thread *t, Value *args, int nargs) {
    (void)nargs;
    uint64_t h;
    return as_hash(t, args[0], &h) ? as_int_from_i64(t, (int64_t)h) : AS_UNDEF;
}

static Value b_id(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_int_from_u64(t, args[0].bits);
}

/* --- sums --- */

/* A float sum with Neumaier's compensation, as CPython 3.12 has it. */
typedef struct FloatSum {
    double sum, lost;
} FloatSum;

static void float_add(FloatSum *s, double x) {
    double sum = s->sum + x;
    s->lost += fabs(s->sum) >= fabs(x) ? (s->sum - sum) + x : (x - sum) + s->sum;
    s->sum = sum;
}

static Value float_total(Thread *t, const FloatSum *s) {
    return as_float(t, s->lost != 0 && isfinite(s->lost) ? s->sum + s->lost : s->sum);
}

typedef struct Sum {
    Value total; /* owned; not in use while by_float */
    FloatSum f;
    bool by_float;
} Sum;

static bool sum_slow(Thread *t, Sum *s, Value item) {
    if (s->by_float) {
        s->total = float_total(t, &s->f);
        s->by_float = false;
        if (as_is_undef(s->total)) return false;
    }
    as_assign(t, &s->total, as_binary(t, OPER_ADD, s->total, item));
    return !as_is_undef(s->total);
}

static bool sum_item(Thread *t, Value item, void *arg) {
    Sum *s = arg;
    int64_t i;
    if (s->by_float) {
        if (as_is_float(item)) return float_add(&s->f, as_float_of(item)), true;
        if (as_is_any_int(t, item) && as_int_to_i64(item, &i)) return s->f.sum += (double)i, true;
        return sum_slow(t, s, item);
    }
    if (as_both_int(s->total, item)) {
        s->total = as_int_from_i64(t, as_int_of(s->total) + as_int_of(item));
        return !as_is_undef(s->total);
    }
    if (!sum_slow(t, s, item)) return false;
    if (as_is_float(s->total)) {
        s->f = (FloatSum){as_float_of(s->total), 0};
        as_clear(t, &s->total);
        s->by_float = true;
    }
    return true;
}

static Value b_sum(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value start = as_is_undef(args[1]) ? as_int(0) : args[1];
    if (as_is_instance_of(t, start, T_STR))
        return as_raise(t, T_TYPE_ERROR, "sum() can't sum strings [use ''.join(seq) instead]");
    if (as_is_instance_of(t, start, T_BYTES))
        return as_raise(t, T_TYPE_ERROR, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (as_is_instance_of(t, start, T_BYTEARRAY))
        return as_raise(t, T_TYPE_ERROR, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Sum s = {.total = as_incref(start)};
    if (as_is_float(start)) {
        s.f.sum = as_float_of(start);
        as_clear(t, &s.total);
        s.by_float = true;
    }
    if (!as_for_each(t, args[0], sum_item, &s)) {
        as_clear(t, &s.total);
        return AS_UNDEF;
    }
    return s.by_float ? float_total(t, &s.f) : s.total;
}

/* --- order --- */

typedef struct Best {
    Value key;          /* borrowed callable or None */
    Comparison op;
    Value item, by;     /* owned: the best so far and its key */
} Best;

static bool best_item(Thread *t, Value item, void *arg) {
    Best *b = arg;
    OWNED(by, as_is_none(b->key) ? as_incref(item) : as_call1(t, b->key, item));
    if (as_is_undef(by.v)) return false;
    if (!as_is_undef(b->item)) {
        OWNED(result, as_compare(t, by.v, b->by, b->op));
        int better = as_is_undef(result.v) ? -1 : as_truth(t, result.v);
        if (better <= 0) return better == 0;
    }
    as_assign(t, &b->by, as_move(&by));
    as_assign(t, &b->item, as_incref(item));
    return true;
}

/* args: key, default, then the positional ones. */
static Value best_of(Thread *t, Value *args, int nargs, const char *name, Comparison op) {
    Value fallback = args[1], *items = args + 2;
    int n = nargs - 2;
    if (n == 0) return as_raise(t, T_TYPE_ERROR, "%s expected at least 1 argument, got 0", name);
    if (n > 1 && !as_is_undef(fallback))
        return as_raise(t, T_TYPE_ERROR, "Cannot specify a default for %s() with multiple positional arguments", name);
    Best b = {as_is_undef(args[0]) ? AS_NONE : args[0], op, AS_UNDEF, AS_UNDEF};
    bool ok = true;
    if (n == 1) ok = as_for_each(t, items[0], best_item, &b);
    else
        for (int i = 0; ok && i < n; i++) ok = best_item(t, items[i], &b);
    as_clear(t, &b.by);
    if (!ok) {
        as_clear(t, &b.item);
        return AS_UNDEF;
    }
    if (!as_is_undef(b.item)) return b.item;
    if (as_is_undef(fallback)) return as_raise(t, T_VALUE_ERROR, "%s() iterable argument is empty", name);
    return as_incref(fallback);
}

static Value b_max(Thread *t, Value *args, int nargs) { return best_of(t, args, nargs, "max", COMPARE_GT); }
static Value b_min(Thread *t, Value *args, int nargs) { return best_of(t, args, nargs, "min", COMPARE_LT); }

/* args: key, reverse, **kwargs, then the positional ones. */
static Value b_sorted(Thread *t, Value *args, int nargs) {
    if (nargs != 4) return as_raise(t, T_TYPE_ERROR, "sorted expected 1 argument, got %d", nargs - 3);
    OWNED(list, as_list_from(t, args[3]));
    if (as_is_undef(list.v)) return AS_UNDEF;
    size_t pos = 0;
    Value name, value;
    if (!as_is_undef(args[2]) && as_dict_next(as_as_dict(args[2]), &pos, &name, &value))
        return as_raise(t, T_TYPE_ERROR, "'%V' is an invalid keyword argument for sort()", name);
    int reverse = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (reverse < 0) return AS_UNDEF;
    if (!as_list_sort(t, as_as_list(list.v), as_is_undef(args[0]) ? AS_NONE : args[0], reverse)) return AS_UNDEF;
    return as_move(&list);
}

typedef struct Search {
    bool wanted, found;
} Search;

static bool search_item(Thread *t, Value item, void *arg) {
    Search *s = arg;
    int truth = as_truth(t, item);
    if (truth < 0) return false;
    s->found = (truth != 0) == s->wanted;
    return !s->found;
}

static Value search(Thread *t, Value iterable, bool wanted) {
    Search s = {wanted, false};
    if (!as_for_each(t, iterable, search_item, &s) && !s.found) return AS_UNDEF;
    return as_bool(s.found == wanted);
}

static Value b_any(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return search(t, args[0], true);
}

static Value b_all(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return search(t, args[0], false);
}

const NativeDef as_builtins_values[] = {
    {"abs", "x, /", b_abs, "The absolute value of a number.", 0},
    {"all", "iterable, /", b_all, "Whether every item is true; True for an empty iterable.", 0},
    {"any", "iterable, /", b_any, "Whether some item is true; False for an empty iterable.", 0},
    {"ascii", "obj, /", b_ascii, "repr() with everything that is not ASCII escaped.", 0},
    {"bin", "number, /", b_bin, "Binary text of an integer: 0b101.", 0},
    {"chr", "i, /", b_chr, "The character with this code point.", 0},
    {"divmod", "x, y, /", b_divmod, "The pair (x//y, x%y).", 0},
    {"format", "value, format_spec='', /", b_format, "Text of the value as the format says.", 0},
    {"hash", "obj, /", b_hash, "The number by which dicts and sets find the object.", 0},
    {"hex", "number, /", b_hex, "Hexadecimal text of an integer: 0xff.", 0},
    {"id", "obj, /", b_id, "A number that no other object has while this one lives.", 0},
    {"max", "*args, key=None, default=None", b_max, "The largest item of an iterable, or of the arguments.", 0},
    {"min", "*args, key=None, default=None", b_min, "The smallest item of an iterable, or of the arguments.", 0},
    {"oct", "number, /", b_oct, "Octal text of an integer: 0o17.", 0},
    {"ord", "c, /", b_ord, "The code point of a character.", 0},
    {"pow", "base, exp, mod=None", b_pow, "base**exp, or base**exp % mod.", 0},
    {"repr", "obj, /", b_repr, "The text that shows an object to programmers.", 0},
    {"round", "number, ndigits=None", b_round, "The number rounded to so many decimals; to an int without them.", 0},
    {"sorted", "*args, key=None, reverse=False, **kwargs", b_sorted, "A new list of the iterable's items in order.", 0},
    {"sum", "iterable, /, start=0", b_sum, "start plus all the items.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
