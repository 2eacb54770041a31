/* The cycle collector; the idea stands in vm/heap.h. */
#include "vm/error.h"
#include "vm/heap.h"
#include "vm/objects/str.h"

#include <stdlib.h>

typedef struct Pass {
    Thread *t;
    bool full;
    Obj **set; /* containers under consideration */
    size_t count, size;
    Obj **stack;
    size_t depth, stack_size;
    bool failed;
    Obj *at; /* being traversed */
} Pass;

static bool push(Pass *p, Obj ***array, size_t *count, size_t *size, Obj *o) {
    if (*count == *size) {
        size_t grown = *size ? *size * 2 : 1024;
        Obj **moved = as_mem_realloc(&p->t->vm->mem, *array, *size * sizeof **array, grown * sizeof **array);
        if (!moved) {
            p->failed = true;
            return false;
        }
        *array = moved;
        *size = grown;
    }
    (*array)[(*count)++] = o;
    return true;
}

static Type *type_of(Pass *p, Obj *o) {
    return p->t->vm->shapes[o->shape].type;
}

/* All that `o` owns: the fields of its C struct, and for an object of a class statement's class that class
 * and the attributes it has beyond the struct. */
static void traverse(Pass *p, Obj *o, VisitFn visit) {
    Type *type = type_of(p, o);
    p->at = o;
    type->slots.traverse(o, visit, p);
    if (!(type->flags & TYPE_HEAP)) return;
    visit(&type->obj, p);
    Value *dict = as_heir_dict(type, o);
    if (dict && as_is_obj(*dict) && dict->bits) visit(as_obj(*dict), p);
}

/* OBJ_REACHED is set on the members of the set while they are thought unreachable. */
static void gather_one(Obj *o, void *arg) {
    Pass *p = arg;
    if (!(o->flags & OBJ_CONTAINER) || o->rc == 0 || p->failed || o->flags & OBJ_TRASH) return;
    if (!p->full && (o->flags & OBJ_OLD)) return;
    if (!type_of(p, o)->slots.traverse) return;
    if (push(p, &p->set, &p->count, &p->size, o)) {
        o->gc = o->rc;
        o->flags |= OBJ_REACHED;
    }
}

static void gather(Pass *p) {
    Heap *h = p->t->vm->heap;
    for (HeapPage *page = h->pages; page; page = page->next) {
        if (!p->full && !page->young && !p->t->vm->gc_stress) continue;
        page->young = false;
        char *end = page == h->current[page->size_class] ? h->bump[page->size_class] : page->bump;
        char *at = (char *)page + ((sizeof *page + 15) & ~(size_t)15);
        for (; at < end; at += page->cell) {
            Obj *o = (Obj *)(void *)at;
            if (!(o->flags & OBJ_FREE)) gather_one(o, p);
        }
    }
    for (LargeBlock *b = h->large.next; b != &h->large; b = b->next) gather_one((Obj *)(void *)(b + 1), p);
}

#ifdef AS_DEBUG
/* A member held more often by others than it has references: a traverse function shows what is not owned. */
static _Noreturn void miscounted(Pass *p, Obj *o) {
    Type *type = type_of(p, o), *by = type_of(p, p->at);
    fprintf(stderr, "aster: gc: a '%s' has fewer references than its owners claim, last a '%s'\n",
            as_as_str(type->name)->data, as_as_str(by->name)->data);
    abort();
}
#endif

static void subtract(Obj *o, void *arg) {
    (void)arg;
    if (!(o->flags & OBJ_REACHED)) return;
#ifdef AS_DEBUG
    if (o->gc == 0) miscounted(arg, o);
#endif
    o->gc--;
}

static void mark_child(Obj *o, void *arg) {
    Pass *p = arg;
    if (!(o->flags & OBJ_REACHED)) return;
    o->flags &= (uint16_t)~OBJ_REACHED;
    push(p, &p->stack, &p->depth, &p->stack_size, o);
}

