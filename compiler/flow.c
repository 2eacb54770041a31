/* Loops, try, with, and the ways out of them.
 *
 * Statements that must be left in an orderly way form a list of Blocks. `return`, `break` and
 * `continue` walk it outwards and write for each what leaving takes: releasing an iterator, ending the
 * handling of an exception, calling __exit__, or the finally body once more. A return value lies
 * on top meanwhile and is moved down as what is below it goes away.
 *
 * How temporaries lie:   for       [iterator, 2 inline words]
 *                        async for [asynchronous iterator]
 *                        with      [exit function]
 *                        handler   [exception, the one handled before] */
#include "compiler/gen.h"

void as_gen_rotate(Compiler *c, Pos pos, uint32_t count) {
    unsigned top = as_temp(c->unit, c->unit->height - 1);
    as_emit(c, pos, OP_MOVE, D_FREE_B, top + 1, top, 0);
    for (uint32_t i = 0; i < count; i++) as_emit(c, pos, OP_MOVE, D_FREE_B, top - i, top - i - 1, 0);
    as_emit(c, pos, OP_MOVE, D_FREE_B, top - count, top + 1, 0);
    as_set_height(c, c->unit->height); /* the extra register is among those that each frame has spare */
}

static void release_top(Compiler *c, Pos pos) {
    as_emit(c, pos, OP_RELEASE, 0, as_temp(c->unit, c->unit->height - 1), 0, 0);
    as_emit_pop(c, 1);
}

static void push_block(Compiler *c, Block *b, BlockKind kind, const Node *n) {
    *b = (Block){.parent = c->unit->block, .kind = kind, .height = c->unit->height,
                 .outside = c->unit->region, .node = n};
    c->unit->block = b;
}

/* --- leaving --- */

/* Call the exit function on top with three Nones. */
static void call_exit(Compiler *c, Pos pos, bool is_async) {
    uint32_t base = c->unit->height - 1;
    for (int i = 0; i < 3; i++) as_gen_const(c, AS_NONE, pos, WANT_TEMP);
    as_set_height(c, base);
    as_emit(c, pos, OP_CALL, 0, as_temp(c->unit, base), 3, as_temp(c->unit, base));
    as_set_height(c, base + 1);
    if (is_async) as_gen_await(c, pos, 2, WANT_TEMP);
    release_top(c, pos);
}

static void leave_loop(Compiler *c, Pos pos, Block *b, bool value) {
    if (!b->has_state) return;
    unsigned state = as_temp(c->unit, b->height), top = as_temp(c->unit, c->unit->height - 1);
    if (value && top != state + 1) as_emit(c, pos, OP_MOVE, D_FREE_B, state + 1, top, 0);
    as_set_height(c, b->height + 1 + value);
    if (value) as_gen_rotate(c, pos, 1);
    release_top(c, pos);
}

static void leave_handler(Compiler *c, Pos pos, Block *b, bool value) {
    if (value) as_gen_rotate(c, pos, 2);
    as_emit(c, pos, OP_POP_EXC, 0, as_temp(c->unit, b->height + value), 0, 0);
    as_set_height(c, b->height + value);
    if (b->name) as_gen_clear_id(c, b->name, pos);
}

static void leave_with(Compiler *c, Pos pos, Block *b, bool value) {
    if (value) as_gen_rotate(c, pos, 1);
    call_exit(c, b->pos, b->is_async);
}

static void leave(Compiler *c, Pos pos, Block *b, bool value) {
    Unit *u = c->unit;
    u->block = b->parent;
    u->region = b->outside;
    switch (b->kind) {
    case BLOCK_LOOP: leave_loop(c, pos, b, value); break;
    case BLOCK_HANDLER: leave_handler(c, pos, b, value); break;
    case BLOCK_WITH: leave_with(c, pos, b, value); break;
    case BLOCK_FINALLY:
        if (++c->depth > 100) as_compile_error(c, b->node->pos, "too many statically nested blocks");
        as_gen_body(c, b->node->try_.finalbody);
        c->depth--;
        break;
    }
}

/* What a jump out of blocks changes and the code after it needs back. */
typedef struct Place {
    Block *block;
    Region *region;
    uint32_t height;
    uint64_t *bound;
} Place;

static Place here(Compiler *c) {
    Unit *u = c->unit;
    return (Place){u->block, u->region, u->height, as_bound_copy(c)};
}

static void come_back(Compiler *c, Place p) {
    Unit *u = c->unit;
    u->block = p.block;
    u->region = p.region;
    u->height = p.height;
    u->dead = true;
    as_bound_set(u, p.bound);
}

