/* The module _weakref: what the module weakref needs from C. */
#include "stdlib/modules.h"
#include "vm/objects/containers.h"
#include "vm/objects/descriptors.h"

static Value refs(Thread *t, Value *a, int n) {
    (void)n;
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v)) return AS_UNDEF;
    OWNED(first, as_weakref_first(t, a[0]));
    for (WeakRef *r = as_is_none(first.v) ? NULL : (WeakRef *)as_obj(first.v); r; r = r->next)
        if (!as_list_append(t, as_as_list(list.v), as_from_obj(r))) return AS_UNDEF;
    return as_move(&list);
}

static Value count(Thread *t, Value *a, int n) {
    OWNED(list, refs(t, a, n));
    return as_is_undef(list.v) ? AS_UNDEF : as_int((int64_t)as_as_list(list.v)->count);
}

static const NativeDef functions[] = {
    {"getweakrefcount", "object, /", count, "Number of weak references to the object.", 0},
    {"getweakrefs", "object, /", refs, "List of the weak references to the object.", 0},
    {0},
};

Value as_module_weakref(Thread *t) {
    OWNED(m, as_module_new(t, "_weakref", "Weak references."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions)) return AS_UNDEF;
    Value type = as_from_obj(as_builtin(t, T_WEAKREF));
    if (!as_module_add(t, m.v, "ref", as_incref(type)) ||
        !as_module_add(t, m.v, "ReferenceType", as_incref(type)))
        return AS_UNDEF;
    return as_move(&m);
}
