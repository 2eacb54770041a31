/* Arithmetic of ints. What fits machine words is done there; the rest goes through sign and magnitude, with
 * results computed in scratch memory and copied, so that objects have exactly their size. */
#include <math.h>

#include "vm/objects/containers.h"
#include "vm/objects/int_impl.h"

static Value too_many_digits(Thread *t) {
    return as_raise(t, T_OVERFLOW_ERROR, "too many digits in integer");
}

/* --- sums and products --- */

static Value add_views(Thread *t, const IntView *a, const IntView *b, bool negate_b) {
    bool b_negative = b->negative != negate_b;
    SCRATCH(s);
    if (!as_int_scratch(t, &s, (a->n > b->n ? a->n : b->n) + 1)) return AS_UNDEF;
    if (a->negative == b_negative) {
        size_t n = as_limbs_add(s.p, a->p, a->n, b->p, b->n);
        return as_int_from_limbs(t, s.p, n, b_negative);
    }
    bool swap = as_limbs_cmp(a->p, a->n, b->p, b->n) < 0;
    size_t n = swap ? as_limbs_sub(s.p, b->p, b->n, a->p, a->n) : as_limbs_sub(s.p, a->p, a->n, b->p, b->n);
    return as_int_from_limbs(t, s.p, n, swap ? b_negative : a->negative);
}

static Value int_add(Thread *t, Value a, Value b, bool subtract) {
    if (as_both_int(a, b)) {
        int64_t x = as_int_of(a), y = as_int_of(b);
        return as_int_from_i64(t, subtract ? x - y : x + y);
    }
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    return add_views(t, &x, &y, subtract);
}

static Value int_mul(Thread *t, Value a, Value b) {
    if (as_both_int(a, b)) return as_int_from_i128(t, (__int128)as_int_of(a) * as_int_of(b));
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    SCRATCH(s);
    if (!as_int_scratch(t, &s, x.n + y.n + 1)) return AS_UNDEF;
    size_t n = as_limbs_mul(s.p, x.p, x.n, y.p, y.n);
    return as_int_from_limbs(t, s.p, n, x.negative != y.negative);
}

Value as_int_negate(Thread *t, Value v) {
    IntView i;
    as_int_view(v, &i);
    return as_int_from_limbs(t, i.p, i.n, !i.negative);
}

Value as_int_abs(Thread *t, Value v) {
    if (as_int_sign(v) < 0) return as_int_negate(t, v);
    return as_int_plain(t, v);
}

/* --- division --- */

static bool divmod_small(Thread *t, int64_t a, int64_t b, Value *quotient, Value *remainder) {
    int64_t q = a / b, r = a % b;
    if (r != 0 && (r < 0) != (b < 0)) {
        q--;
        r += b;
    }
    if (remainder) *remainder = as_int(r); /* smaller than b */
    if (quotient) *quotient = as_int_from_i64(t, q);
    return !quotient || !as_is_undef(*quotient);
}

/* Truncated quotient and remainder of magnitudes to floor ones: q + 1 and |b| - r if the signs differ. */
static bool divmod_views(Thread *t, const IntView *a, const IntView *b, Value *quotient, Value *remainder) {
    SCRATCH(q);
    SCRATCH(r);
    if (!as_int_scratch(t, &q, a->n + 2) || !as_int_scratch(t, &r, b->n + 1)) return false;
    size_t nq = 0, nr;
    if (a->n < b->n) {
        nr = a->n;
        if (nr) memcpy(r.p, a->p, nr * sizeof *r.p);
    } else {
        as_limbs_divrem(q.p, r.p, a->p, a->n, b->p, b->n);
        nq = as_limbs_norm(q.p, a->n - b->n + 1);
        nr = as_limbs_norm(r.p, b->n);
    }
    if (nr && a->negative != b->negative) {
        const uint64_t one = 1;
        nq = as_limbs_add(q.p, q.p, nq, &one, 1);
        nr = as_limbs_sub(r.p, b->p, b->n, r.p, nr);
    }
    if (remainder) {
        *remainder = as_int_from_limbs(t, r.p, nr, b->negative);
        if (as_is_undef(*remainder)) return false;
    }
    if (!quotient) return true;
    *quotient = as_int_from_limbs(t, q.p, nq, a->negative != b->negative);
    if (!as_is_undef(*quotient)) return true;
    if (remainder) as_clear(t, remainder);
    return false;
}

