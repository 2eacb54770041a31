/* Comprehensions and generator expressions.
 *
 * List, set and dict comprehensions run in the frame they stand in, their variables being hidden
 * locals; in class bodies, and as generator expressions, they are functions with the parameter `.0`,
 * the first iterator. See gen.h. */
#include "compiler/gen.h"

/* The collection lies at temporary `result` (none in a generator: then AS_NO_REG). */
typedef struct Comp {
    Node *n;
    unsigned result;
} Comp;

static void generator(Compiler *c, Comp *k, uint32_t i);

static void add_element(Compiler *c, Comp *k) {
    Node *n = k->n;
    uint32_t base = c->unit->height;
    Pos pos = n->comp.elt->pos;
    if (n->kind == N_DICT_COMP) {
        Operand key = as_gen_operand(c, n->comp.elt, false), value = as_gen_operand(c, n->comp.value, true);
        pos.end_line = n->comp.value->pos.end_line;
        pos.end_col = n->comp.value->pos.end_col;
        as_emit(c, pos, OP_DICT_SET, as_free_b(key) | as_free_c(value), k->result, key.reg, value.reg);
    } else if (n->kind == N_GENERATOR) {
        Operand v = as_gen_operand(c, n->comp.elt, true);
        unsigned a = as_temp(c->unit, base);
        as_set_height(c, base);
        as_emit(c, pos, OP_YIELD, as_free_b(v), a, v.reg, 0);
        as_set_height(c, base + 1);
        as_emit(c, pos, OP_RELEASE, 0, a, 0, 0);
    } else {
        Operand v = as_gen_operand(c, n->comp.elt, true);
        Opcode op = n->kind == N_SET_COMP ? OP_SET_ADD : OP_LIST_APPEND;
        as_emit(c, pos, op, as_free_b(v), k->result, v.reg, 0);
    }
    as_set_height(c, base);
}

static void conditions(Compiler *c, Comp *k, uint32_t i, Label *head) {
    NodeList ifs = k->n->comp.generators.items[i]->comprehension.ifs;
    Label skip = AS_LABEL;
    for (uint32_t j = 0; j < ifs.count; j++) as_gen_jump(c, ifs.items[j], &skip, false);
    if (i + 1 < k->n->comp.generators.count) generator(c, k, i + 1);
    else add_element(c, k);
    as_emit_label(c, &skip);
    as_emit_jump(c, k->n->comp.elt->pos, OP_JUMP_BACK, 0, 0, head);
}

/* `for x in [f()]` as in CPython binds without a loop; here it is a loop of one: nobody sees. */
static void plain_loop(Compiler *c, Comp *k, uint32_t i) {
    Node *g = k->n->comp.generators.items[i];
    Label head = AS_LABEL, exit = AS_LABEL;
    Pos pos = g->comprehension.iter->pos;
    uint32_t base = c->unit->height - (i == 0); /* the first iterator state was pushed by the caller */
    if (i) {
        Operand iter = as_gen_iterable(c, g->comprehension.iter);
        as_emit(c, pos, OP_FOR_PREP, as_free_b(iter), as_temp(c->unit, base), iter.reg, 0);
    }
    as_set_height(c, base + 3);
    as_forget_deletable(c->unit);
    as_emit_label(c, &head);
    as_gen_for_next(c, pos, base, g->comprehension.target, &exit);
    conditions(c, k, i, &head);
    as_set_height(c, base);
    as_emit_label(c, &exit);
}

static void async_loop(Compiler *c, Comp *k, uint32_t i) {
    Node *g = k->n->comp.generators.items[i];
    Label head = AS_LABEL;
    Pos pos = g->comprehension.iter->pos;
    uint32_t base = c->unit->height - (i == 0);
    if (i) {
        Operand iter = as_gen_iterable(c, g->comprehension.iter);
        as_emit(c, pos, OP_GET_AITER, as_free_b(iter), as_temp(c->unit, base), iter.reg, 0);
    }
    as_set_height(c, base + 1);
    as_forget_deletable(c->unit);
    as_emit_label(c, &head);
    Region *r = as_gen_async_next(c, pos, base);
    as_gen_store(c, g->comprehension.target, (Operand){as_temp(c->unit, base + 1), true});
    conditions(c, k, i, &head);
    as_gen_async_end(c, pos, r);
}

static void generator(Compiler *c, Comp *k, uint32_t i) {
    if (c->failed) return;
    if (k->n->comp.generators.items[i]->is_async) async_loop(c, k, i);
    else plain_loop(c, k, i);
}

static void build(Compiler *c, Comp *k, Pos pos) {
    static const Opcode ops[] = {OP_BUILD_LIST, OP_BUILD_SET, OP_NOP, OP_BUILD_DICT};
    unsigned a = as_emit_push(c);
    k->result = AS_NO_REG;
    if (k->n->kind == N_GENERATOR) {
        as_emit_pop(c, 1);
        return;
    }
    k->result = a;
    as_emit_pop(c, 1);
    as_emit(c, pos, ops[k->n->kind - N_LIST_COMP], 0, a, a, 0);
    as_emit_push(c);
}

/* --- inlined --- */

