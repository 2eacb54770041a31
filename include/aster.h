/* aster.h: Aster in a C program. This is the only public header.
 *
 *     AsterVM *vm = aster_open(NULL);
 *     if (aster_run_string(vm, "print(6 * 7)", "<demo>") != ASTER_OK)
 *         puts(aster_error_text(vm));
 *     aster_close(vm, NULL, NULL);
 *
 * Threads.   A VM belongs to the thread that opened it. Only the functions tagged [any thread]
 *            may be called from elsewhere. Different VMs know nothing of each other and may live
 *            on different threads.
 * Errors.    Functions that can fail return NULL, false or a status other than ASTER_OK, and
 *            keep the exception; aster_error_* look at it. In a native function returning NULL
 *            (or false) hands it on to the script.
 * Values.    An AsterValue stands for a script's object and belongs to the scope it was made in:
 *            a call of a native function or of a callback, or aster_scope_open ..
 *            aster_scope_close. Outside of them it lives until the VM is closed, so a host that
 *            makes many opens scopes. aster_keep makes one that outlives scopes. Functions
 *            borrow the values passed to them.
 * Loop.      Everything asynchronous happens on one uv_loop_t, the host's or the VM's own.
 *            aster_run_* turn it until the program has ended; aster_start_* return at once, and
 *            uv_run does the rest: it returns when Aster has nothing left to wait for.
 * Never.     The library calls neither exit nor abort, sets no signal handler and no locale, and
 *            writes to no standard stream: output goes to the callback. Hosts ignore SIGPIPE
 *            themselves.
 *
 * Tags: [raises] may fail with an exception; [runs] may run script code, and so may call native
 * functions and collect garbage; [suspends] turns the uv loop. Functions without a tag do none
 * of it. */
#ifndef ASTER_H
#define ASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define ASTER_VERSION "0.1.0"

#if defined(_WIN32) || !defined(__GNUC__)
#define ASTER_API
#else
#define ASTER_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct uv_loop_s;

typedef struct AsterVM AsterVM;
typedef struct AsterSlot *AsterValue; /* NULL: no value */
typedef struct AsterFuture AsterFuture;

typedef enum AsterStatus {
    ASTER_OK,
    ASTER_ERROR,      /* an exception: see aster_error_text */
    ASTER_INCOMPLETE, /* aster_repl_eval: more lines could make it whole */
    ASTER_SUSPENDED,  /* aster_repl_eval: it waits, `done` will be called */
} AsterStatus;

/* --- opening and closing --------------------------------------------------------------------- */

/* What scripts may touch. Natives that need what is not granted raise PermissionError. */
enum {
    ASTER_CAP_FILES   = 1,   /* open, read and write files */
    ASTER_CAP_NET     = 2,   /* sockets */
    ASTER_CAP_PROCESS = 4,   /* start processes */
    ASTER_CAP_ENV     = 8,   /* environment variables */
    ASTER_CAP_STDIO   = 16,  /* the process's standard input and terminal */
    ASTER_CAP_SIGNALS = 32,  /* signal handlers */
    ASTER_CAP_MODULES = 64,  /* import from the module path */
    ASTER_CAP_EXIT    = 128, /* os._exit */
    ASTER_CAP_ALL     = 0xFFFF,
};

enum { /* AsterOptions.flags */
    ASTER_INTERACTIVE = 1, /* for aster_repl_eval: output by lines, loops beside the prompt's */
    ASTER_DEV_MODE    = 2, /* asyncio's debug mode, more warnings */
};

/* Output of scripts: `fd` is 1 or 2. False, with errno set, when it cannot be written. Called on
 * the VM's thread; must not call back into the VM. */
typedef bool (*AsterOutput)(void *ctx, int fd, const char *bytes, size_t size);

