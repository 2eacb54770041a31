/* math: sums and products of many numbers. */
#include <float.h>
#include <math.h>

#include "stdlib/builtins.h"
#include "stdlib/math.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"

/* A sum or product with its rounding error. */
typedef struct Double2 {
    double hi, lo;
} Double2;

static Double2 fast_sum(double a, double b) { /* |a| >= |b| */
    double x = a + b;
    return (Double2){x, (a - x) + b};
}

static Double2 exact_sum(double a, double b) {
    double x = a + b, z = x - a;
    return (Double2){x, (a - (x - z)) + (b - z)};
}

static Double2 exact_product(double a, double b) {
    double x = a * b;
    return (Double2){x, fma(a, b, -x)};
}

/* --- fsum: Shewchuk's partial sums, which do not overlap and grow in magnitude --- */

typedef struct Partials {
    double *p;
    size_t n, size;
    double small[32];
    double special, infinities; /* sums of what is not finite */
} Partials;

static bool keep_partial(Thread *t, Partials *s, double x) {
    if (s->n == s->size) {
        size_t bytes = s->size * sizeof *s->p;
        double *p = as_mem_realloc(&t->vm->mem, s->p == s->small ? NULL : s->p, s->p == s->small ? 0 : bytes, bytes * 2);
        if (!p) return as_raise_memory(t), false;
        if (s->p == s->small) memcpy(p, s->p, bytes);
        s->p = p;
        s->size *= 2;
    }
    s->p[s->n++] = x;
    return true;
}

static bool fsum_item(Thread *t, Value item, void *arg) {
    Partials *s = arg;
    double x;
    if (!as_to_double(t, item, &x)) return false;
    double given = x;
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        double y = s->p[i];
        Double2 sum = fabs(x) < fabs(y) ? fast_sum(y, x) : fast_sum(x, y);
        if (sum.lo != 0) s->p[kept++] = sum.lo;
        x = sum.hi;
    }
    s->n = kept;
    if (x == 0) return true;
    if (isfinite(x)) return keep_partial(t, s, x);
    if (isfinite(given)) return as_fail(t, T_OVERFLOW_ERROR, "intermediate overflow in fsum");
    if (isinf(given)) s->infinities += given;
    s->special += given;
    s->n = 0;
    return true;
}

static double total(const Partials *s) {
    size_t n = s->n;
    if (n == 0) return 0.0;
    double hi = s->p[--n], lo = 0.0;
    while (n > 0) {
        Double2 sum = fast_sum(hi, s->p[--n]);
        hi = sum.hi;
        lo = sum.lo;
        if (lo != 0) break;
    }
    /* A tie was rounded to even, but what lies below says which way it should have gone. */
    if (n > 0 && ((lo < 0 && s->p[n - 1] < 0) || (lo > 0 && s->p[n - 1] > 0))) {
        double y = lo * 2.0, x = hi + y;
        if (y == x - hi) hi = x;
    }
    return hi;
}

static Value m_fsum(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Partials s;
    s.p = s.small;
    s.n = 0;
    s.size = 32;
    s.special = s.infinities = 0;
    bool ok = as_for_each(t, args[0], fsum_item, &s);
    double r = ok ? total(&s) : 0;
    if (s.p != s.small) as_mem_free(&t->vm->mem, s.p, s.size * sizeof *s.p);
    if (!ok) return AS_UNDEF;
    if (s.special != 0) {
        if (isnan(s.infinities)) return as_raise(t, T_VALUE_ERROR, "-inf + inf in fsum");
        r = s.special;
    }
    return as_float(t, r);
}

/* --- Euclidean length --- */

/* Scaled by a power of two, summed with the rounding errors, and the root corrected by its own. */
static double norm(double *x, size_t n, double max) {
    int e;
    if (isinf(max)) return max;
    for (size_t i = 0; i < n; i++)
        if (isnan(x[i])) return NAN;
    if (max == 0 || n <= 1) return max;
    frexp(max, &e);
    if (e < -1023) {
        for (size_t i = 0; i < n; i++) x[i] /= DBL_MIN;
        return DBL_MIN * norm(x, n, max / DBL_MIN);
    }
    double scale = ldexp(1.0, -e), sum = 1.0, low1 = 0, low2 = 0;
    for (size_t i = 0; i < n; i++) {
        double y = x[i] * scale;
        Double2 square = exact_product(y, y), s = fast_sum(sum, square.hi);
        sum = s.hi;
        low1 += square.lo;
        low2 += s.lo;
    }
    double h = sqrt(sum - 1.0 + (low1 + low2));
    Double2 square = exact_product(-h, h), s = fast_sum(sum, square.hi);
    low1 += square.lo;
    low2 += s.lo;
    return (h + (s.hi - 1.0 + (low1 + low2)) / (2.0 * h)) / scale;
}

typedef struct Vector {
    double *x;
    size_t n;
    double max, small[16];
} Vector;

static bool vector_open(Thread *t, Vector *v, size_t n) {
    v->n = n;
    v->max = 0;
    v->x = n <= 16 ? v->small : as_mem_alloc(&t->vm->mem, n * sizeof *v->x);
    if (!v->x) as_raise_memory(t);
    return v->x != NULL;
}

static void vector_close(Thread *t, Vector *v) {
    if (v->x != v->small) as_mem_free(&t->vm->mem, v->x, v->n * sizeof *v->x);
}

static void vector_put(Vector *v, size_t i, double x) {
    v->x[i] = fabs(x);
    if (v->x[i] > v->max) v->max = v->x[i];
}

