/* Raising, catching and chaining exceptions from C. */
#include "vm/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- making and setting --- */

Value as_exc_new(Thread *t, TypeId type, const Value *args, int nargs) {
    return as_call(t, as_from_obj(as_builtin(t, type)), (Value *)args, nargs, AS_UNDEF);
}

/* The exception being handled in this thread (borrowed), or UNDEF. */
static Value handled_now(Thread *t) {
    for (ExcState *s = t->handled; s; s = s->prev)
        if (!as_is_undef(s->exc)) return s->exc;
    return AS_UNDEF;
}

/* Cut `exc` out of the context chain that starts at `start`, so that linking to it makes no ring. */
static void unlink_context(Thread *t, Value start, Value exc) {
    Value at = start, slow = start;
    bool step = false;
    for (;;) {
        Value next = as_as_exc(at)->context;
        if (!as_is_obj(next)) return;
        if (as_same(next, exc)) {
            as_assign(t, &as_as_exc(at)->context, AS_UNDEF);
            return;
        }
        at = next;
        if (step) slow = as_as_exc(slow)->context;
        step = !step;
        if (as_same(at, slow)) return;
    }
}

Value as_raise_value(Thread *t, Value exc) {
    Value handled = handled_now(t);
    if (!as_is_undef(handled) && !as_same(handled, exc)) {
        unlink_context(t, handled, exc);
        as_assign(t, &as_as_exc(exc)->context, as_incref(handled));
    }
    Value old = t->exc;
    t->exc = exc;
    as_decref(t, old);
    return AS_UNDEF;
}

Value as_raise_args(Thread *t, TypeId type, const Value *args, int nargs) {
    Value exc = as_exc_new(t, type, args, nargs);
    return as_is_undef(exc) ? AS_UNDEF : as_raise_value(t, exc);
}

Value as_raise(Thread *t, TypeId type, const char *format, ...) {
    va_list list;
    va_start(list, format);
    Value text = as_str_vformat(t, format, list);
    va_end(list);
    if (as_is_undef(text)) return AS_UNDEF;
    as_raise_args(t, type, &text, 1);
    as_decref(t, text);
    return AS_UNDEF;
}

Value as_raise_key_error(Thread *t, Value key) {
    return as_raise_args(t, T_KEY_ERROR, &key, 1);
}

Value as_raise_stop_iteration(Thread *t, Value value) {
    return as_raise_args(t, T_STOP_ITERATION, &value, as_is_none(value) ? 0 : 1);
}

/* Small things can often still be made when something large could not: then the error is an object of its
 * own, with a traceback. */
Value as_raise_memory(Thread *t) {
    if (!t->short_of_memory && !as_is_undef(t->vm->memory_error)) {
        t->short_of_memory = true;
        as_raise_args(t, T_MEMORY_ERROR, NULL, 0);
        t->short_of_memory = false;
        return AS_UNDEF;
    }
    Value old = t->exc;
    t->exc = as_incref(t->vm->memory_error);
    as_decref(t, old);
    return AS_UNDEF;
}

TypeId as_errno_type(int err) {
    switch (err) {
    case EAGAIN: case EALREADY: case EINPROGRESS: return T_BLOCKING_IO_ERROR;
    case ECHILD: return T_CHILD_PROCESS_ERROR;
    case EPIPE: case ESHUTDOWN: return T_BROKEN_PIPE_ERROR;
    case ECONNABORTED: return T_CONNECTION_ABORTED_ERROR;
    case ECONNREFUSED: return T_CONNECTION_REFUSED_ERROR;
    case ECONNRESET: return T_CONNECTION_RESET_ERROR;
    case EEXIST: return T_FILE_EXISTS_ERROR;
    case ENOENT: return T_FILE_NOT_FOUND_ERROR;
    case EINTR: return T_INTERRUPTED_ERROR;
    case EISDIR: return T_IS_A_DIRECTORY_ERROR;
    case ENOTDIR: return T_NOT_A_DIRECTORY_ERROR;
    case EACCES: case EPERM: return T_PERMISSION_ERROR;
    case ESRCH: return T_PROCESS_LOOKUP_ERROR;
    case ETIMEDOUT: return T_TIMEOUT_ERROR;
    default: return T_OS_ERROR;
    }
}

Value as_raise_errno(Thread *t, int err, Value filename, Value filename2) {
    OWNED(text, as_str_from(t, strerror(err)));
    if (as_is_undef(text.v)) return AS_UNDEF;
    Value args[5] = {as_int(err), text.v, filename, AS_NONE, filename2};
    int nargs = as_is_undef(filename) ? 2 : as_is_undef(filename2) ? 3 : 5;
    return as_raise_args(t, as_errno_type(err), args, nargs);
}

Value as_raise_attribute(Thread *t, Value obj, Str *name) {
    if (as_is_type(t, obj))
        as_raise(t, T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%S'", as_as_type(obj), name);
    else
        as_raise(t, T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%S'", obj, name);
    if (as_exc_is(t, T_ATTRIBUTE_ERROR)) {
        Exception *e = as_as_exc(t->exc);
        as_assign(t, &e->field[0], as_incref(as_from_obj(name)));
        as_assign(t, &e->field[1], as_incref(obj));
    }
    return AS_UNDEF;
}

/* --- examining --- */

bool as_exc_is(Thread *t, TypeId type) {
    return as_has_exc(t) && as_is_subtype(as_type_of(t, t->exc), as_builtin(t, type));
}

Value as_take_exc(Thread *t) {
    Value exc = t->exc;
    t->exc = AS_UNDEF;
    return exc;
}

void as_clear_exc(Thread *t) {
    as_decref(t, as_take_exc(t));
}

void as_restore_exc(Thread *t, Value exc) {
    Value old = t->exc;
    t->exc = exc;
    as_decref(t, old);
}

bool as_catch(Thread *t, TypeId type) {
    if (!as_exc_is(t, type)) return false;
    as_clear_exc(t);
    return true;
}

bool as_stack_ok(Thread *t, const char *where) {
    if (__builtin_expect((const char *)__builtin_frame_address(0) > t->stack_limit, 1)) return true;
    return as_fail(t, T_RECURSION_ERROR, "maximum recursion depth exceeded%s", where);
}
