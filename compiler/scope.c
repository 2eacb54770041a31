/* Scope tables, resolution of names and layout of locals. See scope.h.
 *
 * Resolution walks outwards: function-like scopes that bind the name own it, class bodies are
 * skipped except for their own code, a `global` declaration met on the way makes it global. When
 * owner and user run in different frames, the owner's variable becomes a cell and each frame in
 * between passes it on as a free variable. */
#include "compiler/scope.h"

#include "compiler/collect.h"

/* --- tables --- */

static uint32_t hash_pointer(const void *p) { return (uint32_t)(((uintptr_t)p * 0x9E3779B97F4A7C15u) >> 32); }

Scope *as_scope_of(Compiler *c, const Node *node, int part) {
    const void *key = (const char *)node + part;
    for (uint32_t at = hash_pointer(key);; at++) {
        ScopeKey *k = &c->scopes[at & c->scope_mask];
        if (k->node == key) return k->scope;
        if (!k->node) return NULL;
    }
}

Symbol *as_symbol(Scope *s, Id id) {
    if (!s->table) return NULL;
    for (uint32_t at = id * 0x9E3779B1u;; at++) {
        uint32_t i = s->table[at & s->mask];
        if (!i) return NULL;
        if (s->symbols[i - 1]->id == id) return s->symbols[i - 1];
    }
}

static bool grow_symbols(Compiler *c, Scope *s) {
    uint32_t size = s->mask ? (s->mask + 1) * 2 : 16;
    uint32_t *table = as_comp_alloc(c, size * sizeof *table);
    if (!table) return false;
    for (uint32_t i = 0; i < s->nsymbols; i++) {
        uint32_t at = s->symbols[i]->id * 0x9E3779B1u;
        while (table[at & (size - 1)]) at++;
        table[at & (size - 1)] = i + 1;
    }
    s->table = table;
    s->mask = size - 1;
    return true;
}

Symbol *as_symbol_add(Compiler *c, Scope *s, Id id) {
    Symbol *old = as_symbol(s, id);
    if (old || !id) return old;
    if (s->nsymbols * 2 >= s->mask && !grow_symbols(c, s)) return NULL;
    Symbol **symbols = as_comp_grow(c, s->symbols, s->nsymbols, &s->symbols_size, sizeof *symbols);
    Symbol *sym = symbols ? as_comp_alloc(c, sizeof *sym) : NULL;
    if (!sym) return NULL;
    sym->id = id;
    s->symbols = symbols;
    symbols[s->nsymbols++] = sym;
    uint32_t at = id * 0x9E3779B1u;
    while (s->table[at & s->mask]) at++;
    s->table[at & s->mask] = s->nsymbols;
    return sym;
}

uint32_t as_free_index(Compiler *c, Scope *frame, Id id) {
    for (uint32_t i = 0; i < frame->nfree; i++)
        if (frame->free[i] == id) return i;
    Id *ids = as_comp_grow(c, frame->free, frame->nfree, &frame->free_size, sizeof *ids);
    if (!ids) return 0;
    frame->free = ids;
    ids[frame->nfree] = id;
    return frame->nfree++;
}

/* --- resolution --- */

typedef struct Found {
    Scope *scope;   /* owner, or NULL: global */
    Symbol *symbol;
    bool declared;  /* a `global` declaration said so */
} Found;

static bool owns(const Symbol *sym) {
    return sym && (sym->flags & SYM_BOUND) && !(sym->flags & (SYM_GLOBAL | SYM_NONLOCAL));
}

static Found find_owner(Compiler *c, Scope *s, Id id, Id dunder_class) {
    for (Scope *p = s; p && p->kind != SCOPE_MODULE; p = p->parent) {
        Symbol *sym = as_symbol(p, id);
        if (p->kind == SCOPE_CLASS) {
            if (p != s && id == dunder_class) {
                p->needs_class_cell = true;
                p->class_cell.id = id;
                p->class_cell.owner = &p->class_cell;
                return (Found){p, &p->class_cell, false};
            }
            if (p != s) continue;
        }
        if (sym && (sym->flags & SYM_GLOBAL)) return (Found){NULL, NULL, true};
        if (owns(sym) && p->kind != SCOPE_CLASS) return (Found){p, sym, false};
    }
    (void)c;
    return (Found){NULL, NULL, false};
}

/* Hand the variable of `owner` down to the frame of `s`: its index there. */
static uint32_t thread_free(Compiler *c, Scope *s, Scope *owner, Id id) {
    uint32_t index = as_free_index(c, s->frame, id);
    for (Scope *f = s->frame->parent; f && f->frame != owner->frame; f = f->frame->parent)
        as_free_index(c, f->frame, id);
    return index;
}

static void resolve_global(Compiler *c, Scope *s, Symbol *sym, bool declared) {
    if (sym->flags & SYM_NONLOCAL) {
        as_scope_error(c, sym->declared, "no binding for nonlocal '%s' found", as_id_chars(c, sym->id));
        return;
    }
    bool names = s->frame->kind == SCOPE_CLASS ||
                 (s->frame->kind == SCOPE_MODULE && (c->flags & COMPILE_NAMES));
    sym->access = names && !declared ? ACCESS_NAME : ACCESS_GLOBAL;
}

