/* gather(): a future that is done when its children are.
 *
 * Each child has the Gather as its waiter (in its waiter word: no callback object), so gathering N
 * coroutines costs N tasks and one array of pointers. */
#include "vm/loop/internal.h"

/* Arguments seen already: coroutines and futures by identity, other awaitables by equality. */
typedef struct Seen {
    uint64_t *keys;
    uint32_t *index;
    size_t mask;
    Dict *others; /* object -> child number */
    Value done;   /* list of children done already, or UNDEF */
} Seen;

static bool seen_open(Thread *t, Seen *s, size_t count) {
    size_t size = 8;
    while (size < count * 2) size *= 2;
    *s = (Seen){.mask = size - 1, .done = AS_UNDEF};
    s->keys = as_mem_zalloc(&t->vm->mem, size * sizeof *s->keys);
    s->index = s->keys ? as_mem_alloc(&t->vm->mem, size * sizeof *s->index) : NULL;
    if (s->index) return true;
    as_mem_free(&t->vm->mem, s->keys, size * sizeof *s->keys);
    as_raise_memory(t);
    return false;
}

static void seen_close(Thread *t, Seen *s) {
    as_mem_free(&t->vm->mem, s->keys, (s->mask + 1) * sizeof *s->keys);
    as_mem_free(&t->vm->mem, s->index, (s->mask + 1) * sizeof *s->index);
    if (s->others) as_decref_obj(t, s->others);
    as_decref(t, s->done);
}

/* Child number of an argument given before, or -1 (it is then noted as number `next`), or -2. */
static int64_t seen_identity(Seen *s, Value v, size_t next) {
    size_t at = (size_t)(v.bits >> 4) * 0x9E3779B97F4A7C15u >> 20 & s->mask;
    while (s->keys[at] && s->keys[at] != v.bits) at = (at + 1) & s->mask;
    if (s->keys[at]) return s->index[at];
    s->keys[at] = v.bits;
    s->index[at] = (uint32_t)next;
    return -1;
}

static int64_t seen_equal(Thread *t, Seen *s, Value v, size_t next) {
    if (!s->others && !(s->others = as_dict_new(t))) return -2;
    Value number = as_dict_get(t, s->others, v);
    if (as_is_undef(number)) return -2;
    if (!as_same(number, AS_MISSING)) return as_int_of(number);
    return as_dict_set(t, s->others, v, as_int((int64_t)next)) ? -1 : -2;
}

static bool seen_done(Thread *t, Seen *s, Value child) {
    if (as_is_undef(s->done) && as_is_undef(s->done = as_list_new(t, 1))) return false;
    return as_list_append(t, as_as_list(s->done), child);
}

static bool by_identity(Value v) {
    return as_is_coroutine(v) || as_is_exact(v, T_SIMPLE_WAIT) || as_is_exact(v, T_TASK) ||
           as_is_exact(v, T_FUTURE) || as_is_exact(v, T_GATHERING_FUTURE);
}

/* Add the child for one argument. */
static bool add_child(Thread *t, Gather *g, Seen *s, Value arg) {
    int64_t before = by_identity(arg) ? seen_identity(s, arg, g->nchildren)
                                      : seen_equal(t, s, arg, g->nchildren);
    if (before == -2) return false;
    if (before >= 0) {
        as_incref_obj(g->children[before]);
        g->children[g->nchildren] = g->children[before];
        g->nchildren++;
        return true;
    }
    bool made;
    OWNED(child, as_ensure_future(t, arg, g->f.loop ? as_from_obj(g->f.loop) : AS_UNDEF, &made));
    if (as_is_undef(child.v)) return false;
    if (!as_is_future(t, child.v))
        return as_fail(t, T_TYPE_ERROR, "gather: the task factory made %R, which is no future", child.v);
    Future *f = as_as_future(child.v);
    if (!g->f.loop) as_future_init(t, &g->f, f->loop);
    if (made) f->flags |= TASK_QUIET;
    bool ok = f->state == FUTURE_PENDING
                  ? as_future_add_waiter(t, f, WAITER_GATHER, as_from_obj(g), AS_UNDEF)
                  : seen_done(t, s, child.v);
    if (!ok) return false;
    as_move(&child);
    g->children[g->nchildren++] = f;
    g->nfuts++;
    return true;
}

/* Children done before gather() was called count at once, in order. */
static bool count_done(Thread *t, Gather *g, List *done) {
    for (size_t i = 0; i < done->count; i++)
        if (!as_gather_child_done(t, g, as_as_future(done->items[i]))) return false;
    return true;
}

static bool fill(Thread *t, Gather *g, Value *items, size_t count) {
    Seen seen;
    unsigned flags = g->f.flags; /* as_future_init clears them */
    if (!seen_open(t, &seen, count)) return false;
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) ok = add_child(t, g, &seen, items[i]);
    g->f.flags |= (uint16_t)flags;
    if (!ok) g->f.state = FUTURE_FINISHED; /* children already started run on, and nobody listens */
    else if (!as_is_undef(seen.done)) ok = count_done(t, g, as_as_list(seen.done));
    seen_close(t, &seen);
    return ok;
}

