/* The heart of an event loop: the ready queue, the timer heap, one iteration, and how a run begins and ends.
 *
 * An iteration appends the timers that are due to what is ready and then runs exactly as many
 * entries as were there: what they schedule waits for the next one. That, the two steps of a sleep (its timer,
 * then its task) and the order of waiters give CPython's order of everything.
 *
 * Cost: an entry is 8 to 24 bytes in a ring, a timer 16 bytes in a heap; neither is an object. */
#include <math.h>

#include "vm/loop/internal.h"

/* --- the ready queue --- */

static bool grow_ready(Thread *t, Ready *r, size_t need) {
    size_t size = r->size ? r->size : 64;
    while (size < need) size *= 2;
    uint64_t *words = as_mem_alloc(&t->vm->mem, size * sizeof *words);
    if (!words) return as_raise_memory(t), false;
    size_t used = r->tail - r->head;
    for (size_t i = 0; i < used; i++) words[i] = r->words[(r->head + i) & (r->size - 1)];
    if (r->words) as_mem_free(&t->vm->mem, r->words, r->size * sizeof *words);
    r->words = words;
    r->size = size;
    r->head = 0;
    r->tail = used;
    return true;
}

bool as_ready_reserve(Thread *t, Loop *l, size_t words) {
    Ready *r = &l->ready;
    size_t need = r->tail - r->head + words;
    return need <= r->size || grow_ready(t, r, need);
}

enum { KEPT_WORDS = 1 << 14 };

/* An empty ring that a crowd of tasks had grown is given back. */
static void drop_ring(Thread *t, Ready *r) {
    as_mem_free(&t->vm->mem, r->words, r->size * sizeof *r->words);
    *r = (Ready){0};
}

static void put_word(Ready *r, uint64_t word) {
    r->words[r->tail++ & (r->size - 1)] = word;
}

static uint64_t take_word(Ready *r) {
    return r->words[r->head++ & (r->size - 1)];
}

void as_ready_put(Loop *l, enum ReadyKind kind, void *object) {
    put_word(&l->ready, (uint64_t)(uintptr_t)object | (uint64_t)kind);
    l->ready.count++;
    if (!l->in_slice) as_driver_kick(l);
}

void as_ready_put2(Loop *l, enum ReadyKind kind, void *object, Value second) {
    as_ready_put(l, kind, object);
    put_word(&l->ready, second.bits);
}

void as_ready_put3(Loop *l, enum ReadyKind kind, void *object, Value second, Value third) {
    as_ready_put2(l, kind, object, second);
    put_word(&l->ready, third.bits);
}

bool as_ready_add(Thread *t, Loop *l, enum ReadyKind kind, void *object) {
    if (!as_ready_reserve(t, l, 1)) return false;
    as_incref_obj(object);
    as_ready_put(l, kind, object);
    return true;
}

static unsigned extra_words(unsigned kind) {
    static const uint8_t extra[] = {[READY_THROW] = 1, [READY_CALLBACK] = 2, [READY_GATHER] = 1,
                                    [READY_STOP] = 0};
    return extra[kind];
}

/* --- timers ---
 *
 * The heap does step for step what CPython's heapq does, comparing deadlines alone: so timers with one and the same
 * deadline, which it leaves in no particular order, come in that same order here. */

/* Move the entry at `at` up to its place; nothing above `top` is touched. */
static void sift_up(Timer *heap, size_t top, size_t at) {
    Timer moving = heap[at];
    while (at > top) {
        size_t parent = (at - 1) / 2;
        if (moving.when >= heap[parent].when) break;
        heap[at] = heap[parent];
        at = parent;
    }
    heap[at] = moving;
}

/* The entry at `at` sinks to a leaf along the smaller children, then rises to its place. */
static void sift_down(Timer *heap, size_t count, size_t at) {
    Timer moving = heap[at];
    size_t top = at;
    for (size_t child; (child = at * 2 + 1) < count; at = child) {
        if (child + 1 < count && heap[child].when >= heap[child + 1].when) child++;
        heap[at] = heap[child];
    }
    heap[at] = moving;
    sift_up(heap, top, at);
}

