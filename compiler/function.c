/* Functions, lambdas and classes: their code, and the instructions that make the objects. See gen.h. */
#include "compiler/gen.h"

#include "vm/objects/containers.h"

static unsigned top(const Unit *u) { return as_temp(u, u->height - 1); }

/* --- names and flags of codes --- */

static bool declared_global(Compiler *c, Scope *s) {
    Symbol *sym = s->kind == SCOPE_FUNCTION || s->kind == SCOPE_CLASS
                      ? as_symbol(c->unit->current, as_mangle(c, c->unit->current->klass, s->name))
                      : NULL;
    return sym && sym->access == ACCESS_GLOBAL && (sym->flags & SYM_GLOBAL);
}

/* Of a scope about to be compiled within c->unit. */
Value as_qualname(Compiler *c, Scope *s) {
    Unit *outer = c->unit;
    while (outer && outer->scope->kind == SCOPE_ANNOTATION) outer = outer->parent;
    if (!outer || outer->scope->kind == SCOPE_MODULE || declared_global(c, s)) return as_id_str(c, s->name);
    ScopeKind kind = outer->scope->kind;
    bool locals = kind == SCOPE_FUNCTION || kind == SCOPE_LAMBDA;
    Value name = as_id_str(c, s->name);
    if (c->failed || as_is_undef(outer->qualname)) return AS_UNDEF;
    return as_comp_own(c, as_str_format(c->t, "%S.%s%S", as_as_str(outer->qualname), locals ? "<locals>." : "",
                                   as_as_str(name)));
}

static uint32_t function_flags(const Scope *s) {
    uint32_t flags = CODE_OPTIMIZED | CODE_NEWLOCALS;
    if (s->varargs) flags |= CODE_VARARGS;
    if (s->varkeywords) flags |= CODE_VARKEYWORDS;
    if (s->nested) flags |= CODE_NESTED;
    if (s->is_async) return flags | (s->generator ? CODE_ASYNC_GENERATOR : CODE_COROUTINE);
    return s->generator ? flags | CODE_GENERATOR : flags;
}

/* The doc string of a body, which is then skipped. */
static NodeList take_doc(Compiler *c, NodeList body, Value *doc) {
    *doc = AS_NONE;
    if (!body.count || body.items[0]->kind != N_EXPR || body.items[0]->single.value->kind != N_STRING) return body;
    as_fold(c, body.items[0]->single.value, doc);
    return (NodeList){body.items + 1, body.count - 1};
}

/* --- making function objects --- */

/* Defaults, keyword defaults: pushed; the FN_ bits of what was. */
unsigned as_gen_defaults(Compiler *c, Params *params, Pos pos) {
    unsigned have = 0;
    if (params->defaults.count) {
        Node tuple = {.kind = N_TUPLE, .pos = pos, .seq = {params->defaults}};
        as_gen_expr(c, &tuple, WANT_TEMP);
        have |= FN_DEFAULTS;
    }
    uint32_t base = c->unit->height, count = 0;
    for (uint32_t i = 0; i < params->kw_defaults.count; i++) {
        if (!params->kw_defaults.items[i]) continue;
        as_gen_const(c, as_id_str(c, as_gen_id(c, params->kwonly.items[i]->param.name)), pos, WANT_TEMP);
        as_gen_expr(c, params->kw_defaults.items[i], WANT_TEMP);
        count++;
    }
    if (!count) return have;
    as_emit(c, pos, OP_BUILD_DICT, 0, as_temp(c->unit, base), as_temp(c->unit, base), count);
    as_set_height(c, base + 1);
    return have | FN_KWDEFAULTS;
}

static uint32_t push_annotation(Compiler *c, const Name *name, Node *annotation, Pos pos) {
    if (!annotation) return 0;
    as_gen_const(c, as_id_str(c, as_gen_id(c, name)), pos, WANT_TEMP);
    as_gen_annotation(c, annotation);
    return 1;
}

