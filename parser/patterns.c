/* The match statement and its patterns. */
#include "parser/internal.h"

static Node *pattern_node(Parser *p, NodeKind kind, Token start) {
    return as_node(p, kind, start);
}

static Node *value_pattern(Parser *p, NodeKind kind, Token start, Node *value) {
    Node *n = as_node(p, kind, start);
    n->single.value = value;
    return n;
}

/* --- literals --- */

static Node *signed_number(Parser *p) {
    Token start = as_start(p);
    bool minus = as_accept(p, T_MINUS);
    if (!as_at(p, T_INT) && !as_at(p, T_FLOAT) && !as_at(p, T_IMAGINARY))
        as_fail(p);
    Node *n = as_parse_number(p);
    if (!minus)
        return n;
    Node *neg = as_node(p, N_UNARY, start);
    neg->op = UNARY_NEG;
    neg->unary.operand = n;
    return neg;
}

static const Node *unsigned_part(const Node *n) {
    return n->kind == N_UNARY ? n->unary.operand : n;
}

/* A number, or real +- imaginary. */
static Node *number(Parser *p) {
    Token start = as_start(p);
    Node *left = signed_number(p);
    if (!as_at(p, T_PLUS) && !as_at(p, T_MINUS))
        return left;
    bool plus = as_at(p, T_PLUS);
    as_advance(p);
    if (!as_at(p, T_INT) && !as_at(p, T_FLOAT) && !as_at(p, T_IMAGINARY))
        as_fail(p);
    if (unsigned_part(left)->kind == N_IMAGINARY)
        as_parse_error(p, left->pos, "real number required in complex literal");
    Node *right = as_parse_number(p);
    if (right->kind != N_IMAGINARY)
        as_parse_error(p, right->pos, "imaginary number required in complex literal");
    Node *n = as_node(p, N_BINARY, start);
    n->op = plus ? BIN_ADD : BIN_SUB;
    n->binary.left = left;
    n->binary.right = right;
    return n;
}

static Node *name_or_attribute(Parser *p) {
    Token start = as_start(p);
    const Name *name = as_expect_name(p);
    Node *n = as_node(p, N_NAME, start);
    n->name = name;
    while (as_accept(p, T_DOT)) {
        Pos pos = as_token_pos(as_current(p));
        const Name *attr = as_expect_name(p);
        Node *a = as_node(p, N_ATTRIBUTE, start);
        a->attribute.value = n;
        a->attribute.attr = attr;
        a->attribute.attr_pos = pos;
        n = a;
    }
    return n;
}

static Node *singleton(Parser *p) {
    Token start = as_start(p);
    NodeKind kind = start.kind == T_NONE ? N_NONE : start.kind == T_TRUE ? N_TRUE : N_FALSE;
    as_advance(p);
    return as_node(p, kind, start);
}

/* --- sequences, mappings, classes --- */

static const Name *capture_name(Parser *p) {
    if (as_at_word(p, "_")) {
        as_advance(p);
        return NULL;
    }
    return as_expect_name(p);
}

static Node *maybe_star(Parser *p) {
    Token start = as_start(p);
    if (!as_accept(p, T_STAR))
        return as_parse_pattern(p);
    const Name *name = capture_name(p);
    Node *n = pattern_node(p, P_STAR, start);
    n->name = name;
    return n;
}

static Node *sequence_node(Parser *p, Token start, uint32_t mark) {
    Node *n = pattern_node(p, P_SEQUENCE, start);
    n->patterns.patterns = as_pop_list(p, mark);
    return n;
}

static Node *list_pattern(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    as_advance(p);
    while (!as_at(p, T_RSQB)) {
        as_parser_push(p, maybe_star(p));
        if (!as_accept(p, T_COMMA))
            break;
    }
    as_expect(p, T_RSQB);
    return sequence_node(p, start, mark);
}

static Node *group_or_sequence(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    as_advance(p);
    bool comma = true;
    while (!as_at(p, T_RPAR)) {
        as_parser_push(p, maybe_star(p));
        comma = as_accept(p, T_COMMA);
        if (!comma)
            break;
    }
    as_expect(p, T_RPAR);
    if (p->top - mark == 1 && !comma && p->stack[mark]->kind != P_STAR) {
        p->top = mark;
        return p->stack[mark];
    }
    if (p->top - mark == 1 && !comma)
        as_fail(p);
    return sequence_node(p, start, mark);
}

static Node *mapping_key(Parser *p) {
    switch (as_kind(p)) {
    case T_NONE: case T_TRUE: case T_FALSE: return singleton(p);
    case T_STRING: case T_FSTRING_START: return as_parse_strings(p);
    case T_NAME: {
        Node *n = name_or_attribute(p);
        if (n->kind != N_ATTRIBUTE)
            as_fail(p);
        return n;
    }
    default: return number(p);
    }
}

