/* Native functions of a host.
 *
 * Each definition is a block with a NativeDef of its own. The function object's receiver is the
 * block's address as an int (NATIVE_HOST: it does not count as an argument), so that one C
 * function serves all of them. */
#include <ctype.h>
#include <stdlib.h>

#include "embed/host.h"

enum { MOST_PARAMS = 22 }; /* what signatures of natives have room for, less the receiver */

struct HostNative {
    NativeDef def;
    AsterVM *host;
    AsterNative fn;
    AsterAsyncNative async_fn; /* or NULL */
    void *ctx;
    HostNative *next;
    char text[]; /* name, signature */
};

/* --- being called --- */

/* Run the host's function with handles for the arguments; owned result or UNDEF with an
 * exception pending. */
static Value enter(HostNative *n, AsterFuture *future, Value *args, int nargs) {
    AsterVM *h = n->host;
    Thread *t = h->t;
    Value saved = h->error;
    AsterScope scope = aster_scope_open(h);
    AsterValue small[24], *argv = small;
    if (nargs > 24 && !(argv = as_mem_alloc(&t->vm->mem, (size_t)nargs * sizeof *argv)))
        return as_raise_memory(t);
    h->error = AS_UNDEF;
    bool ready = true;
    for (int i = 0; i < nargs && ready; i++) {
        argv[i] = as_is_undef(args[i]) ? NULL : as_give(h, as_incref(args[i]));
        ready = argv[i] || as_is_undef(args[i]);
    }
    uint32_t park_depth = t->park_depth;
    t->park_depth = 0;
    h->callbacks++;
    Value result = AS_UNDEF;
    if (ready && n->async_fn) {
        if (n->async_fn(h, future, nargs, argv, n->ctx)) result = AS_NONE;
    } else if (ready) {
        AsterValue given = n->fn(h, nargs, argv, n->ctx);
        if (given) result = as_incref(given->v);
    }
    h->callbacks--;
    t->park_depth = park_depth;
    if (argv != small) as_mem_free(&t->vm->mem, argv, (size_t)nargs * sizeof *argv);
    aster_scope_close(h, scope);
    Value error = h->error;
    h->error = saved;
    if (!as_is_undef(result)) {
        as_decref(t, error);
        return result;
    }
    if (!as_is_undef(error)) return as_restore_exc(t, error), AS_UNDEF;
    return as_raise(t, T_SYSTEM_ERROR, "%s() returned no value and set no error", n->def.name);
}

static HostNative *block_of(Value receiver) {
    return (HostNative *)(uintptr_t)as_int_of(receiver);
}

static Value call_native(Thread *t, Value *args, int nargs) {
    (void)t;
    return enter(block_of(args[0]), NULL, args + 1, nargs - 1);
}

static Value call_async(Thread *t, Value *args, int nargs) {
    HostNative *n = block_of(args[0]);
    AsterVM *h = n->host;
    AsterFuture *future = aster_future(h);
    if (!future) { /* the error goes to the script */
        Value error = h->error;
        h->error = AS_UNDEF;
        return as_restore_exc(t, error), AS_UNDEF;
    }
    AsterScope scope = aster_scope_open(h);
    AsterValue promise =
        aster_future_value(future); /* held before the host may resolve, which frees its end */
    OWNED(value, promise ? as_incref(promise->v) : as_raise_memory(t));
    aster_scope_close(h, scope);
    OWNED(done, as_is_undef(value.v) ? AS_UNDEF : enter(n, future, args + 1, nargs - 1));
    if (!as_is_undef(done.v)) return as_move(&value);
    Value error = as_take_exc(t);
    aster_future_resolve(future, NULL);
    as_restore_exc(t, error);
    return AS_UNDEF;
}

/* --- defining --- */

static bool too_many(const char *signature) {
    int commas = 0;
    for (const char *p = signature; *p; p++) commas += *p == ',';
    return commas >= MOST_PARAMS;
}

static HostNative *block_new(const char *name, const char *signature) {
    size_t name_size = strlen(name) + 1, size = name_size + strlen(signature) + sizeof "host, ";
    HostNative *n = calloc(1, sizeof *n + size);
    if (!n) return NULL;
    memcpy(n->text, name, name_size);
    snprintf(n->text + name_size, size - name_size, "host, %s", signature);
    n->def = (NativeDef){.name = n->text, .signature = n->text + name_size, .flags = NATIVE_HOST};
    return n;
}

static AsterValue make(AsterVM *h, const char *name, const char *signature, AsterNative fn,
                       AsterAsyncNative async_fn, void *ctx) {
    Thread *t = h->t;
    HostNative *n = too_many(signature) ? NULL : block_new(name, signature);
    if (!n) {
        if (too_many(signature))
            as_raise(t, T_SYSTEM_ERROR, "%s: more than %d parameters", name, MOST_PARAMS);
        else
            as_raise_memory(t);
        return as_give(h, AS_UNDEF);
    }
    n->def.fn = async_fn ? call_async : call_native;
    n->host = h;
    n->fn = fn;
    n->async_fn = async_fn;
    n->ctx = ctx;
    n->next = h->natives;
    h->natives = n;
    return as_give(h, as_native_new(t, &n->def, as_int((int64_t)(uintptr_t)n), NULL, NULL));
}

AsterValue aster_native(AsterVM *h, const char *name, const char *signature, AsterNative fn,
                        void *ctx) {
    return make(h, name, signature, fn, NULL, ctx);
}

AsterValue aster_async_native(AsterVM *h, const char *name, const char *signature,
                              AsterAsyncNative fn, void *ctx) {
    return make(h, name, signature, NULL, fn, ctx);
}

static bool define(AsterVM *h, const char *name, AsterScope scope, AsterValue native) {
    bool ok = native && aster_set_global(h, name, native);
    aster_scope_close(h, scope);
    return ok;
}

bool aster_define(AsterVM *h, const char *name, const char *signature, AsterNative fn, void *ctx) {
    AsterScope scope = aster_scope_open(h);
    return define(h, name, scope, aster_native(h, name, signature, fn, ctx));
}

bool aster_define_async(AsterVM *h, const char *name, const char *signature, AsterAsyncNative fn,
                        void *ctx) {
    AsterScope scope = aster_scope_open(h);
    return define(h, name, scope, aster_async_native(h, name, signature, fn, ctx));
}

void as_natives_free(AsterVM *h) {
    while (h->natives) {
        HostNative *n = h->natives;
        h->natives = n->next;
        free(n);
    }
}
