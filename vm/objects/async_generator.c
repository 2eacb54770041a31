/* Async generators: the generator object itself is a Coroutine (vm/coroutine.c); here are what its methods
 * give, asend() and athrow()/aclose() awaitables, and the wrapper by which a value that the body yields is told
 * from one that an `await` in the body passes up to the loop. */
#include "vm/coroutine.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

typedef struct Wrapped {
    Obj obj;
    Value value;
} Wrapped;

typedef enum AwaitState { AWAIT_INIT, AWAIT_ITER, AWAIT_CLOSED } AwaitState;

/* asend() and __anext__(): `args` is what to send. athrow() and aclose(): exception, or UNDEF for aclose. */
typedef struct GenAwait {
    Obj obj;
    Value gen;
    Value args;
    AwaitState state;
    bool is_close;
} GenAwait;

static GenAwait *await_of(Value v) { return (GenAwait *)as_obj(v); }
static Coroutine *gen_of(GenAwait *a) { return as_as_coro(a->gen); }

/* --- the wrapper --- */

Value as_asyncgen_wrap(Thread *t, Value v) {
    Wrapped *w = as_new(t, T_ASYNC_GEN_WRAPPED, sizeof *w, true);
    if (!w) {
        as_decref(t, v);
        return AS_UNDEF;
    }
    w->value = v;
    return as_from_obj(w);
}

static void wrapped_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(((Wrapped *)self)->value); }
static void wrapped_clear(Thread *t, Obj *self) { as_clear(t, &((Wrapped *)self)->value); }
static void wrapped_dealloc(Thread *t, Obj *self) {
    wrapped_clear(t, self);
    as_free_obj(t, self, sizeof(Wrapped));
}

const TypeDef as_def_ASYNC_GEN_WRAPPED = {
    .id = T_ASYNC_GEN_WRAPPED,
    .slots = {.dealloc = wrapped_dealloc, .traverse = wrapped_traverse, .clear = wrapped_clear},
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Wrapped),
};

/* --- making the awaitables --- */

static bool init_hooks(Thread *t, Coroutine *gen) {
    if (gen->hooks_inited) return true;
    gen->hooks_inited = true;
    if (!as_is_undef(t->asyncgen_finalizer) && !as_is_none(t->asyncgen_finalizer))
        as_assign(t, &gen->finalizer, as_incref(t->asyncgen_finalizer));
    if (as_is_undef(t->asyncgen_firstiter) || as_is_none(t->asyncgen_firstiter)) return true;
    OWNED(hook, as_incref(t->asyncgen_firstiter));
    Value done = as_call1(t, hook.v, as_from_obj(gen));
    as_decref(t, done);
    return !as_is_undef(done);
}

static Value make(Thread *t, TypeId type, Value gen, Value args, bool is_close) {
    if (!init_hooks(t, as_as_coro(gen))) return AS_UNDEF;
    GenAwait *a = as_new(t, type, sizeof *a, true);
    if (!a) return AS_UNDEF;
    a->gen = as_incref(gen);
    a->args = as_incref(args);
    a->is_close = is_close;
    return as_from_obj(a);
}

static Value gen_anext(Thread *t, Value self) { return make(t, T_ASYNC_GEN_ASEND, self, AS_NONE, false); }
static Value gen_anext_method(Thread *t, Value *a, int n) { (void)n; return gen_anext(t, a[0]); }
static Value gen_asend(Thread *t, Value *a, int n) { (void)n; return make(t, T_ASYNC_GEN_ASEND, a[0], a[1], false); }
static Value gen_aclose(Thread *t, Value *a, int n) { (void)n; return make(t, T_ASYNC_GEN_ATHROW, a[0], AS_UNDEF, true); }

static Value gen_athrow(Thread *t, Value *a, int n) {
    (void)n;
    OWNED(args, as_tuple_pack(t, 3, a[1], as_is_undef(a[2]) ? AS_NONE : a[2], as_is_undef(a[3]) ? AS_NONE : a[3]));
    return as_is_undef(args.v) ? AS_UNDEF : make(t, T_ASYNC_GEN_ATHROW, a[0], args.v, false);
}

