/* Doubles as decimal text and back, correctly rounded, whatever the process's locale.
 *
 * Shortest digits by Schubfach; exact digits of any precision from big integers on the stack; reading by the
 * exact product when it fits, by Eisel and Lemire's method otherwise, and by big integers where that
 * cannot decide. Nothing is allocated. */
#ifndef AS_BASE_FLOAT_TEXT_H
#define AS_BASE_FLOAT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The fewest digits that read back as d (finite, not 0; its sign is ignored), no zeros at either end, into
 * `digits` (room for 20, no NUL). Returns their number; |d| = 0.DIGITS * 10**exponent10. */
int as_double_shortest(double d, char *digits, int *exponent10);

enum {
    FLOAT_TEXT_DOT_0 = 1,     /* add ".0" to what would look like an integer */
    FLOAT_TEXT_ALT = 2,       /* '#': keep the point and trailing zeros */
    FLOAT_TEXT_SIGN = 4,      /* '+' in front of what is not negative */
    FLOAT_TEXT_NO_NEG_0 = 8,  /* 'z': no sign on what is zero after rounding */
};
/* Text of d as Python formats it. code: 'r' (shortest, as repr; precision is ignored), or 'e' 'f' 'g'
 * 'E' 'F' 'G' as C's printf. Writes no NUL; returns the length. `out` has room for
 * as_double_text_size bytes. */
size_t as_double_text(double d, char code, size_t precision, unsigned flags, char *out);
size_t as_double_text_size(double d, char code, size_t precision);

/* Read [+-]digits[.digits][e[+-]digits], all of `text`; a digit before or behind the point is required. Too
 * large numbers become infinity. False when the text is anything else ("inf", "nan", blanks, ...). */
bool as_double_parse(const char *text, size_t length, double *out);

/* d rounded to `ndigits` decimals (negative: tens, hundreds...), half to even on its exact value. May
 * become infinite. */
double as_double_round(double d, int64_t ndigits);

#endif
