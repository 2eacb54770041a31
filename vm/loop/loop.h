/* The async core as the rest of the house sees it: event loops, and how a program and a libuv loop
 * come together.
 *
 *   script --run_until_complete()--> parks ----.            .---- resumes <---- future done
 *                                              v            |
 *   driver (embedding layer)            as_loop_drive: uv_run( check -> iterations of the Loop )
 *
 * A Loop is one asyncio event loop: a FIFO of ready entries, a heap of timers, and, from its first
 * run on, a Driver: five libuv handles that live in a malloc'ed block outside the VM's heap and
 * are closed asynchronously. libuv knows nothing of tasks or timers: one uv_timer stands for the
 * heap's top, an idle handle for "something is ready", an async handle for signals and threads.
 *
 * All functions need the VM's lock and are called by the loop's thread, unless they say otherwise. */
#ifndef AS_VM_LOOP_LOOP_H
#define AS_VM_LOOP_LOOP_H

#include "vm/frame.h"
#include "vm/thread.h"

/* --- running --- */

/* After the interpreter has left with RUN_PARKED: run the parked program's loop with uv_run until
 * what the program waits for is over, resume the program, and so on until it returns or raises. On a
 * host's uv_loop_t this calls uv_run on it, so it must not be called from one of its callbacks. */
RunStatus as_loop_drive(Thread *t, Value *value);

/* The same for a host that calls uv_run itself: handles are armed and the function returns. `done` is called
 * from a libuv callback when the parked program has returned or raised (RUN_RAISED: the exception is pending
 * in t; `value` is owned by the callee). */
typedef void (*LoopDoneFn)(Thread *t, RunStatus status, Value value, void *ctx);
void as_loop_drive_async(Thread *t, LoopDoneFn done, void *ctx);

/* End the parked program by SystemExit; nothing hears of it. */
void as_loop_abandon(Thread *t);

/* Run a __main__ that awaits at top level, as asyncio.run would: a new loop, one task, cancelling of what
 * is left, closing. Owned result, or UNDEF with the exception pending. */
Value as_loop_run_main(Thread *t, Value coroutine);

/* --- a loop that stays open beside other work: the REPL, hosts --- */

/* A new event loop object (owned). */
Value as_loop_new(Thread *t);
/* Make `loop` the thread's running loop, driven by the VM's (host's) uv_loop_t whenever that runs,
 * until as_loop_detach. Handles keep uv_run alive only while something can still happen. */
bool as_loop_attach(Thread *t, Value loop);
void as_loop_detach(Thread *t, Value loop);
/* The uv_loop_t * a loop is driven by, opened on first use; NULL with an exception pending. */
void *as_loop_uv(Thread *t, Value loop);
/* A new task on `loop` for `coroutine` (both borrowed): owned. */
Value as_loop_create_task(Thread *t, Value loop, Value coroutine);
/* Call fn(t, future, ctx) in a turn of the loop after `future` is done. One such callback a future. */
typedef void (*FutureDoneFn)(Thread *t, Value future, void *ctx);
bool as_future_on_done(Thread *t, Value future, FutureDoneFn fn, void *ctx);

/* Futures that C code resolves: a pending one of the running (or given) loop; owned. */
Value as_future_new(Thread *t, Value loop);
/* Resolve. False with an exception pending (InvalidStateError when done, MemoryError). `value` borrowed. */
bool as_future_set_result(Thread *t, Value future, Value value);
bool as_future_set_exception(Thread *t, Value future, Value exc);
bool as_future_is_done(Value future);
/* result(): owned, or UNDEF with the future's exception pending. */
Value as_future_result(Thread *t, Value future);

/* Something of ours is registered with libuv (descriptor, request, host future): while the count is not zero
 * the loop polls at every turn, as CPython does, and waiting is not a deadlock. */
void as_loop_hold(Thread *t, Value loop);
void as_loop_release(Thread *t, Value loop);

/* --- signals --- */

/* Wake the loop that runs in `t`; any thread, async-signal-safe. The caller sets BREAK_SIGNAL first. */
void as_loop_interrupt(Thread *t);
/* Ctrl-C was noticed (breaker cleared by the caller): true when asyncio.run took it by cancelling its main
 * task, false when KeyboardInterrupt is to be raised here and now. */
bool as_loop_take_interrupt(Thread *t);

/* --- end --- */

/* The VM closes: drop what loops hold and close their handles. Returns with all own uv loops gone;
 * handles on a host's loop are freed by their close callbacks. */
void as_loop_close_all(Thread *t);

#endif