static bool grow_timers(Thread *t, Loop *l) {
    size_t size = l->timers_size + l->timers_size / 2 + 32;
    Timer *timers = as_mem_realloc(&t->vm->mem, l->timers, l->timers_size * sizeof *timers,
                                   size * sizeof *timers);
    if (!timers) return as_raise_memory(t), false;
    l->timers = timers;
    l->timers_size = size;
    return true;
}

bool as_timer_add(Thread *t, Loop *l, int64_t when, void *object) {
    if (l->ntimers == l->timers_size && !grow_timers(t, l)) return false;
    as_incref_obj(object);
    l->timers[l->ntimers] = (Timer){when, object};
    sift_up(l->timers, 0, l->ntimers++);
    if (!l->in_slice) as_driver_kick(l);
    return true;
}

static Obj *pop_timer(Loop *l) {
    Obj *object = l->timers[0].object;
    if (--l->ntimers) {
        l->timers[0] = l->timers[l->ntimers];
        sift_down(l->timers, l->ntimers, 0);
    }
    return object;
}

static bool timer_is_void(const Obj *o) {
    if (o->shape == T_SIMPLE_WAIT) return as_wait_state((const SimpleWait *)o) != WAIT_SLEEPING;
    return (o->flags & HANDLE_CANCELLED) != 0;
}

static void timer_left_heap(Obj *o) {
    if (o->shape != T_SIMPLE_WAIT) o->flags &= (uint16_t)~HANDLE_SCHEDULED;
}

/* Rebuild the heap without its void entries. Releasing them may run code, so they are set aside first. */
static void sweep_timers(Thread *t, Loop *l) {
    size_t kept = 0, ndead = 0, size = l->ntimers;
    Obj **dead = as_mem_alloc(&t->vm->mem, size * sizeof *dead);
    if (!dead) return; /* they are harmless where they are */
    for (size_t i = 0; i < size; i++) {
        if (timer_is_void(l->timers[i].object)) dead[ndead++] = l->timers[i].object;
        else l->timers[kept++] = l->timers[i];
    }
    l->ntimers = kept;
    l->ncancelled = 0;
    for (size_t i = kept / 2; i-- > 0;) sift_down(l->timers, kept, i);
    for (size_t i = 0; i < ndead; i++) {
        timer_left_heap(dead[i]);
        as_decref_obj(t, dead[i]);
    }
    as_mem_free(&t->vm->mem, dead, size * sizeof *dead);
}

void as_timer_cancelled(Thread *t, Loop *l) {
    (void)t;
    l->ncancelled++;
}

static void drop_void_timers(Thread *t, Loop *l) {
    if (l->ntimers > 100 && l->ncancelled * 2 > l->ntimers) {
        sweep_timers(t, l);
        return;
    }
    while (l->ntimers && timer_is_void(l->timers[0].object)) {
        Obj *o = pop_timer(l);
        if (l->ncancelled) l->ncancelled--;
        timer_left_heap(o);
        as_decref_obj(t, o);
    }
}

int64_t as_loop_now(Thread *t) {
    return t->vm->clock.monotonic_ns(t->vm->clock.ctx);
}

/* Nanoseconds as a deadline; NaN is due at once, what is too far never comes. */
static int64_t clamp_ns(double ns) {
    if (!(ns > -9e18)) return isnan(ns) ? 0 : INT64_MIN / 2;
    return ns > 9e18 ? INT64_MAX / 2 : (int64_t)llround(ns);
}

int64_t as_loop_deadline(Thread *t, double seconds_from_now) {
    int64_t delta = clamp_ns(seconds_from_now * 1e9);
    if (isnan(seconds_from_now)) return 0;
    int64_t now = as_loop_now(t), when;
    return __builtin_add_overflow(now, delta, &when) ? INT64_MAX / 2 : when;
}

/* Move due timers behind what is ready. */
static bool append_due(Thread *t, Loop *l) {
    int64_t now = as_loop_now(t);
    while (l->ntimers && l->timers[0].when <= now) {
        if (!as_ready_reserve(t, l, 1)) return false;
        Obj *o = pop_timer(l);
        if (timer_is_void(o)) {
            if (l->ncancelled) l->ncancelled--;
            timer_left_heap(o);
            as_decref_obj(t, o);
            continue;
        }
        timer_left_heap(o);
        as_ready_put(l, o->shape == T_SIMPLE_WAIT ? READY_SLEEP : READY_HANDLE, o);
    }
    return true;
}

