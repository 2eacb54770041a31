/* The module math: functions of the C library with CPython's errors. Integers are in math_integer.c, sums in
 * math_sums.c, gamma in math_gamma.c. */
#include <math.h>
#include <float.h>

#include "stdlib/math.h"
#include "stdlib/modules.h"
#include "vm/objects/containers.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/numbers.h"

static Value domain(Thread *t) { return as_raise(t, T_VALUE_ERROR, "math domain error"); }
static Value range(Thread *t) { return as_raise(t, T_OVERFLOW_ERROR, "math range error"); }

/* r is what a function made of x. NaN out of a number is a domain error; infinity out of a finite number
 * is too, or a range error where the function can overflow. */
static Value result_of(Thread *t, double r, double x, bool overflows) {
    if (isnan(r) && !isnan(x)) return domain(t);
    if (isinf(r) && isfinite(x)) return overflows ? range(t) : domain(t);
    return as_float(t, r);
}

#define MATH_1(name, function, overflows)                                                          \
    static Value m_##name(Thread *t, Value *args, int nargs) {                                     \
        (void)nargs;                                                                               \
        double x;                                                                                  \
        return as_to_double(t, args[0], &x) ? result_of(t, function(x), x, overflows) : AS_UNDEF;  \
    }

MATH_1(acos, acos, false)
MATH_1(acosh, acosh, false)
MATH_1(asin, asin, false)
MATH_1(asinh, asinh, false)
MATH_1(atan, atan, false)
MATH_1(atanh, atanh, false)
MATH_1(cbrt, cbrt, false)
MATH_1(cos, cos, false)
MATH_1(cosh, cosh, true)
MATH_1(erf, erf, false)
MATH_1(erfc, erfc, false)
MATH_1(exp, exp, true)
MATH_1(exp2, exp2, true)
MATH_1(expm1, expm1, true)
MATH_1(fabs, fabs, false)
MATH_1(log1p, log1p, false)
MATH_1(sin, sin, false)
MATH_1(sinh, sinh, true)
MATH_1(sqrt, sqrt, false)
MATH_1(tan, tan, false)
MATH_1(tanh, tanh, false)

static bool two(Thread *t, Value *args, double *x, double *y) {
    return as_to_double(t, args[0], x) && as_to_double(t, args[1], y);
}

static Value m_atan2(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    return two(t, args, &x, &y) ? as_float(t, atan2(x, y)) : AS_UNDEF;
}

static Value m_copysign(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    return two(t, args, &x, &y) ? as_float(t, copysign(x, y)) : AS_UNDEF;
}

static Value m_fmod(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    if (!two(t, args, &x, &y)) return AS_UNDEF;
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain(t) : as_float(t, r);
}

static Value m_remainder(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    if (!two(t, args, &x, &y)) return AS_UNDEF;
    double r = remainder(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain(t) : as_float(t, r);
}

static Value m_pow(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    if (!two(t, args, &x, &y)) return AS_UNDEF;
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(r)) return domain(t);
        if (isinf(r)) return x == 0 ? domain(t) : range(t);
    }
    return as_float(t, r);
}

static Value m_gamma(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? result_of(t, as_gamma(x), x, true) : AS_UNDEF;
}

static Value m_lgamma(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    if (!as_to_double(t, args[0], &x)) return AS_UNDEF;
    double r = as_lgamma(x);
    if (isinf(r) && isfinite(x)) return x <= 0 && x == floor(x) ? domain(t) : range(t);
    return as_float(t, r);
}

/* --- logarithms, of ints beyond the range of float too --- */

static bool logarithm(Thread *t, Value v, double (*log_of)(double), double *out) {
    double x;
    if (as_is_any_int(t, v)) {
        IntView i;
        as_int_view(v, &i);
        if (i.negative || i.n == 0) return domain(t), false;
        x = as_limbs_to_double(i.p, i.n, 0, false);
        if (isinf(x)) {
            int64_t bits = (int64_t)as_limbs_bits(i.p, i.n);
            x = as_limbs_to_double(i.p, i.n, -bits, false);
            *out = log_of(x) + log_of(2.0) * (double)bits;
            return true;
        }
    } else if (!as_to_double(t, v, &x)) {
        return false;
    }
    if (x <= 0) return domain(t), false;
    *out = log_of(x);
    return true;
}

static Value m_log(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, base;
    if (!logarithm(t, args[0], log, &x)) return AS_UNDEF;
    if (as_is_undef(args[1])) return as_float(t, x);
    return logarithm(t, args[1], log, &base) ? as_float_binary(t, OPER_DIV, x, base) : AS_UNDEF;
}

static Value m_log2(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return logarithm(t, args[0], log2, &x) ? as_float(t, x) : AS_UNDEF;
}

static Value m_log10(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return logarithm(t, args[0], log10, &x) ? as_float(t, x) : AS_UNDEF;
}

/* --- parts of a float --- */

static Value float_pair(Thread *t, double a, Value second) {
    OWNED(b, second);
    OWNED(first, as_float(t, a));
    if (as_is_undef(first.v) || as_is_undef(b.v)) return AS_UNDEF;
    return as_tuple_pack(t, 2, first.v, b.v);
}

