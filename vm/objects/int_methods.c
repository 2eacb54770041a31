/* Methods and attributes of int. */
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

static Value int_bit_length(Thread *t, Value *args, int nargs) {
    (void)nargs;
    IntView i;
    as_int_view(args[0], &i);
    return as_int_from_u64(t, as_limbs_bits(i.p, i.n));
}

static Value int_bit_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    IntView i;
    as_int_view(args[0], &i);
    return as_int_from_u64(t, as_limbs_popcount(i.p, i.n));
}

static Value int_self(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_int_plain(t, args[0]);
}

static Value int_zero(Thread *t, Value *args, int nargs) {
    (void)t;
    (void)args;
    (void)nargs;
    return as_int(0);
}

static Value int_one(Thread *t, Value *args, int nargs) {
    (void)t;
    (void)args;
    (void)nargs;
    return as_int(1);
}

static Value int_true(Thread *t, Value *args, int nargs) {
    (void)t;
    (void)args;
    (void)nargs;
    return AS_TRUE;
}

static Value int_ratio(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(n, as_int_plain(t, args[0]));
    return as_is_undef(n.v) ? AS_UNDEF : as_tuple_pack(t, 2, n.v, as_int(1));
}

static Value int_getnewargs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(n, as_int_plain(t, args[0]));
    return as_is_undef(n.v) ? AS_UNDEF : as_tuple_pack(t, 1, n.v);
}

