/* Calls with their arguments, parameters of def and lambda, type parameters. */
#include "parser/internal.h"

/* --- calls --- */

static Node *keyword_node(Parser *p, Token start, const Name *name, Node *value) {
    Node *n = as_node(p, N_KEYWORD, start);
    n->keyword.name = name;
    n->keyword.value = value;
    return n;
}

static bool at_for(Parser *p) {
    return as_at(p, T_FOR) || (as_at(p, T_ASYNC) && as_ahead(p, 1)->kind == T_FOR);
}

/* One argument, positional ones to `args`; keywords are pushed on the stack. What the order of
 * kinds forbids fails here, and the second pass says how. */
typedef struct CallArgs {
    bool keyword_seen, unpack_seen;
} CallArgs;

/* In the second pass: f(*a=1), f(**a=1). */
static void unpacked_assignment(Parser *p, Token start, const char *kind) {
    if (!as_at(p, T_EQUAL) || !as_diagnosing(p))
        return;
    uint32_t before = p->pos;
    as_advance(p);
    Node *value = as_try(p, as_parse_expression);
    if (value)
        as_parse_error(p, as_pos_range(as_token_pos(&start), value->pos), "cannot assign to %s argument unpacking", kind);
    p->pos = before;
}

static Node *star_argument(Parser *p, Token start) {
    as_advance(p);
    Node *value = as_parse_expression(p);
    unpacked_assignment(p, start, "iterable");
    Node *n = as_node(p, N_STARRED, start);
    n->single.value = value;
    return n;
}

static Node *argument(Parser *p, CallArgs *seen) {
    Token start = as_start(p);
    if (start.kind == T_STAR) {
        if (seen->unpack_seen)
            as_fail(p);
        return star_argument(p, start);
    }
    if (as_accept(p, T_DOUBLESTAR)) {
        seen->keyword_seen = seen->unpack_seen = true;
        Node *value = as_parse_expression(p);
        unpacked_assignment(p, start, "keyword");
        return keyword_node(p, start, NULL, value);
    }
    if (start.kind == T_NAME && as_ahead(p, 1)->kind == T_EQUAL) {
        if (as_diagnosing(p))
            as_diagnose_keyword(p);
        seen->keyword_seen = true;
        const Name *name = as_expect_name(p);
        as_advance(p);
        Node *value = as_parse_expression(p);
        return keyword_node(p, start, name, value);
    }
    if (start.kind == T_NAME && as_ahead(p, 1)->kind == T_COLONEQUAL && !seen->keyword_seen)
        return as_parse_named(p);
    uint32_t begin = p->pos;
    Node *n = as_parse_expression(p);
    if (as_at(p, T_EQUAL) && as_diagnosing(p)) {
        p->pos = begin;
        as_diagnose_keyword(p);
    }
    if (as_at(p, T_COLONEQUAL) || as_at(p, T_EQUAL))
        as_fail(p);
    if (seen->keyword_seen)
        as_fail(p);
    return n;
}

/* Splits what lies on the stack from `mark` into positional and keyword arguments. */
static void split(Parser *p, uint32_t mark, NodeList *args, NodeList *keywords) {
    uint32_t n = p->top - mark, k = 0;
    for (uint32_t i = mark; i < p->top; i++)
        k += p->stack[i]->kind == N_KEYWORD;
    *args = (NodeList){n > k ? as_parse_alloc(p, (n - k) * sizeof(Node *)) : NULL, 0};
    *keywords = (NodeList){k ? as_parse_alloc(p, k * sizeof(Node *)) : NULL, 0};
    for (uint32_t i = mark; i < p->top; i++) {
        NodeList *to = p->stack[i]->kind == N_KEYWORD ? keywords : args;
        to->items[to->count++] = p->stack[i];
    }
    p->top = mark;
}

static Node *try_argument(Parser *p) {
    return argument(p, p->call_args);
}

ArgsPrefix as_parse_args_prefix(Parser *p) {
    ArgsPrefix r = {0, 0, false, NULL};
    CallArgs seen = {false, false};
    struct CallArgs *outer = p->call_args;
    for (;;) {
        uint32_t pos = p->pos;
        if (r.count && !as_accept(p, T_COMMA))
            break;
        p->call_args = &seen;
        Node *n = as_try(p, try_argument);
        if (!n) {
            p->pos = pos;
            break;
        }
        r.count++;
        r.unpacked |= n->kind == N_KEYWORD && !n->keyword.name;
        if (n->kind != N_KEYWORD) {
            r.positional++;
            r.last = n;
        }
    }
    p->call_args = outer;
    return r;
}

