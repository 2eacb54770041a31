/* Walks the tree once, in evaluation order, and notes for each scope the names it binds, declares
 * and uses; reports misplaced global and nonlocal statements, duplicate parameters and forbidden
 * places of := and yield. See collect.h. */
#include "compiler/collect.h"

#include <stdio.h>

static void expr(Compiler *c, Scope *s, Node *n);
static void body(Compiler *c, Scope *s, NodeList list);
static void pattern(Compiler *c, Scope *s, Node *p);

static void exprs(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count; i++) expr(c, s, list.items[i]);
}

/* --- scopes --- */

static void grow_scope_table(Compiler *c) {
    uint32_t size = c->scopes ? (c->scope_mask + 1) * 2 : 64;
    ScopeKey *table = as_comp_alloc(c, size * sizeof *table), *old = c->scopes;
    if (!table) return;
    uint32_t old_size = old ? c->scope_mask + 1 : 0;
    c->scopes = table;
    c->scope_mask = size - 1;
    for (uint32_t i = 0; i < old_size; i++) {
        if (!old[i].node) continue;
        uint32_t at = (uint32_t)(((uintptr_t)old[i].node * 0x9E3779B97F4A7C15u) >> 32);
        while (table[at & c->scope_mask].node) at++;
        table[at & c->scope_mask] = old[i];
    }
}

static void register_scope(Compiler *c, const Node *node, int part, Scope *s) {
    if (!c->scopes || c->nscopes * 2 >= c->scope_mask) grow_scope_table(c);
    if (c->failed) return;
    const void *key = (const char *)node + part;
    uint32_t at = (uint32_t)(((uintptr_t)key * 0x9E3779B97F4A7C15u) >> 32);
    while (c->scopes[at & c->scope_mask].node) at++;
    c->scopes[at & c->scope_mask] = (ScopeKey){key, s};
    c->nscopes++;
}

static Scope *new_scope(Compiler *c, Scope *parent, ScopeKind kind, const Node *node, int part, Id name) {
    Scope *s = as_comp_alloc(c, sizeof *s);
    if (!s) return NULL;
    s->kind = kind;
    s->node = node;
    s->name = name;
    s->parent = parent;
    s->frame = s;
    register_scope(c, node, part, s);
    if (!parent) return s;
    s->klass = kind == SCOPE_CLASS ? name : parent->klass;
    s->nested = parent->nested || as_is_function_like(parent);
    if (parent->last_child) parent->last_child->next = s;
    else parent->first_child = s;
    parent->last_child = s;
    return s;
}

/* --- names --- */

static Symbol *note(Compiler *c, Scope *s, Id id, uint32_t flags) {
    if (c->failed) return NULL;
    Symbol *sym = as_symbol_add(c, s, id);
    if (sym) sym->flags |= flags;
    return sym;
}

static Id mangled(Compiler *c, Scope *s, const Name *name) { return as_mangle(c, s->klass, as_id(c, name)); }

static void forbid(Compiler *c, const Name *name, Pos pos, const char *doing) {
    if (!strcmp(name->text, "__debug__")) as_compile_error(c, pos, "cannot %s __debug__", doing);
}

static void bind(Compiler *c, Scope *s, const Name *name, uint32_t flags) {
    note(c, s, mangled(c, s, name), SYM_BOUND | flags);
}

static void use(Compiler *c, Scope *s, Node *n) {
    note(c, s, mangled(c, s, n->name), SYM_USED);
    if (s->frame->kind != SCOPE_MODULE && s->frame->kind != SCOPE_CLASS && !strcmp(n->name->text, "super"))
        note(c, s, as_id_c(c, "__class__"), SYM_USED);
}

/* --- binding places --- */