static Value int_format(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_instance_of(t, args[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %T", args[1]);
    return as_int_format(t, args[0], as_as_str(args[1]));
}

static Value int_sizeof(Thread *t, Value *args, int nargs) {
    (void)nargs;
    IntView i;
    as_int_view(args[0], &i);
    return as_int_from_u64(t, sizeof(BigInt) + i.n * sizeof *i.p);
}

/* --- rounding to tens, hundreds ... --- */

/* The multiple of `unit` nearest to v, halves to the even one. */
static Value round_to(Thread *t, Value v, Value unit) {
    Value q, r;
    if (!as_int_divmod(t, v, unit, &q, &r)) return AS_UNDEF;
    OWNED(quotient, q);
    OWNED(rest, r);
    OWNED(twice, as_int_binary(t, OPER_ADD, rest.v, rest.v));
    if (as_is_undef(twice.v)) return AS_UNDEF;
    int c = as_int_compare(twice.v, unit);
    OWNED(odd, as_int_binary(t, OPER_AND, quotient.v, as_int(1)));
    if (as_is_undef(odd.v)) return AS_UNDEF;
    OWNED(down, as_int_binary(t, OPER_SUB, v, rest.v));
    if (as_is_undef(down.v)) return AS_UNDEF;
    if (c > 0 || (c == 0 && as_int_sign(odd.v))) return as_int_binary(t, OPER_ADD, down.v, unit);
    return as_move(&down);
}

static Value int_round(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_undef(args[1]) || as_is_none(args[1])) return as_int_plain(t, args[0]);
    OWNED(ndigits, as_index(t, args[1]));
    if (as_is_undef(ndigits.v)) return AS_UNDEF;
    if (as_int_sign(ndigits.v) >= 0) return as_int_plain(t, args[0]);
    IntView i;
    as_int_view(args[0], &i);
    int64_t n;
    /* A unit far above the number gives 0; do not build it. */
    if (!as_int_to_i64(ndigits.v, &n) || -n > (int64_t)i.n * 20 + 20) return as_int(0);
    OWNED(unit, as_int_power(t, as_int(10), as_int(-n), AS_NONE));
    return as_is_undef(unit.v) ? AS_UNDEF : round_to(t, args[0], unit.v);
}

/* --- bytes --- */

static bool byte_order(Thread *t, Value v, bool *little) {
    *little = false;
    if (as_is_undef(v)) return true;
    if (!as_is_instance_of(t, v, T_STR)) return as_fail(t, T_TYPE_ERROR, "byteorder must be str, not %T", v);
    *little = as_str_is(as_as_str(v), "little");
    if (*little || as_str_is(as_as_str(v), "big")) return true;
    return as_fail(t, T_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
}

static bool is_set(Thread *t, Value flag, bool *out) {
    int truth = as_is_undef(flag) ? 0 : as_truth(t, flag);
    *out = truth > 0;
    return truth >= 0;
}

/* Whether the value fits `size` bytes in two's complement. */
static bool fits_bytes(const IntView *i, size_t size, bool with_sign) {
    size_t bits = as_limbs_bits(i->p, i->n);
    if (!with_sign) return bits <= size * 8;
    if (bits < size * 8 || i->n == 0) return true;
    /* The lowest negative number has one bit more than the highest positive one. */
    return i->negative && bits == size * 8 && as_limbs_popcount(i->p, i->n) == 1;
}

static Value to_bytes(Thread *t, const IntView *i, size_t size, bool little) {
    Bytes *b = as_bytes_alloc(t, size);
    if (!b) return AS_UNDEF;
    unsigned carry = i->negative;
    for (size_t k = 0; k < size; k++) {
        unsigned byte = k / 8 < i->n ? (unsigned)(i->p[k / 8] >> (k % 8 * 8) & 0xFF) : 0;
        if (i->negative) {
            byte = (byte ^ 0xFF) + carry;
            carry = byte >> 8;
        }
        b->data[little ? k : size - 1 - k] = (char)(byte & 0xFF);
    }
    return as_from_obj(b);
}

static Value int_to_bytes(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t size = 1;
    bool little, with_sign;
    if (!as_is_undef(args[1]) && !as_index_int64(t, args[1], &size)) return AS_UNDEF;
    if (!byte_order(t, args[2], &little) || !is_set(t, args[3], &with_sign)) return AS_UNDEF;
    if (size < 0) return as_raise(t, T_VALUE_ERROR, "length argument must be non-negative");
    IntView i;
    as_int_view(args[0], &i);
    if (i.negative && !with_sign)
        return as_raise(t, T_OVERFLOW_ERROR, "can't convert negative int to unsigned");
    if (size < INT64_MAX / 8 && !fits_bytes(&i, (size_t)size, with_sign))
        return as_raise(t, T_OVERFLOW_ERROR, "int too big to convert");
    return to_bytes(t, &i, (size_t)size, little);
}

static Value from_bytes(Thread *t, const uint8_t *data, size_t size, bool little, bool with_sign) {
    SCRATCH(s);
    size_t n = size / 8 + 1;
    if (!as_int_scratch(t, &s, n)) return AS_UNDEF;
    bool negative = with_sign && size && (data[little ? size - 1 : 0] & 0x80);
    memset(s.p, negative ? 0xFF : 0, n * sizeof *s.p);
    for (size_t k = 0; k < size; k++) {
        uint64_t byte = data[little ? k : size - 1 - k];
        unsigned shift = k % 8 * 8;
        s.p[k / 8] = (s.p[k / 8] & ~(UINT64_C(0xFF) << shift)) | byte << shift;
    }
    uint64_t carry = 1;
    for (size_t k = 0; negative && k < n; k++) {
        s.p[k] = ~s.p[k] + carry;
        carry = carry && s.p[k] == 0;
    }
    return as_int_from_limbs(t, s.p, n, negative);
}

/* bytes(v), but an int or a str is not one. */
static Value bytes_of(Thread *t, Value v) {
    const char *data;
    size_t size;
    if (as_bytes_view(t, v, &data, &size)) return as_incref(v);
    if (as_is_any_int(t, v) || as_is_instance_of(t, v, T_STR))
        return as_raise(t, T_TYPE_ERROR, "cannot convert '%T' object to bytes", v);
    return as_call1(t, as_from_obj(as_builtin(t, T_BYTES)), v);
}

static Value int_from_bytes(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool little, with_sign;
    if (!byte_order(t, args[2], &little) || !is_set(t, args[3], &with_sign)) return AS_UNDEF;
    OWNED(bytes, bytes_of(t, args[1]));
    const char *data;
    size_t size;
    if (as_is_undef(bytes.v) || !as_bytes_arg(t, bytes.v, &data, &size)) return AS_UNDEF;
    OWNED(r, from_bytes(t, (const uint8_t *)data, size, little, with_sign));
    if (as_is_undef(r.v) || as_as_type(args[0])->id == T_INT) return as_move(&r);
    return as_call1(t, args[0], r.v);
}

const NativeDef as_int_methods[] = {
    {"conjugate", "self, /", int_self, "The number itself, as it is real.", 0},
    {"bit_length", "self, /", int_bit_length, "Number of bits that its absolute value needs in binary.", 0},
    {"bit_count", "self, /", int_bit_count, "Number of ones in the binary form of its absolute value.", 0},
    {"to_bytes", "self, /, length=1, byteorder='big', *, signed=False", int_to_bytes,
     "The number as `length` bytes; OverflowError when it needs more.", 0},
    {"from_bytes", "type, /, bytes, byteorder='big', *, signed=False", int_from_bytes,
     "The number that these bytes stand for.", NATIVE_CLASS},
    {"as_integer_ratio", "self, /", int_ratio, "The pair (self, 1).", 0},
    {"is_integer", "self, /", int_true, "True; for likeness with float.", 0},
    {"real", "self", int_self, "the real part of a complex number", NATIVE_GETTER},
    {"imag", "self", int_zero, "the imaginary part of a complex number", NATIVE_GETTER},
    {"numerator", "self", int_self, "the numerator of a rational number in lowest terms", NATIVE_GETTER},
    {"denominator", "self", int_one, "the denominator of a rational number in lowest terms", NATIVE_GETTER},
    {"__trunc__", "self, /", int_self, "The number itself.", 0},
    {"__floor__", "self, /", int_self, "The number itself.", 0},
    {"__ceil__", "self, /", int_self, "The number itself.", 0},
    {"__round__", "self, ndigits=None, /", int_round, "Rounded to a power of ten when ndigits is negative.", 0},
    {"__format__", "self, format_spec, /", int_format, "Text of the number as the format says.", 0},
    {"__getnewargs__", "self, /", int_getnewargs, "What to pass to int to get an equal number.", 0},
    {"__sizeof__", "self, /", int_sizeof, "Bytes in memory.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
