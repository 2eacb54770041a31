/* What all parts of the compiler share: the state of one compilation, names as small numbers,
 * values it owns, and how it fails.
 *
 * Failing is sticky: after the first error (`failed`, with the exception pending in the thread)
 * everything that emits does nothing, so callers need not check at each step. Scratch memory is
 * an Arena; every Value made is remembered in `owned` and released at the end, and is borrowed
 * everywhere else. */
#ifndef AS_COMPILER_CONTEXT_H
#define AS_COMPILER_CONTEXT_H

#include "base/arena.h"
#include "parser/ast.h"
#include "vm/code.h"
#include "vm/error.h"
#include "vm/objects/str.h"

/* A name: index into Compiler.ids. Names with equal text have the same Id; 0 is no name. */
typedef uint32_t Id;

typedef struct IdEntry {
    const char *text;
    uint32_t length, hash;
    Value str; /* interned, made when first asked for; else UNDEF */
} IdEntry;

typedef struct Scope Scope;
typedef struct Unit Unit;

typedef struct ScopeKey {
    const void *node;
    Scope *scope;
} ScopeKey;

typedef struct Compiler {
    Thread *t;
    Arena *arena;
    Str *filename;
    const char *source;
    size_t length;
    unsigned flags; /* COMPILE_* */
    int mode;       /* ParseMode */
    bool failed;
    bool too_far; /* a 16-bit jump did not reach: compile again with `far` */
    bool far;
    bool future_annotations;
    uint32_t future_line; /* of the last future statement */
    uint32_t depth; /* of inlined finally bodies */

    IdEntry *ids;
    uint32_t nids, ids_size;
    uint32_t *id_table;
    uint32_t id_mask;
    Value *owned;
    uint32_t nowned, owned_size;

    Scope *module;
    ScopeKey *scopes; /* open-addressed: node -> scope */
    uint32_t nscopes, scope_mask;
    Unit *unit; /* the code being written */
} Compiler;

static const Pos as_no_pos = {0, 0, 0, 0};

/* Arena memory; NULL sets `failed` with MemoryError pending. */
void *as_comp_alloc(Compiler *c, size_t size);
/* Make room for one more in a vector of `item`-byte things: the (moved) array, or NULL. */
void *as_comp_grow(Compiler *c, void *items, uint32_t count, uint32_t *size, size_t item);

Id as_id(Compiler *c, const Name *name);
Id as_id_text(Compiler *c, const char *text, size_t length);
Id as_id_c(Compiler *c, const char *text);
const char *as_id_chars(Compiler *c, Id id);
bool as_id_is(Compiler *c, Id id, const char *text);
/* The interned str (borrowed), or UNDEF when failed. */
Value as_id_str(Compiler *c, Id id);
/* `name` as a class body with the name `klass` (0: none) sees it: __x becomes _Class__x. */
Id as_mangle(Compiler *c, Id klass, Id name);

/* Take over a value until the end of the compilation; UNDEF sets `failed`. Returns it, borrowed. */
Value as_comp_own(Compiler *c, Value owned);
/* Note that the pending exception ends the compilation. */
void as_compile_failed(Compiler *c);
/* Raise SyntaxError (only the first counts). Formats as as_raise does. */
void as_compile_error(Compiler *c, Pos pos, const char *format, ...);
/* The same for what CPython finds before generating code: the place is not in the exception's args. */
void as_scope_error(Compiler *c, Pos pos, const char *format, ...);
/* "Aster does not support FEATURE yet" */
void as_unsupported(Compiler *c, const Node *node, const char *feature);
/* Raise `type` with the fields of SyntaxError. */
void as_raise_syntax(Compiler *c, TypeId type, Pos pos, unsigned how, Value message);
enum {
    SYNTAX_HAS_POS = 1,
    SYNTAX_PARSER  = 2, /* offsets count characters, not bytes; the line is shown for `<string>`, too */
    SYNTAX_BARE    = 4, /* args is the message alone */
};

#endif