/* --- one iteration --- */

/* Done callback of run_until_complete: stop, unless the exception leaves the loop by itself. */
static void run_stop(Thread *t, Loop *l, Future *f) {
    if (f->state == FUTURE_FINISHED && (f->flags & FUTURE_EXC) && as_exc_leaves_loop(t, f->result)) return;
    l->stopping = true;
}

static bool run_callback(Thread *t, Loop *l, Future *f) {
    Value fn = {take_word(&l->ready)}, context = {take_word(&l->ready)}, arg = as_from_obj(f);
    if (as_is_int(fn) && as_is_int(context)) { /* as_future_on_done */
        FutureDoneFn call = (FutureDoneFn)(uintptr_t)as_int_of(fn);
        call(t, arg, (void *)(uintptr_t)as_int_of(context));
        return true;
    }
    bool ok = as_call_in_context(t, l, fn, &arg, 1, context, NULL);
    as_decref(t, fn);
    as_decref(t, context);
    return ok;
}

static bool run_entry(Thread *t, Loop *l) {
    uint64_t word = take_word(&l->ready);
    Obj *o = (Obj *)(uintptr_t)(word & ~(uint64_t)7);
    bool ok = true;
    switch ((enum ReadyKind)(word & 7)) {
    case READY_STEP: ok = as_task_step(t, (Task *)o, AS_UNDEF); break;
    case READY_WAKEUP: ok = as_task_wakeup(t, (Task *)o); break;
    case READY_THROW: {
        Value exc = {take_word(&l->ready)};
        ok = as_task_step(t, (Task *)o, exc);
        break;
    }
    case READY_HANDLE: ok = as_handle_run(t, (Handle *)o); break;
    case READY_CALLBACK: ok = run_callback(t, l, (Future *)o); break;
    case READY_SLEEP: ok = as_sleep_due(t, (SimpleWait *)o); break;
    case READY_GATHER: {
        Value child = {take_word(&l->ready)};
        ok = as_gather_child_done(t, (Gather *)o, as_as_future(child));
        as_decref(t, child);
        break;
    }
    case READY_STOP: run_stop(t, l, (Future *)o); break;
    }
    as_decref_obj(t, o);
    return ok;
}

static bool leaves(Thread *t, Loop *l) {
    as_assign(t, &l->leave, as_take_exc(t));
    return false;
}

static bool check_signal(Thread *t) {
    if (!(atomic_load_explicit(&t->breaker, memory_order_relaxed) & BREAK_SIGNAL)) return true;
    atomic_fetch_and(&t->breaker, ~(uint32_t)BREAK_SIGNAL);
    if (as_loop_take_interrupt(t)) return true;
    return as_raise_args(t, T_KEYBOARD_INTERRUPT, NULL, 0), false;
}

bool as_loop_iterate(Thread *t, Loop *l) {
    if (!check_signal(t)) return leaves(t, l);
    if (l->ntimers) {
        drop_void_timers(t, l);
        if (!append_due(t, l)) return leaves(t, l);
    }
    for (size_t n = l->ready.count; n > 0 && l->ready.count > 0; n--) {
        l->ready.count--;
        if (!run_entry(t, l)) return leaves(t, l);
    }
    if (!l->ready.count && l->ready.size > KEPT_WORDS) drop_ring(t, &l->ready);
    return true;
}

static void drop_ready(Thread *t, Loop *l) {
    while (l->ready.count) {
        l->ready.count--;
        uint64_t word = take_word(&l->ready);
        Value rest[2];
        unsigned extra = extra_words(word & 7);
        for (unsigned i = 0; i < extra; i++) rest[i].bits = take_word(&l->ready);
        as_decref_obj(t, (Obj *)(uintptr_t)(word & ~(uint64_t)7));
        for (unsigned i = 0; i < extra; i++) as_decref(t, rest[i]);
    }
}