/* --- driving the generator --- */

/* What running the generator came to, as the awaitable sees it: a yielded value is the await's result. */
static RunStatus unwrap(Thread *t, GenAwait *a, RunStatus status, Value *value) {
    Coroutine *gen = gen_of(a);
    if (status == RUN_YIELDED && !as_is_exact(*value, T_ASYNC_GEN_WRAPPED)) return RUN_YIELDED;
    gen->running_async = false;
    a->state = AWAIT_CLOSED;
    if (status == RUN_YIELDED) {
        Value wrapped = *value;
        *value = as_incref(((Wrapped *)as_obj(wrapped))->value);
        as_decref(t, wrapped);
        return RUN_RETURNED;
    }
    if (status == RUN_RETURNED) {
        as_decref(t, *value);
        gen->closed_gen = true;
        as_raise_args(t, T_STOP_ASYNC_ITERATION, NULL, 0);
        return RUN_RAISED;
    }
    if (as_exc_is(t, T_STOP_ASYNC_ITERATION) || as_exc_is(t, T_GENERATOR_EXIT)) gen->closed_gen = true;
    return RUN_RAISED;
}

static RunStatus fail(Thread *t, const char *text) {
    as_raise(t, T_RUNTIME_ERROR, "%s", text);
    return RUN_RAISED;
}

static RunStatus asend_send(Thread *t, GenAwait *a, Value sent, Value *value) {
    Coroutine *gen = gen_of(a);
    if (a->state == AWAIT_CLOSED) return fail(t, "cannot reuse already awaited __anext__()/asend()");
    if (a->state == AWAIT_INIT) {
        if (gen->running_async) {
            a->state = AWAIT_CLOSED;
            return fail(t, "anext(): asynchronous generator is already running");
        }
        if (as_is_none(sent)) sent = a->args;
        a->state = AWAIT_ITER;
        gen->running_async = true;
    }
    if (gen->state == CORO_CLOSED) {
        *value = AS_NONE;
        return unwrap(t, a, RUN_RETURNED, value);
    }
    RunStatus status = as_coro_send(t, gen, sent, value);
    return unwrap(t, a, status, value);
}

/* The exception to throw is pending. */
static RunStatus asend_throw(Thread *t, GenAwait *a, Value *value) {
    Coroutine *gen = gen_of(a);
    if (a->state == AWAIT_CLOSED) {
        as_clear_exc(t);
        return fail(t, "cannot reuse already awaited __anext__()/asend()");
    }
    if (a->state == AWAIT_INIT) {
        if (gen->running_async) {
            as_clear_exc(t);
            a->state = AWAIT_CLOSED;
            return fail(t, "anext(): asynchronous generator is already running");
        }
        a->state = AWAIT_ITER;
        gen->running_async = true;
    }
    RunStatus status = as_coro_throw(t, gen, value);
    return unwrap(t, a, status, value);
}

/* aclose(): the generator must not yield any more, and its end is the await's. */
static RunStatus settle_close(Thread *t, GenAwait *a, RunStatus status, Value *value) {
    if (status == RUN_YIELDED && !as_is_exact(*value, T_ASYNC_GEN_WRAPPED)) return RUN_YIELDED;
    gen_of(a)->running_async = false;
    a->state = AWAIT_CLOSED;
    if (status == RUN_YIELDED) {
        as_decref(t, *value);
        return fail(t, "async generator ignored GeneratorExit");
    }
    if (status == RUN_RETURNED) as_decref(t, *value);
    else if (!as_catch(t, T_STOP_ASYNC_ITERATION) && !as_catch(t, T_GENERATOR_EXIT)) return RUN_RAISED;
    *value = AS_NONE;
    return RUN_RETURNED;
}

