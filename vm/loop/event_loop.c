/* The event loop as a script sees it: type EVENT_LOOP and its methods. */
#include <math.h>

#include "vm/loop/internal.h"

AsyncState *as_async_state(Thread *t) {
    AsyncState *s = t->vm->stdlib[AS_ASYNC_STATE];
    if (s) return s;
    s = as_mem_zalloc(&t->vm->mem, sizeof *s);
    if (!s) return as_raise_memory(t), NULL;
    s->set_loop = AS_UNDEF;
    t->vm->stdlib[AS_ASYNC_STATE] = s;
    return s;
}

Value as_call_named(Thread *t, Value object, const char *name, Value *args, int nargs) {
    Str *key = as_intern(t, name, strlen(name));
    if (!key) return AS_UNDEF;
    OWNED(keep, as_from_obj(key));
    (void)keep.v;
    return as_call_method(t, object, key, args, nargs);
}

Value as_support_call(Thread *t, const char *name, Value *args, int nargs) {
    OWNED(module, as_import(t, "asyncio._support"));
    return as_is_undef(module.v) ? AS_UNDEF : as_call_named(t, module.v, name, args, nargs);
}

Loop *as_loop_alloc(Thread *t) {
    Loop *l = as_new(t, T_EVENT_LOOP, sizeof *l, true);
    if (!l) return NULL;
    l->handler = l->task_factory = l->asyncgens = l->sigint_task = l->leave = l->run_future = AS_UNDEF;
    l->saved_first = l->saved_final = AS_UNDEF;
    l->slow_callback = 0.1;
    l->debug = t->vm->dev_mode;
    l->next = t->vm->loops;
    t->vm->loops = l;
    return l;
}

Value as_loop_new(Thread *t) {
    Loop *l = as_loop_alloc(t);
    return l ? as_from_obj(l) : AS_UNDEF;
}

Loop *as_running_loop(Thread *t) {
    if (t->loop) return t->loop;
    return as_fail_null(t, T_RUNTIME_ERROR, "no running event loop");
}

Value as_current_loop(Thread *t) {
    if (t->loop) return as_incref(as_from_obj(t->loop));
    AsyncState *s = as_async_state(t);
    if (!s) return AS_UNDEF;
    if (as_have(s->set_loop)) return as_incref(s->set_loop);
    if (s->set_called)
        return as_raise(t, T_RUNTIME_ERROR, "There is no current event loop in thread 'MainThread'.");
    if (!as_warn(t, T_DEPRECATION_WARNING, 1, "There is no current event loop")) return AS_UNDEF;
    Value loop = as_loop_new(t);
    if (as_is_undef(loop)) return AS_UNDEF;
    s->set_called = true;
    as_assign(t, &s->set_loop, loop);
    return as_incref(loop);
}

Loop *as_as_loop(Thread *t, Value v) {
    if (as_is_instance_of(t, v, T_EVENT_LOOP)) return (Loop *)as_obj(v);
    return as_fail_null(t, T_TYPE_ERROR, "an event loop was expected, got %R", v);
}

static Loop *self_of(Value *args) { return (Loop *)as_obj(args[0]); }

/* --- running --- */

static Value loop_run_until_complete(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    if (!as_loop_check_runnable(t, l)) return AS_UNDEF;
    bool made;
    OWNED(future, as_ensure_future(t, args[1], args[0], &made));
    if (as_is_undef(future.v)) return AS_UNDEF;
    if (!as_is_future(t, future.v))
        return as_raise(t, T_TYPE_ERROR, "run_until_complete: the task factory made no future");
    if (made) as_as_future(future.v)->flags |= TASK_QUIET;
    return as_loop_run(t, l, future.v, made);
}

static Value loop_run_forever(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_loop_run(t, self_of(args), AS_UNDEF, false);
}

static Value loop_stop(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    self_of(args)->stopping = true;
    if (!self_of(args)->in_slice) as_driver_kick(self_of(args));
    return AS_NONE;
}

