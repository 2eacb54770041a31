/* What can be assigned to or deleted. Targets are read as expressions and looked at afterwards; the
 * tree makes no difference between reading and storing a name. */
#include "parser/internal.h"

bool as_is_single_target(const Node *n) {
    return n->kind == N_NAME || n->kind == N_ATTRIBUTE || n->kind == N_SUBSCRIPT;
}

static bool all_targets(const NodeList *list, bool (*test)(const Node *)) {
    for (uint32_t i = 0; i < list->count; i++)
        if (!test(list->items[i]))
            return false;
    return true;
}

bool as_is_target(const Node *n) {
    if (n->kind == N_STARRED)
        return n->single.value->kind != N_STARRED && as_is_target(n->single.value);
    if (n->kind == N_TUPLE || n->kind == N_LIST)
        return all_targets(&n->seq.elts, as_is_target);
    return as_is_single_target(n);
}

bool as_is_delete_target(const Node *n) {
    if (n->kind == N_TUPLE || n->kind == N_LIST)
        return all_targets(&n->seq.elts, as_is_delete_target);
    return as_is_single_target(n);
}

/* The part of `n` that is no target, or NULL. */
const Node *as_invalid_target(const Node *n, TargetUse use) {
    switch (n->kind) {
    case N_NAME: case N_ATTRIBUTE: case N_SUBSCRIPT:
        return NULL;
    case N_TUPLE: case N_LIST:
        for (uint32_t i = 0; i < n->seq.elts.count; i++) {
            const Node *bad = as_invalid_target(n->seq.elts.items[i], use);
            if (bad)
                return bad;
        }
        return NULL;
    case N_STARRED:
        return use == TARGET_DELETE ? n : as_invalid_target(n->single.value, use);
    case N_COMPARE:
        if (use == TARGET_FOR)
            return n->compare.ops[0] == CMP_IN ? as_invalid_target(n->compare.left, use) : NULL;
        return n;
    default:
        return n;
    }
}

void as_parse_error_invalid_target(Parser *p, const Node *n, TargetUse use) {
    const Node *bad = as_invalid_target(n, use);
    if (bad)
        as_parse_error(p, bad->pos, "cannot %s %s", use == TARGET_DELETE ? "delete" : "assign to",
                 as_expression_name(bad));
}

const char *as_expression_name(const Node *n) {
    switch (n->kind) {
    case N_ATTRIBUTE: return "attribute";
    case N_SUBSCRIPT: return "subscript";
    case N_STARRED: return "starred";
    case N_NAME: return "name";
    case N_LIST: return "list";
    case N_TUPLE: return "tuple";
    case N_LAMBDA: return "lambda";
    case N_CALL: return "function call";
    case N_BOOL: case N_BINARY: case N_UNARY: return "expression";
    case N_GENERATOR: return "generator expression";
    case N_YIELD: case N_YIELD_FROM: return "yield expression";
    case N_AWAIT: return "await expression";
    case N_LIST_COMP: return "list comprehension";
    case N_SET_COMP: return "set comprehension";
    case N_DICT_COMP: return "dict comprehension";
    case N_DICT: return "dict literal";
    case N_SET: return "set display";
    case N_FSTRING: case N_FORMATTED: return "f-string expression";
    case N_NONE: return "None";
    case N_TRUE: return "True";
    case N_FALSE: return "False";
    case N_ELLIPSIS: return "ellipsis";
    case N_COMPARE: return "comparison";
    case N_IF_EXP: return "conditional expression";
    case N_NAMED: return "named expression";
    default: return "literal";
    }
}

/* One target without a comma: as narrow as an operand, so that `in` is left alone. */
Node *as_parse_star_target(Parser *p) {
    Token start = as_start(p);
    if (as_accept(p, T_STAR)) {
        Node *value = as_parse_bitwise_or(p);
        Node *n = as_node(p, N_STARRED, start);
        n->single.value = value;
        return n;
    }
    return as_parse_bitwise_or(p);
}

static Node *for_target(Parser *p) {
    Token start = as_start(p);
    Node *first = as_parse_star_target(p);
    Node *n = first;
    if (as_at(p, T_COMMA)) {
        uint32_t mark = p->top;
        as_parser_push(p, first);
        while (as_accept(p, T_COMMA)) {
            if (!as_starts_expression(as_kind(p)) && !as_at(p, T_STAR))
                break;
            as_parser_push(p, as_parse_star_target(p));
        }
        n = as_node(p, N_TUPLE, start);
        n->seq.elts = as_pop_list(p, mark);
    }
    if (!as_is_target(n))
        as_fail(p);
    return n;
}

static Node *check_for_target(Parser *p) {
    Node *n = as_parse_star_expressions(p);
    as_parse_error_invalid_target(p, n, TARGET_FOR);
    return n;
}

Node *as_parse_for_target(Parser *p) {
    if (!as_diagnosing(p))
        return for_target(p);
    Node *n = as_try(p, for_target);
    if (n && as_at(p, T_IN))
        return n;
    if (!n)
        as_diagnose(p, check_for_target);
    if (!n)
        as_fail(p);
    return n;
}
