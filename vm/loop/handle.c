/* Handle and TimerHandle: what call_soon and call_later return. Steps of tasks need none. */
#include "vm/loop/internal.h"

Value as_handle_new(Thread *t, Loop *l, TypeId type, Value callback, const Value *args, int nargs,
                    Value context) {
    if (!as_absent(context) && !as_is_exact(context, T_CONTEXT))
        return as_raise(t, T_TYPE_ERROR, "context must be a Context, not %T", context);
    OWNED(tuple, as_tuple_new(t, args, (size_t)nargs));
    if (as_is_undef(tuple.v)) return AS_UNDEF;
    Handle *h = as_new(t, type, sizeof *h, true);
    if (!h) return AS_UNDEF;
    as_incref_obj(l);
    h->loop = l;
    h->callback = as_incref(callback);
    h->args = as_move(&tuple);
    h->context = as_absent(context) ? as_context_snapshot(t) : as_incref(context);
    return as_from_obj(h);
}

/* Tell the handler that a callback raised (pending now). */
static bool report_callback(Thread *t, Loop *l, Value fn, Value *args, int nargs, Value context,
                            Obj *handle) {
    OWNED(exc, as_take_exc(t));
    OWNED(name, as_format_callback(t, fn, args, nargs));
    if (as_is_undef(name.v)) return false;
    OWNED(made, handle ? as_incref(as_from_obj(handle))
                       : as_handle_new(t, l, T_HANDLE, fn, args, nargs,
                                       as_is_exact(context, T_CONTEXT) ? context : AS_UNDEF));
    if (as_is_undef(made.v)) return false;
    Value text = as_str_format(t, "Exception in callback %V", name.v);
    if (as_is_undef(text)) return false;
    static const char *const keys[] = {"exception", "handle"};
    Value values[] = {exc.v, made.v};
    return as_report(t, l, text, 2, keys, values);
}

bool as_call_in_context(Thread *t, Loop *l, Value fn, Value *args, int nargs, Value context, Obj *handle) {
    Value before = as_context_enter(t, as_have(context) ? as_incref(context) : AS_UNDEF);
    OWNED(r, as_call(t, fn, args, nargs, AS_UNDEF));
    as_decref(t, as_context_leave(t, before));
    if (!as_is_undef(r.v)) return true;
    if (as_exc_leaves_loop(t, t->exc)) return false;
    return report_callback(t, l, fn, args, nargs, context, handle);
}

bool as_handle_run(Thread *t, Handle *h) {
    if (h->obj.flags & HANDLE_CANCELLED) return true;
    OWNED(fn, as_incref(h->callback));
    OWNED(args, as_incref(h->args));
    OWNED(context, as_have(h->context) ? as_incref(h->context) : AS_UNDEF);
    Tuple *tuple = as_as_tuple(args.v);
    return as_call_in_context(t, h->loop, fn.v, tuple->items, (int)tuple->count, context.v, &h->obj);
}

/* --- natives --- */

static Value handle_cancel(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Handle *h = (Handle *)as_obj(args[0]);
    if (h->obj.flags & HANDLE_CANCELLED) return AS_NONE;
    h->obj.flags |= HANDLE_CANCELLED;
    if (h->obj.flags & HANDLE_SCHEDULED) as_timer_cancelled(t, h->loop);
    as_clear(t, &h->callback);
    as_clear(t, &h->args);
    return AS_NONE;
}

static Value handle_cancelled(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(as_obj(args[0])->flags & HANDLE_CANCELLED);
}

static Value handle_get_context(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Handle *h = (Handle *)as_obj(args[0]);
    if (!as_is_exact(h->context, T_CONTEXT)) {
        Value made = as_context_from(t, as_have(h->context) ? as_incref(h->context) : AS_UNDEF);
        if (as_is_undef(made)) return AS_UNDEF;
        as_assign(t, &h->context, made);
    }
    return as_incref(h->context);
}

static Value handle_callback(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Handle *h = (Handle *)as_obj(args[0]);
    return as_have(h->callback) ? as_incref(h->callback) : AS_NONE;
}

static Value handle_args(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Handle *h = (Handle *)as_obj(args[0]);
    return as_have(h->args) ? as_incref(h->args) : AS_NONE;
}

static Value timer_when(Thread *t, Value *args, int nargs) {
    (void)nargs;
    (void)t;
    return as_incref(((Handle *)as_obj(args[0]))->when);
}