static Value loop_is_running(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Loop *l = self_of(args);
    return as_bool(l->running || l->attached);
}

static Value loop_is_closed(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(self_of(args)->closed);
}

static Value loop_close(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    if (l->running || l->attached) return as_raise(t, T_RUNTIME_ERROR, "Cannot close a running event loop");
    if (l->closed) return AS_NONE;
    l->closed = true;
    as_loop_drop_entries(t, l);
    as_driver_close(t, l);
    return AS_NONE;
}

/* --- making and scheduling --- */

static Value loop_create_future(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_future_new(t, args[0]);
}

static Value from_factory(Thread *t, Loop *l, Value coro, Value name, Value context) {
    Value given[3] = {as_from_obj(l), coro, context};
    OWNED(names, as_absent(context) ? AS_UNDEF : as_tuple_pack(t, 1, as_from_obj(t->vm->names.context)));
    if (!as_absent(context) && as_is_undef(names.v)) return AS_UNDEF;
    OWNED(task, as_call(t, l->task_factory, given, as_absent(context) ? 2 : 3, names.v));
    if (as_is_undef(task.v) || as_absent(name)) return as_move(&task);
    OWNED(r, as_call_named(t, task.v, "set_name", &name, 1));
    return as_is_undef(r.v) ? AS_UNDEF : as_move(&task);
}

static Value loop_create_task(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    if (!as_loop_check_open(t, l)) return AS_UNDEF;
    if (as_have(l->task_factory)) return from_factory(t, l, args[1], args[2], args[3]);
    return as_task_new(t, l, args[1], args[2], args[3]);
}

/* callback, context, *args of call_soon: a Handle in the ready queue. */
static Value loop_call_soon(Thread *t, Value *args, int nargs) {
    Loop *l = self_of(args);
    if (!as_loop_check_open(t, l)) return AS_UNDEF;
    OWNED(h, as_handle_new(t, l, T_HANDLE, args[1], args + 3, nargs - 3, args[2]));
    if (as_is_undef(h.v) || !as_ready_add(t, l, READY_HANDLE, as_obj(h.v))) return AS_UNDEF;
    return as_move(&h);
}

static int64_t to_ns(double seconds) {
    double ns = seconds * 1e9;
    if (isnan(ns)) return 0;
    if (ns > 9e18) return INT64_MAX / 2;
    return ns < -9e18 ? INT64_MIN / 2 : (int64_t)llround(ns);
}

static Value call_at(Thread *t, Loop *l, Value when, Value callback, Value *args, int nargs, Value context) {
    double seconds;
    if (!as_loop_check_open(t, l) || !as_to_double(t, when, &seconds)) return AS_UNDEF;
    OWNED(v, as_handle_new(t, l, T_TIMER_HANDLE, callback, args, nargs, context));
    if (as_is_undef(v.v)) return AS_UNDEF;
    Handle *h = (Handle *)as_obj(v.v);
    h->when = as_incref(when);
    if (!as_timer_add(t, l, to_ns(seconds), h)) return AS_UNDEF;
    h->obj.flags |= HANDLE_SCHEDULED;
    return as_move(&v);
}

static Value loop_call_at(Thread *t, Value *args, int nargs) {
    if (as_is_none(args[1])) return as_raise(t, T_TYPE_ERROR, "when cannot be None");
    return call_at(t, self_of(args), args[1], args[2], args + 4, nargs - 4, args[3]);
}

static double time_of(Thread *t) { return (double)as_loop_now(t) / 1e9; }

static Value loop_call_later(Thread *t, Value *args, int nargs) {
    if (as_is_none(args[1])) return as_raise(t, T_TYPE_ERROR, "delay must not be None");
    OWNED(now, as_float(t, time_of(t)));
    OWNED(sum, as_is_undef(now.v) ? AS_UNDEF : as_binary(t, OPER_ADD, now.v, args[1]));
    if (as_is_undef(sum.v)) return AS_UNDEF;
    return call_at(t, self_of(args), sum.v, args[2], args + 4, nargs - 4, args[3]);
}

