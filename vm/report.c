/* Standard error, and the hooks of the sys module that exceptions end in. */
#include "vm/report.h"

#include "vm/objects/containers.h"
#include "vm/protocol.h"

/* sys.NAME: owned; AS_MISSING when there is none. Raises nothing. */
static Value sys_attr(Thread *t, Str *name) {
    if (!as_is_exact(t->vm->sys_module, T_MODULE) || !name) return AS_MISSING;
    Value v = as_dict_get_str(t, as_module_dict(t->vm->sys_module), name);
    if (as_is_undef(v)) as_clear_exc(t);
    return as_is_undef(v) ? AS_MISSING : as_incref(v);
}

static void write_raw(Thread *t, const Str *s) {
    if (t->vm->hooks.write) t->vm->hooks.write(t->vm->hooks.write_ctx, 2, s->data, s->size);
}

void as_report_text(Thread *t, Value text) {
    OWNED(pending, as_take_exc(t));
    OWNED(stream, sys_attr(t, t->vm->names.stderr));
    if (as_same(stream.v, AS_MISSING)) {
        write_raw(t, as_as_str(text));
    } else if (!as_is_none(stream.v)) {
        Value done = as_call_method(t, stream.v, t->vm->names.write, &text, 1);
        as_decref(t, done);
        as_clear_exc(t);
    }
    as_restore_exc(t, as_move(&pending));
}

void as_print_exception(Thread *t, Value exc) {
    OWNED(hold, as_incref(exc));
    OWNED(text, as_format_exception(t, exc));
    if (as_is_undef(text.v)) {
        as_clear_exc(t);
        text.v = as_str_format(t, "%N\n", as_type_of(t, exc));
    }
    if (as_is_undef(text.v))
        as_clear_exc(t);
    else
        as_report_text(t, text.v);
}

/* --- sys.excepthook --- */

static Value traceback_of(Value exc) {
    Value tb = as_as_exc(exc)->traceback;
    return as_is_undef(tb) ? AS_NONE : tb;
}

/* Whether a script has put another function in place of the one that Aster made. */
static bool is_own_hook(Value hook) {
    return as_is_exact(hook, T_NATIVE);
}

static void hook_failed(Thread *t, Value exc) {
    OWNED(failure, as_take_exc(t));
    OWNED(head, as_str_from(t, "Error in sys.excepthook:\n"));
    OWNED(middle, as_str_from(t, "\nOriginal exception was:\n"));
    if (as_is_undef(head.v) || as_is_undef(middle.v)) {
        as_clear_exc(t);
        return;
    }
    as_report_text(t, head.v);
    as_print_exception(t, failure.v);
    as_report_text(t, middle.v);
    as_print_exception(t, exc);
}

void as_report_uncaught(Thread *t, Value exc) {
    OWNED(hold, as_incref(exc));
    if (as_is_exact(t->vm->sys_module, T_MODULE)) {
        Dict *sys = as_module_dict(t->vm->sys_module);
        as_dict_set_str(t, sys, t->vm->names.last_exc, exc);
        as_clear_exc(t);
    }
    OWNED(hook, sys_attr(t, t->vm->names.excepthook));
    if (as_same(hook.v, AS_MISSING) || is_own_hook(hook.v)) {
        as_print_exception(t, exc);
        return;
    }
    Value args[] = {as_from_obj(as_type_of(t, exc)), exc, traceback_of(exc)};
    OWNED(done, as_call(t, hook.v, args, 3, AS_UNDEF));
    if (as_is_undef(done.v)) hook_failed(t, exc);
}

/* --- exceptions that cannot be raised --- */

/* "Exception ignored in: <function ...>" and the exception. */
static Value unraisable_text(Thread *t, Value exc, const char *where, Value object) {
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_c(&b, "Exception ignored ");
    as_sb_c(&b, where ? where : "in");
    if (!as_is_undef(object) && !as_is_none(object)) {
        as_sb_c(&b, ": ");
        OWNED(shown, as_repr(t, object));
        if (as_is_undef(shown.v)) {
            as_clear_exc(t);
            as_sb_c(&b, "<object repr() failed>");
        } else {
            as_sb_str(&b, as_as_str(shown.v));
        }
    }
    as_sb_c(&b, where && (as_is_undef(object) || as_is_none(object)) ? ":\n" : "\n");
    OWNED(trace, as_format_exception_chain(t, exc, false));
    if (as_is_undef(trace.v))
        as_clear_exc(t);
    else
        as_sb_str(&b, as_as_str(trace.v));
    return as_sb_end(&b);
}

static void print_unraisable(Thread *t, Value exc, const char *where, Value object) {
    OWNED(text, unraisable_text(t, exc, where, object));
    if (as_is_undef(text.v))
        as_clear_exc(t);
    else
        as_report_text(t, text.v);
}

void as_print_unraisable(Thread *t, Value exc, Value message, Value object) {
    print_unraisable(t, exc, as_is_str(message) ? as_as_str(message)->data : NULL, object);
}

/* The argument of sys.unraisablehook: owned. */
static Value hook_args(Thread *t, Value exc, const char *where, Value object) {
    OWNED(args, as_call0(t, as_from_obj(as_builtin(t, T_NAMESPACE))));
    if (as_is_undef(args.v)) return AS_UNDEF;
    OWNED(message, where ? as_str_format(t, "Exception ignored %s", where) : AS_NONE);
    if (as_is_undef(message.v)) return AS_UNDEF;
    static const char *const names[] = {"exc_type", "exc_value", "exc_traceback", "err_msg",
                                        "object"};
    Value values[] = {as_from_obj(as_type_of(t, exc)), exc, traceback_of(exc), message.v,
                      as_is_undef(object) ? AS_NONE : object};
    for (size_t i = 0; i < 5; i++) {
        OWNED(name, as_str_from(t, names[i]));
        if (as_is_undef(name.v) || !as_setattr(t, args.v, as_as_str(name.v), values[i]))
            return AS_UNDEF;
    }
    return as_move(&args);
}

void as_unraisable(Thread *t, const char *where, Value object) {
    if (!as_has_exc(t)) return;
    OWNED(exc, as_take_exc(t));
    OWNED(hold, as_is_obj(object) && as_obj(object)->rc ? as_incref(object) : AS_UNDEF);
    OWNED(hook, sys_attr(t, t->vm->names.unraisablehook));
    if (as_same(hook.v, AS_MISSING) || is_own_hook(hook.v)) {
        print_unraisable(t, exc.v, where, object);
        return;
    }
    OWNED(args, hook_args(t, exc.v, where, object));
    OWNED(done, as_is_undef(args.v) ? AS_UNDEF : as_call1(t, hook.v, args.v));
    if (!as_is_undef(done.v)) return;
    as_clear_exc(t);
    print_unraisable(t, exc.v, where, object);
}