void as_loop_drop_entries(Thread *t, Loop *l) {
    drop_ready(t, l);
    while (l->ntimers) {
        Obj *o = l->timers[--l->ntimers].object;
        timer_left_heap(o);
        as_decref_obj(t, o);
    }
    Ready *r = &l->ready;
    if (r->words && !r->count) drop_ring(t, r);
    if (l->timers && !l->ntimers) {
        as_mem_free(&t->vm->mem, l->timers, l->timers_size * sizeof *l->timers);
        l->timers = NULL;
        l->timers_size = 0;
    }
}

/* --- runs --- */

bool as_loop_check_open(Thread *t, Loop *l) {
    return l->closed ? as_fail(t, T_RUNTIME_ERROR, "Event loop is closed") : true;
}

/* A loop that is attached (REPL) but not inside one of its turns does not count as running. */
static bool counts_as_running(const Loop *l) {
    return l && (l->running || l->in_slice);
}

bool as_loop_check_runnable(Thread *t, Loop *l) {
    if (!as_loop_check_open(t, l)) return false;
    if (counts_as_running(l)) return as_fail(t, T_RUNTIME_ERROR, "This event loop is already running");
    if (counts_as_running(t->loop))
        return as_fail(t, T_RUNTIME_ERROR, "Cannot run the event loop while another loop is running");
    return true;
}

/* The two hooks through which the loop learns of async generators. */
static Value hook_firstiter(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_call_named(t, args[0], "_note_asyncgen", &args[1], 1);
}
static Value hook_finalizer(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_call_named(t, args[0], "_drop_asyncgen", &args[1], 1);
}

static bool set_hooks(Thread *t, Loop *l) {
    static const NativeDef first = {"_asyncgen_firstiter_hook", "self, agen, /", hook_firstiter,
                                    "Note an async generator that begins.", 0};
    static const NativeDef final = {"_asyncgen_finalizer_hook", "self, agen, /", hook_finalizer,
                                    "Close a dropped async generator in a task.", 0};
    OWNED(a, as_native_new(t, &first, as_from_obj(l), NULL, NULL));
    OWNED(b, as_native_new(t, &final, as_from_obj(l), NULL, NULL));
    if (as_is_undef(a.v) || as_is_undef(b.v)) return false;
    l->saved_first = t->asyncgen_firstiter;
    l->saved_final = t->asyncgen_finalizer;
    t->asyncgen_firstiter = as_move(&a);
    t->asyncgen_finalizer = as_move(&b);
    return true;
}

static void restore_hooks(Thread *t, Loop *l) {
    Value first = l->saved_first, final = l->saved_final;
    l->saved_first = l->saved_final = AS_UNDEF;
    as_assign(t, &t->asyncgen_firstiter, first);
    as_assign(t, &t->asyncgen_finalizer, final);
}

bool as_run_begin(Thread *t, Loop *l, Value future, bool new_task) {
    if (!as_loop_check_runnable(t, l) || !as_driver_open(t, l)) return false;
    if (!as_is_undef(future) &&
        !as_future_add_waiter(t, as_as_future(future), WAITER_STOP, AS_NONE, AS_UNDEF))
        return false;
    if (!set_hooks(t, l)) return false;
    as_incref_obj(l);
    as_assign(t, &l->run_future, as_incref(future));
    l->run_new_task = new_task;
    l->saved_loop = t->loop;
    t->loop = l;
    l->running = true;
    l->over = l->deadlock = false;
    as_driver_arm(t, l);
    return true;
}

static Value finish_with(Thread *t, Loop *l, Value future, Value leave) {
    bool exc = as_have(leave);
    if (exc && as_have(future) && l->run_new_task) as_future_mark_retrieved(as_as_future(future));
    if (exc) return as_raise_value(t, as_incref(leave));
    if (l->deadlock)
        return as_raise(t, T_RUNTIME_ERROR,
                        "deadlock: the program waits, and nothing is left that could wake it");
    if (!as_have(future)) return AS_NONE;
    if (as_as_future(future)->state == FUTURE_PENDING)
        return as_raise(t, T_RUNTIME_ERROR, "Event loop stopped before Future completed.");
    return as_future_get_result(t, as_as_future(future));
}

