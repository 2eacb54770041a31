/* int: representation, creation, conversion, comparison, hash and the type's slots. Arithmetic is in
 * int_arith.c, text in int_text.c, methods in int_methods.c. */
#include <math.h>

#include "vm/objects/bytes.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* Eight billion bits: GMP ends the process when it cannot get scratch memory, so numbers stay well
 * below what a machine has. */
enum { MAX_LIMBS = 1 << 27 };

bool as_is_any_int(Thread *t, Value v) {
    if (as_is_int(v) || as_is_bool(v) || as_is_exact(v, T_INT)) return true;
    return as_is_obj(v) && as_obj(v)->shape >= T_BUILTIN_COUNT && as_type_of(t, v)->layout == T_INT;
}

void as_int_view(Value v, IntView *out) {
    if (as_is_obj(v)) {
        const BigInt *b = (const BigInt *)as_obj(v);
        out->negative = b->size < 0;
        out->n = (size_t)(out->negative ? -b->size : b->size);
        out->p = b->limbs;
        return;
    }
    int64_t i = as_is_int(v) ? as_int_of(v) : as_is_true(v);
    out->negative = i < 0;
    out->small = (uint64_t)(i < 0 ? -i : i);
    out->n = i != 0;
    out->p = &out->small;
}

/* --- memory --- */

bool as_int_room(Thread *t, size_t n) {
    if (n > MAX_LIMBS) return as_raise_memory(t), false;
    if (n < 1024) return true;
    /* GMP's own scratch is not charged: make sure that it would fit. */
    size_t bytes = n * 5 * sizeof(uint64_t);
    if (!as_mem_charge(&t->vm->mem, bytes)) return as_raise_memory(t), false;
    as_mem_discharge(&t->vm->mem, bytes);
    return true;
}

bool as_int_scratch(Thread *t, Scratch *s, size_t n) {
    s->t = t;
    s->p = s->small;
    if (n <= sizeof s->small / sizeof *s->small) return true;
    if (!as_int_room(t, n)) return false;
    s->p = as_mem_alloc(&t->vm->mem, n * sizeof(uint64_t));
    if (!s->p) return as_raise_memory(t), false;
    s->n = n;
    return true;
}

void as_scratch_end(Scratch *s) {
    if (s->n) as_mem_free(&s->t->vm->mem, s->p, s->n * sizeof(uint64_t));
}

/* --- creation --- */

Value as_int_from_limbs(Thread *t, const uint64_t *p, size_t n, bool negative) {
    n = as_limbs_norm(p, n);
    if (n == 0) return as_int(0);
    if (n == 1 && p[0] <= (uint64_t)AS_INT_MAX + negative)
        return as_int(negative ? (int64_t)(0 - p[0]) : (int64_t)p[0]);
    BigInt *b = as_new(t, T_INT, sizeof *b + n * sizeof *p, false);
    if (!b) return AS_UNDEF;
    memcpy(b->limbs, p, n * sizeof *p);
    b->size = negative ? -(int64_t)n : (int64_t)n;
    return as_from_obj(b);
}

Value as_int_from_i64(Thread *t, int64_t i) {
    if (as_fits_int(i)) return as_int(i);
    uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    return as_int_from_limbs(t, &u, 1, i < 0);
}

Value as_int_from_u64(Thread *t, uint64_t u) { return as_int_from_limbs(t, &u, 1, false); }

Value as_int_from_i128(Thread *t, __int128 i) {
    unsigned __int128 u = i < 0 ? 0 - (unsigned __int128)i : (unsigned __int128)i;
    uint64_t limbs[2] = {(uint64_t)u, (uint64_t)(u >> 64)};
    return as_int_from_limbs(t, limbs, 2, i < 0);
}

Value as_int_from_double(Thread *t, double d) {
    if (isnan(d)) return as_raise(t, T_VALUE_ERROR, "cannot convert float NaN to integer");
    if (isinf(d)) return as_raise(t, T_OVERFLOW_ERROR, "cannot convert float infinity to integer");
    if (fabs(d) < 0x1p63) return as_int_from_i64(t, (int64_t)d);
    int exponent;
    uint64_t limbs[20], mantissa = (uint64_t)ldexp(frexp(fabs(d), &exponent), 53);
    size_t n = as_limbs_lshift(limbs, &mantissa, 1, (size_t)(exponent - 53));
    return as_int_from_limbs(t, limbs, n, d < 0);
}

