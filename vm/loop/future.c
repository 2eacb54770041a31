/* Future: a result that comes later, and who waits for it.
 *
 * Nearly every future has one waiter, a task or a gather(), so that one is kept in the `waiters` word
 * itself; only a second one, or a script's callback, makes a list. Being done puts each waiter into the
 * loop's ready queue in order of adding: nothing runs inside set_result. */
#include "vm/loop/internal.h"

bool as_is_future(Thread *t, Value v) {
    if (!as_is_obj(v)) return false;
    uint32_t shape = as_obj(v)->shape;
    if (shape == T_TASK || shape == T_FUTURE || shape == T_GATHERING_FUTURE) return true;
    return as_is_instance_of(t, v, T_FUTURE);
}

bool as_exc_leaves_loop(Thread *t, Value exc) {
    return as_is_instance_of(t, exc, T_SYSTEM_EXIT) || as_is_instance_of(t, exc, T_KEYBOARD_INTERRUPT);
}

static void *waiters_ptr(const Future *f) { return (void *)(uintptr_t)(f->waiters & ~(uint64_t)WAITERS_TAG); }

bool as_future_init(Thread *t, Future *f, Loop *l) {
    Loop *old = f->loop;
    as_incref_obj(l);
    f->loop = l;
    if (old) as_decref_obj(t, old);
    f->result = AS_UNDEF;
    f->state = FUTURE_PENDING;
    f->flags = 0;
    return true;
}

Value as_future_new(Thread *t, Value loop) {
    Loop *l = as_is_undef(loop) ? as_running_loop(t) : (Loop *)as_obj(loop);
    if (!l) return AS_UNDEF;
    Future *f = as_new(t, T_FUTURE, sizeof *f, true);
    if (!f) return AS_UNDEF;
    as_future_init(t, f, l);
    return as_from_obj(f);
}

static bool check_made(Thread *t, Future *f) {
    return f->loop ? true : as_fail(t, T_RUNTIME_ERROR, "%s object is not initialized.",
                                    as_is_task(t, as_from_obj(f)) ? "Task" : "Future");
}

/* --- waiters --- */

static void release_waiter(Thread *t, Waiter *w) {
    if (w->kind != WAITER_C) as_decref(t, w->who);
    if (as_have(w->context)) as_decref(t, w->context);
}

static void free_list(Thread *t, WaiterList *list) {
    as_mem_free(&t->vm->mem, list, sizeof *list + list->size * sizeof(Waiter));
}

/* The waiters as a list with room for one more; NULL with MemoryError. */
static WaiterList *make_list(Thread *t, Future *f) {
    unsigned tag = f->waiters & WAITERS_TAG;
    WaiterList *old = tag == WAITERS_LIST ? waiters_ptr(f) : NULL;
    if (old && old->count < old->size) return old;
    uint32_t size = old ? old->size * 2 : 2;
    WaiterList *list = as_mem_alloc(&t->vm->mem, sizeof *list + size * sizeof(Waiter));
    if (!list) return as_raise_memory(t), NULL;
    list->size = size;
    list->count = 0;
    if (old) {
        memcpy(list->items, old->items, old->count * sizeof(Waiter));
        list->count = old->count;
        free_list(t, old);
    } else if (f->waiters) {
        uint8_t kind = tag == WAITERS_INLINE_TASK ? WAITER_TASK : WAITER_GATHER;
        list->items[list->count++] = (Waiter){kind, as_from_obj(waiters_ptr(f)), AS_UNDEF};
    }
    f->waiters = (uint64_t)(uintptr_t)list | WAITERS_LIST;
    return list;
}

static size_t words_of(unsigned kind) {
    return kind == WAITER_CALL || kind == WAITER_C ? 3 : kind == WAITER_GATHER ? 2 : 1;
}

static void put_waiter(Loop *l, Future *f, Waiter *w) { /* moves w's references in; room is reserved */
    switch ((enum WaiterKind)w->kind) {
    case WAITER_TASK: as_ready_put(l, READY_WAKEUP, as_obj(w->who)); break;
    case WAITER_GATHER:
        as_incref_obj(f);
        as_ready_put2(l, READY_GATHER, as_obj(w->who), as_from_obj(f));
        break;
    case WAITER_STOP:
        as_incref_obj(f);
        as_ready_put(l, READY_STOP, f);
        break;
    case WAITER_CALL:
    case WAITER_C:
        as_incref_obj(f);
        as_ready_put3(l, READY_CALLBACK, f, w->who, as_have(w->context) ? w->context : AS_UNDEF);
        break;
    case WAITER_NONE: break;
    }
}

