/* embed/ implements include/aster.h. This header holds what its files share.
 *
 *   open.c     opening, closing, options, interrupts, the inbox of other threads
 *   scope.c    slots of values, scopes, kept values
 *   value.c    making and reading values
 *   call.c     calls, names, modules
 *   error.c    the error that the host may look at
 *   native.c   native functions
 *   future.c   futures that the host resolves
 *   run.c      programs to their end;  start.c  programs beside a host's loop;  repl.c  a prompt
 *
 * An AsterValue points to a slot that owns a Value. Slots of scopes stand in chunks that never
 * move; kept ones are blocks of their own. An exception never stays pending in the Thread
 * between two API calls: it moves to AsterVM.error, and from there back when a native function
 * returns without a value. */
#ifndef AS_EMBED_HOST_H
#define AS_EMBED_HOST_H

#include "include/aster.h"
#include "vm/loop/loop.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"
#include "vm/vm.h"

#include <uv.h> /* behind the headers that have a field called errno */

enum { SLOTS_A_CHUNK = 64 };

struct AsterSlot {
    Value v;
};

typedef struct Kept {
    struct AsterSlot slot; /* first: the handle points here */
    struct Kept *prev, *next;
} Kept;

typedef struct HostNative HostNative;
typedef struct Started Started;

/* What other threads leave for the VM's thread. It outlives the VM as long as futures of it do. */
typedef struct InboxItem {
    struct InboxItem *next;
    AsterFuture *future; /* to be resolved; NULL: fn is to be called */
    AsterPosted fn;
    AsterMake make;
    void *arg;
    bool reject;
    char *type, *message;
} InboxItem;

typedef struct Inbox {
    uv_mutex_t mutex;
    int refs;    /* the VM, each future; under the mutex */
    AsterVM *vm; /* NULL once closed; under the mutex */
    InboxItem *first, **last;
    uv_async_t *wake; /* in the Carrier */
} Inbox;

/* The libuv side, outside the VM's heap until libuv has given it back. */
typedef struct Carrier {
    uv_loop_t own_loop;
    uv_loop_t *uv;
    uv_async_t wake;
    bool own, gone;
    AsterClosed done;
    void *ctx;
    size_t live;
} Carrier;

struct AsterVM {
    VM *vm;
    Thread *t;
    Carrier *carrier;
    Inbox *inbox;
    struct AsterSlot **chunks;
    size_t nchunks, nslots, chunks_size;
    Kept *kept;
    Value error;      /* owned; UNDEF: none */
    Value error_text; /* str that aster_error_text returned last, or UNDEF */
    Value prompt;     /* str that aster_repl_prompt returned last, or UNDEF */
    Value loop;       /* attached event loop of aster_start_* and the REPL, or UNDEF */
    HostNative *natives;
    AsterFuture *futures;
    Started *started; /* what waits for its end */
    int callbacks;    /* natives and callbacks of the host that are running now */
    bool parked;      /* a started program waits in asyncio.run */
    AsterOutput output;
    void *output_ctx;
    FILE *leak_report;
};

static inline AsterVM *as_host_of(Thread *t) {
    return t->vm->hooks.write_ctx;
}

/* --- scope.c --- */
/* A slot for an owned value; NULL (the value released) when it is UNDEF, whose exception becomes
 * the host's error. */
AsterValue as_give(AsterVM *h, Value owned);
void as_scopes_free(AsterVM *h);
static inline Value as_slot(AsterValue v) {
    return v ? v->v : AS_NONE;
}

/* --- error.c --- */
void as_catch_error(AsterVM *h); /* pending exception -> error */
static inline bool as_told(AsterVM *h, bool ok) {
    return ok ? true : (as_catch_error(h), false);
}

/* --- native.c --- */
void as_natives_free(AsterVM *h);

/* --- future.c --- */
void as_futures_close(AsterVM *h); /* the VM goes: what the host holds is cut off from it */
void as_inbox_drain(AsterVM *h);
void as_inbox_close(AsterVM *h);
void as_inbox_release(Inbox *inbox);

/* --- run.c, start.c --- */
Value as_main_code(AsterVM *h, const char *source, size_t size, const char *filename, int mode,
                   unsigned flags);
Value as_main_open(AsterVM *h); /* __main__, made on first use; borrowed */
bool as_attach(AsterVM *h);     /* the loop of started programs is there */
/* Tell `done` of the end of `future` (borrowed), a turn of the loop after it. */
bool as_watch(AsterVM *h, Value future, AsterDone done, void *ctx, bool interactive);
void as_started_close(AsterVM *h);

#endif
