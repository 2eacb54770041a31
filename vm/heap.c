/* Allocation and release of objects; see vm/heap.h for the layout. */
#include "vm/error.h"
#include "vm/heap.h"
#include "vm/objects/str.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { YOUNG_DUE = 16 * HEAP_PAGE };

bool as_heap_open(VM *vm) {
    Heap *h = as_mem_zalloc(&vm->mem, sizeof *h);
    if (!h) return false;
    h->large.prev = h->large.next = &h->large;
    h->young_due = YOUNG_DUE;
    h->full_due_bytes = 4 * YOUNG_DUE;
    vm->heap = h;
    return true;
}

void as_heap_close(VM *vm) {
    Heap *h = vm->heap;
    if (!h) return;
    for (LargeBlock *b = h->large.next, *next; b != &h->large; b = next) {
        next = b->next;
        as_mem_free(&vm->mem, b, b->size);
    }
    for (uint32_t i = 0; i < h->nchunks; i++) {
        munmap(h->chunks[i], HEAP_CHUNK);
        as_mem_discharge(&vm->mem, HEAP_CHUNK);
    }
    as_mem_free(&vm->mem, h->chunks, h->chunks_size * sizeof *h->chunks);
    as_mem_free(&vm->mem, h, sizeof *h);
    vm->heap = NULL;
}

/* --- pages --- */

#ifndef AS_OWN_BLOCKS
static char *map_chunk(void) {
    size_t size = 2 * (size_t)HEAP_CHUNK;
    char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) return NULL;
    char *aligned = (char *)(((uintptr_t)p + HEAP_CHUNK - 1) & ~(uintptr_t)(HEAP_CHUNK - 1));
    if (aligned > p) munmap(p, (size_t)(aligned - p));
    char *end = aligned + HEAP_CHUNK;
    if (p + size > end) munmap(end, (size_t)(p + size - end));
    return aligned;
}

static bool add_chunk(VM *vm) {
    Heap *h = vm->heap;
    if (h->nchunks == h->chunks_size) {
        uint32_t size = h->chunks_size ? h->chunks_size * 2 : 16;
        void **p = as_mem_realloc(&vm->mem, h->chunks, h->chunks_size * sizeof *p, size * sizeof *p);
        if (!p) return false;
        h->chunks = p;
        h->chunks_size = size;
    }
    if (!as_mem_charge(&vm->mem, HEAP_CHUNK)) return false;
    char *p = map_chunk();
    if (!p) {
        as_mem_discharge(&vm->mem, HEAP_CHUNK);
        return false;
    }
    h->chunks[h->nchunks++] = p;
    h->chunk_at = p;
    h->chunk_end = p + HEAP_CHUNK;
    return true;
}

#endif

static void note_growth(Thread *t, size_t bytes) {
    Heap *h = t->vm->heap;
    h->fresh_bytes += bytes;
    h->bytes += bytes;
    if (h->fresh_bytes >= h->young_due && t->vm->gc_enabled)
        atomic_fetch_or_explicit(&t->breaker, BREAK_GC, memory_order_relaxed);
}

#ifndef AS_OWN_BLOCKS
static Obj *pool_slow(Thread *t, uint32_t size_class, bool container) {
    Heap *h = t->vm->heap;
    uint32_t cell = size_class * HEAP_GRAIN;
    if ((size_t)(h->bump_end[size_class] - h->bump[size_class]) < cell) {
        if (h->chunk_at == h->chunk_end && !add_chunk(t->vm)) return NULL;
        if (h->current[size_class]) h->current[size_class]->bump = h->bump[size_class];
        HeapPage *page = (HeapPage *)(void *)h->chunk_at;
        h->chunk_at += HEAP_PAGE;
        page->next = h->pages;
        page->cell = cell;
        page->size_class = size_class;
        h->pages = page;
        h->npages++;
        h->current[size_class] = page;
        h->bump[size_class] = (char *)page + ((sizeof *page + 15) & ~(size_t)15);
        h->bump_end[size_class] = (char *)page + HEAP_PAGE;
    }
    if (container) note_growth(t, cell);
    h->current[size_class]->young = true;
    Obj *o = (Obj *)(void *)h->bump[size_class];
    h->bump[size_class] += cell;
    return o;
}

#endif

static Obj *alloc_large(Thread *t, size_t size, bool container) {
    Heap *h = t->vm->heap;
    if (size > SIZE_MAX - sizeof(LargeBlock)) return NULL;
    LargeBlock *b = as_mem_alloc(&t->vm->mem, size + sizeof *b);
    if (!b) return NULL;
    b->size = size + sizeof *b;
    b->next = &h->large;
    b->prev = h->large.prev;
    b->prev->next = b;
    h->large.prev = b;
    if (container) note_growth(t, size);
    return (Obj *)(void *)(b + 1);
}