bool as_future_add_waiter(Thread *t, Future *f, enum WaiterKind kind, Value who, Value context) {
    Waiter w = {(uint8_t)kind, who, context};
    if (f->state != FUTURE_PENDING) {
        if (!as_ready_reserve(t, f->loop, words_of(kind))) return false;
        as_incref(who);
        as_incref(context);
        put_waiter(f->loop, f, &w);
        return true;
    }
    bool inline_kind = kind == WAITER_TASK || kind == WAITER_GATHER;
    if (!f->waiters && inline_kind) {
        as_incref(who);
        f->waiters = who.bits | (kind == WAITER_TASK ? WAITERS_INLINE_TASK : WAITERS_INLINE_GATHER);
        return true;
    }
    WaiterList *list = make_list(t, f);
    if (!list) return false;
    as_incref(who);
    as_incref(context);
    list->items[list->count++] = w;
    return true;
}

/* Put all waiters into the ready queue. Room was reserved. */
static void schedule_waiters(Thread *t, Future *f) {
    uint64_t word = f->waiters;
    void *p = waiters_ptr(f);
    f->waiters = 0;
    if ((word & WAITERS_TAG) != WAITERS_LIST) {
        uint8_t kind = (word & WAITERS_TAG) == WAITERS_INLINE_TASK ? WAITER_TASK : WAITER_GATHER;
        Waiter w = {kind, as_from_obj(p), AS_UNDEF};
        put_waiter(f->loop, f, &w);
        return;
    }
    WaiterList *list = p;
    for (uint32_t i = 0; i < list->count; i++) put_waiter(f->loop, f, &list->items[i]);
    free_list(t, list);
}

static size_t words_for_waiters(const Future *f) {
    if (!f->waiters) return 0;
    if ((f->waiters & WAITERS_TAG) != WAITERS_LIST) return 2;
    return 3 * (size_t)((WaiterList *)waiters_ptr(f))->count;
}

bool as_future_finish(Thread *t, Future *f, enum FutureState state, Value result, unsigned flags) {
    size_t words = words_for_waiters(f);
    if (words && !as_ready_reserve(t, f->loop, words)) {
        as_decref(t, result);
        return false;
    }
    f->state = (uint8_t)state;
    f->flags = (uint16_t)(f->flags | flags);
    Value old = f->result;
    f->result = result;
    if (as_have(old)) as_decref(t, old);
    if (f->waiters) schedule_waiters(t, f);
    return true;
}

size_t as_future_remove_stop(Thread *t, Future *f) {
    (void)t;
    if ((f->waiters & WAITERS_TAG) != WAITERS_LIST) return 0;
    WaiterList *list = waiters_ptr(f);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].kind != WAITER_STOP) list->items[kept++] = list->items[i];
    size_t removed = list->count - kept;
    list->count = kept;
    return removed;
}

uint32_t as_future_waiters(const Future *f) {
    if (!f->waiters) return 0;
    return (f->waiters & WAITERS_TAG) == WAITERS_LIST ? ((WaiterList *)waiters_ptr(f))->count : 1;
}

Waiter as_future_waiter(const Future *f, uint32_t i) {
    if ((f->waiters & WAITERS_TAG) == WAITERS_LIST) return ((WaiterList *)waiters_ptr(f))->items[i];
    bool task = (f->waiters & WAITERS_TAG) == WAITERS_INLINE_TASK;
    return (Waiter){task ? WAITER_TASK : WAITER_GATHER, as_from_obj(waiters_ptr(f)), AS_UNDEF};
}

/* --- operations --- */

static Value invalid_state(Thread *t, const char *text) {
    return as_raise(t, T_INVALID_STATE_ERROR, "%s", text);
}

Value as_future_message(const Future *f) {
    bool has = f->state == FUTURE_PENDING || (f->state == FUTURE_CANCELLED && (f->flags & FUTURE_MSG));
    return has && as_have(f->result) ? f->result : AS_UNDEF;
}