static Value loop_time(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_float(t, time_of(t));
}

/* --- handlers and settings --- */

static Value loop_set_exception_handler(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool none = as_is_none(args[1]);
    if (!none && !as_is_callable(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "A callable object or None is expected, got %R", args[1]);
    as_assign(t, &self_of(args)->handler, none ? AS_UNDEF : as_incref(args[1]));
    return AS_NONE;
}

static Value loop_get_exception_handler(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Value h = self_of(args)->handler;
    return as_have(h) ? as_incref(h) : AS_NONE;
}

static Value loop_default_exception_handler(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_default_handler(t, self_of(args), args[1]) ? AS_NONE : AS_UNDEF;
}

static Value loop_call_exception_handler(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_call_handler(t, self_of(args), args[1]) ? AS_NONE : AS_UNDEF;
}

static Value loop_get_debug(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(self_of(args)->debug);
}

static Value loop_set_debug(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int on = as_truth(t, args[1]);
    if (on < 0) return AS_UNDEF;
    self_of(args)->debug = on != 0;
    return AS_NONE;
}

static Value loop_set_task_factory(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool none = as_is_none(args[1]);
    if (!none && !as_is_callable(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "task factory must be a callable or None");
    as_assign(t, &self_of(args)->task_factory, none ? AS_UNDEF : as_incref(args[1]));
    return AS_NONE;
}

static Value loop_get_task_factory(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Value f = self_of(args)->task_factory;
    return as_have(f) ? as_incref(f) : AS_NONE;
}

static Value loop_slow_callback(Thread *t, Value *args, int nargs) {
    if (nargs < 2) return as_float(t, self_of(args)->slow_callback);
    double d;
    if (as_is_undef(args[1]) || !as_to_double(t, args[1], &d)) return AS_UNDEF;
    self_of(args)->slow_callback = d;
    return AS_NONE;
}

/* --- async generators, executor --- */

static Value weak(Thread *t, Value agen) {
    return as_call1(t, as_from_obj(as_builtin(t, T_WEAKREF)), agen);
}

static Value loop_note_asyncgen(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    if (!as_have(l->asyncgens)) {
        Value set = as_set_new(t, T_SET);
        if (as_is_undef(set)) return AS_UNDEF;
        l->asyncgens = set;
    }
    OWNED(ref, weak(t, args[1]));
    if (as_is_undef(ref.v) || !as_set_add(t, as_as_set(l->asyncgens), ref.v)) return AS_UNDEF;
    return AS_NONE;
}

/* A generator was dropped half-way: its aclose() becomes a task in the next turn. */
static Value loop_drop_asyncgen(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    OWNED(ref, weak(t, args[1]));
    if (as_is_undef(ref.v)) return AS_UNDEF;
    if (as_have(l->asyncgens) && as_set_discard(t, as_as_set(l->asyncgens), ref.v) < 0) return AS_UNDEF;
    if (l->closed) return AS_NONE;
    OWNED(close, as_call_method(t, args[1], t->vm->names.aclose, NULL, 0));
    if (as_is_undef(close.v)) return AS_UNDEF;
    Str *name = as_intern(t, "create_task", 11);
    if (!name) return AS_UNDEF;
    OWNED(create, as_getattr(t, args[0], name));
    as_decref_obj(t, name);
    if (as_is_undef(create.v)) return AS_UNDEF;
    OWNED(h, as_handle_new(t, l, T_HANDLE, create.v, &close.v, 1, AS_UNDEF));
    return !as_is_undef(h.v) && as_ready_add(t, l, READY_HANDLE, as_obj(h.v)) ? AS_NONE : AS_UNDEF;
}

/* The live generators as a list; they are forgotten. */
static Value loop_take_asyncgens(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    OWNED(out, as_list_new(t, 0));
    OWNED(set, as_have(l->asyncgens) ? l->asyncgens : AS_UNDEF);
    l->asyncgens = AS_UNDEF;
    if (as_is_undef(out.v) || as_is_undef(set.v)) return as_move(&out);
    size_t pos = 0;
    Value ref;
    while (as_set_next(as_as_set(set.v), &pos, &ref)) {
        Value agen = as_call0(t, ref);
        if (as_is_undef(agen)) return AS_UNDEF;
        if (as_is_none(agen)) continue;
        if (!as_list_append_take(t, as_as_list(out.v), agen)) return AS_UNDEF;
    }
    return as_move(&out);
}

static Value loop_shutdown_asyncgens(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_support_call(t, "shutdown_asyncgens", args, 1);
}

static Value loop_shutdown_default_executor(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_support_call(t, "shutdown_default_executor", NULL, 0);
}

static Value loop_run_in_executor(Thread *t, Value *args, int nargs) {
    Loop *l = self_of(args);
    if (!as_loop_check_open(t, l)) return AS_UNDEF;
    if (!as_is_none(args[1]))
        return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "executors other than the default one are not supported");
    OWNED(rest, as_tuple_new(t, args + 3, (size_t)(nargs - 3)));
    if (as_is_undef(rest.v)) return AS_UNDEF;
    Value given[3] = {args[0], args[2], rest.v};
    return as_support_call(t, "run_in_executor", given, 3);
}

static Value loop_set_sigint_task(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = self_of(args);
    int64_t seen = l->sigints;
    l->sigints = 0;
    as_assign(t, &l->sigint_task, as_is_none(args[1]) ? AS_UNDEF : as_incref(args[1]));
    return as_int(seen);
}

static Value loop_repr(Thread *t, Value self) {
    Loop *l = (Loop *)as_obj(self);
    return as_str_format(t, "<_UnixSelectorEventLoop running=%s closed=%s debug=%s>",
                         l->running || l->attached ? "True" : "False", l->closed ? "True" : "False",
                         l->debug ? "True" : "False");
}

/* --- memory --- */

static Value loop_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type, (void)args;
    if (nargs || !as_is_undef(kwnames))
        return as_raise(t, T_TYPE_ERROR, "_UnixSelectorEventLoop() takes no arguments");
    return as_loop_new(t);
}

