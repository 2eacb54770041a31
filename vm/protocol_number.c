/* Abstract operations on any value: operators and conversions to numbers. */
#include "vm/class.h"

#include "vm/objects/numbers.h"

static const char *const symbols[] = {"+",           "-",  "*",  "@", "/", "//", "%",
                                      "** or pow()", "<<", ">>", "&", "^", "|",  "divmod()"};
static const char *const inplace_symbols[] = {
    "+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "^=", "|=", "divmod()"};

/* Whether + and * on the type are those of a built-in sequence. They decide last, after the
 * reflected methods of the right operand. */
static bool concatenates(Thread *t, const Type *type) {
    switch (type->layout) {
    case T_STR:
    case T_BYTES:
    case T_BYTEARRAY:
    case T_LIST:
    case T_TUPLE: return type->slots.binary == as_builtin(t, (TypeId)type->layout)->slots.binary;
    default: return false;
    }
}

typedef Value (*BinaryFn)(Thread *t, Operator op, Value a, Value b);

/* The result, or AS_NOT_IMPL when neither operand knows how. */
static Value apply(Thread *t, Operator op, Value a, Value b) {
    Type *ta = as_type_of(t, a), *tb = as_type_of(t, b);
    BinaryFn left = ta->slots.binary, right = tb->slots.binary;
    if (left == right) return left ? left(t, op, a, b) : AS_NOT_IMPL;
    bool right_first = left && right &&
                       (as_is_subtype(tb, ta) || ((op == OPER_ADD || op == OPER_MUL) &&
                                                  concatenates(t, ta) && !concatenates(t, tb)));
    if (right_first) {
        Value r = right(t, op, a, b);
        if (!as_same(r, AS_NOT_IMPL)) return r;
        right = NULL;
    }
    if (left) {
        Value r = left(t, op, a, b);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    return right ? right(t, op, a, b) : AS_NOT_IMPL;
}

/* print >> file, as it was written long ago. */
static bool is_print(Value v) {
    return as_is_exact(v, T_NATIVE) && !strcmp(((Native *)as_obj(v))->def->name, "print");
}

static Value unsupported(Thread *t, const char *symbol, Value a, Value b) {
    const char *hint = !strcmp(symbol, ">>") && is_print(a)
                           ? ". Did you mean \"print(<message>, file=<output_stream>)\"?"
                           : "";
    return as_raise(t, T_TYPE_ERROR, "unsupported operand type(s) for %s: '%T' and '%T'%s", symbol,
                    a, b, hint);
}

Value as_binary(Thread *t, Operator op, Value a, Value b) {
    Value r = apply(t, op, a, b);
    return as_same(r, AS_NOT_IMPL) ? unsupported(t, symbols[op], a, b) : r;
}

Value as_inplace(Thread *t, Operator op, Value a, Value b) {
    Type *ta = as_type_of(t, a);
    if (ta->slots.inplace) {
        Value r = ta->slots.inplace(t, op, a, b);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    Value r = apply(t, op, a, b);
    return as_same(r, AS_NOT_IMPL) ? unsupported(t, inplace_symbols[op], a, b) : r;
}

Value as_unary(Thread *t, Unary op, Value v) {
    static const char *const texts[] = {"unary -", "unary +", "unary ~", "abs()"};
    Type *type = as_type_of(t, v);
    Value r = type->slots.unary ? type->slots.unary(t, op, v) : AS_NOT_IMPL;
    return as_same(r, AS_NOT_IMPL)
               ? as_raise(t, T_TYPE_ERROR, "bad operand type for %s: '%T'", texts[op], v)
               : r;
}

Value as_power(Thread *t, Value a, Value b, Value mod) {
    if (as_is_none(mod)) return as_binary(t, OPER_POW, a, b);
    Value operands[3] = {a, b, mod};
    Value (*tried[3])(Thread *, Value, Value, Value) = {NULL};
    for (int i = 0; i < 3; i++) {
        Value (*fn)(Thread *, Value, Value, Value) = as_type_of(t, operands[i])->slots.power;
        if (!fn || fn == tried[0] || fn == tried[1]) continue;
        tried[i] = fn;
        Value r = fn(t, a, b, mod);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    return as_raise(t, T_TYPE_ERROR,
                    "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, mod);
}

/* --- conversions --- */

/* An int of class int exactly, from an int of any class. */
static Value plain_int(Thread *t, Value v) {
    int64_t i;
    if (as_int_to_i64(v, &i)) return as_int_from_i64(t, i);
    if (as_is_exact(v, T_INT)) return as_incref(v);
    return as_int_binary(t, OPER_ADD, v, as_int(0));
}

Value as_index(Thread *t, Value v) {
    if (as_is_int(v)) return v;
    if (as_is_any_int(t, v)) return plain_int(t, v);
    Type *type = as_type_of(t, v);
    if (!type->slots.index)
        return as_raise(t, T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", v);
    OWNED(r, type->slots.index(t, v));
    return as_is_undef(r.v) ? AS_UNDEF : plain_int(t, r.v);
}

static bool index_int64(Thread *t, Value v, int64_t *out, bool clamp) {
    if (as_is_int(v)) return *out = as_int_of(v), true;
    OWNED(i, as_index(t, v));
    if (as_is_undef(i.v)) return false;
    if (as_int_to_i64(i.v, out)) return true;
    if (!clamp)
        return as_fail(t, T_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer", v);
    *out = as_int_sign(i.v) < 0 ? INT64_MIN : INT64_MAX;
    return true;
}

bool as_index_int64(Thread *t, Value v, int64_t *out) {
    return index_int64(t, v, out, false);
}
bool as_index_clamped(Thread *t, Value v, int64_t *out) {
    return index_int64(t, v, out, true);
}

bool as_to_double(Thread *t, Value v, double *out) {
    if (as_is_float(v)) return *out = as_float_of(v), true;
    if (as_is_any_int(t, v)) return as_int_to_double(t, v, out);
    Type *type = as_type_of(t, v);
    if (type->layout == T_FLOAT && !type->slots.to_float) return *out = as_float_of(v), true;
    if (type->slots.to_float) {
        OWNED(f, type->slots.to_float(t, v));
        if (as_is_undef(f.v)) return false;
        *out = as_float_of(f.v);
        return true;
    }
    if (!type->slots.index) return as_fail(t, T_TYPE_ERROR, "must be real number, not %T", v);
    OWNED(i, as_index(t, v));
    return !as_is_undef(i.v) && as_int_to_double(t, i.v, out);
}
