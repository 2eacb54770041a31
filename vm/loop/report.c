/* What people read of the async core: repr of futures and tasks, names of callbacks, and the exception
 * handler's reports. */
#include "vm/loop/internal.h"

/* --- short reprs, as reprlib cuts them --- */

enum { SHORT_STR = 30, SHORT_INT = 40, SHORT_OTHER = 30, SHORT_ITEMS = 6, SHORT_PAIRS = 4, SHORT_DEPTH = 6 };

static Value short_repr(Thread *t, Value v, int depth);

/* Cut the middle out of a text longer than `limit`. */
static Value cut(Thread *t, Value text, size_t limit) {
    Str *s = as_as_str(text);
    if (s->length <= limit) return as_incref(text);
    size_t head = (limit - 3) / 2, tail = limit - 3 - head;
    OWNED(a, as_str_slice(t, s, 0, head));
    OWNED(b, as_str_slice(t, s, s->length - tail, s->length));
    if (as_is_undef(a.v) || as_is_undef(b.v)) return AS_UNDEF;
    return as_str_format(t, "%S...%S", as_as_str(a.v), as_as_str(b.v));
}

/* Of a long str only the ends are looked at before quoting. */
static Value short_str(Thread *t, Value v) {
    Str *s = as_as_str(v);
    OWNED(head, as_str_slice(t, s, 0, s->length < SHORT_STR ? s->length : SHORT_STR));
    OWNED(text, as_is_undef(head.v) ? AS_UNDEF : as_repr(t, head.v));
    if (as_is_undef(text.v)) return AS_UNDEF;
    if (s->length <= SHORT_STR && as_as_str(text.v)->length <= SHORT_STR) return as_move(&text);
    size_t front = (SHORT_STR - 3) / 2, back = SHORT_STR - 3 - front;
    OWNED(a, as_str_slice(t, s, 0, front < s->length ? front : s->length));
    OWNED(b, as_str_slice(t, s, s->length > back ? s->length - back : 0, s->length));
    if (as_is_undef(a.v) || as_is_undef(b.v)) return AS_UNDEF;
    OWNED(both, as_str_concat(t, as_as_str(a.v), as_as_str(b.v)));
    OWNED(quoted, as_is_undef(both.v) ? AS_UNDEF : as_repr(t, both.v));
    if (as_is_undef(quoted.v)) return AS_UNDEF;
    Str *q = as_as_str(quoted.v);
    OWNED(x, as_str_slice(t, q, 0, front));
    OWNED(y, as_str_slice(t, q, q->length - back, q->length));
    if (as_is_undef(x.v) || as_is_undef(y.v)) return AS_UNDEF;
    return as_str_format(t, "%S...%S", as_as_str(x.v), as_as_str(y.v));
}

static bool add_short(Thread *t, StrBuilder *b, Value v, int depth) {
    OWNED(text, short_repr(t, v, depth));
    if (as_is_undef(text.v)) return false;
    as_sb_str(b, as_as_str(text.v));
    return true;
}

static Value short_items(Thread *t, Value v, const char *open, const char *close, int depth) {
    bool tuple = as_is_tuple(v);
    size_t count = tuple ? as_as_tuple(v)->count : as_as_list(v)->count;
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, open);
    if (depth <= 0 && count) as_sb_c(&b, "...");
    for (size_t i = 0; i < count && depth > 0; i++) {
        if (i) as_sb_c(&b, ", ");
        if (i == SHORT_ITEMS) {
            as_sb_c(&b, "...");
            break;
        }
        size_t now = tuple ? as_as_tuple(v)->count : as_as_list(v)->count;
        if (i >= now) break;
        OWNED(item, as_incref(tuple ? as_as_tuple(v)->items[i] : as_as_list(v)->items[i]));
        if (!add_short(t, &b, item.v, depth - 1)) return as_sb_drop(&b), AS_UNDEF;
    }
    if (tuple && count == 1 && depth > 0) as_sb_c(&b, ",");
    as_sb_c(&b, close);
    return as_sb_end(&b);
}

