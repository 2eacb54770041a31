/* Expressions except calls, comparisons, lambdas and comprehensions. See gen.h. */
#include "compiler/gen.h"
#include "compiler/warn.h"

#include "vm/objects/containers.h"

/* --- constants and moves --- */

void as_gen_const(Compiler *c, Value v, Pos pos, int want) {
    uint32_t base = c->unit->height;
    Dest d = as_gen_dest(c->unit, want, base);
    if (as_is_none(v)) as_emit(c, pos, OP_LOAD_NONE, d.flag, d.reg, 0, 0);
    else if (as_is_true(v)) as_emit(c, pos, OP_LOAD_TRUE, d.flag, d.reg, 0, 0);
    else if (as_is_false(v)) as_emit(c, pos, OP_LOAD_FALSE, d.flag, d.reg, 0, 0);
    else if (as_is_int(v) && as_int_of(v) >= INT32_MIN && as_int_of(v) <= INT32_MAX)
        as_emit_wide(c, pos, OP_LOAD_INT, d.flag, d.reg, (int32_t)as_int_of(v));
    else as_emit_wide(c, pos, OP_LOAD_CONST, d.flag, d.reg, (int32_t)as_const(c, v));
    as_gen_done(c, want, base);
}

Operand as_gen_operand(Compiler *c, Node *n, bool last) {
    if (n->kind == N_NAME && !c->failed) {
        Id id = as_gen_id(c, n->name);
        Symbol *sym = as_gen_symbol(c, id);
        int reg = as_plain_local(c, id);
        if (reg >= 0 && (last || !(sym->owner->flags & SYM_WALRUS))) {
            if (!as_is_bound(c->unit, (unsigned)reg)) {
                as_emit(c, n->pos, OP_CHECK_LOCAL, 0, (unsigned)reg, 0, 0);
                as_set_bound(c->unit, (unsigned)reg, true);
            }
            return (Operand){(unsigned)reg, false};
        }
    }
    as_gen_expr(c, n, WANT_TEMP);
    return (Operand){as_temp(c->unit, c->unit->height - 1), true};
}

Operand as_gen_iterable(Compiler *c, Node *n) {
    Value v;
    if (!as_fold_container(c, n, &v)) return as_gen_operand(c, n, true);
    as_gen_const(c, v, n->pos, WANT_TEMP);
    return (Operand){as_temp(c->unit, c->unit->height - 1), true};
}

/* --- operators --- */

static bool immediate_op(unsigned op, Opcode *out) {
    switch (op) {
    case BIN_ADD: *out = OP_ADD_I; return true;
    case BIN_SUB: *out = OP_SUB_I; return true;
    case BIN_MUL: *out = OP_MUL_I; return true;
    case BIN_FLOORDIV: *out = OP_FLOORDIV_I; return true;
    case BIN_MOD: *out = OP_MOD_I; return true;
    case BIN_LSHIFT: *out = OP_LSHIFT_I; return true;
    case BIN_RSHIFT: *out = OP_RSHIFT_I; return true;
    case BIN_AND: *out = OP_AND_I; return true;
    default: return false;
    }
}

void as_gen_binary_op(Compiler *c, Pos pos, unsigned op, unsigned flags, Operand left, Node *right, int want,
                      uint32_t base) {
    int16_t small;
    Opcode fused;
    if (as_fold_small(c, right, &small) && immediate_op(op, &fused)) {
        Dest d = as_gen_dest(c->unit, want, base);
        as_emit(c, pos, fused, d.flag | flags | as_free_b(left), d.reg, left.reg, (uint16_t)small);
    } else {
        Operand r = as_gen_operand(c, right, true);
        Dest d = as_gen_dest(c->unit, want, base);
        as_emit(c, pos, (Opcode)(OP_ADD + op), d.flag | flags | as_free_b(left) | as_free_c(r), d.reg, left.reg,
                r.reg);
    }
    as_gen_done(c, want, base);
}

