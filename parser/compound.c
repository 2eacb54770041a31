/* Statements with blocks. */
#include "parser/internal.h"

/* A block behind `:`. `after` names the statement for "expected an indented block after ...". */
NodeList as_parse_block(Parser *p, const char *after, const Token *keyword) {
    uint32_t mark = p->top;
    as_check_stack(p);
    if (!as_accept(p, T_NEWLINE)) {
        as_parse_simple_line(p);
        return as_pop_list(p, mark);
    }
    if (!as_at(p, T_INDENT)) {
        if (as_diagnosing(p))
            as_parse_error_last(p, ERR_INDENTATION, "expected an indented block after %s on line %u", after,
                          (unsigned)keyword->line);
        as_fail(p);
    }
    as_advance(p);
    do
        as_parse_statement(p);
    while (!as_at(p, T_DEDENT) && !as_at(p, T_END));
    as_expect(p, T_DEDENT);
    return as_pop_list(p, mark);
}

/* Only the end of the line is told that it lacks a colon; anything else is "invalid syntax". */
void as_expect_colon(Parser *p) {
    if (as_accept(p, T_COLON))
        return;
    if (as_at(p, T_NEWLINE) && as_diagnosing(p))
        as_parse_error(p, as_token_pos(as_current(p)), "expected ':'");
    as_fail(p);
}

/* --- if, while, for --- */

static NodeList else_block(Parser *p) {
    Token word = as_start(p);
    if (!as_accept(p, T_ELSE))
        return (NodeList){NULL, 0};
    as_expect_forced(p, T_COLON);
    return as_parse_block(p, "'else' statement", &word);
}

static NodeList list_of_one(Parser *p, Node *n) {
    uint32_t mark = p->top;
    as_parser_push(p, n);
    return as_pop_list(p, mark);
}

static Node *if_clause(Parser *p, const char *after) {
    Token start = as_start(p);
    as_advance(p);
    Node *test = as_parse_named(p);
    as_expect_colon(p);
    NodeList body = as_parse_block(p, after, &start);
    Node *n = as_node(p, N_IF, start);
    n->if_.test = test;
    n->if_.body = body;
    return n;
}

/* A chain of elifs is a loop here, not a recursion: the ends of all are set when the last is read. */
static Node *if_statement(Parser *p) {
    Node *first = if_clause(p, "'if' statement"), *last = first;
    while (as_at(p, T_ELIF)) {
        Node *next = if_clause(p, "'elif' statement");
        last->if_.orelse = list_of_one(p, next);
        last = next;
    }
    last->if_.orelse = else_block(p);
    for (Node *n = first; n; n = n == last ? NULL : n->if_.orelse.items[0])
        as_finish(p, n);
    return first;
}

static Node *while_statement(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    Node *test = as_parse_named(p);
    as_expect_colon(p);
    NodeList body = as_parse_block(p, "'while' statement", &start);
    NodeList orelse = else_block(p);
    Node *n = as_node(p, N_WHILE, start);
    n->if_.test = test;
    n->if_.body = body;
    n->if_.orelse = orelse;
    return n;
}

static Node *for_statement(Parser *p, Token start, bool is_async) {
    Token word = as_start(p);
    as_advance(p);
    Node *target = as_parse_for_target(p);
    as_expect(p, T_IN);
    Node *iter = as_parse_star_expressions(p);
    as_expect_colon(p);
    NodeList body = as_parse_block(p, "'for' statement", &word);
    NodeList orelse = else_block(p);
    Node *n = as_node(p, N_FOR, start);
    n->is_async = is_async;
    n->for_.target = target;
    n->for_.iter = iter;
    n->for_.body = body;
    n->for_.orelse = orelse;
    return n;
}

/* --- with --- */

static Node *check_with_target(Parser *p) {
    Node *n = as_parse_expression(p);
    if (as_at(p, T_COMMA) || as_at(p, T_RPAR) || as_at(p, T_COLON))
        as_parse_error_invalid_target(p, n, TARGET_STAR);
    return n;
}

static Node *with_item(Parser *p) {
    Token start = as_start(p);
    Node *context = as_parse_expression(p), *target = NULL;
    if (as_accept(p, T_AS)) {
        as_diagnose(p, check_with_target);
        target = as_parse_star_target(p);
        if (!as_is_target(target))
            as_fail(p);
        if (!as_at(p, T_COMMA) && !as_at(p, T_RPAR) && !as_at(p, T_COLON) && !as_at(p, T_NEWLINE))
            as_fail(p);
    }
    Node *n = as_node(p, N_WITH_ITEM, start);
    n->with_item.context = context;
    n->with_item.target = target;
    return n;
}

