/* The Driver: how a Loop is carried by libuv.
 *
 * Five handles in one malloc'ed block, which outlives the Loop until libuv has given every handle back:
 *
 *   check   runs the iterations, after each poll; never keeps the uv loop alive
 *   idle    active while entries are ready: makes the poll not wait
 *   timer   active while only timers are pending: set to the heap's top, rounded up to milliseconds
 *   async   wakes the poll from signal handlers and other threads; never keeps the loop alive
 *   hold    a prepare handle that is active while Loop.holds > 0 and keeps the uv loop alive
 *
 * So uv_run(UV_RUN_DEFAULT) returns exactly when nothing is ready, no timer is pending and nothing of ours is
 * in flight. Within a check callback iterations follow each other for up to a millisecond; when something of ours
 * is registered with libuv, the poll comes between any two of them, as in CPython. */
#include "vm/loop/internal.h"

#include <stdlib.h>
#include <uv.h>

enum { NHANDLES = 5, SLICE_NS = 1000000, LONGEST_MS = 86400000 };

struct Driver {
    uv_loop_t *uv;
    uv_loop_t own_loop;
    bool own;
    bool armed, inside;
    Loop *loop; /* NULL once closed */
    Thread *t;
    int open_handles;
    uv_check_t check;
    uv_idle_t idle;
    uv_timer_t timer;
    uv_async_t async;
    uv_prepare_t hold;
};

/* In loop.c: a parked run is over. */
void as_loop_run_over(Thread *t, Loop *l);

static void on_closed(uv_handle_t *h) {
    Driver *d = h->data;
    if (--d->open_handles == 0 && !d->own) free(d);
}

static void on_idle(uv_idle_t *h) { (void)h; }
static void on_hold(uv_prepare_t *h) { (void)h; }
static void on_async(uv_async_t *h) { (void)h; } /* the poll has returned: check does the rest */

/* Timers run before the poll: it must not wait now. */
static void on_timer(uv_timer_t *h) {
    Driver *d = h->data;
    uv_idle_start(&d->idle, on_idle);
}

/* Have libuv wait no longer than until the next thing we have to do. */
static void set_alarm(Driver *d, Loop *l) {
    if (l->ready.count || l->stopping) {
        if (!uv_is_active((uv_handle_t *)&d->idle)) uv_idle_start(&d->idle, on_idle);
        return;
    }
    uv_idle_stop(&d->idle);
    if (!l->ntimers) {
        uv_timer_stop(&d->timer);
        return;
    }
    int64_t wait = l->timers[0].when - as_loop_now(d->t);
    uint64_t ms = wait <= 0 ? 0 : ((uint64_t)wait + 999999) / 1000000;
    uv_update_time(d->uv);
    uv_timer_start(&d->timer, on_timer, ms > LONGEST_MS ? LONGEST_MS : ms, 0);
}

static void run_slice(Driver *d, Loop *l) {
    Thread *t = d->t;
    int64_t end = as_loop_now(t) + SLICE_NS;
    l->in_slice = true;
    do {
        if (!as_loop_iterate(t, l) || l->stopping) {
            l->over = true;
            break;
        }
    } while (l->ready.count && !l->holds && as_loop_now(t) < end);
    l->in_slice = false;
}

/* Exceptions that would leave a loop that nobody runs (REPL): shown there and then. */
static void leave_attached(Driver *d, Loop *l) {
    Value exc = l->leave;
    l->leave = AS_UNDEF;
    l->over = l->stopping = false;
    if (as_have(exc)) {
        as_print_exception(d->t, exc);
        as_decref(d->t, exc);
    }
}

static void on_check(uv_check_t *h) {
    Driver *d = h->data;
    Loop *l = d->loop;
    if (!l || !d->armed || d->inside) return;
    Thread *t = d->t;
    Loop *saved = t->loop;
    as_incref_obj(l);
    t->loop = l;
    d->inside = true;
    run_slice(d, l);
    d->inside = false;
    t->loop = saved;
    if (l->over && !l->running) leave_attached(d, l);
    if (l->over) {
        if (l->done_fn) as_loop_run_over(t, l);
        else uv_stop(d->uv);
    } else if (d->loop && d->armed) {
        set_alarm(d, l);
    }
    as_decref_obj(t, l);
}

/* Whether another open loop of the VM is carried by the host's uv loop. */
static bool host_loop_taken(VM *vm) {
    for (Loop *l = vm->loops; l; l = l->next)
        if (l->driver && !l->driver->own) return true;
    return false;
}