Value as_int_plain(Thread *t, Value v) {
    if (as_is_int(v) || as_is_exact(v, T_INT)) return as_incref(v);
    IntView i;
    as_int_view(v, &i);
    return as_int_from_limbs(t, i.p, i.n, i.negative);
}

Value as_int_arg(Thread *t, Value v) {
    return as_is_any_int(t, v) ? as_incref(v) : as_index(t, v);
}

/* An instance of `type`, an heir of int, with the value of v (owned, consumed). */
static Value heir_from(Thread *t, Type *type, Value owned) {
    OWNED(v, owned);
    if (as_is_undef(v.v)) return AS_UNDEF;
    IntView i;
    as_int_view(v.v, &i);
    BigInt *b = as_new_of(t, type, sizeof *b + i.n * sizeof *i.p);
    if (!b) return AS_UNDEF;
    memcpy(b->limbs, i.p, i.n * sizeof *i.p);
    b->size = i.negative ? -(int64_t)i.n : (int64_t)i.n;
    return as_from_obj(b);
}

/* --- conversion --- */

bool as_int_to_i64(Value v, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    IntView i;
    as_int_view(v, &i);
    uint64_t u = i.n ? i.p[0] : 0;
    if (i.n > 1 || u > (uint64_t)INT64_MAX + i.negative) return false;
    *out = (int64_t)(i.negative ? 0 - u : u);
    return true;
}

bool as_int_to_double(Thread *t, Value v, double *out) {
    if (as_is_int(v)) {
        *out = (double)as_int_of(v);
        return true;
    }
    IntView i;
    as_int_view(v, &i);
    double d = i.n ? as_limbs_to_double(i.p, i.n, 0, false) : 0.0;
    if (isinf(d)) return as_fail(t, T_OVERFLOW_ERROR, "int too large to convert to float");
    *out = i.negative ? -d : d;
    return true;
}

int as_int_sign(Value v) {
    IntView i;
    as_int_view(v, &i);
    return i.n == 0 ? 0 : i.negative ? -1 : 1;
}

int as_int_compare(Value a, Value b) {
    if (as_both_int(a, b)) return (as_int_of(a) > as_int_of(b)) - (as_int_of(a) < as_int_of(b));
    IntView x, y;
    as_int_view(a, &x);
    as_int_view(b, &y);
    if (x.negative != y.negative) return x.negative ? -1 : 1;
    int c = as_limbs_cmp(x.p, x.n, y.p, y.n);
    return x.negative ? -c : c;
}

/* The value modulo the Mersenne prime 2**61 - 1, with the value's sign; -1 stands for an error in
 * CPython and becomes -2. */
uint64_t as_hash_int(Value v) {
    const uint64_t prime = (UINT64_C(1) << 61) - 1;
    IntView i;
    as_int_view(v, &i);
    uint64_t h = 0;
    for (size_t k = i.n; k-- > 0;) {
        unsigned __int128 x = ((unsigned __int128)h << 64) + i.p[k];
        h = (uint64_t)(x & prime) + (uint64_t)(x >> 61 & prime) + (uint64_t)(x >> 122);
        while (h >= prime) h -= prime;
    }
    if (i.negative) h = 0 - h;
    return h == UINT64_MAX ? (uint64_t)-2 : h;
}

/* --- constructor --- */

static Value from_text(Thread *t, Value v, const char *text, size_t size, int base) {
    bool bad = false;
    Value r = AS_UNDEF;
    if (as_is_instance_of(t, v, T_STR) || as_number_is_ascii(text, size)) r = as_int_parse(t, text, size, base, &bad);
    else bad = true;
    if (bad) as_raise(t, T_VALUE_ERROR, "invalid literal for int() with base %d: %R", base, v);
    return r;
}

static bool text_of(Thread *t, Value v, const char **text, size_t *size) {
    if (as_is_instance_of(t, v, T_STR)) {
        *text = as_as_str(v)->data;
        *size = as_as_str(v)->size;
        return true;
    }
    return as_bytes_view(t, v, text, size);
}