/* `( item, item, ) :` as an N_WITH without a body. */
static Node *bracketed_items(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    as_advance(p);
    do
        as_parser_push(p, with_item(p));
    while (as_accept(p, T_COMMA) && !as_at(p, T_RPAR));
    as_expect(p, T_RPAR);
    if (as_at(p, T_NEWLINE) && as_diagnosing(p))
        as_expect_colon(p);
    if (!as_at(p, T_COLON))
        as_fail(p);
    Node *n = as_node(p, N_WITH, start);
    n->with.items = as_pop_list(p, mark);
    return n;
}

static NodeList with_items(Parser *p) {
    Node *bracketed = as_at(p, T_LPAR) ? as_try(p, bracketed_items) : NULL;
    if (bracketed)
        return bracketed->with.items;
    uint32_t mark = p->top;
    do
        as_parser_push(p, with_item(p));
    while (as_accept(p, T_COMMA));
    return as_pop_list(p, mark);
}

static Node *with_statement(Parser *p, Token start, bool is_async) {
    Token word = as_start(p);
    as_advance(p);
    NodeList items = with_items(p);
    as_expect_colon(p);
    NodeList body = as_parse_block(p, "'with' statement", &word);
    Node *n = as_node(p, N_WITH, start);
    n->is_async = is_async;
    n->with.items = items;
    n->with.body = body;
    return n;
}

/* --- try --- */

/* Behind the type of an except clause. */
static void check_more_types(Parser *p, const Node *type) {
    if (!as_at(p, T_COMMA) || !as_diagnosing(p))
        return;
    uint32_t begin = p->pos;
    as_advance(p);
    Node *rest = as_try(p, as_parse_expressions);
    if (rest && as_accept(p, T_AS))
        as_accept(p, T_NAME);
    if (rest && as_at(p, T_COLON)) {
        as_parse_error(p, as_starting_from(p, type->pos), "multiple exception types must be parenthesized");
    }
    p->pos = begin;
}

static Node *handler(Parser *p, bool star) {
    Token start = as_start(p);
    as_advance(p);
    if (star) {
        as_advance(p);
        if ((as_at(p, T_NEWLINE) || as_at(p, T_COLON)) && as_diagnosing(p))
            as_parse_error_last(p, ERR_SYNTAX, "expected one or more exception types");
    }
    Node *type = NULL;
    const Name *name = NULL;
    if (star || (!as_at(p, T_COLON) && !as_at(p, T_NEWLINE))) {
        type = as_parse_expression(p);
        check_more_types(p, type);
        if (as_accept(p, T_AS))
            name = as_expect_name(p);
    }
    as_expect_colon(p);
    NodeList body = as_parse_block(p, star ? "'except*' statement" : "'except' statement", &start);
    Node *n = as_node(p, N_HANDLER, start);
    n->handler.type = type;
    n->handler.name = name;
    n->handler.body = body;
    return n;
}

static NodeList handlers(Parser *p, bool *star) {
    uint32_t mark = p->top;
    while (as_at(p, T_EXCEPT)) {
        bool is_star = as_ahead(p, 1)->kind == T_STAR;
        if (p->top > mark && is_star != *star) {
            Pos pos = as_token_pos(as_current(p));
            if (is_star)
                pos = as_pos_range(pos, as_token_pos(as_ahead(p, 1)));
            if (as_diagnosing(p))
                as_parse_error(p, pos, "cannot have both 'except' and 'except*' on the same 'try'");
            as_fail(p);
        }
        *star = is_star;
        as_parser_push(p, handler(p, is_star));
    }
    return as_pop_list(p, mark);
}

static NodeList finally_block(Parser *p) {
    Token word = as_start(p);
    if (!as_accept(p, T_FINALLY))
        return (NodeList){NULL, 0};
    as_expect_forced(p, T_COLON);
    return as_parse_block(p, "'finally' statement", &word);
}

static Node *try_statement(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    as_expect_forced(p, T_COLON);
    NodeList body = as_parse_block(p, "'try' statement", &start);
    bool star = false;
    if (!as_at(p, T_EXCEPT) && !as_at(p, T_FINALLY)) {
        if (as_diagnosing(p))
            as_parse_error_last(p, ERR_SYNTAX, "expected 'except' or 'finally' block");
        as_fail(p);
    }
    NodeList clauses = handlers(p, &star);
    NodeList orelse = {NULL, 0};
    if (clauses.count)
        orelse = else_block(p);
    NodeList final = finally_block(p);
    Node *n = as_node(p, N_TRY, start);
    n->flag = star;
    n->try_.body = body;
    n->try_.handlers = clauses;
    n->try_.orelse = orelse;
    n->try_.finalbody = final;
    return n;
}

