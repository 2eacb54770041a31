/* What the interpreter needs of coroutine objects; for others vm/frame.h has the interface. */
#ifndef AS_VM_COROUTINE_H
#define AS_VM_COROUTINE_H

#include "vm/frame.h"
#include "vm/heap.h"

/* A new one for `f`: takes a reference to it over; locals are the caller's to fill. */
static inline Coroutine *as_coro_alloc(Thread *t, Function *f) {
    Code *code = f->code;
    TypeId type = code->flags & CODE_COROUTINE        ? T_COROUTINE
                  : code->flags & CODE_ASYNC_GENERATOR ? T_ASYNC_GENERATOR
                                                       : T_GENERATOR;
    Coroutine *c = as_new_raw(t, type, sizeof *c + code->nregs * sizeof(Value), true);
    if (!c) return NULL;
    c->state = CORO_CREATED;
    c->hooks_inited = c->closed_gen = c->running_async = false;
    c->chain_depth = 0;
    c->names = c->finalizer = AS_UNDEF;
    c->exc_state.exc = AS_UNDEF;
    c->resumer = NULL;
    c->root = c->inner = c;
    c->frame.back = NULL;
    c->frame.code = code;
    c->frame.pc = code->instr;
    c->frame.func = f;
    c->frame.locals = AS_UNDEF;
    c->frame.frame_object = NULL;
    c->frame.flags = FRAME_CORO;
    return c;
}

/* The first half of as_coro_delegate for a coroutine that was made this moment: `await f(...)`. */
static inline void as_coro_begin(Thread *t, Coroutine *parent, Coroutine *c) {
    c->state = CORO_DELEGATED;
    c->resumer = parent;
    c->root = parent->root;
    c->frame.back = &parent->frame;
    t->depth++;
    c->exc_state.prev = t->handled;
    t->handled = &c->exc_state;
}

/* Make `c` (created or suspended) the running root of a chain on top of frame `back`; how: FRAME_ENTRY or
 * FRAME_FOR. Run c->inner->frame next. */
void as_coro_link(Thread *t, Coroutine *c, Frame *back, uint8_t how);
/* `parent`'s SEND resumes `c` directly: c's chain joins the parent's. Run c->inner->frame next. */
void as_coro_delegate(Thread *t, Coroutine *parent, Coroutine *c);
/* It may not run for want of depth: RecursionError is pending, and one that had not begun is over. */
void as_coro_refuse(Thread *t, Coroutine *c);
/* The chain of `root` is suspended with `inner` innermost: the frame that goes on. */
Frame *as_coro_suspend(Thread *t, Coroutine *root, Coroutine *inner);
/* `c` has returned (its registers are released already): closed. */
void as_coro_finish(Thread *t, Coroutine *c);
/* The same when nothing but the register of the awaiting frame refers to it: freed at once. */
static inline void as_coro_discard(Thread *t, Coroutine *c) {
    t->handled = c->exc_state.prev;
    t->depth--;
    if (__builtin_expect(!as_is_undef(c->exc_state.exc), 0)) as_clear(t, &c->exc_state.exc);
    if (__builtin_expect(!as_is_undef(c->names), 0)) as_clear(t, &c->names);
    if (__builtin_expect(!as_is_undef(c->frame.locals), 0)) as_clear(t, &c->frame.locals);
    Function *func = c->frame.func;
    as_free_builtin(t, c, sizeof *c + c->frame.code->nregs * sizeof(Value));
    as_decref_obj(t, func);
}
/* The pending exception leaves `c`: closed, StopIteration turned into RuntimeError. */
void as_coro_fail(Thread *t, Coroutine *c);

/* Slots and attributes that all three kinds share. */
void as_coro_traverse(Obj *self, VisitFn visit, void *arg);
void as_coro_clear(Thread *t, Obj *self);
void as_coro_dealloc(Thread *t, Obj *self);
void as_coro_finalize(Thread *t, Obj *self);
Value as_coro_repr(Thread *t, Value self);
Value as_coro_get_name_attr(Thread *t, Value *a, int n);
Value as_coro_get_qualname_attr(Thread *t, Value *a, int n);
Value as_coro_get_awaiting(Thread *t, Value *a, int n);
Value as_coro_get_code(Thread *t, Value *a, int n);
Value as_coro_get_frame(Thread *t, Value *a, int n);
#define AS_CORO_GETTERS(prefix, running)                                                           \
    {"__name__", "self, value=None, /", as_coro_get_name_attr, NULL, NATIVE_GETTER | NATIVE_SETTER}, \
    {"__qualname__", "self, value=None, /", as_coro_get_qualname_attr, NULL, NATIVE_GETTER | NATIVE_SETTER}, \
    {prefix "_running", "self, /", running, NULL, NATIVE_GETTER},                                  \
    {prefix "_code", "self, /", as_coro_get_code, NULL, NATIVE_GETTER},                            \
    {prefix "_frame", "self, /", as_coro_get_frame, NULL, NATIVE_GETTER}

/* Make what throw(type, value, traceback) was given pending (absent ones UNDEF). */
bool as_throw_arguments(Thread *t, Value type, Value value, Value tb);
/* Async generators: a value that the body yields, wrapped (takes v). */
Value as_asyncgen_wrap(Thread *t, Value v);

#endif
