/* Value: 64 bits that hold an int, a float, a constant or a pointer to an object.
 *
 *   ...................xx01   int, 62 bits, shifted left by two
 *   .................... 1x, except 110: float: the double's bits rotated left by four, minus one
 *   ..................xx100   constant: None, True, False, ...
 *   ..................xx000   pointer to an Obj, never null
 *
 * Rotating by four brings the sign and the top three exponent bits down to bits 3..0. Doubles whose
 * top exponent bits are 011 or 100 (magnitudes 1e-77 .. 1e77) or 000 (0.0 and the tiniest) get, after
 * subtracting one, the tags 010, 011 and 111; all others, infinities and NaN among them, live on
 * the heap as T_FLOAT objects. So bit 1 alone says "immediate float".
 *
 * Only this file knows the encoding. */
#ifndef AS_VM_VALUE_H
#define AS_VM_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Value {
    uint64_t bits;
} Value;

typedef struct Obj Obj;
typedef struct Thread Thread;
typedef struct VM VM;

#define AS_CONSTANT(n) ((Value){((uint64_t)(n) << 3) | 4})
#define AS_UNDEF       AS_CONSTANT(0) /* no value: failure, absent argument, unbound local */
#define AS_NONE        AS_CONSTANT(1)
#define AS_FALSE       AS_CONSTANT(2)
#define AS_TRUE        AS_CONSTANT(3)
#define AS_ELLIPSIS    AS_CONSTANT(4)
#define AS_NOT_IMPL    AS_CONSTANT(5) /* NotImplemented */
#define AS_MISSING     AS_CONSTANT(6) /* found nothing, and no exception is pending */

#define AS_INT_MAX ((int64_t)0x1FFFFFFFFFFFFFFF)
#define AS_INT_MIN (-AS_INT_MAX - 1)

static inline bool as_same(Value a, Value b) { return a.bits == b.bits; }
static inline bool as_is_undef(Value v) { return v.bits == AS_UNDEF.bits; }
static inline bool as_is_none(Value v) { return v.bits == AS_NONE.bits; }
static inline bool as_is_true(Value v) { return v.bits == AS_TRUE.bits; }
static inline bool as_is_false(Value v) { return v.bits == AS_FALSE.bits; }
static inline bool as_is_bool(Value v) { return (v.bits | 8) == AS_TRUE.bits; }
static inline Value as_bool(bool b) { return b ? AS_TRUE : AS_FALSE; }

/* --- inline ints --- */
static inline bool as_is_int(Value v) { return (v.bits & 3) == 1; }
static inline bool as_fits_int(int64_t i) { return i >= AS_INT_MIN && i <= AS_INT_MAX; }
static inline Value as_int(int64_t i) { return (Value){((uint64_t)i << 2) | 1}; } /* must fit */
static inline int64_t as_int_of(Value v) { return (int64_t)v.bits >> 2; }
static inline bool as_both_int(Value a, Value b) {
    return (((a.bits - 1) | (b.bits - 1)) & 3) == 0;
}

/* --- immediate floats --- */
static inline bool as_is_flonum(Value v) { return (v.bits & 2) != 0; }
static inline double as_flonum_of(Value v) {
    uint64_t r = v.bits + 1, bits = (r >> 4) | (r << 60);
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}
/* Encode `d` into *out; false when it has to live on the heap. */
static inline bool as_flonum(double d, Value *out) {
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    uint64_t r = ((bits << 4) | (bits >> 60)) - 1;
    out->bits = r;
    return (0x8Cu >> (r & 7)) & 1;
}

/* --- objects --- */
static inline bool as_is_obj(Value v) { return (v.bits & 7) == 0; }
static inline Obj *as_obj(Value v) { return (Obj *)(uintptr_t)v.bits; }
static inline Value as_from_obj(const void *o) { return (Value){(uint64_t)(uintptr_t)o}; }

#endif
