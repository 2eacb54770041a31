/* Calls of script functions, names of __main__, modules. */
#include "embed/host.h"

static Value call_with(AsterVM *h, Value function, int argc, const AsterValue *argv) {
    Thread *t = h->t;
    Value small[8], *args = small;
    if (argc > 8 && !(args = as_mem_alloc(&t->vm->mem, (size_t)argc * sizeof *args)))
        return as_raise_memory(t);
    for (int i = 0; i < argc; i++) args[i] = as_slot(argv[i]);
    uint32_t park_depth = t->park_depth;
    t->park_depth = 0; /* nobody could resume the C code that called */
    Value result = as_call(t, function, args, argc, AS_UNDEF);
    t->park_depth = park_depth;
    if (args != small) as_mem_free(&t->vm->mem, args, (size_t)argc * sizeof *args);
    return result;
}

AsterValue aster_call(AsterVM *h, AsterValue function, int argc, const AsterValue *argv) {
    return as_give(h, call_with(h, as_slot(function), argc, argv));
}

AsterValue aster_call_method(AsterVM *h, AsterValue value, const char *name, int argc,
                             const AsterValue *argv) {
    Thread *t = h->t;
    Str *s = as_intern(t, name, strlen(name));
    if (!s) return as_give(h, AS_UNDEF);
    OWNED(method, as_getattr(t, as_slot(value), s));
    as_decref_obj(t, s);
    return as_give(h, as_is_undef(method.v) ? AS_UNDEF : call_with(h, method.v, argc, argv));
}

AsterStatus aster_start_call(AsterVM *h, AsterValue function, int argc, const AsterValue *argv,
                             AsterDone done, void *ctx) {
    Thread *t = h->t;
    if (!as_told(h, as_attach(h))) return ASTER_ERROR;
    OWNED(result, call_with(h, as_slot(function), argc, argv));
    OWNED(future, AS_UNDEF);
    if (as_is_undef(result.v)) {
        as_catch_error(h);
        return ASTER_ERROR;
    }
    if (as_is_coroutine(result.v)) {
        future.v = as_loop_create_task(t, h->loop, result.v);
    } else {
        future.v = as_future_new(t, h->loop);
        if (!as_is_undef(future.v) && !as_future_set_result(t, future.v, result.v))
            as_assign(t, &future.v, AS_UNDEF);
    }
    bool ok = !as_is_undef(future.v) && as_watch(h, future.v, done, ctx, false);
    return as_told(h, ok) ? ASTER_OK : ASTER_ERROR;
}

/* --- names --- */

AsterValue aster_global(AsterVM *h, const char *name) {
    Thread *t = h->t;
    Value main = as_main_open(h);
    Str *s = as_is_undef(main) ? NULL : as_intern(t, name, strlen(name));
    if (!s) return as_give(h, AS_UNDEF);
    OWNED(key, as_from_obj(s));
    Value found = as_dict_get_str(t, as_module_dict(main), as_as_str(key.v));
    if (as_same(found, AS_MISSING))
        found = as_raise(t, T_NAME_ERROR, "name '%s' is not defined", name);
    return as_give(h, as_is_undef(found) ? AS_UNDEF : as_incref(found));
}

bool aster_set_global(AsterVM *h, const char *name, AsterValue value) {
    Value main = as_main_open(h);
    return as_told(h, !as_is_undef(main) &&
                          as_dict_set_c(h->t, as_module_dict(main), name, as_slot(value)));
}

AsterValue aster_import(AsterVM *h, const char *name) {
    return as_give(h, as_import(h->t, name));
}

AsterValue aster_module(AsterVM *h, const char *name) {
    Thread *t = h->t;
    OWNED(module, as_module_new(t, name, NULL));
    if (as_is_undef(module.v) || !as_dict_set_c(t, t->vm->modules, name, module.v))
        return as_give(h, AS_UNDEF);
    return as_give(h, as_move(&module));
}
