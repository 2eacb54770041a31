/* Expressions from the widest (star_expressions, named, conditional, lambda) down to the binary
 * operators, which climb by precedence. What is narrower is in atoms.c. */
#include "parser/internal.h"

bool as_starts_expression(TokenKind kind) {
    switch (kind) {
    case T_NAME: case T_INT: case T_FLOAT: case T_IMAGINARY: case T_STRING: case T_FSTRING_START:
    case T_LPAR: case T_LSQB: case T_LBRACE: case T_ELLIPSIS: case T_MINUS: case T_PLUS: case T_TILDE:
    case T_NOT: case T_LAMBDA: case T_AWAIT: case T_NONE: case T_TRUE: case T_FALSE:
        return true;
    default:
        return false;
    }
}

/* --- binary operators --- */

typedef struct BinaryRule {
    uint8_t precedence; /* 0: not a binary operator */
    uint8_t op;
} BinaryRule;

static const BinaryRule rules[T_COUNT] = {
    [T_VBAR] = {1, BIN_OR},         [T_CIRCUMFLEX] = {2, BIN_XOR}, [T_AMPER] = {3, BIN_AND},
    [T_LSHIFT] = {4, BIN_LSHIFT},   [T_RSHIFT] = {4, BIN_RSHIFT},  [T_PLUS] = {5, BIN_ADD},
    [T_MINUS] = {5, BIN_SUB},       [T_STAR] = {6, BIN_MUL},       [T_SLASH] = {6, BIN_DIV},
    [T_PERCENT] = {6, BIN_MOD},     [T_AT] = {6, BIN_MATMUL},      [T_DOUBLESLASH] = {6, BIN_FLOORDIV},
};

static Node *binary(Parser *p, Token start, BinaryOp op, Node *left, Node *right) {
    Node *n = as_node(p, N_BINARY, start);
    n->op = (uint8_t)op;
    n->binary.left = left;
    n->binary.right = right;
    return n;
}

static Node *unary_node(Parser *p, Token start, UnaryOp op, Node *operand) {
    Node *n = as_node(p, N_UNARY, start);
    n->op = (uint8_t)op;
    n->unary.operand = operand;
    return n;
}

/* factor: ('+' | '-' | '~') factor | power;  power: await_primary ['**' factor] */
static Node *factor(Parser *p) {
    Token start = as_start(p);
    UnaryOp op = start.kind == T_MINUS ? UNARY_NEG : start.kind == T_PLUS ? UNARY_POS : UNARY_INVERT;
    if (start.kind == T_MINUS || start.kind == T_PLUS || start.kind == T_TILDE) {
        as_check_stack(p);
        as_advance(p);
        Node *operand = factor(p);
        return unary_node(p, start, op, operand);
    }
    Node *left;
    if (start.kind == T_AWAIT) {
        as_advance(p);
        Node *value = as_parse_primary(p);
        left = as_node(p, N_AWAIT, start);
        left->single.value = value;
    } else {
        left = as_parse_primary(p);
    }
    if (!as_at(p, T_DOUBLESTAR))
        return left;
    as_check_stack(p);
    as_advance(p);
    Node *right = factor(p);
    return binary(p, start, BIN_POW, left, right);
}

static Node *climb(Parser *p, int least);

static Node *climb_operand(Parser *p) {
    return climb(p, p->least);
}

static Node *operand(Parser *p, int least) {
    if (!p->prefix)
        return climb(p, least);
    p->least = (uint8_t)least;
    return as_try(p, climb_operand);
}

static Node *climb(Parser *p, int least) {
    Token start = as_start(p);
    Node *left = factor(p);
    for (;;) {
        BinaryRule rule = rules[as_kind(p)];
        if (!rule.precedence || rule.precedence < least)
            return left;
        uint32_t before = p->pos;
        as_advance(p);
        Node *right = operand(p, rule.precedence + 1);
        if (!right) {
            p->pos = before;
            return left;
        }
        left = binary(p, start, (BinaryOp)rule.op, left, right);
    }
}