/* Dicts are shown in order of their keys where these can be sorted. */
static Value short_dict(Thread *t, Value v, int depth) {
    if (as_as_dict(v)->count == 0) return as_str_from(t, "{}");
    if (depth <= 0) return as_str_from(t, "{...}");
    OWNED(keys, as_list_from(t, v));
    if (as_is_undef(keys.v)) return AS_UNDEF;
    if (!as_list_sort(t, as_as_list(keys.v), AS_NONE, false)) as_clear_exc(t);
    List *list = as_as_list(keys.v);
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, "{");
    for (size_t i = 0; i < list->count; i++) {
        if (i) as_sb_c(&b, ", ");
        if (i == SHORT_PAIRS) {
            as_sb_c(&b, "...");
            break;
        }
        OWNED(value, as_getitem(t, v, list->items[i]));
        if (as_is_undef(value.v) || !add_short(t, &b, list->items[i], depth - 1)) return as_sb_drop(&b), AS_UNDEF;
        as_sb_c(&b, ": ");
        if (!add_short(t, &b, value.v, depth - 1)) return as_sb_drop(&b), AS_UNDEF;
    }
    as_sb_c(&b, "}");
    return as_sb_end(&b);
}

static Value short_repr(Thread *t, Value v, int depth) {
    if (!as_stack_ok(t, " while getting the repr of an object")) return AS_UNDEF;
    if (as_is_str(v)) return short_str(t, v);
    if (as_is_list(v)) return short_items(t, v, "[", "]", depth);
    if (as_is_tuple(v)) return short_items(t, v, "(", ")", depth);
    if (as_is_dict(v)) return short_dict(t, v, depth);
    OWNED(text, as_repr(t, v));
    if (as_is_undef(text.v)) {
        if (as_exc_leaves_loop(t, t->exc)) return AS_UNDEF;
        as_clear_exc(t);
        return as_str_format(t, "<%T instance at %p>", v, (void *)(uintptr_t)v.bits);
    }
    bool number = as_is_int(v) || as_is_exact(v, T_INT);
    return cut(t, text.v, number ? SHORT_INT : SHORT_OTHER);
}

/* --- callbacks --- */

static bool add_qualname(Thread *t, StrBuilder *b, Value fn) {
    Str *const names[] = {t->vm->names.__qualname__, t->vm->names.__name__};
    for (size_t i = 0; i < 2; i++) {
        OWNED(name, as_getattr_opt(t, fn, names[i]));
        if (as_is_undef(name.v)) return false;
        if (!as_is_str(name.v) || !as_as_str(name.v)->size) continue;
        as_sb_str(b, as_as_str(name.v));
        return true;
    }
    return as_sb_repr(b, fn);
}

/* " at FILE:LINE" of a script function, decorators looked through. */
static bool add_source(Thread *t, StrBuilder *b, Value fn) {
    OWNED(f, as_incref(fn));
    for (int i = 0; i < 100; i++) {
        Value inner = as_getattr_opt(t, f.v, t->vm->names.__wrapped__);
        if (as_is_undef(inner)) return false;
        if (as_same(inner, AS_MISSING)) break;
        as_decref(t, f.v);
        f.v = inner;
    }
    if (!as_is_exact(f.v, T_FUNCTION)) return true;
    Code *code = ((Function *)as_obj(f.v))->code;
    OWNED(text, as_str_format(t, " at %V:%u", code->filename, code->first_line));
    if (as_is_undef(text.v)) return false;
    as_sb_str(b, as_as_str(text.v));
    return true;
}

Value as_format_callback(Thread *t, Value fn, Value *args, int nargs) {
    StrBuilder b;
    as_sb_init(&b, t);
    bool ok = add_qualname(t, &b, fn);
    as_sb_c(&b, "(");
    for (int i = 0; i < nargs && ok; i++) {
        if (i) as_sb_c(&b, ", ");
        ok = add_short(t, &b, args[i], SHORT_DEPTH);
    }
    as_sb_c(&b, ")");
    ok = ok && add_source(t, &b, fn);
    if (!ok) return as_sb_drop(&b), AS_UNDEF;
    return as_sb_end(&b);
}

static bool add_waiter(Thread *t, StrBuilder *b, const Waiter *w) {
    switch ((enum WaiterKind)w->kind) {
    case WAITER_TASK: as_sb_c(b, "Task.task_wakeup()"); return true;
    case WAITER_GATHER: as_sb_c(b, "gather.<locals>._done_callback()"); return true;
    case WAITER_STOP: as_sb_c(b, "_run_until_complete_cb()"); return true;
    case WAITER_CALL: {
        OWNED(fn, as_incref(w->who));
        OWNED(text, as_format_callback(t, fn.v, NULL, 0));
        if (as_is_undef(text.v)) return false;
        as_sb_str(b, as_as_str(text.v));
        return true;
    }
    default: as_sb_c(b, "native callback"); return true;
    }
}

