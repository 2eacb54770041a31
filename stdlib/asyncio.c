/* Module _asyncio: what of asyncio is written in C. The package asyncio (stdlib/asyncio/) adds the rest. */
#include "stdlib/modules.h"
#include "vm/loop/internal.h"

static Value get_running_loop(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    Loop *l = as_running_loop(t);
    return l ? as_incref(as_from_obj(l)) : AS_UNDEF;
}

static Value get_running_loop_or_none(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return t->loop ? as_incref(as_from_obj(t->loop)) : AS_NONE;
}

/* Whether a loop is in the middle of a run or turn: then asyncio.run is refused. */
static Value inside_loop(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_bool(t->loop && (t->loop->running || t->loop->in_slice));
}

static Value get_event_loop(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_current_loop(t);
}

static Value new_event_loop(Thread *t, Value *args, int nargs) {
    (void)args, (void)nargs;
    return as_loop_new(t);
}

static Value set_event_loop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    AsyncState *s = as_async_state(t);
    if (!s) return AS_UNDEF;
    bool none = as_is_none(args[0]);
    if (!none && !as_is_instance_of(t, args[0], T_EVENT_LOOP))
        return as_raise(t, T_TYPE_ERROR,
                        "loop argument must be an instance of AbstractEventLoop or None, not '%T'", args[0]);
    s->set_called = true;
    as_assign(t, &s->set_loop, none ? AS_UNDEF : as_incref(args[0]));
    return AS_NONE;
}

/* coro, name, context */
static Value create_task(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = as_running_loop(t);
    if (!l) return AS_UNDEF;
    if (!as_have(l->task_factory)) return as_task_new(t, l, args[0], args[1], args[2]);
    Value method_args[4] = {as_from_obj(l), args[0], args[1], args[2]};
    return as_support_call(t, "create_task", method_args, 4);
}

static Value sleep_for(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_sleep_new(t, args[0], as_is_undef(args[1]) ? AS_NONE : args[1]);
}

/* return_exceptions, then *coros_or_futures */
static Value gather(Thread *t, Value *args, int nargs) {
    int flag = as_is_undef(args[0]) ? 0 : as_truth(t, args[0]);
    return flag < 0 ? AS_UNDEF : as_gather(t, args + 1, (size_t)(nargs - 1), flag != 0);
}

static Value ensure_future(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool made;
    if (!as_absent(args[1]) && !as_is_future(t, args[0]) && !as_as_loop(t, args[1])) return AS_UNDEF;
    return as_ensure_future(t, args[0], args[1], &made);
}

static Value is_coroutine(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_bool(as_is_coroutine_like(t, args[0]));
}

/* Functions made by `async def`, methods of such, and sleep. */
static Value is_coroutine_function(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Value f = args[0];
    while (as_is_exact(f, T_METHOD)) f = ((BoundMethod *)as_obj(f))->func;
    if (as_is_exact(f, T_FUNCTION)) return as_bool(((Function *)as_obj(f))->code->flags & CODE_COROUTINE);
    return as_bool(as_is_exact(f, T_NATIVE) && ((Native *)as_obj(f))->def->fn == sleep_for);
}

static Value is_future(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_future(t, args[0])) return AS_TRUE;
    Str *name = t->vm->names._asyncio_future_blocking;
    Value found = as_is_obj(args[0]) ? as_type_lookup(t, as_type_of(t, args[0]), name) : AS_MISSING;
    if (as_same(found, AS_MISSING)) return AS_FALSE;
    OWNED(value, as_getattr(t, args[0], name));
    return as_is_undef(value.v) ? AS_UNDEF : as_bool(!as_is_none(value.v));
}

static Loop *loop_or_running(Thread *t, Value v) {
    return as_absent(v) ? as_running_loop(t) : as_as_loop(t, v);
}

static Value current_task(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = loop_or_running(t, args[0]);
    if (!l) return AS_UNDEF;
    return l->current ? as_incref(as_from_obj(l->current)) : AS_NONE;
}

static Value all_tasks(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = loop_or_running(t, args[0]);
    if (!l) return AS_UNDEF;
    OWNED(set, as_set_new(t, T_SET));
    if (as_is_undef(set.v)) return AS_UNDEF;
    for (Task *task = l->tasks; task; task = task->next) /* hashing a task runs no code: by identity */
        if (!as_set_add(t, as_as_set(set.v), as_from_obj(task))) return AS_UNDEF;
    return as_move(&set);
}

/* Oldest first: the order in which asyncio.run cancels what is left. */
static Value task_list(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Loop *l = loop_or_running(t, args[0]);
    OWNED(list, l ? as_list_new(t, 0) : AS_UNDEF);
    if (as_is_undef(list.v)) return AS_UNDEF;
    Task *last = l->tasks;
    while (last && last->next) last = last->next;
    for (; last; last = last->prev)
        if (!as_list_append(t, as_as_list(list.v), as_from_obj(last))) return AS_UNDEF;
    return as_move(&list);
}

static const NativeDef functions[] = {
    {"get_running_loop", "", get_running_loop, "The running event loop.", 0},
    {"_get_running_loop", "", get_running_loop_or_none, "The running event loop, or None.", 0},
    {"_inside_loop", "", inside_loop, "Whether asyncio.run is impossible here.", 0},
    {"get_event_loop", "", get_event_loop, "The running event loop, or the one that was set.", 0},
    {"new_event_loop", "", new_event_loop, "A new event loop.", 0},
    {"set_event_loop", "loop, /", set_event_loop, "Make it the thread's event loop.", 0},
    {"create_task", "coro, *, name=None, context=None", create_task,
     "A task that runs the coroutine from the next turn on.", 0},
    {"sleep", "delay, result=None", sleep_for, "Wait for so many seconds.", 0},
    {"gather", "*coros_or_futures, return_exceptions=False", gather,
     "A future of the results of all, in order of the arguments.", 0},
    {"ensure_future", "coro_or_future, *, loop=None", ensure_future, "A future for it.", 0},
    {"iscoroutine", "obj, /", is_coroutine, "Whether it is a coroutine object.", 0},
    {"iscoroutinefunction", "func, /", is_coroutine_function, "Whether calling it makes a coroutine.", 0},
    {"isfuture", "obj, /", is_future, "Whether it is a future.", 0},
    {"current_task", "loop=None", current_task, "The task that is running, or None.", 0},
    {"all_tasks", "loop=None", all_tasks, "The loop's tasks that are not done.", 0},
    {"_task_list", "loop=None", task_list, "The same as a list, oldest first.", 0},
    {0},
};

static const struct { const char *name; TypeId type; } types[] = {
    {"Future", T_FUTURE}, {"Task", T_TASK}, {"Handle", T_HANDLE}, {"TimerHandle", T_TIMER_HANDLE},
    {"CancelledError", T_CANCELLED_ERROR}, {"InvalidStateError", T_INVALID_STATE_ERROR},
    {"_UnixSelectorEventLoop", T_EVENT_LOOP}};

Value as_module_asyncio(Thread *t) {
    OWNED(m, as_module_new(t, "_asyncio", "The async core."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions)) return AS_UNDEF;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Value type = as_incref(as_from_obj(as_builtin(t, types[i].type)));
        if (!as_module_add(t, m.v, types[i].name, type)) return AS_UNDEF;
    }
    return as_move(&m);
}