static void target(Compiler *c, Scope *s, Node *n, uint32_t flags) {
    if (c->failed) return;
    switch (n->kind) {
    case N_NAME:
        forbid(c, n->name, n->pos, flags & SYM_DELETED ? "delete" : "assign to");
        if (flags & SYM_COMP_ITER) {
            Symbol *sym = as_symbol(s, mangled(c, s, n->name));
            if (sym && (sym->flags & SYM_WALRUS) && !(sym->flags & SYM_BOUND))
                as_scope_error(c, n->pos, "comprehension inner loop cannot rebind assignment expression target '%s'",
                                n->name->text);
        }
        bind(c, s, n->name, flags);
        break;
    case N_TUPLE:
    case N_LIST:
        for (uint32_t i = 0; i < n->seq.elts.count; i++) target(c, s, n->seq.elts.items[i], flags);
        break;
    case N_STARRED: target(c, s, n->single.value, flags); break;
    case N_ATTRIBUTE:
        forbid(c, n->attribute.attr, n->pos, flags & SYM_DELETED ? "delete" : "assign to");
        expr(c, s, n);
        break;
    default: expr(c, s, n);
    }
}

/* --- walrus --- */

static void walrus_in_comp(Compiler *c, Scope *s, Node *n) {
    Id id = mangled(c, s, n->named.target->name);
    const char *text = n->named.target->name->text;
    Scope *p = s;
    for (; as_is_comp(p); p = p->parent) {
        Symbol *sym = as_symbol(p, id);
        if (sym && (sym->flags & SYM_COMP_ITER)) {
            as_scope_error(c, n->named.target->pos,
                            "assignment expression cannot rebind comprehension iteration variable '%s'", text);
            return;
        }
        note(c, p, id, SYM_USED | SYM_WALRUS);
    }
    if (p->kind == SCOPE_CLASS)
        as_scope_error(c, n->named.target->pos,
                        "assignment expression within a comprehension cannot be used in a class body");
    note(c, p, id, SYM_BOUND | SYM_WALRUS);
}

static void walrus(Compiler *c, Scope *s, Node *n) {
    if (s->in_iter) {
        as_scope_error(c, n->pos,
                        "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (s->kind == SCOPE_ANNOTATION) {
        as_scope_error(c, n->pos, "named expression cannot be used within %s", s->what);
        return;
    }
    forbid(c, n->named.target->name, n->named.target->pos, "assign to");
    expr(c, s, n->named.value);
    if (as_is_comp(s)) walrus_in_comp(c, s, n);
    else bind(c, s, n->named.target->name, SYM_WALRUS);
}

/* --- functions --- */

static void parameter(Compiler *c, Scope *f, Node *p) {
    if (!p) return;
    Id id = mangled(c, f, p->param.name);
    forbid(c, p->param.name, p->pos, "assign to");
    if (as_symbol(f, id))
        as_scope_error(c, p->pos, "duplicate argument '%s' in function definition", p->param.name->text);
    note(c, f, id, SYM_BOUND | SYM_PARAM);
}

static void parameters(Compiler *c, Scope *f, Params *params) {
    for (uint32_t i = 0; i < params->posonly.count; i++) parameter(c, f, params->posonly.items[i]);
    for (uint32_t i = 0; i < params->args.count; i++) parameter(c, f, params->args.items[i]);
    for (uint32_t i = 0; i < params->kwonly.count; i++) parameter(c, f, params->kwonly.items[i]);
    parameter(c, f, params->vararg);
    parameter(c, f, params->kwarg);
    f->nposonly = params->posonly.count;
    f->nargs = f->nposonly + params->args.count;
    f->nkwonly = params->kwonly.count;
    f->varargs = params->vararg != NULL;
    f->varkeywords = params->kwarg != NULL;
}

static void defaults(Compiler *c, Scope *s, Params *params) {
    exprs(c, s, params->defaults);
    for (uint32_t i = 0; i < params->kw_defaults.count; i++)
        if (params->kw_defaults.items[i]) expr(c, s, params->kw_defaults.items[i]);
}

/* An annotation is evaluated unless the future says otherwise. */
static void annotation(Compiler *c, Scope *s, Node *n) {
    if (n && !c->future_annotations) expr(c, s, n);
}

static void param_annotations(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count; i++) annotation(c, s, list.items[i]->param.annotation);
}