/* What __int__, __index__ or __trunc__ gave (owned), as a plain int. */
static Value checked(Thread *t, Value owned, const char *method) {
    OWNED(v, owned);
    if (as_is_undef(v.v) || as_is_int(v.v) || as_is_exact(v.v, T_INT)) return as_move(&v);
    if (!as_is_any_int(t, v.v)) return as_raise(t, T_TYPE_ERROR, "%s returned non-int (type %T)", method, v.v);
    if (!as_warn(t, T_DEPRECATION_WARNING, 1,
                 "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int is "
                 "deprecated, and may be removed in a future version of Python.",
                 method, v.v))
        return AS_UNDEF;
    return as_int_plain(t, v.v);
}

static Value by_trunc(Thread *t, Value v) {
    OWNED(method, as_special(t, v, t->vm->names.__trunc__));
    if (as_is_undef(method.v) || as_same(method.v, AS_MISSING)) return method.v;
    if (!as_warn(t, T_DEPRECATION_WARNING, 1, "The delegation of int() to __trunc__ is deprecated.")) return AS_UNDEF;
    OWNED(r, as_call0(t, method.v));
    if (as_is_undef(r.v) || as_is_any_int(t, r.v)) return as_is_undef(r.v) ? AS_UNDEF : as_int_plain(t, r.v);
    if (!as_type_of(t, r.v)->slots.index)
        return as_raise(t, T_TYPE_ERROR, "__trunc__ returned non-Integral (type %T)", r.v);
    return as_index(t, r.v);
}

static Value from_object(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (as_is_int(v) || as_is_exact(v, T_INT)) return as_incref(v);
    if (type->slots.to_int) return checked(t, type->slots.to_int(t, v), "__int__");
    if (type->slots.index) return checked(t, type->slots.index(t, v), "__index__");
    Value r = by_trunc(t, v);
    if (!as_same(r, AS_MISSING)) return r;
    const char *text;
    size_t size;
    if (text_of(t, v, &text, &size)) return from_text(t, v, text, size, 10);
    return as_raise(t, T_TYPE_ERROR,
                    "int() argument must be a string, a bytes-like object or a real number, not '%T'", v);
}

static Value from_args(Thread *t, Value x, Value base) {
    if (as_is_undef(x)) {
        if (!as_is_undef(base)) return as_raise(t, T_TYPE_ERROR, "int() missing string argument");
        return as_int(0);
    }
    if (as_is_undef(base)) return from_object(t, x);
    int64_t n;
    if (!as_index_clamped(t, base, &n)) return AS_UNDEF;
    if (n != 0 && (n < 2 || n > 36))
        return as_raise(t, T_VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
    const char *text;
    size_t size;
    if (!text_of(t, x, &text, &size))
        return as_raise(t, T_TYPE_ERROR, "int() can't convert non-string with explicit base");
    return from_text(t, x, text, size, (int)n);
}

static Value int_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value bound[2];
    if (nargs == 1 && as_is_undef(kwnames)) {
        bound[0] = args[0];
        bound[1] = AS_UNDEF;
    } else if (!as_bind(t, "int", "x=0, /, base=None", args, nargs, kwnames, bound, 2)) {
        return AS_UNDEF;
    }
    Value v = from_args(t, bound[0], bound[1]);
    return type->id == T_INT || as_is_undef(v) ? v : heir_from(t, type, v);
}

/* --- slots --- */

static void int_dealloc(Thread *t, Obj *self) {
    const BigInt *b = (const BigInt *)self;
    size_t n = (size_t)(b->size < 0 ? -b->size : b->size);
    as_free_obj(t, self, sizeof *b + n * sizeof *b->limbs);
}

static Value int_repr(Thread *t, Value self) { return as_int_to_str(t, self, 10); }

static bool int_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    *out = as_hash_int(self);
    return true;
}

static Value int_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_any_int(t, a) || !as_is_any_int(t, b)) return AS_NOT_IMPL;
    int c = as_int_compare(a, b);
    switch (op) {
    case COMPARE_LT: return as_bool(c < 0);
    case COMPARE_LE: return as_bool(c <= 0);
    case COMPARE_EQ: return as_bool(c == 0);
    case COMPARE_NE: return as_bool(c != 0);
    case COMPARE_GT: return as_bool(c > 0);
    case COMPARE_GE: return as_bool(c >= 0);
    }
    return AS_NOT_IMPL;
}

static int int_truth(Thread *t, Value self) {
    (void)t;
    return as_int_sign(self) != 0;
}

