/* Task: a coroutine that the loop runs step by step.
 *
 * A step resumes the coroutine until it yields what it waits for: a future (the task becomes its waiter), a
 * sleep, or None (a bare yield: straight back to the ready queue). No object is made for any of this: the task
 * itself stands in the ready queue and in the future's waiter word. */
#include "vm/loop/internal.h"

/* --- the list of tasks not done --- */

static void list_task(Loop *l, Task *task) {
    task->f.flags |= TASK_LISTED;
    task->prev = NULL;
    task->next = l->tasks;
    if (l->tasks) l->tasks->prev = task;
    l->tasks = task;
}

void as_task_unlist(Task *task) {
    if (!(task->f.flags & TASK_LISTED)) return;
    task->f.flags &= (uint16_t)~TASK_LISTED;
    if (task->prev) task->prev->next = task->next;
    else task->f.loop->tasks = task->next;
    if (task->next) task->next->prev = task->prev;
    task->prev = task->next = NULL;
}

/* --- making --- */

bool as_is_coroutine_like(Thread *t, Value v) {
    if (as_is_coroutine(v) || as_is_exact(v, T_SIMPLE_WAIT)) return true;
    if (!as_is_obj(v)) return false;
    Type *type = as_type_of(t, v);
    WellKnown *n = &t->vm->names;
    Str *const needed[] = {n->__await__, n->send, n->throw, n->close};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (as_same(as_type_lookup(t, type, needed[i]), AS_MISSING)) return false;
    return true;
}

static bool check_context(Thread *t, Value context) {
    if (as_absent(context) || as_is_exact(context, T_CONTEXT)) return true;
    return as_fail(t, T_TYPE_ERROR, "context must be a Context, not %T", context);
}

/* Fill in a fresh or re-initialised task and put its first step into the queue. */
static bool task_begin(Thread *t, Task *task, Loop *l, Value coro, Value name, Value context) {
    if (!as_is_coroutine_like(t, coro))
        return as_fail(t, T_TYPE_ERROR, "a coroutine was expected, got %R", coro);
    if (!check_context(t, context)) return false;
    uint64_t number = ++t->vm->task_count;
    OWNED(label, as_absent(name) ? as_int((int64_t)number)
                 : as_is_str(name) ? as_incref(name) : as_to_str(t, name));
    if (as_is_undef(label.v) || !as_ready_reserve(t, l, 1)) return false;
    as_future_init(t, &task->f, l);
    task->coro = as_incref(coro);
    task->context = as_absent(context) ? as_context_snapshot(t) : as_incref(context);
    task->name = as_move(&label);
    task->waiting = AS_UNDEF;
    list_task(l, task);
    as_incref_obj(task);
    as_ready_put(l, READY_STEP, task);
    return true;
}

Value as_task_new(Thread *t, Loop *l, Value coro, Value name, Value context) {
    Task *task = as_new(t, T_TASK, sizeof *task, true);
    if (!task) return AS_UNDEF;
    OWNED(v, as_from_obj(task));
    return task_begin(t, task, l, coro, name, context) ? as_move(&v) : AS_UNDEF;
}

static Value close_coroutine(Thread *t, Value coro) {
    OWNED(pending, as_take_exc(t));
    as_decref(t, as_call_method(t, coro, t->vm->names.close, NULL, 0));
    as_clear_exc(t);
    as_restore_exc(t, as_move(&pending));
    return AS_UNDEF;
}

/* create_task of a loop, by way of its task factory. */
static Value make_task(Thread *t, Loop *l, Value coro) {
    if (!as_loop_check_open(t, l)) return AS_UNDEF;
    if (as_have(l->task_factory)) return as_call2(t, l->task_factory, as_from_obj(l), coro);
    return as_task_new(t, l, coro, AS_UNDEF, AS_UNDEF);
}

static Value not_awaitable(Thread *t) {
    return as_raise(t, T_TYPE_ERROR, "An asyncio.Future, a coroutine or an awaitable is required");
}

static bool is_awaitable(Thread *t, Value v) {
    return as_is_obj(v) && !as_same(as_type_lookup(t, as_type_of(t, v), t->vm->names.__await__), AS_MISSING);
}

