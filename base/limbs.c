/* See base/limbs.h. */
#include "base/limbs.h"

#include <gmp.h>
#include <math.h>
#include <string.h>

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "64-bit limbs");

int as_limbs_cmp(const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    if (na != nb) return na < nb ? -1 : 1;
    return na ? mpn_cmp(a, b, (mp_size_t)na) : 0;
}

size_t as_limbs_add(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    if (na < nb) {
        const uint64_t *p = a;
        a = b;
        b = p;
        size_t n = na;
        na = nb;
        nb = n;
    }
    if (nb == 0) {
        memmove(r, a, na * sizeof *r);
        return na;
    }
    r[na] = mpn_add(r, a, (mp_size_t)na, b, (mp_size_t)nb);
    return na + (r[na] != 0);
}

size_t as_limbs_sub(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    if (nb == 0) memmove(r, a, na * sizeof *r);
    else mpn_sub(r, a, (mp_size_t)na, b, (mp_size_t)nb);
    return as_limbs_norm(r, na);
}

size_t as_limbs_mul(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    if (na == 0 || nb == 0) return 0;
    if (a == b && na == nb) mpn_sqr(r, a, (mp_size_t)na);
    else if (na >= nb) mpn_mul(r, a, (mp_size_t)na, b, (mp_size_t)nb);
    else mpn_mul(r, b, (mp_size_t)nb, a, (mp_size_t)na);
    return as_limbs_norm(r, na + nb);
}

size_t as_limbs_mul_small(uint64_t *r, const uint64_t *a, size_t n, uint64_t m, uint64_t c) {
    if (n == 0) {
        r[0] = c;
        return c != 0;
    }
    uint64_t high = mpn_mul_1(r, a, (mp_size_t)n, m);
    r[n] = high + mpn_add_1(r, r, (mp_size_t)n, c);
    return as_limbs_norm(r, n + 1);
}

uint64_t as_limbs_div_small(uint64_t *q, const uint64_t *a, size_t n, uint64_t d) {
    return n ? mpn_divrem_1(q, 0, a, (mp_size_t)n, d) : 0;
}

void as_limbs_divrem(uint64_t *q, uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    mpn_tdiv_qr(q, r, 0, a, (mp_size_t)na, b, (mp_size_t)nb);
}

size_t as_limbs_lshift(uint64_t *r, const uint64_t *a, size_t n, size_t bits) {
    if (n == 0) return 0;
    size_t limbs = bits / 64;
    unsigned rest = bits % 64;
    if (rest) {
        r[n + limbs] = mpn_lshift(r + limbs, a, (mp_size_t)n, rest);
    } else {
        memmove(r + limbs, a, n * sizeof *r);
        r[n + limbs] = 0;
    }
    memset(r, 0, limbs * sizeof *r);
    return as_limbs_norm(r, n + limbs + 1);
}

size_t as_limbs_rshift(uint64_t *r, const uint64_t *a, size_t n, size_t bits, bool *lost) {
    size_t limbs = bits / 64;
    unsigned rest = bits % 64;
    *lost = false;
    if (limbs >= n) {
        *lost = n > 0;
        return 0;
    }
    for (size_t i = 0; i < limbs && !*lost; i++) *lost = a[i] != 0;
    if (!rest) memmove(r, a + limbs, (n - limbs) * sizeof *r);
    else if (mpn_rshift(r, a + limbs, (mp_size_t)(n - limbs), rest)) *lost = true;
    return as_limbs_norm(r, n - limbs);
}

size_t as_limbs_bits(const uint64_t *a, size_t n) {
    return n ? n * 64 - (size_t)__builtin_clzll(a[n - 1]) : 0;
}

size_t as_limbs_popcount(const uint64_t *a, size_t n) {
    return n ? mpn_popcount(a, (mp_size_t)n) : 0;
}

size_t as_limbs_text_size(const uint64_t *a, size_t n, int base) {
    /* A digit is worth at least this many 1/4096 of a bit: floor(4096 * log2(base)). */
    static const uint16_t digit_bits[37] = {
        0, 0, 4096, 6492, 8192, 9510, 10588, 11498, 12288, 12984, 13606, 14169, 14684, 15157, 15594, 16002,
        16384, 16742, 17080, 17399, 17702, 17990, 18265, 18528, 18780, 19021, 19253, 19476, 19690, 19898,
        20098, 20292, 20480, 20661, 20838, 21009, 21176};
    size_t bits = as_limbs_bits(a, n);
    return (size_t)((__uint128_t)bits * 4096 / digit_bits[base]) + 3;
}

