/* The object heap: pools of equal cells for small objects, blocks of their own for large ones, and the
 * cycle collector that walks them.
 *
 *   chunk (1 MiB, aligned)  = 16 pages
 *   page  (64 KiB, aligned) = header | cell | cell | ...        all cells of one size class
 *
 * A size class is a multiple of 16 bytes, up to 512. Allocation pops the class's free list, else
 * bumps into its newest page. A free cell keeps its header's flags word (OBJ_FREE), so that
 * the collector can tell objects from holes by walking pages. With AS_OWN_BLOCKS (sanitizer builds) every
 * object is a block of its own and on a list instead.
 *
 * Collection: reference counting frees everything but cycles. The collector subtracts from a copy of
 * each container's count the references that containers hold among themselves; what is left with none is
 * garbage unless reachable from one that has some left. References it does not see (registers of running
 * frames, C locals) only keep objects alive, so it may run at any time when objects are consistent:
 * the interpreter runs it at breaker checks. A young pass looks only at objects made since
 * the last pass, on the pages that were allocated from. */
#ifndef AS_VM_HEAP_H
#define AS_VM_HEAP_H

#include "vm/thread.h"

#if defined(__SANITIZE_ADDRESS__)
#define AS_OWN_BLOCKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AS_OWN_BLOCKS 1
#endif
#endif

enum {
    HEAP_GRAIN   = 16,
    HEAP_CLASSES = 33,        /* class c has cells of 16 * c bytes; 0 is unused */
    HEAP_PAGE    = 64 * 1024,
    HEAP_CHUNK   = 1024 * 1024,
};

typedef struct HeapPage {
    struct HeapPage *next;
    uint32_t cell;      /* bytes of a cell */
    uint32_t size_class;
    char *bump;         /* first byte never given out */
    bool young;         /* new since the last pass; cells used again on older pages wait for a full one */
} HeapPage;

/* In front of an object that has a block of its own. */
typedef struct LargeBlock {
    struct LargeBlock *prev, *next;
    size_t size;        /* with this header */
    size_t unused;
} LargeBlock;

struct Heap {
    Obj *free[HEAP_CLASSES];
    char *bump[HEAP_CLASSES], *bump_end[HEAP_CLASSES];
    HeapPage *current[HEAP_CLASSES];
    HeapPage *pages;
    LargeBlock large;   /* list head */
    void **chunks;
    uint32_t nchunks, chunks_size;
    char *chunk_at, *chunk_end;
    size_t npages;
    size_t fresh_bytes;   /* of containers on fresh cells, since the last young pass */
    size_t young_due, full_due_bytes;
    size_t bytes;         /* of cells ever given to containers; a full pass is due when it has trebled */
    uint32_t stress_count;
    bool collecting;
};

/* as_new without the zeroing: every field behind the header must be set before anything else is allocated. */
void *as_new_raw_slow(Thread *t, TypeId type, size_t size, bool container);
static inline void *as_new_raw(Thread *t, TypeId type, size_t size, bool container) {
#if !defined(AS_OWN_BLOCKS) && !defined(AS_DEBUG)
    size_t c = (size + HEAP_GRAIN - 1) / HEAP_GRAIN;
    VM *vm = t->vm;
    if (c < HEAP_CLASSES && vm->heap->free[c] && !vm->gc_stress) {
        Obj *o = vm->heap->free[c];
        memcpy(&vm->heap->free[c], (void *)o, sizeof o);
        *o = (Obj){.rc = 1, .shape = type, .flags = container ? OBJ_CONTAINER : 0, .size_class = (uint16_t)c};
        return o;
    }
#endif
    return as_new_raw_slow(t, type, size, container);
}

/* as_free_obj for objects of built-in types. */
static inline void as_free_builtin(Thread *t, void *obj, size_t size) {
    Obj *o = obj;
    if (o->size_class == 0) {
        as_free_obj(t, obj, size);
        return;
    }
    Heap *h = t->vm->heap;
    uint16_t c = o->size_class;
    o->flags = OBJ_FREE;
    memcpy((void *)o, &h->free[c], sizeof o);
    h->free[c] = o;
}

bool as_heap_open(VM *vm);
void as_heap_close(VM *vm);
/* Objects alive now; with `out`, types and addresses of up to 20 of them are written there. */
size_t as_heap_count(VM *vm, FILE *out);
/* Call fn for every live object. The heap must not change meanwhile. */
void as_heap_walk(VM *vm, void (*fn)(Obj *o, void *arg), void *arg);

/* Collect cycles; `full`: old objects too. Returns the number of unreachable objects found. */
size_t as_gc_collect(Thread *t, bool full);
/* At a breaker check with BREAK_GC set. */
void as_gc_step(Thread *t);

#endif
