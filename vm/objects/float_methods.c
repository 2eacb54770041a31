/* Methods and attributes of float. */
#include <math.h>

#include "base/float_text.h"
#include "vm/objects/containers.h"
#include "vm/objects/float_impl.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

static Value float_self(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_is_float(args[0]) ? as_incref(args[0]) : as_float(t, as_float_of(args[0]));
}

static Value float_zero(Thread *t, Value *args, int nargs) {
    (void)args;
    (void)nargs;
    return as_float(t, 0.0);
}

static Value float_is_integer(Thread *t, Value *args, int nargs) {
    (void)t;
    (void)nargs;
    double d = as_float_of(args[0]);
    return as_bool(isfinite(d) && floor(d) == d);
}

static Value float_trunc(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_int_from_double(t, as_float_of(args[0]));
}

static Value float_floor(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_int_from_double(t, floor(as_float_of(args[0])));
}

static Value float_ceil(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_int_from_double(t, ceil(as_float_of(args[0])));
}

static Value float_round(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double d = as_float_of(args[0]);
    if (as_is_undef(args[1]) || as_is_none(args[1])) {
        double r = round(d);
        if (fabs(d - r) == 0.5) r = 2.0 * round(d / 2.0);
        return as_int_from_double(t, r);
    }
    int64_t ndigits;
    if (!as_index_clamped(t, args[1], &ndigits)) return AS_UNDEF;
    if (!isfinite(d) || d == 0) return as_float(t, d);
    double r = as_double_round(d, ndigits);
    if (isinf(r)) return as_raise(t, T_OVERFLOW_ERROR, "rounded value too large to represent");
    return as_float(t, r);
}

static Value float_ratio(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double d = as_float_of(args[0]);
    if (isinf(d)) return as_raise(t, T_OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
    if (isnan(d)) return as_raise(t, T_VALUE_ERROR, "cannot convert NaN to integer ratio");
    int e;
    double m = frexp(d, &e);
    while (m != floor(m)) {
        m *= 2;
        e--;
    }
    OWNED(n, as_int_from_double(t, m));
    OWNED(shifted, as_is_undef(n.v) ? AS_UNDEF : as_int_shift(t, e > 0 ? n.v : as_int(1), e > 0 ? e : -e));
    if (as_is_undef(shifted.v)) return AS_UNDEF;
    if (e > 0) return as_tuple_pack(t, 2, shifted.v, as_int(1));
    return as_tuple_pack(t, 2, n.v, shifted.v);
}

/* --- hexadecimal --- */

static Value float_hex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double d = as_float_of(args[0]);
    if (!isfinite(d)) return as_float_repr(t, d);
    const char *sign = signbit(d) ? "-" : "";
    if (d == 0) return as_str_format(t, "%s0x0.0p+0", sign);
    int e;
    double m = frexp(fabs(d), &e);
    int shift = 1 - (e - 1 < -1022 ? -1021 - e + 1 : 0);
    m = ldexp(m, shift);
    e -= shift;
    char digits[14];
    int lead = (int)m;
    m -= lead;
    for (int i = 0; i < 13; i++) {
        m *= 16;
        int digit = (int)m;
        digits[i] = "0123456789abcdef"[digit];
        m -= digit;
    }
    digits[13] = 0;
    return as_str_format(t, "%s0x%d.%sp%s%d", sign, lead, digits, e < 0 ? "-" : "+", e < 0 ? -e : e);
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What hexadecimal text says: mantissa * 2**exponent and whether digits that are not 0 were dropped. */
typedef struct HexText {
    uint64_t mantissa;
    int64_t exponent;
    bool sticky, negative;
} HexText;

static bool scan_hex_exponent(const char **at, const char *end, int64_t *out) {
    const char *p = *at;
    if (p == end || (*p | 32) != 'p') return true;
    p++;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    if (p == end || *p < '0' || *p > '9') return false;
    int64_t e = 0;
    for (; p < end && *p >= '0' && *p <= '9'; p++)
        if (e < INT64_C(1) << 40) e = e * 10 + (*p - '0');
    *out += negative ? -e : e;
    *at = p;
    return true;
}

static bool scan_hex(const char *p, const char *end, HexText *h) {
    if (end - p >= 2 && p[0] == '0' && (p[1] | 32) == 'x') p += 2;
    bool point = false, any = false;
    for (; p < end; p++) {
        if (*p == '.' && !point) {
            point = true;
            continue;
        }
        int digit = hex_digit(*p);
        if (digit < 0) break;
        any = true;
        if (h->mantissa >> 60) {
            h->sticky |= digit != 0;
            h->exponent += point ? 0 : 4;
        } else {
            h->mantissa = h->mantissa << 4 | (uint64_t)digit;
            h->exponent -= point ? 4 : 0;
        }
    }
    return any && scan_hex_exponent(&p, end, &h->exponent) && p == end;
}

static Value bad_hex(Thread *t) {
    return as_raise(t, T_VALUE_ERROR, "invalid hexadecimal floating-point string");
}

static bool hex_special(const char *p, const char *end, double *out) {
    static const struct { const char *word; double value; } words[] = {{"inf", INFINITY}, {"infinity", INFINITY}, {"nan", NAN}};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i].word), k = 0;
        if ((size_t)(end - p) != n) continue;
        while (k < n && (p[k] | 32) == words[i].word[k]) k++;
        if (k == n) return *out = words[i].value, true;
    }
    return false;
}