static void annotations(Compiler *c, Scope *s, Params *params, Node *returns) {
    param_annotations(c, s, params->posonly);
    param_annotations(c, s, params->args);
    if (params->vararg) annotation(c, s, params->vararg->param.annotation);
    if (params->kwarg) annotation(c, s, params->kwarg->param.annotation);
    param_annotations(c, s, params->kwonly);
    annotation(c, s, returns);
}

static void type_params(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        Node *p = list.items[i];
        Symbol *old = as_symbol(s, mangled(c, s, p->type_param.name));
        if (old && (old->flags & SYM_BOUND))
            as_scope_error(c, p->pos, "duplicate type parameter '%s'", p->type_param.name->text);
        bind(c, s, p->type_param.name, 0);
        if (!p->type_param.bound) continue;
        Scope *value = new_scope(c, s, SCOPE_ANNOTATION, p, PART_VALUE, as_id(c, p->type_param.name));
        if (!value) return;
        value->what = "a TypeVar bound";
        expr(c, value, p->type_param.bound);
    }
}

static Id generic_name(Compiler *c, const Name *name) {
    char *text = as_comp_alloc(c, name->length + sizeof "<generic parameters of >");
    if (!text) return 0;
    int length = sprintf(text, "<generic parameters of %s>", name->text);
    return as_id_text(c, text, (size_t)length);
}

/* A generic function's defaults are evaluated outside and handed in. */
static void take_defaults(Compiler *c, Scope *scope, const Params *params) {
    bool have = params->defaults.count != 0, have_kw = false;
    for (uint32_t i = 0; i < params->kw_defaults.count; i++) have_kw |= params->kw_defaults.items[i] != NULL;
    if (have) note(c, scope, as_id_c(c, ".defaults"), SYM_BOUND | SYM_PARAM);
    if (have_kw) note(c, scope, as_id_c(c, ".kwdefaults"), SYM_BOUND | SYM_PARAM);
    scope->nargs = scope->nposonly = (uint32_t)have + have_kw;
}

/* The scope in which type parameters live, or `s` when there are none. */
static Scope *type_scope(Compiler *c, Scope *s, Node *n, NodeList list, const Name *name) {
    if (!list.count) return s;
    Scope *scope = new_scope(c, s, SCOPE_ANNOTATION, n, PART_TYPE_PARAMS, generic_name(c, name));
    if (!scope) return NULL;
    scope->what = "the definition of a generic";
    if (n->kind == N_FUNCTION) take_defaults(c, scope, n->function.params);
    type_params(c, scope, list);
    return scope;
}

static void function(Compiler *c, Scope *s, Node *n) {
    exprs(c, s, n->function.decorators);
    bind(c, s, n->function.name, 0);
    defaults(c, s, n->function.params);
    Scope *outer = type_scope(c, s, n, n->function.type_params, n->function.name);
    if (!outer) return;
    annotations(c, outer, n->function.params, n->function.returns);
    Scope *f = new_scope(c, outer, SCOPE_FUNCTION, n, PART_SELF, as_id(c, n->function.name));
    if (!f || c->failed) return;
    f->is_async = n->is_async;
    parameters(c, f, n->function.params);
    body(c, f, n->function.body);
}

static void lambda(Compiler *c, Scope *s, Node *n) {
    defaults(c, s, n->lambda.params);
    Scope *f = new_scope(c, s, SCOPE_LAMBDA, n, PART_SELF, as_id_c(c, "<lambda>"));
    if (!f || c->failed) return;
    parameters(c, f, n->lambda.params);
    expr(c, f, n->lambda.body);
}

