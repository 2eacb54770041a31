/* Frames: the activation record of running or suspended code.
 *
 *   Frame | registers: locals ... temporaries ...
 *
 * Plain calls take theirs from the thread's segmented stack; a coroutine's or generator's is embedded in
 * its object, in one block of exactly the size its Code needs. Nothing else distinguishes them, so
 * the interpreter suspends by leaving a frame where it is. */
#ifndef AS_VM_FRAME_H
#define AS_VM_FRAME_H

#include "vm/function.h"

enum {
    FRAME_ENTRY  = 1, /* returning from it leaves the interpreter (called from C) */
    FRAME_CORO   = 2, /* embedded in a coroutine, generator or async generator */
    FRAME_INIT   = 4, /* __init__ called by instance creation: its result is dropped */
    FRAME_PARKED = 8, /* waits for the loop on behalf of run_until_complete */
    FRAME_CLASS  = 16,
};

struct Frame {
    Frame *back;         /* the frame that called or resumed this one */
    Code *code;          /* borrowed from func, or owned when func is NULL */
    const Instr *pc;     /* the instruction that calls, suspends or raises; the next to run when suspended */
    Function *func;      /* owned, or NULL for module-like code */
    Dict *globals;       /* borrowed from func or owned */
    Dict *builtins;
    Value locals;        /* namespace of class bodies and exec (owned), or UNDEF */
    Obj *frame_object;   /* FrameObject, once somebody asked for it */
    uint16_t dest;       /* register of `back` that receives the result */
    uint8_t dest_flags;  /* D_LOCAL_A */
    uint8_t flags;       /* FRAME_* */
    uint32_t depth;      /* live registers while suspended */
    Value regs[];
};

typedef enum CoroState { CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED } CoroState;

/* Generator, coroutine and async generator objects. */
typedef struct Coroutine {
    Obj obj;
    uint8_t state;       /* CoroState */
    uint8_t hooks_inited, closed_gen, running_async; /* async generators */
    uint32_t origin_line; /* where it was created, for the never-awaited warning */
    Value name, qualname; /* strs */
    Code *code;          /* borrowed from frame.func; owned copy once closed */
    ExcState exc_state;
    struct Coroutine *resumer; /* the coroutine whose SEND resumed this one directly, while running */
    Value finalizer;     /* async generators */
    Frame frame;         /* last: registers follow */
} Coroutine;

/* What running a frame came to. */
typedef enum RunStatus {
    RUN_RETURNED,  /* value: the result (owned) */
    RUN_YIELDED,   /* value: what was yielded (owned) */
    RUN_RAISED,    /* the exception is pending */
    RUN_PARKED,    /* the program waits for the loop: resume with as_resume_parked */
} RunStatus;

/* Resume a coroutine or generator: `sent` (borrowed) is None at the first. */
RunStatus as_coro_send(Thread *t, Coroutine *c, Value sent, Value *value);
/* Throw the pending exception into it (taken). */
RunStatus as_coro_throw(Thread *t, Coroutine *c, Value *value);
/* close(): throws GeneratorExit; false with an exception pending. */
bool as_coro_close(Thread *t, Coroutine *c);
/* What a suspended coroutine waits on (cr_await / gi_yieldfrom), borrowed; UNDEF when nothing. */
Value as_coro_awaiting(Coroutine *c);
static inline bool as_is_coroutine(Value v) { return as_is_exact(v, T_COROUTINE); }
static inline Coroutine *as_as_coro(Value v) { return (Coroutine *)as_obj(v); }

/* Resume any awaitable iterator (from as_get_awaitable). */
RunStatus as_iter_send(Thread *t, Value iterator, Value sent, Value *value);
RunStatus as_iter_throw(Thread *t, Value iterator, Value *value); /* the pending exception */
/* The iterator that `await v` drives: v itself for coroutines. Owned. */
Value as_get_awaitable(Thread *t, Value v);

/* Run module-level code in `globals` to its end; a Coroutine is returned as value if it is one. */
Value as_run_code(Thread *t, Code *code, Dict *globals, Value locals);

/* --- parking: asyncio.run and run_until_complete called with no native in between ---
 * A native may ask to park its caller: as_can_park says whether that is possible here; as_park notes
 * the request and returns the value that the native must return. The interpreter then leaves with RUN_PARKED,
 * the driver runs the loop, and resumes the program with the call's result or the pending exception. */
bool as_can_park(Thread *t);
Value as_park(Thread *t, Value what); /* `what` (a future) is kept for the driver */
RunStatus as_resume_parked(Thread *t, Value result /* owned; UNDEF: the pending exception */, Value *value);

/* Line that frame f is at. */
uint32_t as_frame_line(const Frame *f);

#endif
