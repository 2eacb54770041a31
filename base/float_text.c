/* Doubles to text; see base/float_text.h. Reading is in base/float_parse.c. */
#include "base/float_text.h"

#include <math.h>
#include <string.h>

#include "base/float_bits.h"
#include "base/limbs.h"

/* --- shortest digits: R. Giulietti, "The Schubfach way to render doubles" --- */

/* The high 64 bits of g * c / 2**64, the lowest of them also set when bits below are lost. */
static uint64_t round_to_odd(const uint64_t g[2], uint64_t c) {
    __uint128_t low = (__uint128_t)g[1] * c, high = (__uint128_t)g[0] * c + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

static int floor_log2_pow10(int k) { return (k * 1741647) >> 19; }
static int floor_log10_pow2(int q) { return (q * 1262611) >> 22; }
static int floor_log10_three_quarters_pow2(int q) { return (q * 1262611 - 524031) >> 22; }

/* For c * 2**q: the number *out * 10**(returned) within the rounding interval that has the fewest digits,
 * closest to it among these. */
static int shortest(uint64_t c, int q, bool lower_is_closer, uint64_t *out) {
    uint64_t even = !(c & 1), g[2];
    int k = lower_is_closer ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
    int h = q + floor_log2_pow10(-k) + 1;
    as_power_of_ten_up(-k, g);
    uint64_t cb = 4 * c;
    uint64_t below = round_to_odd(g, (cb - 2 + lower_is_closer) << h);
    uint64_t here = round_to_odd(g, cb << h);
    uint64_t above = round_to_odd(g, (cb + 2) << h);
    uint64_t lower = below + !even, upper = above - !even, s = here / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool down = lower <= 40 * tens, up = 40 * tens + 40 <= upper;
        if (down != up) {
            *out = tens + up;
            return k + 1;
        }
    }
    bool down = lower <= 4 * s, up = 4 * s + 4 <= upper;
    if (down != up) {
        *out = s + up;
        return k;
    }
    uint64_t middle = 4 * s + 2;
    *out = s + (here > middle || (here == middle && (s & 1)));
    return k;
}

int as_double_shortest(double d, char *digits, int *exponent10) {
    int q, n = 0;
    uint64_t c = as_double_split(d, &q), decimal;
    bool lower_is_closer = c == UINT64_C(1) << 52 && q > -1074;
    int k;
    if (q <= 0 && q > -53 && (c & ((UINT64_C(1) << -q) - 1)) == 0) { /* a small integer */
        decimal = c >> -q;
        k = 0;
    } else {
        k = shortest(c, q, lower_is_closer, &decimal);
    }
    while (decimal % 10 == 0) {
        decimal /= 10;
        k++;
    }
    char reversed[20];
    for (; decimal; decimal /= 10) reversed[n++] = (char)('0' + decimal % 10);
    for (int i = 0; i < n; i++) digits[i] = reversed[n - 1 - i];
    *exponent10 = n + k;
    return n;
}

/* --- exact digits --- */

enum {
    MAX_DIGITS = 800, /* no double has more than 767 significant ones */
    MAX_LIMBS = 48,
};

typedef struct Digits {
    int count;    /* without zeros at the end; 0: the number is 0 */
    int64_t point; /* value = 0.DIGITS * 10**point */
    char text[MAX_DIGITS];
} Digits;

static void strip_zeros(Digits *d) {
    while (d->count && d->text[d->count - 1] == '0') d->count--;
}

static void exact_digits(double d, Digits *out) {
    int q;
    uint64_t c = as_double_split(d, &q), limbs[MAX_LIMBS];
    out->count = 0;
    out->point = 0;
    if (c == 0) return;
    int zeros = __builtin_ctzll(c);
    c >>= zeros;
    q += zeros;
    limbs[0] = c;
    size_t n = 1;
    if (q > 0) n = as_limbs_lshift(limbs, limbs, 1, (size_t)q);
    static const uint64_t five_to_27 = UINT64_C(7450580596923828125);
    for (int i = -q; i > 0; i -= 27) { /* c * 2**q is c * 5**-q * 10**q */
        uint64_t power = 1;
        if (i >= 27) power = five_to_27;
        else for (int j = 0; j < i; j++) power *= 5;
        n = as_limbs_mul_small(limbs, limbs, n, power, 0);
    }
    out->count = (int)as_limbs_to_text(out->text, 10, limbs, n);
    out->point = out->count + (q < 0 ? q : 0);
    strip_zeros(out);
}

/* Round to the first `keep` digits, half to even. */
static void round_digits(Digits *d, int64_t keep) {
    if (keep >= d->count) return;
    if (keep < 0) {
        d->count = 0;
        return;
    }
    bool tie = d->text[keep] == '5' && keep + 1 == d->count;
    bool up = tie ? keep > 0 && (d->text[keep - 1] & 1) : d->text[keep] >= '5';
    d->count = (int)keep;
    if (up) {
        while (d->count && d->text[d->count - 1] == '9') d->count--;
        if (d->count) {
            d->text[d->count - 1]++;
        } else {
            d->text[0] = '1';
            d->count = 1;
            d->point++;
        }
    }
    strip_zeros(d);
}

