/* The interpreter: runs frames. */
#ifndef AS_VM_INTERP_H
#define AS_VM_INTERP_H

#include "vm/frame.h"
#include "vm/objects/containers.h"

/* How to enter a frame. */
typedef enum RunHow {
    RUN_START,  /* at frame->pc, first instruction */
    RUN_RESUME, /* suspended at YIELD or SEND: deliver `sent` */
    RUN_THROW,  /* the pending exception is raised at frame->pc */
    RUN_RESULT, /* parked at a call: deliver `sent` (owned) as its result */
} RunHow;

/* Run `f` until the frame flagged FRAME_ENTRY below (or at) it returns, yields, raises or parks. */
RunStatus as_run(Thread *t, Frame *f, RunHow how, Value sent, Value *value);

/* Call a script function from C: runs it, or makes the coroutine or generator. */
Value as_run_function(Thread *t, Function *f, Value *args, int nargs, Value kwnames);

/* A plain frame on the thread's stack for `f`'s code: registers UNDEF, func counted. NULL with RecursionError or
 * MemoryError pending. as_frame_pop gives it back (registers must have been released). */
Frame *as_frame_push(Thread *t, Function *f);
void as_frame_pop(Thread *t, Frame *f);
/* Release what the frame owns: registers (up to its depth for pc), locals, func, frame object. */
void as_frame_clear(Thread *t, Frame *f, uint32_t nregs);
void as_stack_free(Thread *t);

/* --- vm/interp_slow.c: what the loop leaves to functions. false/UNDEF: exception pending --- */
Value as_load_global_slow(Thread *t, Frame *f, Str *name, Instr *cache);
bool as_store_global_slow(Thread *t, Frame *f, Str *name, Value v, Instr *cache);
Value as_load_name(Thread *t, Frame *f, Str *name);
Value as_load_attr_slow(Thread *t, Value v, Str *name, Instr *cache);
bool as_store_attr_slow(Thread *t, Value v, Str *name, Value value, Instr *cache);
/* Fills out[0], out[1] as LOAD_METHOD says (owned). */
bool as_load_method_slow(Thread *t, Value v, Str *name, Instr *cache, Value *out);
bool as_unpack(Thread *t, Value v, Value *out, uint32_t n);
bool as_unpack_ex(Thread *t, Value v, Value *out, uint32_t before, uint32_t after);
bool as_for_prep(Thread *t, Value v, Value *state); /* v borrowed; state owned */
Value as_call_ex(Thread *t, Value callable, Value args, Value kwargs);
bool as_call_merge(Thread *t, Value callable, Dict *into, Value mapping);
Value as_format_value(Thread *t, Value v, int conversion, Value spec);
bool as_do_raise(Thread *t, Value exc, Value cause);
int as_exc_match(Thread *t, Value exc, Value classes);
bool as_is_exception_class(Thread *t, Value v);
bool as_with_enter(Thread *t, Value manager, bool is_async, Value *out);
Value as_with_except(Thread *t, Value exit, Value exc);
Value as_get_aiter(Thread *t, Value v);
Value as_get_anext(Thread *t, Value v);
Value as_get_awaitable_for(Thread *t, Value v, int where);
Value as_get_yield_from(Thread *t, Frame *f, Value v);
Value as_import_name(Thread *t, Frame *f, Str *name, Value fromlist, Value level);
Value as_import_from(Thread *t, Value module, Str *name);
bool as_import_star(Thread *t, Frame *f, Value module);
bool as_print_expr(Thread *t, Value v);
Value as_unbound_local(Thread *t, Frame *f, uint32_t reg);
Value as_unbound_free(Thread *t, Frame *f, uint32_t index);
bool as_handle_breaker(Thread *t);
Value as_match_keys(Thread *t, Value subject, Value keys);
Value as_match_class(Thread *t, Value subject, Value cls, Value names, uint32_t npos);
Value as_copy_without(Thread *t, Value mapping, Value keys);
bool as_exc_star_match(Thread *t, Value exc, Value classes, Value *out);
Value as_prep_reraise_star(Thread *t, Value original, Value list);
/* --- vm/type_params.c --- */
Value as_make_type_param(Thread *t, unsigned kind, Value name, Value bound); /* bound: function or None */
Value as_make_type_alias(Thread *t, Value name, Value params, Value value);
Value as_make_generic_base(Thread *t, Value params);
Value as_load_class_name(Thread *t, Frame *f, Str *name); /* AS_MISSING when it is not in the namespace */
bool as_delete_global(Thread *t, Frame *f, Str *name);
bool as_store_name(Thread *t, Frame *f, Str *name, Value v);
bool as_delete_name(Thread *t, Frame *f, Str *name);
Value as_load_build_class(Thread *t, Frame *f);
bool as_setup_annotations(Thread *t, Frame *f);
bool as_list_extend_star(Thread *t, List *l, Value iterable);
bool as_dict_update_star(Thread *t, Dict *d, Value mapping);
/* `raise` alone: true when the handled exception is pending again, false with RuntimeError. */
bool as_reraise_handled(Thread *t);

/* Inline caches of attributes: word 0 = shape, type version; word 1 = what; word 2 = Type * and kind. */
enum { CACHE_NONE, CACHE_SLOT, CACHE_CLASS_VALUE, CACHE_MODULE, CACHE_METHOD };

#endif
