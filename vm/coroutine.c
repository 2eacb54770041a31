/* Generators and coroutines: their life outside the interpreter loop. The chain of awaits is drawn in vm/frame.h;
 * async generators' own objects stand in vm/objects/async_generator.c. */
#include "vm/coroutine.h"

#include <stddef.h>

#include "vm/call.h"
#include "vm/heap.h"
#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"
#include "vm/traceback.h"

/* --- chains --- */

void as_coro_link(Thread *t, Coroutine *c, Frame *back, uint8_t how) {
    c->resumer = NULL;
    c->root = c;
    if (c->state == CORO_CREATED) {
        c->inner = c;
        c->chain_depth = 0;
        c->frame.pc = c->frame.code->instr;
    }
    c->state = CORO_RUNNING;
    c->frame.back = back;
    c->frame.flags |= how;
    c->entry_depth = t->depth;
    t->depth += c->chain_depth + 1;
    c->exc_state.prev = t->handled;
    t->handled = &c->inner->exc_state;
}

void as_coro_delegate(Thread *t, Coroutine *parent, Coroutine *c) {
    if (c->state == CORO_CREATED) {
        c->inner = c;
        c->chain_depth = 0;
        c->frame.pc = c->frame.code->instr;
    }
    c->state = CORO_DELEGATED;
    c->resumer = parent;
    c->root = parent->root;
    c->frame.back = &parent->frame;
    t->depth += c->chain_depth + 1;
    c->exc_state.prev = t->handled;
    t->handled = &c->inner->exc_state;
}

Frame *as_coro_suspend(Thread *t, Coroutine *root, Coroutine *inner) {
    Frame *back = root->frame.back;
    root->inner = inner;
    root->chain_depth = t->depth - root->entry_depth - 1;
    t->depth = root->entry_depth;
    t->handled = root->exc_state.prev;
    root->state = CORO_SUSPENDED;
    return back;
}

/* The frame is done with: what it owned is released, the code kept for introspection. */
static void close_frame(Thread *t, Coroutine *c) {
    Code *code = c->frame.code;
    as_incref_obj(code);
    c->state = CORO_CLOSED;
    c->frame.flags = FRAME_CORO;
    c->frame.back = NULL;
    if (as_is_undef(c->names) && !as_same(c->frame.func->qualname, code->qualname))
        c->names = as_tuple_pack(t, 2, c->frame.func->name, c->frame.func->qualname);
    as_frame_clear(t, &c->frame, 0);
}

static void leave_chain(Thread *t, Coroutine *c) {
    t->handled = c->exc_state.prev;
    t->depth--;
    c->resumer = NULL;
    c->root = c->inner = c;
    as_clear(t, &c->exc_state.exc);
}

void as_coro_finish(Thread *t, Coroutine *c) {
    leave_chain(t, c);
    close_frame(t, c);
}

static const char *kind_of(Coroutine *c) {
    uint32_t flags = c->frame.code->flags;
    return flags & CODE_COROUTINE ? "coroutine" : flags & CODE_ASYNC_GENERATOR ? "async generator" : "generator";
}

/* PEP 479: a StopIteration must not look like the end of the generator. */
static void convert_stop(Thread *t, Coroutine *c) {
    bool async_stop = (c->frame.code->flags & CODE_ASYNC_GENERATOR) && as_exc_is(t, T_STOP_ASYNC_ITERATION);
    if (!async_stop && !as_exc_is(t, T_STOP_ITERATION)) return;
    Value cause = as_take_exc(t);
    as_raise(t, T_RUNTIME_ERROR, "%s raised %s", kind_of(c), async_stop ? "StopAsyncIteration" : "StopIteration");
    Exception *e = as_as_exc(t->exc);
    as_assign(t, &e->cause, as_incref(cause));
    as_assign(t, &e->context, cause);
    e->suppress_context = true;
}

