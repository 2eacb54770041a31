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
    FRAME_SEGMENT = 8, /* first in its stack segment */
    FRAME_PARKED = 32, /* waits for the loop on behalf of run_until_complete */
    FRAME_FOR    = 16, /* generator resumed by FOR_ITER of the frame `back` */
};

struct Frame {
    Frame *back;         /* the frame that called or resumed this one */
    Code *code;          /* borrowed from func; owned by a closed coroutine's frame */
    const Instr *pc;     /* the instruction that calls, suspends or raises */
    Function *func;      /* owned; module-like code has one too. NULL once a coroutine is closed */
    Value locals;        /* namespace of class bodies and exec (owned), or UNDEF */
    Obj *frame_object;   /* FrameObject, once somebody asked for it (owned) */
    uint16_t dest;       /* register of `back` that receives the result */
    uint8_t dest_flags;  /* D_LOCAL_A */
    uint8_t flags;       /* FRAME_* */
    uint32_t skip;       /* words from back->pc to the instruction after the call */
    Value regs[];
};

static inline Dict *as_frame_globals(const Frame *f) { return f->func->globals; }
static inline Dict *as_frame_builtins(const Frame *f) { return f->func->builtins; }

typedef enum CoroState {
    CORO_CREATED,
    CORO_RUNNING,   /* or part of a chain whose root runs */
    CORO_SUSPENDED,
    CORO_DELEGATED, /* driven by the coroutine that awaits it; suspended when the chain's root is */
    CORO_CLOSED,
} CoroState;

/* Generator, coroutine and async generator objects.
 *
 * A coroutine that awaits another resumes it directly: the two frames are linked, and a chain of
 * awaits is driven as one. Its root is the coroutine that something else resumes (a task, a `for`
 * loop, send()); the root remembers the innermost, so that suspending and resuming cost the same at
 * any depth:
 *
 *     task -> root  -SEND->  middle  -SEND->  innermost  -SEND-> future
 *              |.inner ------------------------^   |.root = root (found as in union-find)
 */
typedef struct Coroutine {
    Obj obj;
    uint8_t state;       /* CoroState */
    bool hooks_inited, closed_gen, running_async; /* async generators */
    uint32_t chain_depth; /* of a root: script frames of the chain, while suspended */
    uint32_t entry_depth; /* of a root: Thread.depth when it was resumed */
    Value names;         /* (name, qualname) when set by the script, else UNDEF */
    ExcState exc_state;
    struct Coroutine *resumer; /* whose SEND drives this one; NULL for a root */
    struct Coroutine *root;
    struct Coroutine *inner;   /* of a root: where resuming goes on */
    Value finalizer;     /* async generators: the hook */
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

/* The state as scripts see it: CORO_DELEGATED resolved to running or suspended. */
CoroState as_coro_state(Coroutine *c);
Value as_coro_name(Coroutine *c);     /* borrowed */
Value as_coro_qualname(Coroutine *c); /* borrowed */
/* A coroutine, generator or async generator (by the code's flags) for a function whose arguments stand in
 * `args` as a plain call has them. */
Value as_coro_new(Thread *t, Function *f, Value *args, int nargs, Value kwnames);
/* Run a class body with `ns` as its namespace: what it returns (its __class__ cell or None). */
Value as_run_class_body(Thread *t, Function *f, Value ns);
/* Whether suspended registers end here: the first dead one. */
uint32_t as_frame_depth(const Frame *f);

/* Line that frame f is at. */
uint32_t as_frame_line(const Frame *f);

#endif
