/* float: values, arithmetic, hash, reading and the type's slots. Methods are in float_methods.c. */
#include <math.h>

#include "base/float_text.h"
#include "vm/objects/bytes.h"
#include "vm/objects/complex.h"
#include "vm/objects/containers.h"
#include "vm/objects/float_impl.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

#include <errno.h> /* behind the headers that have a field of that name */

Value as_float(Thread *t, double d) {
    Value v;
    if (as_flonum(d, &v)) return v;
    FloatObj *f = as_new(t, T_FLOAT, sizeof *f, false);
    if (!f) return AS_UNDEF;
    f->value = d;
    return as_from_obj(f);
}

bool as_is_any_float(Thread *t, Value v) {
    if (as_is_float(v)) return true;
    return as_is_obj(v) && as_obj(v)->shape >= T_BUILTIN_COUNT && as_type_of(t, v)->layout == T_FLOAT;
}

Value as_float_repr(Thread *t, double d) {
    char text[40];
    size_t n = as_double_text(d, 'r', 0, FLOAT_TEXT_DOT_0, text);
    return as_str_new(t, text, n);
}

/* CPython's: the number as a fraction modulo 2**61 - 1, taken 28 bits at a time; -1 becomes -2. */
uint64_t as_hash_double(double d, const void *identity) {
    const uint64_t prime = (UINT64_C(1) << 61) - 1;
    if (!isfinite(d)) {
        if (isinf(d)) return d > 0 ? 314159 : (uint64_t)-314159;
        uint64_t p = (uint64_t)(uintptr_t)identity;
        return p >> 4 | p << 60;
    }
    int e;
    double m = frexp(fabs(d), &e);
    uint64_t x = 0;
    while (m != 0) {
        x = (x << 28 & prime) | x >> (61 - 28);
        m *= 268435456.0;
        e -= 28;
        uint64_t y = (uint64_t)m;
        m -= (double)y;
        x += y;
        if (x >= prime) x -= prime;
    }
    e = e >= 0 ? e % 61 : 60 - (-1 - e) % 61;
    x = (x << e & prime) | x >> (61 - e);
    if (d < 0) x = 0 - x;
    return x == UINT64_MAX ? (uint64_t)-2 : x;
}

/* --- arithmetic --- */

/* Floor quotient and the remainder with the sign of b; b is not 0. */
void as_double_divmod(double a, double b, double *quotient, double *remainder) {
    double mod = fmod(a, b), div = (a - mod) / b;
    if (mod != 0) {
        if ((b < 0) != (mod < 0)) {
            mod += b;
            div -= 1.0;
        }
    } else {
        mod = copysign(0.0, b);
    }
    if (div != 0) {
        double floored = floor(div);
        if (div - floored > 0.5) floored += 1.0;
        div = floored;
    } else {
        div = copysign(0.0, a / b);
    }
    *quotient = div;
    *remainder = mod;
}

static Value float_divmod(Thread *t, Operator op, double a, double b) {
    if (b == 0)
        return as_raise(t, T_ZERO_DIVISION_ERROR, op == OPER_MOD        ? "float modulo"
                                                  : op == OPER_FLOORDIV ? "float floor division by zero"
                                                                        : "float divmod()");
    double q, r;
    as_double_divmod(a, b, &q, &r);
    if (op == OPER_FLOORDIV) return as_float(t, q);
    if (op == OPER_MOD) return as_float(t, r);
    Value pair[2] = {as_float(t, q), as_float(t, r)};
    if (as_is_undef(pair[0]) || as_is_undef(pair[1])) {
        as_decref(t, pair[0]);
        as_decref(t, pair[1]);
        return AS_UNDEF;
    }
    return as_tuple_take(t, pair, 2);
}

/* OverflowError(34, 'Numerical result out of range'), as CPython raises from errno. */
static Value out_of_range(Thread *t) {
    OWNED(text, as_str_from(t, "Numerical result out of range"));
    if (as_is_undef(text.v)) return AS_UNDEF;
    Value args[2] = {as_int(ERANGE), text.v};
    return as_raise_args(t, T_OVERFLOW_ERROR, args, 2);
}

static Value float_pow(Thread *t, double a, double b) {
    if (a == 0 && b < 0 && !isnan(b))
        return as_raise(t, T_ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b)) return as_complex_power(t, a, 0, b, 0);
    double r = pow(a, b);
    if (isinf(r) && isfinite(a) && isfinite(b)) return out_of_range(t);
    return as_float(t, r);
}

