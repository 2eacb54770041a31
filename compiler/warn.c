/* SyntaxWarnings. A filter may turn one into an error: it is then a SyntaxError at that place. See
 * warn.h. */
#include "compiler/warn.h"

#include <stdarg.h>

#include "vm/objects/containers.h"

static void give(Compiler *c, Pos pos, unsigned how, Value text) {
    if (as_is_undef(text)) {
        c->failed = true;
        return;
    }
    if (as_warn_at(c->t, T_SYNTAX_WARNING, text, c->filename, pos.line)) return;
    if (as_catch(c->t, T_SYNTAX_WARNING))
        as_raise_syntax(c, T_SYNTAX_ERROR, pos, how | SYNTAX_HAS_POS, text);
    else
        c->failed = true;
}

/* When all is generated once more for the sake of long jumps, the warnings have been given. */
static void warn(Compiler *c, Pos pos, const char *format, ...) {
    if (c->failed || c->far) return;
    Thread *t = c->t;
    va_list args;
    va_start(args, format);
    OWNED(text, as_str_vformat(t, format, args));
    va_end(args);
    give(c, pos, 0, text.v);
}

void as_warn_parsed(Compiler *c, const ParseResult *r) {
    Thread *t = c->t;
    for (const SyntaxWarning *w = r->warnings; w && !c->failed; w = w->next) {
        OWNED(text, as_str_from(t, w->message));
        give(c, w->pos, SYNTAX_PARSER, text.v);
    }
}

/* --- what an expression surely is --- */

static bool is_constant(Compiler *c, const Node *n, Value *out) {
    bool may =
        n->kind <= N_BYTES || n->kind == N_TUPLE || n->kind == N_BINARY || n->kind == N_UNARY;
    return may && as_fold(c, n, out);
}

/* The type of its value; NULL when nobody can tell. */
static Type *type_of(Compiler *c, const Node *n) {
    Value v;
    switch ((NodeKind)n->kind) {
    case N_TUPLE: return as_builtin(c->t, T_TUPLE);
    case N_LIST:
    case N_LIST_COMP: return as_builtin(c->t, T_LIST);
    case N_DICT:
    case N_DICT_COMP: return as_builtin(c->t, T_DICT);
    case N_SET:
    case N_SET_COMP: return as_builtin(c->t, T_SET);
    case N_GENERATOR: return as_builtin(c->t, T_GENERATOR);
    case N_LAMBDA: return as_builtin(c->t, T_FUNCTION);
    case N_FSTRING:
    case N_FORMATTED: return as_builtin(c->t, T_STR);
    default: return is_constant(c, n, &v) && !c->failed ? as_type_of(c->t, v) : NULL;
    }
}

/* --- the warnings --- */

void as_warn_assert(Compiler *c, const Node *n) {
    const Node *test = n->assert_.test;
    if (test->kind == N_TUPLE && test->seq.elts.count)
        warn(c, n->pos, "assertion is always true, perhaps remove parentheses?");
}

static bool is_literal(Compiler *c, const Node *n) {
    Value v;
    if (!is_constant(c, n, &v) || c->failed) return false;
    return !as_is_none(v) && !as_is_bool(v) && !as_same(v, AS_ELLIPSIS);
}

void as_warn_compare(Compiler *c, const Node *n) {
    const Node *left = n->compare.left;
    for (uint32_t i = 0; i < n->compare.comparators.count && !c->failed; i++) {
        const Node *right = n->compare.comparators.items[i];
        unsigned op = n->compare.ops[i];
        if (op == CMP_IS || op == CMP_IS_NOT) {
            const Node *literal = is_literal(c, left) ? left : is_literal(c, right) ? right : NULL;
            if (literal) {
                warn(c, n->pos,
                     op == CMP_IS ? "\"is\" with '%N' literal. Did you mean \"==\"?"
                                  : "\"is not\" with '%N' literal. Did you mean \"!=\"?",
                     type_of(c, literal));
                return;
            }
        }
        left = right;
    }
}

void as_warn_call(Compiler *c, const Node *func) {
    Type *type = func->kind == N_LAMBDA ? NULL : type_of(c, func);
    if (type) warn(c, func->pos, "'%N' object is not callable; perhaps you missed a comma?", type);
}

static bool has_no_items(TypeId id) {
    switch (id) {
    case T_NONE:
    case T_ELLIPSIS:
    case T_INT:
    case T_BOOL:
    case T_FLOAT:
    case T_COMPLEX:
    case T_SET:
    case T_GENERATOR:
    case T_FUNCTION: return true;
    default: return false;
    }
}

static bool wants_int(TypeId id) {
    return id == T_STR || id == T_BYTES || id == T_TUPLE || id == T_LIST;
}

void as_warn_subscript(Compiler *c, const Node *n) {
    const Node *value = n->subscript.value, *key = n->subscript.slice;
    Type *type = type_of(c, value);
    if (!type) return;
    if (has_no_items(type->id)) {
        warn(c, value->pos, "'%N' object is not subscriptable; perhaps you missed a comma?", type);
        return;
    }
    Type *index = key->kind == N_SLICE || !wants_int(type->id) ? NULL : type_of(c, key);
    if (index && index->id != T_INT && index->id != T_BOOL)
        warn(c, value->pos,
             "%N indices must be integers or slices, not %N; perhaps you missed a comma?", type,
             index);
}
