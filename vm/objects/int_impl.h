/* What the files of int share: a view of any int as sign and magnitude, results, scratch memory. */
#ifndef AS_VM_OBJECTS_INT_IMPL_H
#define AS_VM_OBJECTS_INT_IMPL_H

#include "base/limbs.h"
#include "vm/objects/numbers.h"

/* The sign and limbs of an int, bool or heir of int. Do not copy: p may point to `small`. */
typedef struct IntView {
    const uint64_t *p;
    size_t n;
    bool negative;
    uint64_t small;
} IntView;

void as_int_view(Value v, IntView *out);

/* Limbs for intermediate results, on the stack when few. Declared with SCRATCH, released by scope. */
typedef struct Scratch {
    Thread *t;
    uint64_t *p;
    size_t n;
    uint64_t small[40];
} Scratch;
void as_scratch_end(Scratch *s);
#define SCRATCH(name) __attribute__((cleanup(as_scratch_end))) Scratch name; name.n = 0
/* Room for n limbs in s->p; false with MemoryError pending. At most once for each Scratch. */
bool as_int_scratch(Thread *t, Scratch *s, size_t n);

/* Whether numbers of n limbs may be worked with; false with MemoryError pending. */
bool as_int_room(Thread *t, size_t n);
/* An int of this magnitude (normalised or not), copied. Owned. */
Value as_int_from_limbs(Thread *t, const uint64_t *p, size_t n, bool negative);
Value as_int_from_i128(Thread *t, __int128 i);
/* An exact int equal to v, which is any int (bools and heirs become plain). Owned. */
Value as_int_plain(Thread *t, Value v);
/* v itself when it is an int, else __index__ of it; fails with CPython's TypeError. Owned. */
Value as_int_arg(Thread *t, Value v);

/* Floor division: either result may be NULL. */
bool as_int_divmod(Thread *t, Value a, Value b, Value *quotient, Value *remainder);
Value as_int_true_div(Thread *t, Value a, Value b);
Value as_int_shift(Thread *t, Value a, int64_t left); /* negative: right, floor */
Value as_int_negate(Thread *t, Value v);
Value as_int_abs(Thread *t, Value v);
Value as_int_gcd(Thread *t, Value a, Value b);
Value as_int_sqrt(Thread *t, Value v); /* v >= 0; floor of the root */
/* Digits allowed in conversions of base 10 text; 0: any number. */
size_t as_int_digits_limit(Thread *t);
/* int(text, base) for UTF-8 text: blanks, sign, prefix and underscores allowed. *bad is set, without an exception,
 * when it is no such literal. */
Value as_int_parse(Thread *t, const char *text, size_t size, int base, bool *bad);
/* Text of a number, at most `size` bytes, as ASCII: digits and blanks of all scripts become '0'..'9' and ' '. */
size_t as_number_to_ascii(const char *text, size_t size, char *out);
bool as_number_blank(char c);
bool as_number_is_ascii(const char *text, size_t size); /* to be asked of bytes, which need not be UTF-8 */

extern const NativeDef as_int_methods[];

#endif