static Node *mapping_pattern(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    const Name *rest = NULL;
    as_advance(p);
    while (!as_at(p, T_RBRACE)) {
        if (as_accept(p, T_DOUBLESTAR)) {
            if (as_at_word(p, "_"))
                as_fail(p);
            rest = as_expect_name(p);
            as_accept(p, T_COMMA);
            break;
        }
        as_parser_push(p, mapping_key(p));
        as_expect(p, T_COLON);
        as_parser_push(p, as_parse_pattern(p));
        if (!as_accept(p, T_COMMA))
            break;
    }
    as_expect(p, T_RBRACE);
    uint32_t count = (p->top - mark) / 2;
    Node *n = pattern_node(p, P_MAPPING, start);
    n->mapping.rest = rest;
    n->mapping.keys = (NodeList){as_parse_alloc(p, (count + 1) * sizeof(Node *)), count};
    n->mapping.patterns = (NodeList){as_parse_alloc(p, (count + 1) * sizeof(Node *)), count};
    for (uint32_t i = 0; i < count; i++) {
        n->mapping.keys.items[i] = p->stack[mark + 2 * i];
        n->mapping.patterns.items[i] = p->stack[mark + 2 * i + 1];
    }
    p->top = mark;
    return n;
}

/* Keyword patterns are pushed as N_KEYWORD and split afterwards. */
static Node *class_item(Parser *p, bool *keyword_seen, Node **first_wrong) {
    Token start = as_start(p);
    if (start.kind == T_NAME && as_ahead(p, 1)->kind == T_EQUAL) {
        const Name *name = as_expect_name(p);
        as_advance(p);
        Node *pattern = as_parse_pattern(p);
        Node *n = as_node(p, N_KEYWORD, start);
        n->keyword.name = name;
        n->keyword.value = pattern;
        *keyword_seen = true;
        return n;
    }
    Node *n = as_parse_pattern(p);
    if (*keyword_seen) {
        if (!p->diagnose)
            as_fail(p);
        if (!*first_wrong)
            *first_wrong = n;
    }
    return n;
}

static void split_class_items(Parser *p, Node *n, uint32_t mark) {
    uint32_t count = p->top - mark, positional = 0;
    while (positional < count && p->stack[mark + positional]->kind != N_KEYWORD)
        positional++;
    uint32_t keywords = count - positional;
    n->p_class.patterns = (NodeList){as_parse_alloc(p, (positional + 1) * sizeof(Node *)), positional};
    n->p_class.kwd_names = (NameList){as_parse_alloc(p, (keywords + 1) * sizeof(Name *)), keywords};
    n->p_class.kwd_patterns = (NodeList){as_parse_alloc(p, (keywords + 1) * sizeof(Node *)), keywords};
    for (uint32_t i = 0; i < positional; i++)
        n->p_class.patterns.items[i] = p->stack[mark + i];
    for (uint32_t i = 0; i < keywords; i++) {
        const Node *k = p->stack[mark + positional + i];
        n->p_class.kwd_names.items[i] = k->keyword.name;
        n->p_class.kwd_patterns.items[i] = k->keyword.value;
    }
    p->top = mark;
}

static Node *class_pattern(Parser *p, Token start, Node *cls) {
    uint32_t mark = p->top;
    bool keyword_seen = false;
    Node *first_wrong = NULL, *last_wrong = NULL;
    as_advance(p);
    while (!as_at(p, T_RPAR)) {
        Node *item = class_item(p, &keyword_seen, &first_wrong);
        if (first_wrong && item->kind != N_KEYWORD)
            last_wrong = item;
        else if (first_wrong)
            break;
        as_parser_push(p, item);
        if (!as_accept(p, T_COMMA))
            break;
    }
    if (first_wrong)
        as_parse_error(p, as_pos_range(first_wrong->pos, last_wrong->pos), "positional patterns follow keyword patterns");
    as_expect(p, T_RPAR);
    Node *n = pattern_node(p, P_CLASS, start);
    n->p_class.cls = cls;
    split_class_items(p, n, mark);
    return n;
}

static Node *name_pattern(Parser *p) {
    Token start = as_start(p);
    TokenKind next = (TokenKind)as_ahead(p, 1)->kind;
    if (next == T_DOT || next == T_LPAR) {
        Node *n = name_or_attribute(p);
        return as_at(p, T_LPAR) ? class_pattern(p, start, n) : value_pattern(p, P_VALUE, start, n);
    }
    const Name *name = capture_name(p);
    Node *n = pattern_node(p, P_AS, start);
    n->as.name = name;
    return n;
}

/* --- the levels --- */

static Node *closed_pattern(Parser *p) {
    Token start = as_start(p);
    as_check_stack(p);
    switch (start.kind) {
    case T_NAME: return name_pattern(p);
    case T_LSQB: return list_pattern(p);
    case T_LPAR: return group_or_sequence(p);
    case T_LBRACE: return mapping_pattern(p);
    case T_NONE: case T_TRUE: case T_FALSE: {
        Node *value = singleton(p);
        return value_pattern(p, P_SINGLETON, start, value);
    }
    case T_STRING: case T_FSTRING_START: {
        Node *value = as_parse_strings(p);
        return value_pattern(p, P_VALUE, start, value);
    }
    default: {
        Node *value = number(p);
        return value_pattern(p, P_VALUE, start, value);
    }
    }
}

