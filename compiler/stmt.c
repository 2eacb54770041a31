/* Statements other than loops, try, with, match and definitions. See gen.h. */
#include "compiler/gen.h"
#include "compiler/warn.h"

#include "compiler/unparse.h"
#include "vm/objects/containers.h"

static unsigned top(const Unit *u) { return as_temp(u, u->height - 1); }

/* --- expressions as statements --- */

static void expression(Compiler *c, Node *n) {
    Node *value = n->single.value;
    Value constant;
    if (c->mode == 1 && c->unit->scope->kind == SCOPE_MODULE) {
        Operand v = as_gen_operand(c, value, true);
        as_emit(c, n->pos, OP_PRINT_EXPR, as_free_b(v), 0, v.reg, 0);
        as_emit_pop(c, v.temp);
        return;
    }
    if (as_fold(c, value, &constant)) return;
    Operand v = as_gen_operand(c, value, true);
    if (!v.temp) return;
    as_emit(c, n->pos, OP_RELEASE, 0, v.reg, 0, 0);
    as_emit_pop(c, 1);
}

/* --- assignments --- */

/* `a, b = b, a`: without a tuple when both sides are as long and the targets are different plain
 * locals, whose order of storing nobody sees. */
static bool parallel(Compiler *c, Node *target, Node *value) {
    if ((target->kind != N_TUPLE && target->kind != N_LIST) || value->kind != N_TUPLE) return false;
    NodeList to = target->seq.elts, from = value->seq.elts;
    if (to.count != from.count || to.count > 8 || !to.count) return false;
    for (uint32_t i = 0; i < to.count; i++) {
        if (to.items[i]->kind != N_NAME || from.items[i]->kind == N_STARRED) return false;
        if (as_plain_local(c, as_gen_id(c, to.items[i]->name)) < 0) return false;
        for (uint32_t k = 0; k < i; k++)
            if (to.items[i]->name == to.items[k]->name) return false;
    }
    return true;
}

static void assign_parallel(Compiler *c, Node *target, Node *value) {
    NodeList to = target->seq.elts, from = value->seq.elts;
    uint32_t last = to.count - 1;
    for (uint32_t i = 0; i < last; i++) as_gen_expr(c, from.items[i], WANT_TEMP);
    as_gen_expr(c, from.items[last], as_plain_local(c, as_gen_id(c, to.items[last]->name)));
    for (uint32_t i = last; i > 0 && !c->failed; i--)
        as_gen_store(c, to.items[i - 1], (Operand){top(c->unit), true});
}

static void assign(Compiler *c, Node *n) {
    NodeList targets = n->assign.targets;
    Node *first = targets.items[0];
    if (targets.count == 1 && first->kind == N_NAME) {
        int reg = as_plain_local(c, as_gen_id(c, first->name));
        if (reg >= 0) {
            as_gen_expr(c, n->assign.value, reg);
            return;
        }
    }
    if (targets.count == 1 && parallel(c, first, n->assign.value)) {
        assign_parallel(c, first, n->assign.value);
        return;
    }
    Operand v;
    if (targets.count == 1 && first->kind != N_TUPLE && first->kind != N_LIST)
        v = as_gen_operand(c, n->assign.value, false);
    else {
        as_gen_expr(c, n->assign.value, WANT_TEMP);
        v = (Operand){top(c->unit), true};
    }
    for (uint32_t i = 0; i + 1 < targets.count && !c->failed; i++)
        as_gen_store(c, targets.items[i], (Operand){v.reg, false});
    as_gen_store(c, targets.items[targets.count - 1], v);
}

static void aug_name(Compiler *c, Node *n) {
    Node *target = n->named.target;
    Id id = as_gen_id(c, target->name);
    int reg = as_plain_local(c, id);
    uint32_t base = c->unit->height;
    Operand left = as_gen_operand(c, target, false);
    as_gen_binary_op(c, n->pos, n->op, D_INPLACE, left, n->named.value, reg, base);
    if (reg < 0) as_gen_store_id(c, id, target->pos, (Operand){top(c->unit), true});
}

