/* Opening and closing a VM for a host, its output, interrupts.
 *
 *   host's uv loop --- wake (uv_async) ---> inbox: other threads, aster_post, aster_interrupt
 *
 * The async handle and the VM's own uv loop stand in the Carrier, which libuv gives back after
 * the VM is gone. */
#include <stdlib.h>

#include "compiler/compiler.h"
#include "embed/host.h"
#include "stdlib/modules.h"
#include "stdlib/stdio.h"

_Static_assert(ASTER_CAP_EXIT == (int)CAP_EXIT && ASTER_CAP_MODULES == (int)CAP_MODULES &&
                   ASTER_CAP_ALL == (int)CAP_ALL && ASTER_CAP_STDIO == (int)CAP_STDIO,
               "the header's capabilities are the VM's");

const char *aster_version(void) {
    return ASTER_VERSION;
}

void aster_options_init(AsterOptions *o) {
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
}

/* --- hooks --- */

static bool write_output(void *ctx, int fd, const char *bytes, size_t size) {
    AsterVM *h = ctx;
    return !h->output || h->output(h->output_ctx, fd, bytes, size);
}

static bool on_signal(Thread *t) {
    if (as_loop_take_interrupt(t)) return true;
    as_raise_args(t, T_KEYBOARD_INTERRUPT, NULL, 0);
    return false;
}

/* --- the libuv side --- */

static void on_wake(uv_async_t *handle) {
    AsterVM *h = handle->data;
    if (h) as_inbox_drain(h);
}

static Carrier *carrier_open(AsterVM *h, uv_loop_t *host_loop) {
    Carrier *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->own = !host_loop;
    c->uv = host_loop ? host_loop : &c->own_loop;
    if (c->own && uv_loop_init(c->uv) != 0) return free(c), NULL;
    if (uv_async_init(c->uv, &c->wake, on_wake) != 0) {
        if (c->own) uv_loop_close(c->uv);
        return free(c), NULL;
    }
    c->wake.data = h;
    uv_unref((uv_handle_t *)&c->wake);
    return c;
}

static void on_carrier_closed(uv_handle_t *handle) {
    Carrier *c = (Carrier *)((char *)handle - offsetof(Carrier, wake));
    c->gone = true;
    if (c->own) return; /* carrier_close waits for it */
    AsterClosed done = c->done;
    void *ctx = c->ctx;
    size_t live = c->live;
    free(c);
    if (done) done(ctx, live);
}

static Inbox *inbox_open(AsterVM *h) {
    Inbox *inbox = calloc(1, sizeof *inbox);
    if (!inbox) return NULL;
    if (uv_mutex_init(&inbox->mutex) != 0) return free(inbox), NULL;
    inbox->refs = 1;
    inbox->vm = h;
    inbox->last = &inbox->first;
    inbox->wake = &h->carrier->wake;
    return inbox;
}

/* The VM's own loop turns until libuv has given everything back; a host's does so by itself. */
static void carrier_finish(Carrier *c) {
    if (!c->own) return;
    while (!c->gone) uv_run(c->uv, UV_RUN_DEFAULT);
    while (uv_loop_close(c->uv) == UV_EBUSY) uv_run(c->uv, UV_RUN_ONCE);
    AsterClosed done = c->done;
    void *ctx = c->ctx;
    size_t live = c->live;
    free(c);
    if (done) done(ctx, live);
}

/* --- settings --- */

static Value list_of(Thread *t, const char *const *texts, int count) {
    Value list = as_list_new(t, 4);
    for (int i = 0; !as_is_undef(list) && (count < 0 ? texts && texts[i] : i < count); i++) {
        Value text = as_decode(t, texts[i], strlen(texts[i]), NULL, NULL);
        if (as_is_undef(text)) { /* a name that is no UTF-8 is kept as it can be shown */
            as_clear_exc(t);
            text = as_str_from(t, "?");
        }
        if (!as_is_undef(text) && as_list_append_take(t, as_as_list(list), text)) continue;
        as_decref(t, list);
        list = AS_UNDEF;
    }
    return list;
}

static bool set_sys(Thread *t, const char *name, Value owned) {
    return as_is_undef(t->vm->sys_module) ? (as_decref(t, owned), false)
                                          : as_module_add(t, t->vm->sys_module, name, owned);
}