Value as_run_finish(Thread *t, Loop *l) {
    as_driver_rest(l);
    l->running = l->stopping = false;
    t->loop = l->saved_loop;
    l->saved_loop = NULL;
    restore_hooks(t, l);
    OWNED(future, l->run_future);
    OWNED(leave, l->leave);
    l->run_future = l->leave = AS_UNDEF;
    if (as_have(future.v)) as_future_remove_stop(t, as_as_future(future.v));
    OWNED(self, as_from_obj(l)); /* the reference that as_run_begin took */
    (void)self.v;
    return finish_with(t, l, future.v, leave.v);
}

Value as_loop_run(Thread *t, Loop *l, Value future, bool new_task) {
    if (!as_can_park(t) && t->vm->uv_entered)
        return as_raise(t, T_RUNTIME_ERROR, "an event loop cannot be run here: the host drives the loop");
    if (!as_run_begin(t, l, future, new_task)) return AS_UNDEF;
    if (as_can_park(t)) return as_park(t, as_is_undef(future) ? AS_NONE : future);
    as_driver_run(t, l);
    return as_run_finish(t, l);
}

RunStatus as_loop_drive(Thread *t, Value *value) {
    RunStatus status = RUN_PARKED;
    while (status == RUN_PARKED) {
        Loop *l = t->loop;
        as_driver_run(t, l);
        status = as_resume_parked(t, as_run_finish(t, l), value);
    }
    return status;
}

void as_loop_drive_async(Thread *t, LoopDoneFn done, void *ctx) {
    t->loop->done_fn = done;
    t->loop->done_ctx = ctx;
}

/* A parked run on a host's loop is over: called by the driver in a libuv callback. */
void as_loop_run_over(Thread *t, Loop *l) {
    LoopDoneFn done = l->done_fn;
    void *ctx = l->done_ctx;
    l->done_fn = NULL;
    Value value = AS_UNDEF;
    RunStatus status = as_resume_parked(t, as_run_finish(t, l), &value);
    if (status == RUN_PARKED) as_loop_drive_async(t, done, ctx);
    else done(t, status, value, ctx);
}

void as_loop_abandon(Thread *t) {
    Loop *l = t->loop;
    if (!l || !t->parked_frame) return;
    l->done_fn = NULL;
    Value value = as_run_finish(t, l);
    as_decref(t, value);
    as_clear_exc(t);
    t->park_depth = 0;
    as_raise_args(t, T_SYSTEM_EXIT, NULL, 0);
    if (as_resume_parked(t, AS_UNDEF, &value) == RUN_RETURNED) as_decref(t, value);
    if (as_has_exc(t)) as_clear_exc(t);
}

Value as_loop_run_main(Thread *t, Value coroutine) {
    OWNED(module, as_import(t, "asyncio"));
    if (as_is_undef(module.v)) return AS_UNDEF;
    uint32_t park_depth = t->park_depth;
    t->park_depth = 0; /* called from C: there is nobody to resume what parks */
    Value r = as_call_named(t, module.v, "run", &coroutine, 1);
    t->park_depth = park_depth;
    return r;
}

/* --- signals --- */

bool as_loop_take_interrupt(Thread *t) {
    Loop *l = t->loop;
    if (!l || !as_have(l->sigint_task) || l->sigints++) return false;
    Future *task = as_as_future(l->sigint_task);
    if (task->state != FUTURE_PENDING) return false;
    if (as_any_cancel(t, l->sigint_task, AS_UNDEF) < 0) as_clear_exc(t);
    return true;
}

void as_loop_close_all(Thread *t) {
    VM *vm = t->vm;
    while (vm->loops) {
        Loop *l = vm->loops;
        as_incref_obj(l);
        l->closed = true;
        as_loop_drop_entries(t, l);
        as_driver_close(t, l);
        as_clear(t, &l->sigint_task);
        as_clear(t, &l->asyncgens);
        vm->loops = l->next;
        l->next = NULL;
        as_decref_obj(t, l);
    }
    as_clear(t, &t->context);
    AsyncState *s = vm->stdlib[AS_ASYNC_STATE];
    if (!s) return;
    vm->stdlib[AS_ASYNC_STATE] = NULL;
    as_decref(t, s->set_loop);
    as_mem_free(&vm->mem, s, sizeof *s);
}
