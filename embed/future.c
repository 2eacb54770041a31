/* Futures that the host resolves, and the inbox through which other threads reach the VM's
 * thread.
 *
 * An AsterFuture is a malloc'ed block outside the VM's heap: the host may resolve it after the
 * VM is gone. The inbox is shared by the VM and its futures, and freed by the last of them. */
#include <stdlib.h>

#include "embed/host.h"

struct AsterFuture {
    AsterVM *host; /* NULL once the VM is closed; the VM's thread only */
    Inbox *inbox;
    Value future, loop; /* owned */
    AsterPosted on_cancel;
    void *cancel_ctx;
    AsterFuture *prev, *next;
};

/* --- the script's side --- */

/* Whether the loop is carried by the uv loop that the host turns: no other could be woken. */
static bool on_host_loop(AsterVM *h, Value loop) {
    void *uv = as_loop_uv(h->t, loop);
    if (!uv) return false;
    if (uv == h->carrier->uv) return true;
    return as_fail(h->t, T_RUNTIME_ERROR,
                   "functions of the host need the event loop that the host drives");
}

static AsterFuture *block_new(AsterVM *h, Value loop) {
    AsterFuture *f = calloc(1, sizeof *f);
    if (!f) {
        as_raise_memory(h->t);
        return NULL;
    }
    f->future = as_future_new(h->t, loop);
    if (as_is_undef(f->future)) {
        free(f);
        return NULL;
    }
    f->host = h;
    f->loop = as_incref(loop);
    f->inbox = h->inbox;
    return f;
}

AsterFuture *aster_future(AsterVM *h) {
    Thread *t = h->t;
    if (!t->loop) as_raise(t, T_RUNTIME_ERROR, "no running event loop");
    bool ok = t->loop && on_host_loop(h, as_from_obj(t->loop));
    AsterFuture *f = ok ? block_new(h, as_from_obj(t->loop)) : NULL;
    if (!f) return as_catch_error(h), NULL;
    uv_mutex_lock(&f->inbox->mutex);
    f->inbox->refs++;
    uv_mutex_unlock(&f->inbox->mutex);
    f->next = h->futures;
    if (h->futures) h->futures->prev = f;
    h->futures = f;
    as_loop_hold(t, f->loop);
    return f;
}

AsterValue aster_future_value(AsterFuture *f) {
    return as_give(f->host, as_incref(f->future));
}

static void tell_cancelled(Thread *t, Value future, void *ctx) {
    AsterVM *h = as_host_of(t);
    AsterFuture *f = h->futures;
    while (f && f != ctx) f = f->next;
    if (!f || !as_same(f->future, future)) return; /* it was resolved, and the block is gone */
    AsterScope scope = aster_scope_open(h);
    h->callbacks++;
    f->on_cancel(h, f->cancel_ctx);
    h->callbacks--;
    aster_scope_close(h, scope);
}

bool aster_future_on_cancel(AsterFuture *f, AsterPosted fn, void *ctx) {
    if (!f->host) return false;
    bool known = f->on_cancel != NULL;
    f->on_cancel = fn;
    f->cancel_ctx = ctx;
    return known || as_told(f->host, as_future_on_done(f->host->t, f->future, tell_cancelled, f));
}

/* --- resolving --- */

/* Cut the block off from the VM. */
static void detach(AsterFuture *f) {
    AsterVM *h = f->host;
    if (f->prev)
        f->prev->next = f->next;
    else
        h->futures = f->next;
    if (f->next) f->next->prev = f->prev;
    f->host = NULL;
    as_loop_release(h->t, f->loop);
    as_decref(h->t, f->future);
    as_decref(h->t, f->loop);
}

static void block_free(AsterFuture *f) {
    as_inbox_release(f->inbox);
    free(f);
}

/* One of value and exception is UNDEF. */
static bool finish(AsterFuture *f, Value value, Value exception) {
    AsterVM *h = f->host;
    Thread *t = h->t;
    Value pending = as_take_exc(t);
    bool ok = !as_future_is_done(f->future);
    if (ok && as_is_undef(exception))
        ok = as_future_set_result(t, f->future, value);
    else if (ok)
        ok = as_future_set_exception(t, f->future, exception);
    as_clear_exc(t);
    if (!as_is_undef(pending)) as_restore_exc(t, pending);
    detach(f);
    block_free(f);
    return ok;
}

bool aster_future_resolve(AsterFuture *f, AsterValue value) {
    if (f->host) return finish(f, as_slot(value), AS_UNDEF);
    block_free(f);
    return false;
}