static inline Obj *alloc_cell(Thread *t, size_t size, bool container, uint16_t *size_class) {
    *size_class = 0;
#ifdef AS_OWN_BLOCKS
    return alloc_large(t, size, container);
#else
    if (size > (HEAP_CLASSES - 1) * HEAP_GRAIN) return alloc_large(t, size, container);
#ifdef AS_DEBUG
    if (!as_mem_charge(&t->vm->mem, 0)) return NULL;
#endif
    Heap *h = t->vm->heap;
    uint32_t c = (uint32_t)((size + HEAP_GRAIN - 1) / HEAP_GRAIN);
    *size_class = (uint16_t)c;
    Obj *o = h->free[c];
    if (__builtin_expect(!o, 0)) return pool_slow(t, c, container);
    memcpy(&h->free[c], o, sizeof(Obj *));
    return o;
#endif
}

static inline void *new_uncleared(Thread *t, uint32_t shape, size_t size, bool container) {
    uint16_t size_class;
    Obj *o = alloc_cell(t, size, container, &size_class);
    if (__builtin_expect(!o, 0)) {
        as_raise_memory(t);
        return NULL;
    }
    *o = (Obj){.rc = 1, .shape = shape, .flags = container ? OBJ_CONTAINER : 0, .size_class = size_class};
    if (__builtin_expect(container && t->vm->gc_stress, 0))
        atomic_fetch_or_explicit(&t->breaker, BREAK_GC, memory_order_relaxed);
    return o;
}

static inline void *new_object(Thread *t, uint32_t shape, size_t size, bool container) {
    Obj *o = new_uncleared(t, shape, size, container);
    if (o) memset(o + 1, 0, size - sizeof *o);
    return o;
}

void *as_new_raw_slow(Thread *t, TypeId type, size_t size, bool container) {
    return new_uncleared(t, type, size, container);
}

void *as_new(Thread *t, TypeId type, size_t size, bool container) {
    return new_object(t, type, size, container);
}

void *as_new_of(Thread *t, Type *type, size_t size) {
    if (!(type->flags & TYPE_HEAP))
        return new_object(t, type->id, size, (type->flags & TYPE_CONTAINER) != 0);
    size_t total = size;
    if (type->dict_offset == AS_DICT_AT_END) total = ((size + 7) & ~(size_t)7) + sizeof(Value);
    else if (type->dict_offset && total < type->dict_offset + sizeof(Value)) total = type->dict_offset + sizeof(Value);
    Obj *o = new_object(t, type->root_shape, total, true);
    if (!o) return NULL;
    type->obj.rc++;
    if (type->dict_offset == AS_DICT_AT_END) *as_obj_last_value(o, size) = (Value){0};
    return o;
}

/* --- release --- */

static void free_large(Thread *t, Obj *o) {
    LargeBlock *b = (LargeBlock *)(void *)o - 1;
    b->prev->next = b->next;
    b->next->prev = b->prev;
    Heap *h = t->vm->heap;
    size_t size = o->flags & OBJ_CONTAINER ? b->size - sizeof *b : 0;
    h->bytes -= size < h->bytes ? size : h->bytes;
    as_mem_free(&t->vm->mem, b, b->size);
}

void as_free_obj(Thread *t, void *obj, size_t size) {
    (void)size;
    Obj *o = obj;
    Type *type = o->shape >= T_BUILTIN_COUNT ? t->vm->shapes[o->shape].type : NULL;
    if (o->size_class == 0) {
        free_large(t, o);
    } else {
        Heap *h = t->vm->heap;
        uint16_t c = o->size_class;
        o->flags = OBJ_FREE;
        memcpy(o, &h->free[c], sizeof(Obj *));
        h->free[c] = o;
    }
    if (type && (type->flags & TYPE_HEAP)) as_decref_obj(t, type);
}

size_t as_obj_capacity(const Obj *obj, size_t size) {
    (void)size;
    if (obj->size_class) return (size_t)obj->size_class * HEAP_GRAIN;
    return ((const LargeBlock *)(const void *)obj - 1)->size - sizeof(LargeBlock);
}

Value *as_obj_last_value(Obj *obj, size_t size) {
    return (Value *)(void *)((char *)obj + as_obj_capacity(obj, size)) - 1;
}

static void *resize_large(Thread *t, Obj *o, size_t size) {
    LargeBlock *b = (LargeBlock *)(void *)o - 1;
    size_t total = size + sizeof *b, old = b->size;
    LargeBlock *moved = as_mem_realloc(&t->vm->mem, b, old, total);
    if (!moved) {
        as_raise_memory(t);
        return NULL;
    }
    moved->size = total;
    moved->prev->next = moved;
    moved->next->prev = moved;
    return moved + 1;
}

