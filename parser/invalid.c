/* The second pass: what is said about common mistakes in expressions and assignments. Each function
 * is called where the mistake can be, tries the wrong construct as if it were right, and
 * raises when it fits. When it returns, nothing was found and the parser is where it was.
 * The order of the attempts decides which of several messages is given. */
#include <string.h>

#include "parser/internal.h"

typedef struct Mark {
    uint32_t pos, top, end_line, end_col;
} Mark;

static Mark mark_here(const Parser *p) {
    return (Mark){p->pos, p->top, p->end_line, p->end_col};
}

static void go_back(Parser *p, Mark m) {
    p->pos = m.pos;
    p->top = m.top;
    p->end_line = m.end_line;
    p->end_col = m.end_col;
}

static Pos here_pos(const Parser *p) {
    return as_token_pos(as_current(p));
}

static Pos previous_pos(const Parser *p) {
    return as_token_pos(&p->ring[(p->pos - 1) & p->mask]);
}

/* From `from` to where the lexer stands. */
Pos as_starting_from(const Parser *p, Pos from) {
    Pos last = as_token_pos(as_furthest(p));
    last.end_col--; /* CPython's end is one short here */
    return as_pos_range(from, last);
}

static bool at_for(Parser *p) {
    return as_at(p, T_FOR) || (as_at(p, T_ASYNC) && as_ahead(p, 1)->kind == T_FOR);
}

static bool accept_for_clauses(Parser *p) {
    return at_for(p) && as_try(p, as_parse_for_clauses_node);
}

/* As the longest beginning that is an expression. */
static Node *try_prefix(Parser *p, ParseFunction f) {
    bool prefix = p->prefix;
    p->prefix = true;
    Node *n = as_try(p, f);
    p->prefix = prefix;
    return n;
}

/* --- expressions --- */

static bool is_legacy(const Parser *p, const Token *t) {
    return as_token_is(p, t, "print") || as_token_is(p, t, "exec");
}

/* Soft keywords, and, since CPython 3.12 compares only as many letters as the name has, what they
 * begin with: f(a b) misses a comma, f(c b) is plainly invalid. */
static bool is_soft(const Parser *p, const Token *t) {
    static const char *const words[] = {"_", "case", "match", "type"};
    size_t length = t->end - t->start;
    for (size_t i = 0; t->kind == T_NAME && i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) >= length && memcmp(words[i], p->source + t->start, length) == 0)
            return true;
    return false;
}

/* Two expressions in a row inside of brackets. */
static void missing_comma(Parser *p, const Token *start, const Node *a) {
    if (!as_starts_expression(as_kind(p)) || is_soft(p, start))
        return;
    if (start->kind == T_NAME && as_at(p, T_STRING) && p->ring[(p->pos - 1) & p->mask].start == start->start)
        return;
    Mark m = mark_here(p);
    p->quiet++;
    Node *b = as_try(p, as_parse_expression);
    p->quiet--;
    if (b && !(a->kind == N_NAME && is_legacy(p, start)) && p->ring[(p->pos - 1) & p->mask].level)
        as_parse_error(p, as_pos_range(a->pos, b->pos), "invalid syntax. Perhaps you forgot a comma?");
    go_back(p, m);
}

static void missing_else(Parser *p, const Node *a) {
    if (!as_at(p, T_IF))
        return;
    Mark m = mark_here(p);
    as_advance(p);
    Node *b = as_try(p, as_parse_disjunction);
    if (b && !as_at(p, T_ELSE) && !as_at(p, T_COLON))
        as_parse_error(p, as_pos_range(a->pos, b->pos), "expected 'else' after 'if' expression");
    go_back(p, m);
}

/* print and exec as the statements of old. */
static void legacy_statement(Parser *p, uint32_t begin) {
    Token start = p->ring[begin & p->mask];
    if (!is_legacy(p, &start))
        return;
    Mark m = mark_here(p);
    p->pos = begin;
    as_advance(p);
    Node *b = as_at(p, T_LPAR) ? NULL : as_try(p, as_parse_star_expressions);
    if (b) {
        int n = (int)(start.end - start.start);
        const char *name = p->source + start.start;
        as_parse_error(p, as_pos_range(as_token_pos(&start), b->pos),
                 "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?", n, name, n, name);
    }
    go_back(p, m);
}

void as_diagnose_expression(Parser *p, uint32_t begin, Node *a) {
    Token start = p->ring[begin & p->mask];
    missing_comma(p, &start, a);
    missing_else(p, a);
    legacy_statement(p, begin);
}