/* Reject with the host's error, which is taken. */
static bool reject_with_error(AsterFuture *f, Value saved_error) {
    AsterVM *h = f->host;
    Thread *t = h->t;
    OWNED(error, h->error);
    h->error = saved_error;
    if (as_is_undef(error.v)) return finish(f, AS_NONE, AS_UNDEF);
    return finish(f, AS_UNDEF, error.v);
}

bool aster_future_reject(AsterFuture *f, const char *type, const char *message) {
    if (!f->host) return block_free(f), false;
    Value saved = f->host->error;
    f->host->error = AS_UNDEF;
    aster_raise(f->host, type, "%s", message);
    return reject_with_error(f, saved);
}

/* --- the inbox --- */

static bool put(Inbox *inbox, InboxItem *item) {
    uv_mutex_lock(&inbox->mutex);
    *inbox->last = item;
    inbox->last = &item->next;
    if (inbox->wake) uv_async_send(inbox->wake);
    bool closed = !inbox->vm;
    uv_mutex_unlock(&inbox->mutex);
    return !closed;
}

/* Nobody reads the inbox any more: give back what the item holds. */
static void discard(InboxItem *item) {
    if (item->fn) item->fn(NULL, item->arg);
    if (item->make) item->make(NULL, item->arg);
    if (item->future) block_free(item->future);
    free(item->type);
    free(item->message);
    free(item);
}

static InboxItem *take_all(Inbox *inbox) {
    uv_mutex_lock(&inbox->mutex);
    InboxItem *first = inbox->first;
    inbox->first = NULL;
    inbox->last = &inbox->first;
    uv_mutex_unlock(&inbox->mutex);
    return first;
}

static void discard_all(Inbox *inbox) {
    for (InboxItem *item = take_all(inbox), *next; item; item = next) {
        next = item->next;
        discard(item);
    }
}

static void resolve_item(AsterVM *h, InboxItem *item) {
    AsterFuture *f = item->future;
    item->future = NULL;
    if (item->reject) {
        aster_future_reject(f, item->type, item->message);
        return;
    }
    Value saved = h->error;
    h->error = AS_UNDEF;
    AsterMake make = item->make;
    item->make = NULL;
    AsterValue value = make ? make(h, item->arg) : aster_none(h);
    if (!value) {
        reject_with_error(f, saved);
        return;
    }
    aster_error_clear(h);
    h->error = saved;
    aster_future_resolve(f, value);
}

static void act_on(AsterVM *h, InboxItem *item) {
    AsterScope scope = aster_scope_open(h);
    h->callbacks++;
    if (item->future) {
        resolve_item(h, item);
    } else {
        AsterPosted fn = item->fn;
        item->fn = NULL;
        fn(h, item->arg);
    }
    h->callbacks--;
    aster_scope_close(h, scope);
}

void as_inbox_drain(AsterVM *h) {
    for (InboxItem *item = take_all(h->inbox), *next; item; item = next) {
        next = item->next;
        act_on(h, item);
        discard(item);
    }
}

static bool leave(Inbox *inbox, InboxItem filled) {
    InboxItem *item = malloc(sizeof *item);
    if (!item) {
        free(filled.type);
        free(filled.message);
        return false;
    }
    *item = filled;
    uv_mutex_lock(&inbox->mutex); /* so that the last future cannot free it meanwhile */
    inbox->refs++;
    uv_mutex_unlock(&inbox->mutex);
    if (!put(inbox, item)) discard_all(inbox);
    as_inbox_release(inbox);
    return true;
}

bool aster_post(AsterVM *h, AsterPosted fn, void *arg) {
    return leave(h->inbox, (InboxItem){.fn = fn, .arg = arg});
}

bool aster_future_resolve_threadsafe(AsterFuture *f, AsterMake make, void *arg) {
    return leave(f->inbox, (InboxItem){.future = f, .make = make, .arg = arg});
}

bool aster_future_reject_threadsafe(AsterFuture *f, const char *type, const char *message) {
    InboxItem item = {
        .future = f, .reject = true, .type = strdup(type), .message = strdup(message)};
    if (item.type && item.message) return leave(f->inbox, item);
    free(item.type);
    free(item.message);
    return false;
}

void as_inbox_release(Inbox *inbox) {
    uv_mutex_lock(&inbox->mutex);
    bool last = --inbox->refs == 0;
    uv_mutex_unlock(&inbox->mutex);
    if (!last) return;
    uv_mutex_destroy(&inbox->mutex);
    free(inbox);
}

void as_futures_close(AsterVM *h) {
    while (h->futures) detach(h->futures);
}

void as_inbox_close(AsterVM *h) {
    Inbox *inbox = h->inbox;
    uv_mutex_lock(&inbox->mutex);
    inbox->vm = NULL;
    inbox->wake = NULL;
    uv_mutex_unlock(&inbox->mutex);
    discard_all(inbox);
    as_inbox_release(inbox);
}
