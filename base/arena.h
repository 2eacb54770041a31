/* A bump allocator whose blocks are freed all at once: the syntax tree and the compiler's scratch
 * live in one. Blocks come from a Mem and are charged to it. */
#ifndef AS_BASE_ARENA_H
#define AS_BASE_ARENA_H

#include "base/mem.h"

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    Mem *mem;
    ArenaBlock *blocks;
    char *at, *end;
} Arena;

void as_arena_init(Arena *a, Mem *mem);
/* `size` zeroed bytes aligned to 8, or NULL when memory is out. */
void *as_arena_alloc(Arena *a, size_t size);
/* A copy of `size` bytes with a NUL behind them, or NULL. */
char *as_arena_copy(Arena *a, const char *bytes, size_t size);
/* Free everything; the arena can be used again. */
void as_arena_free(Arena *a);

#endif