Value as_future_take_cancelled(Thread *t, Future *f) {
    if (f->state == FUTURE_CANCELLED && !(f->flags & FUTURE_MSG) && as_have(f->result)) {
        Value exc = f->result;
        f->result = AS_UNDEF;
        return exc;
    }
    OWNED(msg, as_incref(as_future_message(f)));
    return as_exc_new(t, T_CANCELLED_ERROR, &msg.v, as_absent(msg.v) ? 0 : 1);
}

static Value raise_cancelled(Thread *t, Future *f) {
    Value exc = as_future_take_cancelled(t, f);
    return as_is_undef(exc) ? AS_UNDEF : as_raise_value(t, exc);
}

bool as_future_mark_retrieved(Future *f) {
    f->flags &= (uint16_t)~FUTURE_LOG;
    return true;
}

Value as_future_get_result(Thread *t, Future *f) {
    if (f->state == FUTURE_PENDING) return invalid_state(t, "Result is not set.");
    if (f->state == FUTURE_CANCELLED) return raise_cancelled(t, f);
    as_future_mark_retrieved(f);
    as_incref(f->result);
    return f->flags & FUTURE_EXC ? as_raise_value(t, f->result) : f->result;
}

bool as_future_is_done(Value future) { return as_as_future(future)->state != FUTURE_PENDING; }
Value as_future_result(Thread *t, Value future) { return as_future_get_result(t, as_as_future(future)); }

bool as_future_set_result(Thread *t, Value future, Value value) {
    Future *f = as_as_future(future);
    if (!check_made(t, f)) return false;
    if (f->state != FUTURE_PENDING) return invalid_state(t, "invalid state"), false;
    return as_future_finish(t, f, FUTURE_FINISHED, as_incref(value), 0);
}

/* The exception instance for set_exception(exc): owned. */
static Value exception_of(Thread *t, Value exc) {
    OWNED(e, as_incref(exc));
    if (as_is_type(t, exc) && as_is_subtype(as_as_type(exc), as_builtin(t, T_BASE_EXCEPTION))) {
        as_decref(t, e.v);
        e.v = as_call0(t, exc);
        if (as_is_undef(e.v)) return AS_UNDEF;
    }
    if (!as_is_instance_of(t, e.v, T_BASE_EXCEPTION))
        return as_raise(t, T_TYPE_ERROR, "invalid exception object");
    if (as_is_instance_of(t, e.v, T_STOP_ITERATION))
        return as_raise(t, T_TYPE_ERROR,
                        "StopIteration interacts badly with generators and cannot be raised into a Future");
    return as_move(&e);
}

bool as_future_set_exception(Thread *t, Value future, Value exc) {
    Future *f = as_as_future(future);
    if (!check_made(t, f)) return false;
    if (f->state != FUTURE_PENDING) return invalid_state(t, "invalid state"), false;
    Value e = exception_of(t, exc);
    return !as_is_undef(e) && as_future_finish(t, f, FUTURE_FINISHED, e, FUTURE_EXC | FUTURE_LOG);
}

int as_future_cancel(Thread *t, Future *f, Value msg) {
    as_future_mark_retrieved(f);
    if (f->state != FUTURE_PENDING) return 0;
    return as_future_finish(t, f, FUTURE_CANCELLED, as_incref(msg), FUTURE_MSG) ? 1 : -1;
}

int as_any_cancel(Thread *t, Value future, Value msg) {
    if (as_is_exact(future, T_TASK)) return as_task_cancel(t, (Task *)as_obj(future), msg);
    if (as_is_exact(future, T_FUTURE)) return as_future_cancel(t, as_as_future(future), msg);
    if (as_is_exact(future, T_GATHERING_FUTURE)) return as_gather_cancel(t, (Gather *)as_obj(future), msg);
    if (as_is_exact(future, T_SIMPLE_WAIT)) return as_sleep_cancel(t, (SimpleWait *)as_obj(future), msg);
    OWNED(method, as_getattr(t, future, t->vm->names.cancel));
    if (as_is_undef(method.v)) return -1;
    OWNED(names, as_tuple_pack(t, 1, as_from_obj(t->vm->names.msg)));
    if (as_is_undef(names.v)) return -1;
    bool with = !as_absent(msg);
    OWNED(r, as_call(t, method.v, &msg, with ? 1 : 0, with ? names.v : AS_UNDEF));
    return as_is_undef(r.v) ? -1 : as_truth(t, r.v);
}

