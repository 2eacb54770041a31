/* Unit test of base/limbs and base/float_text against the C library as oracle (in the C locale). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/float_text.h"
#include "base/limbs.h"

static uint64_t state = 88172645463325252u;
static int failures;

static uint64_t next(void) { /* xorshift */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double random_double(int i) {
    double d;
    uint64_t bits = next();
    switch (i % 4) {
    case 0: break;
    case 1: return (double)(int64_t)(next() % 2000000) / 1000.0;
    case 2: return ldexp((double)(next() % 1024), (int)(next() % 40) - 20);
    case 3: bits = (bits & ~(UINT64_C(0x7FF) << 52)) | (next() % 60 + 990) << 52; break;
    }
    memcpy(&d, &bits, sizeof d);
    return isfinite(d) ? d : 1.5;
}

static void fail(const char *what, double d, const char *got, const char *want) {
    if (failures++ < 10) printf("%s: %a got %s want %s\n", what, d, got, want);
}

static void check_repr(double d) {
    char text[64], digits[20], want[64];
    size_t n = as_double_text(d, 'r', 0, FLOAT_TEXT_DOT_0, text);
    text[n] = 0;
    if (strtod(text, NULL) != d) fail("repr reads back", d, text, "");
    double back;
    if (!as_double_parse(text, n, &back) || back != d) fail("own reading", d, text, "");
    if (d == 0) return;
    int exponent, count = as_double_shortest(d, digits, &exponent), least = 1;
    for (; least < 17; least++) {
        snprintf(want, sizeof want, "%.*e", least - 1, d);
        if (strtod(want, NULL) == d) break;
    }
    if (count > least) fail("shortest", d, text, want);
}

static void check_format(double d) {
    char got[2048], want[2048], format[8] = "%.*f";
    int precision = (int)(next() % 30);
    format[3] = "feg"[next() % 3];
    /* glibc drops a zero of '#g' when rounding carries ("%#.2g" of 99.5): no oracle for that. */
    bool alt = format[3] != 'g' && next() % 8 == 0;
    size_t n = as_double_text(d, format[3], (size_t)precision, alt ? FLOAT_TEXT_ALT : 0, got);
    if (n > as_double_text_size(d, format[3], (size_t)precision)) fail("size", d, "too small", "");
    got[n] = 0;
    char alt_format[8] = "%#.*f";
    alt_format[4] = format[3];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(want, sizeof want, alt ? alt_format : format, precision, d);
#pragma GCC diagnostic pop
    if (strcmp(got, want)) fail("format", d, got, want);
}

static void check_parse(int i) {
    char text[1200];
    int n = 0, digits = (int)(next() % (i % 50 == 0 ? 900 : 40)) + 1, point = (int)(next() % (uint64_t)digits);
    for (int k = 0; k < digits; k++) {
        if (k == point) text[n++] = '.';
        text[n++] = (char)('0' + next() % 10);
    }
    n += snprintf(text + n, sizeof text - (size_t)n, "e%d", (int)(next() % 700) - 350);
    double got, want = strtod(text, NULL);
    if (!as_double_parse(text, (size_t)n, &got) || got != want) fail("parse", want, text, "");
}

/* Halfway between a double and the next one, exactly and off by a trifle. */
static void check_halfway(double d) {
    d = fabs(d);
    char text[2400];
    snprintf(text, sizeof text, "%.1100f", d);
    long double middle = ((long double)d + (long double)nextafter(d, INFINITY)) / 2;
    if (!isfinite(nextafter(d, INFINITY)) || d < 1e-280) return;
    int n = snprintf(text, sizeof text, "%.1100Lf", middle);
    for (int i = 0; i < 2; i++) {
        if (i == 1) text[n - 1] = '1';
        double got, want = strtod(text, NULL);
        if (!as_double_parse(text, (size_t)n, &got) || got != want) fail("halfway", d, "", "");
    }
}

static void check_refused(void) {
    static const char *const bad[] = {"", ".", "-", "e5", "1e", "1e+", "1.2.3", "0x10", "inf", "nan", " 1", "1_0", "1e5x"};
    double d;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (as_double_parse(bad[i], strlen(bad[i]), &d)) fail("refused", d, bad[i], "");
}

static void check_limbs(void) {
    for (int round = 0; round < 20000; round++) {
        uint64_t a[16], b[16], q[17], r[16], back[33], again[40];
        size_t na = next() % 12 + 1, nb = next() % na + 1;
        for (size_t i = 0; i < na; i++) a[i] = next() % 3 ? next() : 0;
        for (size_t i = 0; i < nb; i++) b[i] = next() % 3 ? next() : UINT64_MAX;
        na = as_limbs_norm(a, na);
        nb = as_limbs_norm(b, nb);
        if (na < nb || nb == 0) continue;
        as_limbs_divrem(q, r, a, na, b, nb);
        size_t nq = as_limbs_norm(q, na - nb + 1), nr = as_limbs_norm(r, nb);
        size_t n = as_limbs_mul(back, q, nq, b, nb);
        n = as_limbs_add(back, back, n, r, nr);
        if (as_limbs_cmp(back, n, a, na)) fail("divrem", (double)round, "", "");
        int base = (int)(next() % 35) + 2;
        char text[1100];
        memcpy(back, a, sizeof a);
        size_t count = as_limbs_to_text(text, base, back, na);
        if (count > as_limbs_text_size(a, na, base)) fail("text size", (double)base, "", "");
        for (size_t i = 0; i < count; i++) text[i] = (char)(text[i] >= 'a' ? text[i] - 'a' + 10 : text[i] - '0');
        if (as_limbs_from_size(count, base) > 40) fail("from size", (double)base, "", "");
        n = as_limbs_from_digits(again, (unsigned char *)text, count, base);
        if (as_limbs_cmp(again, n, a, na)) fail("text", (double)base, "", "");
        size_t shift = next() % 300;
        bool lost;
        n = as_limbs_lshift(again, a, na, shift);
        n = as_limbs_rshift(again, again, n, shift, &lost);
        if (lost || as_limbs_cmp(again, n, a, na)) fail("shift", (double)shift, "", "");
        n = as_limbs_mul(back, a, na, b, nb);
        memcpy(again, b, nb * 8);
        n = as_limbs_gcd(q, back, n, again, nb); /* gcd(a * b, b) == b */
        if (as_limbs_cmp(q, n, b, nb)) fail("gcd", (double)round, "", "");
    }
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 200000;
    for (int i = 0; i < rounds; i++) {
        double d = random_double(i);
        check_repr(d);
        check_format(d);
        check_parse(i);
        if (i % 100 == 0) check_halfway(d);
    }
    check_refused();
    check_limbs();
    printf("%s\n", failures ? "FAILED" : "ok");
    return failures != 0;
}
