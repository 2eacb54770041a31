/* Weak references. VM.weakrefs is a table from objects to the list of their weak references, newest
 * first; an object with an entry has OBJ_WEAKREFS set, so that others die without a look-up. */
#include "vm/class.h"

typedef struct WeakTable {
    struct WeakEntry {
        Obj *target; /* NULL: free; TOMB: was in use */
        WeakRef *first;
    } * entries;
    size_t size, used, live; /* used counts tombs too */
} WeakTable;

#define TOMB   ((Obj *)8)
#define REF(v) ((WeakRef *)as_obj(v))

static size_t hash_of(const Obj *o) {
    return (size_t)(((uintptr_t)o >> 4) * 0x9E3779B97F4A7C15u >> 20);
}

static struct WeakEntry *find(const WeakTable *w, const Obj *target) {
    if (!w || !w->size) return NULL;
    for (size_t at = hash_of(target) & (w->size - 1);; at = (at + 1) & (w->size - 1)) {
        if (!w->entries[at].target) return NULL;
        if (w->entries[at].target == target) return &w->entries[at];
    }
}

static void place(WeakTable *w, Obj *target, WeakRef *first) {
    size_t at = hash_of(target) & (w->size - 1);
    while (w->entries[at].target && w->entries[at].target != TOMB) at = (at + 1) & (w->size - 1);
    if (!w->entries[at].target) w->used++;
    w->entries[at] = (struct WeakEntry){target, first};
    w->live++;
}

static bool reserve(Thread *t, WeakTable *w) {
    if ((w->used + 1) * 3 < w->size * 2) return true;
    WeakTable grown = {.size = 16};
    while (grown.size < (w->live + 1) * 4) grown.size *= 2;
    grown.entries = as_mem_zalloc(&t->vm->mem, grown.size * sizeof *grown.entries);
    if (!grown.entries) return as_raise_memory(t), false;
    for (size_t i = 0; i < w->size; i++)
        if (w->entries[i].target && w->entries[i].target != TOMB)
            place(&grown, w->entries[i].target, w->entries[i].first);
    as_mem_free(&t->vm->mem, w->entries, w->size * sizeof *w->entries);
    *w = grown;
    return true;
}

static WeakTable *table_of(Thread *t) {
    if (!t->vm->weakrefs) {
        t->vm->weakrefs = as_mem_zalloc(&t->vm->mem, sizeof(WeakTable));
        if (!t->vm->weakrefs) as_raise_memory(t);
    }
    return t->vm->weakrefs;
}

void as_weakrefs_close(VM *vm) {
    WeakTable *w = vm->weakrefs;
    if (!w) return;
    as_mem_free(&vm->mem, w->entries, w->size * sizeof *w->entries);
    as_mem_free(&vm->mem, w, sizeof *w);
    vm->weakrefs = NULL;
}

static void remove_entry(WeakTable *w, struct WeakEntry *e) {
    e->target->flags &= (uint16_t)~OBJ_WEAKREFS;
    *e = (struct WeakEntry){TOMB, NULL};
    w->live--;
}

/* Which built-in types' objects can be referred to weakly. */
static bool allowed(Type *type) {
    if (type->flags & TYPE_HEAP) return !(type->flags & TYPE_NO_WEAKREF);
    switch ((TypeId)type->id) {
    case T_TYPE:
    case T_FUNCTION:
    case T_NATIVE:
    case T_METHOD:
    case T_GENERATOR:
    case T_COROUTINE:
    case T_ASYNC_GENERATOR:
    case T_SET:
    case T_FROZENSET:
    case T_MODULE:
    case T_CODE:
    case T_FUTURE:
    case T_TASK:
    case T_GATHERING_FUTURE:
    case T_HANDLE:
    case T_TIMER_HANDLE:
    case T_EVENT_LOOP:
    case T_GENERIC_ALIAS:
    case T_TEXT_FILE:
    case T_BINARY_FILE:
    case T_UNION:
    case T_CONTEXT: return true;
    default: return false;
    }
}