/* --- memory --- */

void as_future_visit_base(Future *f, VisitFn visit, void *arg) {
    AS_VISIT_OBJ(f->loop);
    AS_VISIT(f->result);
    if ((f->waiters & WAITERS_TAG) != WAITERS_LIST) {
        AS_VISIT_OBJ(waiters_ptr(f));
        return;
    }
    WaiterList *list = waiters_ptr(f);
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != WAITER_C) AS_VISIT(list->items[i].who);
        AS_VISIT(list->items[i].context);
    }
}

static void drop_waiters(Thread *t, Future *f) {
    uint64_t word = f->waiters;
    void *p = waiters_ptr(f);
    f->waiters = 0;
    if (!word) return;
    if ((word & WAITERS_TAG) != WAITERS_LIST) {
        as_decref_obj(t, p);
        return;
    }
    WaiterList *list = p;
    for (uint32_t i = 0; i < list->count; i++) release_waiter(t, &list->items[i]);
    free_list(t, list);
}

/* Heirs made by class statements keep their __dict__ behind the C struct. */
static Value *heir_dict(VM *vm, Obj *self) {
    Type *type = vm->shapes[self->shape].type;
    bool has = type->dict_offset && type->dict_offset != AS_DICT_AT_END;
    return has ? (Value *)(void *)((char *)self + type->dict_offset) : NULL;
}

void as_future_clear_base(Thread *t, Future *f) {
    drop_waiters(t, f);
    as_assign(t, &f->result, AS_UNDEF);
    Loop *l = f->loop;
    f->loop = NULL;
    if (l) as_decref_obj(t, l);
    Value *dict = heir_dict(t->vm, &f->obj);
    if (dict) as_assign(t, dict, (Value){0});
}

/* The exception was never looked at: tell the loop's handler. */
void as_future_finalize(Thread *t, Obj *self) {
    Future *f = (Future *)self;
    if (!(f->flags & FUTURE_LOG) || !f->loop || t->vm->closing) return;
    as_future_mark_retrieved(f);
    OWNED(pending, as_take_exc(t));
    static const char *const keys[] = {"exception", "future"};
    Value values[] = {f->result, as_from_obj(f)};
    Type *type = as_type_of(t, as_from_obj(f));
    Value text = as_str_format(t, "%V exception was never retrieved", type->name);
    if (as_is_undef(text) || !as_report(t, f->loop, text, 2, keys, values)) as_unraisable(t, "Future", AS_NONE);
    as_restore_exc(t, as_move(&pending));
}

static void future_dealloc(Thread *t, Obj *self) {
    Type *type = as_type_of(t, as_from_obj(self));
    as_future_clear_base(t, (Future *)self);
    as_free_obj(t, self, type->size ? type->size : sizeof(Future));
}

static void future_traverse(Obj *self, VisitFn visit, void *arg) {
    as_future_visit_base((Future *)self, visit, arg);
}

static void future_clear(Thread *t, Obj *self) {
    as_future_clear_base(t, (Future *)self);
}

/* --- natives --- */

static Value future_new_slot(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    Future *f = as_new_of(t, type, sizeof *f);
    if (!f) return AS_UNDEF;
    f->result = AS_UNDEF;
    return as_from_obj(f);
}

static bool future_init_slot(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value loop;
    if (!as_bind(t, "Future", "*, loop=None", args, nargs, kwnames, &loop, 1)) return false;
    OWNED(l, as_absent(loop) ? as_current_loop(t) : as_incref(loop));
    if (as_is_undef(l.v)) return false;
    Loop *lp = as_as_loop(t, l.v);
    Future *f = as_as_future(self);
    if (!lp) return false;
    as_future_clear_base(t, f);
    return as_future_init(t, f, lp);
}

static Value future_result(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    return check_made(t, f) ? as_future_get_result(t, f) : AS_UNDEF;
}

static Value future_exception(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    if (!check_made(t, f)) return AS_UNDEF;
    if (f->state == FUTURE_PENDING) return invalid_state(t, "Exception is not set.");
    if (f->state == FUTURE_CANCELLED) return raise_cancelled(t, f);
    as_future_mark_retrieved(f);
    return f->flags & FUTURE_EXC ? as_incref(f->result) : AS_NONE;
}

