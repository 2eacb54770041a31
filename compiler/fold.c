/* Constant expressions: literals, signs, arithmetic of small results, tuples of constants.
 *
 * Folding must not be seen: what raises is left to run time, and results are bounded in size. */
#include "compiler/gen.h"

#include "vm/objects/complex.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/protocol.h"

enum { MAX_BITS = 128, MAX_LENGTH = 4096 };

/* base/float_text.h and the complex type come with the numbers. */
bool as_double_parse(const char *text, size_t length, double *out);
Value as_complex(Thread *t, double real, double imag);

/* --- literals --- */

static Value int_literal(Compiler *c, const Node *n) {
    const char *text = n->text.bytes;
    size_t length = n->text.length;
    int base = 10;
    if (length > 2 && text[0] == '0') {
        int mark = text[1] | 32;
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    }
    if (base != 10) {
        text += 2;
        length -= 2;
    }
    if (base == 10 && length > 4300) {
        as_compile_error(c, n->pos,
                        "Exceeds the limit (4300 digits) for integer string conversion: value has %zu digits; "
                        "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for "
                        "huge integer literals to avoid decimal conversion limits.", length);
        return AS_UNDEF;
    }
    return as_int_from_digits(c->t, text, length, base, false);
}

static Value float_literal(Compiler *c, const Node *n, bool imaginary) {
    double d = 0;
    as_double_parse(n->text.bytes, n->text.length, &d);
    return imaginary ? as_complex(c->t, 0, d) : as_float(c->t, d);
}

/* Short strs of identifier characters are interned, as attribute and dict look-ups like them. */
static Value str_literal(Compiler *c, const Node *n) {
    bool plain = n->text.length <= 64;
    for (uint32_t i = 0; plain && i < n->text.length; i++) {
        char ch = n->text.bytes[i];
        plain = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_';
    }
    if (!plain) return as_str_new(c->t, n->text.bytes, n->text.length);
    Str *s = as_intern(c->t, n->text.bytes, n->text.length);
    return s ? as_from_obj(s) : AS_UNDEF;
}

static bool literal(Compiler *c, const Node *n, Value *out) {
    Value v = AS_UNDEF;
    switch ((NodeKind)n->kind) {
    case N_NONE: *out = AS_NONE; return true;
    case N_TRUE: *out = AS_TRUE; return true;
    case N_FALSE: *out = AS_FALSE; return true;
    case N_ELLIPSIS: *out = AS_ELLIPSIS; return true;
    case N_INT: v = int_literal(c, n); break;
    case N_FLOAT: v = float_literal(c, n, false); break;
    case N_IMAGINARY: v = float_literal(c, n, true); break;
    case N_STRING: v = str_literal(c, n); break;
    case N_BYTES: v = as_bytes_new(c->t, n->text.bytes, n->text.length); break;
    case N_FSTRING: /* f"" */
        if (n->seq.elts.count) return false;
        v = as_str_new(c->t, "", 0);
        break;
    default: return false;
    }
    *out = as_comp_own(c, v);
    return true; /* when it failed, nothing is written any more */
}

/* --- operators --- */

static bool is_number(Value v) {
    return as_is_int(v) || as_is_float(v) || as_is_bool(v) || as_is_exact(v, T_INT) || as_is_exact(v, T_COMPLEX);
}

static bool small_int(Value v, int64_t limit) {
    return as_is_int(v) && as_int_of(v) <= limit && as_int_of(v) >= -limit;
}

/* Whether a result cannot become huge. */
static bool bounded(unsigned op, Value a, Value b) {
    bool ints = !as_is_float(a) && !as_is_float(b);
    if (ints && (as_is_exact(a, T_INT) || as_is_exact(b, T_INT))) return op == BIN_ADD || op == BIN_SUB;
    if (op == BIN_POW && ints) return small_int(a, 0xFFFF) && small_int(b, 32) && as_int_of(b) >= 0;
    if (op == BIN_LSHIFT) return as_is_int(b) && small_int(b, MAX_BITS) && as_int_of(b) >= 0;
    return op != BIN_MATMUL;
}

static bool foldable(unsigned op, Value a, Value b) {
    if (is_number(a) && is_number(b)) return bounded(op, a, b);
    if (op == BIN_ADD && as_is_str(a) && as_is_str(b))
        return as_as_str(a)->size + as_as_str(b)->size <= MAX_LENGTH;
    if (op == BIN_MUL && as_is_str(a) && as_is_int(b))
        return as_int_of(b) >= 0 && as_int_of(b) <= MAX_LENGTH &&
               as_as_str(a)->size * (size_t)as_int_of(b) <= MAX_LENGTH;
    return false;
}