/* `"..." % (a, b)` and the like need nothing special here; a chain a + b + c is left-nested, so it is
 * walked in a loop to keep the C stack flat. */
static void binary(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height;
    Operand left = as_gen_operand(c, n->binary.left, false);
    as_gen_binary_op(c, n->pos, n->op, 0, left, n->binary.right, want, base);
}

static void unary(Compiler *c, Node *n, int want) {
    static const Opcode ops[] = {OP_NOT, OP_NEG, OP_POS, OP_INVERT};
    uint32_t base = c->unit->height;
    Operand o = as_gen_operand(c, n->unary.operand, true);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, ops[n->op], d.flag | as_free_b(o), d.reg, o.reg, 0);
    as_gen_done(c, want, base);
}

static void boolean(Compiler *c, Node *n, int want) {
    Label end = AS_LABEL;
    uint32_t base = c->unit->height, last = n->boolean.values.count - 1;
    Opcode op = n->op == BOOL_AND ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP;
    for (uint32_t i = 0; i < last; i++) {
        as_gen_expr(c, n->boolean.values.items[i], WANT_TEMP);
        as_emit_jump(c, n->pos, op, 0, as_temp(c->unit, base), &end);
        as_set_height(c, base);
    }
    as_gen_expr(c, n->boolean.values.items[last], WANT_TEMP);
    as_emit_label(c, &end);
    if (want >= 0) as_gen_move(c, n->pos, (Operand){as_temp(c->unit, base), true}, want);
}

static void if_exp(Compiler *c, Node *n, int want) {
    Label orelse = AS_LABEL, end = AS_LABEL;
    uint32_t base = c->unit->height;
    as_gen_jump(c, n->if_exp.test, &orelse, false);
    as_gen_expr(c, n->if_exp.body, want);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    as_set_height(c, base);
    as_emit_label(c, &orelse);
    as_gen_expr(c, n->if_exp.orelse, want);
    as_emit_label(c, &end);
}

/* --- attributes and items --- */

/* CPython shows the line of the attribute's name when the expression goes over several. */
Pos as_attr_pos(const Node *n) {
    Pos p = n->pos;
    uint32_t length = n->attribute.attr->length;
    if (p.line == p.end_line) return p;
    p.line = p.end_line;
    p.col = length <= p.end_col ? p.end_col - length : p.end_col;
    return p;
}

static void attribute(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height;
    Operand o = as_gen_operand(c, n->attribute.value, true);
    Dest d = as_gen_dest(c->unit, want, base);
    unsigned name = as_name_const(c, as_gen_id(c, n->attribute.attr));
    as_emit(c, as_attr_pos(n), OP_LOAD_ATTR, d.flag | as_free_b(o), d.reg, o.reg, name);
    as_gen_done(c, want, base);
}

static void subscript(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height;
    as_warn_subscript(c, n);
    Operand o = as_gen_operand(c, n->subscript.value, false);
    Operand key = as_gen_operand(c, n->subscript.slice, true);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_GET_ITEM, d.flag | as_free_b(o) | as_free_c(key), d.reg, o.reg, key.reg);
    as_gen_done(c, want, base);
}

static void slice_part(Compiler *c, Node *n, Pos pos) {
    if (n) as_gen_expr(c, n, WANT_TEMP);
    else as_gen_const(c, AS_NONE, pos, WANT_TEMP);
}

static void slice(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height;
    slice_part(c, n->slice.lower, n->pos);
    slice_part(c, n->slice.upper, n->pos);
    if (n->slice.step) as_gen_expr(c, n->slice.step, WANT_TEMP);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_BUILD_SLICE, d.flag, d.reg, as_temp(c->unit, base), n->slice.step ? 3 : 2);
    as_gen_done(c, want, base);
}

/* --- displays --- */

enum { BIG_DISPLAY = 40 };

static bool has_star(NodeList list) {
    for (uint32_t i = 0; i < list.count; i++)
        if (list.items[i]->kind == N_STARRED) return true;
    return false;
}

