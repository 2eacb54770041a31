/* Finds built-in modules: those in C, then those written in Aster that travel inside the library. */
#include "stdlib/modules.h"

#include "stdlib/frozen.h"
#include "vm/frame.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"

typedef struct BuiltinModule {
    const char *name;
    Value (*make)(Thread *t);
} BuiltinModule;

static const BuiltinModule builtin_modules[] = {
#define X(name, c) {name, as_module_##c},
    AS_BUILTIN_MODULES(X)
#undef X
};

static Value make_frozen(Thread *t, const FrozenSource *source, Str *name) {
    WellKnown *names = &t->vm->names;
    OWNED(module, as_module_new(t, name->data, NULL));
    OWNED(filename, as_str_format(t, "<frozen %S>", name));
    if (as_is_undef(module.v) || as_is_undef(filename.v)) return AS_UNDEF;
    Dict *ns = as_module_dict(module.v);
    if (source->is_package) {
        OWNED(path, as_list_new(t, 0));
        if (as_is_undef(path.v) || !as_dict_set_str(t, ns, names->__path__, path.v)) return AS_UNDEF;
        if (!as_dict_set_str(t, ns, names->__package__, as_from_obj(name))) return AS_UNDEF;
    } else {
        const char *dot = memrchr(name->data, '.', name->size);
        OWNED(package, as_str_new(t, name->data, dot ? (size_t)(dot - name->data) : 0));
        if (as_is_undef(package.v) || !as_dict_set_str(t, ns, names->__package__, package.v)) return AS_UNDEF;
    }
    /* Entered before it runs, so that circular imports find it. */
    if (!as_dict_set_str(t, t->vm->modules, name, module.v)) return AS_UNDEF;
    OWNED(code, t->vm->hooks.compile(t, source->source, source->length, as_as_str(filename.v), 0, 0));
    Value done = as_is_undef(code.v) ? AS_UNDEF : as_run_code(t, (Code *)as_obj(code.v), ns, AS_UNDEF);
    as_decref(t, done);
    if (!as_is_undef(done)) return as_move(&module);
    Value exc = as_take_exc(t);
    as_dict_delete(t, t->vm->modules, as_from_obj(name));
    as_clear_exc(t);
    as_restore_exc(t, exc);
    return AS_UNDEF;
}

Value as_stdlib_find(Thread *t, Str *name) {
    for (size_t i = 0; i < sizeof builtin_modules / sizeof builtin_modules[0]; i++)
        if (as_str_is(name, builtin_modules[i].name)) return builtin_modules[i].make(t);
    for (const FrozenSource *s = as_frozen_sources; s->name; s++)
        if (as_str_is(name, s->name)) return make_frozen(t, s, name);
    return AS_MISSING;
}
