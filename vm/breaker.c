/* What the interpreter does when a bit of Thread.breaker is set. */
#include "vm/error.h"
#include "vm/heap.h"
#include "vm/interp.h"

static bool handle_signal(Thread *t) {
    atomic_fetch_and_explicit(&t->breaker, ~(uint32_t)BREAK_SIGNAL, memory_order_relaxed);
    if (t->vm->hooks.on_signal) return t->vm->hooks.on_signal(t);
    as_raise_args(t, T_KEYBOARD_INTERRUPT, NULL, 0);
    return false;
}

bool as_handle_breaker(Thread *t) {
    uint32_t bits = atomic_load_explicit(&t->breaker, memory_order_relaxed);
    if (bits & BREAK_GC) as_gc_step(t);
    if ((bits & BREAK_SIGNAL) && !handle_signal(t)) return false;
    if (bits & BREAK_EXIT) {
        as_raise_args(t, T_SYSTEM_EXIT, NULL, 0);
        return false;
    }
    return true;
}