/* Displays with stars, and long ones: collected item by item. */
static void grow_display(Compiler *c, NodeList list, Opcode build, Pos pos) {
    bool set = build == OP_BUILD_SET;
    uint32_t base = c->unit->height;
    unsigned a = as_temp(c->unit, base);
    as_emit(c, pos, set ? OP_BUILD_SET : OP_BUILD_LIST, 0, a, a, 0);
    as_emit_push(c);
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        Node *e = list.items[i];
        bool star = e->kind == N_STARRED;
        Operand v = as_gen_operand(c, star ? e->single.value : e, true);
        Opcode op = star ? (set ? OP_SET_UPDATE : OP_LIST_EXTEND) : set ? OP_SET_ADD : OP_LIST_APPEND;
        as_emit(c, star ? e->pos : pos, op, as_free_b(v), a, v.reg, 0);
        as_set_height(c, base + 1);
    }
    if (build == OP_BUILD_TUPLE) as_emit(c, pos, OP_LIST_TO_TUPLE, D_FREE_B, a, a, 0);
}

/* A set of three or more constants is made from a frozenset, which decides the order of its items. */
static bool const_set(Compiler *c, NodeList list, Pos pos, int want) {
    Node set = {.kind = N_SET, .pos = pos, .seq = {list}};
    Value items;
    if (list.count < 3 || !as_fold_container(c, &set, &items)) return false;
    uint32_t base = c->unit->height;
    unsigned a = as_temp(c->unit, base);
    as_emit(c, pos, OP_BUILD_SET, 0, a, a, 0);
    as_emit_push(c);
    as_gen_const(c, items, pos, WANT_TEMP);
    as_emit(c, pos, OP_SET_UPDATE, D_FREE_B, a, a + 1, 0);
    as_set_height(c, base + 1);
    if (want >= 0) as_gen_move(c, pos, (Operand){a, true}, want);
    return true;
}

void as_gen_sequence(Compiler *c, NodeList list, Opcode build, Pos pos, int want) {
    uint32_t base = c->unit->height;
    if (build == OP_BUILD_SET && const_set(c, list, pos, want)) return;
    if (has_star(list) || list.count > BIG_DISPLAY) {
        grow_display(c, list, build, pos);
        if (want >= 0) as_gen_move(c, pos, (Operand){as_temp(c->unit, base), true}, want);
        return;
    }
    for (uint32_t i = 0; i < list.count && !c->failed; i++) as_gen_expr(c, list.items[i], WANT_TEMP);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, pos, build, d.flag, d.reg, as_temp(c->unit, base), list.count);
    as_gen_done(c, want, base);
}

void as_gen_tuple(Compiler *c, NodeList list, Pos pos) { as_gen_sequence(c, list, OP_BUILD_TUPLE, pos, WANT_TEMP); }

static bool has_unpacking(Node *n) {
    for (uint32_t i = 0; i < n->dict.keys.count; i++)
        if (!n->dict.keys.items[i]) return true;
    return false;
}

static void dict_item(Compiler *c, Node *n, uint32_t i, unsigned a) {
    Node *key = n->dict.keys.items[i], *value = n->dict.values.items[i];
    uint32_t base = c->unit->height;
    if (key) {
        Operand k = as_gen_operand(c, key, false), v = as_gen_operand(c, value, true);
        as_emit(c, n->pos, OP_DICT_SET, as_free_b(k) | as_free_c(v), a, k.reg, v.reg);
    } else {
        Operand v = as_gen_operand(c, value, true);
        as_emit(c, n->pos, OP_DICT_UPDATE, as_free_b(v), a, v.reg, 0);
    }
    as_set_height(c, base);
}