static bool in_star_handler(Compiler *c, const Node *n, const Block *until) {
    for (Block *b = c->unit->block; b && b != until; b = b->parent)
        if (b->is_star) {
            as_compile_error(c, n->pos, "'break', 'continue' and 'return' cannot appear in an except* block");
            return true;
        }
    return false;
}

static bool check_return(Compiler *c, Node *n) {
    Scope *s = c->unit->scope;
    if (!as_is_function_like(s)) as_compile_error(c, n->pos, "'return' outside function");
    else if (n->single.value && s->is_async && s->generator)
        as_compile_error(c, n->pos, "'return' with value in async generator");
    return !c->failed && !in_star_handler(c, n, NULL);
}

/* Whether local `reg` may change while the blocks are left. */
static bool may_change(Compiler *c, Id id) {
    for (Block *b = c->unit->block; b; b = b->parent)
        if (b->kind == BLOCK_FINALLY || b->name == id) return true;
    return false;
}

/* The value to return: a local in place, or on top. */
static Operand return_operand(Compiler *c, Node *value) {
    if (value->kind == N_NAME && !may_change(c, as_gen_id(c, value->name)))
        return as_gen_operand(c, value, true);
    as_gen_expr(c, value, WANT_TEMP);
    return (Operand){as_temp(c->unit, c->unit->height - 1), true};
}

void as_gen_return(Compiler *c, Node *n) {
    if (!check_return(c, n)) return;
    Place place = here(c);
    Value constant = AS_NONE;
    bool is_const = !n->single.value || as_fold(c, n->single.value, &constant);
    Operand v = {0, false};
    if (!is_const) v = return_operand(c, n->single.value);
    while (c->unit->block && !c->failed) leave(c, n->pos, c->unit->block, v.temp);
    if (is_const && !as_is_none(constant)) {
        as_gen_const(c, constant, n->pos, WANT_TEMP);
        v.temp = true;
    }
    if (v.temp) v.reg = as_temp(c->unit, c->unit->height - 1);
    as_emit_pop(c, v.temp);
    if (is_const && as_is_none(constant)) as_emit(c, n->pos, OP_RETURN_NONE, 0, 0, 0, 0);
    else as_emit(c, n->pos, OP_RETURN, as_free_b(v), 0, v.reg, 0);
    come_back(c, place);
}

static Block *find_loop(Compiler *c, Node *n, const char *message) {
    Block *b = c->unit->block;
    while (b && b->kind != BLOCK_LOOP) b = b->parent;
    if (in_star_handler(c, n, b)) return NULL;
    if (!b) as_compile_error(c, n->pos, "%s", message);
    return b;
}

void as_gen_break(Compiler *c, Node *n) {
    Block *loop = find_loop(c, n, "'break' outside loop");
    if (!loop) return;
    Place place = here(c);
    while (c->unit->block != loop && !c->failed) leave(c, n->pos, c->unit->block, false);
    leave(c, n->pos, loop, false);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, loop->end);
    come_back(c, place);
}

void as_gen_continue(Compiler *c, Node *n) {
    Block *loop = find_loop(c, n, "'continue' not properly in loop");
    if (!loop) return;
    Place place = here(c);
    while (c->unit->block != loop && !c->failed) leave(c, n->pos, c->unit->block, false);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, loop->next);
    come_back(c, place);
}

/* --- loops --- */

static void while_true(Compiler *c, Node *n) {
    Label head = AS_LABEL, end = AS_LABEL;
    Block b;
    as_forget_deletable(c->unit);
    as_emit_label(c, &head);
    push_block(c, &b, BLOCK_LOOP, n);
    b.next = &head;
    b.end = &end;
    as_gen_body(c, n->if_.body);
    c->unit->block = b.parent;
    as_emit_jump(c, n->pos, OP_JUMP_BACK, 0, 0, &head);
    as_gen_body(c, n->if_.orelse); /* never runs, but its errors count */
    as_emit_label(c, &end);
}

void as_gen_while(Compiler *c, Node *n) {
    if (as_fold_truth(c, n->if_.test) == 1) {
        while_true(c, n);
        return;
    }
    Label top = AS_LABEL, next = AS_LABEL, orelse = AS_LABEL, end = AS_LABEL;
    Block b;
    as_gen_jump(c, n->if_.test, &orelse, false);
    as_emit_label(c, &top);
    as_forget_deletable(c->unit);
    uint64_t *bound = as_bound_copy(c);
    push_block(c, &b, BLOCK_LOOP, n);
    b.next = &next;
    b.end = &end;
    as_gen_body(c, n->if_.body);
    c->unit->block = b.parent;
    as_emit_label(c, &next);
    as_bound_set(c->unit, bound);
    as_gen_jump(c, n->if_.test, &top, true);
    as_emit_label(c, &orelse);
    as_gen_body(c, n->if_.orelse);
    as_emit_label(c, &end);
}