static uint32_t push_list(Compiler *c, NodeList params, Pos pos) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < params.count; i++)
        count += push_annotation(c, params.items[i]->param.name, params.items[i]->param.annotation, pos);
    return count;
}

unsigned as_gen_annotations(Compiler *c, Params *params, Node *returns, Pos pos) {
    uint32_t base = c->unit->height, count = push_list(c, params->args, pos);
    count += push_list(c, params->posonly, pos);
    if (params->vararg) count += push_annotation(c, params->vararg->param.name, params->vararg->param.annotation, pos);
    count += push_list(c, params->kwonly, pos);
    if (params->kwarg) count += push_annotation(c, params->kwarg->param.name, params->kwarg->param.annotation, pos);
    if (returns) {
        as_gen_const(c, as_id_str(c, as_id_c(c, "return")), pos, WANT_TEMP);
        as_gen_annotation(c, returns);
        count++;
    }
    if (!count) return 0;
    as_emit(c, pos, OP_BUILD_DICT, 0, as_temp(c->unit, base), as_temp(c->unit, base), count);
    as_set_height(c, base + 1);
    return FN_ANNOTATIONS;
}

void as_gen_make_function(Compiler *c, Pos pos, Value code, unsigned have, uint32_t base) {
    unsigned a = as_temp(c->unit, base);
    as_emit(c, pos, OP_MAKE_FUNCTION, have, a, as_const_short(c, code), a);
    as_set_height(c, base + 1);
}

/* --- def --- */

static Value function_code(Compiler *c, Node *n, Scope *s, uint32_t line) {
    Value doc;
    if (!as_unit_open(c, s, s->name, as_qualname(c, s), function_flags(s), line)) return AS_UNDEF;
    take_doc(c, n->function.body, &doc);
    c->unit->doc = doc;
    as_gen_body(c, n->function.body);
    Pos end = n->function.body.items[n->function.body.count - 1]->pos;
    as_emit(c, end, OP_RETURN_NONE, 0, 0, 0, 0);
    return as_unit_close(c);
}

static void push_decorators(Compiler *c, NodeList decorators) {
    for (uint32_t i = 0; i < decorators.count; i++) as_gen_expr(c, decorators.items[i], WANT_TEMP);
}

static void call_decorators(Compiler *c, NodeList decorators) {
    for (uint32_t i = decorators.count; i > 0; i--) {
        uint32_t base = c->unit->height - 2;
        as_set_height(c, base);
        as_emit(c, decorators.items[i - 1]->pos, OP_CALL, 0, as_temp(c->unit, base), 1, as_temp(c->unit, base));
        as_set_height(c, base + 1);
    }
}

void as_gen_function_object(Compiler *c, Node *n, unsigned have, uint32_t base) {
    Scope *s = as_scope_of(c, n, PART_SELF);
    NodeList decorators = n->function.decorators;
    Value code = function_code(c, n, s, decorators.count ? decorators.items[0]->pos.line : n->pos.line);
    if (c->failed) return;
    if (as_gen_closure(c, s, n->pos)) have |= FN_CLOSURE;
    as_gen_make_function(c, n->pos, code, have, base);
}

void as_gen_function(Compiler *c, Node *n) {
    push_decorators(c, n->function.decorators);
    if (n->function.type_params.count) as_gen_generic(c, n);
    else {
        uint32_t base = c->unit->height;
        unsigned have = as_gen_defaults(c, n->function.params, n->pos);
        have |= as_gen_annotations(c, n->function.params, n->function.returns, n->pos);
        as_gen_function_object(c, n, have, base);
    }
    if (c->failed) return;
    call_decorators(c, n->function.decorators);
    as_gen_store_id(c, as_gen_id(c, n->function.name), n->pos, (Operand){top(c->unit), true});
}