static bool add_waiters(Thread *t, StrBuilder *b, Future *f) {
    uint32_t n = as_future_waiters(f);
    if (!n) return true;
    Waiter first = as_future_waiter(f, 0), last = as_future_waiter(f, n - 1);
    OWNED(keep, as_is_obj(last.who) ? as_incref(last.who) : AS_UNDEF);
    (void)keep.v;
    as_sb_c(b, " cb=[");
    if (!add_waiter(t, b, &first)) return false;
    if (n > 2) {
        OWNED(more, as_str_format(t, ", <%u more>", n - 2));
        if (as_is_undef(more.v)) return false;
        as_sb_str(b, as_as_str(more.v));
    }
    if (n > 1) as_sb_c(b, ", ");
    if (n > 1 && !add_waiter(t, b, &last)) return false;
    as_sb_c(b, "]");
    return true;
}

/* --- futures and tasks --- */

static Value coroutine_text(Thread *t, Value coro) {
    bool frame = as_is_coroutine(coro) || as_is_exact(coro, T_GENERATOR);
    if (!frame) {
        OWNED(name, as_getattr_opt(t, coro, t->vm->names.__qualname__));
        if (as_is_undef(name.v)) return AS_UNDEF;
        if (as_is_str(name.v)) return as_str_format(t, "%V()", name.v);
        return as_str_format(t, "<%T without __name__>()", coro);
    }
    Coroutine *c = as_as_coro(coro);
    Code *code = c->frame.code;
    Value name = as_coro_qualname(c);
    CoroState state = as_coro_state(c);
    if (state == CORO_CLOSED)
        return as_str_format(t, "%V() done, defined at %V:%u", name, code->filename, code->first_line);
    uint32_t line = state == CORO_CREATED ? code->first_line : as_frame_line(&c->frame);
    return as_str_format(t, "%V() running at %V:%u", name, code->filename, line);
}

/* A sleep is shown as the future that CPython's sleep() waits for. */
static bool add_waiting(Thread *t, StrBuilder *b, Value waiting) {
    as_sb_c(b, " wait_for=");
    if (!as_is_exact(waiting, T_SIMPLE_WAIT)) return as_sb_repr(b, waiting);
    SimpleWait *w = (SimpleWait *)as_obj(waiting);
    unsigned state = as_wait_state(w);
    if (state == WAIT_CANCELLED) as_sb_c(b, "<Future cancelled>");
    else if (state != WAIT_DUE) as_sb_c(b, "<Future pending cb=[Task.task_wakeup()]>");
    else {
        as_sb_c(b, "<Future finished result=");
        if (!add_short(t, b, as_have(w->result) ? w->result : AS_NONE, SHORT_DEPTH)) return false;
        as_sb_c(b, ">");
    }
    return true;
}

static bool add_task(Thread *t, StrBuilder *b, Task *task) {
    OWNED(name, as_task_name(t, task));
    if (as_is_undef(name.v)) return false;
    as_sb_c(b, " name=");
    if (!as_sb_repr(b, name.v)) return false;
    if (as_have(task->coro)) {
        OWNED(coro, as_incref(task->coro));
        OWNED(text, coroutine_text(t, coro.v));
        if (as_is_undef(text.v)) return false;
        as_sb_c(b, " coro=<");
        as_sb_str(b, as_as_str(text.v));
        as_sb_c(b, ">");
    }
    if (!as_have(task->waiting)) return true;
    OWNED(waiting, as_incref(task->waiting));
    return add_waiting(t, b, waiting.v);
}

static bool add_outcome(Thread *t, StrBuilder *b, Future *f) {
    if (f->state != FUTURE_FINISHED) return true;
    OWNED(result, as_incref(f->result));
    bool exc = (f->flags & FUTURE_EXC) != 0;
    as_sb_c(b, exc ? " exception=" : " result=");
    return exc ? as_sb_repr(b, result.v) : add_short(t, b, result.v, SHORT_DEPTH);
}