static void klass(Compiler *c, Scope *s, Node *n) {
    exprs(c, s, n->klass.decorators);
    bind(c, s, n->klass.name, 0);
    Scope *outer = type_scope(c, s, n, n->klass.type_params, n->klass.name);
    if (!outer) return;
    if (outer != s) note(c, outer, as_id_c(c, ".type_params"), SYM_BOUND | SYM_USED);
    if (outer != s) note(c, outer, as_id_c(c, ".generic_base"), SYM_BOUND | SYM_USED);
    exprs(c, outer, n->klass.bases);
    for (uint32_t i = 0; i < n->klass.keywords.count; i++)
        expr(c, outer, n->klass.keywords.items[i]->keyword.value);
    Scope *k = new_scope(c, outer, SCOPE_CLASS, n, PART_SELF, as_id(c, n->klass.name));
    if (!k || c->failed) return;
    if (outer != s) note(c, k, as_id_c(c, ".type_params"), SYM_USED);
    body(c, k, n->klass.body);
}

/* --- comprehensions --- */

static void comp_iter(Compiler *c, Scope *s, Node *n) {
    bool before = s->in_iter;
    s->in_iter = true;
    expr(c, s, n);
    s->in_iter = before;
}

static void comp_generators(Compiler *c, Scope *k, Node *n) {
    for (uint32_t i = 0; i < n->comp.generators.count; i++) {
        Node *g = n->comp.generators.items[i];
        if (i) comp_iter(c, k, g->comprehension.iter);
        target(c, k, g->comprehension.target, SYM_COMP_ITER);
        exprs(c, k, g->comprehension.ifs);
        if (g->is_async) k->has_await = true;
    }
}

static void comprehension(Compiler *c, Scope *s, Node *n, ScopeKind kind, const char *name) {
    comp_iter(c, s, n->comp.generators.items[0]->comprehension.iter);
    Scope *k = new_scope(c, s, kind, n, PART_SELF, as_id_c(c, name));
    if (!k || c->failed) return;
    k->in_iter = false;
    k->inlined = kind != SCOPE_GENERATOR && s->frame->kind != SCOPE_CLASS && s->kind != SCOPE_ANNOTATION;
    if (k->inlined) k->frame = s->frame;
    else {
        note(c, k, as_id_c(c, ".0"), SYM_BOUND | SYM_PARAM);
        k->nargs = 1;
    }
    comp_generators(c, k, n);
    expr(c, k, n->comp.elt);
    if (n->comp.value) expr(c, k, n->comp.value);
    if (k->has_await && kind != SCOPE_GENERATOR) s->has_await = true;
}

static void yield(Compiler *c, Scope *s, Node *n) {
    if (n->single.value) expr(c, s, n->single.value);
    static const char *const places[] = {"list comprehension", "set comprehension", "dict comprehension",
                                         "generator expression"};
    if (as_is_comp(s)) as_scope_error(c, n->pos, "'yield' inside %s", places[s->kind - SCOPE_LIST_COMP]);
    if (s->kind == SCOPE_ANNOTATION)
        as_scope_error(c, n->pos, "yield expression cannot be used within %s", s->what);
    s->generator = true;
}

/* --- expressions --- */

static void keywords(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        Node *k = list.items[i];
        if (k->keyword.name) forbid(c, k->keyword.name, k->pos, "assign to");
        expr(c, s, k->keyword.value);
    }
}

static void dict(Compiler *c, Scope *s, Node *n) {
    for (uint32_t i = 0; i < n->dict.values.count; i++) {
        if (n->dict.keys.items[i]) expr(c, s, n->dict.keys.items[i]);
        expr(c, s, n->dict.values.items[i]);
    }
}

static void slice(Compiler *c, Scope *s, Node *n) {
    if (n->slice.lower) expr(c, s, n->slice.lower);
    if (n->slice.upper) expr(c, s, n->slice.upper);
    if (n->slice.step) expr(c, s, n->slice.step);
}

static void await(Compiler *c, Scope *s, Node *n) {
    if (s->kind == SCOPE_ANNOTATION)
        as_scope_error(c, n->pos, "await expression cannot be used within %s", s->what);
    s->has_await = true;
    expr(c, s, n->single.value);
}

