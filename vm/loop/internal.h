/* Structs and functions that the files of vm/loop share (and stdlib/asyncio.c). See loop.h first.
 *
 * Who owns whom, while a task sleeps:     Loop.timers -> SimpleWait -> Task -> coroutine -> SimpleWait
 * while it waits for a future:            future.waiters -> Task -> coroutine;  Task.waiting -> future
 * when it is to run:                      Loop.ready -> Task
 * Loops know their tasks through a list without references. */
#ifndef AS_VM_LOOP_INTERNAL_H
#define AS_VM_LOOP_INTERNAL_H

#include "vm/loop/loop.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

typedef struct Driver Driver;
typedef struct Task Task;

/* --- the ready queue: a ring of words; an entry is one to three of them --- */

/* Low three bits of an entry's first word, which is a pointer to an object (owned, as the others are). */
enum ReadyKind {
    READY_STEP,     /* task            run its next step */
    READY_WAKEUP,   /* task            what it waits for is over */
    READY_THROW,    /* task exc        run its next step, throwing exc */
    READY_HANDLE,   /* handle          call_soon, or call_later when due */
    READY_CALLBACK, /* future fn ctx   a done callback */
    READY_SLEEP,    /* wait            a sleep's timer is due */
    READY_GATHER,   /* gather child    a child of gather() is done */
    READY_STOP,     /* future          what run_until_complete runs is done */
};
typedef struct Ready {
    uint64_t *words;
    size_t size;        /* of the ring in words, a power of two */
    size_t head, tail;  /* ever growing; tail - head words are used */
    size_t count;       /* entries */
} Ready;

/* --- timers: a binary heap by deadline --- */
typedef struct Timer {
    int64_t when;  /* ns on the VM's clock */
    Obj *object;   /* SimpleWait or Handle (owned) */
} Timer;

struct Loop {
    Obj obj;
    Ready ready;
    Timer *timers;
    size_t ntimers, timers_size;
    size_t ncancelled;   /* timers that are cancelled but still in the heap */
    Task *tasks;         /* all that are not done; no references */
    Task *current;       /* whose step is running; no reference */
    Driver *driver;      /* NULL before the first run and once closed */
    Value handler;       /* exception handler or UNDEF */
    Value task_factory;  /* or UNDEF */
    Value asyncgens;     /* set of weak references, or UNDEF */
    Value sigint_task;   /* main task of asyncio.run (owned), or UNDEF */
    Value leave;         /* exception that leaves the loop (SystemExit, KeyboardInterrupt) */
    Value run_future;    /* what run_until_complete waits for; UNDEF: run_forever */
    Value saved_first, saved_final; /* async generator hooks to be restored */
    Loop *saved_loop;    /* Thread.loop to be restored */
    Loop *next;          /* in VM.loops */
    LoopDoneFn done_fn;  /* of as_loop_drive_async */
    void *done_ctx;
    double slow_callback; /* slow_callback_duration */
    uint32_t holds;      /* things of ours registered with libuv */
    uint32_t sigints;
    bool running, attached, stopping, closed, over, in_slice, debug, run_new_task, deadlock;
    bool host_done;      /* run_future was resolved while we were not looking */
};

enum FutureState { FUTURE_PENDING, FUTURE_CANCELLED, FUTURE_FINISHED };
enum {
    FUTURE_EXC      = 1,  /* result is an exception */
    FUTURE_LOG      = 2,  /* the exception was not looked at yet */
    FUTURE_BLOCKING = 4,  /* _asyncio_future_blocking */
    TASK_QUIET      = 8,  /* no report when destroyed pending */
    TASK_MUST_CANCEL = 16,
    TASK_LISTED     = 32, /* in Loop.tasks */
    GATHER_RETURN_EXC = 64,
    GATHER_CANCEL   = 128, /* cancel() was called */
};

