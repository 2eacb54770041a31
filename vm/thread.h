/* VM and Thread: the state that everything hangs on. There are no mutable globals.
 *
 *   VM      heap, types, interned strings, modules, limits, loops; shared by its threads under one lock
 *   Thread  one an OS thread: frame stack, pending and handled exceptions, running loop, C-stack bound
 */
#ifndef AS_VM_THREAD_H
#define AS_VM_THREAD_H

#include <stdatomic.h>
#include <stdio.h>

#include "base/mem.h"
#include "vm/object.h"
#include "vm/type.h"

typedef struct Loop Loop;
typedef struct Heap Heap;
typedef struct StackSegment StackSegment;

/* Bits of Thread.breaker: why the interpreter should look up at its next check. */
enum {
    BREAK_SIGNAL = 1,  /* a signal was caught: KeyboardInterrupt or a handler */
    BREAK_GC     = 2,  /* run the cycle collector */
    BREAK_LOCK   = 4,  /* another thread waits for the VM lock */
    BREAK_STEPS  = 8,  /* step limit reached */
    BREAK_EXIT   = 16, /* the VM is being closed */
};

/* What is being handled (sys.exc_info); generators have one of their own, linked while they run. */
typedef struct ExcState {
    Value exc; /* owned; UNDEF: nothing */
    struct ExcState *prev;
} ExcState;

struct Thread {
    VM *vm;
    Frame *frame;          /* innermost running frame, or NULL */
    _Atomic uint32_t breaker;
    Value exc;             /* pending exception (owned), or UNDEF */
    ExcState *handled;
    ExcState base_handled;
    const char *stack_limit; /* lowest address C code may reach */
    uint32_t depth, depth_limit; /* script frames, sys.setrecursionlimit */
    uint32_t run_depth;    /* nested runs of the interpreter on the C stack */
    uint32_t park_depth;   /* run_depth at which the program may be parked; 0: nowhere */
    bool parking;          /* a native asked for it */
    Value parked_on;       /* what the parked program waits for (owned) */
    Frame *parked_frame;
    char *stack_at, *stack_end; /* of plain frames, in the newest segment */
    StackSegment *segment;
    Loop *loop;            /* running in this thread, or NULL */
    Value context;         /* current contextvars.Context, or UNDEF */
    Value asyncgen_firstiter, asyncgen_finalizer;
    Obj *trash;            /* objects whose dealloc is put off (deep chains) */
    uint32_t trash_depth;
    bool freeing;          /* emptying the trash */
    bool short_of_memory;  /* making a MemoryError */
    uint64_t steps_left;
    Value *repr_stack;     /* containers being shown now; freed when there are none */
    uint32_t repr_depth, repr_size;
    Thread *next;
};

enum { /* AsterOptions' capability bits: what scripts may touch */
    CAP_FILES = 1, CAP_NET = 2, CAP_PROCESS = 4, CAP_ENV = 8, CAP_STDIO = 16, CAP_SIGNALS = 32,
    CAP_MODULES = 64, /* import from the file system */
    CAP_EXIT = 128,
    CAP_ALL = 0xFFFF,
};

typedef struct Clock {
    int64_t (*monotonic_ns)(void *ctx);
    int64_t (*wall_ns)(void *ctx);
    void (*sleep_ns)(void *ctx, Thread *t, int64_t ns); /* blocks this thread */
    void *ctx;
} Clock;

/* Strings the runtime itself looks up, interned when the VM opens: t->vm->names.__init__ etc. */
typedef struct WellKnown {
#define X(field, text) Str *field;
#include "vm/names.def"
} WellKnown;

/* What vm/ needs of the layers above it; set when the VM is opened. */
typedef struct Hooks {
    /* Compile source text to Code (owned), or UNDEF with SyntaxError pending. mode: 0 file, 1 single, 2 eval.
     * flags: COMPILE_*. */
    Value (*compile)(Thread *t, const char *source, size_t length, Str *filename, int mode, unsigned flags);
    /* Built-in or frozen module by full name: owned module, AS_MISSING, or UNDEF with an exception. */
    Value (*find_module)(Thread *t, Str *name);
    /* Streams of the host, by descriptor 1 and 2; false with errno when it cannot be written. */
    bool (*write)(void *ctx, int fd, const char *bytes, size_t length);
    void *write_ctx;
    /* BREAK_SIGNAL was seen between two instructions: false with an exception (KeyboardInterrupt) pending. NULL: raise it. */
    bool (*on_signal)(Thread *t);
} Hooks;

enum {
    COMPILE_TOP_AWAIT = 1,     /* `await` at top level makes the code a coroutine */
    COMPILE_NAMES     = 2,     /* module level uses NAME instructions (exec with any namespaces) */
    COMPILE_FUTURE_ANNOTATIONS = 4,
    COMPILE_INCOMPLETE_OK = 8, /* REPL: incomplete input returns AS_MISSING instead of SyntaxError */
};

struct VM {
    Mem mem;
    Heap *heap;
    Type *types[T_BUILTIN_COUNT]; /* borrowed by id */
    Shape *shapes;
    uint32_t nshapes, shapes_size;
    WellKnown names;
    void *interned;      /* set of strs (str_intern.c); weak: a dying str takes itself out */
    Dict *builtins;      /* namespace of the builtins module */
    Dict *modules;       /* sys.modules */
    Value sys_module, builtins_module, main_module;
    void *weakrefs;      /* table Obj * -> list of weakref objects */
    uint32_t next_version;  /* of types, dict keys, code */
    uint64_t hash_seed[2];
    uint64_t task_count;    /* for Task-N */
    Hooks hooks;
    Clock clock;
    uint32_t capabilities;
    Thread *threads;
    Thread *main_thread;
    Loop *loops;
    Value memory_error;     /* made beforehand */
    Value empty_tuple, empty_str;
    Value latin1[256];      /* one-character strs */
    Value warnings_filters; /* list of "error", "ignore" ... from -W */
    void *signatures;       /* vm/signature.c: NativeDef * -> parsed signature */
    void *uv_loop;          /* the host's loop, or NULL: own */
    bool uv_entered;     /* the host may be inside uv_run: it must not be entered again */
    bool debug, dev_mode, closing, interactive;
    bool gc_enabled, gc_stress;
    int32_t int_digits_limit; /* sys.set_int_max_str_digits: 0 stands for 4300, -1 for no limit */
    uint32_t gc_count;
    size_t live_objects;
    Value argv;             /* list for sys.argv */
    void *stdlib[16];       /* state of stdlib modules, index fixed in stdlib/modules.h */
};

static inline Type *as_builtin(Thread *t, TypeId id) { return t->vm->types[id]; }
static inline Type *as_type_of(Thread *t, Value v) {
    if (as_is_obj(v)) return t->vm->shapes[as_obj(v)->shape].type;
    if (as_is_int(v)) return t->vm->types[T_INT];
    if (as_is_flonum(v)) return t->vm->types[T_FLOAT];
    static const uint8_t constants[] = {T_NONE, T_NONE, T_BOOL, T_BOOL, T_ELLIPSIS, T_NOT_IMPL, T_NONE};
    return t->vm->types[constants[v.bits >> 3]];
}

/* Whether the C stack has room left; else RecursionError is pending. For every recursive C function. */
/* `where` follows "maximum recursion depth exceeded", e.g. " while calling a Python object", or is "". */
bool as_stack_ok(Thread *t, const char *where);

#endif