void as_gen_for_next(Compiler *c, Pos pos, uint32_t state, Node *target, Label *exit) {
    int reg = target->kind == N_NAME ? as_plain_local(c, as_gen_id(c, target->name)) : -1;
    unsigned a = reg >= 0 ? (unsigned)reg : as_temp(c->unit, state + 3), b = as_temp(c->unit, state);
    Label near = AS_LABEL, go = AS_LABEL;
    as_emit_short(c, pos, OP_FOR_ITER, reg >= 0 ? D_LOCAL_A : 0, a, b, c->far ? &near : exit);
    if (c->far) { /* a jump of 32 bits close by */
        as_emit_jump(c, pos, OP_JUMP, 0, 0, &go);
        as_emit_label(c, &near);
        as_set_height(c, state);
        as_emit_jump(c, pos, OP_JUMP, 0, 0, exit);
        as_emit_label(c, &go);
        as_set_height(c, state + 3);
    }
    if (reg >= 0) {
        as_set_bound(c->unit, (unsigned)reg, true);
        return;
    }
    as_emit_push(c);
    as_gen_store(c, target, (Operand){a, true});
}

static void for_plain(Compiler *c, Node *n) {
    Label head = AS_LABEL, exit = AS_LABEL, end = AS_LABEL;
    uint32_t base = c->unit->height;
    Block b;
    Operand iter = as_gen_iterable(c, n->for_.iter);
    as_emit(c, n->pos, OP_FOR_PREP, as_free_b(iter), as_temp(c->unit, base), iter.reg, 0);
    as_set_height(c, base);
    push_block(c, &b, BLOCK_LOOP, n);
    as_set_height(c, base + 3);
    b.has_state = true;
    b.next = &head;
    b.end = &end;
    as_forget_deletable(c->unit);
    as_emit_label(c, &head);
    as_gen_for_next(c, n->pos, base, n->for_.target, &exit);
    as_gen_body(c, n->for_.body);
    as_emit_jump(c, n->for_.iter->pos, OP_JUMP_BACK, 0, 0, &head);
    c->unit->block = b.parent;
    as_set_height(c, base);
    as_emit_label(c, &exit);
    as_gen_body(c, n->for_.orelse);
    as_emit_label(c, &end);
}

bool as_may_async(Compiler *c, const Node *n, const char *what) {
    Scope *s = c->unit->scope;
    if (s->is_async || (s->kind == SCOPE_MODULE && (c->flags & COMPILE_TOP_AWAIT))) return true;
    as_compile_error(c, n->pos, "'%s' outside async function", what);
    return false;
}

Region *as_gen_async_next(Compiler *c, Pos pos, uint32_t state) {
    unsigned a = as_temp(c->unit, state + 1);
    as_set_height(c, state + 1);
    Region *r = as_open_region(c, state + 1);
    as_emit(c, pos, OP_GET_ANEXT, 0, a, a - 1, 0);
    as_set_height(c, state + 2);
    as_emit(c, pos, OP_SEND, D_FREE_B, a, a, 0);
    as_close_region(c, r);
    return r;
}

void as_gen_async_end(Compiler *c, Pos pos, Region *r) {
    if (!r) return;
    uint32_t state = r->height - 1;
    c->unit->dead = true; /* only the exception leads here */
    as_place_handler(c, r);
    as_set_height(c, state + 1);
    as_emit(c, pos, OP_END_ASYNC_FOR, 0, as_temp(c->unit, state + 1), 0, 0);
    release_top(c, pos);
}

static void for_async(Compiler *c, Node *n) {
    if (!as_may_async(c, n, "async for")) return;
    Label head = AS_LABEL, end = AS_LABEL;
    uint32_t base = c->unit->height;
    Block b;
    Pos pos = n->pos;
    Operand iter = as_gen_operand(c, n->for_.iter, true);
    as_emit(c, pos, OP_GET_AITER, as_free_b(iter), as_temp(c->unit, base), iter.reg, 0);
    as_set_height(c, base);
    push_block(c, &b, BLOCK_LOOP, n);
    as_set_height(c, base + 1);
    b.has_state = true;
    b.next = &head;
    b.end = &end;
    as_forget_deletable(c->unit);
    as_emit_label(c, &head);
    Region *r = as_gen_async_next(c, pos, base);
    as_gen_store(c, n->for_.target, (Operand){as_temp(c->unit, base + 1), true});
    as_gen_body(c, n->for_.body);
    as_emit_jump(c, pos, OP_JUMP_BACK, 0, 0, &head);
    c->unit->block = b.parent;
    as_gen_async_end(c, pos, r);
    as_gen_body(c, n->for_.orelse);
    as_emit_label(c, &end);
}

