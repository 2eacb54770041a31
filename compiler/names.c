/* Loading, storing and deleting names and other targets. */
#include "compiler/gen.h"

Id as_gen_id(Compiler *c, const Name *name) {
    return as_mangle(c, c->unit->current->klass, as_id(c, name));
}

Symbol *as_gen_symbol(Compiler *c, Id id) { return as_symbol(c->unit->current, id); }

int as_plain_local(Compiler *c, Id id) {
    Symbol *sym = as_gen_symbol(c, id);
    return sym && sym->access == ACCESS_LOCAL && !sym->owner->cell ? sym->owner->reg : -1;
}

static void check_local(Compiler *c, unsigned reg, Pos pos) {
    if (as_is_bound(c->unit, reg)) return;
    as_emit(c, pos, OP_CHECK_LOCAL, 0, reg, 0, 0);
    as_set_bound(c->unit, reg, true);
}

Dest as_gen_dest(const Unit *u, int want, uint32_t base) {
    return want < 0 ? (Dest){as_temp(u, base), 0} : (Dest){(unsigned)want, D_LOCAL_A};
}

void as_gen_done(Compiler *c, int want, uint32_t base) {
    as_set_height(c, base + (want < 0));
    if (want >= 0) as_set_bound(c->unit, (unsigned)want, true);
}

void as_gen_move(Compiler *c, Pos pos, Operand from, int want) {
    uint32_t base = c->unit->height - from.temp;
    Dest d = as_gen_dest(c->unit, want, base);
    if (d.reg != from.reg) as_emit(c, pos, OP_MOVE, d.flag | as_free_b(from), d.reg, from.reg, 0);
    as_gen_done(c, want, base);
}

static void load_special(Compiler *c, Symbol *sym, Pos pos, Dest d) {
    unsigned name = sym->access == ACCESS_CLASS_FREE ? as_name_const(c, sym->id) : 0;
    if (sym->access == ACCESS_CLASS_FREE)
        as_emit(c, pos, OP_LOAD_CLASS_FREE, d.flag, d.reg, sym->index, name);
    else if (sym->access == ACCESS_FREE) as_emit(c, pos, OP_LOAD_FREE, d.flag, d.reg, sym->index, 0);
    else as_emit(c, pos, OP_LOAD_CELL, d.flag, d.reg, sym->owner->reg, 0);
}

void as_gen_load(Compiler *c, Id id, Pos pos, int want) {
    Symbol *sym = as_gen_symbol(c, id);
    if (c->failed || !sym) return;
    Dest d = as_gen_dest(c->unit, want, c->unit->height);
    if (sym->access == ACCESS_GLOBAL || sym->access == ACCESS_NAME) {
        Opcode op = sym->access == ACCESS_GLOBAL ? OP_LOAD_GLOBAL : OP_LOAD_NAME;
        as_emit_wide(c, pos, op, d.flag, d.reg, (int32_t)as_const_id(c, id));
    } else if (sym->access == ACCESS_LOCAL && !sym->owner->cell) {
        check_local(c, sym->owner->reg, pos);
        as_gen_move(c, pos, (Operand){sym->owner->reg, false}, want);
        return;
    } else load_special(c, sym, pos, d);
    as_gen_done(c, want, c->unit->height);
}

void as_gen_store_id(Compiler *c, Id id, Pos pos, Operand v) {
    Symbol *sym = as_gen_symbol(c, id);
    if (c->failed || !sym) return;
    switch (sym->access) {
    case ACCESS_LOCAL:
        if (!sym->owner->cell) {
            as_gen_move(c, pos, v, sym->owner->reg);
            return;
        }
        as_emit(c, pos, OP_STORE_CELL, as_free_b(v), sym->owner->reg, v.reg, 0);
        break;
    case ACCESS_FREE:
    case ACCESS_CLASS_FREE: as_emit(c, pos, OP_STORE_FREE, as_free_b(v), sym->index, v.reg, 0); break;
    case ACCESS_GLOBAL:
        as_emit(c, pos, OP_STORE_GLOBAL, as_free_b(v), 0, v.reg, as_name_const(c, id));
        break;
    case ACCESS_NAME: as_emit(c, pos, OP_STORE_NAME, as_free_b(v), 0, v.reg, as_name_const(c, id)); break;
    }
    as_emit_pop(c, v.temp);
}