static RunStatus settle_throw(Thread *t, GenAwait *a, RunStatus status, Value *value) {
    return a->is_close ? settle_close(t, a, status, value) : unwrap(t, a, status, value);
}

static bool start_throw(Thread *t, GenAwait *a, Value sent) {
    Coroutine *gen = gen_of(a);
    if (gen->running_async) {
        a->state = AWAIT_CLOSED;
        return as_fail(t, T_RUNTIME_ERROR, "%s(): asynchronous generator is already running",
                       a->is_close ? "aclose" : "athrow");
    }
    if (gen->closed_gen) {
        a->state = AWAIT_CLOSED;
        as_raise_args(t, T_STOP_ASYNC_ITERATION, NULL, 0);
        return false;
    }
    if (!as_is_none(sent)) return as_fail(t, T_RUNTIME_ERROR, "can't send non-None value to a just-started coroutine");
    a->state = AWAIT_ITER;
    gen->running_async = true;
    if (a->is_close) {
        gen->closed_gen = true;
        as_raise_args(t, T_GENERATOR_EXIT, NULL, 0);
        return true;
    }
    Value *args = as_as_tuple(a->args)->items;
    if (as_throw_arguments(t, args[0], args[1], args[2])) return true;
    return true; /* the error of the arguments is thrown instead */
}

static RunStatus athrow_send(Thread *t, GenAwait *a, Value sent, Value *value) {
    Coroutine *gen = gen_of(a);
    if (a->state == AWAIT_CLOSED) return fail(t, "cannot reuse already awaited aclose()/athrow()");
    if (gen->state == CORO_CLOSED) {
        a->state = AWAIT_CLOSED;
        *value = AS_NONE;
        return RUN_RETURNED;
    }
    if (a->state == AWAIT_INIT) {
        if (!start_throw(t, a, sent)) return RUN_RAISED;
        RunStatus status = as_coro_throw(t, gen, value);
        return settle_throw(t, a, status, value);
    }
    RunStatus status = as_coro_send(t, gen, sent, value);
    return settle_throw(t, a, status, value);
}

static RunStatus athrow_throw(Thread *t, GenAwait *a, Value *value) {
    if (a->state == AWAIT_CLOSED) {
        as_clear_exc(t);
        return fail(t, "cannot reuse already awaited aclose()/athrow()");
    }
    Coroutine *gen = gen_of(a);
    if (a->state == AWAIT_INIT) {
        if (gen->running_async) {
            as_clear_exc(t);
            a->state = AWAIT_CLOSED;
            as_raise(t, T_RUNTIME_ERROR, "%s(): asynchronous generator is already running",
                     a->is_close ? "aclose" : "athrow");
            return RUN_RAISED;
        }
        a->state = AWAIT_ITER;
        gen->running_async = true;
    }
    RunStatus status = as_coro_throw(t, gen, value);
    return settle_throw(t, a, status, value);
}

static RunStatus drive(Thread *t, Value self, Value sent, Value *value) {
    GenAwait *a = await_of(self);
    return a->obj.shape == T_ASYNC_GEN_ASEND ? asend_send(t, a, sent, value) : athrow_send(t, a, sent, value);
}

static Value await_send_slot(Thread *t, Value self, Value sent, bool *done) {
    Value value = AS_NONE;
    RunStatus status = drive(t, self, sent, &value);
    *done = status == RUN_RETURNED;
    return status == RUN_RAISED ? AS_UNDEF : value;
}

static Value as_method(Thread *t, RunStatus status, Value value) {
    if (status == RUN_YIELDED) return value;
    if (status == RUN_RETURNED) {
        as_raise_stop_iteration(t, value);
        as_decref(t, value);
    }
    return AS_UNDEF;
}

static Value await_send(Thread *t, Value *a, int n) {
    (void)n;
    Value value = AS_NONE;
    RunStatus status = drive(t, a[0], a[1], &value);
    return as_method(t, status, value);
}

static Value await_next(Thread *t, Value self) {
    Value value = AS_NONE;
    RunStatus status = drive(t, self, AS_NONE, &value);
    return as_method(t, status, value);
}

