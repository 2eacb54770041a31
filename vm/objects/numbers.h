/* int, float, bool, complex: the C interface. Ints that fit 62 bits are always inline Values; larger ones
 * are T_INT objects of limbs. An heir of int (class MyInt(int)) is an object with layout T_INT,
 * which may hold a small number. */
#ifndef AS_VM_OBJECTS_NUMBERS_H
#define AS_VM_OBJECTS_NUMBERS_H

#include "vm/error.h"

typedef struct BigInt {
    Obj obj;
    int64_t size;     /* number of limbs; negative for a negative number; 0 only in heirs */
    uint64_t limbs[]; /* least significant first, the last one not 0 */
} BigInt;

typedef struct FloatObj {
    Obj obj;
    double value;
} FloatObj;

/* Whether v is an int or bool or an heir of int. */
bool as_is_any_int(Thread *t, Value v);
Value as_int_from_i64(Thread *t, int64_t i);
Value as_int_from_u64(Thread *t, uint64_t u);
Value as_int_from_double(Thread *t, double d); /* truncated; OverflowError/ValueError for inf/nan */
/* Digits in `base` (2..36) with optional sign, no underscores or blanks; from literals and int(str). */
Value as_int_from_digits(Thread *t, const char *digits, size_t length, int base, bool negative);
/* The value as int64: true, or false without an exception when it does not fit. v: any int. */
bool as_int_to_i64(Value v, int64_t *out);
bool as_int_to_double(Thread *t, Value v, double *out); /* OverflowError when too large */
int as_int_sign(Value v);
/* Text in base 2, 8, 10 or 16, without prefix: owned str. */
Value as_int_to_str(Thread *t, Value v, int base);
/* Slow paths of the interpreter: a, b any ints (bool included). */
Value as_int_binary(Thread *t, Operator op, Value a, Value b);
Value as_int_power(Thread *t, Value a, Value b, Value mod);
int as_int_compare(Value a, Value b); /* <0, 0, >0 */

Value as_float(Thread *t, double d);
static inline double as_float_of(Value v) {
    return as_is_flonum(v) ? as_flonum_of(v) : ((FloatObj *)as_obj(v))->value;
}
Value as_float_repr(Thread *t, double d);
/* Python's pow/mod/floordiv on doubles, with ZeroDivisionError. */
Value as_float_binary(Thread *t, Operator op, double a, double b);
/* format(x, spec) for int and float (and their heirs): spec is the text behind the colon. */
Value as_int_format(Thread *t, Value v, Str *spec);
Value as_float_format(Thread *t, Value v, Str *spec);
uint64_t as_hash_double(double d, const void *identity); /* CPython's; nan hashes by identity */
uint64_t as_hash_int(Value v);                            /* CPython's: modulo 2**61 - 1 */

#endif