static Value m_frexp(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    int e = 0;
    if (!as_to_double(t, args[0], &x)) return AS_UNDEF;
    if (isfinite(x)) x = frexp(x, &e);
    return float_pair(t, x, as_int(e));
}

static Value m_modf(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, whole;
    if (!as_to_double(t, args[0], &x)) return AS_UNDEF;
    double fraction = modf(x, &whole);
    return float_pair(t, fraction, as_float(t, whole));
}

static Value m_ldexp(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    int64_t e;
    if (!as_to_double(t, args[0], &x)) return AS_UNDEF;
    if (!as_is_any_int(t, args[1])) return as_raise(t, T_TYPE_ERROR, "Expected an int as second argument to ldexp.");
    if (!as_int_to_i64(args[1], &e)) e = as_int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
    if (x == 0 || !isfinite(x)) return as_float(t, x);
    double r = ldexp(x, e > 10000 ? 10000 : e < -10000 ? -10000 : (int)e);
    return isinf(r) ? range(t) : as_float(t, r);
}

/* Steps away from x, towards y: doubles of one sign are ordered as their bits are. */
static double step(double x, double y, uint64_t steps) {
    if (steps == 0 || x == y) return steps == 0 ? x : y;
    uint64_t ux, uy;
    const uint64_t sign = UINT64_C(1) << 63;
    memcpy(&ux, &x, sizeof ux);
    memcpy(&uy, &y, sizeof uy);
    uint64_t ax = ux & ~sign, ay = uy & ~sign;
    if ((ux ^ uy) & sign) { /* through zero */
        if (ax + ay <= steps) return y;
        ux = ax < steps ? (uy & sign) | (steps - ax) : ux - steps;
    } else if (ax > ay) {
        ux = ax - ay >= steps ? ux - steps : uy;
    } else {
        ux = ay - ax >= steps ? ux + steps : uy;
    }
    memcpy(&x, &ux, sizeof x);
    return x;
}

static Value m_nextafter(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x, y;
    if (!two(t, args, &x, &y)) return AS_UNDEF;
    if (as_is_undef(args[2]) || as_is_none(args[2])) return as_float(t, nextafter(x, y));
    OWNED(steps, as_index(t, args[2]));
    if (as_is_undef(steps.v)) return AS_UNDEF;
    if (as_int_sign(steps.v) < 0) return as_raise(t, T_VALUE_ERROR, "steps must be a non-negative integer");
    int64_t n;
    if (!as_int_to_i64(steps.v, &n)) n = INT64_MAX;
    if (isnan(x) || isnan(y)) return as_float(t, isnan(x) ? x : y);
    return as_float(t, step(x, y, (uint64_t)n));
}

static Value m_ulp(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    if (!as_to_double(t, args[0], &x)) return AS_UNDEF;
    if (isnan(x)) return as_float(t, x);
    x = fabs(x);
    if (isinf(x)) return as_float(t, x);
    double above = nextafter(x, INFINITY);
    return as_float(t, isinf(above) ? x - nextafter(x, -INFINITY) : above - x);
}

/* --- to int --- */

static Value to_int(Thread *t, Value v, Str *method_name, double (*rounding)(double)) {
    if (!as_is_float(v)) {
        OWNED(method, as_special(t, v, method_name));
        if (as_is_undef(method.v)) return AS_UNDEF;
        if (!as_same(method.v, AS_MISSING)) return as_call0(t, method.v);
        if (!rounding) return as_raise(t, T_TYPE_ERROR, "type %T doesn't define __trunc__ method", v);
    }
    double x;
    if (!as_to_double(t, v, &x)) return AS_UNDEF;
    return as_int_from_double(t, rounding ? rounding(x) : x);
}

static Value m_floor(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return to_int(t, args[0], t->vm->names.__floor__, floor);
}

static Value m_ceil(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return to_int(t, args[0], t->vm->names.__ceil__, ceil);
}

static Value m_trunc(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return to_int(t, args[0], t->vm->names.__trunc__, NULL);
}

/* --- questions, angles --- */

static Value m_isfinite(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? as_bool(isfinite(x)) : AS_UNDEF;
}

static Value m_isinf(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? as_bool(isinf(x)) : AS_UNDEF;
}

static Value m_isnan(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? as_bool(isnan(x)) : AS_UNDEF;
}

static Value m_isclose(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double a, b, rel = 1e-9, abs_tol = 0.0;
    if (!two(t, args, &a, &b)) return AS_UNDEF;
    if (!as_is_undef(args[2]) && !as_to_double(t, args[2], &rel)) return AS_UNDEF;
    if (!as_is_undef(args[3]) && !as_to_double(t, args[3], &abs_tol)) return AS_UNDEF;
    if (rel < 0 || abs_tol < 0) return as_raise(t, T_VALUE_ERROR, "tolerances must be non-negative");
    if (a == b) return AS_TRUE;
    if (isinf(a) || isinf(b)) return AS_FALSE;
    double diff = fabs(b - a);
    return as_bool(diff <= fabs(rel * b) || diff <= fabs(rel * a) || diff <= abs_tol);
}