static Value future_set_result(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_future_set_result(t, args[0], args[1]) ? AS_NONE : AS_UNDEF;
}

static Value future_set_exception(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_future_set_exception(t, args[0], args[1]) ? AS_NONE : AS_UNDEF;
}

static Value future_cancel(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    if (!check_made(t, f)) return AS_UNDEF;
    int r = as_future_cancel(t, f, as_is_none(args[1]) ? AS_UNDEF : args[1]);
    return r < 0 ? AS_UNDEF : as_bool(r);
}

static Value future_cancelled(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(as_as_future(args[0])->state == FUTURE_CANCELLED);
}

static Value future_done(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(as_as_future(args[0])->state != FUTURE_PENDING);
}

static Value future_add_done_callback(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    if (!check_made(t, f)) return AS_UNDEF;
    if (!as_absent(args[2]) && !as_is_exact(args[2], T_CONTEXT))
        return as_raise(t, T_TYPE_ERROR, "context must be a Context, not %T", args[2]);
    OWNED(context, as_absent(args[2]) ? as_context_snapshot(t) : as_incref(args[2]));
    return as_future_add_waiter(t, f, WAITER_CALL, args[1], context.v) ? AS_NONE : AS_UNDEF;
}

/* Comparing may run code that changes the list, so it is looked at afresh each time. */
static Value future_remove_done_callback(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    int64_t removed = 0;
    for (uint32_t i = 0; (f->waiters & WAITERS_TAG) == WAITERS_LIST;) {
        WaiterList *list = waiters_ptr(f);
        if (i >= list->count) break;
        if (list->items[i].kind != WAITER_CALL) {
            i++;
            continue;
        }
        OWNED(who, as_incref(list->items[i].who));
        int same = as_equal(t, who.v, args[1]);
        if (same < 0) return AS_UNDEF;
        if ((f->waiters & WAITERS_TAG) != WAITERS_LIST) break;
        list = waiters_ptr(f);
        if (!same || i >= list->count || !as_same(list->items[i].who, who.v)) {
            i++;
            continue;
        }
        Waiter gone = list->items[i];
        memmove(&list->items[i], &list->items[i + 1], (list->count - i - 1) * sizeof gone);
        list->count--;
        removed++;
        release_waiter(t, &gone);
    }
    return as_int(removed);
}

static Value future_get_loop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    return check_made(t, f) ? as_incref(as_from_obj(f->loop)) : AS_UNDEF;
}

static Value future_make_cancelled(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_future_take_cancelled(t, as_as_future(args[0]));
}

static Value future_state(Thread *t, Value *args, int nargs) {
    (void)nargs;
    static const char *const names[] = {"PENDING", "CANCELLED", "FINISHED"};
    return as_str_from(t, names[as_as_future(args[0])->state]);
}

static Value future_peek_exception(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Future *f = as_as_future(args[0]);
    return f->flags & FUTURE_EXC ? as_incref(f->result) : AS_NONE;
}

static Value future_peek_result(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Future *f = as_as_future(args[0]);
    bool has = f->state == FUTURE_FINISHED && !(f->flags & FUTURE_EXC);
    return has ? as_incref(f->result) : AS_NONE;
}

static Value future_blocking(Thread *t, Value *args, int nargs) {
    Future *f = as_as_future(args[0]);
    if (nargs < 2) return as_bool(f->flags & FUTURE_BLOCKING);
    int on = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (on < 0) return AS_UNDEF;
    f->flags = (uint16_t)(on ? f->flags | FUTURE_BLOCKING : f->flags & ~FUTURE_BLOCKING);
    return AS_NONE;
}

static Value future_log_traceback(Thread *t, Value *args, int nargs) {
    Future *f = as_as_future(args[0]);
    if (nargs < 2) return as_bool(f->flags & FUTURE_LOG);
    int on = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (on < 0) return AS_UNDEF;
    if (on) return as_raise(t, T_VALUE_ERROR, "_log_traceback can only be set to False");
    as_future_mark_retrieved(f);
    return AS_NONE;
}