static void aug_attribute(Compiler *c, Node *n) {
    Node *target = n->named.target;
    Operand object = as_gen_operand(c, target->attribute.value, false);
    uint32_t base = c->unit->height;
    unsigned name = as_name_const(c, as_gen_id(c, target->attribute.attr)), a = as_temp(c->unit, base);
    as_emit(c, as_attr_pos(target), OP_LOAD_ATTR, 0, a, object.reg, name);
    as_emit_push(c);
    as_gen_binary_op(c, n->pos, n->op, D_INPLACE, (Operand){a, true}, n->named.value, WANT_TEMP, base);
    as_emit(c, as_attr_pos(target), OP_STORE_ATTR, D_FREE_B | as_free_a(object), object.reg, a, name);
    as_emit_pop(c, 1u + object.temp);
}

static void aug_item(Compiler *c, Node *n) {
    Node *target = n->named.target;
    Operand object = as_gen_operand(c, target->subscript.value, false);
    Operand key = as_gen_operand(c, target->subscript.slice, false);
    uint32_t base = c->unit->height;
    unsigned a = as_temp(c->unit, base);
    as_emit(c, target->pos, OP_GET_ITEM, 0, a, object.reg, key.reg);
    as_emit_push(c);
    as_gen_binary_op(c, n->pos, n->op, D_INPLACE, (Operand){a, true}, n->named.value, WANT_TEMP, base);
    as_emit(c, target->pos, OP_SET_ITEM, D_FREE_C | as_free_a(object) | as_free_b(key), object.reg, key.reg, a);
    as_emit_pop(c, 1u + object.temp + key.temp);
}

static void aug_assign(Compiler *c, Node *n) {
    switch (n->named.target->kind) {
    case N_NAME: aug_name(c, n); break;
    case N_ATTRIBUTE: aug_attribute(c, n); break;
    case N_SUBSCRIPT: aug_item(c, n); break;
    default: as_compile_error(c, n->pos, "illegal expression for augmented assignment");
    }
}

/* --- annotations --- */

void as_gen_annotation(Compiler *c, Node *n) {
    if (c->future_annotations) {
        Value text = as_unparse(c, n);
        if (!c->failed) as_gen_const(c, text, n->pos, WANT_TEMP);
        return;
    }
    if (n->kind != N_STARRED) {
        as_gen_expr(c, n, WANT_TEMP);
        return;
    }
    as_gen_expr(c, n->single.value, WANT_TEMP); /* *args: *Ts */
    as_emit(c, n->pos, OP_UNPACK, D_FREE_B, top(c->unit), top(c->unit), 1);
}

static void drop(Compiler *c, Node *n) {
    Operand v = as_gen_operand(c, n, true);
    if (v.temp) as_emit(c, n->pos, OP_RELEASE, 0, v.reg, 0, 0);
    as_emit_pop(c, v.temp);
}

static void ann_name(Compiler *c, Node *n) {
    uint32_t base = c->unit->height;
    as_gen_annotation(c, n->ann_assign.annotation);
    as_gen_load_raw(c, "__annotations__", n->pos);
    as_gen_const(c, as_id_str(c, as_gen_id(c, n->ann_assign.target->name)), n->pos, WANT_TEMP);
    unsigned a = as_temp(c->unit, base);
    as_emit(c, n->pos, OP_SET_ITEM, D_FREE_A | D_FREE_B | D_FREE_C, a + 1, a + 2, a);
    as_set_height(c, base);
}

/* A target without a value is still evaluated as far as it has parts. */
static void ann_parts(Compiler *c, Node *target) {
    if (target->kind == N_ATTRIBUTE) drop(c, target->attribute.value);
    if (target->kind != N_SUBSCRIPT) return;
    drop(c, target->subscript.value);
    drop(c, target->subscript.slice);
}