static Value int_binary(Thread *t, Operator op, Value a, Value b) {
    if (!as_is_any_int(t, a) || !as_is_any_int(t, b)) return AS_NOT_IMPL;
    return as_int_binary(t, op, a, b);
}

static Value int_unary(Thread *t, Unary op, Value self) {
    switch (op) {
    case UN_NEG: return as_int_negate(t, self);
    case UN_POS: return as_int_plain(t, self);
    case UN_ABS: return as_int_abs(t, self);
    case UN_INVERT: {
        OWNED(n, as_int_negate(t, self));
        return as_is_undef(n.v) ? AS_UNDEF : as_int_binary(t, OPER_SUB, n.v, as_int(1));
    }
    }
    return AS_NOT_IMPL;
}

static Value int_power(Thread *t, Value a, Value b, Value mod) {
    bool three = !as_is_none(mod) && !as_is_undef(mod);
    if (!as_is_any_int(t, a) || !as_is_any_int(t, b) || (three && !as_is_any_int(t, mod))) return AS_NOT_IMPL;
    return as_int_power(t, a, b, three ? mod : AS_NONE);
}

static Value int_to_float(Thread *t, Value self) {
    double d;
    return as_int_to_double(t, self, &d) ? as_float(t, d) : AS_UNDEF;
}

enum {
    INT_OPERATORS = 1 << OPER_ADD | 1 << OPER_SUB | 1 << OPER_MUL | 1 << OPER_DIV | 1 << OPER_FLOORDIV |
                    1 << OPER_MOD | 1 << OPER_POW | 1 << OPER_LSHIFT | 1 << OPER_RSHIFT | 1 << OPER_AND |
                    1 << OPER_XOR | 1 << OPER_OR | 1 << OPER_DIVMOD,
};

const TypeDef as_def_INT = {
    .id = T_INT,
    .slots =
        {
            .dealloc = int_dealloc,
            .repr = int_repr,
            .hash = int_hash,
            .compare = int_compare,
            .truth = int_truth,
            .binary = int_binary,
            .unary = int_unary,
            .power = int_power,
            .to_int = as_int_plain,
            .to_float = int_to_float,
            .index = as_int_plain,
            .new_ = int_new,
        },
    .methods = as_int_methods,
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\n"
           "The integer that a number truncates to, or that a text shows in the given base. With base 0\n"
           "the text's prefix (0b, 0o, 0x) says the base.",
    .operators = INT_OPERATORS,
    .size = 0,
};

/* --- bool --- */

static Value bool_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    if (!as_is_undef(kwnames)) return as_raise(t, T_TYPE_ERROR, "bool() takes no keyword arguments");
    if (nargs > 1) return as_raise(t, T_TYPE_ERROR, "bool expected at most 1 argument, got %d", nargs);
    if (nargs == 0) return AS_FALSE;
    int truth = as_truth(t, args[0]);
    return truth < 0 ? AS_UNDEF : as_bool(truth);
}

static Value bool_repr(Thread *t, Value self) { return as_str_from(t, as_is_true(self) ? "True" : "False"); }

static Value bool_binary(Thread *t, Operator op, Value a, Value b) {
    if (as_is_bool(a) && as_is_bool(b)) {
        bool x = as_is_true(a), y = as_is_true(b);
        switch (op) {
        case OPER_AND: return as_bool(x && y);
        case OPER_OR: return as_bool(x || y);
        case OPER_XOR: return as_bool(x != y);
        default: break;
        }
    }
    return int_binary(t, op, a, b);
}

static Value bool_unary(Thread *t, Unary op, Value self) {
    if (op == UN_INVERT &&
        !as_warn(t, T_DEPRECATION_WARNING, 1,
                 "Bitwise inversion '~' on bool is deprecated. This returns the bitwise inversion of the underlying "
                 "int object and is usually not what you expect from negating a bool. Use the 'not' operator for "
                 "boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."))
        return AS_UNDEF;
    return int_unary(t, op, self);
}

const TypeDef as_def_BOOL = {
    .id = T_BOOL,
    .slots = {.repr = bool_repr, .binary = bool_binary, .unary = bool_unary, .new_ = bool_new},
    .doc = "bool(x) -> bool\n\nTrue when the argument is true, False otherwise.",
    .operators = INT_OPERATORS,
    .flags = TYPE_FINAL,
};