static void clear_variables(Compiler *c, Scope *s, Pos pos) {
    for (uint32_t i = 0; i < s->nsymbols; i++) {
        Symbol *sym = s->symbols[i];
        if (sym->owner != sym || sym->access != ACCESS_LOCAL) continue;
        as_emit(c, pos, OP_CLEAR_LOCAL, 0, sym->reg, 0, 0);
        as_set_bound(c->unit, sym->reg, false);
    }
}

static void make_cells(Compiler *c, Scope *s, Pos pos) {
    for (uint32_t i = 0; i < s->nsymbols; i++) {
        Symbol *sym = s->symbols[i];
        if (sym->owner == sym && sym->access == ACCESS_LOCAL && sym->cell)
            as_emit(c, pos, OP_MAKE_CELL, 0, sym->reg, 0, 0);
    }
}

/* The first iterable belongs to the scope outside: its state is made before the scope is entered. */
static void first_iterable(Compiler *c, Node *n, uint32_t state) {
    Node *g = n->comp.generators.items[0];
    Operand iter = as_gen_iterable(c, g->comprehension.iter);
    Opcode op = g->is_async ? OP_GET_AITER : OP_FOR_PREP;
    as_emit(c, g->comprehension.iter->pos, op, as_free_b(iter), as_temp(c->unit, state), iter.reg, 0);
    as_set_height(c, state + 1);
}

static void inlined(Compiler *c, Node *n, Scope *s, int want) {
    Unit *u = c->unit;
    uint32_t base = u->height;
    Comp k = {n, 0};
    build(c, &k, n->pos);
    first_iterable(c, n, base + 1);
    Scope *outer = u->current;
    u->current = s;
    /* Only where the frame may go on after an exception do stale variables matter. */
    Region *r = u->region ? as_open_region(c, base) : NULL;
    make_cells(c, s, n->pos);
    generator(c, &k, 0);
    as_close_region(c, r);
    clear_variables(c, s, n->pos);
    if (r) {
        Label end = AS_LABEL;
        as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
        as_place_handler(c, r);
        clear_variables(c, s, n->pos);
        as_set_height(c, base);
        as_emit(c, as_no_pos, OP_RERAISE, 0, as_temp(u, base), 0, 0);
        as_set_height(c, base + 1);
        as_emit_label(c, &end);
    }
    u->current = outer;
    if (want >= 0) as_gen_move(c, n->pos, (Operand){as_temp(u, base), true}, want);
}

/* --- as functions --- */

static Value comp_code(Compiler *c, Node *n, Scope *s) {
    uint32_t flags = CODE_OPTIMIZED | CODE_NEWLOCALS | (s->nested ? CODE_NESTED : 0);
    if (n->kind == N_GENERATOR) flags |= s->has_await ? CODE_ASYNC_GENERATOR : CODE_GENERATOR;
    if (!as_unit_open(c, s, s->name, as_qualname(c, s), flags, n->pos.line)) return AS_UNDEF;
    Comp k = {n, 0};
    Node *g = n->comp.generators.items[0];
    build(c, &k, n->pos);
    uint32_t base = c->unit->height;
    /* D_TRUE: `.0` is an iterator already. */
    if (g->is_async) as_emit(c, g->comprehension.iter->pos, OP_MOVE, 0, as_temp(c->unit, base), 0, 0);
    else as_emit(c, g->comprehension.iter->pos, OP_FOR_PREP, D_TRUE, as_temp(c->unit, base), 0, 0);
    as_emit_push(c);
    generator(c, &k, 0);
    if (n->kind == N_GENERATOR) as_emit(c, n->pos, OP_RETURN_NONE, 0, 0, 0, 0);
    else {
        as_set_height(c, 0);
        as_emit(c, n->pos, OP_RETURN, D_FREE_B, 0, k.result, 0);
    }
    return as_unit_close(c);
}

static void called(Compiler *c, Node *n, Scope *s, int want) {
    uint32_t base = c->unit->height;
    Value code = comp_code(c, n, s);
    if (c->failed) return;
    unsigned have = as_gen_closure(c, s, n->pos) ? FN_CLOSURE : 0;
    as_gen_make_function(c, n->pos, code, have, base);
    Node *g = n->comp.generators.items[0];
    Operand iter = as_gen_iterable(c, g->comprehension.iter);
    Opcode op = g->is_async ? OP_GET_AITER : OP_GET_ITER;
    as_emit(c, g->comprehension.iter->pos, op, as_free_b(iter), as_temp(c->unit, base + 1), iter.reg, 0);
    as_set_height(c, base + 2);
    as_set_height(c, base);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, n->pos, OP_CALL, d.flag, as_temp(c->unit, base), 1, d.reg);
    as_gen_done(c, want, base);
}

static bool may_be_async(Compiler *c, Node *n, Scope *s) {
    Scope *frame = c->unit->scope;
    if (!s->has_await || n->kind == N_GENERATOR) return true;
    if (frame->is_async || frame->kind == SCOPE_GENERATOR) return true;
    if (frame->kind == SCOPE_MODULE && (c->flags & COMPILE_TOP_AWAIT)) return true;
    as_compile_error(c, n->pos, "asynchronous comprehension outside of an asynchronous function");
    return false;
}

void as_gen_comp(Compiler *c, Node *n, int want) {
    Scope *s = as_scope_of(c, n, PART_SELF);
    if (!s || !may_be_async(c, n, s)) return;
    if (s->inlined) inlined(c, n, s, want);
    else called(c, n, s, want);
}