void as_coro_fail(Thread *t, Coroutine *c) {
    leave_chain(t, c);
    convert_stop(t, c);
    uint32_t nlocals = c->frame.code->nlocals;
    Code *code = c->frame.code;
    as_incref_obj(code);
    c->state = CORO_CLOSED;
    c->frame.flags = FRAME_CORO;
    c->frame.back = NULL;
    as_frame_clear(t, &c->frame, nlocals);
}

/* Every member of a suspended chain stands alone from now on; resuming one links it again with what
 * it waits for. */
static void dismantle(Coroutine *root) {
    for (Coroutine *at = root->inner, *up; at != root; at = up) {
        up = at->resumer;
        at->resumer = NULL;
        at->root = at->inner = at;
        at->chain_depth = 0;
        at->state = CORO_SUSPENDED;
    }
    root->inner = root;
    root->chain_depth = 0;
}

/* Somebody resumes a member of a suspended chain by hand: what awaited it will find out when its turn
 * comes. */
static void detach(Coroutine *c) {
    Coroutine *root = c->root;
    while (root->root != root) root = root->root;
    dismantle(root);
}

CoroState as_coro_state(Coroutine *c) {
    if (c->state != CORO_DELEGATED) return c->state;
    Coroutine *root = c->root;
    while (root->root != root) root = root->root;
    return root->state == CORO_RUNNING ? CORO_RUNNING : CORO_SUSPENDED;
}

/* --- making --- */

static inline void unbind_rest(Coroutine *c, uint32_t from) {
    for (uint32_t n = from; n < c->frame.code->nlocals; n++) c->frame.regs[n] = AS_UNDEF;
}

Value as_coro_new(Thread *t, Function *f, Value *args, int nargs, Value kwnames) {
    Coroutine *c = as_coro_alloc(t, f);
    if (!c) return AS_UNDEF;
    as_incref_obj(f);
    Code *code = f->code;
    unbind_rest(c, 0);
    if (as_bind_function(t, f, args, nargs, kwnames, c->frame.regs)) return as_from_obj(c);
    unbind_rest(c, 0);
    c->state = CORO_CLOSED; /* nothing to warn about */
    as_incref_obj(code);
    as_frame_clear(t, &c->frame, 0);
    as_decref_obj(t, c);
    return AS_UNDEF;
}

/* --- resuming from C --- */

static RunStatus not_resumable(Thread *t, Coroutine *c, Value *value) {
    const char *kind = kind_of(c);
    if (as_coro_state(c) == CORO_RUNNING) {
        as_raise(t, T_VALUE_ERROR, "%s already executing", kind);
        return RUN_RAISED;
    }
    if (c->frame.code->flags & CODE_COROUTINE) {
        as_raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited coroutine");
        return RUN_RAISED;
    }
    *value = AS_NONE;
    return RUN_RETURNED;
}

static void close_unstarted(Thread *t, Coroutine *c) {
    uint32_t nlocals = c->frame.code->nlocals;
    as_incref_obj(c->frame.code);
    c->state = CORO_CLOSED;
    as_frame_clear(t, &c->frame, nlocals);
}

void as_coro_refuse(Thread *t, Coroutine *c) {
    as_raise(t, T_RECURSION_ERROR, "maximum recursion depth exceeded");
    if (c->state != CORO_CREATED) return;
    Value error = as_take_exc(t);
    close_unstarted(t, c);
    as_restore_exc(t, error);
}

static bool ready_to_run(Thread *t, Coroutine *c) {
    if (as_stack_ok(t, "")) {
        if (t->depth + c->chain_depth + 1 <= t->depth_limit) return true;
    } else {
        as_clear_exc(t);
    }
    as_coro_refuse(t, c);
    return false;
}

/* The coroutine may lose its last outside reference while it runs. */
static RunStatus run_held(Thread *t, Coroutine *c, RunHow how, Value sent, Value *value) {
    as_incref_obj(c);
    as_coro_link(t, c, t->frame, FRAME_ENTRY);
    RunStatus status = as_run(t, &c->inner->frame, how, sent, value);
    c->frame.flags &= (uint8_t)~FRAME_ENTRY;
    as_decref_obj(t, c);
    return status;
}

