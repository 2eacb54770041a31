/* Conditions and comparisons. In a condition a comparison is fused with the jump; `and`, `or`, `not`
 * and conditional expressions become plain control flow. See gen.h. */
#include "compiler/gen.h"
#include "compiler/warn.h"


/* --- operands --- */

static Operand comparator(Compiler *c, unsigned op, Node *n, bool last) {
    Value v;
    if ((op == CMP_IN || op == CMP_NOT_IN) && as_fold_container(c, n, &v)) {
        as_gen_const(c, v, n->pos, WANT_TEMP);
        return (Operand){as_temp(c->unit, c->unit->height - 1), true};
    }
    return as_gen_operand(c, n, last);
}

/* Both operands are temporaries and the right one is needed again: [l r] becomes [r l r]. */
static void keep_right(Compiler *c, Pos pos, uint32_t base) {
    unsigned t = as_temp(c->unit, base);
    as_emit(c, pos, OP_MOVE, 0, t + 2, t + 1, 0);
    as_emit(c, pos, OP_MOVE, D_FREE_B, t + 3, t, 0);
    as_emit(c, pos, OP_MOVE, D_FREE_B, t, t + 1, 0);
    as_emit(c, pos, OP_MOVE, D_FREE_B, t + 1, t + 3, 0);
    as_set_height(c, base + 3);
}

/* Prepare a middle comparison of a chain: operands to compare; what stays is at `base` if r->temp. */
static void prepare_middle(Compiler *c, Pos pos, uint32_t base, Operand *l, Operand *r) {
    if (!r->temp) return;
    if (!l->temp) {
        r->temp = false; /* read in place; stays */
        return;
    }
    keep_right(c, pos, base);
    *l = (Operand){as_temp(c->unit, base + 1), true};
    *r = (Operand){as_temp(c->unit, base + 2), true};
}

static void emit_compare(Compiler *c, Pos pos, unsigned op, Operand l, Operand r, int want, uint32_t base) {
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, pos, (Opcode)(OP_LT + op), d.flag | as_free_b(l) | as_free_c(r), d.reg, l.reg, r.reg);
    as_gen_done(c, want, base);
}

/* --- comparisons as values --- */

static void middle_value(Compiler *c, Node *n, uint32_t i, uint32_t base, Operand *l, Label *end, Label *drop) {
    Operand r = comparator(c, n->compare.ops[i], n->compare.comparators.items[i], false), left = *l, right = r;
    prepare_middle(c, n->pos, base, &left, &right);
    uint32_t kept = base + r.temp;
    emit_compare(c, n->pos, n->compare.ops[i], left, right, WANT_TEMP, kept);
    as_emit_jump(c, n->pos, OP_JUMP_IF_FALSE_OR_POP, 0, as_temp(c->unit, kept), r.temp ? drop : end);
    as_set_height(c, kept);
    *l = r.temp ? (Operand){as_temp(c->unit, base), true} : r;
}

void as_gen_compare(Compiler *c, Node *n, int want) {
    uint32_t base = c->unit->height, last = n->compare.comparators.count - 1;
    as_warn_compare(c, n);
    Operand l = as_gen_operand(c, n->compare.left, false);
    if (!last) {
        Operand r = comparator(c, n->compare.ops[0], n->compare.comparators.items[0], true);
        emit_compare(c, n->pos, n->compare.ops[0], l, r, want, base);
        return;
    }
    Label end = AS_LABEL, drop = AS_LABEL;
    for (uint32_t i = 0; i < last && !c->failed; i++) middle_value(c, n, i, base, &l, &end, &drop);
    Operand r = comparator(c, n->compare.ops[last], n->compare.comparators.items[last], true);
    emit_compare(c, n->pos, n->compare.ops[last], l, r, WANT_TEMP, base);
    if (drop.fixups) {
        as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
        as_emit_label(c, &drop);
        as_set_height(c, base + 2);
        as_gen_rotate(c, n->pos, 1);
        as_emit(c, n->pos, OP_RELEASE, 0, as_temp(c->unit, base + 1), 0, 0);
        as_set_height(c, base + 1);
    }
    as_emit_label(c, &end);
    if (want >= 0) as_gen_move(c, n->pos, (Operand){as_temp(c->unit, base), true}, want);
}

/* --- comparisons that jump --- */

static void jump_on_temp(Compiler *c, Pos pos, Label *to, bool when, uint32_t base) {
    Opcode op = when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE;
    unsigned a = as_temp(c->unit, base);
    as_set_height(c, base + 1);
    as_emit_jump(c, pos, op, D_FREE_A, a, to);
    as_set_height(c, base);
}

/* Compare l and r (which are consumed) and jump when the result is `when`; height is `kept` then. */
static void compare_jump(Compiler *c, Pos pos, unsigned op, Operand l, Operand r, Label *to, bool when,
                         uint32_t kept) {
    if (op > CMP_GE || c->far) {
        emit_compare(c, pos, op, l, r, WANT_TEMP, kept);
        jump_on_temp(c, pos, to, when, kept);
        return;
    }
    unsigned d = as_free_a(l) | as_free_b(r) | (when ? D_TRUE : 0);
    as_emit_short(c, pos, (Opcode)(OP_JUMP_LT + op), d, l.reg, r.reg, to);
    as_set_height(c, kept);
}