static void expr_inner(Compiler *c, Scope *s, Node *n) {
    switch ((NodeKind)n->kind) {
    case N_NAME: use(c, s, n); break;
    case N_TUPLE: case N_LIST: case N_SET: case N_FSTRING: exprs(c, s, n->seq.elts); break;
    case N_DICT: dict(c, s, n); break;
    case N_BINARY:
        expr(c, s, n->binary.left);
        expr(c, s, n->binary.right);
        break;
    case N_UNARY: expr(c, s, n->unary.operand); break;
    case N_BOOL: exprs(c, s, n->boolean.values); break;
    case N_COMPARE:
        expr(c, s, n->compare.left);
        exprs(c, s, n->compare.comparators);
        break;
    case N_CALL:
        expr(c, s, n->call.func);
        exprs(c, s, n->call.args);
        keywords(c, s, n->call.keywords);
        break;
    case N_ATTRIBUTE: expr(c, s, n->attribute.value); break;
    case N_SUBSCRIPT:
        expr(c, s, n->subscript.value);
        expr(c, s, n->subscript.slice);
        break;
    case N_SLICE: slice(c, s, n); break;
    case N_STARRED: expr(c, s, n->single.value); break;
    case N_IF_EXP:
        expr(c, s, n->if_exp.test);
        expr(c, s, n->if_exp.body);
        expr(c, s, n->if_exp.orelse);
        break;
    case N_LAMBDA: lambda(c, s, n); break;
    case N_LIST_COMP: comprehension(c, s, n, SCOPE_LIST_COMP, "<listcomp>"); break;
    case N_SET_COMP: comprehension(c, s, n, SCOPE_SET_COMP, "<setcomp>"); break;
    case N_DICT_COMP: comprehension(c, s, n, SCOPE_DICT_COMP, "<dictcomp>"); break;
    case N_GENERATOR: comprehension(c, s, n, SCOPE_GENERATOR, "<genexpr>"); break;
    case N_AWAIT: await(c, s, n); break;
    case N_YIELD: case N_YIELD_FROM: yield(c, s, n); break;
    case N_NAMED: walrus(c, s, n); break;
    case N_FORMATTED:
        expr(c, s, n->formatted.value);
        if (n->formatted.format_spec) expr(c, s, n->formatted.format_spec);
        break;
    default: break; /* literals */
    }
}

static void expr(Compiler *c, Scope *s, Node *n) {
    if (c->failed || !n) return;
    if (!as_stack_ok(c->t, "during compilation")) c->failed = true;
    else expr_inner(c, s, n);
}

/* --- statements --- */

static void declare(Compiler *c, Scope *s, Node *n, const Name *name) {
    bool global = n->kind == N_GLOBAL;
    const char *what = global ? "global" : "nonlocal", *text = name->text;
    Id id = mangled(c, s, name);
    Symbol *old = as_symbol(s, id);
    uint32_t flags = old ? old->flags : 0;
    if (flags & SYM_PARAM) as_scope_error(c, n->pos, "name '%s' is parameter and %s", text, what);
    else if (flags & SYM_USED) as_scope_error(c, n->pos, "name '%s' is used prior to %s declaration", text, what);
    else if (flags & SYM_ANNOTATED) as_scope_error(c, n->pos, "annotated name '%s' can't be %s", text, what);
    else if (flags & SYM_BOUND)
        as_scope_error(c, n->pos, "name '%s' is assigned to before %s declaration", text, what);
    Symbol *sym = note(c, s, id, global ? SYM_GLOBAL : SYM_NONLOCAL);
    if (!sym) return;
    if (!sym->declared.line) sym->declared = n->pos;
    if ((sym->flags & SYM_GLOBAL) && (sym->flags & SYM_NONLOCAL))
        as_scope_error(c, sym->declared, "name '%s' is nonlocal and global", text);
}

static void declarations(Compiler *c, Scope *s, Node *n) {
    if (n->kind == N_NONLOCAL && s->kind == SCOPE_MODULE) {
        as_scope_error(c, n->pos, "nonlocal declaration not allowed at module level");
        return;
    }
    for (uint32_t i = 0; i < n->names.names.count; i++) declare(c, s, n, n->names.names.items[i]);
}