/* The token kind that `n` begins with tells a display from a larger expression well enough. */
static bool display_or_constant(const Node *n, const Token *start) {
    while (n->kind == N_BINARY || n->kind == N_CALL || n->kind == N_ATTRIBUTE || n->kind == N_SUBSCRIPT)
        n = n->kind == N_BINARY ? n->binary.left : n->kind == N_CALL ? n->call.func
            : n->kind == N_ATTRIBUTE ? n->attribute.value : n->subscript.value;
    if (n->pos.line != start->line || n->pos.col != start->col)
        return false;
    return n->kind == N_LIST || n->kind == N_TUPLE || n->kind == N_GENERATOR || n->kind == N_TRUE ||
           n->kind == N_NONE || n->kind == N_FALSE;
}

static bool not_assigned(const Parser *p) {
    return !as_at(p, T_EQUAL) && !as_at(p, T_COLONEQUAL);
}

/* `=` where `==` or `:=` was meant. The parser is behind an expression that began at `begin`. */
void as_diagnose_named(Parser *p, uint32_t begin, Node *a) {
    Mark m = mark_here(p);
    if (as_accept(p, T_COLONEQUAL)) {
        if (as_try(p, as_parse_expression))
            as_parse_error(p, a->pos, "cannot use assignment expressions with %s", as_expression_name(a));
        go_back(p, m);
        return;
    }
    Token start = p->ring[begin & p->mask];
    p->pos = begin;
    Node *left = as_try(p, as_parse_bitwise_or);
    bool bare = start.kind == T_NAME && p->pos == begin + 1;
    if (left && as_accept(p, T_EQUAL)) {
        Node *right = try_prefix(p, as_parse_bitwise_or);
        if (right && not_assigned(p) && bare)
            as_parse_error(p, as_pos_range(left->pos, right->pos),
                     "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        if (right && not_assigned(p) && !display_or_constant(left, &start))
            as_parse_error(p, left->pos, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                     as_expression_name(left));
    }
    go_back(p, m);
}

/* --- assignments --- */

static void annotated_display(Parser *p) {
    Node *a = as_try(p, as_parse_primary);
    if (a && (a->kind == N_LIST || a->kind == N_TUPLE) && as_accept(p, T_COLON) && as_try(p, as_parse_expression))
        as_parse_error(p, a->pos, "only single target (not %s) can be annotated", as_expression_name(a));
}

static void annotated_tuple(Parser *p) {
    Node *a = as_try(p, as_parse_star_named);
    if (!a || !as_accept(p, T_COMMA))
        return;
    while (!as_at(p, T_COLON)) {
        if (!as_try(p, as_parse_star_named))
            return;
        as_accept(p, T_COMMA);
    }
    as_advance(p);
    if (as_try(p, as_parse_expression))
        as_parse_error(p, a->pos, "only single target (not tuple) can be annotated");
}

static void annotated_other(Parser *p) {
    Node *a = as_try(p, as_parse_expression);
    if (a && as_accept(p, T_COLON) && as_try(p, as_parse_expression))
        as_parse_error(p, a->pos, "illegal target for annotation");
}

static void assigned_wrongly(Parser *p) {
    for (;;) {
        Node *a = as_try(p, as_parse_yield_or_star);
        if (!a || !as_accept(p, T_EQUAL))
            return;
        if (a->kind == N_YIELD || a->kind == N_YIELD_FROM)
            as_parse_error(p, a->pos, "assignment to yield expression not possible");
        as_parse_error_invalid_target(p, a, TARGET_STAR);
    }
}

static void augmented_wrongly(Parser *p) {
    Node *a = as_try(p, as_parse_star_expressions);
    if (!a || as_kind(p) < T_PLUSEQUAL || as_kind(p) > T_VBAREQUAL)
        return;
    as_advance(p);
    if (as_try(p, as_parse_yield_or_star))
        as_parse_error(p, a->pos, "'%s' is an illegal expression for augmented assignment", as_expression_name(a));
}

void as_diagnose_assignment(Parser *p) {
    static void (*const attempts[])(Parser *) = {annotated_display, annotated_tuple, annotated_other,
                                                 assigned_wrongly, augmented_wrongly};
    Mark m = mark_here(p);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        attempts[i](p);
        go_back(p, m);
    }
}

/* --- arguments --- */

static const char maybe_equal[] = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

static void keyword_generator(Parser *p) {
    Pos start = here_pos(p);
    if (!as_at(p, T_NAME) || as_ahead(p, 1)->kind != T_EQUAL)
        return;
    as_advance(p);
    Pos equal = here_pos(p);
    as_advance(p);
    if (as_try(p, as_parse_expression) && accept_for_clauses(p))
        as_parse_error(p, as_pos_range(start, equal), "%s", maybe_equal);
}