Value as_ensure_future(Thread *t, Value v, Value loop, bool *made) {
    *made = false;
    if (as_is_future(t, v)) {
        if (!as_absent(loop) && as_obj(loop) != (Obj *)as_as_future(v)->loop)
            return as_raise(t, T_VALUE_ERROR, "The future belongs to a different loop than the one specified "
                                              "as the loop argument");
        return as_incref(v);
    }
    bool coroutine = as_is_coroutine_like(t, v);
    OWNED(coro, as_incref(v));
    if (!coroutine) {
        if (!is_awaitable(t, v)) return not_awaitable(t);
        as_assign(t, &coro.v, as_support_call(t, "wrap_awaitable", &v, 1));
        if (as_is_undef(coro.v)) return AS_UNDEF;
    }
    OWNED(l, as_absent(loop) ? as_current_loop(t) : as_incref(loop));
    if (as_is_undef(l.v)) return AS_UNDEF;
    *made = true;
    Value task = make_task(t, (Loop *)as_obj(l.v), coro.v);
    if (as_is_undef(task) && coroutine && as_exc_is(t, T_RUNTIME_ERROR)) close_coroutine(t, v);
    return task;
}

Value as_loop_create_task(Thread *t, Value loop, Value coroutine) {
    Loop *l = as_as_loop(t, loop);
    return l ? make_task(t, l, coroutine) : AS_UNDEF;
}

/* --- steps --- */

/* The next step throws this RuntimeError (pending now) into the coroutine. */
static bool fail_soon(Thread *t, Task *task) {
    Loop *l = task->f.loop;
    OWNED(exc, as_take_exc(t));
    if (!as_ready_reserve(t, l, 2)) return false;
    as_incref_obj(task);
    as_ready_put2(l, READY_THROW, task, as_move(&exc));
    return true;
}

/* The task was to be cancelled before it came to wait for this: cancel what it waits for. */
static bool pass_on_cancel(Thread *t, Task *task) {
    if (!(task->f.flags & TASK_MUST_CANCEL)) return true;
    OWNED(msg, as_incref(as_future_message(&task->f)));
    OWNED(waiting, as_incref(task->waiting));
    int r = as_any_cancel(t, waiting.v, msg.v);
    if (r > 0) task->f.flags &= (uint16_t)~TASK_MUST_CANCEL;
    return r >= 0;
}

static bool wait_for_sleep(Thread *t, Task *task, Value v) {
    SimpleWait *w = (SimpleWait *)as_obj(v);
    if (as_wait_state(w) != WAIT_SLEEPING || as_have(w->slot)) {
        as_raise(t, T_RUNTIME_ERROR, "Task got bad yield: %R", v);
        as_decref(t, v);
        return fail_soon(t, task);
    }
    as_incref_obj(task);
    w->slot = as_from_obj(task);
    task->waiting = v;
    return pass_on_cancel(t, task);
}

static bool wait_for_future(Thread *t, Task *task, Value v) {
    OWNED(owned, v);
    Future *f = as_as_future(v);
    Value self = as_from_obj(task);
    if ((Obj *)f == (Obj *)task) {
        as_raise(t, T_RUNTIME_ERROR, "Task cannot await on itself: %R", self);
        return fail_soon(t, task);
    }
    if (f->loop != task->f.loop) {
        as_raise(t, T_RUNTIME_ERROR, "Task %R got Future %R attached to a different loop", self, v);
        return fail_soon(t, task);
    }
    if (!(f->flags & FUTURE_BLOCKING)) {
        as_raise(t, T_RUNTIME_ERROR, "yield was used instead of yield from in task %R with %R", self, v);
        return fail_soon(t, task);
    }
    f->flags &= (uint16_t)~FUTURE_BLOCKING;
    if (!as_future_add_waiter(t, f, WAITER_TASK, self, AS_UNDEF)) return fail_soon(t, task);
    as_assign(t, &task->waiting, as_move(&owned));
    return pass_on_cancel(t, task);
}

/* Done callback on a future that only looks like one. */
static Value wakeup_native(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_task_wakeup(t, (Task *)as_obj(args[0])) ? AS_NONE : AS_UNDEF;
}

static bool wait_for_lookalike(Thread *t, Task *task, Value v, Str *blocking) {
    static const NativeDef def = {"task_wakeup", "self, future, /", wakeup_native, "Go on.", 0};
    OWNED(fn, as_native_new(t, &def, as_from_obj(task), NULL, NULL));
    if (as_is_undef(fn.v) || !as_setattr(t, v, blocking, AS_FALSE)) return fail_soon(t, task);
    OWNED(r, as_call_method(t, v, t->vm->names.add_done_callback, &fn.v, 1));
    if (as_is_undef(r.v)) return fail_soon(t, task);
    as_assign(t, &task->waiting, as_incref(v));
    return pass_on_cancel(t, task);
}