/* Annotation scopes in a class body see its names, which takes a namespace that they do not have. */
static bool needs_class_names(Compiler *c, Scope *s, Symbol *sym, Id dunder_class) {
    Scope *p = s;
    for (; p && p->kind == SCOPE_ANNOTATION; p = p->parent)
        if (owns(as_symbol(p, sym->id))) return false;
    if (p == s || !p || p->kind != SCOPE_CLASS || sym->id == dunder_class || !owns(as_symbol(p, sym->id)))
        return false;
    as_unsupported(c, s->node, "names of a class body in type parameters and aliases within it");
    return true;
}

static void resolve_symbol(Compiler *c, Scope *s, Symbol *sym, Id dunder_class) {
    if (needs_class_names(c, s, sym, dunder_class)) return;
    if (s->kind == SCOPE_CLASS && owns(sym)) {
        sym->access = ACCESS_NAME;
        return;
    }
    Found found = find_owner(c, s, sym->id, dunder_class);
    if (!found.scope) {
        resolve_global(c, s, sym, found.declared || (sym->flags & SYM_GLOBAL));
        return;
    }
    sym->owner = found.symbol;
    if (found.scope->frame == s->frame) {
        sym->access = ACCESS_LOCAL;
        if (found.symbol != sym) found.symbol->flags |= sym->flags & (SYM_WALRUS | SYM_DELETED);
        return;
    }
    found.symbol->cell = true;
    sym->index = thread_free(c, s, found.scope, sym->id);
    bool declared = sym->flags & SYM_NONLOCAL;
    sym->access = s->kind == SCOPE_CLASS && !declared ? ACCESS_CLASS_FREE : ACCESS_FREE;
}

static void resolve(Compiler *c, Scope *s, Id dunder_class) {
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->nsymbols && !c->failed; i++)
        resolve_symbol(c, s, s->symbols[i], dunder_class);
    for (Scope *child = s->first_child; child && !c->failed; child = child->next)
        resolve(c, child, dunder_class);
}

/* --- layout of registers --- */

static uint16_t add_local(Compiler *c, Scope *frame, Symbol *sym) {
    uint32_t size = frame->locals_size;
    Symbol **locals = as_comp_grow(c, frame->locals, frame->nlocals, &size, sizeof *locals);
    size = frame->locals_size;
    bool *in_use = locals ? as_comp_grow(c, frame->in_use, frame->nlocals, &size, sizeof *in_use) : NULL;
    if (!in_use || frame->nlocals >= 60000) {
        if (in_use) as_compile_error(c, as_no_pos, "too many local variables");
        return 0;
    }
    frame->locals = locals;
    frame->in_use = in_use;
    frame->locals_size = size;
    locals[frame->nlocals] = sym;
    in_use[frame->nlocals] = true;
    return (uint16_t)frame->nlocals++;
}

/* A register for a variable of an inlined comprehension: that of an earlier one of the same name
 * when free. */
static void place_hidden(Compiler *c, Scope *frame, Symbol *sym, uint32_t first) {
    for (uint32_t r = first; r < frame->nlocals; r++) {
        if (frame->in_use[r] || frame->locals[r]->id != sym->id || frame->locals[r]->cell != sym->cell)
            continue;
        frame->in_use[r] = true;
        sym->reg = (uint16_t)r;
        return;
    }
    sym->reg = add_local(c, frame, sym);
}

static void lay_out_comps(Compiler *c, Scope *s, uint32_t first) {
    for (Scope *child = s->first_child; child && !c->failed; child = child->next) {
        if (!child->inlined) continue;
        Scope *frame = child->frame;
        for (uint32_t i = 0; i < child->nsymbols; i++)
            if (owns(child->symbols[i])) place_hidden(c, frame, child->symbols[i], first);
        lay_out_comps(c, child, first);
        for (uint32_t i = 0; i < child->nsymbols; i++)
            if (owns(child->symbols[i]) && frame->nlocals) frame->in_use[child->symbols[i]->reg] = false;
    }
}

static void lay_out_frame(Compiler *c, Scope *s) {
    for (uint32_t i = 0; as_is_function_like(s) && i < s->nsymbols; i++)
        if (owns(s->symbols[i])) s->symbols[i]->reg = add_local(c, s, s->symbols[i]);
    if (s->needs_class_cell) s->class_cell.reg = add_local(c, s, &s->class_cell);
    lay_out_comps(c, s, s->nlocals);
}

static void lay_out(Compiler *c, Scope *s) {
    if (!s->inlined) lay_out_frame(c, s);
    for (Scope *child = s->first_child; child && !c->failed; child = child->next) lay_out(c, child);
}

void as_comp_scopes(Compiler *c, Node *root) {
    as_comp_collect(c, root);
    if (c->failed) return;
    resolve(c, c->module, as_id_c(c, "__class__"));
    if (!c->failed) lay_out(c, c->module);
}