/* Who is told when a future is done. The usual one or none is kept in the word itself. */
enum WaiterKind { WAITER_NONE, WAITER_TASK, WAITER_GATHER, WAITER_STOP, WAITER_CALL, WAITER_C };
typedef struct Waiter {
    uint8_t kind;  /* WaiterKind */
    Value who;     /* Task, gather future, Loop (STOP: none), or callable; owned */
    Value context; /* of WAITER_CALL; owned */
} Waiter;
typedef struct WaiterList {
    uint32_t count, size;
    Waiter items[];
} WaiterList;
enum { WAITERS_INLINE_TASK = 1, WAITERS_INLINE_GATHER = 2, WAITERS_LIST = 3, WAITERS_TAG = 7 };

typedef struct Future {
    Obj obj;
    Loop *loop;          /* owned; NULL: __init__ was not called */
    Value result;        /* FINISHED: result or exception. CANCELLED: exception to raise once, or UNDEF */
    uint64_t waiters;    /* 0, or pointer | WAITERS_* */
    Value cancel_msg;    /* UNDEF: none */
    uint8_t state;
    uint8_t flags;
    uint16_t unused;
    uint32_t cancels;    /* tasks: cancellation requests */
} Future;

struct Task {
    Future f;
    Value coro;          /* UNDEF once done and asked to forget */
    Value context;       /* Context, dict (a snapshot) or UNDEF (empty) */
    Value waiting;       /* future or SimpleWait, or UNDEF */
    Value name;          /* str, or the number N of Task-N */
    Task *prev, *next;   /* in Loop.tasks */
};

typedef struct Gather {
    Future f;
    Future **children;   /* in argument order, each owned */
    size_t nchildren, size; /* used and allocated entries of children */
    size_t nfuts, nfinished; /* distinct children, and how many of them are done */
} Gather;

/* What sleep() returns: looks like a coroutine, is a state machine of three words. */
enum { WAIT_CREATED = 0, WAIT_PAUSED = OBJ_A, WAIT_SLEEPING = OBJ_B, WAIT_DUE = OBJ_A | OBJ_B,
       WAIT_CANCELLED = OBJ_C, WAIT_CLOSED = OBJ_D, WAIT_STATE = OBJ_A | OBJ_B | OBJ_C | OBJ_D };
typedef struct SimpleWait {
    Obj obj;             /* state in obj.flags */
    Value delay;         /* CREATED: as given. CANCELLED: message or UNDEF. SLEEPING: the Loop (owned) */
    Value result;
    Task *task;          /* SLEEPING, DUE: who waits (owned), or NULL */
} SimpleWait;
static inline unsigned as_wait_state(const SimpleWait *w) { return w->obj.flags & WAIT_STATE; }
static inline void as_wait_set(SimpleWait *w, unsigned state) {
    w->obj.flags = (uint16_t)((w->obj.flags & ~(unsigned)WAIT_STATE) | state);
}

typedef struct FutureIter {
    Obj obj;
    Future *future; /* owned; NULL: exhausted */
} FutureIter;

typedef struct Handle { /* Handle and TimerHandle */
    Obj obj;        /* OBJ_A: cancelled, OBJ_B: in the timer heap, OBJ_C: a TimerHandle */
    Loop *loop;     /* owned */
    Value callback; /* UNDEF when cancelled */
    Value args;     /* tuple */
    Value context;
    Value when;     /* of a TimerHandle: as it was given */
} Handle;
enum { HANDLE_CANCELLED = OBJ_A, HANDLE_SCHEDULED = OBJ_B };

typedef struct Context {
    Obj obj;        /* OBJ_A: entered */
    Value map;      /* dict ContextVar -> value, shared until written to; UNDEF: empty */
} Context;

/* Per VM: what `asyncio` keeps. In VM.stdlib[AS_ASYNC_STATE]. */
enum { AS_ASYNC_STATE = 15 };
typedef struct AsyncState {
    Value set_loop;      /* of set_event_loop, or UNDEF */
    bool set_called;
} AsyncState;
AsyncState *as_async_state(Thread *t); /* NULL with MemoryError */

