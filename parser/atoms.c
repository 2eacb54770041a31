/* Primaries (attribute, call, subscript) and atoms: names, literals, everything in brackets. */
#include "parser/internal.h"

/* --- comprehensions --- */

static Node *for_clause(Parser *p) {
    Token start = as_start(p);
    bool is_async = as_accept(p, T_ASYNC);
    as_expect(p, T_FOR);
    Node *target = as_parse_for_target(p);
    as_expect(p, T_IN);
    Node *iter = as_parse_disjunction(p);
    uint32_t mark = p->top;
    while (as_accept(p, T_IF))
        as_parser_push(p, as_parse_disjunction(p));
    Node *n = as_node(p, N_COMPREHENSION, start);
    n->is_async = is_async;
    n->comprehension.target = target;
    n->comprehension.iter = iter;
    n->comprehension.ifs = as_pop_list(p, mark);
    return n;
}

static bool at_for(Parser *p) {
    return as_at(p, T_FOR) || (as_at(p, T_ASYNC) && as_ahead(p, 1)->kind == T_FOR);
}

NodeList as_parse_for_clauses(Parser *p) {
    uint32_t mark = p->top;
    do
        as_parser_push(p, for_clause(p));
    while (at_for(p));
    return as_pop_list(p, mark);
}

Node *as_parse_for_clauses_node(Parser *p) {
    NodeList list = as_parse_for_clauses(p);
    return list.items[list.count - 1];
}

static Node *comprehension(Parser *p, NodeKind kind, Token start, Node *elt, Node *value, TokenKind close) {
    if (elt->kind == N_STARRED)
        as_fail(p);
    NodeList generators = as_parse_for_clauses(p);
    as_expect(p, close);
    Node *n = as_node(p, kind, start);
    n->comp.elt = elt;
    n->comp.value = value;
    n->comp.generators = generators;
    n->flag = true;
    return n;
}

/* --- displays --- */

/* The rest of a display whose first element is read: up to and with `close`. */
static Node *sequence(Parser *p, NodeKind kind, Token start, Node *first, TokenKind close) {
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_COMMA) && !as_at(p, close))
        as_parser_push(p, as_parse_star_named(p));
    as_expect(p, close);
    Node *n = as_node(p, kind, start);
    n->flag = true;
    n->seq.elts = as_pop_list(p, mark);
    return n;
}

static Node *empty_sequence(Parser *p, NodeKind kind, Token start) {
    as_advance(p);
    Node *n = as_node(p, kind, start);
    n->flag = true;
    return n;
}

/* A group gives the inner node, marked: some messages and targets need to know. */
static Node *parenthesised(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    if (as_at(p, T_RPAR))
        return empty_sequence(p, N_TUPLE, start);
    Node *first = as_at(p, T_YIELD) ? as_parse_yield(p) : as_parse_star_named(p);
    if (at_for(p))
        return comprehension(p, N_GENERATOR, start, first, NULL, T_RPAR);
    if (as_at(p, T_COMMA) && first->kind != N_YIELD && first->kind != N_YIELD_FROM)
        return sequence(p, N_TUPLE, start, first, T_RPAR);
    if (first->kind == N_STARRED)
        as_fail(p);
    as_expect(p, T_RPAR);
    if (first->kind == N_NAMED)
        first->flag = true;
    return first;
}

static Node *list_display(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    if (as_at(p, T_RSQB))
        return empty_sequence(p, N_LIST, start);
    Node *first = as_parse_star_named(p);
    if (at_for(p))
        return comprehension(p, N_LIST_COMP, start, first, NULL, T_RSQB);
    return sequence(p, N_LIST, start, first, T_RSQB);
}

/* One `key: value` or `**value` more onto two stacks: keys and values alternate on one. */
static void dict_item(Parser *p) {
    if (as_accept(p, T_DOUBLESTAR)) {
        as_parser_push(p, NULL);
        as_parser_push(p, as_parse_bitwise_or(p));
        return;
    }
    as_parser_push(p, as_parse_expression(p));
    as_expect(p, T_COLON);
    as_parser_push(p, as_parse_expression(p));
}

static Node *dict_node(Parser *p, Token start, uint32_t mark) {
    uint32_t count = (p->top - mark) / 2;
    NodeList keys = {NULL, count}, values = {NULL, count};
    if (count) {
        keys.items = as_parse_alloc(p, count * sizeof(Node *));
        values.items = as_parse_alloc(p, count * sizeof(Node *));
    }
    for (uint32_t i = 0; i < count; i++) {
        keys.items[i] = p->stack[mark + 2 * i];
        values.items[i] = p->stack[mark + 2 * i + 1];
    }
    p->top = mark;
    Node *n = as_node(p, N_DICT, start);
    n->dict.keys = keys;
    n->dict.values = values;
    return n;
}

/* Behind the first item, which is on the stack from `mark`. */
static Node *dict_rest(Parser *p, Token start, uint32_t mark) {
    while (as_accept(p, T_COMMA) && !as_at(p, T_RBRACE))
        dict_item(p);
    as_expect(p, T_RBRACE);
    return dict_node(p, start, mark);
}