void as_gen_delete_id(Compiler *c, Id id, Pos pos) {
    Symbol *sym = as_gen_symbol(c, id);
    if (c->failed || !sym) return;
    switch (sym->access) {
    case ACCESS_LOCAL:
        as_emit(c, pos, sym->owner->cell ? OP_DELETE_CELL : OP_DELETE_LOCAL, 0, sym->owner->reg, 0, 0);
        if (!sym->owner->cell) as_set_bound(c->unit, sym->owner->reg, false);
        break;
    case ACCESS_FREE:
    case ACCESS_CLASS_FREE: as_emit(c, pos, OP_DELETE_FREE, 0, sym->index, 0, 0); break;
    case ACCESS_GLOBAL: as_emit(c, pos, OP_DELETE_GLOBAL, 0, 0, 0, as_name_const(c, id)); break;
    case ACCESS_NAME: as_emit(c, pos, OP_DELETE_NAME, 0, 0, 0, as_name_const(c, id)); break;
    }
}

static bool raw_is_name(Compiler *c) {
    return c->unit->scope->kind == SCOPE_CLASS || (c->flags & COMPILE_NAMES);
}

void as_gen_load_raw(Compiler *c, const char *name, Pos pos) {
    int32_t k = (int32_t)as_const_id(c, as_id_c(c, name));
    as_emit_wide(c, pos, raw_is_name(c) ? OP_LOAD_NAME : OP_LOAD_GLOBAL, 0, as_temp(c->unit, c->unit->height), k);
    as_emit_push(c);
}

void as_gen_store_raw(Compiler *c, const char *name, Pos pos) {
    unsigned k = as_name_const(c, as_id_c(c, name)), top = as_temp(c->unit, c->unit->height - 1);
    as_emit(c, pos, raw_is_name(c) ? OP_STORE_NAME : OP_STORE_GLOBAL, D_FREE_B, 0, top, k);
    as_emit_pop(c, 1);
}

void as_gen_clear_id(Compiler *c, Id id, Pos pos) {
    int reg = as_plain_local(c, id);
    if (reg >= 0) {
        as_emit(c, pos, OP_CLEAR_LOCAL, 0, (unsigned)reg, 0, 0);
        as_set_bound(c->unit, (unsigned)reg, false);
        return;
    }
    as_gen_const(c, AS_NONE, pos, WANT_TEMP);
    as_gen_store_id(c, id, pos, (Operand){as_temp(c->unit, c->unit->height - 1), true});
    as_gen_delete_id(c, id, pos);
}

bool as_gen_closure(Compiler *c, Scope *scope, Pos pos) {
    uint32_t count = scope->nfree, base = c->unit->height;
    if (!count) return false;
    for (uint32_t i = 0; i < count && !c->failed; i++) {
        Symbol *sym = as_gen_symbol(c, scope->free[i]);
        Scope *s = c->unit->current;
        /* A comprehension may not mention a name that only a function within it uses. */
        for (; !(sym && sym->owner) && s && s->frame == c->unit->scope; s = s->parent)
            sym = as_symbol(s, scope->free[i]);
        bool own_class = c->unit->scope->needs_class_cell && as_id_is(c, scope->free[i], "__class__");
        unsigned a = as_emit_push(c);
        as_emit_pop(c, 1);
        if (own_class) as_emit(c, pos, OP_MOVE, 0, a, c->unit->scope->class_cell.reg, 0);
        else if (sym && sym->owner && sym->access == ACCESS_LOCAL)
            as_emit(c, pos, OP_MOVE, 0, a, sym->owner->reg, 0);
        else as_emit(c, pos, OP_LOAD_CLOSURE, 0, a, as_free_index(c, c->unit->scope, scope->free[i]), 0);
        as_emit_push(c);
    }
    as_emit(c, pos, OP_BUILD_TUPLE, 0, as_temp(c->unit, base), as_temp(c->unit, base), count);
    as_set_height(c, base + 1);
    return true;
}

/* --- other targets --- */