/* What a folding operation gave; when it raised, the expression is left to run time. */
static bool folded(Compiler *c, Value v, Value *out) {
    if (as_is_undef(v)) {
        as_clear_exc(c->t);
        return false;
    }
    *out = as_comp_own(c, v);
    return true;
}

static bool fold_binary(Compiler *c, const Node *n, Value *out) {
    Value a, b;
    if (!as_fold(c, n->binary.right, &b) || !as_fold(c, n->binary.left, &a) || c->failed) return false;
    return foldable(n->op, a, b) && folded(c, as_binary(c->t, (Operator)n->op, a, b), out);
}

static bool fold_unary(Compiler *c, const Node *n, Value *out) {
    static const Unary ops[] = {UN_NEG, UN_NEG, UN_POS, UN_INVERT};
    Value v;
    if (n->op == UNARY_NOT) {
        int truth = as_fold_truth(c, n->unary.operand);
        *out = as_bool(truth == 0);
        return truth >= 0;
    }
    if (!as_fold(c, n->unary.operand, &v) || c->failed || !is_number(v)) return false;
    if (n->op == UNARY_INVERT && as_is_bool(v)) v = as_int(as_is_true(v)); /* a constant does not warn */
    return folded(c, as_unary(c->t, ops[n->op], v), out);
}

static bool fold_tuple(Compiler *c, const Node *n, Value *out) {
    NodeList elts = n->seq.elts;
    for (uint32_t i = elts.count; i > 0; i--) { /* cheap refusal first */
        unsigned kind = elts.items[i - 1]->kind;
        if (kind > N_BYTES && kind != N_TUPLE && kind != N_BINARY && kind != N_UNARY) return false;
    }
    Value *items = as_comp_alloc(c, elts.count * sizeof *items);
    for (uint32_t i = 0; items && i < elts.count; i++)
        if (!as_fold(c, elts.items[i], &items[i])) return false;
    if (c->failed) return false;
    *out = as_comp_own(c, as_tuple_new(c->t, items, elts.count));
    return true;
}

bool as_fold(Compiler *c, const Node *n, Value *out) {
    *out = AS_NONE;
    if (c->failed) return false;
    if (n->kind != N_BINARY && n->kind != N_UNARY && n->kind != N_TUPLE) return literal(c, n, out);
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return false;
    }
    if (n->kind == N_BINARY) return fold_binary(c, n, out);
    return n->kind == N_UNARY ? fold_unary(c, n, out) : fold_tuple(c, n, out);
}

static Value frozenset_of(Compiler *c, Value *items, size_t count) {
    Value set = as_comp_own(c, as_set_new(c->t, T_FROZENSET));
    for (size_t i = 0; !c->failed && i < count; i++)
        if (!as_set_add(c->t, as_as_set(set), items[i])) c->failed = true;
    return set;
}

/* CPython makes such a constant anew from the items of the first one, in the order these have there. */
static bool fold_frozenset(Compiler *c, Value tuple, Value *out) {
    Value set = frozenset_of(c, as_as_tuple(tuple)->items, as_as_tuple(tuple)->count);
    if (c->failed) return false;
    Value items = as_comp_own(c, as_tuple_from(c->t, set));
    if (c->failed) return false;
    *out = frozenset_of(c, as_as_tuple(items)->items, as_as_tuple(items)->count);
    return !c->failed;
}

bool as_fold_container(Compiler *c, const Node *n, Value *out) {
    if ((n->kind != N_LIST && n->kind != N_SET) || !n->seq.elts.count) return false;
    if (!fold_tuple(c, n, out)) return false;
    if (n->kind == N_LIST) return !c->failed;
    return !c->failed && fold_frozenset(c, *out, out);
}

bool as_fold_small(Compiler *c, const Node *n, int16_t *out) {
    Value v;
    if (n->kind != N_INT && n->kind != N_UNARY && n->kind != N_BINARY) return false;
    if (!as_fold(c, n, &v) || !small_int(v, INT16_MAX)) return false;
    *out = (int16_t)as_int_of(v);
    return true;
}

int as_fold_truth(Compiler *c, const Node *n) {
    Value v;
    if (n->kind == N_NAME) return strcmp(n->name->text, "__debug__") ? -1 : 1;
    if (n->kind > N_BYTES && n->kind != N_UNARY && n->kind != N_BINARY && n->kind != N_TUPLE) return -1;
    if (!as_fold(c, n, &v) || c->failed) return -1;
    return as_truth(c->t, v);
}