static bool wait_for_other(Thread *t, Task *task, Value v) {
    OWNED(owned, v);
    (void)owned.v;
    Str *name = t->vm->names._asyncio_future_blocking;
    OWNED(blocking, as_getattr_opt(t, v, name));
    if (as_is_true(blocking.v)) return wait_for_lookalike(t, task, v, name);
    if (!as_is_undef(blocking.v)) {
        Value self = as_from_obj(task);
        if (as_is_false(blocking.v))
            as_raise(t, T_RUNTIME_ERROR, "yield was used instead of yield from in task %R with %R", self, v);
        else if (as_is_exact(v, T_GENERATOR))
            as_raise(t, T_RUNTIME_ERROR,
                     "yield was used instead of yield from for generator in task %R with %R", self, v);
        else as_raise(t, T_RUNTIME_ERROR, "Task got bad yield: %R", v);
    }
    return fail_soon(t, task);
}

static bool step_yielded(Thread *t, Task *task, Value v) {
    if (as_is_none(v)) return as_ready_add(t, task->f.loop, READY_STEP, task);
    if (as_is_exact(v, T_SIMPLE_WAIT)) return wait_for_sleep(t, task, v);
    if (as_is_future(t, v)) return wait_for_future(t, task, v);
    return wait_for_other(t, task, v);
}

static bool step_returned(Thread *t, Task *task, Value v) {
    Future *f = &task->f;
    as_task_unlist(task);
    if (!(f->flags & TASK_MUST_CANCEL)) return as_future_finish(t, f, FUTURE_FINISHED, v, 0);
    as_decref(t, v);
    f->flags &= (uint16_t)~TASK_MUST_CANCEL;
    return as_future_finish(t, f, FUTURE_CANCELLED, as_incref(as_future_message(f)), FUTURE_MSG);
}

static bool step_raised(Thread *t, Task *task) {
    Future *f = &task->f;
    Value exc = as_take_exc(t);
    as_task_unlist(task);
    if (as_is_instance_of(t, exc, T_CANCELLED_ERROR)) {
        return as_future_finish(t, f, FUTURE_CANCELLED, exc, 0);
    }
    OWNED(leaving, as_exc_leaves_loop(t, exc) ? as_incref(exc) : AS_UNDEF);
    if (!as_future_finish(t, f, FUTURE_FINISHED, exc, FUTURE_EXC | FUTURE_LOG)) return false;
    if (as_is_undef(leaving.v)) return true;
    as_restore_exc(t, as_move(&leaving));
    return false;
}

static RunStatus resume(Thread *t, Task *task, Value exc, Value *value) {
    OWNED(coro, as_incref(task->coro)); /* the step may drop the task's own reference */
    bool throw = !as_is_undef(exc);
    if (throw) as_restore_exc(t, exc);
    if (as_is_coroutine(coro.v)) {
        Coroutine *c = as_as_coro(coro.v);
        return throw ? as_coro_throw(t, c, value) : as_coro_send(t, c, AS_NONE, value);
    }
    return throw ? as_iter_throw(t, coro.v, value) : as_iter_send(t, coro.v, AS_NONE, value);
}

/* The exception that a pending cancel() puts in the place of `exc` (owned). */
static Value cancelled_instead(Thread *t, Task *task, Value exc) {
    task->f.flags &= (uint16_t)~TASK_MUST_CANCEL;
    if (!as_is_undef(exc) && as_is_instance_of(t, exc, T_CANCELLED_ERROR)) return exc;
    as_decref(t, exc);
    Value made = as_future_take_cancelled(t, &task->f);
    return as_is_undef(made) ? as_take_exc(t) : made; /* MemoryError then */
}

bool as_task_step(Thread *t, Task *task, Value exc) {
    Future *f = &task->f;
    if (f->state != FUTURE_PENDING || !f->loop) {
        as_decref(t, exc);
        return true;
    }
    if (f->flags & TASK_MUST_CANCEL) exc = cancelled_instead(t, task, exc);
    if (as_have(task->waiting)) as_clear(t, &task->waiting);
    Loop *l = f->loop;
    Task *outer = l->current;
    Value value = AS_UNDEF, before = as_context_enter(t, task->context);
    task->context = AS_UNDEF;
    l->current = task;
    RunStatus status = resume(t, task, exc, &value);
    l->current = outer;
    as_assign(t, &task->context, as_context_leave(t, before));
    if (status == RUN_YIELDED) return step_yielded(t, task, value);
    if (status == RUN_RETURNED) return step_returned(t, task, value);
    return step_raised(t, task);
}