static uint32_t star_index(Compiler *c, Pos pos, NodeList elts) {
    uint32_t star = elts.count;
    for (uint32_t i = 0; i < elts.count; i++) {
        if (elts.items[i]->kind != N_STARRED) continue;
        if (star != elts.count)
            as_compile_error(c, pos, "multiple starred expressions in assignment");
        star = i;
    }
    return star;
}

static void store_sequence(Compiler *c, Node *n, Operand v) {
    NodeList elts = n->seq.elts;
    uint32_t star = star_index(c, n->pos, elts), base = c->unit->height - v.temp;
    if (star != elts.count && (star > 255 || elts.count - star - 1 > 255)) {
        as_compile_error(c, n->pos, "too many expressions in star-unpacking assignment");
        return;
    }
    bool has_star = star != elts.count;
    unsigned count = has_star ? star | (elts.count - star - 1) << 8 : elts.count;
    as_emit(c, n->pos, has_star ? OP_UNPACK_EX : OP_UNPACK, as_free_b(v), as_temp(c->unit, base), v.reg, count);
    as_set_height(c, base + elts.count);
    for (uint32_t i = 0; i < elts.count && !c->failed; i++) {
        Node *e = elts.items[i];
        Operand top = {as_temp(c->unit, c->unit->height - 1), true};
        as_gen_store(c, e->kind == N_STARRED ? e->single.value : e, top);
    }
}

static void store_attribute(Compiler *c, Node *n, Operand v) {
    Operand object = as_gen_operand(c, n->attribute.value, true);
    unsigned name = as_name_const(c, as_gen_id(c, n->attribute.attr));
    as_emit(c, as_attr_pos(n), OP_STORE_ATTR, as_free_a(object) | as_free_b(v), object.reg, v.reg, name);
    as_emit_pop(c, object.temp + v.temp);
}

static void store_item(Compiler *c, Node *n, Operand v) {
    Operand object = as_gen_operand(c, n->subscript.value, false);
    Operand key = as_gen_operand(c, n->subscript.slice, true);
    as_emit(c, n->pos, OP_SET_ITEM, as_free_a(object) | as_free_b(key) | as_free_c(v), object.reg, key.reg,
            v.reg);
    as_emit_pop(c, (uint32_t)object.temp + key.temp + v.temp);
}

void as_gen_store(Compiler *c, Node *n, Operand v) {
    if (c->failed) return;
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    switch (n->kind) {
    case N_NAME: as_gen_store_id(c, as_gen_id(c, n->name), n->pos, v); break;
    case N_TUPLE:
    case N_LIST: store_sequence(c, n, v); break;
    case N_ATTRIBUTE: store_attribute(c, n, v); break;
    case N_SUBSCRIPT: store_item(c, n, v); break;
    case N_STARRED:
        as_compile_error(c, n->pos, "starred assignment target must be in a list or tuple");
        break;
    default: as_compile_error(c, n->pos, "cannot assign to this expression");
    }
}

static void delete_attribute(Compiler *c, Node *n) {
    Operand object = as_gen_operand(c, n->attribute.value, true);
    as_emit(c, as_attr_pos(n), OP_DELETE_ATTR, as_free_a(object), object.reg, 0,
            as_name_const(c, as_gen_id(c, n->attribute.attr)));
    as_emit_pop(c, object.temp);
}

static void delete_item(Compiler *c, Node *n) {
    Operand object = as_gen_operand(c, n->subscript.value, false);
    Operand key = as_gen_operand(c, n->subscript.slice, true);
    as_emit(c, n->pos, OP_DELETE_ITEM, as_free_a(object) | as_free_b(key), object.reg, key.reg, 0);
    as_emit_pop(c, object.temp + key.temp);
}

void as_gen_delete(Compiler *c, Node *n) {
    if (c->failed) return;
    switch (n->kind) {
    case N_NAME: as_gen_delete_id(c, as_gen_id(c, n->name), n->pos); break;
    case N_ATTRIBUTE: delete_attribute(c, n); break;
    case N_SUBSCRIPT: delete_item(c, n); break;
    case N_TUPLE:
    case N_LIST:
        for (uint32_t i = 0; i < n->seq.elts.count; i++) as_gen_delete(c, n->seq.elts.items[i]);
        break;
    default: as_compile_error(c, n->pos, "cannot delete this expression");
    }
}