static Value m_hypot(Thread *t, Value *args, int nargs) {
    Vector v;
    if (!vector_open(t, &v, (size_t)nargs)) return AS_UNDEF;
    bool ok = true;
    for (int i = 0; ok && i < nargs; i++) {
        double x = 0;
        ok = as_to_double(t, args[i], &x);
        vector_put(&v, (size_t)i, x);
    }
    double r = ok ? norm(v.x, v.n, v.max) : 0;
    vector_close(t, &v);
    return ok ? as_float(t, r) : AS_UNDEF;
}

static Value m_dist(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(p, as_tuple_from(t, args[0]));
    OWNED(q, as_is_undef(p.v) ? AS_UNDEF : as_tuple_from(t, args[1]));
    if (as_is_undef(q.v)) return AS_UNDEF;
    Tuple *a = as_as_tuple(p.v), *b = as_as_tuple(q.v);
    if (a->count != b->count)
        return as_raise(t, T_VALUE_ERROR, "both points must have the same number of dimensions");
    Vector v;
    if (!vector_open(t, &v, a->count)) return AS_UNDEF;
    bool ok = true;
    for (size_t i = 0; ok && i < v.n; i++) {
        double x = 0, y = 0;
        ok = as_to_double(t, a->items[i], &x) && as_to_double(t, b->items[i], &y);
        vector_put(&v, i, x - y);
    }
    double r = ok ? norm(v.x, v.n, v.max) : 0;
    vector_close(t, &v);
    return ok ? as_float(t, r) : AS_UNDEF;
}

/* --- products --- */

static bool prod_item(Thread *t, Value item, void *arg) {
    Value *result = arg;
    as_assign(t, result, as_binary(t, OPER_MUL, *result, item));
    return !as_is_undef(*result);
}

static Value m_prod(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(r, as_is_undef(args[1]) ? as_int(1) : as_incref(args[1]));
    return as_for_each(t, args[0], prod_item, &r.v) ? as_move(&r) : AS_UNDEF;
}

/* sumprod: floats in three words, everything else by the operators. Once something else has been met, the
 * operators stay in charge. */
typedef struct SumProduct {
    Value total; /* owned */
    double hi, lo, tiny;
    bool floats, in_use; /* the three words may be used; are */
    bool ints;
} SumProduct;

static bool flush_floats(Thread *t, SumProduct *s) {
    s->floats = false;
    if (!s->in_use) return true;
    Double2 last = exact_sum(s->lo, s->tiny), all = exact_sum(s->hi, last.hi);
    s->in_use = false;
    OWNED(f, as_float(t, all.hi));
    if (as_is_undef(f.v)) return false;
    as_assign(t, &s->total, as_binary(t, OPER_ADD, s->total, f.v));
    return !as_is_undef(s->total);
}

static bool plain_int(Value v) { return as_is_int(v) || as_is_exact(v, T_INT); }

static bool float_value(Thread *t, Value v, double *out) {
    if (as_is_float(v)) return *out = as_float_of(v), true;
    if (!plain_int(v) && !as_is_bool(v)) return false;
    if (as_int_to_double(t, v, out)) return true;
    as_clear_exc(t);
    return false;
}

static bool add_float_product(Thread *t, SumProduct *s, Value a, Value b) {
    double x, y;
    if (!s->floats || (!as_is_float(a) && !as_is_float(b)) || !float_value(t, a, &x) || !float_value(t, b, &y))
        return false;
    Double2 product = exact_product(x, y), sum = exact_sum(s->hi, product.hi), low = exact_sum(s->lo, product.lo),
            rest = exact_sum(low.hi, sum.lo);
    if (!isfinite(sum.hi)) return false;
    s->hi = sum.hi;
    s->lo = rest.hi;
    s->tiny += low.lo + rest.lo;
    s->in_use = true;
    return true;
}

static bool add_product(Thread *t, SumProduct *s, Value a, Value b) {
    if (!s->ints || !plain_int(a) || !plain_int(b)) {
        s->ints = false;
        if (add_float_product(t, s, a, b)) return true;
        if (!flush_floats(t, s)) return false;
    }
    OWNED(product, as_binary(t, OPER_MUL, a, b));
    if (as_is_undef(product.v)) return false;
    as_assign(t, &s->total, as_binary(t, OPER_ADD, s->total, product.v));
    return !as_is_undef(s->total);
}

static Value m_sumprod(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(p, as_iter(t, args[0]));
    OWNED(q, as_is_undef(p.v) ? AS_UNDEF : as_iter(t, args[1]));
    if (as_is_undef(q.v)) return AS_UNDEF;
    SumProduct s = {.total = as_int(0), .floats = true, .ints = true};
    bool ok = true;
    while (ok) {
        OWNED(a, as_next(t, p.v));
        if (as_is_undef(a.v) && as_has_exc(t)) ok = false;
        OWNED(b, ok ? as_next(t, q.v) : AS_UNDEF);
        if (as_is_undef(b.v) && as_has_exc(t)) ok = false;
        if (!ok) break;
        if (as_is_undef(a.v) != as_is_undef(b.v)) {
            as_raise(t, T_VALUE_ERROR, "Inputs are not the same length");
            ok = false;
            break;
        }
        if (as_is_undef(a.v)) break;
        ok = add_product(t, &s, a.v, b.v);
    }
    if (ok) ok = flush_floats(t, &s);
    if (ok) return s.total;
    as_clear(t, &s.total);
    return AS_UNDEF;
}

const NativeDef as_math_sums[] = {
    {"dist", "p, q, /", m_dist, "Distance of two points.", 0},
    {"fsum", "seq, /", m_fsum, "Sum of floats without loss of precision.", 0},
    {"hypot", "*coordinates", m_hypot, "Length of a vector.", 0},
    {"prod", "iterable, /, *, start=1", m_prod, "start times all the items.", 0},
    {"sumprod", "p, q, /", m_sumprod, "Sum of the products of pairs.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
