/* Calls: plain, of methods, with keywords, with * and **. See gen.h. */
#include "compiler/gen.h"
#include "compiler/warn.h"

#include "vm/objects/containers.h"

bool as_call_is_plain(NodeList args, NodeList keywords) {
    for (uint32_t i = 0; i < args.count; i++)
        if (args.items[i]->kind == N_STARRED) return false;
    for (uint32_t i = 0; i < keywords.count; i++)
        if (!keywords.items[i]->keyword.name) return false;
    return true;
}

static void check_repeated(Compiler *c, NodeList keywords) {
    for (uint32_t i = 0; i < keywords.count; i++)
        for (uint32_t k = i + 1; k < keywords.count && keywords.items[i]->keyword.name; k++)
            if (keywords.items[i]->keyword.name == keywords.items[k]->keyword.name)
                as_compile_error(c, keywords.items[k]->pos, "keyword argument repeated: %s",
                                keywords.items[i]->keyword.name->text);
}

static Value keyword_names(Compiler *c, NodeList keywords) {
    Value *names = as_comp_alloc(c, keywords.count * sizeof *names);
    if (!names) return AS_UNDEF;
    for (uint32_t i = 0; i < keywords.count; i++)
        names[i] = as_id_str(c, as_gen_id(c, keywords.items[i]->keyword.name));
    return c->failed ? AS_UNDEF : as_comp_own(c, as_tuple_new(c->t, names, keywords.count));
}

static void plain(Compiler *c, Pos pos, uint32_t base, bool method, uint32_t extra, NodeList args,
                  NodeList keywords, int want) {
    for (uint32_t i = 0; i < args.count && !c->failed; i++) as_gen_expr(c, args.items[i], WANT_TEMP);
    for (uint32_t i = 0; i < keywords.count && !c->failed; i++)
        as_gen_expr(c, keywords.items[i]->keyword.value, WANT_TEMP);
    as_set_height(c, base);
    Opcode op = method ? OP_CALL_METHOD : OP_CALL;
    if (keywords.count) op = method ? OP_CALL_METHOD_KW : OP_CALL_KW;
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, pos, op, d.flag, as_temp(c->unit, base), extra + args.count + keywords.count, d.reg);
    if (keywords.count && !c->failed) as_emit_cache(c, 1, as_const(c, keyword_names(c, keywords)));
    as_gen_done(c, want, base);
}

/* Push the positional arguments as one tuple, list or other iterable. */
static void star_args(Compiler *c, Pos pos, uint32_t base, uint32_t extra, NodeList args) {
    unsigned a = as_temp(c->unit, base + 1);
    if (!extra && args.count == 1 && args.items[0]->kind == N_STARRED) {
        as_gen_expr(c, args.items[0]->single.value, WANT_TEMP);
        return;
    }
    if (!extra) {
        as_gen_sequence(c, args, OP_BUILD_TUPLE, pos, WANT_TEMP);
        return;
    }
    as_emit(c, pos, OP_BUILD_LIST, 0, a, a, extra);
    as_set_height(c, base + 2);
    for (uint32_t i = 0; i < args.count && !c->failed; i++) {
        bool star = args.items[i]->kind == N_STARRED;
        Operand v = as_gen_operand(c, star ? args.items[i]->single.value : args.items[i], true);
        as_emit(c, pos, star ? OP_LIST_EXTEND : OP_LIST_APPEND, as_free_b(v), a, v.reg, 0);
        as_set_height(c, base + 2);
    }
    as_emit(c, pos, OP_LIST_TO_TUPLE, D_FREE_B, a, a, 0);
}

static void star_keywords(Compiler *c, Pos pos, uint32_t base, NodeList keywords) {
    unsigned a = as_temp(c->unit, base + 2);
    if (!keywords.count) {
        as_emit(c, pos, OP_LOAD_UNDEF, 0, a, 0, 0);
        as_emit_push(c);
        return;
    }
    as_emit(c, pos, OP_BUILD_DICT, 0, a, a, 0);
    as_emit_push(c);
    for (uint32_t i = 0; i < keywords.count && !c->failed; i++) {
        Node *k = keywords.items[i];
        if (k->keyword.name) {
            as_gen_const(c, as_id_str(c, as_gen_id(c, k->keyword.name)), k->pos, WANT_TEMP);
            Operand v = as_gen_operand(c, k->keyword.value, true);
            as_emit(c, pos, OP_DICT_SET, D_FREE_B | as_free_c(v), a, a + 1, v.reg);
        } else {
            Operand v = as_gen_operand(c, k->keyword.value, true);
            as_emit(c, pos, OP_DICT_MERGE, as_free_b(v), a, v.reg, as_temp(c->unit, base));
        }
        as_set_height(c, base + 3);
    }
}

void as_gen_arguments(Compiler *c, Pos pos, uint32_t base, bool method, uint32_t extra, NodeList args,
                      NodeList keywords, int want) {
    check_repeated(c, keywords);
    if (as_call_is_plain(args, keywords)) {
        plain(c, pos, base, method, extra, args, keywords, want);
        return;
    }
    star_args(c, pos, base, extra, args);
    star_keywords(c, pos, base, keywords);
    as_set_height(c, base);
    Dest d = as_gen_dest(c->unit, want, base);
    as_emit(c, pos, OP_CALL_EX, d.flag, as_temp(c->unit, base), 0, d.reg);
    as_gen_done(c, want, base);
}

static void method_call(Compiler *c, Node *n, int want) {
    Node *func = n->call.func;
    uint32_t base = c->unit->height;
    Operand o = as_gen_operand(c, func->attribute.value, true);
    unsigned name = as_name_const(c, as_gen_id(c, func->attribute.attr));
    Pos at = as_attr_pos(func), pos = n->pos;
    as_emit(c, at, OP_LOAD_METHOD, as_free_b(o), as_temp(c->unit, base), o.reg, name);
    as_set_height(c, base + 2);
    if (func->pos.line != func->pos.end_line) {
        pos.line = at.line;
        pos.col = at.col;
    }
    as_gen_arguments(c, pos, base, true, 0, n->call.args, n->call.keywords, want);
}

void as_gen_call(Compiler *c, Node *n, int want) {
    if (n->call.func->kind == N_ATTRIBUTE && as_call_is_plain(n->call.args, n->call.keywords)) {
        method_call(c, n, want);
        return;
    }
    uint32_t base = c->unit->height;
    as_warn_call(c, n->call.func);
    as_gen_expr(c, n->call.func, WANT_TEMP);
    as_gen_arguments(c, n->pos, base, false, 0, n->call.args, n->call.keywords, want);
}
