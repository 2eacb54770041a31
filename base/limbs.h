/* Magnitudes of unbounded integers: arrays of 64-bit limbs, least significant first.
 *
 * The one place that knows GMP's mpn functions. Nothing here allocates for the caller or can fail; results
 * go where the caller made room (each comment says how many limbs), sizes returned are normalised: the
 * last limb is not 0. GMP takes scratch memory of its own for large operands, a small multiple of their size:
 * callers bound sizes before they call. Operands are normalised unless said otherwise. */
#ifndef AS_BASE_LIMBS_H
#define AS_BASE_LIMBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n without leading zero limbs. */
static inline size_t as_limbs_norm(const uint64_t *p, size_t n) {
    while (n > 0 && p[n - 1] == 0) n--;
    return n;
}

int as_limbs_cmp(const uint64_t *a, size_t na, const uint64_t *b, size_t nb);
/* r: max(na, nb) + 1 limbs; may be a or b. */
size_t as_limbs_add(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb);
/* a >= b. r: na limbs; may be a or b. */
size_t as_limbs_sub(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb);
/* r: na + nb limbs, apart from a and b. */
size_t as_limbs_mul(uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb);
/* r = a * m + c: n + 1 limbs; may be a. */
size_t as_limbs_mul_small(uint64_t *r, const uint64_t *a, size_t n, uint64_t m, uint64_t c);
/* q = a / d, n limbs; may be a. Returns the remainder. */
uint64_t as_limbs_div_small(uint64_t *q, const uint64_t *a, size_t n, uint64_t d);
/* na >= nb > 0. q: na - nb + 1 limbs, r: nb limbs, all apart; neither is normalised. */
void as_limbs_divrem(uint64_t *q, uint64_t *r, const uint64_t *a, size_t na, const uint64_t *b, size_t nb);
/* r: n + bits / 64 + 1 limbs; may be a. */
size_t as_limbs_lshift(uint64_t *r, const uint64_t *a, size_t n, size_t bits);
/* r: n limbs; may be a. *lost says whether a bit that was set fell out. */
size_t as_limbs_rshift(uint64_t *r, const uint64_t *a, size_t n, size_t bits, bool *lost);
/* Number of bits of a; of the bits set in it. */
size_t as_limbs_bits(const uint64_t *a, size_t n);
size_t as_limbs_popcount(const uint64_t *a, size_t n);
/* Digits in base 2..36, lower case, most significant first, without leading zeros. a is destroyed. `out` has
 * room for as_limbs_text_size. n > 0. */
size_t as_limbs_to_text(char *out, int base, uint64_t *a, size_t n);
size_t as_limbs_text_size(const uint64_t *a, size_t n, int base);
/* From digit values 0..base-1 (not characters). r: as_limbs_from_size limbs. */
size_t as_limbs_from_digits(uint64_t *r, const unsigned char *digits, size_t count, int base);
size_t as_limbs_from_size(size_t count, int base);
/* Greatest common divisor of two numbers not 0; destroys both. r: min(na, nb) limbs. */
size_t as_limbs_gcd(uint64_t *r, uint64_t *a, size_t na, uint64_t *b, size_t nb);
/* Integer square root; r: (n + 1) / 2 limbs. n > 0. */
size_t as_limbs_sqrt(uint64_t *r, const uint64_t *a, size_t n);
/* The double nearest to a * 2**exponent (plus something less than one unit of a when `sticky`), ties to
 * even; infinity when it is too large. n > 0. */
double as_limbs_to_double(const uint64_t *a, size_t n, int64_t exponent, bool sticky);

#endif