RunStatus as_coro_send(Thread *t, Coroutine *c, Value sent, Value *value) {
    if (c->state == CORO_DELEGATED && as_coro_state(c) == CORO_SUSPENDED) detach(c);
    if (c->state != CORO_CREATED && c->state != CORO_SUSPENDED) return not_resumable(t, c, value);
    if (c->state == CORO_CREATED && !as_is_none(sent)) {
        as_raise(t, T_TYPE_ERROR, "can't send non-None value to a just-started %s", kind_of(c));
        return RUN_RAISED;
    }
    if (!ready_to_run(t, c)) return RUN_RAISED;
    return run_held(t, c, c->state == CORO_CREATED ? RUN_START : RUN_RESUME, sent, value);
}

RunStatus as_coro_throw(Thread *t, Coroutine *c, Value *value) {
    if (c->state == CORO_DELEGATED && as_coro_state(c) == CORO_SUSPENDED) detach(c);
    if (c->state == CORO_CREATED) {
        Frame *back = t->frame;
        c->frame.back = back;
        as_traceback_add(t, &c->frame);
        close_unstarted(t, c);
        convert_stop(t, c);
        return RUN_RAISED;
    }
    if (c->state == CORO_CLOSED && !(c->frame.code->flags & CODE_COROUTINE)) return RUN_RAISED;
    if (c->state != CORO_SUSPENDED) {
        as_clear_exc(t);
        return not_resumable(t, c, value) == RUN_RETURNED ? RUN_RAISED : RUN_RAISED;
    }
    if (!as_stack_ok(t, "")) return RUN_RAISED;
    return run_held(t, c, RUN_THROW, AS_NONE, value);
}

bool as_coro_close(Thread *t, Coroutine *c) {
    if (c->state == CORO_CLOSED) return true;
    if (c->state == CORO_CREATED) {
        close_unstarted(t, c);
        return true;
    }
    as_raise_args(t, T_GENERATOR_EXIT, NULL, 0);
    Value value;
    RunStatus status = as_coro_throw(t, c, &value);
    if (status == RUN_YIELDED) {
        as_decref(t, value);
        return as_fail(t, T_RUNTIME_ERROR, "%s ignored GeneratorExit", kind_of(c));
    }
    if (status == RUN_RETURNED) {
        as_decref(t, value);
        return true;
    }
    return as_catch(t, T_GENERATOR_EXIT) || as_catch(t, T_STOP_ITERATION);
}

Value as_coro_awaiting(Coroutine *c) {
    if (c->state != CORO_SUSPENDED && c->state != CORO_DELEGATED) return AS_UNDEF;
    Instr i = *c->frame.pc;
    return AS_OP(i) == OP_SEND ? c->frame.regs[AS_B(i)] : AS_UNDEF;
}

/* --- any awaitable --- */

/* The value of a pending StopIteration (owned), which is dropped; UNDEF when it is something else. */
static Value stop_value(Thread *t) {
    if (!as_exc_is(t, T_STOP_ITERATION)) return AS_UNDEF;
    Value v = as_as_exc(t->exc)->field[0];
    v = as_is_undef(v) ? AS_NONE : as_incref(v);
    as_clear_exc(t);
    return v;
}

static RunStatus outcome(Thread *t, Value result, Value *value) {
    if (!as_is_undef(result)) {
        *value = result;
        return RUN_YIELDED;
    }
    if (!as_has_exc(t)) {
        *value = AS_NONE;
        return RUN_RETURNED;
    }
    Value v = stop_value(t);
    if (as_is_undef(v)) return RUN_RAISED;
    *value = v;
    return RUN_RETURNED;
}

RunStatus as_iter_send(Thread *t, Value iterator, Value sent, Value *value) {
    if (as_is_exact(iterator, T_COROUTINE) || as_is_exact(iterator, T_GENERATOR))
        return as_coro_send(t, as_as_coro(iterator), sent, value);
    TypeSlots *slots = &as_type_of(t, iterator)->slots;
    if (slots->send) {
        bool done = false;
        Value v = slots->send(t, iterator, sent, &done);
        if (as_is_undef(v)) return RUN_RAISED;
        *value = v;
        return done ? RUN_RETURNED : RUN_YIELDED;
    }
    if (as_is_none(sent)) {
        if (!slots->next) {
            as_raise(t, T_TYPE_ERROR, "'%T' object is not an iterator", iterator);
            return RUN_RAISED;
        }
        return outcome(t, slots->next(t, iterator), value);
    }
    return outcome(t, as_call_method(t, iterator, t->vm->names.send, &sent, 1), value);
}