typedef struct AsterOptions {
    size_t size;                 /* sizeof(AsterOptions), set by aster_options_init */
    uint32_t capabilities;       /* ASTER_CAP_*; a host's default: none */
    uint32_t flags;
    size_t memory_limit;         /* bytes that scripts may use, then MemoryError; 0: no limit */
    struct uv_loop_s *loop;      /* the host's; NULL: the VM makes its own (aster_uv_loop) */
    AsterOutput output;          /* NULL: output is dropped */
    void *output_ctx;
    int argc;                    /* sys.argv */
    const char *const *argv;
    const char *const *path;     /* sys.path, ended by NULL; needs ASTER_CAP_MODULES */
    const char *const *warnings; /* as the command's -W takes them, ended by NULL */
    size_t stack_size;           /* bytes of C stack this thread may use; 0: ask the system */
    FILE *leak_report;           /* for tests: objects alive after the end are described here */
    uint64_t fail_alloc;         /* for tests: from this allocation on all fail; 0: none */
    bool gc_stress;              /* for tests: collect at every allocation of a container */
} AsterOptions;

/* The version of the library; compare with ASTER_VERSION, that of the header. [any thread] */
ASTER_API const char *aster_version(void);

/* All defaults. Call it before setting fields. [any thread] */
ASTER_API void aster_options_init(AsterOptions *options);

/* A new VM for this thread; NULL options are the defaults. NULL when memory is out or the loop
 * cannot be opened. */
ASTER_API AsterVM *aster_open(const AsterOptions *options);

/* `live` is the number of objects that were alive after everything had been released: 0 unless
 * there is a bug. */
typedef void (*AsterClosed)(void *ctx, size_t live);

/* Close the VM: programs that wait are ended, finalizers run, memory is freed before this
 * returns. Handles on a host's loop are closed by libuv, so let uv_run turn until `done` (may be
 * NULL) has been called; with the VM's own loop that is before this returns. Values and the VM
 * are invalid from now on; futures remain the host's to resolve. False (nothing happens) inside
 * a native function or callback. [runs] */
ASTER_API bool aster_close(AsterVM *vm, AsterClosed done, void *ctx);

/* The uv_loop_t that carries the VM. */
ASTER_API struct uv_loop_s *aster_uv_loop(AsterVM *vm);

/* Write out what is buffered of the script's output. [raises] */
ASTER_API bool aster_flush(AsterVM *vm);

/* Bytes in use, of those that memory_limit counts. */
ASTER_API size_t aster_memory_used(AsterVM *vm);

/* Interrupt what runs, as Ctrl-C does: KeyboardInterrupt, or cancelling the main task of
 * asyncio.run. [any thread, and signal handlers] */
ASTER_API void aster_interrupt(AsterVM *vm);

/* Take an interrupt back that nothing has noticed yet; whether there was one. */
ASTER_API bool aster_interrupt_clear(AsterVM *vm);

/* Call fn(vm, arg) on the VM's thread, from a turn of its loop; it wakes the loop but does not
 * keep it running. fn gets NULL for the VM when that was closed first. False when memory is out.
 * [any thread] */
typedef void (*AsterPosted)(AsterVM *vm, void *arg);
ASTER_API bool aster_post(AsterVM *vm, AsterPosted fn, void *arg);

/* --- running programs ------------------------------------------------------------------------
 * All of them use the module __main__, whose names stay from one to the next. */

/* Run source text to its end, `filename` is for tracebacks. Top-level `await` and asyncio.run
 * turn the loop, so this is refused (RuntimeError) inside native functions and callbacks, and
 * must not be called from libuv callbacks of the same loop. [raises, runs, suspends] */
ASTER_API AsterStatus aster_run_string(AsterVM *vm, const char *source, const char *filename);
/* The same for text with a length, which may hold anything. [raises, runs, suspends] */
ASTER_API AsterStatus aster_run_source(AsterVM *vm, const char *source, size_t size,
                                       const char *filename);
/* The same for a file; __file__ is `path`. [raises, runs, suspends] */
ASTER_API AsterStatus aster_run_file(AsterVM *vm, const char *path);
/* Run a module or package of sys.path as __main__, as `aster -m` does; sys.argv[0] becomes its
 * file. ImportError when there is none. [raises, runs, suspends] */
ASTER_API AsterStatus aster_run_module(AsterVM *vm, const char *name);