bool as_int_divmod(Thread *t, Value a, Value b, Value *quotient, Value *remainder) {
    if (as_int_sign(b) == 0) {
        if (!quotient) return as_fail(t, T_ZERO_DIVISION_ERROR, "integer modulo by zero");
        return as_fail(t, T_ZERO_DIVISION_ERROR, "integer division or modulo by zero");
    }
    if (as_both_int(a, b)) return divmod_small(t, as_int_of(a), as_int_of(b), quotient, remainder);
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    return divmod_views(t, &x, &y, quotient, remainder);
}

/* |a| / |b| correctly rounded: a quotient of over 64 bits and whether anything is left over. */
static bool divide_views(Thread *t, const IntView *a, const IntView *b, double *out) {
    int64_t bits_a = (int64_t)as_limbs_bits(a->p, a->n), bits_b = (int64_t)as_limbs_bits(b->p, b->n);
    if (bits_a - bits_b > 1025) {
        *out = INFINITY;
        return true;
    }
    if (bits_a - bits_b < -1100) {
        *out = 0.0;
        return true;
    }
    int64_t shift = bits_b - bits_a + 66;
    if (shift < 0) shift = 0;
    SCRATCH(s);
    SCRATCH(q);
    SCRATCH(r);
    if (!as_int_scratch(t, &s, a->n + (size_t)shift / 64 + 2)) return false;
    size_t n = as_limbs_lshift(s.p, a->p, a->n, (size_t)shift);
    if (!as_int_scratch(t, &q, n - b->n + 1) || !as_int_scratch(t, &r, b->n)) return false;
    as_limbs_divrem(q.p, r.p, s.p, n, b->p, b->n);
    size_t nq = as_limbs_norm(q.p, n - b->n + 1);
    *out = as_limbs_to_double(q.p, nq, -shift, as_limbs_norm(r.p, b->n) != 0);
    return true;
}

Value as_int_true_div(Thread *t, Value a, Value b) {
    if (as_int_sign(b) == 0) return as_raise(t, T_ZERO_DIVISION_ERROR, "division by zero");
    int64_t x, y;
    const int64_t exact = INT64_C(1) << 53;
    if (as_int_to_i64(a, &x) && as_int_to_i64(b, &y) && x <= exact && x >= -exact && y <= exact && y >= -exact)
        return as_float(t, (double)x / (double)y);
    IntView va, vb;
    as_int_view(a, &va);
    as_int_view(b, &vb);
    double d = 0.0;
    if (va.n && !divide_views(t, &va, &vb, &d)) return AS_UNDEF;
    if (isinf(d)) return as_raise(t, T_OVERFLOW_ERROR, "integer division result too large for a float");
    return as_float(t, va.negative != vb.negative ? -d : d);
}

/* --- shifts --- */

static Value shift_right(Thread *t, const IntView *a, uint64_t by) {
    if (by / 64 >= a->n) return as_int(a->negative ? -1 : 0);
    SCRATCH(s);
    if (!as_int_scratch(t, &s, a->n + 1)) return AS_UNDEF;
    bool lost;
    size_t n = as_limbs_rshift(s.p, a->p, a->n, by, &lost);
    if (a->negative && lost) {
        const uint64_t one = 1;
        n = as_limbs_add(s.p, s.p, n, &one, 1);
    }
    return as_int_from_limbs(t, s.p, n, a->negative);
}