static Value float_fromhex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "bad argument type for built-in operation");
    const char *p = as_as_str(args[1])->data, *end = p + as_as_str(args[1])->size;
    while (p < end && as_number_blank(*p)) p++;
    while (p < end && as_number_blank(end[-1])) end--;
    HexText h = {0};
    h.negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    double d = 0;
    if (!hex_special(p, end, &d)) {
        if (!scan_hex(p, end, &h)) return bad_hex(t);
        if (h.mantissa) d = as_limbs_to_double(&h.mantissa, 1, h.exponent, h.sticky);
        if (isinf(d)) return as_raise(t, T_OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
    }
    OWNED(r, as_float(t, h.negative ? -d : d));
    if (as_is_undef(r.v) || as_as_type(args[0])->id == T_FLOAT) return as_move(&r);
    return as_call1(t, args[0], r.v);
}

/* --- others --- */

static Value float_format(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", args[1]);
    return as_float_format(t, args[0], as_as_str(args[1]));
}

static Value float_getnewargs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(f, as_float(t, as_float_of(args[0])));
    return as_is_undef(f.v) ? AS_UNDEF : as_tuple_pack(t, 1, f.v);
}

static Value float_getformat(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__getformat__() argument must be str, not %T", args[1]);
    Str *kind = as_as_str(args[1]);
    if (!as_str_is(kind, "double") && !as_str_is(kind, "float"))
        return as_raise(t, T_VALUE_ERROR, "__getformat__() argument 1 must be 'double' or 'float'");
    return as_str_from(t, __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "IEEE, little-endian" : "IEEE, big-endian");
}

const NativeDef as_float_methods[] = {
    {"conjugate", "self, /", float_self, "The number itself, as it is real.", 0},
    {"is_integer", "self, /", float_is_integer, "Whether it has no fraction.", 0},
    {"as_integer_ratio", "self, /", float_ratio, "Numerator and denominator in lowest terms, exactly.", 0},
    {"hex", "self, /", float_hex, "Hexadecimal text that shows the exact value.", 0},
    {"fromhex", "type, string, /", float_fromhex, "The number that hexadecimal text shows.", NATIVE_CLASS},
    {"real", "self", float_self, "the real part of a complex number", NATIVE_GETTER},
    {"imag", "self", float_zero, "the imaginary part of a complex number", NATIVE_GETTER},
    {"__trunc__", "self, /", float_trunc, "The int nearest to it towards zero.", 0},
    {"__floor__", "self, /", float_floor, "The largest int not above it.", 0},
    {"__ceil__", "self, /", float_ceil, "The smallest int not below it.", 0},
    {"__round__", "self, ndigits=None, /", float_round, "Rounded half to even; an int without ndigits.", 0},
    {"__format__", "self, format_spec, /", float_format, "Text of the number as the format says.", 0},
    {"__getnewargs__", "self, /", float_getnewargs, "What to pass to float to get an equal number.", 0},
    {"__getformat__", "type, typestr, /", float_getformat, "How 'double' or 'float' is laid out in memory.", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