/* --- def, class, decorators --- */

/* The two optional parts of a def: when they do not parse, what is missed is what comes behind. */
static Node *type_param_list(Parser *p) {
    Token start = as_start(p);
    NodeList list;
    as_parse_type_params(p, &list);
    Node *n = as_node(p, N_LIST, start);
    n->seq.elts = list;
    return n;
}

static Node *returned_type(Parser *p) {
    as_advance(p);
    return as_parse_expression(p);
}

static Node *function(Parser *p, Token start, bool is_async, NodeList decorators) {
    Token word = as_start(p);
    as_advance(p);
    Pos name_pos = as_token_pos(as_current(p));
    const Name *name = as_expect_name(p);
    NodeList type_params = {NULL, 0};
    Node *generic = as_at(p, T_LSQB) ? as_try(p, type_param_list) : NULL;
    if (generic)
        type_params = generic->seq.elts;
    as_expect_forced(p, T_LPAR);
    Params *params = as_parse_params(p, false);
    as_expect(p, T_RPAR);
    Node *returns = as_at(p, T_ARROW) ? as_try(p, returned_type) : NULL;
    as_expect_forced(p, T_COLON);
    NodeList body = as_parse_block(p, "function definition", &word);
    Node *n = as_node(p, N_FUNCTION, start);
    n->is_async = is_async;
    n->function.name = name;
    n->function.params = params;
    n->function.body = body;
    n->function.decorators = decorators;
    n->function.type_params = type_params;
    n->function.returns = returns;
    n->function.name_pos = name_pos;
    return n;
}

static Node *class_arguments(Parser *p) {
    Token start = as_start(p);
    NodeList args, keywords;
    as_parse_arguments(p, &args, &keywords);
    Node *n = as_node(p, N_CALL, start);
    n->call.args = args;
    n->call.keywords = keywords;
    return n;
}

static Node *class_statement(Parser *p, NodeList decorators) {
    Token start = as_start(p);
    as_advance(p);
    const Name *name = as_expect_name(p);
    NodeList type_params, bases = {NULL, 0}, keywords = {NULL, 0};
    as_parse_type_params(p, &type_params);
    if (as_at(p, T_LPAR)) {
        uint32_t begin = p->pos;
        as_advance(p);
        Node *call = as_diagnosing(p) ? as_try(p, class_arguments) : class_arguments(p);
        if (!call) {
            p->pos = begin;
            as_diagnose_arguments(p);
            as_fail(p);
        }
        bases = call->call.args;
        keywords = call->call.keywords;
        as_expect(p, T_RPAR);
    }
    as_expect_colon(p);
    NodeList body = as_parse_block(p, "class definition", &start);
    Node *n = as_node(p, N_CLASS, start);
    n->klass.name = name;
    n->klass.bases = bases;
    n->klass.keywords = keywords;
    n->klass.body = body;
    n->klass.decorators = decorators;
    n->klass.type_params = type_params;
    return n;
}

static Node *decorated(Parser *p) {
    uint32_t mark = p->top;
    while (as_accept(p, T_AT)) {
        as_parser_push(p, as_parse_named(p));
        as_expect(p, T_NEWLINE);
    }
    NodeList decorators = as_pop_list(p, mark);
    Token start = as_start(p);
    if (start.kind == T_CLASS)
        return class_statement(p, decorators);
    bool is_async = as_accept(p, T_ASYNC);
    if (!as_at(p, T_DEF))
        as_fail(p);
    return function(p, start, is_async, decorators);
}

static Node *async_statement(Parser *p) {
    Token start = as_start(p);
    as_advance(p);
    switch (as_kind(p)) {
    case T_DEF: return function(p, start, true, (NodeList){NULL, 0});
    case T_WITH: return with_statement(p, start, true);
    case T_FOR: return for_statement(p, start, true);
    default: as_fail(p);
    }
}

Node *as_parse_compound(Parser *p) {
    Token start = as_start(p);
    NodeList none = {NULL, 0};
    switch (start.kind) {
    case T_IF: return if_statement(p);
    case T_WHILE: return while_statement(p);
    case T_FOR: return for_statement(p, start, false);
    case T_WITH: return with_statement(p, start, false);
    case T_TRY: return try_statement(p);
    case T_DEF: return function(p, start, false, none);
    case T_CLASS: return class_statement(p, none);
    case T_AT: return decorated(p);
    case T_ASYNC: return async_statement(p);
    case T_NAME: return as_at_word(p, "match") ? as_parse_match(p) : NULL;
    default: return NULL;
    }
}