size_t as_limbs_to_text(char *out, int base, uint64_t *a, size_t n) {
    unsigned char *digits = (unsigned char *)out;
    size_t count = mpn_get_str(digits, base, a, (mp_size_t)n), zeros = 0;
    while (zeros + 1 < count && digits[zeros] == 0) zeros++;
    if (zeros) memmove(digits, digits + zeros, count - zeros);
    count -= zeros;
    for (size_t i = 0; i < count; i++) out[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
    return count;
}

size_t as_limbs_from_size(size_t count, int base) {
    unsigned bits = 32 - (unsigned)__builtin_clz((unsigned)base - 1); /* ceil(log2(base)) */
    /* Base 10 is the common one: 10/3 bits suffice. */
    size_t total = base == 10 ? count / 3 * 10 + 10 : count * bits;
    return total / 64 + 2;
}

size_t as_limbs_from_digits(uint64_t *r, const unsigned char *digits, size_t count, int base) {
    while (count && *digits == 0) {
        digits++;
        count--;
    }
    return count ? (size_t)mpn_set_str(r, digits, count, base) : 0;
}

size_t as_limbs_gcd(uint64_t *r, uint64_t *a, size_t na, uint64_t *b, size_t nb) {
    /* mpn_gcd wants an odd operand, and the longer one first: the common twos are put back at the end. */
    size_t za = mpn_scan1(a, 0), zb = mpn_scan1(b, 0), twos = za < zb ? za : zb;
    bool lost;
    na = as_limbs_rshift(a, a, na, za, &lost);
    nb = as_limbs_rshift(b, b, nb, zb, &lost);
    size_t n;
    if (as_limbs_cmp(a, na, b, nb) >= 0) n = (size_t)mpn_gcd(r, a, (mp_size_t)na, b, (mp_size_t)nb);
    else n = (size_t)mpn_gcd(r, b, (mp_size_t)nb, a, (mp_size_t)na);
    for (; twos >= 64; twos -= 64) {
        memmove(r + 1, r, n * sizeof *r);
        r[0] = 0;
        n++;
    }
    if (twos) {
        uint64_t high = mpn_lshift(r, r, (mp_size_t)n, (unsigned)twos);
        if (high) r[n++] = high;
    }
    return n;
}

size_t as_limbs_sqrt(uint64_t *r, const uint64_t *a, size_t n) {
    mpn_sqrtrem(r, NULL, a, (mp_size_t)n);
    return as_limbs_norm(r, (n + 1) / 2);
}

/* top has its highest bit set: the value is (top + something below 1 when sticky) * 2**exponent. */
static double round_double(uint64_t top, int64_t exponent, bool sticky) {
    int64_t drop = 64 - 53;
    if (exponent + 63 < -1022) drop += -1022 - (exponent + 63);
    if (drop > 64) return 0.0;
    if (exponent + 63 > 1024) return INFINITY;
    uint64_t kept = drop == 64 ? 0 : top >> drop;
    uint64_t rest = drop == 64 ? top : top & ((UINT64_C(1) << drop) - 1), half = UINT64_C(1) << (drop - 1);
    if (rest > half || (rest == half && (sticky || (kept & 1)))) kept++;
    return ldexp((double)kept, (int)(exponent + drop));
}

double as_limbs_to_double(const uint64_t *a, size_t n, int64_t exponent, bool sticky) {
    unsigned lead = (unsigned)__builtin_clzll(a[n - 1]);
    uint64_t top = a[n - 1] << lead, below = 0;
    if (n > 1) {
        if (lead) top |= a[n - 2] >> (64 - lead);
        below = a[n - 2] << lead;
        for (size_t i = 0; i + 2 < n && !below; i++) below = a[i];
    }
    if (n > (size_t)1 << 40) return INFINITY;
    return round_double(top, exponent + (int64_t)n * 64 - 64 - (int64_t)lead, sticky || below != 0);
}
