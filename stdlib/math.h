/* What the files of the module math share. */
#ifndef AS_STDLIB_MATH_H
#define AS_STDLIB_MATH_H

#include "vm/object.h"

extern const NativeDef as_math_integer[]; /* factorial, comb, gcd ... */
extern const NativeDef as_math_sums[];    /* fsum, hypot, dist, prod, sumprod */

double as_gamma(double x);  /* NaN where it is not defined */
double as_lgamma(double x); /* infinite there */

#endif
