/* try with `except*`. While the handlers run the temporaries are
 *
 *     [whole group, handled before] [list of what handlers raised] [rest of the group] [part, before it]
 *
 * the last pair in a handler only. In the end the list and the rest become what is to be raised, if
 * anything. See gen.h. */
#include "compiler/gen.h"

static void release_top(Compiler *c, Pos pos) {
    as_emit(c, pos, OP_RELEASE, 0, as_temp(c->unit, c->unit->height - 1), 0, 0);
    as_emit_pop(c, 1);
}

/* Split the rest by the handler's class: [rest] becomes [new rest, matching part or None]. */
static void split(Compiler *c, Node *h, uint32_t base) {
    Pos pos = h->handler.type->pos;
    unsigned rest = as_temp(c->unit, base);
    as_set_height(c, base + 1);
    Operand type = as_gen_operand(c, h->handler.type, true);
    as_emit(c, pos, OP_EXC_STAR_MATCH, D_FREE_B | as_free_c(type), rest, rest, type.reg);
    as_set_height(c, base + 2);
    as_gen_rotate(c, pos, 1);
}

static void handler_body(Compiler *c, Node *h, uint32_t part, Region *outside) {
    Unit *u = c->unit;
    Id name = h->handler.name ? as_gen_id(c, h->handler.name) : 0;
    Block b = {.parent = u->block, .kind = BLOCK_HANDLER, .height = part, .outside = outside, .node = h,
               .is_star = true};
    Label done = AS_LABEL;
    as_emit(c, h->pos, OP_PUSH_EXC, 0, as_temp(u, part), 0, 0);
    as_set_height(c, part + 2);
    Region *r = as_open_region(c, part + 2);
    if (name) as_gen_store_id(c, name, h->pos, (Operand){as_temp(u, part), false});
    u->block = &b;
    as_gen_body(c, h->handler.body);
    u->block = b.parent;
    as_close_region(c, r);
    as_emit(c, h->pos, OP_POP_EXC, 0, as_temp(u, part), 0, 0);
    as_set_height(c, part);
    if (name) as_gen_clear_id(c, name, h->pos);
    as_emit_jump(c, h->pos, OP_JUMP, 0, 0, &done);
    as_place_handler(c, r); /* what the handler raised joins the list */
    if (name) as_gen_clear_id(c, name, h->pos);
    as_gen_rotate(c, h->pos, 2);
    as_emit(c, h->pos, OP_POP_EXC, 0, as_temp(u, part + 1), 0, 0);
    as_set_height(c, part + 1);
    as_emit(c, h->pos, OP_LIST_APPEND, D_FREE_B, as_temp(u, part - 2), as_temp(u, part), 0);
    as_set_height(c, part);
    as_emit_label(c, &done);
}

static void handler(Compiler *c, Node *h, uint32_t rest, Region *inner) {
    Label none = AS_LABEL, next = AS_LABEL;
    split(c, h, rest);
    as_emit_jump(c, h->pos, OP_JUMP_IF_NONE, 0, as_temp(c->unit, rest + 1), &none);
    handler_body(c, h, rest + 1, inner);
    as_emit_jump(c, h->pos, OP_JUMP, 0, 0, &next);
    as_emit_label(c, &none);
    as_set_height(c, rest + 2);
    release_top(c, h->pos);
    as_emit_label(c, &next);
}

/* [group, before, list, rest]: raise what is left, or be done. */
static void finish(Compiler *c, Node *n, uint32_t base, Region *outside, Region *inner, Label *end) {
    unsigned t = as_temp(c->unit, base);
    Label again = AS_LABEL;
    as_emit(c, n->pos, OP_LIST_APPEND, D_FREE_B, t + 2, t + 3, 0);
    as_set_height(c, base + 3);
    as_emit(c, n->pos, OP_PREP_RERAISE_STAR, D_FREE_C, t + 2, t, t + 2);
    as_emit_jump(c, n->pos, OP_JUMP_IF_NOT_NONE, 0, t + 2, &again);
    release_top(c, n->pos);
    c->unit->region = outside;
    as_emit(c, n->pos, OP_POP_EXC, 0, t, 0, 0);
    as_set_height(c, base);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, end);
    as_place_handler(c, inner);
    as_emit_label(c, &again);
    as_gen_reraise(c, base);
}

void as_gen_try_star(Compiler *c, Node *n) {
    Label end = AS_LABEL;
    uint32_t base = c->unit->height;
    unsigned t = as_temp(c->unit, base);
    Region *r = as_open_region(c, base);
    as_gen_body(c, n->try_.body);
    as_close_region(c, r);
    as_gen_body(c, n->try_.orelse);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    as_place_handler(c, r);
    if (c->failed) return;
    as_emit(c, n->pos, OP_PUSH_EXC, 0, t, 0, 0);
    as_set_height(c, base + 2);
    Region *inner = as_open_region(c, base + 2);
    as_emit(c, n->pos, OP_BUILD_LIST, 0, t + 2, t + 2, 0);
    as_set_height(c, base + 3);
    as_emit(c, n->pos, OP_MOVE, 0, t + 3, t, 0);
    as_set_height(c, base + 4);
    for (uint32_t i = 0; i < n->try_.handlers.count && !c->failed; i++)
        handler(c, n->try_.handlers.items[i], base + 3, inner);
    if (!c->failed) finish(c, n, base, r->parent, inner, &end);
    as_emit_label(c, &end);
}