static bool add_future(Thread *t, StrBuilder *b, Value self) {
    Future *f = as_as_future(self);
    static const char *const states[] = {"pending", "cancelled", "finished"};
    bool task = as_is_task(t, self);
    as_sb_c(b, task && f->cancels && f->state == FUTURE_PENDING ? "cancelling" : states[f->state]);
    if (task && !add_task(t, b, (Task *)as_obj(self))) return false;
    return add_outcome(t, b, f) && add_waiters(t, b, f);
}

Value as_future_repr(Thread *t, Value self) {
    int shown = as_repr_enter(t, self);
    if (shown) return shown < 0 ? AS_UNDEF : as_str_from(t, "...");
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, "<");
    bool gather = as_is_exact(self, T_GATHERING_FUTURE);
    if (gather) as_sb_c(&b, "_GatheringFuture");
    else if (as_is_exact(self, T_FUTURE)) as_sb_c(&b, "Future");
    else as_sb_value(&b, as_type_of(t, self)->name);
    as_sb_c(&b, " ");
    bool ok = add_future(t, &b, self);
    as_repr_leave(t, self);
    as_sb_c(&b, ">");
    if (!ok) return as_sb_drop(&b), AS_UNDEF;
    return as_sb_end(&b);
}

/* --- the exception handler --- */

void as_stderr_write(Thread *t, Value text) {
    OWNED(stream, as_getattr_opt(t, t->vm->sys_module, t->vm->names.stderr));
    if (as_is_undef(stream.v) || as_is_none(stream.v)) {
        as_clear_exc(t);
        return;
    }
    if (as_same(stream.v, AS_MISSING)) {
        Str *s = as_as_str(text);
        t->vm->hooks.write(t->vm->hooks.write_ctx, 2, s->data, s->size);
        return;
    }
    OWNED(r, as_call_method(t, stream.v, t->vm->names.write, &text, 1));
    if (as_is_undef(r.v)) as_clear_exc(t);
}

static bool add_context_line(Thread *t, StrBuilder *b, Value key, Value value) {
    if (as_is_str(key) && (as_str_is(as_as_str(key), "message") || as_str_is(as_as_str(key), "exception")))
        return true;
    (void)t;
    as_sb_c(b, "\n");
    if (!as_sb_value(b, key)) return false;
    as_sb_c(b, ": ");
    return as_sb_repr(b, value);
}

static Value context_get(Thread *t, Value context, Str *key) {
    Value v = as_dict_get(t, as_as_dict(context), as_from_obj(key));
    return as_same(v, AS_MISSING) ? AS_NONE : as_incref(v);
}

/* The lines of a report: message, the other keys in order, the traceback. */
static bool add_report(Thread *t, StrBuilder *b, Value context) {
    OWNED(message, context_get(t, context, t->vm->names.message));
    OWNED(exc, context_get(t, context, t->vm->names.exception));
    OWNED(keys, as_list_from(t, context));
    if (as_is_undef(message.v) || as_is_undef(exc.v) || as_is_undef(keys.v)) return false;
    int has = as_truth(t, message.v);
    if (has < 0 || !as_list_sort(t, as_as_list(keys.v), AS_NONE, false)) return false;
    if (!has) as_sb_c(b, "Unhandled exception in event loop");
    else if (!as_sb_value(b, message.v)) return false;
    List *list = as_as_list(keys.v);
    for (size_t i = 0; i < list->count; i++) {
        OWNED(value, as_getitem(t, context, list->items[i]));
        if (as_is_undef(value.v) || !add_context_line(t, b, list->items[i], value.v)) return false;
    }
    as_sb_c(b, "\n");
    if (as_is_none(exc.v)) return true;
    OWNED(text, as_format_exception(t, exc.v));
    if (as_is_undef(text.v)) return false;
    as_sb_str(b, as_as_str(text.v));
    return true;
}

bool as_default_handler(Thread *t, Loop *l, Value context) {
    (void)l;
    if (!as_is_dict(context))
        return as_fail(t, T_TYPE_ERROR, "context must be a dict, not %T", context);
    StrBuilder b;
    as_sb_init(&b, t);
    if (!add_report(t, &b, context)) return as_sb_drop(&b), false;
    OWNED(text, as_sb_end(&b));
    if (as_is_undef(text.v)) return false;
    as_stderr_write(t, text.v);
    return true;
}