static void init_handles(Driver *d) {
    uv_check_init(d->uv, &d->check);
    uv_idle_init(d->uv, &d->idle);
    uv_timer_init(d->uv, &d->timer);
    uv_prepare_init(d->uv, &d->hold);
    d->check.data = d->idle.data = d->timer.data = d->hold.data = d->async.data = d;
    d->open_handles = NHANDLES;
    uv_unref((uv_handle_t *)&d->check);
    uv_unref((uv_handle_t *)&d->async);
}

bool as_driver_open(Thread *t, Loop *l) {
    if (l->driver) return true;
    Driver *d = calloc(1, sizeof *d);
    if (!d) return as_raise_memory(t), false;
    d->t = t;
    /* Beside a prompt, which turns its loop only while it waits, other loops get one of their own. */
    d->own = !t->vm->uv_loop || (t->vm->interactive && host_loop_taken(t->vm));
    d->uv = d->own ? &d->own_loop : t->vm->uv_loop;
    int err = d->own ? uv_loop_init(d->uv) : 0;
    if (!err && (err = uv_async_init(d->uv, &d->async, on_async)) != 0 && d->own) uv_loop_close(d->uv);
    if (err) {
        free(d);
        return as_fail(t, T_OS_ERROR, "cannot open an event loop: %s", uv_strerror(err));
    }
    init_handles(d);
    d->loop = l;
    l->driver = d;
    if (l->holds) uv_prepare_start(&d->hold, on_hold);
    return true;
}

void as_driver_arm(Thread *t, Loop *l) {
    Driver *d = l->driver;
    d->t = t;
    d->armed = true;
    uv_check_start(&d->check, on_check);
    set_alarm(d, l);
}

void as_driver_rest(Loop *l) {
    Driver *d = l->driver;
    if (!d || l->attached) return;
    d->armed = false;
    uv_check_stop(&d->check);
    uv_idle_stop(&d->idle);
    uv_timer_stop(&d->timer);
}

void as_driver_kick(Loop *l) {
    Driver *d = l->driver;
    if (!d || !d->armed || d->inside) return;
    if (l->ready.count) uv_idle_start(&d->idle, on_idle);
    else set_alarm(d, l);
}

bool as_driver_run(Thread *t, Loop *l) {
    Driver *d = l->driver;
    while (!l->over) {
        bool alive = uv_run(d->uv, UV_RUN_DEFAULT) != 0;
        if (l->over || alive) continue;
        l->deadlock = l->over = true;
        as_report_deadlock(t, l);
        return false;
    }
    return true;
}

void as_driver_stop(Loop *l) {
    if (l->driver) uv_stop(l->driver->uv);
}

bool as_driver_inside(Loop *l) {
    return l->driver && l->driver->inside;
}

static void close_handles(Driver *d) {
    uv_close((uv_handle_t *)&d->check, on_closed);
    uv_close((uv_handle_t *)&d->idle, on_closed);
    uv_close((uv_handle_t *)&d->timer, on_closed);
    uv_close((uv_handle_t *)&d->hold, on_closed);
    uv_close((uv_handle_t *)&d->async, on_closed);
}

void as_driver_close(Thread *t, Loop *l) {
    (void)t;
    Driver *d = l->driver;
    if (!d) return;
    l->driver = NULL;
    d->loop = NULL;
    d->armed = false;
    close_handles(d);
    if (!d->own) return; /* the host's uv_run calls on_closed */
    while (d->open_handles) uv_run(d->uv, UV_RUN_DEFAULT);
    uv_loop_close(d->uv);
    free(d);
}

/* --- loops that stay open beside other work --- */

bool as_loop_attach(Thread *t, Value loop) {
    Loop *l = as_as_loop(t, loop);
    if (!l || !as_loop_check_runnable(t, l) || !as_driver_open(t, l)) return false;
    l->attached = true;
    t->loop = l;
    as_driver_arm(t, l);
    return true;
}

void as_loop_detach(Thread *t, Value loop) {
    Loop *l = as_as_loop(t, loop);
    if (!l) {
        as_clear_exc(t);
        return;
    }
    l->attached = false;
    if (t->loop == l) t->loop = NULL;
    as_driver_rest(l);
}

void *as_loop_uv(Thread *t, Value loop) {
    Loop *l = as_as_loop(t, loop);
    return l && as_driver_open(t, l) ? l->driver->uv : NULL;
}

void as_loop_hold(Thread *t, Value loop) {
    (void)t;
    Loop *l = (Loop *)as_obj(loop);
    if (l->holds++ == 0 && l->driver) uv_prepare_start(&l->driver->hold, on_hold);
}

void as_loop_release(Thread *t, Value loop) {
    (void)t;
    Loop *l = (Loop *)as_obj(loop);
    if (--l->holds == 0 && l->driver) uv_prepare_stop(&l->driver->hold);
}

void as_loop_interrupt(Thread *t) {
    Loop *l = t->loop;
    if (l && l->driver) uv_async_send(&l->driver->async);
}
