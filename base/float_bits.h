/* What the two halves of base/float_text.h share. */
#ifndef AS_BASE_FLOAT_BITS_H
#define AS_BASE_FLOAT_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* |d| = c * 2**q, c (returned) below 2**53. d is finite. */
static inline uint64_t as_double_split(double d, int *q) {
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7FF);
    *q = exponent ? exponent - 1075 : -1074;
    return exponent ? fraction | UINT64_C(1) << 52 : fraction;
}

/* The first 128 bits of 10**k, rounded up. */
void as_power_of_ten_up(int k, uint64_t g[2]);
/* The double nearest to DIGITS * 10**exponent: 1..800 characters '0'..'9', which are changed. */
double as_double_from_decimal(char *digits, size_t count, int64_t exponent);

#endif
