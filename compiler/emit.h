/* Writing instructions: buffer, labels, temporaries, constants, exception regions.
 *
 * Temporaries are a stack: `height` of them are live. An instruction is emitted while its operands
 * still count (or, for those that take their operands, after they were popped), so that depth[pc] is
 * simply the height at that moment.
 *
 * Code that cannot be reached (`dead`) is not written. `bound` is the set of locals that are known to
 * have a value here; labels and regions carry the set from where they are jumped at to where they
 * are placed. */
#ifndef AS_COMPILER_EMIT_H
#define AS_COMPILER_EMIT_H

#include "compiler/scope.h"

typedef struct Fixup {
    struct Fixup *next;
    uint32_t pc;
    bool wide;
} Fixup;

/* A jump target: forward until placed. */
typedef struct Label {
    int64_t pc;  /* -1: not placed yet */
    Fixup *fixups;
    uint64_t *bound; /* locals bound at every jump to it so far; NULL: no jump yet */
} Label;
#define AS_LABEL {-1, NULL, NULL}

/* Guarded code: an exception in it goes to the handler with the temporaries cut back to `height`. */
typedef struct Region {
    struct Region *parent;
    uint32_t number, height, handler;
    bool used;
    uint64_t *bound;
} Region;

typedef enum BlockKind {
    BLOCK_LOOP,     /* while, for, async for */
    BLOCK_FINALLY,  /* body of try with finally */
    BLOCK_HANDLER,  /* except body, or finally body while an exception is handled */
    BLOCK_WITH,
} BlockKind;

/* What must be done on the way out of nested statements. */
typedef struct Block {
    struct Block *parent;
    BlockKind kind;
    uint32_t height;      /* temporaries below it */
    Region *outside;      /* region around the statement */
    const Node *node;
    Label *next, *end;    /* BLOCK_LOOP: continue, break */
    bool has_state;       /* BLOCK_LOOP: an iterator at `height` (more state above it is inline) */
    Id name;              /* BLOCK_HANDLER: to be unbound */
    bool is_star, is_async;
    Pos pos; /* BLOCK_WITH: of the context expression */
} Block;

struct Unit {
    Unit *parent;
    Scope *scope;   /* of the code */
    Scope *current; /* innermost inlined comprehension, or `scope` */
    Instr *instr;
    uint16_t *depth;
    CodePos *pos;
    uint32_t *region_of;
    uint32_t ninstr, size;
    Value *consts;
    uint32_t nconsts, consts_size;
    uint32_t *const_table;
    uint32_t const_mask;
    Region **regions;
    uint32_t nregions, regions_size;
    Region *region;
    Block *block;
    uint32_t nlocals, height, max_height;
    bool dead;
    uint32_t nwords; /* of a bound set */
    uint64_t *bound, *deletable;
    Value qualname;
    Id name;
    uint32_t flags, first_line;
    Value doc;
};

/* --- instructions --- */
void as_emit(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, unsigned b, unsigned cc);
/* With a 32-bit immediate in B and C. */
void as_emit_wide(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, int32_t bc);
/* A jump: Jbc, or (for fused comparisons and FOR_ITER) Jc with operand b. */
void as_emit_jump(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, Label *to);
void as_emit_short(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, unsigned b, Label *to);
/* Fill the cache words of the last instruction (keyword names). */
void as_emit_cache(Compiler *c, uint32_t word, uint64_t value);
void as_emit_label(Compiler *c, Label *l);

/* --- temporaries --- */
static inline unsigned as_temp(const Unit *u, uint32_t height) { return u->nlocals + height; }
/* Number of the register on top; it counts from now on. */
unsigned as_emit_push(Compiler *c);
static inline void as_emit_pop(Compiler *c, uint32_t count) { c->unit->height -= count; }
void as_set_height(Compiler *c, uint32_t height);

/* --- locals known to be bound --- */
bool as_is_bound(const Unit *u, unsigned reg);
void as_set_bound(Unit *u, unsigned reg, bool bound);
uint64_t *as_bound_copy(Compiler *c);
void as_bound_set(Unit *u, const uint64_t *set);
void as_forget_deletable(Unit *u);

/* --- constants --- */
uint32_t as_const(Compiler *c, Value v);
uint32_t as_const_id(Compiler *c, Id id);
/* The same where the instruction has 16 bits for it. */
unsigned as_const_short(Compiler *c, Value v);
unsigned as_name_const(Compiler *c, Id id);

/* --- regions --- */
Region *as_open_region(Compiler *c, uint32_t height);
void as_close_region(Compiler *c, Region *r);
/* Begin the handler: the exception is in the temporary at the region's height, pushed. */
void as_place_handler(Compiler *c, Region *r);

/* --- units --- */
Unit *as_unit_open(Compiler *c, Scope *scope, Id name, Value qualname, uint32_t flags, uint32_t line);
/* Make the Code (borrowed, owned by the compilation) and go back to the parent unit. */
Value as_unit_close(Compiler *c);

#endif