/* GeneratorExit closes what is delegated to, and goes on its way. */
static RunStatus close_delegate(Thread *t, Value iterator) {
    Value exit = as_take_exc(t);
    OWNED(method, as_getattr_opt(t, iterator, t->vm->names.close));
    if (as_same(method.v, AS_MISSING) || as_is_undef(method.v)) {
        as_restore_exc(t, exit);
        return RUN_RAISED;
    }
    Value done = as_call0(t, method.v);
    if (as_is_undef(done)) {
        as_decref(t, exit);
        return RUN_RAISED;
    }
    as_decref(t, done);
    as_restore_exc(t, exit);
    return RUN_RAISED;
}

RunStatus as_iter_throw(Thread *t, Value iterator, Value *value) {
    bool ours = as_is_exact(iterator, T_COROUTINE) || as_is_exact(iterator, T_GENERATOR);
    if (ours && as_as_coro(iterator)->state != CORO_CLOSED && as_coro_state(as_as_coro(iterator)) == CORO_SUSPENDED)
        return as_coro_throw(t, as_as_coro(iterator), value);
    if (ours) return RUN_RAISED;
    if (as_exc_is(t, T_GENERATOR_EXIT)) return close_delegate(t, iterator);
    Value exc = as_take_exc(t);
    OWNED(method, as_getattr_opt(t, iterator, t->vm->names.throw));
    if (as_same(method.v, AS_MISSING)) {
        as_restore_exc(t, exc);
        return RUN_RAISED;
    }
    Value result = as_is_undef(method.v) ? AS_UNDEF : as_call1(t, method.v, exc);
    as_decref(t, exc);
    return outcome(t, result, value);
}

Value as_get_awaitable(Thread *t, Value v) {
    if (as_is_coroutine(v)) {
        Coroutine *c = as_as_coro(v);
        if (c->state == CORO_DELEGATED || c->resumer)
            return as_raise(t, T_RUNTIME_ERROR, "coroutine is being awaited already");
        return as_incref(v);
    }
    Type *type = as_type_of(t, v);
    if (!type->slots.await) return as_raise(t, T_TYPE_ERROR, "object %T can't be used in 'await' expression", v);
    Value iterator = type->slots.await(t, v);
    if (as_is_undef(iterator)) return AS_UNDEF;
    if (as_is_coroutine(iterator)) {
        as_raise(t, T_TYPE_ERROR, "__await__() returned a coroutine");
    } else if (!as_type_of(t, iterator)->slots.next && !as_type_of(t, iterator)->slots.send) {
        as_raise(t, T_TYPE_ERROR, "__await__() returned non-iterator of type '%T'", iterator);
    } else {
        return iterator;
    }
    as_decref(t, iterator);
    return AS_UNDEF;
}

/* --- running code that is not a call --- */

static Value code_function(Thread *t, Code *code, Dict *globals) {
    Value v = as_function_new(t, code, globals);
    return v;
}

Value as_run_code(Thread *t, Code *code, Dict *globals, Value locals) {
    OWNED(func, code_function(t, code, globals));
    if (as_is_undef(func.v)) return AS_UNDEF;
    Function *f = (Function *)as_obj(func.v);
    if (code->flags & (CODE_COROUTINE | CODE_GENERATOR | CODE_ASYNC_GENERATOR)) {
        Value made = as_coro_new(t, f, NULL, 0, AS_UNDEF);
        if (!as_is_undef(made)) as_as_coro(made)->frame.locals = as_incref(locals);
        return made;
    }
    if (!as_stack_ok(t, "")) return AS_UNDEF;
    Frame *frame = as_frame_push(t, f);
    if (!frame) return AS_UNDEF;
    frame->locals = as_incref(locals);
    frame->back = t->frame;
    frame->flags |= FRAME_ENTRY;
    Value value = AS_UNDEF;
    RunStatus status = as_run(t, frame, RUN_START, AS_NONE, &value);
    if (status == RUN_PARKED) return AS_MISSING;
    return status == RUN_RETURNED ? value : AS_UNDEF;
}