static void loop_clear(Thread *t, Obj *self) {
    Loop *l = (Loop *)self;
    as_loop_drop_entries(t, l);
    Value *const fields[] = {&l->handler, &l->task_factory, &l->asyncgens, &l->sigint_task, &l->leave,
                             &l->run_future, &l->saved_first, &l->saved_final};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) as_assign(t, fields[i], AS_UNDEF);
}

static void unlink_loop(VM *vm, Loop *l) {
    for (Loop **at = &vm->loops; *at; at = &(*at)->next) {
        if (*at != l) continue;
        *at = l->next;
        return;
    }
}

static void loop_dealloc(Thread *t, Obj *self) {
    Loop *l = (Loop *)self;
    unlink_loop(t->vm, l);
    l->closed = true;
    loop_clear(t, self);
    as_driver_close(t, l);
    as_free_obj(t, self, sizeof(Loop));
}

static void visit_ready(const Ready *r, VisitFn visit, void *arg) {
    static const uint8_t extra[8] = {[READY_THROW] = 1, [READY_CALLBACK] = 2, [READY_GATHER] = 1};
    for (size_t at = r->head; at < r->tail;) {
        uint64_t word = r->words[at++ & (r->size - 1)];
        AS_VISIT_OBJ((uintptr_t)(word & ~(uint64_t)7));
        for (unsigned i = 0; i < extra[word & 7]; i++) {
            Value v = {r->words[at++ & (r->size - 1)]};
            AS_VISIT(v);
        }
    }
}

