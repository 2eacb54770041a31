/* Simple statements: those that share a line with `;`. */
#include <string.h>

#include "parser/internal.h"

static Node *single_value(Parser *p, NodeKind kind, Token start, Node *value) {
    Node *n = as_node(p, kind, start);
    n->single.value = value;
    return n;
}

static bool ends_simple(const Parser *p) {
    return as_at(p, T_NEWLINE) || as_at(p, T_SEMI);
}

/* --- assignment --- */

static bool augmented_operator(TokenKind kind, BinaryOp *op) {
    switch (kind) {
    case T_PLUSEQUAL: *op = BIN_ADD; return true;
    case T_MINEQUAL: *op = BIN_SUB; return true;
    case T_STAREQUAL: *op = BIN_MUL; return true;
    case T_ATEQUAL: *op = BIN_MATMUL; return true;
    case T_SLASHEQUAL: *op = BIN_DIV; return true;
    case T_DOUBLESLASHEQUAL: *op = BIN_FLOORDIV; return true;
    case T_PERCENTEQUAL: *op = BIN_MOD; return true;
    case T_DOUBLESTAREQUAL: *op = BIN_POW; return true;
    case T_LSHIFTEQUAL: *op = BIN_LSHIFT; return true;
    case T_RSHIFTEQUAL: *op = BIN_RSHIFT; return true;
    case T_AMPEREQUAL: *op = BIN_AND; return true;
    case T_CIRCUMFLEXEQUAL: *op = BIN_XOR; return true;
    case T_VBAREQUAL: *op = BIN_OR; return true;
    default: return false;
    }
}

/* The statement that began at token `begin` assigns to what cannot be assigned to. */
static _Noreturn void bad_assignment(Parser *p, uint32_t begin) {
    if (as_diagnosing(p)) {
        p->pos = begin;
        as_diagnose_assignment(p);
    }
    as_fail(p);
}

static Node *annotated(Parser *p, Token start, uint32_t begin, Node *target) {
    if (!as_is_single_target(target))
        bad_assignment(p, begin);
    as_advance(p);
    Node *annotation = as_parse_expression(p);
    Node *value = as_accept(p, T_EQUAL) ? as_parse_yield_or_star(p) : NULL;
    Node *n = as_node(p, N_ANN_ASSIGN, start);
    n->flag = target->kind == N_NAME && start.kind == T_NAME;
    n->ann_assign.target = target;
    n->ann_assign.annotation = annotation;
    n->ann_assign.value = value;
    return n;
}

static Node *augmented(Parser *p, Token start, uint32_t begin, Node *target, BinaryOp op) {
    if (!as_is_single_target(target))
        bad_assignment(p, begin);
    as_advance(p);
    Node *value = as_parse_yield_or_star(p);
    Node *n = as_node(p, N_AUG_ASSIGN, start);
    n->op = (uint8_t)op;
    n->named.target = target;
    n->named.value = value;
    return n;
}

static Node *assignment(Parser *p, Token start, uint32_t begin, Node *first) {
    uint32_t mark = p->top;
    Node *value = first;
    while (as_at(p, T_EQUAL)) {
        if (!as_is_target(value))
            bad_assignment(p, begin);
        as_parser_push(p, value);
        as_advance(p);
        value = as_parse_yield_or_star(p);
    }
    Node *n = as_node(p, N_ASSIGN, start);
    n->assign.targets = as_pop_list(p, mark);
    n->assign.value = value;
    return n;
}

static Node *expression_statement(Parser *p) {
    Token start = as_start(p);
    uint32_t begin = p->pos;
    BinaryOp op;
    Node *first = as_parse_yield_or_star(p);
    if (as_at(p, T_EQUAL))
        return assignment(p, start, begin, first);
    if (as_at(p, T_COLON))
        return annotated(p, start, begin, first);
    if (augmented_operator(as_kind(p), &op))
        return augmented(p, start, begin, first, op);
    if (!ends_simple(p) && as_diagnosing(p))
        bad_assignment(p, begin);
    return single_value(p, N_EXPR, start, first);
}

/* --- imports --- */

/* a.b.c as one Name */
static const Name *dotted_name(Parser *p) {
    Token t = as_start(p);
    const Name *first = as_expect_name(p);
    if (!as_at(p, T_DOT))
        return first;
    uint32_t from = t.start, to = t.end;
    char *text = NULL;
    uint32_t length = to - from, capacity = 0;
    while (as_accept(p, T_DOT)) {
        t = as_start(p);
        const Name *part = as_expect_name(p);
        if (!text || length + part->length + 2 > capacity) {
            capacity = (length + part->length + 2) * 2;
            char *more = as_parse_alloc(p, capacity);
            memcpy(more, text ? text : first->text, length);
            text = more;
        }
        text[length++] = '.';
        memcpy(text + length, part->text, part->length);
        length += part->length;
    }
    return as_parser_intern(p, text, length);
}

static Node *alias(Parser *p, bool dotted) {
    Token start = as_start(p);
    const Name *name = dotted ? dotted_name(p) : as_expect_name(p);
    const Name *asname = as_accept(p, T_AS) ? as_expect_name(p) : NULL;
    Node *n = as_node(p, N_ALIAS, start);
    n->alias.name = name;
    n->alias.asname = asname;
    return n;
}

static Node *import(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    uint32_t mark = p->top;
    do
        as_parser_push(p, alias(p, true));
    while (as_accept(p, T_COMMA));
    Node *n = as_node(p, N_IMPORT, start);
    n->import.names = as_pop_list(p, mark);
    return n;
}