void as_parse_arguments(Parser *p, NodeList *args, NodeList *keywords) {
    uint32_t mark = p->top;
    CallArgs seen = {false, false};
    while (!as_at(p, T_RPAR)) {
        as_parser_push(p, argument(p, &seen));
        if (!as_accept(p, T_COMMA))
            break;
    }
    if (!as_at(p, T_RPAR))
        as_fail(p);
    split(p, mark, args, keywords);
}

/* f(x for x in y): the generator's brackets are the call's. */
static Node *sole_generator(Parser *p, Token open, Node *elt) {
    NodeList generators = as_parse_for_clauses(p);
    as_expect(p, T_RPAR);
    Node *n = as_node(p, N_GENERATOR, open);
    n->comp.elt = elt;
    n->comp.generators = generators;
    return n;
}

static bool is_generator_element(const Node *n) {
    return n->kind != N_KEYWORD && n->kind != N_STARRED;
}

/* Behind the callee; gives an N_CALL without func. */
static Node *call_inner(Parser *p) {
    Token open = as_start(p);
    uint32_t mark = p->top;
    CallArgs seen = {false, false};
    as_advance(p);
    NodeList args, keywords;
    while (!as_at(p, T_RPAR)) {
        Node *n = argument(p, &seen);
        if (p->top == mark && is_generator_element(n) && at_for(p)) {
            as_parser_push(p, sole_generator(p, open, n));
            goto done;
        }
        as_parser_push(p, n);
        if (!as_accept(p, T_COMMA))
            break;
    }
    as_expect(p, T_RPAR);
done:
    split(p, mark, &args, &keywords);
    Node *call = as_node(p, N_CALL, open);
    call->call.args = args;
    call->call.keywords = keywords;
    return call;
}

Node *as_parse_call(Parser *p, Node *func, Token start) {
    Node *n;
    if (!as_diagnosing(p)) {
        n = call_inner(p);
    } else if (!(n = as_try(p, call_inner))) {
        as_diagnose_arguments(p);
        as_fail(p);
    }
    n->call.func = func;
    n->pos.line = start.line;
    n->pos.col = start.col;
    return n;
}

/* --- parameters --- */

typedef struct ParamState {
    Params *params;
    uint32_t mark;              /* plain parameters on the stack from here */
    uint32_t posonly, defaults; /* how many */
    bool lambda;
} ParamState;

static Node *param(Parser *p, bool lambda, bool star) {
    Token start = as_start(p);
    const Name *name = as_expect_name(p);
    Node *annotation = NULL;
    if (!lambda && as_accept(p, T_COLON))
        annotation = star ? as_parse_star_expression(p) : as_parse_expression(p);
    Node *n = as_node(p, N_PARAM, start);
    n->param.name = name;
    n->param.annotation = annotation;
    return n;
}

static bool ends_params(Parser *p, bool lambda) {
    return as_at(p, lambda ? T_COLON : T_RPAR);
}

static void param_comma(Parser *p, bool lambda) {
    if (!ends_params(p, lambda))
        as_expect(p, T_COMMA);
}

static NodeList take_alternate(Parser *p, uint32_t from, uint32_t count) {
    NodeList list = {NULL, count};
    if (count)
        list.items = as_parse_alloc(p, count * sizeof(Node *));
    for (uint32_t i = 0; i < count; i++)
        list.items[i] = p->stack[from + 2 * i];
    return list;
}

static void keyword_only(Parser *p, ParamState *s) {
    Params *ps = s->params;
    uint32_t mark = p->top; /* parameter and default alternate */
    while (as_at(p, T_NAME)) {
        as_parser_push(p, param(p, s->lambda, false));
        Node *value = as_accept(p, T_EQUAL) ? as_parse_expression(p) : NULL;
        as_parser_push(p, value);
        param_comma(p, s->lambda);
    }
    uint32_t count = (p->top - mark) / 2;
    ps->kwonly = take_alternate(p, mark, count);
    ps->kw_defaults = take_alternate(p, mark + 1, count);
    p->top = mark;
}