static Node *or_pattern(Parser *p) {
    Token start = as_start(p);
    Node *first = closed_pattern(p);
    if (!as_at(p, T_VBAR))
        return first;
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_VBAR))
        as_parser_push(p, closed_pattern(p));
    Node *n = pattern_node(p, P_OR, start);
    n->patterns.patterns = as_pop_list(p, mark);
    return n;
}

static void check_as_target(Parser *p) {
    if (!as_diagnosing(p))
        return;
    if (as_at_word(p, "_"))
        as_parse_error(p, as_token_pos(as_current(p)), "cannot use '_' as a target");
    if (as_at(p, T_NAME))
        return;
    Node *n = as_try(p, as_parse_expression);
    if (n)
        as_parse_error(p, n->pos, "invalid pattern target");
}

Node *as_parse_pattern(Parser *p) {
    Token start = as_start(p);
    Node *inner = or_pattern(p);
    if (!as_accept(p, T_AS))
        return inner;
    check_as_target(p);
    if (as_at_word(p, "_"))
        as_fail(p);
    const Name *name = as_expect_name(p);
    if (as_at(p, T_DOT) || as_at(p, T_LPAR) || as_at(p, T_EQUAL))
        as_fail(p);
    Node *n = pattern_node(p, P_AS, start);
    n->as.pattern = inner;
    n->as.name = name;
    return n;
}

Node *as_parse_patterns(Parser *p) {
    Token start = as_start(p);
    Node *first = maybe_star(p);
    if (!as_at(p, T_COMMA)) {
        if (first->kind == P_STAR)
            as_fail(p);
        return first;
    }
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_COMMA) && !as_at(p, T_COLON) && !as_at(p, T_IF))
        as_parser_push(p, maybe_star(p));
    return sequence_node(p, start, mark);
}

/* --- match --- */

static Node *case_block(Parser *p) {
    Token start = as_start(p);
    if (!as_at_word(p, "case"))
        as_fail(p);
    as_advance(p);
    Node *pattern = as_parse_patterns(p);
    Node *guard = as_accept(p, T_IF) ? as_parse_named(p) : NULL;
    as_expect_colon(p);
    NodeList body = as_parse_block(p, "'case' statement", &start);
    Node *n = as_node(p, N_CASE, start);
    n->case_.pattern = pattern;
    n->case_.guard = guard;
    n->case_.body = body;
    return n;
}

static Node *subject(Parser *p) {
    Token start = as_start(p);
    Node *first = as_parse_star_named(p);
    if (!as_at(p, T_COMMA)) {
        if (first->kind == N_STARRED)
            as_fail(p);
        return first;
    }
    uint32_t mark = p->top;
    as_parser_push(p, first);
    while (as_accept(p, T_COMMA) && (as_starts_expression(as_kind(p)) || as_at(p, T_STAR)))
        as_parser_push(p, as_parse_star_named(p));
    Node *n = as_node(p, N_TUPLE, start);
    n->seq.elts = as_pop_list(p, mark);
    return n;
}

/* `match` is a keyword when its line ends with a colon: no other statement that starts with a name
 * does. What cannot follow the keyword is sorted out first. */
static bool is_match_statement(Parser *p) {
    TokenKind next = (TokenKind)as_ahead(p, 1)->kind;
    if (!as_starts_expression(next) && next != T_STAR)
        return false;
    uint32_t keep = p->keep;
    TokenKind last = next;
    bool match = false;
    if (p->pos < p->keep)
        p->keep = p->pos;
    for (uint32_t i = 1;; i++) {
        TokenKind kind = (TokenKind)as_ahead(p, i)->kind;
        if (kind == T_NEWLINE || kind == T_END) {
            match = last == T_COLON;
            break;
        }
        last = kind;
    }
    p->keep = keep;
    return match;
}

/* In the second pass: `match x` with nothing behind it. */
static Node *match_without_colon(Parser *p) {
    as_advance(p);
    Node *n = subject(p);
    if (as_at(p, T_NEWLINE))
        as_parse_error(p, as_token_pos(as_current(p)), "expected ':'");
    return n;
}

Node *as_parse_match(Parser *p) {
    Token start = as_start(p);
    if (!is_match_statement(p)) {
        if (as_starts_expression((TokenKind)as_ahead(p, 1)->kind))
            as_diagnose(p, match_without_colon);
        return NULL;
    }
    as_advance(p);
    Node *value = subject(p);
    as_expect_colon(p);
    as_expect(p, T_NEWLINE);
    if (!as_at(p, T_INDENT) && as_diagnosing(p))
        as_parse_error_last(p, ERR_INDENTATION, "expected an indented block after 'match' statement on line %u",
                      (unsigned)start.line);
    as_expect(p, T_INDENT);
    uint32_t mark = p->top;
    do
        as_parser_push(p, case_block(p));
    while (!as_at(p, T_DEDENT) && !as_at(p, T_END));
    as_expect(p, T_DEDENT);
    Node *n = as_node(p, N_MATCH, start);
    n->match.subject = value;
    n->match.cases = as_pop_list(p, mark);
    return n;
}