static void import_names(Parser *p) {
    if (as_at(p, T_STAR)) {
        Token start = as_start(p);
        as_advance(p);
        Node *n = as_node(p, N_ALIAS, start);
        n->alias.name = as_parser_intern(p, "*", 1);
        as_parser_push(p, n);
        return;
    }
    bool brackets = as_accept(p, T_LPAR);
    do {
        if (as_at(p, T_NEWLINE) && as_diagnosing(p) && !brackets && p->stack[p->top - 1])
            as_parse_error(p, as_token_pos(as_current(p)),
                     "trailing comma not allowed without surrounding parentheses");
        as_parser_push(p, alias(p, false));
    } while (as_accept(p, T_COMMA) && !(brackets && as_at(p, T_RPAR)));
    if (brackets)
        as_expect(p, T_RPAR);
}

static Node *import_from(Parser *p) {
    Token start = as_start(p);
    uint32_t level = 0;
    as_advance(p);
    while (as_at(p, T_DOT) || as_at(p, T_ELLIPSIS)) {
        level += as_at(p, T_DOT) ? 1 : 3;
        as_advance(p);
    }
    const Name *module = level && as_at(p, T_IMPORT) ? NULL : dotted_name(p);
    as_expect(p, T_IMPORT);
    uint32_t mark = p->top;
    as_parser_push(p, NULL);
    import_names(p);
    Node *n = as_node(p, N_IMPORT_FROM, start);
    n->import.module = module;
    n->import.names = as_pop_list(p, mark + 1);
    n->import.level = level;
    p->top = mark;
    return n;
}

/* --- the others --- */

static Node *check_delete(Parser *p) {
    Node *n = as_parse_star_expressions(p);
    as_parse_error_invalid_target(p, n, TARGET_DELETE);
    return n;
}

static Node *delete_targets(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    as_diagnose(p, check_delete);
    uint32_t mark = p->top;
    do {
        if (p->top > mark && ends_simple(p))
            break;
        Node *n = as_parse_bitwise_or(p);
        if (!as_is_delete_target(n))
            as_fail(p);
        as_parser_push(p, n);
    } while (as_accept(p, T_COMMA));
    if (!ends_simple(p))
        as_fail(p);
    Node *n = as_node(p, N_DELETE, start);
    n->assign.targets = as_pop_list(p, mark);
    return n;
}

static Node *return_statement(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Node *value = as_starts_expression(as_kind(p)) || as_at(p, T_STAR) ? as_parse_star_expressions(p) : NULL;
    return single_value(p, N_RETURN, start, value);
}

static Node *raise(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Node *exc = as_starts_expression(as_kind(p)) ? as_parse_expression(p) : NULL;
    Node *cause = exc && as_accept(p, T_FROM) ? as_parse_expression(p) : NULL;
    Node *n = as_node(p, N_RAISE, start);
    n->raise.exc = exc;
    n->raise.cause = cause;
    return n;
}

static Node *assert_statement(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Node *test = as_parse_expression(p);
    Node *msg = as_accept(p, T_COMMA) ? as_parse_expression(p) : NULL;
    Node *n = as_node(p, N_ASSERT, start);
    n->assert_.test = test;
    n->assert_.msg = msg;
    return n;
}

/* Names are gathered as pointers on the node stack. */
static Node *scope_names(Parser *p, NodeKind kind) {
    Token start = as_start(p);
    as_advance(p);
    uint32_t count = 0, capacity = 4;
    const Name **items = as_parse_alloc(p, capacity * sizeof *items);
    do {
        if (count == capacity) {
            const Name **more = as_parse_alloc(p, capacity * 2 * sizeof *more);
            memcpy(more, items, count * sizeof *more);
            items = more;
            capacity *= 2;
        }
        items[count++] = as_expect_name(p);
    } while (as_accept(p, T_COMMA));
    Node *n = as_node(p, kind, start);
    n->names.names = (NameList){items, count};
    return n;
}

static Node *word(Parser *p, NodeKind kind) {
    Token start = as_start(p);
    as_advance(p);
    return as_node(p, kind, start);
}

static Node *type_alias(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Token name_start = as_start(p);
    const Name *name = as_expect_name(p);
    Node *target = as_node(p, N_NAME, name_start);
    target->name = name;
    NodeList params;
    as_parse_type_params(p, &params);
    as_expect(p, T_EQUAL);
    Node *value = as_parse_expression(p);
    Node *n = as_node(p, N_TYPE_ALIAS, start);
    n->type_alias.target = target;
    n->type_alias.type_params = params;
    n->type_alias.value = value;
    return n;
}

static Node *simple_statement(Parser *p) {
    switch (as_kind(p)) {
    case T_RETURN: return return_statement(p);
    case T_IMPORT: return import(p);
    case T_FROM: return import_from(p);
    case T_RAISE: return raise(p);
    case T_PASS: return word(p, N_PASS);
    case T_BREAK: return word(p, N_BREAK);
    case T_CONTINUE: return word(p, N_CONTINUE);
    case T_DEL: return delete_targets(p);
    case T_ASSERT: return assert_statement(p);
    case T_GLOBAL: return scope_names(p, N_GLOBAL);
    case T_NONLOCAL: return scope_names(p, N_NONLOCAL);
    case T_NAME:
        if (as_at_word(p, "type") && as_ahead(p, 1)->kind == T_NAME)
            return type_alias(p);
        break;
    default: break;
    }
    return expression_statement(p);
}

Node *as_parse_simple_line(Parser *p) {
    do
        as_parser_push(p, simple_statement(p));
    while (as_accept(p, T_SEMI) && !as_at(p, T_NEWLINE));
    as_expect(p, T_NEWLINE);
    return NULL;
}

void as_parse_statement(Parser *p) {
    Node *n = as_parse_compound(p);
    if (n)
        as_parser_push(p, n);
    else
        as_parse_simple_line(p);
}