/* From `*` on. */
static void star_params(Parser *p, ParamState *s) {
    as_advance(p);
    bool bare = as_accept(p, T_COMMA);
    if (bare) {
        if (!as_at(p, T_NAME))
            as_fail(p);
    } else {
        s->params->vararg = param(p, s->lambda, true);
        param_comma(p, s->lambda);
    }
    keyword_only(p, s);
}

/* Plain parameters go on the stack, each with its default or NULL behind it. */
static void plain_params(Parser *p, ParamState *s) {
    while (as_at(p, T_NAME) || as_at(p, T_SLASH)) {
        if (as_at(p, T_SLASH)) {
            if (p->top == s->mark || s->posonly)
                as_fail(p);
            as_advance(p);
            s->posonly = (p->top - s->mark) / 2;
        } else {
            as_parser_push(p, param(p, s->lambda, false));
            Node *value = as_accept(p, T_EQUAL) ? as_parse_expression(p) : NULL;
            if (!value && s->defaults)
                as_fail(p);
            s->defaults += value != NULL;
            as_parser_push(p, value);
        }
        param_comma(p, s->lambda);
    }
}

static void take_plain_params(Parser *p, ParamState *s) {
    uint32_t count = (p->top - s->mark) / 2;
    Params *ps = s->params;
    ps->posonly = take_alternate(p, s->mark, s->posonly);
    ps->args = take_alternate(p, s->mark + 2 * s->posonly, count - s->posonly);
    ps->defaults = take_alternate(p, p->top + 1 - 2 * s->defaults, s->defaults);
    p->top = s->mark;
}

static Params *params_inner(Parser *p, bool lambda) {
    ParamState s = {as_parse_alloc(p, sizeof(Params)), p->top, 0, 0, lambda};
    plain_params(p, &s);
    take_plain_params(p, &s);
    if (as_at(p, T_STAR))
        star_params(p, &s);
    if (as_accept(p, T_DOUBLESTAR)) {
        s.params->kwarg = param(p, lambda, false);
        as_accept(p, T_COMMA);
    }
    return s.params;
}

/* For attempts, which work on nodes: a lambda that has only its parameters. */
static Node *try_params(Parser *p, bool lambda) {
    Token start = as_start(p);
    Params *params = params_inner(p, lambda);
    if (!ends_params(p, lambda))
        as_fail(p);
    Node *n = as_node(p, N_LAMBDA, start);
    n->lambda.params = params;
    return n;
}

static Node *try_def_params(Parser *p) {
    return try_params(p, false);
}

static Node *try_lambda_params(Parser *p) {
    return try_params(p, true);
}

Params *as_parse_params(Parser *p, bool lambda) {
    if (!as_diagnosing(p))
        return params_inner(p, lambda);
    Node *n = as_try(p, lambda ? try_lambda_params : try_def_params);
    if (n)
        return n->lambda.params;
    as_diagnose_params(p, lambda);
    return params_inner(p, lambda);
}

/* --- type parameters --- */

static Node *type_param(Parser *p) {
    Token start = as_start(p);
    uint8_t stars = start.kind == T_STAR ? 1 : start.kind == T_DOUBLESTAR ? 2 : 0;
    if (stars)
        as_advance(p);
    const Name *name = as_expect_name(p);
    Node *bound = NULL;
    if (as_at(p, T_COLON)) {
        Pos colon = as_token_pos(as_current(p));
        as_advance(p);
        bound = as_parse_expression(p);
        if (stars)
            as_parse_error(p, as_starting_from(p, colon), "cannot use %s with %s", bound->kind == N_TUPLE ? "constraints" : "bound",
                     stars == 1 ? "TypeVarTuple" : "ParamSpec");
    }
    Node *n = as_node(p, N_TYPE_PARAM, start);
    n->op = stars;
    n->type_param.name = name;
    n->type_param.bound = bound;
    return n;
}

void as_parse_type_params(Parser *p, NodeList *out) {
    *out = (NodeList){NULL, 0};
    if (!as_accept(p, T_LSQB))
        return;
    uint32_t mark = p->top;
    do
        as_parser_push(p, type_param(p));
    while (as_accept(p, T_COMMA) && !as_at(p, T_RSQB));
    as_expect(p, T_RSQB);
    *out = as_pop_list(p, mark);
}