/* How something started ended; `value` when status is ASTER_OK, else aster_error_* tell, until it
 * returns. Called from a turn of the loop (or, by aster_start_string, before it returns). */
typedef void (*AsterDone)(AsterVM *vm, AsterStatus status, AsterValue value, void *ctx);

/* Start a program and return. What needs no waiting runs at once. asyncio.run waits on the
 * host's loop, one such program at a time; a program that awaits at top level becomes a task
 * beside others. `done` may be NULL. ASTER_ERROR: it could not be compiled or started, and
 * `done` is not called. [raises, runs] */
ASTER_API AsterStatus aster_start_string(AsterVM *vm, const char *source, const char *filename,
                                         AsterDone done, void *ctx);

/* Call a function; a coroutine that it returns becomes a task, and `done` is told its result,
 * from a turn of the loop. Any number may run at the same time. ASTER_ERROR: the call itself
 * raised. [raises, runs] */
ASTER_API AsterStatus aster_start_call(AsterVM *vm, AsterValue function, int argc,
                                       const AsterValue *argv, AsterDone done, void *ctx);

/* The bytecode of a program as text. [raises] */
ASTER_API AsterValue aster_disassemble(AsterVM *vm, const char *source, size_t size,
                                       const char *filename);

/* --- a prompt -------------------------------------------------------------------------------- */

/* Evaluate what was typed so far; values are echoed as sys.displayhook does. ASTER_SUSPENDED: it
 * awaits; let uv_run turn until `done` is called. Tasks of earlier lines go on whenever uv_run
 * turns. [raises, runs, suspends] */
ASTER_API AsterStatus aster_repl_eval(AsterVM *vm, const char *source, size_t size,
                                      const char *filename, AsterDone done, void *ctx);
/* Cancel the tasks that are left and wait for their end, as asyncio.run does. [runs, suspends] */
ASTER_API void aster_repl_end(AsterVM *vm);
/* sys.ps1 or sys.ps2 (`name`) as text, else `fallback`; valid until the next call. [runs] */
ASTER_API const char *aster_repl_prompt(AsterVM *vm, const char *name, const char *fallback);

/* --- errors ---------------------------------------------------------------------------------- */

/* Whether there is an error. */
ASTER_API bool aster_has_error(AsterVM *vm);
/* The error as a traceback, as it would be printed; "" when there is none. Valid until the next
 * error. [runs] */
ASTER_API const char *aster_error_text(AsterVM *vm);
/* Whether it is of this built-in class or an heir of it. */
ASTER_API bool aster_error_is(AsterVM *vm, const char *type);
/* The name of its class ("ValueError"); "" when there is none. Valid until the next error. */
ASTER_API const char *aster_error_type(AsterVM *vm);
/* The exception object, or NULL. */
ASTER_API AsterValue aster_error_value(AsterVM *vm);
ASTER_API void aster_error_clear(AsterVM *vm);
/* Report it as the end of a program through sys.excepthook and the output callback, forget it,
 * and return the exit status that goes with it: SystemExit's code, 130 for KeyboardInterrupt, 1;
 * 0 when there is none. [runs] */
ASTER_API int aster_error_report(AsterVM *vm);

/* Make an exception of a built-in class ("ValueError") with a printf-like message. Always
 * returns NULL, so that natives can say `return aster_raise(...)`. */
