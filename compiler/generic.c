/* PEP 695: type parameters of functions, classes and type aliases, and the aliases themselves.
 *
 * A generic definition is written as a function without a name of its own, called at once: it makes
 * the type parameters, which are its variables, and then what is defined. Bounds and values of
 * aliases are functions that nobody calls until somebody asks. See gen.h. */
#include "compiler/gen.h"

enum { KIND_TYPE_VAR, KIND_TYPE_VAR_TUPLE, KIND_PARAM_SPEC, KIND_CONSTRAINED };

static const uint32_t lazy_flags = CODE_OPTIMIZED | CODE_NEWLOCALS;

static void return_top(Compiler *c, Pos pos) {
    as_emit_pop(c, 1);
    as_emit(c, pos, OP_RETURN, D_FREE_B, 0, as_temp(c->unit, c->unit->height), 0);
}

/* Push the function that evaluates `value` in the scope that belongs to `owner`. */
static void push_lazy(Compiler *c, const Node *owner, Node *value) {
    Scope *s = as_scope_of(c, owner, PART_VALUE);
    uint32_t base = c->unit->height;
    if (!as_unit_open(c, s, s->name, as_qualname(c, s), lazy_flags, value->pos.line)) return;
    as_gen_expr(c, value, WANT_TEMP);
    return_top(c, value->pos);
    Value code = as_unit_close(c);
    if (c->failed) return;
    as_gen_make_function(c, value->pos, code, as_gen_closure(c, s, value->pos) ? FN_CLOSURE : 0,
                         base);
}

static void type_param(Compiler *c, Node *p) {
    uint32_t base = c->unit->height;
    unsigned kind = p->op, a = as_temp(c->unit, base), bound = AS_NO_REG, free = 0;
    if (p->type_param.bound) {
        if (p->type_param.bound->kind == N_TUPLE) kind = KIND_CONSTRAINED;
        push_lazy(c, p, p->type_param.bound);
        bound = a;
        free = D_FREE_C;
    }
    unsigned name = as_const_short(c, as_id_str(c, as_id(c, p->type_param.name)));
    as_emit(c, p->pos, OP_MAKE_TYPE_PARAM, kind << 5 | free, a, name, bound);
    as_set_height(c, base + 1);
    as_gen_store_id(c, as_gen_id(c, p->type_param.name), p->pos, (Operand){a, false});
}

/* Bind the type parameters and push the tuple of them. */
static void type_params(Compiler *c, NodeList list, Pos pos) {
    uint32_t base = c->unit->height;
    for (uint32_t i = 0; i < list.count && !c->failed; i++) type_param(c, list.items[i]);
    as_emit(c, pos, OP_BUILD_TUPLE, 0, as_temp(c->unit, base), as_temp(c->unit, base), list.count);
    as_set_height(c, base + 1);
}

/* --- the inside of the function --- */

static unsigned given(Compiler *c, const char *name, unsigned bit, Pos pos) {
    Id id = as_id_c(c, name);
    if (!as_gen_symbol(c, id)) return 0;
    as_gen_load(c, id, pos, WANT_TEMP);
    return bit;
}

static void inside_function(Compiler *c, Node *n) {
    type_params(c, n->function.type_params, n->pos);
    uint32_t base = c->unit->height;
    unsigned have = given(c, ".defaults", FN_DEFAULTS, n->pos);
    have |= given(c, ".kwdefaults", FN_KWDEFAULTS, n->pos);
    have |= as_gen_annotations(c, n->function.params, n->function.returns, n->pos);
    as_gen_function_object(c, n, have, base);
    if (c->failed) return;
    as_gen_rotate(c, n->pos, 1);
    unsigned name = as_name_const(c, as_id_c(c, "__type_params__")),
             fn = as_temp(c->unit, base - 1);
    as_emit(c, n->pos, OP_STORE_ATTR, D_FREE_B, fn, fn + 1, name);
    as_emit_pop(c, 1);
}

static void inside_class(Compiler *c, Node *n) {
    static const char text[] = ".generic_base";
    Id params = as_id_c(c, ".type_params");
    type_params(c, n->klass.type_params, n->pos);
    unsigned a = as_temp(c->unit, c->unit->height - 1);
    as_gen_store_id(c, params, n->pos, (Operand){a, true});
    as_gen_load(c, params, n->pos, WANT_TEMP);
    as_emit(c, n->pos, OP_MAKE_GENERIC_BASE, D_FREE_B, a, a, 0);
    as_gen_store_id(c, as_id_c(c, text), n->pos, (Operand){a, true});
    uint32_t count = n->klass.bases.count;
    Node **bases = as_comp_alloc(c, (count + 1) * sizeof *bases),
         *generic = as_comp_alloc(c, sizeof *generic);
    Name *name = as_comp_alloc(c, sizeof *name + sizeof text);
    if (!bases || !generic || !name) return;
    if (count) memcpy(bases, n->klass.bases.items, count * sizeof *bases);
    name->scratch = 0;
    name->length = sizeof text - 1;
    memcpy(name->text, text, sizeof text);
    *generic = (Node){.kind = N_NAME, .pos = n->pos, .name = name};
    bases[count] = generic;
    as_gen_class_object(c, n, (NodeList){bases, count + 1});
}

/* [params tuple or None] becomes the alias. */
static void make_alias(Compiler *c, Node *n) {
    uint32_t base = c->unit->height - 1;
    unsigned a = as_temp(c->unit, base);
    push_lazy(c, n, n->type_alias.value);
    if (c->failed) return;
    as_emit(c, n->pos, OP_MAKE_TYPE_ALIAS, 0, a,
            as_const_short(c, as_id_str(c, as_id(c, n->type_alias.target->name))), a);
    as_set_height(c, base + 1);
}

static void inside_alias(Compiler *c, Node *n) {
    type_params(c, n->type_alias.type_params, n->pos);
    make_alias(c, n);
}

/* --- the function itself --- */

static Value generic_code(Compiler *c, Node *n, Scope *s) {
    if (!as_unit_open(c, s, s->name, as_qualname(c, s), lazy_flags, n->pos.line)) return AS_UNDEF;
    if (n->kind == N_FUNCTION)
        inside_function(c, n);
    else if (n->kind == N_CLASS)
        inside_class(c, n);
    else
        inside_alias(c, n);
    if (c->failed) return AS_UNDEF;
    return_top(c, n->pos);
    return as_unit_close(c);
}

void as_gen_generic(Compiler *c, Node *n) {
    Scope *s = as_scope_of(c, n, PART_TYPE_PARAMS);
    uint32_t base = c->unit->height;
    Value code = generic_code(c, n, s);
    if (c->failed) return;
    as_gen_make_function(c, n->pos, code, as_gen_closure(c, s, n->pos) ? FN_CLOSURE : 0, base);
    if (n->kind == N_FUNCTION) as_gen_defaults(c, n->function.params, n->pos);
    as_set_height(c, base);
    as_emit(c, n->pos, OP_CALL, 0, as_temp(c->unit, base), s->nargs, as_temp(c->unit, base));
    as_set_height(c, base + 1);
}

void as_gen_type_alias(Compiler *c, Node *n) {
    if (n->type_alias.type_params.count)
        as_gen_generic(c, n);
    else {
        as_gen_const(c, AS_NONE, n->pos, WANT_TEMP);
        make_alias(c, n);
    }
    if (c->failed) return;
    unsigned a = as_temp(c->unit, c->unit->height - 1);
    as_gen_store_id(c, as_gen_id(c, n->type_alias.target->name), n->pos, (Operand){a, true});
}