static bool link_ref(Thread *t, WeakRef *r, Obj *target) {
    WeakTable *w = table_of(t);
    if (!w) return false;
    struct WeakEntry *e = find(w, target);
    if (!e) {
        if (!reserve(t, w)) return false;
        place(w, target, r);
        target->flags |= OBJ_WEAKREFS;
    } else {
        r->next = e->first;
        e->first = r;
    }
    r->target = target;
    return true;
}

static void unlink_ref(Thread *t, WeakRef *r) {
    WeakTable *w = t->vm->weakrefs;
    struct WeakEntry *e = r->target ? find(w, r->target) : NULL;
    r->target = NULL;
    if (!e) return;
    WeakRef **at = &e->first;
    while (*at && *at != r) at = &(*at)->next;
    if (*at) *at = r->next;
    if (!e->first) remove_entry(w, e);
}

/* The plain reference that is already there is used again. */
static WeakRef *shared(Thread *t, Obj *target) {
    struct WeakEntry *e = find(t->vm->weakrefs, target);
    for (WeakRef *r = e ? e->first : NULL; r; r = r->next)
        if (r->obj.shape == T_WEAKREF && as_is_undef(r->callback) && r->obj.rc) return r;
    return NULL;
}

static Value make(Thread *t, Type *type, Value target, Value callback) {
    if (!as_is_obj(target) || !allowed(as_type_of(t, target)))
        return as_raise(t, T_TYPE_ERROR, "cannot create weak reference to '%T' object", target);
    bool plain = as_is_none(callback) || as_is_undef(callback);
    if (plain && type->id == T_WEAKREF) {
        WeakRef *have = shared(t, as_obj(target));
        if (have) return as_incref(as_from_obj(have));
    }
    WeakRef *r = as_new_of(t, type, sizeof *r);
    if (!r) return AS_UNDEF;
    r->callback = plain ? AS_UNDEF : as_incref(callback);
    OWNED(hold, as_from_obj(r));
    return link_ref(t, r, as_obj(target)) ? as_move(&hold) : AS_UNDEF;
}

Value as_weakref_new(Thread *t, Value target, Value callback) {
    return make(t, as_builtin(t, T_WEAKREF), target, callback);
}

/* An object in the middle of its finalizer counts as alive, one that waits for its dealloc does not. */
Value as_weakref_target(Thread *t, Value ref) {
    (void)t;
    Obj *o = REF(ref)->target;
    return o && !(o->flags & OBJ_TRASH) ? as_from_obj(o) : AS_NONE;
}

Value as_weakref_first(Thread *t, Value v) {
    struct WeakEntry *e = as_is_obj(v) ? find(t->vm->weakrefs, as_obj(v)) : NULL;
    return e ? as_incref(as_from_obj(e->first)) : AS_NONE;
}

static void call_back(Thread *t, WeakRef *r) {
    OWNED(callback, r->callback);
    r->callback = AS_UNDEF;
    OWNED(result, as_call1(t, callback.v, as_from_obj(r)));
    if (as_is_undef(result.v)) as_unraisable(t, NULL, callback.v);
}

void as_weakref_clear(Thread *t, Obj *o) {
    WeakTable *w = t->vm->weakrefs;
    struct WeakEntry *e = find(w, o);
    o->flags &= (uint16_t)~OBJ_WEAKREFS;
    if (!e) return;
    WeakRef *first = e->first;
    remove_entry(w, e);
    /* All die before any callback runs; those with one are kept alive meanwhile. */
    for (WeakRef *r = first; r; r = r->next) {
        r->target = NULL;
        r->obj.rc++;
    }
    for (WeakRef *r = first, *next; r; r = next) {
        next = r->next;
        r->next = NULL;
        if (!as_is_undef(r->callback) && r->obj.rc > 1) call_back(t, r);
        as_decref_obj(t, r);
    }
}

/* --- the type --- */