double as_double_round(double d, int64_t ndigits) {
    Digits digits;
    exact_digits(d, &digits);
    if (ndigits < -400) ndigits = -400;
    if (ndigits > 2000) ndigits = 2000;
    round_digits(&digits, digits.point + ndigits);
    char text[MAX_DIGITS + 8];
    memcpy(text, digits.text, (size_t)digits.count);
    int64_t exponent = digits.point - digits.count;
    double r = digits.count ? as_double_from_decimal(text, (size_t)digits.count, exponent) : 0.0;
    return signbit(d) ? -r : r;
}

/* --- layout --- */

static size_t special(double d, bool upper, unsigned flags, char *out) {
    size_t n = 0;
    if (!isnan(d) && signbit(d)) out[n++] = '-';
    else if (flags & FLOAT_TEXT_SIGN) out[n++] = '+';
    const char *name = isnan(d) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf";
    memcpy(out + n, name, 3);
    return n + 3;
}

static size_t put_exponent(char *out, char e, int64_t exponent) {
    size_t n = 0;
    out[n++] = e;
    out[n++] = exponent < 0 ? '-' : '+';
    unsigned x = (unsigned)(exponent < 0 ? -exponent : exponent);
    if (x >= 100) out[n++] = (char)('0' + x / 100);
    out[n++] = (char)('0' + x / 10 % 10);
    out[n++] = (char)('0' + x % 10);
    return n;
}

/* Digits first .. last of d, those outside of its text being zeros. */
static size_t put_digits(char *out, const Digits *d, int64_t first, int64_t last) {
    size_t n = 0;
    for (; first < last && first < 0; first++) out[n++] = '0';
    int64_t middle = last < d->count ? last : d->count;
    if (first < middle) {
        memcpy(out + n, d->text + first, (size_t)(middle - first));
        n += (size_t)(middle - first);
        first = middle;
    }
    if (first < last) {
        memset(out + n, '0', (size_t)(last - first));
        n += (size_t)(last - first);
    }
    return n;
}

/* The digits to show, whether with an exponent, and up to which digit (*end, counted from the first). */
static bool choose(double d, char code, size_t precision, unsigned flags, Digits *digits, int64_t *end) {
    int64_t p = (int64_t)precision;
    if (code == 'r') {
        digits->count = 0;
        digits->point = 1;
        int point;
        if (d != 0) {
            digits->count = as_double_shortest(d, digits->text, &point);
            digits->point = point;
        }
        *end = digits->count;
        return digits->point <= -4 || digits->point > 16;
    }
    exact_digits(d, digits);
    if (code == 'f') {
        round_digits(digits, digits->point + p);
        if (!digits->count) digits->point = 1;
        *end = digits->point + p;
        return false;
    }
    if (code == 'e') p++;
    else if (p == 0) p = 1;
    round_digits(digits, p);
    if (!digits->count) digits->point = 1;
    if (code == 'e') {
        *end = p;
        return true;
    }
    *end = flags & FLOAT_TEXT_ALT ? p : digits->count;
    return digits->point <= -4 || digits->point > p - (flags & FLOAT_TEXT_DOT_0 ? 1 : 0);
}

size_t as_double_text(double d, char code, size_t precision, unsigned flags, char *out) {
    bool upper = code >= 'A' && code <= 'Z';
    if (upper) code = (char)(code + 32);
    if (!isfinite(d)) return special(d, upper, flags, out);
    Digits digits;
    int64_t end;
    bool use_exponent = choose(d, code, precision, flags, &digits, &end);
    int64_t exponent = digits.point - 1, point = use_exponent ? 1 : digits.point;
    int64_t start = point <= 0 ? point - 1 : 0, least = point;
    if (!use_exponent && (flags & FLOAT_TEXT_DOT_0)) least++;
    if (end < least) end = least;
    size_t n = 0;
    if (signbit(d) && !(flags & FLOAT_TEXT_NO_NEG_0 && digits.count == 0)) out[n++] = '-';
    else if (flags & FLOAT_TEXT_SIGN) out[n++] = '+';
    n += put_digits(out + n, &digits, start, point);
    if (end > point || flags & FLOAT_TEXT_ALT) out[n++] = '.';
    n += put_digits(out + n, &digits, point, end);
    if (use_exponent) n += put_exponent(out + n, upper ? 'E' : 'e', exponent);
    return n;
}

size_t as_double_text_size(double d, char code, size_t precision) {
    if (code == 'r' || !isfinite(d)) return 32;
    int binary = 0;
    if (code == 'f' || code == 'F') {
        frexp(d, &binary);
        if (binary < 0) binary = 0;
    }
    return precision + (size_t)binary / 3 + 24;
}