/* A failure while reporting: said in one line, and forgotten. */
static bool note_failure(Thread *t, const char *what) {
    if (as_exc_leaves_loop(t, t->exc)) return false;
    OWNED(exc, as_take_exc(t));
    OWNED(trace, as_format_exception(t, exc.v));
    OWNED(text, as_is_undef(trace.v) ? AS_UNDEF : as_str_format(t, "%s\n%V", what, trace.v));
    if (as_is_undef(text.v)) as_clear_exc(t);
    else as_stderr_write(t, text.v);
    return true;
}

static bool handler_raised(Thread *t, Loop *l, Value context) {
    if (as_exc_leaves_loop(t, t->exc)) return false;
    OWNED(exc, as_take_exc(t));
    Dict *d = as_dict_new(t);
    if (!d) return note_failure(t, "Exception in default exception handler");
    OWNED(about, as_from_obj(d));
    OWNED(message, as_str_from(t, "Unhandled error in exception handler"));
    bool ok = !as_is_undef(message.v) && as_dict_set_str(t, d, t->vm->names.message, message.v) &&
              as_dict_set_str(t, d, t->vm->names.exception, exc.v) &&
              as_dict_set_str(t, d, t->vm->names.context, context) && as_default_handler(t, l, about.v);
    return ok || note_failure(t, "Exception in default exception handler while handling an unexpected error "
                                 "in custom exception handler");
}

bool as_call_handler(Thread *t, Loop *l, Value context) {
    if (!as_have(l->handler))
        return as_default_handler(t, l, context) || note_failure(t, "Exception in default exception handler");
    OWNED(handler, as_incref(l->handler));
    OWNED(r, as_call2(t, handler.v, as_from_obj(l), context));
    return !as_is_undef(r.v) || handler_raised(t, l, context);
}

bool as_report(Thread *t, Loop *l, Value message, int n, const char *const *keys, const Value *values) {
    OWNED(text, message);
    Dict *d = as_dict_new(t);
    if (!d) return false;
    OWNED(context, as_from_obj(d));
    if (!as_dict_set_str(t, d, t->vm->names.message, text.v)) return false;
    for (int i = 0; i < n; i++)
        if (!as_is_undef(values[i]) && !as_dict_set_c(t, d, keys[i], values[i])) return false;
    return as_call_handler(t, l, context.v);
}

/* --- deadlock --- */

static bool of_library(Coroutine *c) {
    return strncmp(as_as_str(c->frame.code->filename)->data, "<frozen ", 8) == 0;
}

/* Where a coroutine stands: the innermost one it awaits that is not the library's. */
static Value place_of(Thread *t, Value coro) {
    if (!as_is_coroutine(coro)) return coroutine_text(t, coro);
    Coroutine *c = as_as_coro(coro);
    for (Coroutine *inner = c;;) {
        Value next = as_coro_awaiting(inner);
        if (!as_have(next) || !as_is_coroutine(next)) break;
        inner = as_as_coro(next);
        if (!of_library(inner)) c = inner;
    }
    Code *code = c->frame.code;
    uint32_t line = as_coro_state(c) == CORO_SUSPENDED ? as_frame_line(&c->frame) : code->first_line;
    return as_str_format(t, "%V:%u, in %V", code->filename, line, as_coro_qualname(c));
}

static bool add_stuck(Thread *t, StrBuilder *b, Task *task) {
    OWNED(name, as_task_name(t, task));
    OWNED(place, place_of(t, task->coro));
    if (as_is_undef(name.v) || as_is_undef(place.v)) return false;
    as_sb_c(b, "  ");
    as_sb_str(b, as_as_str(name.v));
    as_sb_c(b, " (");
    as_sb_str(b, as_as_str(place.v));
    as_sb_c(b, ") waits for ");
    if (as_have(task->waiting) ? !as_sb_repr(b, task->waiting) : (as_sb_c(b, "nothing"), false)) return false;
    as_sb_c(b, "\n");
    return true;
}

void as_report_deadlock(Thread *t, Loop *l) {
    enum { SHOWN = 20 };
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, "Deadlock: the program waits, and nothing is left that could wake it:\n");
    int n = 0;
    bool ok = true;
    for (Task *task = l->tasks; task && ok && n < SHOWN; task = task->next, n++) ok = add_stuck(t, &b, task);
    if (n == SHOWN) as_sb_c(&b, "  ...\n");
    OWNED(text, as_sb_end(&b));
    if (ok && !as_is_undef(text.v)) as_stderr_write(t, text.v);
    as_clear_exc(t);
}