static void last_jump(Compiler *c, Node *n, uint32_t i, uint32_t base, Operand l, Label *to, bool when) {
    Node *right = n->compare.comparators.items[i];
    unsigned op = n->compare.ops[i];
    int16_t small;
    if (right->kind == N_NONE && (op == CMP_IS || op == CMP_IS_NOT)) {
        bool none = (op == CMP_IS) == when;
        as_emit_jump(c, n->pos, none ? OP_JUMP_IF_NONE : OP_JUMP_IF_NOT_NONE, as_free_a(l), l.reg, to);
        as_set_height(c, base);
    } else if (op <= CMP_GE && !c->far && as_fold_small(c, right, &small)) {
        unsigned d = as_free_a(l) | (when ? D_TRUE : 0);
        as_emit_short(c, n->pos, (Opcode)(OP_JUMP_LT_I + op), d, l.reg, (uint16_t)small, to);
        as_set_height(c, base);
    } else compare_jump(c, n->pos, op, l, comparator(c, op, right, true), to, when, base);
}

static void compare_chain_jump(Compiler *c, Node *n, Label *to, bool when) {
    uint32_t base = c->unit->height, last = n->compare.comparators.count - 1;
    Label no = AS_LABEL, drop = AS_LABEL, end = AS_LABEL, *fail = when ? &no : to;
    as_warn_compare(c, n);
    Operand l = as_gen_operand(c, n->compare.left, false);
    for (uint32_t i = 0; i < last && !c->failed; i++) {
        Operand r = comparator(c, n->compare.ops[i], n->compare.comparators.items[i], false), left = l, right = r;
        prepare_middle(c, n->pos, base, &left, &right);
        compare_jump(c, n->pos, n->compare.ops[i], left, right, r.temp ? &drop : fail, false, base + r.temp);
        l = r.temp ? (Operand){as_temp(c->unit, base), true} : r;
    }
    last_jump(c, n, last, base, l, to, when);
    if (drop.fixups) {
        as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
        as_emit_label(c, &drop);
        as_set_height(c, base + 1);
        as_emit(c, n->pos, OP_RELEASE, 0, as_temp(c->unit, base), 0, 0);
        as_set_height(c, base);
        as_emit_jump(c, n->pos, OP_JUMP, 0, 0, fail);
    }
    as_emit_label(c, &end);
    as_emit_label(c, &no);
}

/* --- conditions --- */

static void bool_jump(Compiler *c, Node *n, Label *to, bool when) {
    bool stops = n->op == BOOL_OR; /* the truth of a value that decides the whole */
    Label skip = AS_LABEL;
    uint32_t last = n->boolean.values.count - 1;
    for (uint32_t i = 0; i < last; i++)
        as_gen_jump(c, n->boolean.values.items[i], stops == when ? to : &skip, stops);
    as_gen_jump(c, n->boolean.values.items[last], to, when);
    as_emit_label(c, &skip);
}

static void if_exp_jump(Compiler *c, Node *n, Label *to, bool when) {
    Label orelse = AS_LABEL, end = AS_LABEL;
    as_gen_jump(c, n->if_exp.test, &orelse, false);
    as_gen_jump(c, n->if_exp.body, to, when);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    as_emit_label(c, &orelse);
    as_gen_jump(c, n->if_exp.orelse, to, when);
    as_emit_label(c, &end);
}

static void compare_cond(Compiler *c, Node *n, Label *to, bool when) {
    if (n->compare.comparators.count > 1) {
        compare_chain_jump(c, n, to, when);
        return;
    }
    uint32_t base = c->unit->height;
    as_warn_compare(c, n);
    Operand l = as_gen_operand(c, n->compare.left, false);
    last_jump(c, n, 0, base, l, to, when);
}

static void truth_jump(Compiler *c, Node *n, Label *to, bool when) {
    uint32_t base = c->unit->height;
    Operand v = as_gen_operand(c, n, true);
    as_emit_jump(c, n->pos, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, as_free_a(v), v.reg, to);
    as_set_height(c, base);
}

void as_gen_jump(Compiler *c, Node *n, Label *to, bool when) {
    if (c->failed) return;
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    int truth = as_fold_truth(c, n);
    if (truth >= 0) {
        if ((truth == 1) == when) as_emit_jump(c, n->pos, OP_JUMP, 0, 0, to);
    } else if (n->kind == N_UNARY && n->op == UNARY_NOT) as_gen_jump(c, n->unary.operand, to, !when);
    else if (n->kind == N_BOOL) bool_jump(c, n, to, when);
    else if (n->kind == N_IF_EXP) if_exp_jump(c, n, to, when);
    else if (n->kind == N_COMPARE) compare_cond(c, n, to, when);
    else truth_jump(c, n, to, when);
}