ASTER_API AsterValue aster_raise(AsterVM *vm, const char *type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with an exception object or class of the script's. [runs] */
ASTER_API AsterValue aster_raise_value(AsterVM *vm, AsterValue exception);

/* --- scopes ---------------------------------------------------------------------------------- */

typedef size_t AsterScope;
/* Values made from here on are released by aster_scope_close. Scopes nest. */
ASTER_API AsterScope aster_scope_open(AsterVM *vm);
/* Values in it are invalid now. [runs]: finalizers */
ASTER_API void aster_scope_close(AsterVM *vm, AsterScope scope);
/* A value that lives until aster_drop. NULL when memory is out. [raises] */
ASTER_API AsterValue aster_keep(AsterVM *vm, AsterValue value);
/* Release a kept value; NULL is ignored. [runs]: finalizers */
ASTER_API void aster_drop(AsterVM *vm, AsterValue kept);

/* --- values ---------------------------------------------------------------------------------- */

typedef enum AsterKind {
    ASTER_NONE, ASTER_BOOL, ASTER_INT, ASTER_FLOAT, ASTER_STR, ASTER_BYTES,
    ASTER_LIST, ASTER_TUPLE, ASTER_DICT,
    ASTER_FUNCTION, /* anything that can be called */
    ASTER_OTHER,
} AsterKind;

/* What it is; heirs of a built-in type count as it. */
ASTER_API AsterKind aster_kind(AsterVM *vm, AsterValue value);
/* The name of its class; valid while the class lives. */
ASTER_API const char *aster_type_name(AsterVM *vm, AsterValue value);

/* Making them. NULL when memory is out. [raises] */
ASTER_API AsterValue aster_none(AsterVM *vm);
ASTER_API AsterValue aster_bool(AsterVM *vm, bool value);
ASTER_API AsterValue aster_int(AsterVM *vm, int64_t value);
ASTER_API AsterValue aster_float(AsterVM *vm, double value);
/* UTF-8; invalid text is a UnicodeDecodeError. */
ASTER_API AsterValue aster_str(AsterVM *vm, const char *text);
ASTER_API AsterValue aster_str_sized(AsterVM *vm, const char *text, size_t size);
ASTER_API AsterValue aster_bytes(AsterVM *vm, const void *data, size_t size);
ASTER_API AsterValue aster_list(AsterVM *vm, int count, const AsterValue *items);
ASTER_API AsterValue aster_tuple(AsterVM *vm, int count, const AsterValue *items);
ASTER_API AsterValue aster_dict(AsterVM *vm);

/* Reading them. False with TypeError (or OverflowError) when the value is something else.
 * [raises] */
ASTER_API bool aster_to_int(AsterVM *vm, AsterValue value, int64_t *out);
ASTER_API bool aster_to_float(AsterVM *vm, AsterValue value, double *out); /* ints too */
/* UTF-8 that ends with a NUL, valid as long as the value; `size` may be NULL. NULL when it is no
 * str. */
ASTER_API const char *aster_to_str(AsterVM *vm, AsterValue value, size_t *size);
/* Of bytes and bytearray: valid as long as the value does not change. */
ASTER_API const void *aster_to_bytes(AsterVM *vm, AsterValue value, size_t *size);
/* Truth of any value: 1, 0, or -1 with an exception. [raises, runs] */
ASTER_API int aster_truth(AsterVM *vm, AsterValue value);
ASTER_API bool aster_is_none(AsterValue value);

/* str(value) and repr(value). [raises, runs] */
ASTER_API AsterValue aster_text(AsterVM *vm, AsterValue value);
ASTER_API AsterValue aster_repr(AsterVM *vm, AsterValue value);

/* Items and attributes of anything that has them. -1, NULL or false with an exception. [raises,
 * runs] */
ASTER_API int64_t aster_len(AsterVM *vm, AsterValue value);
/* value[key] */
ASTER_API AsterValue aster_get(AsterVM *vm, AsterValue value, AsterValue key);
/* value[index] */
ASTER_API AsterValue aster_get_at(AsterVM *vm, AsterValue value, int64_t index);
/* value["key"] */
ASTER_API AsterValue aster_get_key(AsterVM *vm, AsterValue value, const char *key);
ASTER_API bool aster_set(AsterVM *vm, AsterValue value, AsterValue key, AsterValue item);
ASTER_API bool aster_set_key(AsterVM *vm, AsterValue value, const char *key, AsterValue item);
ASTER_API bool aster_append(AsterVM *vm, AsterValue list, AsterValue item);
ASTER_API AsterValue aster_attr(AsterVM *vm, AsterValue value, const char *name);
ASTER_API bool aster_set_attr(AsterVM *vm, AsterValue value, const char *name, AsterValue item);

/* --- calls and names ------------------------------------------------------------------------- */

/* function(*argv). A coroutine function gives a coroutine: aster_start_call runs it. [raises,
 * runs] */
ASTER_API AsterValue aster_call(AsterVM *vm, AsterValue function, int argc, const AsterValue *argv);
/* value.name(*argv) [raises, runs] */
ASTER_API AsterValue aster_call_method(AsterVM *vm, AsterValue value, const char *name, int argc,
                                       const AsterValue *argv);
/* A name of __main__: NameError when it is not there. [raises] */
ASTER_API AsterValue aster_global(AsterVM *vm, const char *name);
ASTER_API bool aster_set_global(AsterVM *vm, const char *name, AsterValue value);
/* import name: the module itself. [raises, runs, needs no capability for built-in ones] */
ASTER_API AsterValue aster_import(AsterVM *vm, const char *name);
/* A new empty module that scripts can import; fill it with aster_set_attr. [raises] */
ASTER_API AsterValue aster_module(AsterVM *vm, const char *name);

/* --- native functions ------------------------------------------------------------------------
 * `signature` is the parameter list as a script would write it: "path, mode='r', *,
 * strict=False". argv has one entry a parameter, NULL for those not given; then the rest when
 * there is *args; a dict or NULL for **kwargs comes before that rest. Names, signature and doc
 * are copied. */

/* Returns a value, or NULL with an error. argv and all values made inside are released after it. */
typedef AsterValue (*AsterNative)(AsterVM *vm, int argc, const AsterValue *argv, void *ctx);
/* A function object. [raises] */
ASTER_API AsterValue aster_native(AsterVM *vm, const char *name, const char *signature,
                                  AsterNative fn, void *ctx);
/* The same, stored under its name in __main__. [raises] */
ASTER_API bool aster_define(AsterVM *vm, const char *name, const char *signature, AsterNative fn,
                            void *ctx);

/* Async natives: the script writes `await name(...)`. `future` is to be resolved or rejected,
 * once, in the call or later. False with an error: the call raises, and the future is gone. */
typedef bool (*AsterAsyncNative)(AsterVM *vm, AsterFuture *future, int argc,
                                 const AsterValue *argv, void *ctx);
ASTER_API AsterValue aster_async_native(AsterVM *vm, const char *name, const char *signature,
                                        AsterAsyncNative fn, void *ctx);
ASTER_API bool aster_define_async(AsterVM *vm, const char *name, const char *signature,
                                  AsterAsyncNative fn, void *ctx);

/* --- futures ---------------------------------------------------------------------------------
 * An AsterFuture is the host's end of an asyncio future. Until it is resolved or rejected it
 * keeps uv_run running; either ends and frees it, also when nobody waits any more or the VM has
 * been closed. */

/* A future of the running event loop: RuntimeError when none runs. [raises] */
ASTER_API AsterFuture *aster_future(AsterVM *vm);
/* The script's end: what `await` takes. [raises] */
ASTER_API AsterValue aster_future_value(AsterFuture *future);
/* Call fn(vm, ctx) in a turn of the loop when the script cancels it. It must be resolved or
 * rejected all the same. */
ASTER_API bool aster_future_on_cancel(AsterFuture *future, AsterPosted fn, void *ctx);
/* From libuv callbacks, callbacks and natives on the VM's thread. NULL resolves to None. False
 * when it was cancelled, or is over, before. */
ASTER_API bool aster_future_resolve(AsterFuture *future, AsterValue value);
/* With an exception of a built-in class. */
ASTER_API bool aster_future_reject(AsterFuture *future, const char *type, const char *message);

/* Makes the result on the VM's thread; returning NULL rejects with the error. vm is NULL when
 * the VM was closed: then only free `arg`. */
typedef AsterValue (*AsterMake)(AsterVM *vm, void *arg);
/* Resolve with what make(vm, arg) returns on the VM's thread (NULL make: None). False when
 * memory is out: try again. [any thread] */
ASTER_API bool aster_future_resolve_threadsafe(AsterFuture *future, AsterMake make, void *arg);
/* [any thread] */
ASTER_API bool aster_future_reject_threadsafe(AsterFuture *future, const char *type,
                                              const char *message);

#ifdef __cplusplus
}
#endif
#endif