void as_gen_for(Compiler *c, Node *n) {
    if (n->is_async) for_async(c, n);
    else for_plain(c, n);
}

/* --- try --- */

/* [exception, previous, new exception]: stop handling and raise the new one. */
void as_gen_reraise(Compiler *c, uint32_t base) {
    Pos pos = as_no_pos;
    as_set_height(c, base + 3);
    as_gen_rotate(c, pos, 2);
    as_emit(c, pos, OP_POP_EXC, 0, as_temp(c->unit, base + 1), 0, 0);
    as_set_height(c, base);
    as_emit(c, pos, OP_RERAISE, 0, as_temp(c->unit, base), 0, 0);
}

/* After a handler's entry: [exception] becomes [exception, previous]. */
static void push_exc(Compiler *c, Pos pos, uint32_t base) {
    as_emit(c, pos, OP_PUSH_EXC, 0, as_temp(c->unit, base), 0, 0);
    as_set_height(c, base + 2);
}

/* The exception itself once more on top, to be raised again. */
static void copy_exc(Compiler *c, Pos pos, uint32_t base) {
    as_set_height(c, base + 2);
    as_emit(c, pos, OP_MOVE, 0, as_temp(c->unit, base + 2), as_temp(c->unit, base), 0);
    as_set_height(c, base + 3);
}

static void match_handler(Compiler *c, Node *h, uint32_t base, Label *next) {
    Operand type = as_gen_operand(c, h->handler.type, true);
    unsigned t = as_temp(c->unit, base + 2);
    as_emit(c, h->handler.type->pos, OP_EXC_MATCH, as_free_c(type), t, t - 2, type.reg);
    as_set_height(c, base + 3);
    as_emit_jump(c, h->handler.type->pos, OP_JUMP_IF_FALSE, D_FREE_A, t, next);
    as_set_height(c, base + 2);
}

static void handler_body(Compiler *c, Node *h, uint32_t base, Region *outside, Label *end, Label *cleanup) {
    Unit *u = c->unit;
    Block b;
    Id name = h->handler.name ? as_gen_id(c, h->handler.name) : 0;
    Region *around = u->region, *r = NULL;
    if (name) as_gen_store_id(c, name, h->pos, (Operand){as_temp(u, base), false});
    push_block(c, &b, BLOCK_HANDLER, h);
    b.height = base;
    b.outside = outside;
    b.name = name;
    if (name) r = as_open_region(c, base + 2);
    as_gen_body(c, h->handler.body);
    u->block = b.parent;
    u->region = outside;
    as_emit(c, h->pos, OP_POP_EXC, 0, as_temp(u, base), 0, 0);
    as_set_height(c, base);
    if (name) as_gen_clear_id(c, name, h->pos);
    as_emit_jump(c, h->pos, OP_JUMP, 0, 0, end);
    if (r) {
        as_place_handler(c, r);
        u->region = outside;
        as_gen_clear_id(c, name, h->pos);
        as_emit_jump(c, h->pos, OP_JUMP, 0, 0, cleanup);
    }
    u->region = around;
    as_set_height(c, base + 2);
}

static void handlers(Compiler *c, Node *n, uint32_t base, Region *outside, Label *end, Label *cleanup) {
    NodeList list = n->try_.handlers;
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        Node *h = list.items[i];
        Label next = AS_LABEL;
        if (h->handler.type) match_handler(c, h, base, &next);
        else if (i + 1 < list.count) as_compile_error(c, h->pos, "default 'except:' must be last");
        handler_body(c, h, base, outside, end, cleanup);
        as_emit_label(c, &next);
    }
}

static void try_except(Compiler *c, Node *n) {
    Label end = AS_LABEL, cleanup = AS_LABEL;
    uint32_t base = c->unit->height;
    Region *r = as_open_region(c, base);
    as_gen_body(c, n->try_.body);
    as_close_region(c, r);
    as_gen_body(c, n->try_.orelse);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    as_place_handler(c, r);
    if (c->failed) return;
    push_exc(c, n->pos, base);
    Region *inner = as_open_region(c, base + 2);
    handlers(c, n, base, r->parent, &end, &cleanup);
    copy_exc(c, n->pos, base);
    as_place_handler(c, inner);
    as_emit_label(c, &cleanup);
    as_gen_reraise(c, base);
    as_emit_label(c, &end);
}