Value as_run_class_body(Thread *t, Function *f, Value ns) {
    if (!as_stack_ok(t, "")) return AS_UNDEF;
    Frame *frame = as_frame_push(t, f);
    if (!frame) return AS_UNDEF;
    frame->locals = as_incref(ns);
    frame->back = t->frame;
    frame->flags |= FRAME_ENTRY;
    Value value;
    return as_run(t, frame, RUN_START, AS_NONE, &value) == RUN_RETURNED ? value : AS_UNDEF;
}

/* --- parking --- */

bool as_can_park(Thread *t) {
    return t->park_depth != 0 && t->run_depth == t->park_depth;
}

Value as_park(Thread *t, Value what) {
    as_assign(t, &t->parked_on, as_incref(what));
    t->parking = true;
    return AS_UNDEF;
}

RunStatus as_resume_parked(Thread *t, Value result, Value *value) {
    Frame *f = t->parked_frame;
    t->parked_frame = NULL;
    as_clear(t, &t->parked_on);
    bool failed = as_is_undef(result);
    return as_run(t, f, failed ? RUN_THROW : RUN_RESULT, result, value);
}

/* --- the objects --- */

Value as_coro_name(Coroutine *c) {
    if (!as_is_undef(c->names)) return as_as_tuple(c->names)->items[0];
    return c->frame.func ? c->frame.func->name : c->frame.code->name;
}

Value as_coro_qualname(Coroutine *c) {
    if (!as_is_undef(c->names)) return as_as_tuple(c->names)->items[1];
    return c->frame.func ? c->frame.func->qualname : c->frame.code->qualname;
}

static uint32_t live_registers(Coroutine *c) {
    if (c->state == CORO_CLOSED || !c->frame.func) return 0;
    return c->state == CORO_CREATED ? c->frame.code->nlocals : as_frame_depth(&c->frame);
}

void as_coro_traverse(Obj *self, VisitFn visit, void *arg) {
    Coroutine *c = (Coroutine *)self;
    AS_VISIT(c->names);
    AS_VISIT(c->finalizer);
    AS_VISIT(c->exc_state.exc);
    AS_VISIT(c->frame.locals);
    AS_VISIT_OBJ(c->frame.frame_object);
    if (c->state == CORO_CLOSED) return;
    AS_VISIT_OBJ(c->frame.func);
    /* While it runs, its registers are in motion: references not shown only keep things alive. */
    if (as_coro_state(c) == CORO_RUNNING) return;
    for (uint32_t r = 0, n = live_registers(c); r < n; r++) AS_VISIT(c->frame.regs[r]);
}

void as_coro_clear(Thread *t, Obj *self) {
    Coroutine *c = (Coroutine *)self;
    if (c->state == CORO_CLOSED || as_coro_state(c) == CORO_RUNNING) return;
    uint32_t n = live_registers(c);
    detach(c);
    as_incref_obj(c->frame.code);
    c->state = CORO_CLOSED;
    as_frame_clear(t, &c->frame, n);
    as_clear(t, &c->exc_state.exc);
}

void as_coro_dealloc(Thread *t, Obj *self) {
    Coroutine *c = (Coroutine *)self;
    if (c->state == CORO_SUSPENDED) dismantle(c);
    uint32_t n = live_registers(c);
    bool closed = c->state == CORO_CLOSED || !c->frame.func;
    Code *code = c->frame.code;
    size_t size = sizeof *c + code->nregs * sizeof(Value);
    c->state = CORO_CLOSED;
    as_frame_clear(t, &c->frame, n);
    if (closed) as_decref_obj(t, code);
    as_clear(t, &c->names);
    as_clear(t, &c->finalizer);
    as_clear(t, &c->exc_state.exc);
    as_free_obj(t, self, size);
}