Value as_float_binary(Thread *t, Operator op, double a, double b) {
    switch (op) {
    case OPER_ADD: return as_float(t, a + b);
    case OPER_SUB: return as_float(t, a - b);
    case OPER_MUL: return as_float(t, a * b);
    case OPER_DIV:
        if (b == 0) return as_raise(t, T_ZERO_DIVISION_ERROR, "float division by zero");
        return as_float(t, a / b);
    case OPER_FLOORDIV:
    case OPER_MOD:
    case OPER_DIVMOD: return float_divmod(t, op, a, b);
    case OPER_POW: return float_pow(t, a, b);
    default: return AS_NOT_IMPL;
    }
}

/* v as a double: 1; 0 when it is neither int nor float; -1 with an exception. */
static int operand(Thread *t, Value v, double *out) {
    if (as_is_any_float(t, v)) {
        *out = as_float_of(v);
        return 1;
    }
    if (!as_is_any_int(t, v)) return 0;
    return as_int_to_double(t, v, out) ? 1 : -1;
}

static Value float_binary(Thread *t, Operator op, Value a, Value b) {
    double x, y;
    int ok = operand(t, a, &x);
    if (ok > 0) ok = operand(t, b, &y);
    return ok > 0 ? as_float_binary(t, op, x, y) : ok < 0 ? AS_UNDEF : AS_NOT_IMPL;
}

static bool any_number(Thread *t, Value v) { return as_is_any_int(t, v) || as_is_any_float(t, v); }

static Value float_power(Thread *t, Value a, Value b, Value mod) {
    if (as_is_none(mod) || as_is_undef(mod)) return float_binary(t, OPER_POW, a, b);
    if (!any_number(t, a) || !any_number(t, b)) return AS_NOT_IMPL;
    return as_raise(t, T_TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
}

static Value float_unary(Thread *t, Unary op, Value self) {
    double d = as_float_of(self);
    switch (op) {
    case UN_NEG: return as_float(t, -d);
    case UN_POS: return as_is_float(self) ? as_incref(self) : as_float(t, d);
    case UN_ABS: return as_float(t, fabs(d));
    case UN_INVERT: break;
    }
    return AS_NOT_IMPL;
}

/* --- comparison --- */

static Value ordered(int c, Comparison op) {
    switch (op) {
    case COMPARE_LT: return as_bool(c < 0);
    case COMPARE_LE: return as_bool(c <= 0);
    case COMPARE_EQ: return as_bool(c == 0);
    case COMPARE_NE: return as_bool(c != 0);
    case COMPARE_GT: return as_bool(c > 0);
    case COMPARE_GE: return as_bool(c >= 0);
    }
    return AS_NOT_IMPL;
}

/* d, which is not NaN, against an int: exactly. -2: MemoryError. */
int as_double_compare_int(Thread *t, double d, Value i) {
    int sign = as_int_sign(i), own = (d > 0) - (d < 0);
    if (own != sign) return own < sign ? -1 : 1;
    if (isinf(d)) return own;
    int64_t small;
    if (as_int_to_i64(i, &small) && small <= INT64_C(1) << 53 && small >= -(INT64_C(1) << 53)) {
        double other = (double)small;
        return (d > other) - (d < other);
    }
    double whole = trunc(d);
    OWNED(w, as_int_from_double(t, whole));
    if (as_is_undef(w.v)) return -2;
    int c = as_int_compare(w.v, i);
    if (c) return c < 0 ? -1 : 1;
    return (d > whole) - (d < whole);
}

static Value float_compare(Thread *t, Value a, Value b, Comparison op) {
    double x = as_float_of(a), y;
    if (as_is_any_float(t, b)) {
        y = as_float_of(b);
    } else if (as_is_any_int(t, b)) {
        if (isnan(x)) return as_bool(op == COMPARE_NE);
        int c = as_double_compare_int(t, x, b);
        return c == -2 ? AS_UNDEF : ordered(c, op);
    } else {
        return AS_NOT_IMPL;
    }
    if (isnan(x) || isnan(y)) return as_bool(op == COMPARE_NE);
    return ordered((x > y) - (x < y), op);
}

/* --- reading --- */

static bool same_word(const char *p, const char *end, const char *word) {
    for (; *word; word++, p++)
        if (p == end || (*p | 32) != *word) return false;
    return p == end;
}

static bool special(const char *p, const char *end, double *out) {
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    double d;
    if (same_word(p, end, "inf") || same_word(p, end, "infinity")) d = INFINITY;
    else if (same_word(p, end, "nan")) d = NAN;
    else return false;
    *out = copysign(d, negative ? -1.0 : 1.0);
    return true;
}

/* Take out underscores between digits, in place; 0 when one stands elsewhere. */
static size_t drop_underscores(char *p, size_t size) {
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        if (p[i] == '_') {
            bool between = i > 0 && i + 1 < size && p[i - 1] >= '0' && p[i - 1] <= '9' && p[i + 1] >= '0' && p[i + 1] <= '9';
            if (!between) return 0;
        }
    }
    for (size_t i = 0; i < size; i++)
        if (p[i] != '_') p[n++] = p[i];
    return n;
}