/* --- loop.c --- */
bool as_ready_reserve(Thread *t, Loop *l, size_t words);
/* After a reserve; `object` is moved in. */
void as_ready_put(Loop *l, enum ReadyKind kind, void *object);
void as_ready_put2(Loop *l, enum ReadyKind kind, void *object, Value second);
void as_ready_put3(Loop *l, enum ReadyKind kind, void *object, Value second, Value third);
/* Reserve and put with a new reference to the object. */
bool as_ready_add(Thread *t, Loop *l, enum ReadyKind kind, void *object);
bool as_timer_add(Thread *t, Loop *l, int64_t when, void *object); /* takes a new reference */
void as_timer_cancelled(Thread *t, Loop *l); /* one entry of the heap is now void */
int64_t as_loop_now(Thread *t);
int64_t as_loop_deadline(Thread *t, double seconds_from_now);
/* One iteration without the poll. False: the exception in l->leave leaves the loop. */
bool as_loop_iterate(Thread *t, Loop *l);
bool as_loop_check_open(Thread *t, Loop *l);
bool as_loop_check_runnable(Thread *t, Loop *l);
/* run_until_complete and run_forever: begin, and finish (owned result or UNDEF). */
bool as_run_begin(Thread *t, Loop *l, Value future /* or UNDEF */, bool new_task);
Value as_run_finish(Thread *t, Loop *l);
/* Begin and either park or run nested: what the natives return. */
Value as_loop_run(Thread *t, Loop *l, Value future, bool new_task);
void as_loop_drop_entries(Thread *t, Loop *l); /* ready and timers: close() */

/* --- driver.c --- */
bool as_driver_open(Thread *t, Loop *l);
void as_driver_arm(Thread *t, Loop *l);    /* a run begins: callbacks from now on */
void as_driver_rest(Loop *l);              /* a run ended: handles stopped */
void as_driver_kick(Loop *l);              /* something became ready outside a slice */
bool as_driver_run(Thread *t, Loop *l);    /* uv_run until l->over; false on deadlock */
void as_driver_stop(Loop *l);              /* leave uv_run soon */
void as_driver_close(Thread *t, Loop *l);
bool as_driver_inside(Loop *l);            /* within one of our libuv callbacks */

/* --- future.c --- */
bool as_is_future(Thread *t, Value v);     /* Future or an heir, not duck-typed */
static inline Future *as_as_future(Value v) { return (Future *)as_obj(v); }
bool as_future_init(Thread *t, Future *f, Loop *l);
bool as_future_add_waiter(Thread *t, Future *f, enum WaiterKind kind, Value who, Value context);
/* Number of waiters, and the i-th (borrowed). */
uint32_t as_future_waiters(const Future *f);
Waiter as_future_waiter(const Future *f, uint32_t i);
size_t as_future_remove_stop(Thread *t, Future *f);
bool as_future_finish(Thread *t, Future *f, enum FutureState state, Value result /* taken */, unsigned flags);
/* 1 cancelled, 0 was done, -1 exception. Futures proper; as_any_cancel dispatches. */
int as_future_cancel(Thread *t, Future *f, Value msg);
int as_any_cancel(Thread *t, Value future, Value msg);
Value as_future_get_result(Thread *t, Future *f);   /* result() */
Value as_future_take_cancelled(Thread *t, Future *f); /* CancelledError instance, owned; UNDEF: memory */
bool as_future_mark_retrieved(Future *f);
void as_future_clear_base(Thread *t, Future *f);
void as_future_visit_base(Future *f, VisitFn visit, void *arg);
void as_future_finalize(Thread *t, Obj *self);
bool as_exc_leaves_loop(Thread *t, Value exc);      /* SystemExit, KeyboardInterrupt */