static Value future_cancel_message(Thread *t, Value *args, int nargs) {
    Future *f = as_as_future(args[0]);
    if (nargs < 2) {
        Value msg = as_future_message(f);
        return as_is_undef(msg) ? AS_NONE : as_incref(msg);
    }
    if (f->state == FUTURE_PENDING || (f->flags & FUTURE_MSG)) as_assign(t, &f->result, as_incref(args[1]));
    return AS_NONE;
}

static Value callback_item(Thread *t, const Waiter *w) {
    OWNED(fn, w->kind == WAITER_CALL ? as_incref(w->who) : as_repr(t, w->who));
    if (as_is_undef(fn.v)) return AS_UNDEF;
    return as_tuple_pack(t, 2, fn.v, as_have(w->context) ? w->context : AS_NONE);
}

static Value future_callbacks(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Future *f = as_as_future(args[0]);
    if (!f->waiters) return AS_NONE;
    OWNED(out, as_list_new(t, 2));
    if (as_is_undef(out.v)) return AS_UNDEF;
    WaiterList *list = make_list(t, f);
    if (!list) return AS_UNDEF;
    for (uint32_t i = 0; i < list->count; i++) {
        Value item = callback_item(t, &list->items[i]);
        if (as_is_undef(item) || !as_list_append_take(t, as_as_list(out.v), item)) return AS_UNDEF;
    }
    return as_move(&out);
}

static Value class_getitem(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(args[0]);
}

/* --- awaiting --- */

static Value future_await_slot(Thread *t, Value self) {
    if (!check_made(t, as_as_future(self))) return AS_UNDEF;
    FutureIter *it = as_new(t, T_FUTURE_ITER, sizeof *it, true);
    if (!it) return AS_UNDEF;
    as_incref(self);
    it->future = as_as_future(self);
    return as_from_obj(it);
}

static Value future_await(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return future_await_slot(t, args[0]);
}

static Value iter_send(Thread *t, Value self, Value sent, bool *done) {
    (void)sent;
    FutureIter *it = (FutureIter *)as_obj(self);
    Future *f = it->future;
    *done = true;
    if (!f) return AS_NONE;
    if (f->state == FUTURE_PENDING) {
        if (f->flags & FUTURE_BLOCKING)
            return as_raise(t, T_RUNTIME_ERROR, "await wasn't used with future");
        f->flags |= FUTURE_BLOCKING;
        *done = false;
        return as_incref(as_from_obj(f));
    }
    it->future = NULL;
    Value r = as_future_get_result(t, f);
    as_decref_obj(t, f);
    return r;
}

static Value iter_next(Thread *t, Value self) {
    bool done;
    OWNED(v, iter_send(t, self, AS_NONE, &done));
    if (!done) return as_move(&v);
    if (!as_is_undef(v.v) && !as_is_none(v.v)) as_raise_stop_iteration(t, v.v);
    return AS_UNDEF;
}

static void iter_drop(Thread *t, FutureIter *it) {
    Future *f = it->future;
    it->future = NULL;
    if (f) as_decref_obj(t, f);
}

static Value iter_send_method(Thread *t, Value *args, int nargs) {
    (void)nargs;
    bool done;
    OWNED(v, iter_send(t, args[0], args[1], &done));
    if (as_is_undef(v.v) || !done) return as_move(&v);
    return as_raise_stop_iteration(t, v.v);
}

static Value iter_throw(Thread *t, Value *args, int nargs) {
    (void)nargs;
    iter_drop(t, (FutureIter *)as_obj(args[0]));
    Value exc = !as_absent(args[2]) ? args[2] : args[1];
    if (as_is_type(t, exc)) {
        Value made = as_call0(t, exc);
        return as_is_undef(made) ? AS_UNDEF : as_raise_value(t, made);
    }
    if (!as_is_instance_of(t, exc, T_BASE_EXCEPTION))
        return as_raise(t, T_TYPE_ERROR,
                        "exceptions must be classes deriving BaseException or instances of such a class");
    return as_raise_value(t, as_incref(exc));
}

static Value iter_close(Thread *t, Value *args, int nargs) {
    (void)nargs;
    iter_drop(t, (FutureIter *)as_obj(args[0]));
    return AS_NONE;
}