void as_gen_lambda(Compiler *c, Node *n, int want) {
    Scope *s = as_scope_of(c, n, PART_SELF);
    uint32_t base = c->unit->height;
    unsigned have = as_gen_defaults(c, n->lambda.params, n->pos);
    if (!as_unit_open(c, s, s->name, as_qualname(c, s), function_flags(s), n->pos.line)) return;
    Operand v = as_gen_operand(c, n->lambda.body, true);
    as_emit_pop(c, v.temp);
    as_emit(c, n->lambda.body->pos, OP_RETURN, as_free_b(v), 0, v.reg, 0);
    Value code = as_unit_close(c);
    if (c->failed) return;
    if (as_gen_closure(c, s, n->pos)) have |= FN_CLOSURE;
    as_gen_make_function(c, n->pos, code, have, base);
    if (want >= 0) as_gen_move(c, n->pos, (Operand){top(c->unit), true}, want);
}

/* --- class --- */

static void set_name(Compiler *c, const char *name, Value v, Pos pos) {
    as_gen_const(c, v, pos, WANT_TEMP);
    as_gen_store_raw(c, name, pos);
}

static void class_end(Compiler *c, Scope *s, Pos pos) {
    if (!s->needs_class_cell) {
        as_emit(c, pos, OP_RETURN_NONE, 0, 0, 0, 0);
        return;
    }
    unsigned a = as_temp(c->unit, c->unit->height);
    as_emit(c, pos, OP_MOVE, 0, a, s->class_cell.reg, 0);
    as_emit_push(c);
    as_emit(c, pos, OP_STORE_NAME, 0, 0, a, as_name_const(c, as_id_c(c, "__classcell__")));
    as_emit_pop(c, 1);
    as_emit(c, pos, OP_RETURN, D_FREE_B, 0, a, 0);
}

static Value class_code(Compiler *c, Node *n, Scope *s) {
    uint32_t line = n->klass.decorators.count ? n->klass.decorators.items[0]->pos.line : n->pos.line;
    Value qualname = as_qualname(c, s), doc;
    if (!as_unit_open(c, s, s->name, qualname, CODE_CLASS, line)) return AS_UNDEF;
    Pos pos = {n->pos.line, 0, n->pos.line, 0};
    as_gen_load_raw(c, "__name__", pos);
    as_gen_store_raw(c, "__module__", pos);
    set_name(c, "__qualname__", qualname, pos);
    if (n->klass.type_params.count) {
        as_gen_load(c, as_id_c(c, ".type_params"), pos, WANT_TEMP);
        as_gen_store_raw(c, "__type_params__", pos);
    }
    if (s->annotations) as_emit(c, pos, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
    NodeList body = take_doc(c, n->klass.body, &doc);
    c->unit->doc = doc;
    if (!as_is_none(doc)) set_name(c, "__doc__", doc, n->klass.body.items[0]->pos);
    as_gen_body(c, body);
    class_end(c, s, pos);
    return as_unit_close(c);
}

void as_gen_class_object(Compiler *c, Node *n, NodeList bases) {
    Scope *s = as_scope_of(c, n, PART_SELF);
    uint32_t base = c->unit->height;
    as_emit(c, n->pos, OP_LOAD_BUILD_CLASS, 0, as_temp(c->unit, base), 0, 0);
    as_emit_push(c);
    Value code = class_code(c, n, s);
    if (c->failed) return;
    unsigned have = as_gen_closure(c, s, n->pos) ? FN_CLOSURE : 0;
    as_gen_make_function(c, n->pos, code, have, base + 1);
    as_gen_const(c, as_id_str(c, s->name), n->pos, WANT_TEMP);
    as_gen_arguments(c, n->pos, base, false, 2, bases, n->klass.keywords, WANT_TEMP);
}

void as_gen_class(Compiler *c, Node *n) {
    push_decorators(c, n->klass.decorators);
    if (n->klass.type_params.count) as_gen_generic(c, n);
    else as_gen_class_object(c, n, n->klass.bases);
    if (c->failed) return;
    call_decorators(c, n->klass.decorators);
    as_gen_store_id(c, as_gen_id(c, n->klass.name), n->pos, (Operand){top(c->unit), true});
}
