/* The sys module: what programs ask about their run. Its other parts are listed in stdlib/sys.h. */
#include <limits.h>
#include <stddef.h>

#include "stdlib/struct_seq.h"
#include "stdlib/sys.h"
#include "vm/frame.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/traceback.h"

/* --- the interpreter's state --- */

static Value sys_exit(Thread *t, Value *a, int n) {
    (void)n;
    return as_raise_args(t, T_SYSTEM_EXIT, a, as_is_undef(a[0]) ? 0 : 1);
}

static Value sys_getrecursionlimit(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_int(t->depth_limit);
}

static Value sys_setrecursionlimit(Thread *t, Value *a, int n) {
    (void)n;
    int64_t limit;
    if (!as_index_int64(t, a[0], &limit)) return AS_UNDEF;
    if (limit < 1)
        return as_raise(t, T_VALUE_ERROR, "recursion limit must be greater or equal than 1");
    if (limit > INT_MAX)
        return as_raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if ((uint32_t)limit <= t->depth)
        return as_raise(t, T_RECURSION_ERROR,
                        "cannot set the recursion limit to %lld at the recursion depth %u: the "
                        "limit is too low",
                        (long long)limit, t->depth);
    t->depth_limit = (uint32_t)limit;
    return AS_NONE;
}

static Value handled(Thread *t) {
    for (ExcState *s = t->handled; s; s = s->prev)
        if (!as_is_undef(s->exc)) return s->exc;
    return AS_NONE;
}

static Value sys_exception(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_incref(handled(t));
}

static Value sys_exc_info(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    Value exc = handled(t);
    if (as_is_none(exc)) return as_tuple_pack(t, 3, AS_NONE, AS_NONE, AS_NONE);
    Value tb = as_as_exc(exc)->traceback;
    return as_tuple_pack(t, 3, as_from_obj(as_type_of(t, exc)), exc,
                         as_is_undef(tb) ? AS_NONE : tb);
}

static Value sys_getframe(Thread *t, Value *a, int n) {
    (void)n;
    int64_t depth = 0;
    if (!as_is_undef(a[0]) && !as_index_int64(t, a[0], &depth)) return AS_UNDEF;
    Frame *f = t->frame;
    for (; f && depth > 0; depth--) f = f->back;
    if (!f) return as_raise(t, T_VALUE_ERROR, "call stack is not deep enough");
    FrameObject *o = as_frame_object(t, f);
    return o ? as_from_obj(o) : AS_UNDEF;
}

static Value sys_intern(Thread *t, Value *a, int n) {
    (void)n;
    if (!as_is_str(a[0]))
        return as_raise(t, T_TYPE_ERROR, "intern() argument must be str, not %T", a[0]);
    Str *s = as_intern_str(t, as_as_str(a[0]));
    return s ? as_from_obj(s) : AS_UNDEF;
}

static Value sys_getrefcount(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_int(as_is_obj(a[0]) ? (int64_t)as_obj(a[0])->rc + 1 : 1000000000);
}

static Value sys_getdefaultencoding(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_str_from(t, "utf-8");
}

static Value sys_set_asyncgen_hooks(Thread *t, Value *a, int n) {
    (void)n;
    static const char *const names[] = {"firstiter", "finalizer"};
    for (int i = 0; i < 2; i++)
        if (!as_is_undef(a[i]) && !as_is_none(a[i]) && !as_is_callable(t, a[i]))
            return as_raise(t, T_TYPE_ERROR, "callable %s expected, got %T", names[i], a[i]);
    if (!as_is_undef(a[0])) as_assign(t, &t->asyncgen_firstiter, as_incref(a[0]));
    if (!as_is_undef(a[1])) as_assign(t, &t->asyncgen_finalizer, as_incref(a[1]));
    return AS_NONE;
}

static Value sys_get_asyncgen_hooks(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    static const char *const fields[] = {"firstiter", "finalizer", NULL};
    Value values[] = {
        as_is_undef(t->asyncgen_firstiter) ? AS_NONE : as_incref(t->asyncgen_firstiter),
        as_is_undef(t->asyncgen_finalizer) ? AS_NONE : as_incref(t->asyncgen_finalizer)};
    return as_struct_single(t, "sys", "asyncgen_hooks", fields, values, 2);
}

static const NativeDef sys_natives[] = {
    {"exit", "status=None, /", sys_exit, "Raise SystemExit.", 0},
    {"getrecursionlimit", "", sys_getrecursionlimit, "The limit of nested calls.", 0},
    {"setrecursionlimit", "limit, /", sys_setrecursionlimit, "Set the limit of nested calls.", 0},
    {"exception", "", sys_exception, "The exception being handled, or None.", 0},
    {"exc_info", "", sys_exc_info, "(type, value, traceback) of the exception being handled.", 0},
    {"_getframe", "depth=0, /", sys_getframe, "A frame of the call stack.", 0},
    {"intern", "string, /", sys_intern, "The one str that stands for all equal ones.", 0},
    {"getrefcount", "object, /", sys_getrefcount, "How many references an object has.", 0},
    {"getdefaultencoding", "", sys_getdefaultencoding, "utf-8.", 0},
    {"set_asyncgen_hooks", "firstiter=None, finalizer=None", sys_set_asyncgen_hooks,
     "Functions to call when an async generator starts and when it is dropped.", 0},
    {"get_asyncgen_hooks", "", sys_get_asyncgen_hooks, "What set_asyncgen_hooks has set.", 0},
    {0},
};

Value as_module_sys(Thread *t) {
    OWNED(m, as_module_new(t, "sys", "The interpreter's own state."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, sys_natives) ||
        !as_sys_add_hooks(t, m.v) || !as_sys_add_settings(t, m.v) || !as_sys_add_constants(t, m.v))
        return AS_UNDEF;
    return as_move(&m);
}