static Value handle_repr(Thread *t, Value self) {
    Handle *h = (Handle *)as_obj(self);
    bool timer = h->obj.shape == T_TIMER_HANDLE;
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, timer ? "<TimerHandle" : "<Handle");
    if (h->obj.flags & HANDLE_CANCELLED) as_sb_c(&b, " cancelled");
    if (timer) {
        as_sb_c(&b, " when=");
        if (!as_sb_value(&b, h->when)) return as_sb_drop(&b), AS_UNDEF;
    }
    if (as_have(h->callback)) {
        Tuple *args = as_as_tuple(h->args);
        OWNED(text, as_format_callback(t, h->callback, args->items, (int)args->count));
        if (as_is_undef(text.v)) return as_sb_drop(&b), AS_UNDEF;
        as_sb_c(&b, " ");
        as_sb_str(&b, as_as_str(text.v));
    }
    as_sb_c(&b, ">");
    return as_sb_end(&b);
}

/* TimerHandles compare by time. */
static Value timer_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(a, T_TIMER_HANDLE) || !as_is_exact(b, T_TIMER_HANDLE)) return AS_NOT_IMPL;
    Handle *x = (Handle *)as_obj(a), *y = (Handle *)as_obj(b);
    if (op == COMPARE_LT || op == COMPARE_GT) return as_compare(t, x->when, y->when, op);
    int same = ((x->obj.flags ^ y->obj.flags) & HANDLE_CANCELLED) == 0;
    if (same) same = as_equal(t, x->when, y->when);
    if (same > 0) same = as_equal(t, x->callback, y->callback);
    if (same > 0) same = as_equal(t, x->args, y->args);
    if (same < 0) return AS_UNDEF;
    if (op == COMPARE_EQ) return as_bool(same);
    if (op == COMPARE_NE) return as_bool(!same);
    if (same) return AS_TRUE;
    return as_compare(t, x->when, y->when, op == COMPARE_LE ? COMPARE_LT : COMPARE_GT);
}

static bool timer_hash(Thread *t, Value self, uint64_t *out) {
    return as_hash(t, ((Handle *)as_obj(self))->when, out);
}

static void handle_clear(Thread *t, Obj *self) {
    Handle *h = (Handle *)self;
    as_assign(t, &h->callback, AS_UNDEF);
    as_assign(t, &h->args, AS_UNDEF);
    as_assign(t, &h->context, AS_UNDEF);
    as_assign(t, &h->when, AS_NONE);
    h->obj.flags |= HANDLE_CANCELLED;
    Loop *l = h->loop;
    h->loop = NULL;
    if (l) as_decref_obj(t, l);
}

static void handle_dealloc(Thread *t, Obj *self) {
    handle_clear(t, self);
    as_free_obj(t, self, sizeof(Handle));
}

static void handle_traverse(Obj *self, VisitFn visit, void *arg) {
    Handle *h = (Handle *)self;
    AS_VISIT_OBJ(h->loop);
    AS_VISIT(h->callback);
    AS_VISIT(h->args);
    AS_VISIT(h->context);
}

static const NativeDef handle_methods[] = {
    {"cancel", "self, /", handle_cancel, "Never call it.", 0},
    {"cancelled", "self, /", handle_cancelled, "Whether it was cancelled.", 0},
    {"get_context", "self, /", handle_get_context, "The context it runs in.", 0},
    {"_callback", "self", handle_callback, "The callable.", NATIVE_GETTER},
    {"_args", "self", handle_args, "Its arguments.", NATIVE_GETTER},
    {0},
};
const TypeDef as_def_HANDLE = {
    .id = T_HANDLE,
    .slots = {.dealloc = handle_dealloc, .traverse = handle_traverse, .clear = handle_clear,
              .repr = handle_repr},
    .methods = handle_methods,
    .doc = "A callback that was scheduled.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW,
    .size = sizeof(Handle),
};
static const NativeDef timer_methods[] = {
    {"when", "self, /", timer_when, "The time of the loop's clock it is due at.", 0},
    {"_when", "self", timer_when, "The same as when().", NATIVE_GETTER},
    {0},
};
const TypeDef as_def_TIMER_HANDLE = {
    .id = T_TIMER_HANDLE,
    .slots = {.dealloc = handle_dealloc, .traverse = handle_traverse, .clear = handle_clear,
              .repr = handle_repr, .compare = timer_compare, .hash = timer_hash},
    .methods = timer_methods,
    .doc = "A callback that was scheduled for a time.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW,
    .size = sizeof(Handle),
};
