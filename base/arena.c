#include "base/arena.h"

#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct ArenaBlock {
    ArenaBlock *next;
    size_t size;
};

void as_arena_init(Arena *a, Mem *mem) {
    *a = (Arena){.mem = mem};
}

static bool add_block(Arena *a, size_t need) {
    size_t size = sizeof(ArenaBlock) + (need > BLOCK_SIZE ? need : BLOCK_SIZE);
    ArenaBlock *b = as_mem_alloc(a->mem, size);
    if (!b) return false;
    b->next = a->blocks;
    b->size = size;
    a->blocks = b;
    a->at = (char *)(b + 1);
    a->end = (char *)b + size;
    return true;
}

void *as_arena_alloc(Arena *a, size_t size) {
    size = (size + 7) & ~(size_t)7;
    if ((size_t)(a->end - a->at) < size && !add_block(a, size)) return NULL;
    void *p = a->at;
    a->at += size;
    return memset(p, 0, size);
}

char *as_arena_copy(Arena *a, const char *bytes, size_t size) {
    char *p = as_arena_alloc(a, size + 1);
    if (p && size) memcpy(p, bytes, size);
    return p;
}

void as_arena_free(Arena *a) {
    while (a->blocks) {
        ArenaBlock *next = a->blocks->next;
        as_mem_free(a->mem, a->blocks, a->blocks->size);
        a->blocks = next;
    }
    a->at = a->end = NULL;
}