static void try_body(Compiler *c, Node *n) {
    if (n->flag) as_gen_try_star(c, n);
    else if (n->try_.handlers.count) try_except(c, n);
    else as_gen_body(c, n->try_.body);
}

static void try_finally(Compiler *c, Node *n) {
    Label end = AS_LABEL;
    Unit *u = c->unit;
    uint32_t base = u->height;
    Block b;
    push_block(c, &b, BLOCK_FINALLY, n);
    Region *r = as_open_region(c, base);
    try_body(c, n);
    as_close_region(c, r);
    u->block = b.parent;
    as_gen_body(c, n->try_.finalbody);
    as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    as_place_handler(c, r);
    if (c->failed) return;
    push_exc(c, n->pos, base);
    push_block(c, &b, BLOCK_HANDLER, n);
    b.height = base;
    Region *inner = as_open_region(c, base + 2);
    as_gen_body(c, n->try_.finalbody);
    u->block = b.parent;
    copy_exc(c, n->pos, base);
    as_place_handler(c, inner);
    as_gen_reraise(c, base);
    as_emit_label(c, &end);
}

void as_gen_try(Compiler *c, Node *n) {
    if (n->try_.finalbody.count) try_finally(c, n);
    else try_body(c, n);
}

/* --- with --- */

static void with_item(Compiler *c, Node *n, uint32_t i);

/* [exit, exception]: ask the exit function; when it declines, raise again. */
static void with_exception(Compiler *c, Node *n, Pos pos, uint32_t base) {
    Label suppressed = AS_LABEL;
    unsigned exit = as_temp(c->unit, base);
    push_exc(c, pos, base + 1);
    Region *r = as_open_region(c, base + 3);
    as_emit(c, pos, OP_WITH_EXCEPT, 0, exit + 3, exit, exit + 1);
    as_set_height(c, base + 4);
    if (n->is_async) as_gen_await(c, pos, 2, WANT_TEMP);
    as_emit_jump(c, pos, OP_JUMP_IF_TRUE, D_FREE_A, exit + 3, &suppressed);
    as_close_region(c, r);
    copy_exc(c, pos, base + 1);
    as_place_handler(c, r);
    as_gen_reraise(c, base + 1);
    as_emit_label(c, &suppressed);
    as_set_height(c, base + 3);
    as_emit(c, pos, OP_POP_EXC, 0, exit + 1, 0, 0);
    as_set_height(c, base + 1);
    release_top(c, pos);
}

static void enter(Compiler *c, Node *n, Node *item, uint32_t base) {
    Pos pos = n->pos;
    Operand o = as_gen_operand(c, item->with_item.context, true);
    Opcode op = n->is_async ? OP_ASYNC_WITH_ENTER : OP_WITH_ENTER;
    as_emit(c, pos, op, as_free_b(o), as_temp(c->unit, base), o.reg, 0);
    as_set_height(c, base + 2);
    if (n->is_async) as_gen_await(c, pos, 1, WANT_TEMP);
}

static void with_body(Compiler *c, Node *n, uint32_t i) {
    Node *item = n->with.items.items[i];
    Operand top = {as_temp(c->unit, c->unit->height - 1), true};
    if (item->with_item.target) as_gen_store(c, item->with_item.target, top);
    else release_top(c, item->pos);
    if (i + 1 < n->with.items.count) with_item(c, n, i + 1);
    else as_gen_body(c, n->with.body);
}

static void with_item(Compiler *c, Node *n, uint32_t i) {
    Label end = AS_LABEL;
    Unit *u = c->unit;
    uint32_t base = u->height;
    Pos pos = n->pos;
    Block b;
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    enter(c, n, n->with.items.items[i], base);
    push_block(c, &b, BLOCK_WITH, n);
    b.height = base;
    b.pos = pos;
    b.is_async = n->is_async;
    Region *r = as_open_region(c, base + 1);
    with_body(c, n, i);
    as_close_region(c, r);
    u->block = b.parent;
    as_set_height(c, base + 1);
    call_exit(c, pos, n->is_async);
    as_emit_jump(c, pos, OP_JUMP, 0, 0, &end);
    as_place_handler(c, r);
    if (c->failed) return;
    with_exception(c, n, pos, base);
    as_emit_label(c, &end);
}

void as_gen_with(Compiler *c, Node *n) {
    if (n->is_async && !as_may_async(c, n, "async with")) return;
    with_item(c, n, 0);
}
