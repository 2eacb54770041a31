/* Programs that run beside a host's own work: started, and reported when they end.
 *
 * Two ways, by what the program does. asyncio.run parks the program on the host's uv loop: one
 * at a time, as CPython has one running loop. Coroutines become tasks of an event loop that is
 * attached to the host's uv loop from the first of them until the VM is closed. */
#include <stdlib.h>

#include "compiler/compiler.h"
#include "embed/host.h"

/* One that waits for its end. */
struct Started {
    AsterVM *host;
    AsterDone done;
    void *ctx;
    Value future;     /* owned; UNDEF: the parked program */
    bool interactive; /* a line of the prompt: it may be interrupted */
    Started *prev, *next;
};

static Started *started_new(AsterVM *h, Value future, AsterDone done, void *ctx) {
    Started *s = malloc(sizeof *s);
    if (!s) {
        as_raise_memory(h->t);
        return NULL;
    }
    *s = (Started){
        .host = h, .done = done, .ctx = ctx, .future = as_incref(future), .next = h->started};
    if (h->started) h->started->prev = s;
    h->started = s;
    return s;
}

static void started_free(Started *s) {
    AsterVM *h = s->host;
    if (s->prev)
        s->prev->next = s->next;
    else
        h->started = s->next;
    if (s->next) s->next->prev = s->prev;
    Value future = s->future;
    free(s);
    as_decref(h->t, future);
}

/* Tell the host; `value` is owned, or UNDEF with the exception pending. */
static void tell(AsterVM *h, AsterDone done, void *ctx, Value value) {
    AsterScope scope = aster_scope_open(h);
    Value saved = h->error;
    h->error = AS_UNDEF;
    AsterValue given = as_give(h, value);
    h->callbacks++;
    if (done) done(h, given ? ASTER_OK : ASTER_ERROR, given, ctx);
    h->callbacks--;
    aster_scope_close(h, scope);
    aster_error_clear(h); /* and with it what its traceback holds */
    h->error = saved;
}

/* --- tasks of the attached loop --- */

bool as_attach(AsterVM *h) {
    Thread *t = h->t;
    if (!as_is_undef(h->loop)) return true;
    OWNED(asyncio,
          as_import(t, "asyncio")); /* its types and error handler are needed from now on */
    OWNED(loop, as_is_undef(asyncio.v) ? AS_UNDEF : as_loop_new(t));
    if (as_is_undef(loop.v)) return false;
    Loop *running = t->loop;
    t->loop = NULL;
    bool ok = as_loop_attach(t, loop.v);
    /* For lines of the prompt it runs all the time, otherwise in its own turns only. */
    if (!ok || !t->vm->interactive) t->loop = running;
    if (ok) h->loop = as_move(&loop);
    return ok;
}

/* A line of the prompt was cancelled by Ctrl-C: it ends as KeyboardInterrupt. */
static void translate_interrupt(AsterVM *h) {
    Thread *t = h->t;
    Str *name = as_intern(t, "_set_sigint_task", 16);
    if (!name) {
        as_clear_exc(t);
        return;
    }
    Value pending = as_take_exc(t), none = AS_NONE;
    OWNED(seen, as_call_method(t, h->loop, name, &none, 1));
    as_decref_obj(t, name);
    if (as_has_exc(t)) as_clear_exc(t);
    if (!as_is_undef(pending)) as_restore_exc(t, pending);
    if (as_is_int(seen.v) && as_int_of(seen.v) > 0 && as_exc_is(t, T_CANCELLED_ERROR)) {
        as_clear_exc(t);
        as_raise_args(t, T_KEYBOARD_INTERRUPT, NULL, 0);
    }
}

static void on_future_done(Thread *t, Value future, void *ctx) {
    AsterVM *h = as_host_of(t);
    Started *s = h->started;
    while (s && s != ctx) s = s->next;
    if (!s) return;
    AsterDone done = s->done;
    void *done_ctx = s->ctx;
    bool interactive = s->interactive;
    Value value = as_future_result(t, future);
    started_free(s);
    if (interactive) translate_interrupt(h);
    tell(h, done, done_ctx, value);
}

bool as_watch(AsterVM *h, Value future, AsterDone done, void *ctx, bool interactive) {
    Started *s = started_new(h, future, done, ctx);
    if (!s) return false;
    s->interactive = interactive;
    if (as_future_on_done(h->t, future, on_future_done, s)) return true;
    started_free(s);
    return false;
}

/* --- a parked program --- */

static void on_parked_done(Thread *t, RunStatus status, Value value, void *ctx) {
    AsterVM *h = as_host_of(t);
    Started *s = ctx;
    AsterDone done = s->done;
    void *done_ctx = s->ctx;
    h->parked = false;
    t->park_depth = 0;
    started_free(s);
    tell(h, done, done_ctx, status == RUN_RETURNED ? value : AS_UNDEF);
}

static AsterStatus start_coroutine(AsterVM *h, Value coroutine, AsterDone done, void *ctx) {
    Thread *t = h->t;
    OWNED(keep, coroutine);
    OWNED(task, as_attach(h) ? as_loop_create_task(t, h->loop, keep.v) : AS_UNDEF);
    bool ok = !as_is_undef(task.v) && as_watch(h, task.v, done, ctx, false);
    return as_told(h, ok) ? ASTER_OK : ASTER_ERROR;
}

static AsterStatus start_code(AsterVM *h, Code *code, AsterDone done, void *ctx) {
    Thread *t = h->t;
    bool may_park = !h->parked && t->run_depth == 0;
    Started *s = may_park ? started_new(h, AS_UNDEF, done, ctx) : NULL;
    if (may_park && !s) return as_told(h, false), ASTER_ERROR;
    uint32_t park_depth = t->park_depth;
    t->park_depth = may_park ? 1 : 0;
    Value v = as_run_code(t, code, as_module_dict(t->vm->main_module), AS_UNDEF);
    if (as_same(v, AS_MISSING)) {
        h->parked = true;
        as_loop_drive_async(t, on_parked_done, s);
        return ASTER_OK;
    }
    t->park_depth = park_depth;
    if (s) started_free(s);
    if (!as_is_undef(v) && as_is_coroutine(v)) return start_coroutine(h, v, done, ctx);
    tell(h, done, ctx, v);
    return ASTER_OK;
}

AsterStatus aster_start_string(AsterVM *h, const char *source, const char *filename, AsterDone done,
                               void *ctx) {
    Thread *t = h->t;
    OWNED(code, as_main_code(h, source, strlen(source), filename, 0, COMPILE_TOP_AWAIT));
    if (as_is_undef(code.v)) return as_told(h, false), ASTER_ERROR;
    return start_code(h, (Code *)as_obj(code.v), done, ctx);
}

/* --- the end --- */

void as_started_close(AsterVM *h) {
    Thread *t = h->t;
    if (h->parked) as_loop_abandon(t);
    h->parked = false;
    while (h->started) started_free(h->started);
    if (as_is_undef(h->loop)) return;
    as_loop_detach(t, h->loop);
    as_clear(t, &h->loop);
    h->loop = AS_UNDEF;
}