static void ann_assign(Compiler *c, Node *n) {
    Node *target = n->ann_assign.target;
    bool evaluated = !as_is_function_like(c->unit->scope);
    if (n->ann_assign.value) {
        as_gen_expr(c, n->ann_assign.value, WANT_TEMP);
        as_gen_store(c, target, (Operand){top(c->unit), true});
    }
    if (target->kind != N_NAME && !n->ann_assign.value) ann_parts(c, target);
    if (!evaluated) return;
    if (target->kind == N_NAME && n->flag) ann_name(c, n);
    else if (!c->future_annotations) drop(c, n->ann_assign.annotation);
}

/* --- raise, assert --- */

static void raise(Compiler *c, Node *n) {
    uint32_t base = c->unit->height;
    unsigned exc = AS_NO_REG, cause = AS_NO_REG;
    if (n->raise.exc) {
        as_gen_expr(c, n->raise.exc, WANT_TEMP);
        exc = top(c->unit);
    }
    if (n->raise.cause) {
        as_gen_expr(c, n->raise.cause, WANT_TEMP);
        cause = top(c->unit);
    }
    as_set_height(c, base);
    as_emit(c, n->pos, OP_RAISE, 0, exc, cause, 0);
}

static void assertion(Compiler *c, Node *n) {
    Label end = AS_LABEL;
    uint32_t base = c->unit->height;
    unsigned a = as_temp(c->unit, base);
    as_warn_assert(c, n);
    as_gen_jump(c, n->assert_.test, &end, true);
    as_emit(c, n->pos, OP_LOAD_ASSERTION_ERROR, 0, a, 0, 0);
    as_emit_push(c);
    if (n->assert_.msg) {
        as_gen_expr(c, n->assert_.msg, WANT_TEMP);
        as_set_height(c, base);
        as_emit(c, n->pos, OP_CALL, 0, a, 1, a);
    }
    as_set_height(c, base);
    as_emit(c, n->pos, OP_RAISE, 0, a, AS_NO_REG, 0);
    as_emit_label(c, &end);
}

/* --- imports --- */

static void import_name(Compiler *c, Node *n, const Name *module, Value fromlist, uint32_t level) {
    uint32_t base = c->unit->height;
    as_gen_const(c, fromlist, n->pos, WANT_TEMP);
    as_gen_const(c, as_int(level), n->pos, WANT_TEMP);
    unsigned k = as_name_const(c, module ? as_id(c, module) : as_id_c(c, ""));
    as_emit(c, n->pos, OP_IMPORT_NAME, 0, as_temp(c->unit, base), k, 0);
    as_set_height(c, base + 1);
}

static void import_from(Compiler *c, Pos pos, const char *name, size_t length) {
    unsigned a = top(c->unit);
    as_emit(c, pos, OP_IMPORT_FROM, 0, a + 1, a, as_name_const(c, as_id_text(c, name, length)));
    as_emit_push(c);
}

/* `import a.b.c as d`: the module is reached through its parents. */
static void import_as(Compiler *c, Node *n, Node *alias) {
    const char *at = strchr(alias->alias.name->text, '.');
    while (at && !c->failed) {
        const char *part = at + 1;
        at = strchr(part, '.');
        import_from(c, n->pos, part, at ? (size_t)(at - part) : strlen(part));
        as_gen_rotate(c, n->pos, 1);
        as_emit(c, n->pos, OP_RELEASE, 0, top(c->unit), 0, 0);
        as_emit_pop(c, 1);
    }
    as_gen_store_id(c, as_gen_id(c, alias->alias.asname), n->pos, (Operand){top(c->unit), true});
}

static void import(Compiler *c, Node *n) {
    for (uint32_t i = 0; i < n->import.names.count && !c->failed; i++) {
        Node *alias = n->import.names.items[i];
        const char *text = alias->alias.name->text, *dot = strchr(text, '.');
        import_name(c, n, alias->alias.name, AS_NONE, 0);
        if (alias->alias.asname) {
            import_as(c, n, alias);
            continue;
        }
        Id id = as_id_text(c, text, dot ? (size_t)(dot - text) : strlen(text));
        id = as_mangle(c, c->unit->current->klass, id);
        as_gen_store_id(c, id, n->pos, (Operand){top(c->unit), true});
    }
}