static void loop_traverse(Obj *self, VisitFn visit, void *arg) {
    Loop *l = (Loop *)self;
    if (l->ready.words) visit_ready(&l->ready, visit, arg);
    for (size_t i = 0; i < l->ntimers; i++) AS_VISIT_OBJ(l->timers[i].object);
    AS_VISIT(l->handler);
    AS_VISIT(l->task_factory);
    AS_VISIT(l->asyncgens);
    AS_VISIT(l->sigint_task);
    AS_VISIT(l->leave);
    AS_VISIT(l->run_future);
    AS_VISIT(l->saved_first);
    AS_VISIT(l->saved_final);
}

static const NativeDef loop_methods[] = {
    {"run_until_complete", "self, future, /", loop_run_until_complete, "Run until the future is done.", 0},
    {"run_forever", "self, /", loop_run_forever, "Run until stop() is called.", 0},
    {"stop", "self, /", loop_stop, "Stop after this turn.", 0},
    {"is_running", "self, /", loop_is_running, "Whether it runs.", 0},
    {"is_closed", "self, /", loop_is_closed, "Whether it was closed.", 0},
    {"close", "self, /", loop_close, "Give everything up.", 0},
    {"create_future", "self, /", loop_create_future, "A pending future.", 0},
    {"create_task", "self, coro, *, name=None, context=None", loop_create_task,
     "A task that runs the coroutine from the next turn on.", 0},
    {"call_soon", "self, callback, *args, context=None", loop_call_soon, "Call in the next turn.", 0},
    {"call_soon_threadsafe", "self, callback, *args, context=None", loop_call_soon,
     "Call in the next turn.", 0},
    {"call_later", "self, delay, callback, *args, context=None", loop_call_later,
     "Call after so many seconds.", 0},
    {"call_at", "self, when, callback, *args, context=None", loop_call_at,
     "Call at a time of the loop's clock.", 0},
    {"time", "self, /", loop_time, "The loop's clock, in seconds.", 0},
    {"set_exception_handler", "self, handler, /", loop_set_exception_handler,
     "Hear of what nobody else does.", 0},
    {"get_exception_handler", "self, /", loop_get_exception_handler, "The handler, or None.", 0},
    {"default_exception_handler", "self, context, /", loop_default_exception_handler,
     "Report on standard error.", 0},
    {"call_exception_handler", "self, context, /", loop_call_exception_handler, "Tell the handler.", 0},
    {"get_debug", "self, /", loop_get_debug, "Whether debug mode is on.", 0},
    {"set_debug", "self, enabled, /", loop_set_debug, "Turn debug mode on or off.", 0},
    {"set_task_factory", "self, factory, /", loop_set_task_factory, "What create_task calls.", 0},
    {"get_task_factory", "self, /", loop_get_task_factory, "What create_task calls, or None.", 0},
    {"shutdown_asyncgens", "self, /", loop_shutdown_asyncgens, "Close all async generators.", 0},
    {"shutdown_default_executor", "self, /, timeout=None", loop_shutdown_default_executor,
     "Wait for the default executor.", 0},
    {"run_in_executor", "self, executor, func, *args", loop_run_in_executor,
     "Call func(*args) by way of the executor; on the loop's thread until threads exist.", 0},
    {"slow_callback_duration", "self", loop_slow_callback, "Seconds a step may take in debug mode.",
     NATIVE_GETTER | NATIVE_SETTER},
    {"_note_asyncgen", "self, agen, /", loop_note_asyncgen, "An async generator begins.", 0},
    {"_drop_asyncgen", "self, agen, /", loop_drop_asyncgen, "An async generator was dropped.", 0},
    {"_take_asyncgens", "self, /", loop_take_asyncgens, "Async generators alive.", 0},
    {"_set_sigint_task", "self, task, /", loop_set_sigint_task,
     "The task that Ctrl-C cancels; how often it was pressed.", 0},
    {0},
};
const TypeDef as_def_EVENT_LOOP = {
    .id = T_EVENT_LOOP,
    .slots = {.dealloc = loop_dealloc, .traverse = loop_traverse, .clear = loop_clear, .repr = loop_repr,
              .new_ = loop_new},
    .methods = loop_methods,
    .doc = "An event loop.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Loop),
};
