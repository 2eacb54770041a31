/* What can be done with any value: the abstract operations that the interpreter, natives and the host
 * share. They dispatch on type slots; user classes' dunder methods are reached through the same
 * slots. All Values passed are borrowed, all returned are owned, unless said otherwise. */
#ifndef AS_VM_PROTOCOL_H
#define AS_VM_PROTOCOL_H

#include "vm/error.h"

Value as_repr(Thread *t, Value v);  /* a str; guards against endless recursion by RecursionError */
Value as_to_str(Thread *t, Value v); /* str(v) */
Value as_ascii(Thread *t, Value v);
Value as_format(Thread *t, Value v, Str *spec); /* format(v, spec) */
bool as_hash(Thread *t, Value v, uint64_t *out);
int as_truth(Thread *t, Value v);               /* 1, 0, -1 */
/* Rich comparison; the result may be any object. */
Value as_compare(Thread *t, Value a, Value b, Comparison op);
/* `a == b` as containers compare: identity first. 1, 0, -1. */
int as_equal(Thread *t, Value a, Value b);
/* `a < b` as a truth. 1, 0, -1 */
int as_less(Thread *t, Value a, Value b);
int as_isinstance(Thread *t, Value v, Value class_or_tuple); /* 1, 0, -1 */
int as_issubclass(Thread *t, Value c, Value class_or_tuple);

Value as_binary(Thread *t, Operator op, Value a, Value b);
Value as_inplace(Thread *t, Operator op, Value a, Value b);
Value as_unary(Thread *t, Unary op, Value v);
Value as_power(Thread *t, Value a, Value b, Value mod); /* mod None: two-argument */

Value as_getattr(Thread *t, Value v, Str *name);
/* As as_getattr, but AS_MISSING instead of AttributeError. */
Value as_getattr_opt(Thread *t, Value v, Str *name);
bool as_setattr(Thread *t, Value v, Str *name, Value value);
bool as_delattr(Thread *t, Value v, Str *name);
/* Look up a dunder method on v's type, bound to v: owned, or AS_MISSING without an exception. */
Value as_special(Thread *t, Value v, Str *name);

int64_t as_len(Thread *t, Value v);             /* -1: exception */
int64_t as_length_hint(Thread *t, Value v, int64_t fallback);
int as_contains(Thread *t, Value container, Value item);
Value as_getitem(Thread *t, Value v, Value key);
bool as_setitem(Thread *t, Value v, Value key, Value value);
bool as_delitem(Thread *t, Value v, Value key);

Value as_iter(Thread *t, Value v);
/* Next item of an iterator; AS_UNDEF with nothing pending when it is exhausted. A StopIteration
 * raised by __next__ counts as exhaustion and is dropped. */
Value as_next(Thread *t, Value iterator);

/* Calls. args: positional then keyword values; kwnames: tuple of strs or AS_UNDEF. */
Value as_call(Thread *t, Value callable, Value *args, int nargs, Value kwnames);
static inline Value as_call0(Thread *t, Value f) { return as_call(t, f, NULL, 0, AS_UNDEF); }
static inline Value as_call1(Thread *t, Value f, Value a) { return as_call(t, f, &a, 1, AS_UNDEF); }
static inline Value as_call2(Thread *t, Value f, Value a, Value b) {
    Value args[2] = {a, b};
    return as_call(t, f, args, 2, AS_UNDEF);
}
/* v.name(args...) */
Value as_call_method(Thread *t, Value v, Str *name, Value *args, int nargs);
/* Bind arguments of a call to a C signature's parameters; used by slots new_/init/call written in C:
 * as_bind(t, "int", "x=0, /, base=None", args, nargs, kwnames, out, 2). `out` gets borrowed values, UNDEF
 * for the absent. Signature syntax is NativeDef's; *args and **kwargs are not for this one. */
bool as_bind(Thread *t, const char *function, const char *signature, Value *args, int nargs,
             Value kwnames, Value *out, int nout);
bool as_is_callable(Thread *t, Value v);

/* Conversions that raise TypeError with CPython's words. */
bool as_index_int64(Thread *t, Value v, int64_t *out);  /* __index__; OverflowError beyond int64 */
/* The same, clamped to the int64 range instead of overflowing (slice indices). */
bool as_index_clamped(Thread *t, Value v, int64_t *out);
Value as_index(Thread *t, Value v);                      /* an int value (owned) */
bool as_to_double(Thread *t, Value v, double *out);      /* __float__ or __index__: "must be real number, not X" */
/* Call fn for each item of an iterable (item borrowed); fn false stops with the exception pending. */
bool as_for_each(Thread *t, Value iterable, bool (*fn)(Thread *t, Value item, void *arg), void *arg);
/* All items of an iterable as a new List/Tuple (owned). */
Value as_list_from(Thread *t, Value iterable);
Value as_tuple_from(Thread *t, Value iterable);

/* Recursion guard of repr of containers: 1 when v is being shown already ("[...]"), 0 entered, -1 error. */
int as_repr_enter(Thread *t, Value v);
void as_repr_leave(Thread *t, Value v);

#endif