int as_double_from_text(Thread *t, const char *text, size_t size, double *out) {
    SCRATCH(s);
    if (!as_int_scratch(t, &s, size / 8 + 1)) return -1;
    char *p = (char *)s.p, *end = p + as_number_to_ascii(text, size, p);
    while (p < end && as_number_blank(*p)) p++;
    while (p < end && as_number_blank(end[-1])) end--;
    if (special(p, end, out)) return 1;
    return as_double_parse(p, drop_underscores(p, (size_t)(end - p)), out);
}

static Value from_text(Thread *t, Value v, const char *text, size_t size) {
    double d = 0;
    int ok = 0;
    if (as_is_instance_of(t, v, T_STR) || as_number_is_ascii(text, size)) ok = as_double_from_text(t, text, size, &d);
    if (ok == 0) as_raise(t, T_VALUE_ERROR, "could not convert string to float: %R", v);
    return ok > 0 ? as_float(t, d) : AS_UNDEF;
}

static Value checked(Thread *t, Value v, Value owned) {
    OWNED(f, owned);
    if (as_is_undef(f.v) || as_is_float(f.v)) return as_move(&f);
    if (!as_is_any_float(t, f.v))
        return as_raise(t, T_TYPE_ERROR, "%T.__float__ returned non-float (type %T)", v, f.v);
    if (!as_warn(t, T_DEPRECATION_WARNING, 1,
                 "%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict subclass "
                 "of float is deprecated, and may be removed in a future version of Python.",
                 v, f.v))
        return AS_UNDEF;
    return as_float(t, as_float_of(f.v));
}

Value as_float_from_object(Thread *t, Value v) {
    if (as_is_float(v)) return as_incref(v);
    if (as_is_instance_of(t, v, T_STR)) return from_text(t, v, as_as_str(v)->data, as_as_str(v)->size);
    Type *type = as_type_of(t, v);
    if (type->slots.to_float) return checked(t, v, type->slots.to_float(t, v));
    double d;
    if (type->slots.index) return as_to_double(t, v, &d) ? as_float(t, d) : AS_UNDEF;
    const char *text;
    size_t size;
    if (as_bytes_view(t, v, &text, &size)) return from_text(t, v, text, size);
    return as_raise(t, T_TYPE_ERROR, "float() argument must be a string or a real number, not '%T'", v);
}

static Value float_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    if (!as_is_undef(kwnames) && type->id == T_FLOAT)
        return as_raise(t, T_TYPE_ERROR, "float() takes no keyword arguments");
    if (!as_is_undef(kwnames)) nargs -= (int)as_as_tuple(kwnames)->count;
    if (nargs > 1) return as_raise(t, T_TYPE_ERROR, "float expected at most 1 argument, got %d", nargs);
    OWNED(v, nargs ? as_float_from_object(t, args[0]) : as_float(t, 0.0));
    if (as_is_undef(v.v) || type->id == T_FLOAT) return as_move(&v);
    FloatObj *f = as_new_of(t, type, sizeof *f);
    if (!f) return AS_UNDEF;
    f->value = as_float_of(v.v);
    return as_from_obj(f);
}

/* --- slots --- */

static void float_dealloc(Thread *t, Obj *self) { as_free_obj(t, self, sizeof(FloatObj)); }
static Value float_repr(Thread *t, Value self) { return as_float_repr(t, as_float_of(self)); }
static int float_truth(Thread *t, Value self) {
    (void)t;
    return as_float_of(self) != 0;
}
static bool float_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    *out = as_hash_double(as_float_of(self), as_is_obj(self) ? as_obj(self) : NULL);
    return true;
}
static Value float_to_int(Thread *t, Value self) { return as_int_from_double(t, as_float_of(self)); }
static Value float_to_float(Thread *t, Value self) {
    return as_is_float(self) ? as_incref(self) : as_float(t, as_float_of(self));
}

const TypeDef as_def_FLOAT = {
    .id = T_FLOAT,
    .slots =
        {
            .dealloc = float_dealloc,
            .repr = float_repr,
            .hash = float_hash,
            .compare = float_compare,
            .truth = float_truth,
            .binary = float_binary,
            .unary = float_unary,
            .power = float_power,
            .to_int = float_to_int,
            .to_float = float_to_float,
            .new_ = float_new,
        },
    .methods = as_float_methods,
    .doc = "Convert a string or number to a floating-point number, if possible.",
    .operators = 1 << OPER_ADD | 1 << OPER_SUB | 1 << OPER_MUL | 1 << OPER_DIV | 1 << OPER_FLOORDIV |
                 1 << OPER_MOD | 1 << OPER_POW | 1 << OPER_DIVMOD,
    .size = sizeof(FloatObj),
};
