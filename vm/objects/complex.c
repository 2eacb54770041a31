/* complex. */
#include "vm/objects/complex.h"

#include <math.h>

#include "base/float_text.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/float_impl.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

typedef struct Pair {
    double re, im;
} Pair;

Value as_complex(Thread *t, double real, double imag) {
    Complex *c = as_new(t, T_COMPLEX, sizeof *c, false);
    if (!c) return AS_UNDEF;
    c->real = real;
    c->imag = imag;
    return as_from_obj(c);
}

static Value from_pair(Thread *t, Pair p) { return as_complex(t, p.re, p.im); }
static Complex *as_as_complex(Value v) { return (Complex *)as_obj(v); }
static Pair pair_of(Value v) { return (Pair){as_as_complex(v)->real, as_as_complex(v)->imag}; }

static bool is_complex(Thread *t, Value v) { return as_is_obj(v) && as_type_of(t, v)->layout == T_COMPLEX; }

/* --- arithmetic --- */

static Pair multiply(Pair a, Pair b) { return (Pair){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

/* Scaled by the larger part of b, so that nothing overflows on the way. b is not 0. */
static Pair divide(Pair a, Pair b) {
    if (fabs(b.re) >= fabs(b.im)) {
        double ratio = b.im / b.re, denominator = b.re + b.im * ratio;
        return (Pair){(a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator};
    }
    if (fabs(b.im) >= fabs(b.re)) {
        double ratio = b.re / b.im, denominator = b.re * ratio + b.im;
        return (Pair){(a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator};
    }
    return (Pair){NAN, NAN};
}

static Pair whole_power(Pair x, int n) {
    Pair r = {1, 0};
    for (int bit = 1; bit > 0 && n >= bit; bit <<= 1) {
        if (n & bit) r = multiply(r, x);
        x = multiply(x, x);
    }
    return r;
}

static Pair general_power(Pair a, Pair b) {
    double size = hypot(a.re, a.im), angle = atan2(a.im, a.re), length = pow(size, b.re), phase = angle * b.re;
    if (b.im != 0) {
        length *= exp(-angle * b.im);
        phase += b.im * log(size);
    }
    return (Pair){length * cos(phase), length * sin(phase)};
}

static Value power(Thread *t, Pair a, Pair b) {
    Pair r;
    if (b.re == 0 && b.im == 0) return as_complex(t, 1, 0);
    if (a.re == 0 && a.im == 0) {
        if (b.im != 0 || b.re < 0)
            return as_raise(t, T_ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
        return as_complex(t, 0, 0);
    }
    if (b.im == 0 && b.re == floor(b.re) && fabs(b.re) <= 100)
        r = b.re > 0 ? whole_power(a, (int)b.re) : divide((Pair){1, 0}, whole_power(a, (int)-b.re));
    else r = general_power(a, b);
    if (isinf(r.re) || isinf(r.im)) return as_raise(t, T_OVERFLOW_ERROR, "complex exponentiation");
    return from_pair(t, r);
}

Value as_complex_power(Thread *t, double ar, double ai, double br, double bi) {
    return power(t, (Pair){ar, ai}, (Pair){br, bi});
}

/* 1; 0: not a number; -1: exception. */
static int operand(Thread *t, Value v, Pair *out) {
    out->im = 0;
    if (is_complex(t, v)) *out = pair_of(v);
    else if (as_is_any_float(t, v)) out->re = as_float_of(v);
    else if (!as_is_any_int(t, v)) return 0;
    else if (!as_int_to_double(t, v, &out->re)) return -1;
    return 1;
}

static Value complex_binary(Thread *t, Operator op, Value a, Value b) {
    Pair x, y;
    int ok = operand(t, a, &x);
    if (ok > 0) ok = operand(t, b, &y);
    if (ok <= 0) return ok < 0 ? AS_UNDEF : AS_NOT_IMPL;
    switch (op) {
    case OPER_ADD: return as_complex(t, x.re + y.re, x.im + y.im);
    case OPER_SUB: return as_complex(t, x.re - y.re, x.im - y.im);
    case OPER_MUL: return from_pair(t, multiply(x, y));
    case OPER_DIV:
        if (y.re == 0 && y.im == 0) return as_raise(t, T_ZERO_DIVISION_ERROR, "complex division by zero");
        return from_pair(t, divide(x, y));
    case OPER_POW: return power(t, x, y);
    default: return AS_NOT_IMPL;
    }
}

static Value complex_power(Thread *t, Value a, Value b, Value mod) {
    if (!as_is_none(mod) && !as_is_undef(mod)) return as_raise(t, T_VALUE_ERROR, "complex modulo");
    return complex_binary(t, OPER_POW, a, b);
}

static Value complex_unary(Thread *t, Unary op, Value self) {
    Pair p = pair_of(self);
    switch (op) {
    case UN_NEG: return as_complex(t, -p.re, -p.im);
    case UN_POS: return as_is_exact(self, T_COMPLEX) ? as_incref(self) : from_pair(t, p);
    case UN_ABS: {
        double r = hypot(p.re, p.im);
        if (isinf(r) && isfinite(p.re) && isfinite(p.im))
            return as_raise(t, T_OVERFLOW_ERROR, "absolute value too large");
        return as_float(t, r);
    }
    case UN_INVERT: break;
    }
    return AS_NOT_IMPL;
}

static Value complex_compare(Thread *t, Value a, Value b, Comparison op) {
    if (op != COMPARE_EQ && op != COMPARE_NE) return AS_NOT_IMPL;
    Pair x = pair_of(a);
    bool equal;
    if (is_complex(t, b)) {
        Pair y = pair_of(b);
        equal = x.re == y.re && x.im == y.im;
    } else if (as_is_any_float(t, b)) {
        equal = x.im == 0 && x.re == as_float_of(b);
    } else if (as_is_any_int(t, b)) {
        int c = x.im != 0 || isnan(x.re) ? 1 : as_double_compare_int(t, x.re, b);
        if (c == -2) return AS_UNDEF;
        equal = c == 0;
    } else {
        return AS_NOT_IMPL;
    }
    return as_bool(equal == (op == COMPARE_EQ));
}

static bool complex_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    Pair p = pair_of(self);
    uint64_t h = as_hash_double(p.re, as_obj(self)) + 1000003 * as_hash_double(p.im, as_obj(self));
    *out = h == UINT64_MAX ? (uint64_t)-2 : h;
    return true;
}

static Value complex_repr(Thread *t, Value self) {
    Pair p = pair_of(self);
    char text[80];
    size_t n = 0;
    bool only_imag = p.re == 0 && !signbit(p.re);
    if (!only_imag) {
        text[n++] = '(';
        n += as_double_text(p.re, 'r', 0, 0, text + n);
    }
    n += as_double_text(p.im, 'r', 0, only_imag ? 0 : FLOAT_TEXT_SIGN, text + n);
    text[n++] = 'j';
    if (!only_imag) text[n++] = ')';
    return as_str_new(t, text, n);
}

static int complex_truth(Thread *t, Value self) {
    (void)t;
    Pair p = pair_of(self);
    return p.re != 0 || p.im != 0;
}

static void complex_dealloc(Thread *t, Obj *self) { as_free_obj(t, self, sizeof(Complex)); }

/* --- constructor --- */

/* Where the number that begins at p ends: digits, point, exponent, inf, nan. */
static const char *number_end(const char *p, const char *end) {
    if (p < end && (*p == '+' || *p == '-')) p++;
    const char *start = p;
    while (p < end) {
        char c = *p;
        bool exponent_sign = (c == '+' || c == '-') && p > start && (p[-1] | 32) == 'e' && p - start > 1 &&
                             (p[-2] == '.' || (p[-2] >= '0' && p[-2] <= '9'));
        if ((c == '+' || c == '-') && !exponent_sign) break;
        if (c == 'j' || c == 'J') break;
        p++;
    }
    return p;
}

/* One part: 1; 0 malformed; -1 exception. A bare sign before j stands for 1. */
static int read_part(Thread *t, const char *p, const char *end, bool imaginary, double *out) {
    if (imaginary && end - p <= 1 && (p == end || *p == '+' || *p == '-')) {
        *out = p < end && *p == '-' ? -1 : 1;
        return 1;
    }
    if (p < end && (as_number_blank(*p) || as_number_blank(end[-1]))) return 0;
    return as_double_from_text(t, p, (size_t)(end - p), out);
}

static int parse_ascii(Thread *t, const char *p, const char *end, Pair *out) {
    while (p < end && as_number_blank(*p)) p++;
    while (p < end && as_number_blank(end[-1])) end--;
    if (p < end && *p == '(') {
        if (end[-1] != ')') return 0;
        p++;
        end--;
        while (p < end && as_number_blank(*p)) p++;
        while (p < end && as_number_blank(end[-1])) end--;
    }
    *out = (Pair){0, 0};
    if (p == end) return 0;
    const char *first = number_end(p, end);
    if (first == end) return read_part(t, p, end, false, &out->re);
    if (*first == 'j' || *first == 'J') return first + 1 == end ? read_part(t, p, first, true, &out->im) : 0;
    int ok = read_part(t, p, first, false, &out->re);
    if (ok <= 0) return ok;
    const char *second = number_end(first, end);
    if (second + 1 != end || (*second | 32) != 'j') return 0;
    return read_part(t, first, second, true, &out->im);
}

static int parse_text(Thread *t, Str *s, Pair *out) {
    SCRATCH(ascii);
    if (!as_int_scratch(t, &ascii, s->size / 8 + 1)) return -1;
    const char *p = (const char *)ascii.p;
    size_t n = as_number_to_ascii(s->data, s->size, (char *)ascii.p);
    int ok = parse_ascii(t, p, p + n, out);
    if (ok == 0) as_raise(t, T_VALUE_ERROR, "complex() arg is a malformed string");
    return ok > 0;
}

/* The result of __complex__, when v has one: 1; 0 none; -1 exception. */
static int from_special(Thread *t, Value v, Pair *out) {
    if (as_is_exact(v, T_COMPLEX)) return *out = pair_of(v), 1;
    OWNED(method, as_special(t, v, t->vm->names.complex__));
    if (as_is_undef(method.v)) return -1;
    if (as_same(method.v, AS_MISSING)) return is_complex(t, v) ? (*out = pair_of(v), 1) : 0;
    OWNED(r, as_call0(t, method.v));
    if (as_is_undef(r.v)) return -1;
    if (!is_complex(t, r.v)) {
        as_raise(t, T_TYPE_ERROR, "%T.__complex__() must return a complex, not %T", v, r.v);
        return -1;
    }
    if (!as_is_exact(r.v, T_COMPLEX) &&
        !as_warn(t, T_DEPRECATION_WARNING, 1,
                 "%T.__complex__ returned non-complex (type %T).  The ability to return an instance of a strict "
                 "subclass of complex is deprecated, and may not be supported in a future version of Python.",
                 v, r.v))
        return -1;
    *out = pair_of(r.v);
    return 1;
}

static bool part(Thread *t, Value v, const char *message, Pair *out, bool *is_pair) {
    int special = from_special(t, v, out);
    *is_pair = special == 1;
    if (special) return special > 0;
    Type *type = as_type_of(t, v);
    if (!type->slots.to_float && !type->slots.index && !as_is_any_float(t, v)) return as_fail(t, T_TYPE_ERROR, message, v);
    out->im = 0;
    return as_to_double(t, v, &out->re);
}

static bool from_args(Thread *t, Value real, Value imag, Pair *out) {
    bool two = !as_is_undef(imag), pair = false;
    *out = (Pair){0, 0};
    if (!as_is_undef(real) && as_is_instance_of(t, real, T_STR)) {
        if (two) return as_fail(t, T_TYPE_ERROR, "complex() can't take second arg if first is a string");
        return parse_text(t, as_as_str(real), out);
    }
    if (two && as_is_instance_of(t, imag, T_STR))
        return as_fail(t, T_TYPE_ERROR, "complex() second arg can't be a string");
    if (!as_is_undef(real) &&
        !part(t, real, "complex() first argument must be a string or a number, not '%T'", out, &pair))
        return false;
    if (!two) return true;
    Pair i;
    bool pair_i;
    if (!part(t, imag, "complex() second argument must be a number, not '%T'", &i, &pair_i)) return false;
    /* real + imag * 1j, but keep signs of zeros that the sum would lose. */
    out->im = pair ? out->im + i.re : i.re;
    if (pair_i) out->re -= i.im;
    return true;
}

static Value complex_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value bound[2];
    if (!as_bind(t, "complex", "real=0, imag=0", args, nargs, kwnames, bound, 2)) return AS_UNDEF;
    if (as_is_undef(bound[1]) && !as_is_undef(bound[0]) && as_is_exact(bound[0], T_COMPLEX) && type->id == T_COMPLEX)
        return as_incref(bound[0]);
    Pair p;
    if (!from_args(t, bound[0], bound[1], &p)) return AS_UNDEF;
    Complex *c = as_new_of(t, type, sizeof *c);
    if (!c) return AS_UNDEF;
    c->real = p.re;
    c->imag = p.im;
    return as_from_obj(c);
}

/* --- methods --- */

static Value complex_conjugate(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Pair p = pair_of(args[0]);
    return as_complex(t, p.re, -p.im);
}

static Value complex_real(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_float(t, as_as_complex(args[0])->real);
}

static Value complex_imag(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_float(t, as_as_complex(args[0])->imag);
}

static Value complex_itself(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return from_pair(t, pair_of(args[0]));
}

static Value complex_format(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", args[1]);
    return as_complex_format(t, args[0], as_as_str(args[1]));
}

static Value complex_getnewargs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Pair p = pair_of(args[0]);
    OWNED(re, as_float(t, p.re));
    OWNED(im, as_float(t, p.im));
    if (as_is_undef(re.v) || as_is_undef(im.v)) return AS_UNDEF;
    return as_tuple_pack(t, 2, re.v, im.v);
}

static const NativeDef complex_methods[] = {
    {"conjugate", "self, /", complex_conjugate, "The number with its imaginary part negated.", 0},
    {"real", "self", complex_real, "the real part of a complex number", NATIVE_GETTER},
    {"imag", "self", complex_imag, "the imaginary part of a complex number", NATIVE_GETTER},
    {"__complex__", "self, /", complex_itself, "The number as a plain complex.", 0},
    {"__format__", "self, format_spec, /", complex_format, "Text of the number as the format says.", 0},
    {"__getnewargs__", "self, /", complex_getnewargs, "What to pass to complex to get an equal number.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_COMPLEX = {
    .id = T_COMPLEX,
    .slots =
        {
            .dealloc = complex_dealloc,
            .repr = complex_repr,
            .hash = complex_hash,
            .compare = complex_compare,
            .truth = complex_truth,
            .binary = complex_binary,
            .unary = complex_unary,
            .power = complex_power,
            .new_ = complex_new,
        },
    .methods = complex_methods,
    .doc = "Create a complex number from a string or numbers.\n\nThe result is real + imag*1j.",
    .operators = 1 << OPER_ADD | 1 << OPER_SUB | 1 << OPER_MUL | 1 << OPER_DIV | 1 << OPER_POW,
    .size = sizeof(Complex),
};