static Value await_throw(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_throw_arguments(t, a[1], a[2], a[3])) return AS_UNDEF;
    GenAwait *self = await_of(a[0]);
    Value value = AS_NONE;
    RunStatus status = self->obj.shape == T_ASYNC_GEN_ASEND ? asend_throw(t, self, &value) : athrow_throw(t, self, &value);
    return as_method(t, status, value);
}

static Value await_close(Thread *t, Value *a, int n) {
    (void)n;
    GenAwait *self = await_of(a[0]);
    if (self->state != AWAIT_ITER) {
        self->state = AWAIT_CLOSED;
        return AS_NONE;
    }
    as_raise_args(t, T_GENERATOR_EXIT, NULL, 0);
    Value value = AS_NONE;
    RunStatus status = self->obj.shape == T_ASYNC_GEN_ASEND ? asend_throw(t, self, &value) : athrow_throw(t, self, &value);
    if (status == RUN_YIELDED) {
        as_decref(t, value);
        return as_raise(t, T_RUNTIME_ERROR, "coroutine ignored GeneratorExit");
    }
    if (status == RUN_RETURNED) as_decref(t, value);
    else if (!as_catch(t, T_STOP_ASYNC_ITERATION) && !as_catch(t, T_GENERATOR_EXIT) && !as_catch(t, T_STOP_ITERATION))
        return AS_UNDEF;
    return AS_NONE;
}

static Value self_iter(Thread *t, Value self) { (void)t; return as_incref(self); }

static void await_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((GenAwait *)self)->gen);
    AS_VISIT(((GenAwait *)self)->args);
}

static void await_dealloc(Thread *t, Obj *self) {
    GenAwait *a = (GenAwait *)self;
    as_clear(t, &a->gen);
    as_clear(t, &a->args);
    as_free_obj(t, self, sizeof *a);
}

static const NativeDef await_methods[] = {
    {"send", "self, arg, /", await_send, NULL, 0},
    {"throw", "self, type, value=None, traceback=None, /", await_throw, NULL, 0},
    {"close", "self, /", await_close, NULL, 0},
    {0},
};

#define AWAIT_SLOTS                                                                                \
    {.dealloc = await_dealloc, .traverse = await_traverse, .iter = self_iter, .next = await_next,  \
     .await = self_iter, .send = await_send_slot}

const TypeDef as_def_ASYNC_GEN_ASEND = {
    .id = T_ASYNC_GEN_ASEND, .slots = AWAIT_SLOTS, .methods = await_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(GenAwait),
};

const TypeDef as_def_ASYNC_GEN_ATHROW = {
    .id = T_ASYNC_GEN_ATHROW, .slots = AWAIT_SLOTS, .methods = await_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(GenAwait),
};

/* --- the generator's own type; its life is vm/coroutine.c's --- */

static Value gen_running(Thread *t, Value *a, int n) { (void)t, (void)n; return as_bool(as_as_coro(a[0])->running_async); }

static const NativeDef gen_methods[] = {
    {"asend", "self, arg, /", gen_asend, "An awaitable that resumes with a value.", 0},
    {"athrow", "self, type, value=None, traceback=None, /", gen_athrow, "An awaitable that raises inside.", 0},
    {"aclose", "self, /", gen_aclose, "An awaitable that ends the generator.", 0},
    {"__anext__", "self, /", gen_anext_method, "An awaitable for the next item.", 0},
    AS_CORO_GETTERS("ag", gen_running),
    {0},
};

const TypeDef as_def_ASYNC_GENERATOR = {
    .id = T_ASYNC_GENERATOR,
    .slots = {.dealloc = as_coro_dealloc, .traverse = as_coro_traverse, .clear = as_coro_clear,
              .finalize = as_coro_finalize, .repr = as_coro_repr, .aiter = self_iter, .anext = gen_anext},
    .methods = gen_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .doc = "What calling an async def with yield makes.",
};