static void iter_dealloc(Thread *t, Obj *self) {
    iter_drop(t, (FutureIter *)self);
    as_free_obj(t, self, sizeof(FutureIter));
}
static void iter_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT_OBJ(((FutureIter *)self)->future);
}
static void iter_clear(Thread *t, Obj *self) { iter_drop(t, (FutureIter *)self); }
static Value iter_self(Thread *t, Value self) { (void)t; return as_incref(self); }

static const NativeDef iter_methods[] = {
    {"send", "self, value, /", iter_send_method, "Go on, giving the awaiting code a value.", 0},
    {"throw", "self, type, value=None, traceback=None, /", iter_throw, "Raise in the awaiting code.", 0},
    {"close", "self, /", iter_close, "Give the wait up.", 0},
    {0},
};
const TypeDef as_def_FUTURE_ITER = {
    .id = T_FUTURE_ITER,
    .slots = {.dealloc = iter_dealloc, .traverse = iter_traverse, .clear = iter_clear,
              .iter = iter_self, .next = iter_next, .send = iter_send},
    .methods = iter_methods,
    .doc = "What awaiting a future iterates over.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW | TYPE_FINAL,
    .size = sizeof(FutureIter),
};

/* --- C callbacks --- */

/* A done callback in C is carried as two ints, so that the queue has nothing to own. */
bool as_future_on_done(Thread *t, Value future, FutureDoneFn fn, void *ctx) {
    Value who = as_int((int64_t)(uintptr_t)fn), context = as_int((int64_t)(uintptr_t)ctx);
    return as_future_add_waiter(t, as_as_future(future), WAITER_C, who, context);
}

static const NativeDef future_methods[] = {
    {"result", "self, /", future_result, "The result, or raise the exception.", 0},
    {"exception", "self, /", future_exception, "The exception that was set, or None.", 0},
    {"set_result", "self, result, /", future_set_result, "Mark as done with a result.", 0},
    {"set_exception", "self, exception, /", future_set_exception, "Mark as done with an exception.", 0},
    {"add_done_callback", "self, fn, /, *, context=None", future_add_done_callback,
     "Call fn(self) by way of the loop once done.", 0},
    {"remove_done_callback", "self, fn, /", future_remove_done_callback,
     "Take all callbacks equal to fn back; their number.", 0},
    {"cancel", "self, /, msg=None", future_cancel, "Cancel, and schedule the callbacks.", 0},
    {"cancelled", "self, /", future_cancelled, "Whether it was cancelled.", 0},
    {"done", "self, /", future_done, "Whether a result, an exception or a cancellation is there.", 0},
    {"get_loop", "self, /", future_get_loop, "The loop it belongs to.", 0},
    {"__await__", "self, /", future_await, "An iterator to wait with.", 0},
    {"__iter__", "self, /", future_await, "An iterator to wait with.", 0},
    {"__class_getitem__", "cls, item, /", class_getitem, "The class, for annotations.", NATIVE_CLASS},
    {"_make_cancelled_error", "self, /", future_make_cancelled, "The CancelledError to raise.", 0},
    {"_state", "self", future_state, "PENDING, CANCELLED or FINISHED.", NATIVE_GETTER},
    {"_loop", "self", future_get_loop, "The loop.", NATIVE_GETTER},
    {"_exception", "self", future_peek_exception, "The exception, unretrieved.", NATIVE_GETTER},
    {"_result", "self", future_peek_result, "The result.", NATIVE_GETTER},
    {"_callbacks", "self", future_callbacks, "The callbacks.", NATIVE_GETTER},
    {"_cancel_message", "self", future_cancel_message, "Message of cancel().",
     NATIVE_GETTER | NATIVE_SETTER},
    {"_log_traceback", "self", future_log_traceback, "Whether the exception is yet to be seen.",
     NATIVE_GETTER | NATIVE_SETTER},
    {"_asyncio_future_blocking", "self", future_blocking, "Set while it is handed to a task.",
     NATIVE_GETTER | NATIVE_SETTER},
    {0},
};
const TypeDef as_def_FUTURE = {
    .id = T_FUTURE,
    .slots = {.dealloc = future_dealloc, .traverse = future_traverse, .clear = future_clear,
              .finalize = as_future_finalize, .repr = as_future_repr, .new_ = future_new_slot,
              .init = future_init_slot, .await = future_await_slot, .iter = future_await_slot},
    .methods = future_methods,
    .doc = "A result that comes later.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Future),
};
