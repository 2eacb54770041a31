/* math: functions of integers. */
#include "stdlib/builtins.h"
#include "stdlib/math.h"
#include "vm/objects/int_impl.h"

/* --- products of runs --- */

/* first * (first + 1) * ... , `count` factors, halved so that both sides of each product are of like size. */
static Value run_product(Thread *t, Value first, uint64_t count) {
    if (count == 0) return as_int(1);
    if (count == 1) return as_incref(first);
    OWNED(half, as_int_from_u64(t, count / 2));
    OWNED(middle, as_is_undef(half.v) ? AS_UNDEF : as_int_binary(t, OPER_ADD, first, half.v));
    OWNED(low, as_is_undef(middle.v) ? AS_UNDEF : run_product(t, first, count / 2));
    OWNED(high, as_is_undef(low.v) ? AS_UNDEF : run_product(t, middle.v, count - count / 2));
    return as_is_undef(high.v) ? AS_UNDEF : as_int_binary(t, OPER_MUL, low.v, high.v);
}

static Value m_factorial(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(v, as_index(t, args[0]));
    int64_t n;
    if (as_is_undef(v.v)) return AS_UNDEF;
    if (as_int_sign(v.v) < 0) return as_raise(t, T_VALUE_ERROR, "factorial() not defined for negative values");
    if (!as_int_to_i64(v.v, &n))
        return as_raise(t, T_OVERFLOW_ERROR, "factorial() argument should not exceed %lld", (long long)INT64_MAX);
    if (n > (int64_t)1 << 32) return as_raise_memory(t);
    return run_product(t, as_int(1), (uint64_t)n);
}

/* n * (n-1) * ... k factors. */
static Value falling(Thread *t, Value n, uint64_t k) {
    if (k == 0) return as_int(1);
    OWNED(less, as_int_from_u64(t, k - 1));
    OWNED(first, as_is_undef(less.v) ? AS_UNDEF : as_int_binary(t, OPER_SUB, n, less.v));
    return as_is_undef(first.v) ? AS_UNDEF : run_product(t, first.v, k);
}

static bool not_negative(Thread *t, Value v, const char *name) {
    if (as_int_sign(v) >= 0) return true;
    return as_fail(t, T_VALUE_ERROR, "%s must be a non-negative integer", name);
}

static Value m_perm(Thread *t, Value *args, int nargs) {
    if (as_is_undef(args[1]) || as_is_none(args[1])) return m_factorial(t, args, nargs);
    OWNED(n, as_index(t, args[0]));
    OWNED(k, as_is_undef(n.v) ? AS_UNDEF : as_index(t, args[1]));
    if (as_is_undef(k.v) || !not_negative(t, n.v, "n") || !not_negative(t, k.v, "k")) return AS_UNDEF;
    if (as_int_compare(k.v, n.v) > 0) return as_int(0);
    int64_t count;
    if (!as_int_to_i64(k.v, &count))
        return as_raise(t, T_OVERFLOW_ERROR, "k must not exceed %lld", (long long)INT64_MAX);
    if (count > (int64_t)1 << 32) return as_raise_memory(t);
    return falling(t, n.v, (uint64_t)count);
}

static Value m_comb(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(n, as_index(t, args[0]));
    OWNED(k, as_is_undef(n.v) ? AS_UNDEF : as_index(t, args[1]));
    if (as_is_undef(k.v) || !not_negative(t, n.v, "n") || !not_negative(t, k.v, "k")) return AS_UNDEF;
    OWNED(rest, as_int_binary(t, OPER_SUB, n.v, k.v));
    if (as_is_undef(rest.v)) return AS_UNDEF;
    if (as_int_sign(rest.v) < 0) return as_int(0);
    Value least = as_int_compare(rest.v, k.v) < 0 ? rest.v : k.v;
    int64_t count;
    if (!as_int_to_i64(least, &count))
        return as_raise(t, T_OVERFLOW_ERROR, "min(n - k, k) must not exceed %lld", (long long)INT64_MAX);
    if (count > (int64_t)1 << 32) return as_raise_memory(t);
    OWNED(above, falling(t, n.v, (uint64_t)count));
    OWNED(below, as_is_undef(above.v) ? AS_UNDEF : run_product(t, as_int(1), (uint64_t)count));
    return as_is_undef(below.v) ? AS_UNDEF : as_int_binary(t, OPER_FLOORDIV, above.v, below.v);
}

/* --- divisors, multiples, roots --- */

static Value m_gcd(Thread *t, Value *args, int nargs) {
    OWNED(r, as_int(0));
    for (int i = 0; i < nargs; i++) {
        OWNED(v, as_index(t, args[i]));
        if (as_is_undef(v.v)) return AS_UNDEF;
        as_assign(t, &r.v, as_int_gcd(t, r.v, v.v));
        if (as_is_undef(r.v)) return AS_UNDEF;
    }
    return as_move(&r);
}

static Value lcm_of(Thread *t, Value a, Value b) {
    if (as_int_sign(a) == 0 || as_int_sign(b) == 0) return as_int(0);
    OWNED(g, as_int_gcd(t, a, b));
    OWNED(part, as_is_undef(g.v) ? AS_UNDEF : as_int_binary(t, OPER_FLOORDIV, a, g.v));
    OWNED(product, as_is_undef(part.v) ? AS_UNDEF : as_int_binary(t, OPER_MUL, part.v, b));
    return as_is_undef(product.v) ? AS_UNDEF : as_int_abs(t, product.v);
}

static Value m_lcm(Thread *t, Value *args, int nargs) {
    OWNED(r, as_int(1));
    for (int i = 0; i < nargs; i++) {
        OWNED(v, as_index(t, args[i]));
        if (as_is_undef(v.v)) return AS_UNDEF;
        as_assign(t, &r.v, lcm_of(t, r.v, v.v));
        if (as_is_undef(r.v)) return AS_UNDEF;
    }
    return as_move(&r);
}

static Value m_isqrt(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(v, as_index(t, args[0]));
    if (as_is_undef(v.v)) return AS_UNDEF;
    if (as_int_sign(v.v) < 0) return as_raise(t, T_VALUE_ERROR, "isqrt() argument must be nonnegative");
    return as_int_sqrt(t, v.v);
}

const NativeDef as_math_integer[] = {
    {"comb", "n, k, /", m_comb, "Ways to choose k of n things, regardless of order.", 0},
    {"factorial", "n, /", m_factorial, "n!", 0},
    {"gcd", "*integers", m_gcd, "Greatest common divisor.", 0},
    {"isqrt", "n, /", m_isqrt, "Square root of an integer, rounded down.", 0},
    {"lcm", "*integers", m_lcm, "Least common multiple.", 0},
    {"perm", "n, k=None, /", m_perm, "Ways to choose k of n things in order.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
