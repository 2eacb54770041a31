/* The gc module: the cycle collector as scripts see it. There are two generations, where CPython
 * has three: thresholds can be read and set, but only turn the collector off when the first is 0.
 */
#include "stdlib/modules.h"
#include "vm/heap.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"

static Value gc_collect(Thread *t, Value *a, int n) {
    (void)n;
    int64_t generation = 2;
    if (!as_is_undef(a[0]) && !as_index_int64(t, a[0], &generation)) return AS_UNDEF;
    if (generation < 0 || generation > 2) return as_raise(t, T_VALUE_ERROR, "invalid generation");
    return as_int((int64_t)as_gc_collect(t, generation == 2));
}

static Value gc_enable(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    t->vm->gc_enabled = true;
    return AS_NONE;
}

static Value gc_disable(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    t->vm->gc_enabled = false;
    return AS_NONE;
}

static Value gc_isenabled(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_bool(t->vm->gc_enabled);
}

static Value gc_get_count(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_tuple_pack(t, 3, as_int(t->vm->gc_count), as_int(0), as_int(0));
}

static Value gc_get_threshold(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_tuple_pack(t, 3, as_int(700), as_int(10), as_int(10));
}

static Value gc_set_threshold(Thread *t, Value *a, int n) {
    (void)n;
    int64_t first;
    if (!as_index_int64(t, a[0], &first)) return AS_UNDEF;
    if (first == 0) t->vm->gc_enabled = false;
    return AS_NONE;
}

static Value gc_is_tracked(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_bool(as_is_obj(a[0]) && (as_obj(a[0])->flags & OBJ_CONTAINER));
}

static Value gc_is_finalized(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_bool(as_is_obj(a[0]) && (as_obj(a[0])->flags & OBJ_FINALIZED));
}

/* --- looking at the heap --- */

typedef struct Gather {
    Obj **found;
    size_t count, size;
    Mem *mem;
    bool failed;
} Gather;

static void gather(Obj *o, void *arg) {
    Gather *g = arg;
    if (g->failed || !(o->flags & OBJ_CONTAINER) || o->rc == 0) return;
    if (g->count == g->size) {
        size_t size = g->size ? g->size * 2 : 1024;
        Obj **grown =
            as_mem_realloc(g->mem, g->found, g->size * sizeof *grown, size * sizeof *grown);
        if (!grown) {
            g->failed = true;
            return;
        }
        g->found = grown;
        g->size = size;
    }
    g->found[g->count++] = o;
    o->rc++;
}

static Value gc_get_objects(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    Gather g = {.mem = &t->vm->mem};
    as_heap_walk(t->vm, gather, &g);
    OWNED(list, g.failed ? AS_UNDEF : as_list_new(t, g.count));
    bool ok = !as_is_undef(list.v);
    for (size_t i = 0; i < g.count; i++) {
        ok = ok && as_list_append(t, as_as_list(list.v), as_from_obj(g.found[i]));
        as_decref_obj(t, g.found[i]);
    }
    as_mem_free(g.mem, g.found, g.size * sizeof *g.found);
    if (ok) return as_move(&list);
    return as_has_exc(t) ? AS_UNDEF : as_raise_memory(t);
}

static const NativeDef functions[] = {
    {"collect", "generation=2", gc_collect,
     "Collect cycles; how many unreachable objects were found.", 0},
    {"enable", "", gc_enable, "Let the collector run by itself.", 0},
    {"disable", "", gc_disable, "Do not collect automatically.", 0},
    {"isenabled", "", gc_isenabled, "Whether the collector runs by itself.", 0},
    {"get_count", "", gc_get_count, "Objects allocated since the last collections.", 0},
    {"get_threshold", "", gc_get_threshold, "CPython's thresholds.", 0},
    {"set_threshold", "threshold0, threshold1=10, threshold2=10, /", gc_set_threshold,
     "0 stops automatic collection.", 0},
    {"is_tracked", "object, /", gc_is_tracked, "Whether the collector looks at the object.", 0},
    {"is_finalized", "object, /", gc_is_finalized, "Whether the object's finalizer has run.", 0},
    {"get_objects", "generation=None", gc_get_objects, "All objects that the collector looks at.",
     0},
    {0},
};

Value as_module_gc(Thread *t) {
    OWNED(m, as_module_new(t, "gc", "The cycle collector."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions) ||
        !as_module_add(t, m.v, "garbage", as_list_new(t, 0)) ||
        !as_module_add(t, m.v, "callbacks", as_list_new(t, 0)))
        return AS_UNDEF;
    return as_move(&m);
}
