/* What is constant in sys: versions, sizes, paths. */
#include <float.h>
#include <unistd.h>

#include "stdlib/struct_seq.h"
#include "stdlib/sys.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"

static bool add_str(Thread *t, Value m, const char *name, const char *text) {
    return as_module_add(t, m, name, as_str_from(t, text));
}

/* --- structures --- */

static Value version_info(Thread *t) {
    static const char *const fields[] = {"major", "minor", "micro", "releaselevel", "serial", NULL};
    Value values[] = {as_int(3), as_int(12), as_int(1), as_str_from(t, "final"), as_int(0)};
    return as_struct_single(t, "sys", "version_info", fields, values, 5);
}

static Value flags(Thread *t) {
    static const char *const fields[] = {"debug",
                                         "inspect",
                                         "interactive",
                                         "optimize",
                                         "dont_write_bytecode",
                                         "no_user_site",
                                         "no_site",
                                         "ignore_environment",
                                         "verbose",
                                         "bytes_warning",
                                         "quiet",
                                         "hash_randomization",
                                         "isolated",
                                         "dev_mode",
                                         "utf8_mode",
                                         "warn_default_encoding",
                                         "safe_path",
                                         "int_max_str_digits",
                                         NULL};
    Value values[18];
    for (int i = 0; i < 18; i++) values[i] = as_int(0);
    values[0] = as_int(t->vm->debug);
    values[2] = as_int(t->vm->interactive);
    values[4] = as_int(1);
    values[11] = as_int(1);
    values[13] = as_bool(t->vm->dev_mode);
    values[16] = AS_FALSE;
    values[17] = as_int(4300);
    return as_struct_single(t, "sys", "flags", fields, values, 18);
}

static Value float_info(Thread *t) {
    static const char *const fields[] = {"max",     "max_exp",    "max_10_exp", "min",
                                         "min_exp", "min_10_exp", "dig",        "mant_dig",
                                         "epsilon", "radix",      "rounds",     NULL};
    Value values[] = {as_float(t, DBL_MAX),
                      as_int(DBL_MAX_EXP),
                      as_int(DBL_MAX_10_EXP),
                      as_float(t, DBL_MIN),
                      as_int(DBL_MIN_EXP),
                      as_int(DBL_MIN_10_EXP),
                      as_int(DBL_DIG),
                      as_int(DBL_MANT_DIG),
                      as_float(t, DBL_EPSILON),
                      as_int(FLT_RADIX),
                      as_int(1)};
    return as_struct_single(t, "sys", "float_info", fields, values, 11);
}

static Value int_info(Thread *t) {
    static const char *const fields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                         "str_digits_check_threshold", NULL};
    Value values[] = {as_int(30), as_int(4), as_int(4300), as_int(640)};
    return as_struct_single(t, "sys", "int_info", fields, values, 4);
}

static Value hash_info(Thread *t) {
    static const char *const fields[] = {"width",     "modulus",   "inf",       "nan",    "imag",
                                         "algorithm", "hash_bits", "seed_bits", "cutoff", NULL};
    Value values[] = {as_int(64),      as_int_from_i64(t, ((int64_t)1 << 61) - 1),
                      as_int(314159),  as_int(0),
                      as_int(1000003), as_str_from(t, "siphash13"),
                      as_int(64),      as_int(128),
                      as_int(0)};
    return as_struct_single(t, "sys", "hash_info", fields, values, 9);
}

static Value thread_info(Thread *t) {
    static const char *const fields[] = {"name", "lock", "version", NULL};
    Value values[] = {as_str_from(t, "pthread"), as_str_from(t, "semaphore"), AS_NONE};
    return as_struct_single(t, "sys", "thread_info", fields, values, 3);
}

static bool set(Thread *t, Value v, const char *name, Value owned) {
    OWNED(key, as_str_from(t, name));
    OWNED(value, owned);
    return !as_is_undef(key.v) && !as_is_undef(value.v) &&
           as_setattr(t, v, as_as_str(key.v), value.v);
}