static void import(Compiler *c, Scope *s, Node *n) {
    for (uint32_t i = 0; i < n->import.names.count; i++) {
        Node *a = n->import.names.items[i];
        const char *text = a->alias.name->text;
        if (!strcmp(text, "*")) {
            if (s->kind != SCOPE_MODULE)
                as_scope_error(c, a->pos, "import * only allowed at module level");
            continue;
        }
        if (a->alias.asname || !strchr(text, '.')) {
            const Name *name = a->alias.asname ? a->alias.asname : a->alias.name;
            forbid(c, name, n->pos, "assign to");
            bind(c, s, name, 0);
            continue;
        }
        Id id = as_id_text(c, text, (size_t)(strchr(text, '.') - text));
        note(c, s, as_mangle(c, s->klass, id), SYM_BOUND);
    }
}

static void ann_assign(Compiler *c, Scope *s, Node *n) {
    Node *name = n->ann_assign.target;
    if (name->kind == N_NAME) {
        Symbol *old = as_symbol(s, mangled(c, s, name->name));
        uint32_t flags = old ? old->flags : 0;
        if (n->flag && s->kind != SCOPE_MODULE && (flags & (SYM_GLOBAL | SYM_NONLOCAL)))
            as_scope_error(c, n->pos, "annotated name '%s' can't be %s", name->name->text,
                            flags & SYM_GLOBAL ? "global" : "nonlocal");
        if (n->flag) forbid(c, name->name, name->pos, "assign to");
        if (n->flag || n->ann_assign.value) bind(c, s, name->name, n->flag ? SYM_ANNOTATED : 0);
        if (n->flag) s->annotations = true;
    } else target(c, s, name, 0);
    if (!as_is_function_like(s)) annotation(c, s, n->ann_assign.annotation);
    else if (!c->future_annotations) expr(c, s, n->ann_assign.annotation);
    if (n->ann_assign.value) expr(c, s, n->ann_assign.value);
}

static void try_(Compiler *c, Scope *s, Node *n) {
    body(c, s, n->try_.body);
    for (uint32_t i = 0; i < n->try_.handlers.count; i++) {
        Node *h = n->try_.handlers.items[i];
        if (h->handler.type) expr(c, s, h->handler.type);
        if (h->handler.name) {
            forbid(c, h->handler.name, h->pos, "assign to");
            bind(c, s, h->handler.name, SYM_DELETED);
        }
        body(c, s, h->handler.body);
    }
    body(c, s, n->try_.orelse);
    body(c, s, n->try_.finalbody);
}

static void with(Compiler *c, Scope *s, Node *n) {
    if (n->is_async) s->has_await = true;
    for (uint32_t i = 0; i < n->with.items.count; i++) {
        Node *item = n->with.items.items[i];
        expr(c, s, item->with_item.context);
        if (item->with_item.target) target(c, s, item->with_item.target, 0);
    }
    body(c, s, n->with.body);
}

static void patterns(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count; i++) pattern(c, s, list.items[i]);
}

static void bind_pattern(Compiler *c, Scope *s, const Name *name, Pos pos) {
    if (!name) return;
    forbid(c, name, pos, "assign to");
    bind(c, s, name, 0);
}

static void pattern(Compiler *c, Scope *s, Node *p) {
    if (c->failed || !p) return;
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    switch ((NodeKind)p->kind) {
    case P_VALUE: expr(c, s, p->single.value); break;
    case P_SEQUENCE: case P_OR: patterns(c, s, p->patterns.patterns); break;
    case P_STAR: bind_pattern(c, s, p->name, p->pos); break;
    case P_MAPPING:
        exprs(c, s, p->mapping.keys);
        patterns(c, s, p->mapping.patterns);
        bind_pattern(c, s, p->mapping.rest, p->pos);
        break;
    case P_CLASS:
        expr(c, s, p->p_class.cls);
        patterns(c, s, p->p_class.patterns);
        patterns(c, s, p->p_class.kwd_patterns);
        break;
    case P_AS:
        pattern(c, s, p->as.pattern);
        bind_pattern(c, s, p->as.name, p->pos);
        break;
    default: break;
    }
}

