/* Code generation: what the parts (expressions, calls, conditions, statements, flow, functions,
 * patterns) offer each other.
 *
 * An expression is generated either into a temporary pushed on top (want == WANT_TEMP) or straight
 * into a local (want is its register). An Operand is where a value can be read: a local read in place,
 * or a temporary that its use consumes. Operands that are temporaries must be used in the order
 * opposite to their making (they form a stack). */
#ifndef AS_COMPILER_GEN_H
#define AS_COMPILER_GEN_H

#include "compiler/emit.h"

enum { WANT_TEMP = -1 };

typedef struct Operand {
    unsigned reg;
    bool temp;
} Operand;

static inline unsigned as_free_a(Operand o) { return o.temp ? D_FREE_A : 0; }
static inline unsigned as_free_b(Operand o) { return o.temp ? D_FREE_B : 0; }
static inline unsigned as_free_c(Operand o) { return o.temp ? D_FREE_C : 0; }

/* Where a result goes: register and flag. `base` is the height once the operands are consumed. */
typedef struct Dest {
    unsigned reg, flag;
} Dest;
Dest as_gen_dest(const Unit *u, int want, uint32_t base);
/* After emitting: set the height, and mark the local bound. */
void as_gen_done(Compiler *c, int want, uint32_t base);

/* --- fold.c --- */
/* Whether `n` is a constant expression; its value (borrowed) in *out. */
bool as_fold(Compiler *c, const Node *n, Value *out);
/* A list or set display of constants as a tuple or frozenset, for where nobody can tell. */
bool as_fold_container(Compiler *c, const Node *n, Value *out);
/* Whether it is an int of 16 bits (signed), for immediate operands. */
bool as_fold_small(Compiler *c, const Node *n, int16_t *out);
/* Whether its truth is known: 1, 0, or -1. */
int as_fold_truth(Compiler *c, const Node *n);

/* --- expr.c --- */
void as_gen_expr(Compiler *c, Node *n, int want);
/* `last`: nothing is evaluated any more before the value is used. */
Operand as_gen_operand(Compiler *c, Node *n, bool last);
/* The last operand that a loop goes over: a display of constants is one constant. */
Operand as_gen_iterable(Compiler *c, Node *n);
void as_gen_const(Compiler *c, Value v, Pos pos, int want);
void as_gen_move(Compiler *c, Pos pos, Operand from, int want);
/* Push the values of a list of expressions and make a tuple, list ... of them. */
void as_gen_tuple(Compiler *c, NodeList list, Pos pos);
void as_gen_sequence(Compiler *c, NodeList list, Opcode build, Pos pos, int want);
void as_gen_slice_key(Compiler *c, Node *n);
void as_gen_binary_op(Compiler *c, Pos pos, unsigned op, unsigned d, Operand left, Node *right, int want,
                      uint32_t base);
void as_gen_await(Compiler *c, Pos pos, int kind, int want); /* of the temporary on top */
Pos as_attr_pos(const Node *attribute);

/* --- names.c --- */
Id as_gen_id(Compiler *c, const Name *name); /* mangled for the current class */
Symbol *as_gen_symbol(Compiler *c, Id id);
void as_gen_load(Compiler *c, Id id, Pos pos, int want);
void as_gen_store_id(Compiler *c, Id id, Pos pos, Operand v);
void as_gen_delete_id(Compiler *c, Id id, Pos pos);
/* A name that the scopes need not know, as module and class bodies see it. */
void as_gen_load_raw(Compiler *c, const char *name, Pos pos);
void as_gen_store_raw(Compiler *c, const char *name, Pos pos); /* the temporary on top */
void as_gen_clear_id(Compiler *c, Id id, Pos pos); /* end of `except ... as id` */
/* Register of the name when it is a plain local, else -1. */
int as_plain_local(Compiler *c, Id id);
void as_gen_store(Compiler *c, Node *target, Operand v);
void as_gen_delete(Compiler *c, Node *target);
/* Push the cells of a function's free variables as a tuple; false when there are none. */
bool as_gen_closure(Compiler *c, Scope *scope, Pos pos);

/* --- cond.c --- */
/* Jump to `to` when the truth of `n` is `when`, else go on. */
void as_gen_jump(Compiler *c, Node *n, Label *to, bool when);
void as_gen_compare(Compiler *c, Node *n, int want);

/* --- call.c --- */
void as_gen_call(Compiler *c, Node *n, int want);
/* The arguments of a call of the callable on top (class statements too); `extra` were pushed before. */
void as_gen_arguments(Compiler *c, Pos pos, uint32_t base, bool method, uint32_t extra, NodeList args,
                      NodeList keywords, int want);
bool as_call_is_plain(NodeList args, NodeList keywords);

/* --- stmt.c --- */
void as_gen_body(Compiler *c, NodeList body);
void as_gen_annotation(Compiler *c, Node *n); /* pushed */

/* --- flow.c --- */
void as_gen_for(Compiler *c, Node *n);
void as_gen_while(Compiler *c, Node *n);
void as_gen_try(Compiler *c, Node *n);
void as_gen_with(Compiler *c, Node *n);
/* [exception, handled before, new exception] from `base` on: stop handling, raise the new one. */
void as_gen_reraise(Compiler *c, uint32_t base);
void as_gen_return(Compiler *c, Node *n);
void as_gen_break(Compiler *c, Node *n);
void as_gen_continue(Compiler *c, Node *n);
/* Exchange the top temporary with the `count` below it: it comes to lie under them. */
void as_gen_rotate(Compiler *c, Pos pos, uint32_t count);
/* Whether `async for` and the like may stand here; SyntaxError when not. */
bool as_may_async(Compiler *c, const Node *n, const char *what);
/* One step of `async for`: from the asynchronous iterator at temporary `state` to a value on top; the
 * region is to be given to as_gen_async_end. */
Region *as_gen_async_next(Compiler *c, Pos pos, uint32_t state);
void as_gen_async_end(Compiler *c, Pos pos, Region *region);
/* The head of a `for` loop over the iterator at temporary `state`: next item to `target`, or to `exit`. */
void as_gen_for_next(Compiler *c, Pos pos, uint32_t state, Node *target, Label *exit);

/* --- star.c --- */
void as_gen_try_star(Compiler *c, Node *n);

/* --- function.c --- */
void as_gen_function(Compiler *c, Node *n);
void as_gen_class(Compiler *c, Node *n);
void as_gen_lambda(Compiler *c, Node *n, int want);
/* MAKE_FUNCTION of `code` with the groups named by `have`, which lie on temporaries from `base` on. */
void as_gen_make_function(Compiler *c, Pos pos, Value code, unsigned have, uint32_t base);
Value as_qualname(Compiler *c, Scope *s);
/* Push defaults, keyword defaults, annotations: the FN_ bits of what there was. */
unsigned as_gen_defaults(Compiler *c, Params *params, Pos pos);
unsigned as_gen_annotations(Compiler *c, Params *params, Node *returns, Pos pos);
/* The function of a def with its groups on temporaries from `base` on; a class by calling __build_class__. */
void as_gen_function_object(Compiler *c, Node *n, unsigned have, uint32_t base);
void as_gen_class_object(Compiler *c, Node *n, NodeList bases);

/* --- generic.c (PEP 695) --- */
/* Push the function or class of a definition with type parameters. */
void as_gen_generic(Compiler *c, Node *n);
void as_gen_type_alias(Compiler *c, Node *n);

/* --- comp.c --- */
void as_gen_comp(Compiler *c, Node *n, int want);

/* --- pattern.c --- */
void as_gen_match(Compiler *c, Node *n);

#endif