Value as_int_shift(Thread *t, Value a, int64_t left) {
    if (as_is_int(a)) {
        int64_t x = as_int_of(a);
        if (left <= 0) return as_int(left < -63 ? (x < 0 ? -1 : 0) : x >> -left);
        if (left < 64) return as_int_from_i128(t, (__int128)x * ((__int128)1 << left));
    }
    IntView i;
    as_int_view(a, &i);
    if (left <= 0) return shift_right(t, &i, (uint64_t)-left);
    if (i.n == 0) return as_int(0);
    SCRATCH(s);
    if (!as_int_scratch(t, &s, i.n + (size_t)left / 64 + 1)) return AS_UNDEF;
    size_t n = as_limbs_lshift(s.p, i.p, i.n, (size_t)left);
    return as_int_from_limbs(t, s.p, n, i.negative);
}

static Value shift_by(Thread *t, Value a, Value b, bool left) {
    int64_t by;
    if (as_int_sign(b) < 0) return as_raise(t, T_VALUE_ERROR, "negative shift count");
    if (as_int_sign(a) == 0) return as_int(0);
    if (as_int_to_i64(b, &by)) return as_int_shift(t, a, left ? by : -by);
    if (left) return too_many_digits(t);
    return as_int(as_int_sign(a) < 0 ? -1 : 0);
}

/* --- bits, as if in two's complement of unlimited length --- */

typedef struct Complement {
    const IntView *v;
    size_t at;
    uint64_t carry;
} Complement;

static uint64_t next_limb(Complement *c) {
    uint64_t limb = c->at < c->v->n ? c->v->p[c->at] : 0;
    c->at++;
    if (!c->v->negative) return limb;
    limb = ~limb + c->carry;
    c->carry = c->carry && limb == 0;
    return limb;
}

static uint64_t combine(Operator op, uint64_t a, uint64_t b) {
    return op == OPER_AND ? a & b : op == OPER_OR ? a | b : a ^ b;
}

static Value bitwise(Thread *t, Operator op, Value a, Value b) {
    if (as_both_int(a, b))
        return as_int((int64_t)combine(op, (uint64_t)as_int_of(a), (uint64_t)as_int_of(b)));
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    size_t n = (x.n > y.n ? x.n : y.n) + 1;
    SCRATCH(s);
    if (!as_int_scratch(t, &s, n)) return AS_UNDEF;
    Complement cx = {&x, 0, 1}, cy = {&y, 0, 1};
    for (size_t i = 0; i < n; i++) s.p[i] = combine(op, next_limb(&cx), next_limb(&cy));
    bool negative = s.p[n - 1] >> 63;
    uint64_t carry = 1;
    for (size_t i = 0; negative && i < n; i++) {
        s.p[i] = ~s.p[i] + carry;
        carry = carry && s.p[i] == 0;
    }
    return as_int_from_limbs(t, s.p, n, negative);
}

/* --- powers --- */

/* base ** exponent by squaring; the operands' sizes are bounded by as_int_room in each product. */
static Value power_of(Thread *t, Value base, const IntView *exponent) {
    OWNED(r, as_int(1));
    OWNED(b, as_int_plain(t, base));
    if (as_is_undef(b.v)) return AS_UNDEF;
    size_t bits = as_limbs_bits(exponent->p, exponent->n);
    for (size_t i = bits; i-- > 0;) {
        OWNED(square, int_mul(t, r.v, r.v));
        if (as_is_undef(square.v)) return AS_UNDEF;
        if (exponent->p[i / 64] >> (i % 64) & 1) as_assign(t, &r.v, int_mul(t, square.v, b.v));
        else as_assign(t, &r.v, as_move(&square));
        if (as_is_undef(r.v)) return AS_UNDEF;
    }
    return as_move(&r);
}

