/* The error that the host may look at, and how a program's end is reported. */
#include <stdarg.h>

#include "embed/host.h"
#include "vm/report.h"

void as_catch_error(AsterVM *h) {
    as_assign(h->t, &h->error, as_take_exc(h->t));
}

bool aster_has_error(AsterVM *h) {
    return !as_is_undef(h->error);
}

void aster_error_clear(AsterVM *h) {
    as_clear(h->t, &h->error);
    h->error = AS_UNDEF;
}

AsterValue aster_error_value(AsterVM *h) {
    return as_is_undef(h->error) ? NULL : as_give(h, as_incref(h->error));
}

const char *aster_error_type(AsterVM *h) {
    if (as_is_undef(h->error)) return "";
    return as_as_str(as_type_of(h->t, h->error)->name)->data;
}

const char *aster_error_text(AsterVM *h) {
    if (as_is_undef(h->error)) return "";
    Value text = as_format_exception(h->t, h->error);
    if (as_is_undef(text))
        as_clear_exc(h->t);
    else
        as_assign(h->t, &h->error_text, text);
    return as_is_undef(text) ? aster_error_type(h) : as_as_str(text)->data;
}

/* --- raising --- */

static int exception_id(AsterVM *h, const char *name) {
    for (int id = T_BASE_EXCEPTION; id < T_BUILTIN_COUNT; id++) {
        Type *type = as_builtin(h->t, (TypeId)id);
        if ((type->flags & TYPE_EXCEPTION) && as_str_is(as_as_str(type->name), name)) return id;
    }
    return 0;
}

AsterValue aster_raise(AsterVM *h, const char *type, const char *format, ...) {
    Thread *t = h->t;
    char small[512];
    va_list args;
    va_start(args, format);
    vsnprintf(small, sizeof small, format, args);
    va_end(args);
    int id = exception_id(h, type);
    if (!id) as_raise(t, T_SYSTEM_ERROR, "aster_raise: no exception is called '%s'", type);
    OWNED(text, id ? as_decode(t, small, strlen(small), NULL, NULL) : AS_UNDEF);
    if (id && !as_is_undef(text.v)) as_raise_args(t, (TypeId)id, &text.v, 1);
    as_catch_error(h);
    return NULL;
}

AsterValue aster_raise_value(AsterVM *h, AsterValue exception) {
    Thread *t = h->t;
    Value v = as_slot(exception);
    OWNED(made, as_is_type(t, v) ? as_call0(t, v) : as_incref(v));
    if (!as_is_undef(made.v)) {
        if (as_is_instance_of(t, made.v, T_BASE_EXCEPTION))
            as_raise_value(t, as_move(&made));
        else
            as_raise(t, T_TYPE_ERROR, "exceptions must derive from BaseException");
    }
    as_catch_error(h);
    return NULL;
}

bool aster_error_is(AsterVM *h, const char *type) {
    int id = as_is_undef(h->error) ? 0 : exception_id(h, type);
    return id && as_is_instance_of(h->t, h->error, (TypeId)id);
}

/* --- reporting --- */

static void put_err(AsterVM *h, const char *text, size_t size) {
    if (h->output) h->output(h->output_ctx, 2, text, size);
}

/* The status that SystemExit(code) stands for; anything but an int or None is a message. */
static int exit_status(AsterVM *h, Value exc) {
    Thread *t = h->t;
    OWNED(code, as_getattr(t, exc, t->vm->names.code));
    if (as_is_undef(code.v)) as_clear_exc(t);
    if (as_is_undef(code.v) || as_is_none(code.v)) return 0;
    if (as_is_any_int(t, code.v)) {
        int64_t status;
        return as_int_to_i64(code.v, &status) ? (int)(status & 0xFF) : 255;
    }
    OWNED(text, as_to_str(t, code.v));
    if (as_is_undef(text.v)) return as_clear_exc(t), 1;
    put_err(h, as_as_str(text.v)->data, as_as_str(text.v)->size);
    put_err(h, "\n", 1);
    return 1;
}

int aster_error_report(AsterVM *h) {
    Thread *t = h->t;
    if (as_is_undef(h->error)) return 0;
    OWNED(exc, h->error);
    h->error = AS_UNDEF;
    aster_flush(h);
    aster_error_clear(h); /* output that cannot be written is reported at the end */
    if (as_is_instance_of(t, exc.v, T_SYSTEM_EXIT)) return exit_status(h, exc.v);
    as_report_uncaught(t, exc.v);
    if (as_has_exc(t)) as_clear_exc(t);
    return as_is_instance_of(t, exc.v, T_KEYBOARD_INTERRUPT) ? 130 : 1;
}