static bool settle(AsterVM *h, const AsterOptions *o) {
    Thread *t = h->t;
    VM *vm = h->vm;
    vm->interactive = (o->flags & ASTER_INTERACTIVE) != 0;
    vm->dev_mode = (o->flags & ASTER_DEV_MODE) != 0;
    vm->uv_entered = true;
    vm->argv = list_of(t, o->argv, o->argv ? o->argc : 0);
    if (as_is_undef(vm->argv) || !set_sys(t, "argv", as_incref(vm->argv))) return false;
    if (!set_sys(t, "path", list_of(t, o->path, -1))) return false;
    if (!o->warnings) return true;
    vm->warnings_filters = list_of(t, o->warnings, -1);
    return !as_is_undef(vm->warnings_filters) &&
           set_sys(t, "warnoptions", as_incref(vm->warnings_filters));
}

/* --- open --- */

static VM *open_vm(AsterVM *h, const AsterOptions *o) {
    VMOptions options = {.memory_limit = o->memory_limit,
                         .capabilities = o->capabilities,
                         .uv_loop = h->carrier->uv,
                         .stack_size = o->stack_size,
                         .fail_at = o->fail_alloc,
                         .gc_stress = o->gc_stress,
                         .hooks = {.compile = as_compile,
                                   .find_module = as_stdlib_find,
                                   .write = write_output,
                                   .write_ctx = h,
                                   .on_signal = on_signal}};
    return as_vm_open(&options);
}

static void drop_carrier(AsterVM *h) {
    Carrier *c = h->carrier;
    c->wake.data = NULL;
    uv_close((uv_handle_t *)&c->wake, on_carrier_closed);
    carrier_finish(c);
}

/* Options of a host that was compiled with an older header are shorter. */
static AsterOptions complete(const AsterOptions *given) {
    AsterOptions o;
    aster_options_init(&o);
    if (given) memcpy(&o, given, given->size < sizeof o ? given->size : sizeof o);
    return o;
}

AsterVM *aster_open(const AsterOptions *given) {
    AsterOptions o = complete(given);
    AsterVM *h = calloc(1, sizeof *h);
    if (!h) return NULL;
    h->error = h->error_text = h->prompt = h->loop = AS_UNDEF;
    h->output = o.output;
    h->output_ctx = o.output_ctx;
    h->leak_report = o.leak_report;
    if (!(h->carrier = carrier_open(h, o.loop))) return free(h), NULL;
    h->inbox = inbox_open(h);
    h->vm = h->inbox ? open_vm(h, &o) : NULL;
    if (!h->vm) {
        if (h->inbox) as_inbox_close(h);
        drop_carrier(h);
        return free(h), NULL;
    }
    h->t = h->vm->main_thread;
    if (settle(h, &o)) return h;
    aster_close(h, NULL, NULL);
    return NULL;
}

/* --- close --- */

static void release_values(AsterVM *h) {
    Thread *t = h->t;
    as_started_close(h);
    as_futures_close(h);
    aster_error_clear(h);
    as_clear(t, &h->error_text);
    as_clear(t, &h->prompt);
    as_scopes_free(h);
}

bool aster_close(AsterVM *h, AsterClosed done, void *ctx) {
    if (h->callbacks) return false;
    Thread *t = h->t;
    Carrier *c = h->carrier;
    c->wake.data = NULL;
    c->done = done;
    c->ctx = ctx;
    /* Closed first, called back last: libuv keeps the closing handles of a turn as a stack. */
    uv_close((uv_handle_t *)&c->wake, on_carrier_closed);
    as_inbox_close(h);
    release_values(h);
    as_loop_close_all(t);
    as_vm_finish(h->vm);
    release_values(h); /* what finalizers left */
    as_stdio_close(t);
    c->live = as_vm_close(h->vm, h->leak_report);
    as_natives_free(h);
    free(h);
    carrier_finish(c);
    return true;
}

/* --- small things --- */

uv_loop_t *aster_uv_loop(AsterVM *h) {
    return h->carrier->uv;
}
size_t aster_memory_used(AsterVM *h) {
    return h->vm->mem.used;
}
bool aster_flush(AsterVM *h) {
    return as_told(h, as_stdout_flush(h->t));
}

void aster_interrupt(AsterVM *h) {
    atomic_fetch_or(&h->t->breaker, BREAK_SIGNAL);
    /* A prompt's programs have uv loops of their own, and only a signal handler interrupts them. */
    if (h->vm->interactive) as_loop_interrupt(h->t);
    uv_async_send(&h->carrier->wake);
}

bool aster_interrupt_clear(AsterVM *h) {
    return (atomic_fetch_and(&h->t->breaker, ~(uint32_t)BREAK_SIGNAL) & BREAK_SIGNAL) != 0;
}
