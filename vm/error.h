/* Raising and examining exceptions from C. */
#ifndef AS_VM_ERROR_H
#define AS_VM_ERROR_H

#include "vm/thread.h"

/* Make `type` (a T_ id of an exception) pending with a formatted message, and return AS_UNDEF.
 * Besides printf's %s %d %u %c %x %ld %lu %lld %llu %zu %zd %i %p %.Ns %g %%:
 *   %S  Str *        its text          %R  Value   its repr (on failure of repr, that error wins)
 *   %V  Value        its str           %T  Value   name of its type
 *   %N  Type *       its name          %A  Value   name of its type, but "None" for None
 * CPython cuts some names at 200 characters; so does %T and %N. */
Value as_raise(Thread *t, TypeId type, const char *format, ...);
/* The same, returning other things. */
#define as_fail(t, ...) (as_raise(t, __VA_ARGS__), false)
#define as_fail_null(t, ...) (as_raise(t, __VA_ARGS__), NULL)
/* Make an exception object (owned by now by the thread) pending. Context is chained from what is handled. */
Value as_raise_value(Thread *t, Value exc);
/* Make an exception of class `type` with these constructor arguments pending. */
Value as_raise_args(Thread *t, TypeId type, const Value *args, int nargs);
Value as_raise_key_error(Thread *t, Value key);
Value as_raise_stop_iteration(Thread *t, Value value); /* value borrowed; None leaves args empty */
Value as_raise_memory(Thread *t);
/* OSError (or the subclass of `err`) with errno, strerror and up to two file names (str or UNDEF). */
Value as_raise_errno(Thread *t, int err, Value filename, Value filename2);
/* The class for an errno. */
TypeId as_errno_type(int err);
/* AttributeError with name and obj set: "'T' object has no attribute 'x'". */
Value as_raise_attribute(Thread *t, Value obj, Str *name);

static inline bool as_has_exc(Thread *t) { return !as_is_undef(t->exc); }
/* Whether the pending exception is an instance of this type. */
bool as_exc_is(Thread *t, TypeId type);
/* Take the pending exception (owned), nothing is pending after it; UNDEF when there is none. */
Value as_take_exc(Thread *t);
void as_clear_exc(Thread *t);
/* Pending exception put back (owned), e.g. after cleanup code ran: no context is added. */
void as_restore_exc(Thread *t, Value exc);
/* Drop a pending `type` and return true; false when something else, or nothing, is pending. */
bool as_catch(Thread *t, TypeId type);
/* An exception that cannot be raised (in __del__, a callback): reported through sys.unraisablehook. */
void as_unraisable(Thread *t, const char *where, Value object);

/* Exception objects. */
typedef struct Exception {
    Obj obj;
    Value dict;      /* zero bits or Dict (the offset heirs share) */
    Value args;      /* tuple */
    Value traceback, context, cause; /* UNDEF or None when absent */
    Value notes;     /* unused: __notes__ lives in dict */
    bool suppress_context;
    /* fields of the subclasses that have some: StopIteration.value; SystemExit.code; OSError errno,
     * strerror, filename, filename2; ImportError msg, name, path; NameError/AttributeError name, obj;
     * SyntaxError msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line;
     * groups: message, exceptions */
    Value field[8];
} Exception;

static inline Exception *as_as_exc(Value v) { return (Exception *)as_obj(v); }
/* New exception instance by calling the class: owned. */
Value as_exc_new(Thread *t, TypeId type, const Value *args, int nargs);

/* Issue a warning (category a T_ id): through the warnings filters, to standard error as CPython
 * words it, with file and line `stack` frames up. False when a filter turns it into an exception. */
bool as_warn(Thread *t, TypeId category, int stack, const char *format, ...);

/* The same for a place in source text, which need not run. `text` a str. */
bool as_warn_at(Thread *t, TypeId category, Value text, Str *filename, uint32_t line);

/* The traceback text of an exception as CPython 3.12 prints it (chained ones, carets, notes, groups):
 * an owned str. */
Value as_format_exception(Thread *t, Value exc);
/* Print it on standard error (sys.excepthook's default). */
void as_print_exception(Thread *t, Value exc);

#endif