/* What has references from outside the set, and all that it reaches, stays. */
static void mark_reachable(Pass *p) {
    for (size_t i = 0; i < p->count && !p->failed; i++) {
        Obj *o = p->set[i];
        if (o->gc == 0 || !(o->flags & OBJ_REACHED)) continue;
        mark_child(o, p);
        while (p->depth && !p->failed) {
            Obj *next = p->stack[--p->depth];
            traverse(p, next, mark_child);
        }
    }
}

/* Keep only the unreachable, each held by one more reference. */
static size_t keep_garbage(Pass *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++) {
        Obj *o = p->set[i];
        bool garbage = (o->flags & OBJ_REACHED) != 0 && !p->failed;
        o->flags = (uint16_t)((o->flags & ~OBJ_REACHED) | OBJ_OLD);
        if (!garbage) continue;
        o->rc++;
        p->set[n++] = o;
    }
    p->count = n;
    return n;
}

/* Weak references to garbage die before any finalizer runs, so that none can bring it back to sight. */
static void finalize(Pass *p) {
    Thread *t = p->t;
    for (size_t i = 0; i < p->count; i++)
        if (p->set[i]->flags & OBJ_WEAKREFS) as_weakref_clear(t, p->set[i]);
    for (size_t i = 0; i < p->count; i++) {
        Obj *o = p->set[i];
        Type *type = type_of(p, o);
        if (type->slots.finalize && !(o->flags & OBJ_FINALIZED)) type->slots.finalize(t, o);
    }
}

/* Whether a finalizer has made some of the garbage reachable again: then all of it is kept, to be looked at
 * by the next pass. */
static bool resurrected(Pass *p) {
    for (size_t i = 0; i < p->count; i++) {
        p->set[i]->gc = p->set[i]->rc - 1;
        p->set[i]->flags |= OBJ_REACHED;
    }
    for (size_t i = 0; i < p->count; i++)
        traverse(p, p->set[i], subtract);
    bool alive = false;
    for (size_t i = 0; i < p->count; i++) {
        alive |= p->set[i]->gc != 0;
        p->set[i]->flags &= (uint16_t)~OBJ_REACHED;
    }
    return alive;
}

static void break_cycles(Pass *p) {
    Thread *t = p->t;
    finalize(p);
    bool keep = resurrected(p);
    for (size_t i = 0; i < p->count && !keep; i++) {
        Type *type = type_of(p, p->set[i]);
        if (type->slots.clear) type->slots.clear(t, p->set[i]);
    }
    for (size_t i = 0; i < p->count; i++) as_decref_obj(t, p->set[i]);
}

size_t as_gc_collect(Thread *t, bool full) {
    Heap *h = t->vm->heap;
    if (h->collecting) return 0;
    h->collecting = true;
    Value pending = t->exc;
    t->exc = AS_UNDEF;
    Pass p = {.t = t, .full = full};
    gather(&p);
    for (size_t i = 0; i < p.count && !p.failed; i++)
        traverse(&p, p.set[i], subtract);
    if (!p.failed) mark_reachable(&p);
    size_t found = keep_garbage(&p);
    if (found) break_cycles(&p);
    as_mem_free(&t->vm->mem, p.set, p.size * sizeof *p.set);
    as_mem_free(&t->vm->mem, p.stack, p.stack_size * sizeof *p.stack);
    h->fresh_bytes = 0;
    if (full) h->full_due_bytes = 3 * h->bytes;
    if (as_has_exc(t)) as_unraisable(t, "in garbage collection", AS_NONE);
    t->exc = pending;
    h->collecting = false;
    return found;
}

void as_gc_step(Thread *t) {
    Heap *h = t->vm->heap;
    atomic_fetch_and_explicit(&t->breaker, ~(uint32_t)BREAK_GC, memory_order_relaxed);
    if (t->vm->gc_stress) {
        as_gc_collect(t, ++h->stress_count % 97 == 0);
        return;
    }
    if (!t->vm->gc_enabled) return;
    as_gc_collect(t, h->bytes >= h->full_due_bytes);
}
