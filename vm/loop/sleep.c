/* asyncio.sleep(): a coroutine in looks, a state machine in fact.
 *
 *   CREATED --delay <= 0--> PAUSED --resumed--> CLOSED            (a bare yield)
 *           --delay > 0---> SLEEPING --timer--> DUE --resumed--> CLOSED
 *                               '----cancel---> CANCELLED --thrown into--> CLOSED
 *
 * It yields itself to the task, which becomes its waiter: a sleeping task needs no future, no handle and no
 * coroutine frame, only these 32 bytes and a timer entry. When the timer is due the wait becomes DUE in that turn, and its
 * task runs in the next one, as CPython's future would have it. */
#include "vm/loop/internal.h"

Value as_sleep_new(Thread *t, Value delay, Value result) {
    SimpleWait *w = as_new(t, T_SIMPLE_WAIT, sizeof *w, true);
    if (!w) return AS_UNDEF;
    w->slot = as_incref(delay);
    w->result = as_incref(result);
    return as_from_obj(w);
}

/* delay <= 0: 1, 0, or -1. */
static int no_delay(Thread *t, Value delay) {
    if (as_is_int(delay)) return as_int_of(delay) <= 0;
    if (as_is_flonum(delay)) return as_flonum_of(delay) <= 0;
    OWNED(r, as_compare(t, delay, as_int(0), COMPARE_LE));
    return as_is_undef(r.v) ? -1 : as_truth(t, r.v);
}

static Value begin(Thread *t, SimpleWait *w, bool *done) {
    int none = no_delay(t, w->slot);
    if (none != 0) {
        as_wait_set(w, none < 0 ? WAIT_CLOSED : WAIT_PAUSED);
        *done = none < 0;
        return none < 0 ? AS_UNDEF : AS_NONE;
    }
    as_wait_set(w, WAIT_CLOSED); /* in case it fails */
    double seconds;
    Loop *l = as_running_loop(t);
    if (!l || !as_to_double(t, w->slot, &seconds)) return AS_UNDEF;
    if (!as_timer_add(t, l, as_loop_deadline(t, seconds), w)) return AS_UNDEF;
    as_clear(t, &w->slot);
    as_wait_set(w, WAIT_SLEEPING);
    *done = false;
    return as_incref(as_from_obj(w));
}

/* A sleeping wait becomes `state`: its task, which the caller now owns, or NULL. */
static Task *leave_sleep(SimpleWait *w, unsigned state) {
    Task *task = as_have(w->slot) ? (Task *)as_obj(w->slot) : NULL;
    w->slot = AS_UNDEF;
    as_wait_set(w, state);
    return task;
}

/* It ends before its timer is due: the timer is void. */
static void give_up(Thread *t, SimpleWait *w) {
    Task *task = leave_sleep(w, WAIT_CLOSED);
    Loop *l = task ? task->f.loop : t->loop;
    if (l) as_timer_cancelled(t, l);
    if (task) as_decref_obj(t, task);
}

static Value finish(Thread *t, SimpleWait *w) {
    if (as_wait_state(w) == WAIT_SLEEPING) give_up(t, w);
    as_wait_set(w, WAIT_CLOSED);
    Value result = w->result;
    w->result = AS_UNDEF;
    as_clear(t, &w->slot);
    return as_have(result) ? result : AS_NONE;
}

static Value wait_send(Thread *t, Value self, Value sent, bool *done) {
    SimpleWait *w = (SimpleWait *)as_obj(self);
    *done = true;
    switch (as_wait_state(w)) {
    case WAIT_CREATED:
        if (!as_is_none(sent))
            return as_raise(t, T_TYPE_ERROR, "can't send non-None value to a just-started coroutine");
        return begin(t, w, done);
    case WAIT_PAUSED:
    case WAIT_DUE: return finish(t, w);
    case WAIT_SLEEPING:
        as_decref(t, finish(t, w));
        return as_raise(t, T_RUNTIME_ERROR, "await wasn't used with future");
    case WAIT_CANCELLED: {
        OWNED(msg, as_have(w->slot) ? as_incref(w->slot) : AS_UNDEF);
        as_decref(t, finish(t, w));
        return as_raise_args(t, T_CANCELLED_ERROR, &msg.v, as_is_undef(msg.v) ? 0 : 1);
    }
    default: return as_raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    }
}

bool as_sleep_due(Thread *t, SimpleWait *w) {
    if (as_wait_state(w) != WAIT_SLEEPING) return true;
    Loop *l = as_have(w->slot) ? ((Task *)as_obj(w->slot))->f.loop : NULL;
    if (l && !as_ready_reserve(t, l, 1)) return false;
    Task *task = leave_sleep(w, WAIT_DUE);
    if (task) as_ready_put(l, READY_WAKEUP, task);
    return true;
}

int as_sleep_cancel(Thread *t, SimpleWait *w, Value msg) {
    if (as_wait_state(w) != WAIT_SLEEPING || !as_have(w->slot)) return 0;
    Loop *l = ((Task *)as_obj(w->slot))->f.loop;
    if (!as_ready_reserve(t, l, 1)) return -1;
    Task *task = leave_sleep(w, WAIT_CANCELLED);
    as_timer_cancelled(t, l);
    w->slot = as_incref(msg);
    as_ready_put(l, READY_WAKEUP, task);
    return 1;
}

/* --- as a coroutine object --- */

static Value wait_self(Thread *t, Value self) {
    (void)t;
    return as_incref(self);
}