static void match(Compiler *c, Scope *s, Node *n) {
    expr(c, s, n->match.subject);
    for (uint32_t i = 0; i < n->match.cases.count; i++) {
        Node *k = n->match.cases.items[i];
        pattern(c, s, k->case_.pattern);
        if (k->case_.guard) expr(c, s, k->case_.guard);
        body(c, s, k->case_.body);
    }
}

static void type_alias(Compiler *c, Scope *s, Node *n) {
    bind(c, s, n->type_alias.target->name, 0);
    Id id = as_id(c, n->type_alias.target->name);
    Scope *outer = type_scope(c, s, n, n->type_alias.type_params, n->type_alias.target->name);
    Scope *value = outer ? new_scope(c, outer, SCOPE_ANNOTATION, n, PART_VALUE, id) : NULL;
    if (!value) return;
    value->what = "a type alias";
    expr(c, value, n->type_alias.value);
}

static void assign(Compiler *c, Scope *s, Node *n, uint32_t flags) {
    if (n->assign.value) expr(c, s, n->assign.value);
    for (uint32_t i = 0; i < n->assign.targets.count; i++) target(c, s, n->assign.targets.items[i], flags);
}

static void aug_assign(Compiler *c, Scope *s, Node *n) {
    target(c, s, n->named.target, 0);
    expr(c, s, n->named.value);
}

static void loop(Compiler *c, Scope *s, Node *n) {
    if (n->is_async) s->has_await = true;
    expr(c, s, n->for_.iter);
    target(c, s, n->for_.target, 0);
    body(c, s, n->for_.body);
    body(c, s, n->for_.orelse);
}

static void conditional(Compiler *c, Scope *s, Node *n) {
    expr(c, s, n->if_.test);
    body(c, s, n->if_.body);
    body(c, s, n->if_.orelse);
}

static void return_(Compiler *c, Scope *s, Node *n) {
    if (!n->single.value) return;
    s->returns_value = true;
    expr(c, s, n->single.value);
}

static void stmt_inner(Compiler *c, Scope *s, Node *n) {
    switch ((NodeKind)n->kind) {
    case N_FUNCTION: function(c, s, n); break;
    case N_CLASS: klass(c, s, n); break;
    case N_RETURN: return_(c, s, n); break;
    case N_DELETE: assign(c, s, n, SYM_DELETED); break;
    case N_ASSIGN: assign(c, s, n, 0); break;
    case N_TYPE_ALIAS: type_alias(c, s, n); break;
    case N_AUG_ASSIGN: aug_assign(c, s, n); break;
    case N_ANN_ASSIGN: ann_assign(c, s, n); break;
    case N_FOR: loop(c, s, n); break;
    case N_WHILE: case N_IF: conditional(c, s, n); break;
    case N_WITH: with(c, s, n); break;
    case N_MATCH: match(c, s, n); break;
    case N_RAISE:
        expr(c, s, n->raise.exc);
        expr(c, s, n->raise.cause);
        break;
    case N_TRY: try_(c, s, n); break;
    case N_ASSERT:
        expr(c, s, n->assert_.test);
        expr(c, s, n->assert_.msg);
        break;
    case N_IMPORT: case N_IMPORT_FROM: import(c, s, n); break;
    case N_GLOBAL: case N_NONLOCAL: declarations(c, s, n); break;
    case N_EXPR: expr(c, s, n->single.value); break;
    default: break;
    }
}

static void body(Compiler *c, Scope *s, NodeList list) {
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        if (!as_stack_ok(c->t, "during compilation")) c->failed = true;
        else stmt_inner(c, s, list.items[i]);
    }
}

void as_comp_collect(Compiler *c, Node *root) {
    c->module = new_scope(c, NULL, SCOPE_MODULE, root, PART_SELF, as_id_c(c, "<module>"));
    if (!c->module || c->failed) return;
    if (root->kind == N_EXPRESSION) expr(c, c->module, root->single.value);
    else body(c, c->module, root->module.body);
}