static void dict(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height, count = n->dict.values.count;
    bool big = has_unpacking(n) || count > BIG_DISPLAY / 2;
    for (uint32_t i = 0; i < count && !big && !c->failed; i++) {
        as_gen_expr(c, n->dict.keys.items[i], WANT_TEMP);
        as_gen_expr(c, n->dict.values.items[i], WANT_TEMP);
    }
    unsigned first = as_temp(c->unit, base);
    if (!big) {
        Dest d = as_gen_dest(c->unit, want, base);
        as_emit(c, n->pos, OP_BUILD_DICT, d.flag, d.reg, first, count);
        as_gen_done(c, want, base);
        return;
    }
    as_emit(c, n->pos, OP_BUILD_DICT, 0, first, first, 0);
    as_emit_push(c);
    for (uint32_t i = 0; i < count && !c->failed; i++) dict_item(c, n, i, first);
    if (want >= 0) as_gen_move(c, n->pos, (Operand){first, true}, want);
}

/* --- f-strings --- */

static void formatted(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height;
    Operand v = as_gen_operand(c, n->formatted.value, !n->formatted.format_spec), spec = {AS_NO_REG, false};
    if (n->formatted.format_spec) spec = as_gen_operand(c, n->formatted.format_spec, true);
    unsigned conversion = n->op == 's' ? 1 : n->op == 'r' ? 2 : n->op == 'a' ? 3 : 0;
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_FORMAT, d.flag | as_free_b(v) | as_free_c(spec) | conversion << 5, d.reg, v.reg,
            spec.reg);
    as_gen_done(c, want, base);
}

static void fstring(Compiler *c, Node *n, int want) {
    NodeList parts = n->seq.elts;
    uint32_t base = c->unit->height, pushed = 0;
    if (parts.count == 1) {
        as_gen_expr(c, parts.items[0], want);
        return;
    }
    unsigned first = as_temp(c->unit, base);
    for (uint32_t i = 0; i < parts.count && !c->failed; i++) {
        as_gen_expr(c, parts.items[i], WANT_TEMP);
        if (++pushed < BIG_DISPLAY) continue;
        as_emit(c, n->pos, OP_BUILD_STRING, 0, first, first, pushed);
        as_set_height(c, base + 1);
        pushed = 1;
    }
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_BUILD_STRING, d.flag, d.reg, first, pushed);
    as_gen_done(c, want, base);
}

/* --- await, yield, := --- */

/* Whether the code being written may await; the error when it may not. */
static bool may_await(Compiler *c, Node *n) {
    Scope *s = c->unit->scope;
    if (s->is_async || s->kind == SCOPE_GENERATOR) return true;
    if (s->kind == SCOPE_MODULE && (c->flags & COMPILE_TOP_AWAIT)) return true;
    bool function = as_is_function_like(s);
    as_compile_error(c, n->pos, function ? "'await' outside async function" : "'await' outside function");
    return false;
}

void as_gen_await(Compiler *c, Pos pos, int kind, int want) {
    uint32_t base = c->unit->height - 1;
    unsigned a = as_temp(c->unit, base);
    as_emit(c, pos, OP_GET_AWAITABLE, D_FREE_B, a, a, (unsigned)kind);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, pos, OP_SEND, d.flag | D_FREE_B, d.reg, a, 0);
    as_gen_done(c, want, base);
}

static void await(Compiler *c, Node *n, int want) {
    if (!may_await(c, n)) return;
    uint32_t base = c->unit->height;
    Operand v = as_gen_operand(c, n->single.value, true);
    unsigned a = as_temp(c->unit, base);
    as_emit(c, n->pos, OP_GET_AWAITABLE, as_free_b(v), a, v.reg, 0);
    as_set_height(c, base + 1);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_SEND, d.flag | D_FREE_B, d.reg, a, 0);
    as_gen_done(c, want, base);
}

static bool may_yield(Compiler *c, Node *n) {
    Scope *s = c->unit->scope;
    if (!as_is_function_like(s)) as_compile_error(c, n->pos, "'yield' outside function");
    else if (n->kind == N_YIELD_FROM && s->is_async)
        as_compile_error(c, n->pos, "'yield from' inside async function");
    return !c->failed;
}