Node *as_parse_bitwise_or(Parser *p) {
    return climb(p, 1);
}

/* --- comparison, not, and, or --- */

/* The comparison operator here, consumed; false when there is none. */
static bool comparison_operator(Parser *p, uint8_t *op) {
    switch (as_kind(p)) {
    case T_LESS: *op = CMP_LT; break;
    case T_LESSEQUAL: *op = CMP_LE; break;
    case T_EQEQUAL: *op = CMP_EQ; break;
    case T_GREATER: *op = CMP_GT; break;
    case T_GREATEREQUAL: *op = CMP_GE; break;
    case T_IN: *op = CMP_IN; break;
    case T_NOTEQUAL:
        if (p->source[as_current(p)->start] == '<')
            return false;
        *op = CMP_NE;
        break;
    case T_IS:
        as_advance(p);
        *op = as_accept(p, T_NOT) ? CMP_IS_NOT : CMP_IS;
        return true;
    case T_NOT:
        if (as_ahead(p, 1)->kind != T_IN) {
            if (p->furthest == p->pos)
                p->furthest++; /* the error is behind the `not` */
            return false;
        }
        as_advance(p);
        *op = CMP_NOT_IN;
        break;
    default:
        return false;
    }
    as_advance(p);
    return true;
}

/* Operators are kept on the node stack's companions: a small buffer that grows in the arena. */
static Node *comparison(Parser *p) {
    Token start = as_start(p);
    Node *left = as_parse_bitwise_or(p);
    uint8_t op;
    if (!comparison_operator(p, &op))
        return left;
    uint32_t mark = p->top, count = 0, capacity = 4;
    uint8_t *ops = as_parse_alloc(p, capacity);
    do {
        if (count == capacity) {
            uint8_t *more = as_parse_alloc(p, capacity * 2);
            for (uint32_t i = 0; i < count; i++)
                more[i] = ops[i];
            ops = more;
            capacity *= 2;
        }
        ops[count++] = op;
        as_parser_push(p, as_parse_bitwise_or(p));
    } while (comparison_operator(p, &op));
    Node *n = as_node(p, N_COMPARE, start);
    n->compare.left = left;
    n->compare.ops = ops;
    n->compare.comparators = as_pop_list(p, mark);
    return n;
}

static Node *inversion(Parser *p) {
    if (!as_at(p, T_NOT))
        return comparison(p);
    Token start = as_start(p);
    as_check_stack(p);
    as_advance(p);
    Node *operand = inversion(p);
    return unary_node(p, start, UNARY_NOT, operand);
}

static Node *bool_chain(Parser *p, TokenKind word, BoolOp op, ParseFunction part) {
    Token start = as_start(p);
    Node *first = part(p);
    if (!as_at(p, word))
        return first;
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, word))
        as_parser_push(p, part(p));
    Node *n = as_node(p, N_BOOL, start);
    n->op = (uint8_t)op;
    n->boolean.values = as_pop_list(p, mark);
    return n;
}

static Node *conjunction(Parser *p) {
    return bool_chain(p, T_AND, BOOL_AND, inversion);
}

Node *as_parse_disjunction(Parser *p) {
    return bool_chain(p, T_OR, BOOL_OR, conjunction);
}

/* --- expression --- */

static Node *lambda(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Token params_at = as_start(p);
    Params *params = as_parse_params(p, true);
    Pos colon = as_token_pos(as_current(p));
    if (!as_at(p, T_COLON) && (!as_diagnosing(p) || as_current(p)->start == params_at.start))
        as_fail(p);
    as_expect_forced(p, T_COLON);
    if (as_at(p, T_FSTRING_MIDDLE) && as_diagnosing(p))
        as_parse_error(p, as_pos_range(as_token_pos(&start), colon),
                 "f-string: lambda expressions are not allowed without parentheses");
    Node *body = as_parse_expression(p);
    Node *n = as_node(p, N_LAMBDA, start);
    n->lambda.params = params;
    n->lambda.body = body;
    return n;
}