void *as_resize_obj(Thread *t, void *obj, size_t old_size, size_t size) {
    Obj *o = obj;
    if (o->size_class && size <= (size_t)o->size_class * HEAP_GRAIN) return o;
    if (!o->size_class) return resize_large(t, o, size);
    uint16_t size_class;
    Obj *moved = alloc_cell(t, size, false, &size_class);
    if (!moved) {
        as_raise_memory(t);
        return NULL;
    }
    memcpy(moved, o, old_size < size ? old_size : size);
    moved->size_class = size_class;
    Heap *h = t->vm->heap;
    uint16_t c = o->size_class;
    o->flags = OBJ_FREE;
    memcpy(o, &h->free[c], sizeof(Obj *));
    h->free[c] = o;
    return moved;
}

/* --- deallocation: a long chain of objects is released with bounded C recursion. An object whose turn has
 * to wait is linked through its own count and gc words. --- */

enum { MAX_DEALLOC_DEPTH = 48 };

static void push_trash(Thread *t, Obj *o) {
    uint64_t next = (uint64_t)(uintptr_t)t->trash;
    o->flags |= OBJ_TRASH;
    o->rc = (uint32_t)next;
    o->gc = (uint32_t)(next >> 32);
    t->trash = o;
}

static Obj *pop_trash(Thread *t) {
    Obj *o = t->trash;
    t->trash = (Obj *)(uintptr_t)((uint64_t)o->gc << 32 | o->rc);
    o->flags &= (uint16_t)~OBJ_TRASH;
    o->rc = 0;
    o->gc = 0;
    return o;
}

/* Finalizers and weak reference callbacks run with no exception pending, as if nothing had happened. */
static bool run_last_rites(Thread *t, Obj *o, Type *type) {
    Value pending = t->exc;
    t->exc = AS_UNDEF;
    bool dead = true;
    if (type->slots.finalize && !(o->flags & OBJ_FINALIZED)) {
        o->rc = 1;
        type->slots.finalize(t, o);
        dead = --o->rc == 0;
    }
    if (dead && (o->flags & OBJ_WEAKREFS)) {
        o->rc = 1;
        as_weakref_clear(t, o);
        o->rc = 0;
    }
    if (as_has_exc(t)) as_unraisable(t, "in finalizer", AS_NONE);
    t->exc = pending;
    return dead;
}

static inline void dealloc_one(Thread *t, Obj *o) {
    Type *type = t->vm->shapes[o->shape].type;
    if (type->slots.finalize || (o->flags & OBJ_WEAKREFS))
        if (!run_last_rites(t, o, type)) return;
    type->slots.dealloc(t, o);
}

void as_dealloc(Thread *t, Obj *o) {
    /* A str is never put off: the table of interned strs could hand it out again meanwhile. */
    if (t->trash_depth >= MAX_DEALLOC_DEPTH && o->shape != T_STR) {
        push_trash(t, o);
        return;
    }
    t->trash_depth++;
    dealloc_one(t, o);
    t->trash_depth--;
    if (t->trash && t->trash_depth == 0) {
        t->trash_depth++;
        while (t->trash) dealloc_one(t, pop_trash(t));
        t->trash_depth--;
    }
}

/* --- walking --- */

void as_heap_walk(VM *vm, void (*fn)(Obj *o, void *arg), void *arg) {
    Heap *h = vm->heap;
    for (HeapPage *p = h->pages; p; p = p->next) {
        char *end = p == h->current[p->size_class] ? h->bump[p->size_class] : p->bump;
        char *at = (char *)p + ((sizeof *p + 15) & ~(size_t)15);
        for (; at < end; at += p->cell)
            if (!(((Obj *)(void *)at)->flags & OBJ_FREE)) fn((Obj *)(void *)at, arg);
    }
    for (LargeBlock *b = h->large.next; b != &h->large; b = b->next) fn((Obj *)(void *)(b + 1), arg);
}

typedef struct Count {
    VM *vm;
    size_t n;
    FILE *out;
} Count;

static const char *shape_name(uint32_t shape) {
    static const char *const names[] = {
        "?",
#define X(id, name, base) name,
#include "vm/types.def"
    };
    return shape < T_BUILTIN_COUNT ? names[shape] : "instance";
}

static void count_object(Obj *o, void *arg) {
    Count *c = arg;
    if (c->out && c->n < 20)
        fprintf(c->out, "  alive: %s (shape %u) at %p, %u references%s%.40s\n", shape_name(o->shape), o->shape, (void *)o,
                o->rc, o->shape == T_STR ? ": " : "", o->shape == T_STR ? ((Str *)o)->data : "");
    c->n++;
}

size_t as_heap_count(VM *vm, FILE *out) {
    Count c = {vm, 0, out};
    as_heap_walk(vm, count_object, &c);
    return c.n;
}