/* At the start of an argument with `=` in it. */
void as_diagnose_keyword(Parser *p) {
    Mark m = mark_here(p);
    Token t = as_start(p);
    if (t.kind == T_NONE || t.kind == T_TRUE || t.kind == T_FALSE) {
        as_advance(p);
        if (as_at(p, T_EQUAL))
            as_parse_error(p, as_pos_range(as_token_pos(&t), here_pos(p)), "cannot assign to %s",
                     as_token_text((TokenKind)t.kind));
        go_back(p, m);
    }
    keyword_generator(p);
    go_back(p, m);
    if (t.kind == T_NAME && as_ahead(p, 1)->kind == T_EQUAL) {
        TokenKind next = (TokenKind)as_ahead(p, 2)->kind;
        if (next == T_COMMA || next == T_RPAR)
            as_parse_error(p, as_pos_range(as_token_pos(&t), as_token_pos(as_ahead(p, 1))),
                     "expected argument value expression");
        return;
    }
    Node *a = as_try(p, as_parse_expression);
    if (a && as_at(p, T_EQUAL))
        as_parse_error(p, as_pos_range(a->pos, here_pos(p)),
                 "expression cannot contain assignment, perhaps you meant \"==\"?");
    go_back(p, m);
}

/* f(a for a in b, ...) */
static void generator_first(Parser *p) {
    Node *a = as_try(p, as_parse_expression);
    if (!a || !accept_for_clauses(p))
        return;
    if (as_at(p, T_COMMA))
        as_parse_error(p, as_pos_range(a->pos, previous_pos(p)), "Generator expression must be parenthesized");
}

static void arguments_then(Parser *p) {
    ArgsPrefix args = as_parse_args_prefix(p);
    if (!args.count)
        return;
    Pos last = args.last ? args.last->pos : here_pos(p);
    Mark m = mark_here(p);
    if (args.positional > 1 && accept_for_clauses(p))
        as_parse_error(p, as_pos_range(last, previous_pos(p)), "Generator expression must be parenthesized");
    go_back(p, m);
    if (!as_accept(p, T_COMMA))
        return;
    m = mark_here(p);
    Node *a = as_try(p, as_parse_expression);
    if (a && accept_for_clauses(p))
        as_parse_error(p, as_pos_range(a->pos, previous_pos(p)), "Generator expression must be parenthesized");
    go_back(p, m);
    if (as_parse_args_prefix(p).count)
        as_parse_error_last(p, ERR_SYNTAX, "positional argument follows keyword argument%s",
                      args.unpacked ? " unpacking" : "");
}

static void unpacking_order(Parser *p) {
    if (!as_parse_args_prefix(p).count || !as_accept(p, T_COMMA) || !as_at(p, T_STAR))
        return;
    as_parse_error(p, here_pos(p), "iterable argument unpacking follows keyword argument unpacking");
}

void as_diagnose_arguments(Parser *p) {
    static void (*const attempts[])(Parser *) = {unpacking_order, generator_first, keyword_generator,
                                                 arguments_then};
    Mark m = mark_here(p);
    as_advance(p);
    Mark inside = mark_here(p);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts && as_diagnosing(p); i++) {
        attempts[i](p);
        go_back(p, inside);
    }
    go_back(p, m);
}

/* --- displays --- */

/* `*expression`, wider than what a display allows. */
static Node *starred_expression(Parser *p) {
    Token start = as_start(p);
    as_expect(p, T_STAR);
    Node *value = as_parse_expression(p);
    Node *n = as_node(p, N_STARRED, start);
    n->single.value = value;
    return n;
}

static void bad_group(Parser *p) {
    Pos start = here_pos(p);
    if (as_accept(p, T_DOUBLESTAR)) {
        if (as_try(p, as_parse_expression) && as_at(p, T_RPAR))
            as_parse_error(p, start, "cannot use double starred expression here");
    } else if (as_at(p, T_STAR)) {
        Node *a = as_try(p, starred_expression);
        if (a && as_at(p, T_RPAR))
            as_parse_error(p, a->pos, "cannot use starred expression here");
    }
}

static void starred_comprehension(Parser *p) {
    Node *a = as_at(p, T_STAR) ? as_try(p, starred_expression) : NULL;
    if (a && accept_for_clauses(p))
        as_parse_error(p, a->pos, "iterable unpacking cannot be used in comprehension");
}

/* [a, b for a, b in c] */
static void tuple_comprehension(Parser *p) {
    static const char text[] = "did you forget parentheses around the comprehension target?";
    Node *a = as_try(p, as_parse_star_named), *last = NULL;
    if (!a || !as_at(p, T_COMMA))
        return;
    while (as_at(p, T_COMMA)) {
        Pos comma = here_pos(p);
        as_advance(p);
        if (accept_for_clauses(p))
            as_parse_error(p, as_pos_range(a->pos, last ? last->pos : comma), text);
        last = as_try(p, as_parse_star_named);
        if (!last)
            return;
    }
    if (accept_for_clauses(p))
        as_parse_error(p, as_pos_range(a->pos, last->pos), text);
}