static Value power_two_args(Thread *t, Value a, Value b) {
    int64_t x;
    if (as_int_sign(b) < 0) {
        double da, db;
        if (!as_int_to_double(t, a, &da) || !as_int_to_double(t, b, &db)) return AS_UNDEF;
        return as_float_binary(t, OPER_POW, da, db);
    }
    IntView e;
    as_int_view(b, &e);
    if (as_int_to_i64(a, &x)) {
        bool odd = e.n && (e.p[0] & 1);
        if (x == 0 || x == 1) return as_int(e.n ? x : 1);
        if (x == -1) return as_int(odd ? -1 : 1);
        if (x == 2 && e.n == 1 && e.p[0] <= INT64_MAX) return as_int_shift(t, as_int(1), (int64_t)e.p[0]);
    }
    return power_of(t, a, &e);
}

/* The inverse of a modulo m > 0 by Euclid's algorithm on Values: owned. */
static Value inverse(Thread *t, Value a, Value m) {
    OWNED(r0, as_int_plain(t, m));
    OWNED(r1, AS_UNDEF);
    OWNED(s0, as_int(0));
    OWNED(s1, as_int(1));
    if (as_is_undef(r0.v) || !as_int_divmod(t, a, m, NULL, &r1.v)) return AS_UNDEF;
    while (as_int_sign(r1.v) != 0) {
        Value q, r;
        if (!as_int_divmod(t, r0.v, r1.v, &q, &r)) return AS_UNDEF;
        OWNED(quotient, q);
        OWNED(rest, r);
        OWNED(product, int_mul(t, quotient.v, s1.v));
        if (as_is_undef(product.v)) return AS_UNDEF;
        OWNED(next, int_add(t, s0.v, product.v, true));
        if (as_is_undef(next.v)) return AS_UNDEF;
        as_assign(t, &r0.v, as_move(&r1));
        r1.v = as_move(&rest);
        as_assign(t, &s0.v, as_move(&s1));
        s1.v = as_move(&next);
    }
    if (as_int_compare(r0.v, as_int(1)) != 0 && as_int_compare(m, as_int(1)) != 0)
        return as_raise(t, T_VALUE_ERROR, "base is not invertible for the given modulus");
    Value result;
    return as_int_divmod(t, s0.v, m, NULL, &result) ? result : AS_UNDEF;
}

static Value times_modulo(Thread *t, Value a, Value b, Value m) {
    OWNED(product, int_mul(t, a, b));
    Value r;
    if (as_is_undef(product.v) || !as_int_divmod(t, product.v, m, NULL, &r)) return AS_UNDEF;
    return r;
}

static Value power_small(uint64_t base, const IntView *e, uint64_t m) {
    uint64_t r = 1 % m;
    for (size_t i = as_limbs_bits(e->p, e->n); i-- > 0;) {
        r = (uint64_t)((unsigned __int128)r * r % m);
        if (e->p[i / 64] >> (i % 64) & 1) r = (uint64_t)((unsigned __int128)r * base % m);
    }
    return as_int((int64_t)r);
}

/* base ** e modulo m > 0, 0 <= base < m. */
static Value power_modulo(Thread *t, Value base, Value exponent, Value m) {
    IntView e;
    as_int_view(exponent, &e);
    if (as_both_int(base, m)) return power_small((uint64_t)as_int_of(base), &e, (uint64_t)as_int_of(m));
    OWNED(r, as_int(1));
    for (size_t i = as_limbs_bits(e.p, e.n); i-- > 0;) {
        as_assign(t, &r.v, times_modulo(t, r.v, r.v, m));
        if (as_is_undef(r.v)) return AS_UNDEF;
        if (e.p[i / 64] >> (i % 64) & 1) as_assign(t, &r.v, times_modulo(t, r.v, base, m));
        if (as_is_undef(r.v)) return AS_UNDEF;
    }
    return as_move(&r);
}