Node *as_parse_expression(Parser *p) {
    as_check_stack(p);
    if (as_at(p, T_LAMBDA))
        return lambda(p);
    Token start = as_start(p);
    uint32_t begin = p->pos;
    Node *body = as_parse_disjunction(p);
    if (as_diagnosing(p))
        as_diagnose_expression(p, begin, body);
    if (!as_at(p, T_IF) || p->prefix)
        return body;
    as_advance(p);
    Node *test = as_parse_disjunction(p);
    as_expect(p, T_ELSE);
    Node *orelse = as_parse_expression(p);
    Node *n = as_node(p, N_IF_EXP, start);
    n->if_exp.test = test;
    n->if_exp.body = body;
    n->if_exp.orelse = orelse;
    return n;
}

static Node *walrus(Parser *p) {
    Token start = as_start(p);
    const Name *name = as_expect_name(p);
    Node *target = as_node(p, N_NAME, start);
    target->name = name;
    as_advance(p);
    Node *value = as_parse_expression(p);
    Node *n = as_node(p, N_NAMED, start);
    n->named.target = target;
    n->named.value = value;
    return n;
}

Node *as_parse_named(Parser *p) {
    if (as_at(p, T_NAME) && as_ahead(p, 1)->kind == T_COLONEQUAL)
        return walrus(p);
    uint32_t begin = p->pos;
    Node *n = as_parse_expression(p);
    if ((as_at(p, T_COLONEQUAL) || as_at(p, T_EQUAL)) && as_diagnosing(p))
        as_diagnose_named(p, begin, n);
    if (as_at(p, T_COLONEQUAL))
        as_fail(p);
    return n;
}

static Node *starred(Parser *p, ParseFunction inner) {
    Token start = as_start(p);
    as_advance(p);
    Node *value = inner(p);
    Node *n = as_node(p, N_STARRED, start);
    n->single.value = value;
    return n;
}

Node *as_parse_star_named(Parser *p) {
    return as_at(p, T_STAR) ? starred(p, as_parse_bitwise_or) : as_parse_named(p);
}

Node *as_parse_star_expression(Parser *p) {
    return as_at(p, T_STAR) ? starred(p, as_parse_bitwise_or) : as_parse_expression(p);
}

/* `item` once, or a tuple without brackets. */
static Node *comma_list(Parser *p, ParseFunction item, bool stars) {
    Token start = as_start(p);
    Node *first = item(p);
    if (!as_at(p, T_COMMA))
        return first;
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_COMMA)) {
        if (!as_starts_expression(as_kind(p)) && !(stars && as_at(p, T_STAR)))
            break;
        as_parser_push(p, item(p));
    }
    Node *n = as_node(p, N_TUPLE, start);
    n->seq.elts = as_pop_list(p, mark);
    return n;
}

Node *as_parse_star_expressions(Parser *p) {
    return comma_list(p, as_parse_star_expression, true);
}

Node *as_parse_expressions(Parser *p) {
    return comma_list(p, as_parse_expression, false);
}

Node *as_parse_yield(Parser *p) {
    Token start = as_start(p);
    as_expect(p, T_YIELD);
    Node *value = NULL;
    NodeKind kind = N_YIELD;
    if (as_accept(p, T_FROM)) {
        kind = N_YIELD_FROM;
        value = as_parse_expression(p);
    } else if (as_starts_expression(as_kind(p)) || as_at(p, T_STAR)) {
        value = as_parse_star_expressions(p);
    }
    Node *n = as_node(p, kind, start);
    n->single.value = value;
    return n;
}

Node *as_parse_yield_or_star(Parser *p) {
    return as_at(p, T_YIELD) ? as_parse_yield(p) : as_parse_star_expressions(p);
}