/* --- task.c --- */
Value as_task_new(Thread *t, Loop *l, Value coro, Value name, Value context);
bool as_task_step(Thread *t, Task *task, Value exc /* taken, or UNDEF */);
bool as_task_wakeup(Thread *t, Task *task);
int as_task_cancel(Thread *t, Task *task, Value msg);
Value as_task_name(Thread *t, Task *task);
void as_task_unlist(Task *task);
bool as_is_coroutine_like(Thread *t, Value v);     /* asyncio.iscoroutine */
/* asyncio.ensure_future; *made says whether a task was made. loop UNDEF or a loop. */
Value as_ensure_future(Thread *t, Value v, Value loop, bool *made);
static inline bool as_is_task(Thread *t, Value v) {
    return as_is_exact(v, T_TASK) || (as_is_obj(v) && as_is_instance_of(t, v, T_TASK));
}

/* --- gather.c --- */
Value as_gather(Thread *t, Value *items, size_t count, bool return_exceptions);
bool as_gather_child_done(Thread *t, Gather *g, Future *child);
int as_gather_cancel(Thread *t, Gather *g, Value msg);

/* --- sleep.c --- */
Value as_sleep_new(Thread *t, Value delay, Value result);
bool as_sleep_due(Thread *t, SimpleWait *w);
int as_sleep_cancel(Thread *t, SimpleWait *w, Value msg);

/* --- handle.c --- */
Value as_handle_new(Thread *t, Loop *l, TypeId type, Value callback, const Value *args, int nargs,
                    Value context);
bool as_handle_run(Thread *t, Handle *h);
/* Call fn(args) within a context; the exception handler hears failures. False: leaves the loop. */
bool as_call_in_context(Thread *t, Loop *l, Value fn, Value *args, int nargs, Value context,
                        Obj *handle);

/* --- context.c --- */
Value as_context_snapshot(Thread *t);               /* of the current one: dict or UNDEF; never fails */
Value as_context_current(Thread *t);                /* the Context object, made if need be; owned */
Value as_context_copy(Thread *t);                   /* copy_context() */
Value as_context_from(Thread *t, Value map);        /* Context of a snapshot (taken) */
/* Make `context` (taken) the current one and return the one before; and back: returns what it is now. */
Value as_context_enter(Thread *t, Value context);
Value as_context_leave(Thread *t, Value before);

/* --- report.c --- */
/* Tell the exception handler: message, and pairs of key and borrowed value (UNDEF ones left out).
 * Never leaves an exception pending, except SystemExit and KeyboardInterrupt: then false. */
bool as_report(Thread *t, Loop *l, Value message /* taken */, int n, const char *const *keys,
               const Value *values);
bool as_call_handler(Thread *t, Loop *l, Value context);
bool as_default_handler(Thread *t, Loop *l, Value context);
Value as_future_repr(Thread *t, Value self);
Value as_format_callback(Thread *t, Value fn, Value *args, int nargs);
void as_report_deadlock(Thread *t, Loop *l);
void as_stderr_write(Thread *t, Value text);

/* --- event_loop.c --- */
Loop *as_loop_alloc(Thread *t);
Loop *as_running_loop(Thread *t); /* borrowed; NULL with RuntimeError "no running event loop" */
Value as_current_loop(Thread *t); /* asyncio.get_event_loop(): owned */
/* object.name(args...) */
Value as_call_named(Thread *t, Value object, const char *name, Value *args, int nargs);
/* Call function `name` of asyncio/_support.as. */
Value as_support_call(Thread *t, const char *name, Value *args, int nargs);
/* The Loop behind a value, or NULL with TypeError. */
Loop *as_as_loop(Thread *t, Value v);

static inline bool as_absent(Value v) { return as_is_undef(v) || as_is_none(v); }
static inline bool as_have(Value v) { return v.bits && !as_is_undef(v); }

#endif
