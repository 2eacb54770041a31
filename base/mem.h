/* Every byte that Aster allocates is charged here, so that a host can bound a VM and tests can make
 * the n-th allocation fail. Sizes are passed back on free: no block carries a header of its own.
 *
 * Not thread-safe: a Mem belongs to one VM and is used with the VM's lock held. */
#ifndef AS_BASE_MEM_H
#define AS_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Mem {
    size_t used;      /* bytes charged now */
    size_t peak;      /* the most ever charged */
    size_t limit;     /* in bytes; SIZE_MAX when there is none */
    uint64_t count;   /* allocations asked for so far */
    uint64_t fail_at; /* the allocation with this number fails, and all after it; 0: none (tests) */
    bool fail_once;   /* only that one fails */
} Mem;

void as_mem_init(Mem *m, size_t limit);

/* A block of `size` bytes (size > 0) aligned to 16, or NULL when over the limit or out of memory. */
void *as_mem_alloc(Mem *m, size_t size);
/* The same, filled with zero bytes. */
void *as_mem_zalloc(Mem *m, size_t size);
/* Grow or shrink `p` (NULL with old 0 allocates). On failure NULL, and `p` is as it was. */
void *as_mem_realloc(Mem *m, void *p, size_t old, size_t size);
/* Free `p`, which has `size` bytes; NULL is ignored. */
void as_mem_free(Mem *m, void *p, size_t size);

/* Charge bytes that some library holds for us, or pages of a pool; false when over the limit. */
bool as_mem_charge(Mem *m, size_t size);
void as_mem_discharge(Mem *m, size_t size);

#endif
