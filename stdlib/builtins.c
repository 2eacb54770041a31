/* The module builtins: functions from the tables of builtins.h, the built-in types, the exceptions and
 * the constants. */
#include "stdlib/builtins.h"

#include "stdlib/modules.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"

static const TypeId visible_types[] = {
    T_OBJECT, T_TYPE, T_INT, T_BOOL, T_FLOAT, T_COMPLEX, T_STR, T_BYTES, T_BYTEARRAY, T_LIST, T_TUPLE,
    T_DICT, T_SET, T_FROZENSET, T_RANGE, T_SLICE, T_PROPERTY, T_STATICMETHOD, T_CLASSMETHOD, T_SUPER,
    T_ENUMERATE, T_ZIP, T_MAP, T_FILTER, T_REVERSED,
};

static const struct {
    TypeId id;
    const char *name;
} type_names[] = {
#define X(id, name, base) {T_##id, name},
#include "vm/types.def"
};

static bool add_type(Thread *t, Value m, TypeId id) {
    return as_module_add(t, m, type_names[id - 1].name, as_incref(as_from_obj(as_builtin(t, id))));
}

static bool add_types(Thread *t, Value m) {
    for (size_t i = 0; i < sizeof visible_types / sizeof *visible_types; i++)
        if (!add_type(t, m, visible_types[i])) return false;
    for (TypeId id = T_BASE_EXCEPTION; id < T_BUILTIN_COUNT; id++)
        if (!strchr(type_names[id - 1].name, '.') && !add_type(t, m, id)) return false;
    Value os_error = as_from_obj(as_builtin(t, T_OS_ERROR));
    return as_module_add(t, m, "EnvironmentError", as_incref(os_error)) &&
           as_module_add(t, m, "IOError", as_incref(os_error));
}

static bool add_constants(Thread *t, Value m) {
    return as_module_add(t, m, "None", AS_NONE) && as_module_add(t, m, "True", AS_TRUE) &&
           as_module_add(t, m, "False", AS_FALSE) && as_module_add(t, m, "Ellipsis", AS_ELLIPSIS) &&
           as_module_add(t, m, "NotImplemented", AS_NOT_IMPL) && as_module_add(t, m, "__debug__", AS_TRUE);
}

Value as_module_builtins(Thread *t) {
    OWNED(m, as_module_new(t, "builtins", "Functions, types and exceptions that need no import."));
    if (as_is_undef(m.v)) return AS_UNDEF;
    const NativeDef *const tables[] = {as_builtins_values, as_builtins_objects, as_builtins_io, as_builtins_code};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!as_module_add_natives(t, m.v, tables[i])) return AS_UNDEF;
    return add_types(t, m.v) && add_constants(t, m.v) ? as_move(&m) : AS_UNDEF;
}