/* Whether `c` waits for something that must hear of its end now: all but a coroutine or generator that nobody
 * else holds, which will be released next and sees to itself. */
static bool awaits_other(Coroutine *c) {
    Instr i = *c->frame.pc;
    if (AS_OP(i) != OP_SEND) return false;
    Value v = c->frame.regs[AS_B(i)];
    bool alone = (as_is_exact(v, T_COROUTINE) || as_is_exact(v, T_GENERATOR)) && as_obj(v)->rc == 1;
    return !alone || as_as_coro(v)->state != CORO_SUSPENDED;
}

/* Whether throwing GeneratorExit could run any code of the chain. */
static bool has_handlers(Coroutine *c) {
    for (Coroutine *at = c->inner; at; at = at->resumer) {
        uint32_t pc = (uint32_t)(at->frame.pc - at->frame.code->instr);
        for (uint32_t n = 0; n < at->frame.code->nhandlers; n++) {
            HandlerEntry *h = &at->frame.code->handlers[n];
            if (pc >= h->start && pc < h->end) return true;
        }
        if (at == c->inner && awaits_other(at)) return true;
        if (at == c) break;
    }
    return false;
}

static void warn_never_awaited(Thread *t, Coroutine *c) {
    OWNED(name, as_incref(as_coro_qualname(c)));
    if (!as_warn(t, T_RUNTIME_WARNING, 1, "coroutine '%V' was never awaited", name.v))
        as_unraisable(t, NULL, as_from_obj(c));
}

void as_coro_finalize(Thread *t, Obj *self) {
    Coroutine *c = (Coroutine *)self;
    if (c->state == CORO_CLOSED || !c->frame.func) return;
    if (c->state == CORO_CREATED) {
        if (c->obj.shape == T_COROUTINE && !(self->flags & OBJ_FINALIZED)) {
            self->flags |= OBJ_FINALIZED;
            warn_never_awaited(t, c);
        }
        return;
    }
    if (as_coro_state(c) != CORO_SUSPENDED) return;
    if (c->obj.shape == T_ASYNC_GENERATOR && !as_is_undef(c->finalizer) && !c->closed_gen) {
        Value done = as_call1(t, c->finalizer, as_from_obj(c));
        if (as_is_undef(done)) as_unraisable(t, NULL, as_from_obj(c));
        else as_decref(t, done);
        return;
    }
    if (has_handlers(c) && !as_coro_close(t, c)) as_unraisable(t, NULL, as_from_obj(c));
}

Value as_coro_repr(Thread *t, Value self) {
    Coroutine *c = as_as_coro(self);
    return as_str_format(t, "<%T object %V at %p>", self, as_coro_qualname(c), (void *)c);
}

/* --- methods --- */

static Value finish(Thread *t, RunStatus status, Value value) {
    if (status == RUN_YIELDED) return value;
    if (status == RUN_RETURNED) {
        as_raise_stop_iteration(t, value);
        as_decref(t, value);
    }
    return AS_UNDEF;
}

static Value coro_send_method(Thread *t, Value *a, int n) {
    (void)n;
    Value value = AS_NONE;
    RunStatus status = as_coro_send(t, as_as_coro(a[0]), a[1], &value);
    return finish(t, status, value);
}

