/* The hooks of sys, and its streams. */
#include "stdlib/io/file.h"
#include "stdlib/sys.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/report.h"

static Value sys_excepthook(Thread *t, Value *a, int n) {
    (void)n;
    if (as_is_instance_of(t, a[1], T_BASE_EXCEPTION)) {
        as_print_exception(t, a[1]);
        return AS_NONE;
    }
    OWNED(text,
          as_str_format(t, "TypeError: print_exception(): Exception expected for value, %T found\n",
                        a[1]));
    if (as_is_undef(text.v)) return AS_UNDEF;
    as_report_text(t, text.v);
    return AS_NONE;
}

/* An attribute of the hook's argument, owned. */
static Value part(Thread *t, Value args, const char *name) {
    OWNED(key, as_str_from(t, name));
    return as_is_undef(key.v) ? AS_UNDEF : as_getattr(t, args, as_as_str(key.v));
}

static Value sys_unraisablehook(Thread *t, Value *a, int n) {
    (void)n;
    OWNED(exc, part(t, a[0], "exc_value"));
    OWNED(message, as_is_undef(exc.v) ? AS_UNDEF : part(t, a[0], "err_msg"));
    OWNED(object, as_is_undef(message.v) ? AS_UNDEF : part(t, a[0], "object"));
    if (as_is_undef(object.v)) return AS_UNDEF;
    if (as_is_instance_of(t, exc.v, T_BASE_EXCEPTION))
        as_print_unraisable(t, exc.v, message.v, object.v);
    return AS_NONE;
}

/* What the REPL does with a value: shows it, and keeps it as `_`. */
static Value sys_displayhook(Thread *t, Value *a, int n) {
    (void)n;
    if (as_is_none(a[0])) return AS_NONE;
    if (!as_dict_set_str(t, t->vm->builtins, t->vm->names._, AS_NONE)) return AS_UNDEF;
    OWNED(out, as_getattr_opt(t, t->vm->sys_module, t->vm->names.stdout));
    if (as_is_undef(out.v)) return AS_UNDEF;
    if (as_same(out.v, AS_MISSING) || as_is_none(out.v))
        return as_raise(t, T_RUNTIME_ERROR, "lost sys.stdout");
    OWNED(text, as_repr(t, a[0]));
    OWNED(line, as_is_undef(text.v) ? AS_UNDEF : as_str_format(t, "%V\n", text.v));
    if (as_is_undef(line.v)) return AS_UNDEF;
    OWNED(done, as_call_method(t, out.v, t->vm->names.write, &line.v, 1));
    if (as_is_undef(done.v) || !as_dict_set_str(t, t->vm->builtins, t->vm->names._, a[0]))
        return AS_UNDEF;
    return AS_NONE;
}

static const NativeDef hooks[] = {
    {"excepthook", "exctype, value, traceback, /", sys_excepthook,
     "Show an exception that nobody caught.", 0},
    {"unraisablehook", "unraisable, /", sys_unraisablehook,
     "Show an exception that cannot be raised.", 0},
    {"displayhook", "object, /", sys_displayhook, "Show the value of an expression at the prompt.",
     0},
    {0},
};

static bool add_copy(Thread *t, Value m, const char *name, const char *copy) {
    OWNED(key, as_str_from(t, name));
    if (as_is_undef(key.v)) return false;
    Value v = as_dict_get_str(t, as_module_dict(m), as_as_str(key.v));
    return as_module_add(t, m, copy, as_incref(v));
}

bool as_sys_add_hooks(Thread *t, Value m) {
    return as_module_add_natives(t, m, hooks) && add_copy(t, m, "excepthook", "__excepthook__") &&
           add_copy(t, m, "displayhook", "__displayhook__") &&
           add_copy(t, m, "unraisablehook", "__unraisablehook__") &&
           as_module_add(t, m, "stdin", as_io_standard(t, 0)) &&
           as_module_add(t, m, "stdout", as_io_standard(t, 1)) &&
           as_module_add(t, m, "stderr", as_io_standard(t, 2)) &&
           add_copy(t, m, "stdin", "__stdin__") && add_copy(t, m, "stdout", "__stdout__") &&
           add_copy(t, m, "stderr", "__stderr__");
}