static Value power_three_args(Thread *t, Value a, Value b, Value mod) {
    if (as_int_sign(mod) == 0) return as_raise(t, T_VALUE_ERROR, "pow() 3rd argument cannot be 0");
    OWNED(m, as_int_abs(t, mod));
    OWNED(e, as_int_plain(t, b));
    OWNED(base, AS_UNDEF);
    if (as_is_undef(m.v) || as_is_undef(e.v)) return AS_UNDEF;
    if (as_int_sign(e.v) < 0) {
        base.v = inverse(t, a, m.v);
        if (as_is_undef(base.v)) return AS_UNDEF;
        as_assign(t, &e.v, as_int_negate(t, e.v));
        if (as_is_undef(e.v)) return AS_UNDEF;
    } else if (!as_int_divmod(t, a, m.v, NULL, &base.v)) {
        return AS_UNDEF;
    }
    OWNED(r, power_modulo(t, base.v, e.v, m.v));
    if (as_is_undef(r.v)) return AS_UNDEF;
    Value result; /* takes the sign of mod */
    return as_int_divmod(t, r.v, mod, NULL, &result) ? result : AS_UNDEF;
}

Value as_int_power(Thread *t, Value a, Value b, Value mod) {
    return as_is_none(mod) || as_is_undef(mod) ? power_two_args(t, a, b) : power_three_args(t, a, b, mod);
}

/* --- all operators --- */

static Value divmod_pair(Thread *t, Value a, Value b) {
    Value pair[2];
    if (!as_int_divmod(t, a, b, &pair[0], &pair[1])) return AS_UNDEF;
    return as_tuple_take(t, pair, 2);
}

Value as_int_binary(Thread *t, Operator op, Value a, Value b) {
    Value r;
    switch (op) {
    case OPER_ADD: return int_add(t, a, b, false);
    case OPER_SUB: return int_add(t, a, b, true);
    case OPER_MUL: return int_mul(t, a, b);
    case OPER_DIV: return as_int_true_div(t, a, b);
    case OPER_FLOORDIV: return as_int_divmod(t, a, b, &r, NULL) ? r : AS_UNDEF;
    case OPER_MOD: return as_int_divmod(t, a, b, NULL, &r) ? r : AS_UNDEF;
    case OPER_DIVMOD: return divmod_pair(t, a, b);
    case OPER_POW: return as_int_power(t, a, b, AS_NONE);
    case OPER_LSHIFT: return shift_by(t, a, b, true);
    case OPER_RSHIFT: return shift_by(t, a, b, false);
    case OPER_AND:
    case OPER_OR:
    case OPER_XOR: return bitwise(t, op, a, b);
    case OPER_MATMUL: break;
    }
    return AS_NOT_IMPL;
}

/* --- number theory --- */

Value as_int_gcd(Thread *t, Value a, Value b) {
    if (as_int_sign(a) == 0) return as_int_abs(t, b);
    if (as_int_sign(b) == 0) return as_int_abs(t, a);
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    if (x.n == 1 && y.n == 1) {
        uint64_t u = x.p[0], v = y.p[0];
        while (v) {
            uint64_t r = u % v;
            u = v;
            v = r;
        }
        return as_int_from_u64(t, u);
    }
    SCRATCH(u);
    SCRATCH(v);
    SCRATCH(r);
    if (!as_int_scratch(t, &u, x.n) || !as_int_scratch(t, &v, y.n) || !as_int_scratch(t, &r, x.n + y.n)) return AS_UNDEF;
    memcpy(u.p, x.p, x.n * sizeof *u.p);
    memcpy(v.p, y.p, y.n * sizeof *v.p);
    size_t n = as_limbs_gcd(r.p, u.p, x.n, v.p, y.n);
    return as_int_from_limbs(t, r.p, n, false);
}

Value as_int_sqrt(Thread *t, Value v) {
    IntView i;
    as_int_view(v, &i);
    if (i.n == 0) return as_int(0);
    SCRATCH(s);
    if (!as_int_scratch(t, &s, i.n / 2 + 1)) return AS_UNDEF;
    size_t n = as_limbs_sqrt(s.p, i.p, i.n);
    return as_int_from_limbs(t, s.p, n, false);
}