static void yield(Compiler *c, Node *n, int want) {
    if (!may_yield(c, n)) return;
    uint32_t base = c->unit->height;
    Operand v;
    if (n->single.value) v = as_gen_operand(c, n->single.value, true);
    else {
        as_gen_const(c, AS_NONE, n->pos, WANT_TEMP);
        v = (Operand){as_temp(c->unit, base), true};
    }
    as_set_height(c, base);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_YIELD, d.flag | as_free_b(v), d.reg, v.reg, 0);
    as_gen_done(c, want, base);
}

static void yield_from(Compiler *c, Node *n, int want) {
    if (!may_yield(c, n)) return;
    uint32_t base = c->unit->height;
    Operand v = as_gen_operand(c, n->single.value, true);
    unsigned a = as_temp(c->unit, base);
    as_emit(c, n->pos, OP_GET_YIELD_FROM, as_free_b(v), a, v.reg, 0);
    as_set_height(c, base + 1);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_SEND, d.flag | D_FREE_B, d.reg, a, 0);
    as_gen_done(c, want, base);
}

static void named(Compiler *c, Node *n, int want) {
    Id id = as_gen_id(c, n->named.target->name);
    int reg = as_plain_local(c, id);
    if (reg >= 0) {
        as_gen_expr(c, n->named.value, reg);
        as_gen_move(c, n->pos, (Operand){(unsigned)reg, false}, want);
        return;
    }
    as_gen_expr(c, n->named.value, WANT_TEMP);
    Operand top = {as_temp(c->unit, c->unit->height - 1), true};
    as_gen_store_id(c, id, n->named.target->pos, (Operand){top.reg, false});
    if (want >= 0) as_gen_move(c, n->pos, top, want);
}

/* --- dispatch --- */

static void name(Compiler *c, Node *n, int want) {
    if (!strcmp(n->name->text, "__debug__")) as_gen_const(c, AS_TRUE, n->pos, want);
    else as_gen_load(c, as_gen_id(c, n->name), n->pos, want);
}

static void expr_inner(Compiler *c, Node *n, int want) {
    switch ((NodeKind)n->kind) {
    case N_NAME: name(c, n, want); break;
    case N_TUPLE: as_gen_sequence(c, n->seq.elts, OP_BUILD_TUPLE, n->pos, want); break;
    case N_LIST: as_gen_sequence(c, n->seq.elts, OP_BUILD_LIST, n->pos, want); break;
    case N_SET: as_gen_sequence(c, n->seq.elts, OP_BUILD_SET, n->pos, want); break;
    case N_DICT: dict(c, n, want); break;
    case N_BINARY: binary(c, n, want); break;
    case N_UNARY: unary(c, n, want); break;
    case N_BOOL: boolean(c, n, want); break;
    case N_COMPARE: as_gen_compare(c, n, want); break;
    case N_CALL: as_gen_call(c, n, want); break;
    case N_ATTRIBUTE: attribute(c, n, want); break;
    case N_SUBSCRIPT: subscript(c, n, want); break;
    case N_SLICE: slice(c, n, want); break;
    case N_STARRED: as_compile_error(c, n->pos, "can't use starred expression here"); break;
    case N_IF_EXP: if_exp(c, n, want); break;
    case N_LAMBDA: as_gen_lambda(c, n, want); break;
    case N_LIST_COMP: case N_SET_COMP: case N_DICT_COMP: case N_GENERATOR: as_gen_comp(c, n, want); break;
    case N_AWAIT: await(c, n, want); break;
    case N_YIELD: yield(c, n, want); break;
    case N_YIELD_FROM: yield_from(c, n, want); break;
    case N_NAMED: named(c, n, want); break;
    case N_FSTRING: fstring(c, n, want); break;
    case N_FORMATTED: formatted(c, n, want); break;
    default: as_compile_error(c, n->pos, "this expression cannot be compiled");
    }
}

void as_gen_expr(Compiler *c, Node *n, int want) {
    Value v;
    if (c->failed) return;
    if (!as_stack_ok(c->t, "during compilation")) c->failed = true;
    else if (as_fold(c, n, &v)) as_gen_const(c, v, n->pos, want);
    else expr_inner(c, n, want);
}