/* The arguments of throw(): a class, an instance, or the old (type, value, traceback). Pending after it. */
bool as_throw_arguments(Thread *t, Value type, Value value, Value tb) {
    if (!as_is_undef(tb) && !as_is_none(tb) && !as_is_exact(tb, T_TRACEBACK))
        return as_fail(t, T_TYPE_ERROR, "throw() third argument must be a traceback object");
    Value exc;
    if (as_is_type(t, type) && as_is_subtype(as_as_type(type), as_builtin(t, T_BASE_EXCEPTION))) {
        if (as_is_undef(value) || as_is_none(value)) exc = as_call0(t, type);
        else if (as_is_instance_of(t, value, T_BASE_EXCEPTION)) exc = as_incref(value);
        else exc = as_call1(t, type, value);
        if (as_is_undef(exc)) return false;
    } else if (as_is_instance_of(t, type, T_BASE_EXCEPTION)) {
        if (!as_is_undef(value) && !as_is_none(value))
            return as_fail(t, T_TYPE_ERROR, "instance exception may not have a separate value");
        exc = as_incref(type);
    } else {
        return as_fail(t, T_TYPE_ERROR,
                       "exceptions must be classes or instances deriving from BaseException, not %T", type);
    }
    if (!as_is_undef(tb) && !as_is_none(tb)) as_assign(t, &as_as_exc(exc)->traceback, as_incref(tb));
    as_restore_exc(t, exc);
    return true;
}

static Value coro_throw_method(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_throw_arguments(t, a[1], a[2], a[3])) return AS_UNDEF;
    Value value = AS_NONE;
    RunStatus status = as_coro_throw(t, as_as_coro(a[0]), &value);
    return finish(t, status, value);
}

static Value coro_close_method(Thread *t, Value *a, int n) {
    (void)n;
    return as_coro_close(t, as_as_coro(a[0])) ? AS_NONE : AS_UNDEF;
}

static Value gen_next(Thread *t, Value self) {
    Value value = AS_NONE;
    RunStatus status = as_coro_send(t, as_as_coro(self), AS_NONE, &value);
    if (status == RUN_YIELDED) return value;
    if (status == RUN_RETURNED) {
        if (!as_is_none(value)) as_raise_stop_iteration(t, value);
        as_decref(t, value);
    }
    return AS_UNDEF;
}

static Value self_iter(Thread *t, Value self) {
    (void)t;
    return as_incref(self);
}

static Value name_attr(Thread *t, Value *a, int n, int which) {
    Coroutine *c = as_as_coro(a[0]);
    Value now = which ? as_coro_qualname(c) : as_coro_name(c);
    if (n < 2) return as_incref(now);
    if (!as_is_str(a[1]))
        return as_raise(t, T_TYPE_ERROR, "%s must be set to a string object", which ? "__qualname__" : "__name__");
    Value names = as_tuple_pack(t, 2, which ? as_coro_name(c) : a[1], which ? a[1] : as_coro_qualname(c));
    if (as_is_undef(names)) return AS_UNDEF;
    as_assign(t, &c->names, names);
    return AS_NONE;
}

Value as_coro_get_name_attr(Thread *t, Value *a, int n) { return name_attr(t, a, n, 0); }
Value as_coro_get_qualname_attr(Thread *t, Value *a, int n) { return name_attr(t, a, n, 1); }

static Value coro_running(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_bool(as_coro_state(as_as_coro(a[0])) == CORO_RUNNING);
}

static Value coro_suspended(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_bool(as_coro_state(as_as_coro(a[0])) == CORO_SUSPENDED);
}

Value as_coro_get_awaiting(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    Value v = as_coro_awaiting(as_as_coro(a[0]));
    return as_is_undef(v) ? AS_NONE : as_incref(v);
}

Value as_coro_get_code(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(as_as_coro(a[0])->frame.code));
}

Value as_coro_get_frame(Thread *t, Value *a, int n) {
    (void)n;
    Coroutine *c = as_as_coro(a[0]);
    if (c->state == CORO_CLOSED) return AS_NONE;
    FrameObject *f = as_frame_object(t, &c->frame);
    return f ? as_from_obj(f) : AS_UNDEF;
}

static Value coro_await(Thread *t, Value self) {
    Obj *wrapper = as_new(t, T_COROUTINE_WRAPPER, sizeof(Obj) + sizeof(Value), true);
    if (!wrapper) return AS_UNDEF;
    *(Value *)(void *)(wrapper + 1) = as_incref(self);
    return as_from_obj(wrapper);
}

static Value coro_await_method(Thread *t, Value *a, int n) {
    (void)n;
    return coro_await(t, a[0]);
}