static Value names_tuple(Compiler *c, NodeList names) {
    Value *items = as_comp_alloc(c, names.count * sizeof *items);
    for (uint32_t i = 0; items && i < names.count; i++)
        items[i] = as_id_str(c, as_id(c, names.items[i]->alias.name));
    return c->failed ? AS_UNDEF : as_comp_own(c, as_tuple_new(c->t, items, names.count));
}

static void from_import(Compiler *c, Node *n) {
    NodeList names = n->import.names;
    if (n->pos.line > c->future_line && n->import.module && !strcmp(n->import.module->text, "__future__"))
        as_compile_error(c, n->pos, "from __future__ imports must occur at the beginning of the file");
    import_name(c, n, n->import.module, names_tuple(c, names), n->import.level);
    if (c->failed) return;
    if (!strcmp(names.items[0]->alias.name->text, "*")) {
        as_emit(c, n->pos, OP_IMPORT_STAR, D_FREE_B, 0, top(c->unit), 0);
        as_emit_pop(c, 1);
        return;
    }
    for (uint32_t i = 0; i < names.count && !c->failed; i++) {
        Node *alias = names.items[i];
        const Name *to = alias->alias.asname ? alias->alias.asname : alias->alias.name;
        import_from(c, n->pos, alias->alias.name->text, alias->alias.name->length);
        as_gen_store_id(c, as_gen_id(c, to), n->pos, (Operand){top(c->unit), true});
    }
    as_emit(c, n->pos, OP_RELEASE, 0, top(c->unit), 0, 0);
    as_emit_pop(c, 1);
}

/* --- dispatch --- */

static void if_(Compiler *c, Node *n) {
    Label orelse = AS_LABEL, end = AS_LABEL;
    as_gen_jump(c, n->if_.test, &orelse, false);
    as_gen_body(c, n->if_.body);
    if (n->if_.orelse.count) as_emit_jump(c, n->pos, OP_JUMP, 0, 0, &end);
    if (n->if_.orelse.count || orelse.fixups) as_emit_label(c, &orelse);
    as_gen_body(c, n->if_.orelse);
    as_emit_label(c, &end);
}

static void delete(Compiler *c, Node *n) {
    for (uint32_t i = 0; i < n->assign.targets.count; i++) as_gen_delete(c, n->assign.targets.items[i]);
}

static void statement(Compiler *c, Node *n) {
    switch ((NodeKind)n->kind) {
    case N_FUNCTION: as_gen_function(c, n); break;
    case N_CLASS: as_gen_class(c, n); break;
    case N_RETURN: as_gen_return(c, n); break;
    case N_DELETE: delete(c, n); break;
    case N_ASSIGN: assign(c, n); break;
    case N_TYPE_ALIAS: as_gen_type_alias(c, n); break;
    case N_AUG_ASSIGN: aug_assign(c, n); break;
    case N_ANN_ASSIGN: ann_assign(c, n); break;
    case N_FOR: as_gen_for(c, n); break;
    case N_WHILE: as_gen_while(c, n); break;
    case N_IF: if_(c, n); break;
    case N_WITH: as_gen_with(c, n); break;
    case N_MATCH: as_gen_match(c, n); break;
    case N_RAISE: raise(c, n); break;
    case N_TRY: as_gen_try(c, n); break;
    case N_ASSERT: assertion(c, n); break;
    case N_IMPORT: import(c, n); break;
    case N_IMPORT_FROM: from_import(c, n); break;
    case N_EXPR: expression(c, n); break;
    case N_BREAK: as_gen_break(c, n); break;
    case N_CONTINUE: as_gen_continue(c, n); break;
    default: break; /* pass, global, nonlocal */
    }
}

void as_gen_body(Compiler *c, NodeList body) {
    for (uint32_t i = 0; i < body.count && !c->failed; i++) {
        if (!as_stack_ok(c->t, "during compilation")) c->failed = true;
        else statement(c, body.items[i]);
    }
}
