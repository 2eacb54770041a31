/* See stdlib/struct_seq.h. The names stand in __match_args__, where repr finds them too. */
#include "stdlib/struct_seq.h"

#include <string.h>

#include "vm/function.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"

enum { MAX_FIELDS = 20 };

static Value field(Thread *t, Value self, size_t i) {
    Tuple *items = as_as_tuple(self);
    return i < items->count ? as_incref(items->items[i])
                            : as_raise(t, T_INDEX_ERROR, "tuple index out of range");
}

#define EACH(X)                                                                                    \
    X(0)                                                                                           \
    X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17)   \
        X(18) X(19)
#define X(i)                                                                                       \
    static Value field_##i(Thread *t, Value *a, int n) {                                           \
        (void)n;                                                                                   \
        return field(t, a[0], i);                                                                  \
    }
EACH(X)
#undef X

/* The name that a native carries is not that of the attribute; nothing shows it. */
static const NativeDef getters[MAX_FIELDS] = {
#define X(i) {"field", "self, /", field_##i, NULL, NATIVE_GETTER},
    EACH(X)
#undef X
};

static Value show(Thread *t, Value shown) {
    Type *type = as_type_of(t, shown);
    OWNED(self, as_incref(shown));
    OWNED(module, as_getattr(t, as_from_obj(type), t->vm->names.__module__));
    if (as_is_undef(module.v)) return AS_UNDEF;
    Value names = as_type_lookup(t, type, t->vm->names.__match_args__);
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_value(&b, module.v);
    as_sb_c(&b, ".");
    as_sb_value(&b, type->name);
    as_sb_c(&b, "(");
    bool ok = true;
    for (size_t i = 0; ok && as_is_tuple(names) && i < as_as_tuple(names)->count; i++) {
        if (i >= as_as_tuple(self.v)->count) break;
        if (i) as_sb_c(&b, ", ");
        as_sb_value(&b, as_as_tuple(names)->items[i]);
        as_sb_c(&b, "=");
        ok = as_sb_repr(&b, as_as_tuple(self.v)->items[i]);
    }
    as_sb_c(&b, ")");
    if (ok) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

static Value show_method(Thread *t, Value *a, int n) {
    (void)n;
    return show(t, a[0]);
}

static const NativeDef repr_def = {"__repr__", "self, /", show_method, "Return repr(self).", 0};

static bool set(Thread *t, Value type, const char *name, Value owned) {
    if (as_is_undef(owned)) return false;
    Str *key = as_intern(t, name, strlen(name));
    bool ok = key && as_type_set(t, as_as_type(type), key, owned);
    if (key) as_decref_obj(t, key);
    as_decref(t, owned);
    return ok;
}

Value as_struct_type(Thread *t, const char *module, const char *name, const char *const *fields) {
    OWNED(type, as_class_from_c(t, module, name, as_builtin(t, T_TUPLE)));
    OWNED(names, as_list_new(t, MAX_FIELDS));
    if (as_is_undef(type.v) || as_is_undef(names.v)) return AS_UNDEF;
    for (size_t i = 0; i < MAX_FIELDS && fields[i]; i++) {
        Value getter = as_native_new(t, &getters[i], AS_UNDEF, as_as_type(type.v), NULL);
        if (!as_is_undef(getter))
            as_obj(getter)->shape = T_GETSET; /* the same struct with other slots */
        if (!set(t, type.v, fields[i], getter)) return AS_UNDEF;
        if (!as_list_append_take(t, as_as_list(names.v), as_str_from(t, fields[i])))
            return AS_UNDEF;
    }
    int64_t count = (int64_t)as_as_list(names.v)->count;
    if (!set(t, type.v, "__match_args__", as_tuple_from(t, names.v)) ||
        !set(t, type.v, "n_fields", as_int(count)) ||
        !set(t, type.v, "n_sequence_fields", as_int(count)) ||
        !set(t, type.v, "__repr__",
             as_native_new(t, &repr_def, AS_UNDEF, as_as_type(type.v), NULL)))
        return AS_UNDEF;
    as_as_type(type.v)->slots.repr = show;
    return as_move(&type);
}

Value as_struct_new(Thread *t, Value type, Value *values, int count) {
    OWNED(items, as_tuple_take(t, values, (size_t)count));
    if (as_is_undef(items.v)) return AS_UNDEF;
    for (int i = 0; i < count; i++)
        if (as_is_undef(as_as_tuple(items.v)->items[i])) return AS_UNDEF;
    return as_builtin(t, T_TUPLE)->slots.new_(t, as_as_type(type), &items.v, 1, AS_UNDEF);
}

Value as_struct_single(Thread *t, const char *module, const char *name, const char *const *fields,
                       Value *values, int count) {
    OWNED(type, as_struct_type(t, module, name, fields));
    if (!as_is_undef(type.v)) return as_struct_new(t, type.v, values, count);
    for (int i = 0; i < count; i++) as_decref(t, values[i]);
    return AS_UNDEF;
}