#define GETTER(name, fn) {name, "self, /", fn, NULL, NATIVE_GETTER}
#define RESUMING                                                                                   \
    {"send", "self, arg, /", coro_send_method, "Resume with a value; the next value yielded.", 0},  \
    {"throw", "self, type, value=None, traceback=None, /", coro_throw_method, "Raise inside.", 0},  \
    {"close", "self, /", coro_close_method, "Raise GeneratorExit inside.", 0}

static const NativeDef generator_methods[] = {
    RESUMING,
    AS_CORO_GETTERS("gi", coro_running), GETTER("gi_suspended", coro_suspended),
    GETTER("gi_yieldfrom", as_coro_get_awaiting), {0},
};

static const NativeDef coroutine_methods[] = {
    RESUMING,
    {"__await__", "self, /", coro_await_method, "An iterator that drives the coroutine.", 0},
    AS_CORO_GETTERS("cr", coro_running), GETTER("cr_suspended", coro_suspended),
    GETTER("cr_await", as_coro_get_awaiting), {0},
};

#define CORO_SLOTS                                                                                 \
    .dealloc = as_coro_dealloc, .traverse = as_coro_traverse, .clear = as_coro_clear, .finalize = as_coro_finalize,              \
    .repr = as_coro_repr
#define CORO_FLAGS (TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW)

const TypeDef as_def_GENERATOR = {
    .id = T_GENERATOR, .slots = {CORO_SLOTS, .iter = self_iter, .next = gen_next}, .methods = generator_methods,
    .flags = CORO_FLAGS, .doc = "An iterator made by a function with yield.",
};

const TypeDef as_def_COROUTINE = {
    .id = T_COROUTINE, .slots = {CORO_SLOTS, .await = coro_await}, .methods = coroutine_methods,
    .flags = CORO_FLAGS, .doc = "What calling an async def function makes.",
};

/* The iterator that coroutine.__await__() gives. */
static Value wrapped(Value self) { return *(Value *)(void *)(as_obj(self) + 1); }
static void wrapper_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(*(Value *)(void *)(self + 1)); }
static void wrapper_clear(Thread *t, Obj *self) { as_clear(t, (Value *)(void *)(self + 1)); }
static void wrapper_dealloc(Thread *t, Obj *self) {
    wrapper_clear(t, self);
    as_free_obj(t, self, sizeof(Obj) + sizeof(Value));
}
static Value wrapper_next(Thread *t, Value self) { return gen_next(t, wrapped(self)); }
static Value wrapper_send(Thread *t, Value *a, int n) {
    Value args[2] = {wrapped(a[0]), a[1]};
    return coro_send_method(t, args, n);
}
static Value wrapper_throw(Thread *t, Value *a, int n) {
    Value args[4] = {wrapped(a[0]), a[1], a[2], a[3]};
    return coro_throw_method(t, args, n);
}
static Value wrapper_close(Thread *t, Value *a, int n) {
    Value args[1] = {wrapped(a[0])};
    return coro_close_method(t, args, n);
}
static Value wrapper_send_slot(Thread *t, Value self, Value sent, bool *done) {
    Value value = AS_UNDEF;
    RunStatus status = as_coro_send(t, as_as_coro(wrapped(self)), sent, &value);
    *done = status == RUN_RETURNED;
    return status == RUN_RAISED ? AS_UNDEF : value;
}

static const NativeDef wrapper_methods[] = {
    {"send", "self, arg, /", wrapper_send, NULL, 0},
    {"throw", "self, type, value=None, traceback=None, /", wrapper_throw, NULL, 0},
    {"close", "self, /", wrapper_close, NULL, 0},
    {0},
};

const TypeDef as_def_COROUTINE_WRAPPER = {
    .id = T_COROUTINE_WRAPPER,
    .slots = {.dealloc = wrapper_dealloc, .traverse = wrapper_traverse, .clear = wrapper_clear, .iter = self_iter,
              .next = wrapper_next, .send = wrapper_send_slot},
    .methods = wrapper_methods, .flags = CORO_FLAGS, .size = sizeof(Obj) + sizeof(Value),
};