static Value implementation(Thread *t) {
    OWNED(v, as_call0(t, as_from_obj(as_builtin(t, T_NAMESPACE))));
    if (as_is_undef(v.v) || !set(t, v.v, "name", as_str_from(t, "aster")) ||
        !set(t, v.v, "cache_tag", AS_NONE) || !set(t, v.v, "version", version_info(t)) ||
        !set(t, v.v, "hexversion", as_int(0x030c01f0)))
        return AS_UNDEF;
    return as_move(&v);
}

/* --- paths and names --- */

static Value executable(Thread *t) {
    char path[4096];
    ssize_t size =
        t->vm->capabilities & CAP_FILES ? readlink("/proc/self/exe", path, sizeof path) : 0;
    return size > 0 ? as_str_new(t, path, (size_t)size) : as_str_from(t, "");
}

static Value builtin_names(Thread *t) {
    static const char *const names[] = {
#define X(name, c) name,
        AS_BUILTIN_MODULES(X)
#undef X
    };
    OWNED(list, as_list_new(t, 16));
    for (size_t i = 0; !as_is_undef(list.v) && i < sizeof names / sizeof *names; i++)
        if (!as_list_append_take(t, as_as_list(list.v), as_str_from(t, names[i]))) return AS_UNDEF;
    if (as_is_undef(list.v) || !as_list_sort(t, as_as_list(list.v), AS_NONE, false))
        return AS_UNDEF;
    return as_tuple_from(t, list.v);
}

static bool add_paths(Thread *t, Value m) {
    return add_str(t, m, "platform", "linux") && add_str(t, m, "byteorder", "little") &&
           add_str(t, m, "prefix", "/usr/local") && add_str(t, m, "exec_prefix", "/usr/local") &&
           add_str(t, m, "base_prefix", "/usr/local") &&
           add_str(t, m, "base_exec_prefix", "/usr/local") && add_str(t, m, "abiflags", "") &&
           add_str(t, m, "platlibdir", "lib") && add_str(t, m, "float_repr_style", "short") &&
           as_module_add(t, m, "pycache_prefix", AS_NONE) &&
           as_module_add(t, m, "executable", executable(t)) &&
           as_module_add(t, m, "_base_executable", executable(t)) &&
           as_module_add(t, m, "path", as_list_new(t, 0)) &&
           as_module_add(t, m, "argv", as_list_new(t, 0)) &&
           as_module_add(t, m, "orig_argv", as_list_new(t, 0)) &&
           as_module_add(t, m, "warnoptions", as_list_new(t, 0)) &&
           as_module_add(t, m, "builtin_module_names", builtin_names(t)) &&
           as_module_add(t, m, "modules", as_incref(as_from_obj(t->vm->modules)));
}

bool as_sys_add_constants(Thread *t, Value m) {
    return add_str(t, m, "version", "3.12.1 (Aster)") &&
           as_module_add(t, m, "hexversion", as_int(0x030c01f0)) &&
           as_module_add(t, m, "api_version", as_int(1013)) &&
           as_module_add(t, m, "maxsize", as_int_from_i64(t, INT64_MAX)) &&
           as_module_add(t, m, "maxunicode", as_int(0x10FFFF)) &&
           as_module_add(t, m, "dont_write_bytecode", AS_TRUE) && add_paths(t, m) &&
           as_module_add(t, m, "version_info", version_info(t)) &&
           as_module_add(t, m, "flags", flags(t)) &&
           as_module_add(t, m, "float_info", float_info(t)) &&
           as_module_add(t, m, "int_info", int_info(t)) &&
           as_module_add(t, m, "hash_info", hash_info(t)) &&
           as_module_add(t, m, "thread_info", thread_info(t)) &&
           as_module_add(t, m, "implementation", implementation(t));
}