static Value gather_nothing(Thread *t) {
    OWNED(loop, as_current_loop(t));
    if (as_is_undef(loop.v)) return AS_UNDEF;
    OWNED(f, as_future_new(t, loop.v));
    OWNED(list, as_is_undef(f.v) ? AS_UNDEF : as_list_new(t, 0));
    if (as_is_undef(list.v) || !as_future_set_result(t, f.v, list.v)) return AS_UNDEF;
    return as_move(&f);
}

Value as_gather(Thread *t, Value *items, size_t count, bool return_exceptions) {
    if (!count) return gather_nothing(t);
    Gather *g = as_new(t, T_GATHERING_FUTURE, sizeof *g, true);
    if (!g) return AS_UNDEF;
    OWNED(self, as_from_obj(g));
    g->f.result = AS_UNDEF;
    g->children = as_mem_alloc(&t->vm->mem, count * sizeof *g->children);
    if (!g->children) return as_raise_memory(t);
    g->size = count;
    if (return_exceptions) g->f.flags |= GATHER_RETURN_EXC;
    return fill(t, g, items, count) ? as_move(&self) : AS_UNDEF;
}

static bool finish_exc(Thread *t, Gather *g, Value exc) {
    if (as_is_undef(exc)) return false;
    return as_future_finish(t, &g->f, FUTURE_FINISHED, exc, FUTURE_EXC | FUTURE_LOG);
}

static Value child_result(Thread *t, Future *f) {
    if (f->state == FUTURE_CANCELLED) {
        OWNED(msg, as_incref(as_future_message(f)));
        return as_exc_new(t, T_CANCELLED_ERROR, as_absent(msg.v) ? &t->vm->empty_str : &msg.v, 1);
    }
    as_future_mark_retrieved(f);
    return as_incref(f->result);
}

static bool finish_results(Thread *t, Gather *g) {
    OWNED(list, as_list_new(t, g->nchildren));
    if (as_is_undef(list.v)) return false;
    for (size_t i = 0; i < g->nchildren; i++) {
        Value r = child_result(t, g->children[i]);
        if (as_is_undef(r) || !as_list_append_take(t, as_as_list(list.v), r)) return false;
    }
    return as_future_finish(t, &g->f, FUTURE_FINISHED, as_move(&list), 0);
}

bool as_gather_child_done(Thread *t, Gather *g, Future *child) {
    if (g->f.state != FUTURE_PENDING) {
        as_future_mark_retrieved(child);
        return true;
    }
    g->nfinished++;
    if (!(g->f.flags & GATHER_RETURN_EXC)) {
        if (child->state == FUTURE_CANCELLED) return finish_exc(t, g, as_future_take_cancelled(t, child));
        as_future_mark_retrieved(child);
        if (child->flags & FUTURE_EXC) return finish_exc(t, g, as_incref(child->result));
    }
    if (g->nfinished < g->nfuts) return true;
    if (!(g->f.flags & GATHER_CANCEL)) return finish_results(t, g);
    for (size_t i = 0; i < g->nchildren; i++) as_future_mark_retrieved(g->children[i]);
    Future *last = g->children[g->nchildren - 1];
    return finish_exc(t, g, as_future_take_cancelled(t, last));
}

int as_gather_cancel(Thread *t, Gather *g, Value msg) {
    if (g->f.state != FUTURE_PENDING) return 0;
    int any = 0;
    for (size_t i = 0; i < g->nchildren; i++) {
        OWNED(child, as_incref(as_from_obj(g->children[i])));
        int r = as_any_cancel(t, child.v, msg);
        if (r < 0) return -1;
        any |= r;
    }
    if (any) g->f.flags |= GATHER_CANCEL;
    return any;
}

static Value gather_cancel(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int r = as_gather_cancel(t, (Gather *)as_obj(args[0]), as_absent(args[1]) ? AS_UNDEF : args[1]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static void gather_clear(Thread *t, Obj *self) {
    Gather *g = (Gather *)self;
    Future **children = g->children;
    size_t n = g->nchildren;
    g->children = NULL;
    g->nchildren = 0;
    for (size_t i = 0; i < n; i++) as_decref_obj(t, children[i]);
    as_mem_free(&t->vm->mem, children, g->size * sizeof *children);
    as_future_clear_base(t, &g->f);
}

static void gather_dealloc(Thread *t, Obj *self) {
    gather_clear(t, self);
    as_free_obj(t, self, sizeof(Gather));
}

static void gather_traverse(Obj *self, VisitFn visit, void *arg) {
    Gather *g = (Gather *)self;
    as_future_visit_base(&g->f, visit, arg);
    for (size_t i = 0; i < g->nchildren; i++) AS_VISIT_OBJ(g->children[i]);
}

static const NativeDef gather_methods[] = {
    {"cancel", "self, /, msg=None", gather_cancel, "Cancel the children; done when they are.", 0},
    {0},
};
const TypeDef as_def_GATHERING_FUTURE = {
    .id = T_GATHERING_FUTURE,
    .slots = {.dealloc = gather_dealloc, .traverse = gather_traverse, .clear = gather_clear,
              .finalize = as_future_finalize, .repr = as_future_repr},
    .methods = gather_methods,
    .doc = "The future that gather() returns.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW | TYPE_FINAL,
    .size = sizeof(Gather),
};