static Value await_slot(Thread *t, Value self) {
    SimpleWait *w = (SimpleWait *)as_obj(self);
    unsigned state = as_wait_state(w);
    if (state != WAIT_CREATED && state != WAIT_CLOSED)
        return as_raise(t, T_RUNTIME_ERROR, "coroutine is being awaited already");
    return as_incref(self);
}

static Value method_await(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return wait_self(t, args[0]);
}

static Value method_send(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool done;
    OWNED(v, wait_send(t, args[0], args[1], &done));
    if (!done || as_is_undef(v.v)) return as_move(&v);
    return as_raise_stop_iteration(t, v.v);
}

static Value next_slot(Thread *t, Value self) {
    bool done;
    OWNED(v, wait_send(t, self, AS_NONE, &done));
    if (!done || as_is_undef(v.v)) return as_move(&v);
    if (!as_is_none(v.v)) as_raise_stop_iteration(t, v.v);
    return AS_UNDEF;
}

static Value method_throw(Thread *t, Value *args, int nargs) {
    (void)nargs;
    SimpleWait *w = (SimpleWait *)as_obj(args[0]);
    if (as_wait_state(w) == WAIT_CLOSED)
        return as_raise(t, T_RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    Value exc = !as_absent(args[2]) ? args[2] : args[1];
    OWNED(e, as_is_type(t, exc) ? as_call0(t, exc) : as_incref(exc));
    if (as_is_undef(e.v)) return AS_UNDEF;
    if (!as_is_instance_of(t, e.v, T_BASE_EXCEPTION))
        return as_raise(t, T_TYPE_ERROR,
                        "exceptions must be classes or instances deriving from BaseException, not %T", e.v);
    as_decref(t, finish(t, w));
    return as_raise_value(t, as_move(&e));
}

static Value method_close(Thread *t, Value *args, int nargs) {
    (void)nargs;
    SimpleWait *w = (SimpleWait *)as_obj(args[0]);
    if (as_wait_state(w) != WAIT_CLOSED) as_decref(t, finish(t, w));
    return AS_NONE;
}

static Value get_name(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_str_from(t, "sleep");
}

static Value get_none(Thread *t, Value *args, int nargs) {
    (void)t, (void)args, (void)nargs;
    return AS_NONE;
}

static Value get_running(Thread *t, Value *args, int nargs) {
    (void)t, (void)args, (void)nargs;
    return AS_FALSE;
}

static Value get_suspended(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    unsigned state = as_wait_state((SimpleWait *)as_obj(args[0]));
    return as_bool(state != WAIT_CREATED && state != WAIT_CLOSED);
}

static Value wait_repr(Thread *t, Value self) {
    return as_str_format(t, "<coroutine object sleep at %p>", (void *)as_obj(self));
}

static void wait_finalize(Thread *t, Obj *self) {
    SimpleWait *w = (SimpleWait *)self;
    if (as_wait_state(w) != WAIT_CREATED || !w->slot.bits) return;
    as_wait_set(w, WAIT_CLOSED);
    if (!as_warn(t, T_RUNTIME_WARNING, 1, "coroutine 'sleep' was never awaited"))
        as_unraisable(t, "coroutine", AS_NONE);
}

static void wait_clear(Thread *t, Obj *self) {
    SimpleWait *w = (SimpleWait *)self;
    if (as_wait_state(w) == WAIT_SLEEPING) as_wait_set(w, WAIT_CLOSED);
    as_assign(t, &w->slot, AS_UNDEF);
    as_assign(t, &w->result, AS_UNDEF);
}

static void wait_dealloc(Thread *t, Obj *self) {
    wait_clear(t, self);
    as_free_obj(t, self, sizeof(SimpleWait));
}

static void wait_traverse(Obj *self, VisitFn visit, void *arg) {
    SimpleWait *w = (SimpleWait *)self;
    AS_VISIT(w->slot);
    AS_VISIT(w->result);
}

static const NativeDef wait_methods[] = {
    {"send", "self, value, /", method_send, "Go on, giving the awaiting code a value.", 0},
    {"throw", "self, type, value=None, traceback=None, /", method_throw, "Raise where it waits.", 0},
    {"close", "self, /", method_close, "Give it up.", 0},
    {"__await__", "self, /", method_await, "An iterator to wait with.", 0},
    {"__name__", "self", get_name, "Name of the function.", NATIVE_GETTER},
    {"__qualname__", "self", get_name, "Qualified name of the function.", NATIVE_GETTER},
    {"cr_await", "self", get_none, "What it waits for.", NATIVE_GETTER},
    {"cr_code", "self", get_none, "None: it is written in C.", NATIVE_GETTER},
    {"cr_frame", "self", get_none, "None: it has no frame.", NATIVE_GETTER},
    {"cr_origin", "self", get_none, "Where it was made, if noted.", NATIVE_GETTER},
    {"cr_running", "self", get_running, "Whether it runs now.", NATIVE_GETTER},
    {"cr_suspended", "self", get_suspended, "Whether it waits.", NATIVE_GETTER},
    {0},
};
const TypeDef as_def_SIMPLE_WAIT = {
    .id = T_SIMPLE_WAIT,
    .slots = {.dealloc = wait_dealloc, .traverse = wait_traverse, .clear = wait_clear,
              .finalize = wait_finalize, .repr = wait_repr, .await = await_slot, .next = next_slot,
              .send = wait_send},
    .methods = wait_methods,
    .doc = "The coroutine that asyncio.sleep() returns.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW | TYPE_FINAL,
    .size = sizeof(SimpleWait),
};