/* The exception that waiting for `v` ended with: owned, or UNDEF. */
static Value outcome_of(Thread *t, Value v) {
    if (as_is_exact(v, T_SIMPLE_WAIT)) {
        SimpleWait *w = (SimpleWait *)as_obj(v);
        if (as_wait_state(w) != WAIT_CANCELLED) return AS_UNDEF;
        Value exc = as_exc_new(t, T_CANCELLED_ERROR, &w->slot, as_absent(w->slot) ? 0 : 1);
        return as_is_undef(exc) ? as_take_exc(t) : exc;
    }
    if (!as_is_exact(v, T_FUTURE) && !as_is_exact(v, T_TASK) && !as_is_exact(v, T_GATHERING_FUTURE)) {
        OWNED(r, as_call_method(t, v, t->vm->names.result, NULL, 0));
        return as_is_undef(r.v) ? as_take_exc(t) : AS_UNDEF;
    }
    Future *f = as_as_future(v);
    as_future_mark_retrieved(f);
    if (f->state == FUTURE_FINISHED) return f->flags & FUTURE_EXC ? as_incref(f->result) : AS_UNDEF;
    if (f->state == FUTURE_PENDING) return AS_UNDEF;
    Value exc = as_future_take_cancelled(t, f);
    return as_is_undef(exc) ? as_take_exc(t) : exc;
}

bool as_task_wakeup(Thread *t, Task *task) {
    OWNED(waiting, as_have(task->waiting) ? as_incref(task->waiting) : AS_UNDEF);
    return as_task_step(t, task, as_is_undef(waiting.v) ? AS_UNDEF : outcome_of(t, waiting.v));
}

int as_task_cancel(Thread *t, Task *task, Value msg) {
    Future *f = &task->f;
    as_future_mark_retrieved(f);
    if (f->state != FUTURE_PENDING) return 0;
    f->cancels++;
    if (as_have(task->waiting)) {
        OWNED(waiting, as_incref(task->waiting));
        int r = as_any_cancel(t, waiting.v, msg);
        if (r != 0) return r;
    }
    f->flags |= TASK_MUST_CANCEL;
    as_assign(t, &f->result, as_incref(msg));
    return 1;
}

Value as_task_name(Thread *t, Task *task) {
    if (!as_have(task->name)) return as_str_from(t, "");
    if (as_is_int(task->name))
        return as_str_format(t, "Task-%lld", (long long)as_int_of(task->name));
    return as_incref(task->name);
}

/* --- memory --- */

static void task_clear(Thread *t, Obj *self) {
    Task *task = (Task *)self;
    if (task->f.loop) as_task_unlist(task);
    as_assign(t, &task->coro, AS_UNDEF);
    as_assign(t, &task->context, AS_UNDEF);
    as_assign(t, &task->waiting, AS_UNDEF);
    as_assign(t, &task->name, AS_UNDEF);
    as_future_clear_base(t, &task->f);
}

static void task_dealloc(Thread *t, Obj *self) {
    Type *type = as_type_of(t, as_from_obj(self));
    task_clear(t, self);
    as_free_obj(t, self, type->size ? type->size : sizeof(Task));
}

static void task_traverse(Obj *self, VisitFn visit, void *arg) {
    Task *task = (Task *)self;
    as_future_visit_base(&task->f, visit, arg);
    AS_VISIT(task->coro);
    AS_VISIT(task->context);
    AS_VISIT(task->waiting);
    AS_VISIT(task->name);
}

static void task_finalize(Thread *t, Obj *self) {
    Task *task = (Task *)self;
    Future *f = &task->f;
    if (f->loop && f->state == FUTURE_PENDING && !(f->flags & TASK_QUIET) && !t->vm->closing) {
        f->flags |= TASK_QUIET;
        OWNED(pending, as_take_exc(t));
        static const char *const keys[] = {"task"};
        Value values[] = {as_from_obj(task)};
        Value text = as_str_from(t, "Task was destroyed but it is pending!");
        if (as_is_undef(text) || !as_report(t, f->loop, text, 1, keys, values))
            as_unraisable(t, "Task", AS_NONE);
        as_restore_exc(t, as_move(&pending));
    }
    as_future_finalize(t, self);
}

/* --- natives --- */

static Value task_new_slot(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Task *task = as_new_of(t, type, sizeof *task);
    if (!task) return AS_UNDEF;
    task->f.result = AS_UNDEF;
    task->coro = task->context = task->waiting = task->name = AS_UNDEF;
    return as_from_obj(task);
}