/* Behind a key, at the colon. */
static void bad_dict_value(Parser *p) {
    Pos colon = here_pos(p);
    as_advance(p);
    if (as_at(p, T_RBRACE) || as_at(p, T_COMMA))
        as_parse_error(p, colon, "expression expected after dictionary key and ':'");
    Pos star = here_pos(p);
    if (as_accept(p, T_STAR) && as_try(p, as_parse_bitwise_or))
        as_parse_error(p, as_starting_from(p, star), "cannot use a starred expression in a dictionary value");
}

static void bad_dict(Parser *p) {
    for (bool first = true;; first = false) {
        if (as_accept(p, T_DOUBLESTAR)) {
            if (!as_try(p, as_parse_bitwise_or))
                return;
        } else {
            Node *key = as_try(p, as_parse_expression);
            if (!key)
                return;
            if (!as_at(p, T_COLON)) {
                if (!first)
                    as_parse_error(p, (Pos){key->pos.line, key->pos.end_col - 1, key->pos.end_line, UINT32_MAX},
                             "':' expected after dictionary key");
                return;
            }
            Mark m = mark_here(p);
            bad_dict_value(p);
            go_back(p, m);
            as_advance(p);
            if (!as_try(p, as_parse_expression))
                return;
        }
        if (!as_accept(p, T_COMMA))
            return;
    }
}

static void dict_unpacking(Parser *p) {
    Pos start = here_pos(p);
    if (as_accept(p, T_DOUBLESTAR) && as_try(p, as_parse_bitwise_or) && accept_for_clauses(p) && as_at(p, T_RBRACE))
        as_parse_error(p, start, "dict unpacking cannot be used in dict comprehension");
}

void as_diagnose_display(Parser *p) {
    static void (*const round[])(Parser *) = {bad_group, starred_comprehension, NULL};
    static void (*const square[])(Parser *) = {starred_comprehension, tuple_comprehension, NULL};
    static void (*const curly[])(Parser *) = {bad_dict, dict_unpacking, starred_comprehension, tuple_comprehension, NULL};
    void (*const *attempts)(Parser *) = as_at(p, T_LPAR) ? round : as_at(p, T_LSQB) ? square : curly;
    Mark m = mark_here(p);
    as_advance(p);
    Mark inside = mark_here(p);
    for (; *attempts && as_diagnosing(p); attempts++) {
        (*attempts)(p);
        go_back(p, inside);
    }
    go_back(p, m);
}

/* --- f-string fields --- */

static void bad_conversion(Parser *p) {
    if (as_ahead(p, 1)->kind == T_COLON || as_ahead(p, 1)->kind == T_RBRACE) {
        as_advance(p);
        as_parse_error(p, here_pos(p), "f-string: missing conversion character");
    }
    as_advance(p);
    if (!as_at(p, T_NAME))
        as_parse_error(p, here_pos(p), "f-string: invalid conversion character");
    as_advance(p);
}

static void bad_spec(Parser *p) {
    if (!as_accept(p, T_COLON)) {
        if (!as_at(p, T_RBRACE))
            as_parse_error(p, here_pos(p), "f-string: expecting ':' or '}'");
        return;
    }
    for (;;) {
        if (as_at(p, T_FSTRING_MIDDLE))
            as_advance(p);
        else if (!as_at(p, T_LBRACE) || !as_try(p, as_parse_field))
            break;
    }
    if (!as_at(p, T_RBRACE))
        as_parse_error(p, here_pos(p), "f-string: expecting '}', or format specs");
}

static void bad_field(Parser *p) {
    TokenKind kind = as_kind(p);
    if (kind == T_EQUAL || kind == T_EXCLAMATION || kind == T_COLON || kind == T_RBRACE)
        as_parse_error(p, here_pos(p), "f-string: valid expression required before '%s'", as_token_text(kind));
    if (!as_try(p, as_parse_yield_or_star) && !try_prefix(p, as_parse_star_expressions))
        as_parse_error(p, here_pos(p), "f-string: expecting a valid expression after '{'");
    kind = as_kind(p);
    if (kind != T_EQUAL && kind != T_EXCLAMATION && kind != T_COLON && kind != T_RBRACE)
        as_parse_error(p, here_pos(p), "f-string: expecting '=', or '!', or ':', or '}'");
    if (as_accept(p, T_EQUAL)) {
        kind = as_kind(p);
        if (kind != T_EXCLAMATION && kind != T_COLON && kind != T_RBRACE)
            as_parse_error(p, here_pos(p), "f-string: expecting '!', or ':', or '}'");
    }
    if (as_at(p, T_EXCLAMATION))
        bad_conversion(p);
    bad_spec(p);
}

void as_diagnose_field(Parser *p) {
    if (!as_diagnosing(p))
        return;
    Mark m = mark_here(p);
    as_advance(p);
    bad_field(p);
    go_back(p, m);
}