static Value ref_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count && type->id == T_WEAKREF)
        return as_raise(t, T_TYPE_ERROR, "ReferenceType() takes no keyword arguments");
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos < 1)
        return as_raise(t, T_TYPE_ERROR, "__new__ expected at least 1 argument, got %d", npos);
    if (npos > 2)
        return as_raise(t, T_TYPE_ERROR, "__new__ expected at most 2 arguments, got %d", npos);
    return make(t, type, args[0], npos > 1 ? args[1] : AS_UNDEF);
}

static bool ref_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)t, (void)self, (void)args, (void)nargs, (void)kwnames;
    return true;
}

static void ref_dealloc(Thread *t, Obj *self) {
    WeakRef *r = (WeakRef *)self;
    unlink_ref(t, r);
    as_clear(t, &r->callback);
    as_free_obj(t, self, sizeof *r);
}

static void ref_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((WeakRef *)self)->callback);
}

static void ref_clear(Thread *t, Obj *self) {
    unlink_ref(t, (WeakRef *)self);
    as_clear(t, &((WeakRef *)self)->callback);
}

static Value ref_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    (void)args;
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_raise(t, T_TYPE_ERROR, "ReferenceType.__call__() takes no keyword arguments");
    if (nargs) return as_raise(t, T_TYPE_ERROR, "__call__ expected 0 arguments, got %d", nargs);
    return as_incref(as_weakref_target(t, self));
}

static bool ref_hash(Thread *t, Value self, uint64_t *out) {
    WeakRef *r = REF(self);
    if (!r->has_hash) {
        OWNED(target, as_incref(as_weakref_target(t, self)));
        if (as_is_none(target.v)) return as_fail(t, T_TYPE_ERROR, "weak object has gone away");
        if (!as_hash(t, target.v, &r->hash)) return false;
        r->has_hash = true;
    }
    *out = r->hash;
    return true;
}

static Value ref_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_instance_of(t, b, T_WEAKREF) || (op != COMPARE_EQ && op != COMPARE_NE))
        return AS_NOT_IMPL;
    OWNED(x, as_incref(as_weakref_target(t, a)));
    OWNED(y, as_incref(as_weakref_target(t, b)));
    if (as_is_none(x.v) || as_is_none(y.v)) return as_bool(as_same(a, b) == (op == COMPARE_EQ));
    return as_compare(t, x.v, y.v, op);
}

static Value ref_repr(Thread *t, Value self) {
    OWNED(target, as_incref(as_weakref_target(t, self)));
    if (as_is_none(target.v))
        return as_str_format(t, "<weakref at %p; dead>", (void *)as_obj(self));
    OWNED(name, as_getattr_opt(t, target.v, t->vm->names.__name__));
    if (as_is_undef(name.v)) return AS_UNDEF;
    if (as_same(name.v, AS_MISSING) || !as_is_str(name.v))
        return as_str_format(t, "<weakref at %p; to '%T' at %p>", (void *)as_obj(self), target.v,
                             (void *)as_obj(target.v));
    return as_str_format(t, "<weakref at %p; to '%T' at %p (%V)>", (void *)as_obj(self), target.v,
                         (void *)as_obj(target.v), name.v);
}

static Value ref_callback(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_is_undef(REF(a[0])->callback) ? AS_NONE : as_incref(REF(a[0])->callback);
}

static const NativeDef methods[] = {
    {"__callback__", "self, /", ref_callback, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_WEAKREF = {
    .id = T_WEAKREF,
    .slots = {.dealloc = ref_dealloc,
              .traverse = ref_traverse,
              .clear = ref_clear,
              .repr = ref_repr,
              .hash = ref_hash,
              .compare = ref_compare,
              .call = ref_call,
              .new_ = ref_new,
              .init = ref_init},
    .methods = methods,
    .flags = TYPE_CONTAINER,
    .size = sizeof(WeakRef),
    .doc = "A reference that does not keep its object alive; calling it gives the object, or None.",
};
