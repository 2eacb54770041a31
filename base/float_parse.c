/* Text to doubles; see base/float_text.h. */
#include <math.h>

#include "base/float_bits.h"
#include "base/float_powers.h"
#include "base/float_text.h"
#include "base/limbs.h"

void as_power_of_ten_up(int k, uint64_t g[2]) {
    const uint64_t *p = powers_of_ten[k - FIRST_POWER];
    bool exact = k >= 0 && k <= 55;
    g[1] = p[1] + !exact;
    g[0] = p[0] + (g[1] < p[1]);
}

/* --- exact, on big integers --- */

enum {
    MAX_SIGNIFICANT = 800, /* digits beyond these only say "a little more" */
    MAX_LIMBS = 128,
};

/* n limbs of r times 10**exponent. */
static size_t times_ten_to(uint64_t *r, size_t n, int64_t exponent) {
    for (; exponent > 0; exponent -= 19) {
        uint64_t power = 1;
        for (int i = 0; i < 19 && i < exponent; i++) power *= 10;
        n = as_limbs_mul_small(r, r, n, power, 0);
    }
    return n;
}

double as_double_from_decimal(char *digits, size_t count, int64_t exponent) {
    int64_t magnitude = (int64_t)count + exponent;
    if (magnitude > 310) return INFINITY;
    if (magnitude < -330) return 0.0;
    uint64_t a[MAX_LIMBS], b[MAX_LIMBS], q[MAX_LIMBS], r[MAX_LIMBS];
    for (size_t i = 0; i < count; i++) digits[i] = (char)(digits[i] - '0');
    size_t na = as_limbs_from_digits(a, (unsigned char *)digits, count, 10);
    if (na == 0) return 0.0;
    if (exponent >= 0) return as_limbs_to_double(a, times_ten_to(a, na, exponent), 0, false);
    b[0] = 1;
    size_t nb = times_ten_to(b, 1, -exponent);
    /* Shift so that the quotient has some more than 64 bits. */
    int64_t shift = (int64_t)as_limbs_bits(b, nb) - (int64_t)as_limbs_bits(a, na) + 66;
    if (shift < 0) shift = 0;
    na = as_limbs_lshift(a, a, na, (size_t)shift);
    as_limbs_divrem(q, r, a, na, b, nb);
    size_t nq = as_limbs_norm(q, na - nb + 1);
    return as_limbs_to_double(q, nq, -shift, as_limbs_norm(r, nb) != 0);
}

/* --- fast --- */

/* D. Lemire, "Number parsing at a gigabyte per second": w * 10**q from 128 bits of the power. False when that
 * is not enough to decide. w is not 0. */
static bool from_product(uint64_t w, int64_t q, double *out) {
    if (q < FIRST_POWER || q > 308) return false;
    int lead = __builtin_clzll(w);
    w <<= lead;
    const uint64_t *p = powers_of_ten[q - FIRST_POWER];
    uint64_t p0 = p[0], p1 = p[1];
    if (q < 0 && q >= -27 && ++p1 == 0) p0++;
    __uint128_t product = (__uint128_t)w * p0;
    if (((uint64_t)(product >> 64) & 0x1FF) == 0x1FF) product += (uint64_t)(((__uint128_t)w * p1) >> 64);
    uint64_t low = (uint64_t)product, high = (uint64_t)(product >> 64);
    if (low == UINT64_MAX && (q < -27 || q > 55)) return false;
    int upper = (int)(high >> 63);
    uint64_t m = high >> (upper + 9);
    int64_t power = ((217706 * q) >> 16) + 63 + upper - lead + 1023;
    if (power <= 0) return false; /* subnormal: rare, left to the exact way */
    if (low <= 1 && q >= -4 && q <= 23 && (m & 3) == 1 && m << (upper + 9) == high) m &= ~UINT64_C(1);
    m = (m + (m & 1)) >> 1;
    if (m >= UINT64_C(1) << 53) {
        m = UINT64_C(1) << 52;
        power++;
    }
    if (power >= 0x7FF) return false;
    uint64_t bits = (m & ~(UINT64_C(1) << 52)) | (uint64_t)power << 52;
    memcpy(out, &bits, sizeof bits);
    return true;
}

static bool from_exact_double(uint64_t w, int64_t q, double *out) {
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (w > UINT64_C(1) << 53 || q < -22 || q > 22) return false;
    *out = q < 0 ? (double)w / tens[-q] : (double)w * tens[q];
    return true;
}

/* --- scanning --- */

typedef struct Decimal {
    uint64_t w;       /* the first 19 significant digits */
    int64_t exponent; /* of w */
    bool more;        /* digits that are not 0 follow those of w */
    size_t count;     /* significant digits kept in `digits` */
    int64_t full_exponent; /* of these */
    char digits[MAX_SIGNIFICANT + 1];
} Decimal;

static void add_digit(Decimal *d, char c, bool fraction) {
    if (d->count == 0 && c == '0') {
        d->exponent -= fraction;
        d->full_exponent -= fraction;
        return;
    }
    if (d->count < 19) {
        d->w = d->w * 10 + (uint64_t)(c - '0');
        d->exponent -= fraction;
    } else {
        d->more |= c != '0';
        d->exponent += !fraction;
    }
    if (d->count < MAX_SIGNIFICANT) {
        d->digits[d->count++] = c;
        d->full_exponent -= fraction;
    } else {
        if (c != '0') d->digits[MAX_SIGNIFICANT] = '1'; /* sticky */
        d->full_exponent += !fraction;
    }
}

static bool scan_exponent(const char *p, const char *end, int64_t *out) {
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    if (p == end) return false;
    int64_t e = 0;
    for (; p < end; p++) {
        if (*p < '0' || *p > '9') return false;
        if (e < INT64_C(1) << 40) e = e * 10 + (*p - '0');
    }
    *out = negative ? -e : e;
    return true;
}

static bool scan(const char *p, const char *end, Decimal *d) {
    size_t seen = 0;
    for (; p < end && *p >= '0' && *p <= '9'; p++, seen++) add_digit(d, *p, false);
    if (p < end && *p == '.')
        for (p++; p < end && *p >= '0' && *p <= '9'; p++, seen++) add_digit(d, *p, true);
    if (!seen) return false;
    if (p == end) return true;
    int64_t e;
    if ((*p != 'e' && *p != 'E') || !scan_exponent(p + 1, end, &e)) return false;
    d->exponent += e;
    d->full_exponent += e;
    return true;
}

static double decimal_value(Decimal *d) {
    double r, above;
    if (d->w == 0) return 0.0;
    if (!d->more) {
        if (from_exact_double(d->w, d->exponent, &r) || from_product(d->w, d->exponent, &r)) return r;
    } else if (from_product(d->w, d->exponent, &r) && from_product(d->w + 1, d->exponent, &above) && r == above) {
        return r;
    }
    size_t count = d->count;
    if (d->digits[MAX_SIGNIFICANT]) {
        count++;
        d->full_exponent--;
    }
    return as_double_from_decimal(d->digits, count, d->full_exponent);
}

bool as_double_parse(const char *text, size_t length, double *out) {
    const char *p = text, *end = text + length;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    Decimal d;
    d.w = 0;
    d.exponent = d.full_exponent = 0;
    d.more = false;
    d.count = 0;
    d.digits[MAX_SIGNIFICANT] = 0;
    if (!scan(p, end, &d)) return false;
    double r = decimal_value(&d);
    *out = negative ? -r : r;
    return true;
}
