/* Scopes: which name is what, found out before any code is written.
 *
 * A pass over the tree collects for each module, class, function, lambda and comprehension the
 * names it binds, declares and uses. Then every name is resolved to an Access. List, set and dict
 * comprehensions in functions and modules are inlined: they keep a Scope of their own for looking
 * up names, but their variables are (hidden) locals of the frame they stand in. */
#ifndef AS_COMPILER_SCOPE_H
#define AS_COMPILER_SCOPE_H

#include "compiler/context.h"

typedef enum ScopeKind {
    SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_LAMBDA,
    SCOPE_LIST_COMP, SCOPE_SET_COMP, SCOPE_DICT_COMP, SCOPE_GENERATOR,
    SCOPE_ANNOTATION, /* type parameters, and lazily evaluated bounds and aliases (PEP 695) */
} ScopeKind;

enum {
    SYM_BOUND    = 1,
    SYM_PARAM    = 2,
    SYM_GLOBAL   = 4,  /* declared */
    SYM_NONLOCAL = 8,  /* declared */
    SYM_USED     = 16,
    SYM_WALRUS   = 32, /* bound by := somewhere: may change within an expression */
    SYM_DELETED  = 64, /* del, or `except ... as`: may become unbound again */
    SYM_COMP_ITER = 128,
    SYM_ANNOTATED = 256,
};

typedef enum Access {
    ACCESS_LOCAL,      /* register of `owner`; a cell when owner->cell */
    ACCESS_FREE,       /* free variable `index` of the frame */
    ACCESS_CLASS_FREE, /* read in a class body: namespace, then free variable `index` */
    ACCESS_GLOBAL,
    ACCESS_NAME,
} Access;

typedef struct Symbol {
    Id id;
    uint32_t flags;
    Access access;
    bool cell; /* captured by an inner function */
    uint16_t reg;
    uint32_t index;
    struct Symbol *owner;
    Pos declared; /* of the global or nonlocal statement */
} Symbol;

struct Scope {
    ScopeKind kind;
    bool inlined;
    bool generator;  /* has a yield */
    bool has_await;  /* await, async for, async with or an asynchronous comprehension */
    bool is_async;   /* async def */
    bool returns_value;
    bool annotations; /* module or class body with annotations */
    bool needs_class_cell; /* class body some method of which uses __class__ */
    bool nested;     /* inside a function */
    bool in_iter;    /* being collected: the iterable part of a comprehension */
    Scope *parent, *frame; /* frame: itself, or where an inlined comprehension runs */
    Scope *first_child, *last_child, *next;
    const Node *node;
    Id name;
    const char *what; /* SCOPE_ANNOTATION: for messages */
    Id klass; /* innermost class, for mangling */
    Symbol **symbols;
    uint32_t nsymbols, symbols_size;
    uint32_t *table;
    uint32_t mask;
    Symbol class_cell; /* __class__ of a class body */
    Id *free;
    uint32_t nfree, free_size;
    Symbol **locals; /* frames: register -> symbol */
    bool *in_use;    /* parallel: hidden ones taken by a comprehension being laid out */
    uint32_t nlocals, locals_size;
    uint32_t nargs, nposonly, nkwonly;
    bool varargs, varkeywords;
};

/* Collect and resolve everything below `root`; c->module is the outermost scope. */
void as_comp_scopes(Compiler *c, Node *root);
/* The scope made for a node (function, class, lambda, comprehension; for PEP 695 see `part`). */
Scope *as_scope_of(Compiler *c, const Node *node, int part);
/* The symbol of a (mangled) name in a scope, or NULL. */
Symbol *as_symbol(Scope *s, Id id);
/* Index of free variable `id` of a frame; added when new. */
uint32_t as_free_index(Compiler *c, Scope *frame, Id id);
static inline bool as_is_function_like(const Scope *s) {
    return s->kind != SCOPE_MODULE && s->kind != SCOPE_CLASS;
}
static inline bool as_is_comp(const Scope *s) {
    return s->kind >= SCOPE_LIST_COMP && s->kind <= SCOPE_GENERATOR;
}

enum { PART_SELF = 0, PART_TYPE_PARAMS = 1, PART_VALUE = 2 };

#endif
