/* Limits and switches of sys. What has no effect in Aster, because what it would switch is not
 * there, can be read, and set to what it is. */
#include "stdlib/sys.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

enum { DIGITS_DEFAULT = 4300, DIGITS_LEAST = 640 };

static Value get_int_max_str_digits(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    int32_t limit = t->vm->int_digits_limit;
    return as_int(limit == 0 ? DIGITS_DEFAULT : limit < 0 ? 0 : limit);
}

static Value set_int_max_str_digits(Thread *t, Value *a, int n) {
    (void)n;
    int64_t limit;
    if (!as_index_int64(t, a[0], &limit)) return AS_UNDEF;
    if (limit < 0 || limit > INT32_MAX || (limit > 0 && limit < DIGITS_LEAST))
        return as_raise(t, T_VALUE_ERROR, "maxdigits must be 0 or larger than %d", DIGITS_LEAST);
    t->vm->int_digits_limit = limit == 0 ? -1 : (int32_t)limit;
    return AS_NONE;
}

static Value get_switch_interval(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_float(t, 0.005);
}

static Value set_switch_interval(Thread *t, Value *a, int n) {
    (void)n;
    double s;
    if (!as_to_double(t, a[0], &s)) return AS_UNDEF;
    if (!(s > 0)) return as_raise(t, T_VALUE_ERROR, "switch interval must be strictly positive");
    return AS_NONE;
}

static Value no_function(Thread *t, Value *a, int n) {
    (void)t, (void)a, (void)n;
    return AS_NONE;
}

static Value set_trace(Thread *t, Value *a, int n) {
    (void)n;
    if (as_is_none(a[0])) return AS_NONE;
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR,
                    "tracing and profiling functions are not supported");
}

static Value get_zero(Thread *t, Value *a, int n) {
    (void)t, (void)a, (void)n;
    return as_int(0);
}

static Value set_origin_depth(Thread *t, Value *a, int n) {
    (void)n;
    int64_t depth;
    if (!as_index_int64(t, a[0], &depth)) return AS_UNDEF;
    if (depth < 0) return as_raise(t, T_VALUE_ERROR, "depth must be >= 0");
    if (depth == 0) return AS_NONE;
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "coroutine origin tracking is not supported");
}

static Value get_filesystem_encoding(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_str_from(t, "utf-8");
}

static Value get_filesystem_errors(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_str_from(t, "surrogateescape");
}

static Value is_finalizing(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_bool(t->vm->closing);
}

static Value get_allocated(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_int((int64_t)t->vm->live_objects);
}

static Value get_sizeof(Thread *t, Value *a, int n) {
    (void)n;
    Value size = as_call_method(t, a[0], t->vm->names.__sizeof__, NULL, 0);
    if (!as_is_undef(size) || as_is_undef(a[1]) || !as_catch(t, T_TYPE_ERROR)) return size;
    return as_incref(a[1]);
}

static const NativeDef functions[] = {
    {"get_int_max_str_digits", "", get_int_max_str_digits,
     "Digits that int and str convert at most.", 0},
    {"set_int_max_str_digits", "maxdigits", set_int_max_str_digits, "Set that; 0 is no limit.", 0},
    {"getswitchinterval", "", get_switch_interval, "Seconds after which threads take turns.", 0},
    {"setswitchinterval", "interval, /", set_switch_interval, "Has no effect.", 0},
    {"gettrace", "", no_function, "None: there are no tracing functions.", 0},
    {"settrace", "function, /", set_trace, "Only None can be set.", 0},
    {"getprofile", "", no_function, "None: there are no profiling functions.", 0},
    {"setprofile", "function, /", set_trace, "Only None can be set.", 0},
    {"get_coroutine_origin_tracking_depth", "", get_zero, "0.", 0},
    {"set_coroutine_origin_tracking_depth", "depth", set_origin_depth, "Only 0 can be set.", 0},
    {"getfilesystemencoding", "", get_filesystem_encoding, "utf-8.", 0},
    {"getfilesystemencodeerrors", "", get_filesystem_errors, "surrogateescape.", 0},
    {"is_finalizing", "", is_finalizing, "Whether the VM is being closed.", 0},
    {"getallocatedblocks", "", get_allocated, "Number of live objects.", 0},
    {"getsizeof", "object, default, /", get_sizeof, "Bytes of memory of an object.", 0},
    {"audit", "event, /, *args", no_function, "Has no effect: there are no audit hooks.", 0},
    {0},
};

bool as_sys_add_settings(Thread *t, Value m) {
    return as_module_add_natives(t, m, functions);
}