static Node *brace_display(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    as_advance(p);
    if (as_accept(p, T_RBRACE))
        return dict_node(p, start, mark);
    if (as_at(p, T_DOUBLESTAR)) {
        dict_item(p);
        return dict_rest(p, start, mark);
    }
    Node *first = as_parse_star_named(p);
    if (first->kind == N_STARRED || (first->kind == N_NAMED && !first->flag) || !as_at(p, T_COLON)) {
        if (at_for(p))
            return comprehension(p, N_SET_COMP, start, first, NULL, T_RBRACE);
        return sequence(p, N_SET, start, first, T_RBRACE);
    }
    as_advance(p);
    Node *value = as_parse_expression(p);
    if (at_for(p))
        return comprehension(p, N_DICT_COMP, start, first, value, T_RBRACE);
    as_parser_push(p, first);
    as_parser_push(p, value);
    return dict_rest(p, start, mark);
}

static Node *display_inner(Parser *p) {
    switch (as_kind(p)) {
    case T_LPAR: return parenthesised(p);
    case T_LSQB: return list_display(p);
    default: return brace_display(p);
    }
}

static Node *display(Parser *p) {
    as_check_stack(p);
    bool prefix = p->prefix;
    p->prefix = false;
    Node *n = as_diagnosing(p) ? as_try(p, display_inner) : display_inner(p);
    p->prefix = prefix;
    if (n)
        return n;
    as_diagnose_display(p);
    as_fail(p);
}

/* --- atoms --- */

static Node *constant(Parser *p, NodeKind kind) {
    Token start = as_start(p);
    as_advance(p);
    return as_node(p, kind, start);
}

static Node *atom(Parser *p) {
    Token start = as_start(p);
    switch (start.kind) {
    case T_NAME: {
        const Name *name = as_expect_name(p);
        Node *n = as_node(p, N_NAME, start);
        n->name = name;
        return n;
    }
    case T_INT: case T_FLOAT: case T_IMAGINARY: return as_parse_number(p);
    case T_STRING: case T_FSTRING_START: return as_parse_strings(p);
    case T_NONE: return constant(p, N_NONE);
    case T_TRUE: return constant(p, N_TRUE);
    case T_FALSE: return constant(p, N_FALSE);
    case T_ELLIPSIS: return constant(p, N_ELLIPSIS);
    case T_LPAR: case T_LSQB: case T_LBRACE: return display(p);
    default: as_fail(p);
    }
}

/* --- primaries --- */

static bool ends_slice_part(Parser *p) {
    return as_at(p, T_COMMA) || as_at(p, T_RSQB) || as_at(p, T_COLON);
}

static Node *slice_item(Parser *p) {
    Token start = as_start(p);
    if (as_at(p, T_STAR))
        return as_parse_star_named(p);
    Node *lower = as_at(p, T_COLON) ? NULL : as_parse_named(p);
    if (!as_at(p, T_COLON) || (lower && lower->kind == N_NAMED && !lower->flag))
        return lower;
    as_advance(p);
    Node *upper = ends_slice_part(p) ? NULL : as_parse_expression(p);
    Node *step = NULL;
    if (as_accept(p, T_COLON))
        step = ends_slice_part(p) ? NULL : as_parse_expression(p);
    Node *n = as_node(p, N_SLICE, start);
    n->slice.lower = lower;
    n->slice.upper = upper;
    n->slice.step = step;
    return n;
}

static Node *slices(Parser *p) {
    Token start = as_start(p);
    Node *first = slice_item(p);
    if (!as_at(p, T_COMMA) && first->kind != N_STARRED)
        return first;
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_COMMA) && !as_at(p, T_RSQB))
        as_parser_push(p, slice_item(p));
    Node *n = as_node(p, N_TUPLE, start);
    n->seq.elts = as_pop_list(p, mark);
    return n;
}

static Node *attribute(Parser *p, Node *value, Token start) {
    as_advance(p);
    Pos pos = as_token_pos(as_current(p));
    const Name *attr = as_expect_name(p);
    Node *n = as_node(p, N_ATTRIBUTE, start);
    n->attribute.value = value;
    n->attribute.attr = attr;
    n->attribute.attr_pos = pos;
    return n;
}

/* Brackets end the leniency of p->prefix: what is inside has to be whole. */
static Node *unprefixed_call(Parser *p, Node *func, Token start) {
    bool prefix = p->prefix;
    p->prefix = false;
    Node *n = as_parse_call(p, func, start);
    p->prefix = prefix;
    return n;
}

static Node *subscript(Parser *p) {
    bool prefix = p->prefix;
    p->prefix = false;
    as_advance(p);
    Node *slice = slices(p);
    as_expect(p, T_RSQB);
    p->prefix = prefix;
    return slice;
}

Node *as_parse_primary(Parser *p) {
    Token start = as_start(p);
    Node *n = atom(p);
    for (;;) {
        switch (as_kind(p)) {
        case T_DOT:
            if (p->prefix && as_ahead(p, 1)->kind != T_NAME)
                return n;
            n = attribute(p, n, start);
            break;
        case T_LPAR:
            as_check_stack(p);
            n = unprefixed_call(p, n, start);
            break;
        case T_LSQB: {
            as_check_stack(p);
            Node *slice = subscript(p);
            Node *value = n;
            n = as_node(p, N_SUBSCRIPT, start);
            n->subscript.value = value;
            n->subscript.slice = slice;
            break;
        }
        default:
            return n;
        }
    }
}