static Value m_degrees(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? as_float(t, x * (180.0 / M_PI)) : AS_UNDEF;
}

static Value m_radians(Thread *t, Value *args, int nargs) {
    (void)nargs;
    double x;
    return as_to_double(t, args[0], &x) ? as_float(t, x * (M_PI / 180.0)) : AS_UNDEF;
}

static const NativeDef functions[] = {
    {"acos", "x, /", m_acos, "Arc cosine, from 0 to pi.", 0},
    {"acosh", "x, /", m_acosh, "Inverse hyperbolic cosine.", 0},
    {"asin", "x, /", m_asin, "Arc sine, from -pi/2 to pi/2.", 0},
    {"asinh", "x, /", m_asinh, "Inverse hyperbolic sine.", 0},
    {"atan", "x, /", m_atan, "Arc tangent, from -pi/2 to pi/2.", 0},
    {"atan2", "y, x, /", m_atan2, "Arc tangent of y/x in the right quadrant.", 0},
    {"atanh", "x, /", m_atanh, "Inverse hyperbolic tangent.", 0},
    {"cbrt", "x, /", m_cbrt, "Cube root.", 0},
    {"ceil", "x, /", m_ceil, "The smallest integer not below x.", 0},
    {"copysign", "x, y, /", m_copysign, "x with the sign of y.", 0},
    {"cos", "x, /", m_cos, "Cosine.", 0},
    {"cosh", "x, /", m_cosh, "Hyperbolic cosine.", 0},
    {"degrees", "x, /", m_degrees, "Radians to degrees.", 0},
    {"erf", "x, /", m_erf, "Error function.", 0},
    {"erfc", "x, /", m_erfc, "1 - erf(x).", 0},
    {"exp", "x, /", m_exp, "e**x.", 0},
    {"exp2", "x, /", m_exp2, "2**x.", 0},
    {"expm1", "x, /", m_expm1, "e**x - 1, exact for small x.", 0},
    {"fabs", "x, /", m_fabs, "Absolute value as a float.", 0},
    {"floor", "x, /", m_floor, "The largest integer not above x.", 0},
    {"fmod", "x, y, /", m_fmod, "Remainder with the sign of x.", 0},
    {"frexp", "x, /", m_frexp, "The pair (m, e) with x == m * 2**e and 0.5 <= abs(m) < 1.", 0},
    {"gamma", "x, /", m_gamma, "The gamma function.", 0},
    {"isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", m_isclose, "Whether two numbers are nearly equal.", 0},
    {"isfinite", "x, /", m_isfinite, "Whether x is neither infinite nor NaN.", 0},
    {"isinf", "x, /", m_isinf, "Whether x is infinite.", 0},
    {"isnan", "x, /", m_isnan, "Whether x is not a number.", 0},
    {"ldexp", "x, i, /", m_ldexp, "x * 2**i.", 0},
    {"lgamma", "x, /", m_lgamma, "Logarithm of the absolute value of the gamma function.", 0},
    {"log", "x, base=e, /", m_log, "Logarithm to a base, or the natural one.", 0},
    {"log10", "x, /", m_log10, "Logarithm to base 10.", 0},
    {"log1p", "x, /", m_log1p, "Natural logarithm of 1+x, exact for small x.", 0},
    {"log2", "x, /", m_log2, "Logarithm to base 2.", 0},
    {"modf", "x, /", m_modf, "Fraction and whole part, both floats.", 0},
    {"nextafter", "x, y, /, *, steps=None", m_nextafter, "The float that is so many steps from x towards y.", 0},
    {"pow", "x, y, /", m_pow, "x**y as floats.", 0},
    {"radians", "x, /", m_radians, "Degrees to radians.", 0},
    {"remainder", "x, y, /", m_remainder, "Difference of x and the nearest multiple of y.", 0},
    {"sin", "x, /", m_sin, "Sine.", 0},
    {"sinh", "x, /", m_sinh, "Hyperbolic sine.", 0},
    {"sqrt", "x, /", m_sqrt, "Square root.", 0},
    {"tan", "x, /", m_tan, "Tangent.", 0},
    {"tanh", "x, /", m_tanh, "Hyperbolic tangent.", 0},
    {"trunc", "x, /", m_trunc, "The integer nearest to x towards zero.", 0},
    {"ulp", "x, /", m_ulp, "Value of the least significant bit.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

Value as_module_math(Thread *t) {
    OWNED(m, as_module_new(t, "math", "Mathematical functions of real numbers."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions) ||
        !as_module_add_natives(t, m.v, as_math_integer) || !as_module_add_natives(t, m.v, as_math_sums))
        return AS_UNDEF;
    bool ok = as_module_add(t, m.v, "pi", as_float(t, M_PI)) && as_module_add(t, m.v, "e", as_float(t, M_E)) &&
              as_module_add(t, m.v, "tau", as_float(t, 2 * M_PI)) &&
              as_module_add(t, m.v, "inf", as_float(t, INFINITY)) && as_module_add(t, m.v, "nan", as_float(t, NAN));
    return ok ? as_move(&m) : AS_UNDEF;
}