static bool task_init_slot(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value a[5];
    if (!as_bind(t, "Task", "coro, *, loop=None, name=None, context=None, eager_start=False", args, nargs,
                 kwnames, a, 5))
        return false;
    if (!as_is_undef(a[4]) && as_truth(t, a[4]) != 0)
        return as_fail(t, T_NOT_IMPLEMENTED_ERROR, "eager_start is not supported");
    OWNED(l, as_absent(a[1]) ? as_current_loop(t) : as_incref(a[1]));
    Loop *lp = as_is_undef(l.v) ? NULL : as_as_loop(t, l.v);
    if (!lp) return false;
    Task *task = (Task *)as_obj(self);
    if (task->f.loop) return as_fail(t, T_RUNTIME_ERROR, "Task is already initialized");
    return task_begin(t, task, lp, a[0], a[2], a[3]);
}

static Value task_set_result(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_raise(t, T_RUNTIME_ERROR, "Task does not support set_result operation");
}

static Value task_set_exception(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_raise(t, T_RUNTIME_ERROR, "Task does not support set_exception operation");
}

static Value task_cancel(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int r = as_task_cancel(t, (Task *)as_obj(args[0]), as_absent(args[1]) ? AS_UNDEF : args[1]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value task_cancelling(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_int(as_as_future(args[0])->cancels);
}

static Value task_uncancel(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Future *f = as_as_future(args[0]);
    if (f->cancels) f->cancels--;
    return as_int(f->cancels);
}

static Value task_get_name(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_task_name(t, (Task *)as_obj(args[0]));
}

static Value task_set_name(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value name = as_is_str(args[1]) ? as_incref(args[1]) : as_to_str(t, args[1]);
    if (as_is_undef(name)) return AS_UNDEF;
    as_assign(t, &((Task *)as_obj(args[0]))->name, name);
    return AS_NONE;
}

static Value task_get_coro(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Task *task = (Task *)as_obj(args[0]);
    return as_have(task->coro) ? as_incref(task->coro) : AS_NONE;
}

static Value task_get_context(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Task *task = (Task *)as_obj(args[0]);
    if (task->f.loop && task->f.loop->current == task) return as_context_current(t);
    if (!as_is_exact(task->context, T_CONTEXT)) {
        Value map = task->context;
        task->context = AS_UNDEF;
        Value made = as_context_from(t, map);
        if (as_is_undef(made)) return AS_UNDEF;
        task->context = made;
    }
    return as_incref(task->context);
}

static Value task_fut_waiter(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Task *task = (Task *)as_obj(args[0]);
    return as_have(task->waiting) ? as_incref(task->waiting) : AS_NONE;
}

static Value task_must_cancel(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(as_as_future(args[0])->flags & TASK_MUST_CANCEL);
}

static Value task_log_destroy(Thread *t, Value *args, int nargs) {
    Future *f = as_as_future(args[0]);
    if (nargs < 2) return as_bool(!(f->flags & TASK_QUIET));
    int on = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (on < 0) return AS_UNDEF;
    f->flags = (uint16_t)(on ? f->flags & ~TASK_QUIET : f->flags | TASK_QUIET);
    return AS_NONE;
}

static const NativeDef task_methods[] = {
    {"set_result", "self, result, /", task_set_result, "Not for tasks.", 0},
    {"set_exception", "self, exception, /", task_set_exception, "Not for tasks.", 0},
    {"cancel", "self, /, msg=None", task_cancel, "Ask the task to end by a CancelledError.", 0},
    {"cancelling", "self, /", task_cancelling, "How many requests to cancel are standing.", 0},
    {"uncancel", "self, /", task_uncancel, "Take one request back; how many are left.", 0},
    {"get_name", "self, /", task_get_name, "The task's name.", 0},
    {"set_name", "self, value, /", task_set_name, "Name the task.", 0},
    {"get_coro", "self, /", task_get_coro, "The coroutine.", 0},
    {"get_context", "self, /", task_get_context, "The context it runs in.", 0},
    {"_coro", "self", task_get_coro, "The coroutine.", NATIVE_GETTER},
    {"_fut_waiter", "self", task_fut_waiter, "What it waits for.", NATIVE_GETTER},
    {"_must_cancel", "self", task_must_cancel, "Whether the next step throws.", NATIVE_GETTER},
    {"_log_destroy_pending", "self", task_log_destroy, "Whether its loss is reported.",
     NATIVE_GETTER | NATIVE_SETTER},
    {0},
};
const TypeDef as_def_TASK = {
    .id = T_TASK,
    .slots = {.dealloc = task_dealloc, .traverse = task_traverse, .clear = task_clear,
              .finalize = task_finalize, .repr = as_future_repr, .new_ = task_new_slot,
              .init = task_init_slot},
    .methods = task_methods,
    .doc = "A coroutine that the loop runs.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Task),
};
