/* The second pass over the parameters of a def or lambda that did not parse: one walk that knows
 * what has been seen and names the first thing out of place. */
#include "parser/internal.h"

typedef struct Walk {
    Parser *p;
    bool lambda, default_seen, slash_seen, star_seen;
    uint32_t count;
} Walk;

static Pos here_pos(const Parser *p) {
    return as_token_pos(as_current(p));
}

static TokenKind closer(const Walk *w) {
    return w->lambda ? T_COLON : T_RPAR;
}

/* NAME [':' annotation]; its place goes to *pos. */
static bool walk_name(Walk *w, Pos *pos) {
    Parser *p = w->p;
    *pos = here_pos(p);
    if (!as_accept(p, T_NAME))
        return false;
    if (!w->lambda && as_accept(p, T_COLON)) {
        Node *n = as_try(p, as_parse_star_expression);
        if (!n)
            return false;
        *pos = as_pos_range(*pos, n->pos);
    }
    return true;
}

/* The default behind `=`, if there is one; false when it is not an expression. */
static bool walk_default(Walk *w, bool *has) {
    Parser *p = w->p;
    Pos equal = here_pos(p);
    *has = as_accept(p, T_EQUAL);
    if (!*has)
        return true;
    if (as_at(p, closer(w)) || as_at(p, T_COMMA))
        as_parse_error(p, equal, "expected default value expression");
    return as_try(p, as_parse_expression) != NULL;
}

static bool walk_plain(Walk *w) {
    Pos pos;
    bool has;
    if (!walk_name(w, &pos) || !walk_default(w, &has))
        return false;
    if (!has && w->default_seen && !w->star_seen)
        as_parse_error(w->p, pos, "parameter without a default follows parameter with a default");
    w->default_seen |= has;
    w->count++;
    return true;
}

static bool walk_parenthesised(Walk *w) {
    Parser *p = w->p;
    Pos open = here_pos(p);
    as_advance(p);
    while (as_accept(p, T_NAME))
        if (!as_accept(p, T_COMMA))
            break;
    if (as_at(p, T_RPAR) && !w->default_seen)
        as_parse_error(p, as_pos_range(open, here_pos(p)), "%s parameters cannot be parenthesized",
                 w->lambda ? "Lambda expression" : "Function");
    return false;
}

static bool walk_slash(Walk *w) {
    Parser *p = w->p;
    Pos pos = here_pos(p);
    if (w->slash_seen)
        as_parse_error(p, pos, "/ may appear only once");
    if (w->star_seen)
        as_parse_error(p, pos, "/ must be ahead of *");
    as_advance(p);
    if (!w->count) {
        if (as_at(p, T_COMMA))
            as_parse_error(p, pos, "at least one argument must precede /");
        return false;
    }
    w->slash_seen = true;
    if (as_at(p, T_STAR))
        as_parse_error(p, here_pos(p), "expected comma between / and *");
    return true;
}

static bool walk_star(Walk *w) {
    Parser *p = w->p;
    Pos pos = here_pos(p), name;
    if (w->star_seen)
        as_parse_error(p, pos, "* argument may appear only once");
    w->star_seen = true;
    as_advance(p);
    if (as_at(p, closer(w)) && w->lambda)
        as_parse_error_last(p, ERR_SYNTAX, "named arguments must follow bare *");
    if (as_at(p, closer(w)))
        as_parse_error(p, pos, "named arguments must follow bare *");
    if (as_at(p, T_COMMA)) {
        TokenKind next = (TokenKind)as_ahead(p, 1)->kind;
        if (next == closer(w) || next == T_DOUBLESTAR)
            as_parse_error(p, pos, "named arguments must follow bare *");
        return true;
    }
    if (!walk_name(w, &name))
        return false;
    if (as_at(p, T_EQUAL))
        as_parse_error(p, here_pos(p), "var-positional argument cannot have default value");
    return true;
}

static bool walk_double_star(Walk *w) {
    Parser *p = w->p;
    Pos pos;
    as_advance(p);
    if (!walk_name(w, &pos))
        return false;
    if (as_at(p, T_EQUAL))
        as_parse_error(p, here_pos(p), "var-keyword argument cannot have default value");
    if (!as_accept(p, T_COMMA))
        return false;
    Pos next = here_pos(p);
    if (as_at(p, T_STAR) || as_at(p, T_DOUBLESTAR) || as_at(p, T_SLASH))
        as_parse_error(p, next, "arguments cannot follow var-keyword argument");
    if (walk_name(w, &next))
        as_parse_error(p, next, "arguments cannot follow var-keyword argument");
    return false;
}

static bool walk_one(Walk *w) {
    switch (as_kind(w->p)) {
    case T_NAME: return walk_plain(w);
    case T_LPAR: return walk_parenthesised(w);
    case T_SLASH: return walk_slash(w);
    case T_STAR: return walk_star(w);
    case T_DOUBLESTAR: return walk_double_star(w);
    default: return false;
    }
}

void as_diagnose_params(Parser *p, bool lambda) {
    Walk w = {.p = p, .lambda = lambda};
    uint32_t pos = p->pos, end_line = p->end_line, end_col = p->end_col;
    if (as_diagnosing(p))
        while (walk_one(&w) && as_accept(p, T_COMMA))
            ;
    p->pos = pos;
    p->end_line = end_line;
    p->end_col = end_col;
}
