/* The instruction set: one table from which the enum, the dispatch table, the disassembler and the
 * verifier are generated.
 *
 * An instruction is one 64-bit word, read with one load:
 *
 *      63        48 47        32 31        16 15     8 7      0
 *     |     C      |     B      |     A      |   D    |  op    |
 *
 * A, B, C are register numbers, constant indices (K), counts or signed 16-bit immediates. "Jbc" is
 * a signed 32-bit jump in B (low) and C (high), "Jc" a signed 16-bit jump in C; jumps count words
 * from the jump instruction itself. D holds flags. Some instructions are followed by cache words,
 * zero when compiled.
 *
 * Registers of a frame: [locals: parameters, variables, cells][temporaries]. Temporaries form a
 * stack. A temporary owns its value, and its last use consumes it; a local owns its value and is
 * read in place. So a reading instruction is told by flags which operands are temporaries to give up:
 *
 *     D_FREE_B, D_FREE_C   the operand is a temporary: release (or move) it
 *     D_LOCAL_A            A is a local: release its old value after the new one is stored
 *                          (without the flag A is a temporary whose old content is dead)
 *
 * A may be the same temporary as B or C: results are stored after the operands are consumed.
 *
 * When an instruction raises, operands it would have consumed are still live, and the unwinder
 * releases all registers from nlocals up to Code.depth[pc] (first dead register). So
 * depth[pc] counts the operands of the instruction as live. Exceptions, marked "takes": these
 * instructions take their operands over at once, whether they succeed or raise, and depth[pc] is the
 * first of the registers taken. depth[pc] must be right for every instruction. */
#ifndef AS_VM_OPCODES_H
#define AS_VM_OPCODES_H

enum {
    D_FREE_B  = 1,
    D_FREE_C  = 2,
    D_LOCAL_A = 4,
    D_INPLACE = 8,  /* binary operators: `A op= C` (B is A's old value): try __iadd__ and its like */
    D_TRUE    = 8,  /* fused compare-and-jump: jump if the comparison holds (else: if it does not) */
    D_AWAITED = 64, /* CALL, CALL_METHOD: GET_AWAITABLE and SEND of the result follow, and consume it */
    D_FREE_A  = 16, /* where A is an operand (stores, jumps): it is a temporary to release */
};

/* X(name, cache words, what it does) */
#define AS_OPCODES(X)                                                                              \
    X(NOP, 0, "nothing")                                                                           \
    /* --- moves --- */                                                                            \
    X(MOVE, 0, "A = B (FREE_B: moved, else counted once more)")                                    \
    X(LOAD_CONST, 0, "A = K[Jbc]")                                                                 \
    X(LOAD_INT, 0, "A = the int Jbc")                                                              \
    X(LOAD_NONE, 0, "A = None")                                                                    \
    X(LOAD_TRUE, 0, "A = True")                                                                    \
    X(LOAD_FALSE, 0, "A = False")                                                                  \
    X(LOAD_UNDEF, 0, "A = no value (an absent operand)")                                           \
    X(RELEASE, 0, "drop temporary A")                                                              \
    X(CHECK_LOCAL, 0, "UnboundLocalError when local A is unbound")                                 \
    X(DELETE_LOCAL, 0, "unbind local A; UnboundLocalError when it is not bound")                   \
    X(CLEAR_LOCAL, 0, "unbind local A if it is bound")                                             \
    /* --- cells --- */                                                                            \
    X(MAKE_CELL, 0, "local A = a new cell that takes over A's value (or is unbound)")              \
    X(LOAD_CELL, 0, "A = content of the cell in local B; error when unbound")                      \
    X(STORE_CELL, 0, "cell in local A = B")                                                        \
    X(DELETE_CELL, 0, "unbind the cell in local A; error when unbound")                            \
    X(LOAD_FREE, 0, "A = content of the function's free variable number B; error when unbound")    \
    X(STORE_FREE, 0, "free variable number A = B")                                                 \
    X(DELETE_FREE, 0, "unbind free variable number A; error when unbound")                         \
    X(LOAD_CLOSURE, 0, "A = the cell itself of free variable number B")                            \
    X(LOAD_CLASS_FREE, 0, "A = K[C] from the class namespace, else free variable number B")        \
    X(LOAD_CLASS_CELL, 0, "A = K[C] from the class namespace, else the cell in local B")           \
    /* --- names --- */                                                                            \
    X(LOAD_GLOBAL, 2, "A = global or builtin K[Jbc]")                                              \
    X(STORE_GLOBAL, 1, "global K[C] = B")                                                          \
    X(DELETE_GLOBAL, 0, "delete global K[C]")                                                      \
    X(LOAD_NAME, 0, "A = K[Jbc] from the frame's namespace, globals, builtins")                    \
    X(STORE_NAME, 0, "K[C] = B in the frame's namespace")                                          \
    X(DELETE_NAME, 0, "delete K[C] from the frame's namespace")                                    \
    X(LOAD_BUILD_CLASS, 0, "A = builtins.__build_class__")                                         \
    X(LOAD_ASSERTION_ERROR, 0, "A = AssertionError")                                               \
    X(LOAD_LOCALS, 0, "A = the frame's namespace (class bodies)")                                  \
    X(SETUP_ANNOTATIONS, 0, "make __annotations__ in the frame's namespace if there is none")      \
    /* --- attributes and items --- */                                                             \
    X(LOAD_ATTR, 3, "A = B.K[C]")                                                                  \
    X(STORE_ATTR, 3, "A.K[C] = B (FREE_A, FREE_B)")                                                \
    X(DELETE_ATTR, 0, "del A.K[C] (FREE_A)")                                                       \
    X(LOAD_METHOD, 3, "A, A+1 = method K[C] of B and B itself, or attribute and UNDEF, for CALL_METHOD") \
    X(LOAD_SUPER_ATTR, 0, "A = super(B+0: cls, B+1: self).K[C]; takes B, B+1 (temporaries)")       \
    X(GET_ITEM, 0, "A = B[C]")                                                                     \
    X(SET_ITEM, 0, "A[B] = C (FREE_A, FREE_B, FREE_C)")                                            \
    X(DELETE_ITEM, 0, "del A[B] (FREE_A, FREE_B)")                                                 \
    X(BUILD_SLICE, 0, "A = slice(B, B+1[, B+2]); C = 2 or 3 temporaries, consumed")                \
    /* --- operators: the order is that of BinaryOp --- */                                         \
    X(ADD, 0, "A = B + C")                                                                         \
    X(SUB, 0, "A = B - C")                                                                         \
    X(MUL, 0, "A = B * C")                                                                         \
    X(MATMUL, 0, "A = B @ C")                                                                      \
    X(DIV, 0, "A = B / C")                                                                         \
    X(FLOORDIV, 0, "A = B // C")                                                                   \
    X(MOD, 0, "A = B % C")                                                                         \
    X(POW, 0, "A = B ** C")                                                                        \
    X(LSHIFT, 0, "A = B << C")                                                                     \
    X(RSHIFT, 0, "A = B >> C")                                                                     \
    X(AND, 0, "A = B & C")                                                                         \
    X(XOR, 0, "A = B ^ C")                                                                         \
    X(OR, 0, "A = B | C")                                                                          \
    X(ADD_I, 0, "A = B + the int C (signed 16 bits)")                                              \
    X(SUB_I, 0, "A = B - the int C")                                                               \
    X(MUL_I, 0, "A = B * the int C")                                                               \
    X(FLOORDIV_I, 0, "A = B // the int C")                                                         \
    X(MOD_I, 0, "A = B % the int C")                                                               \
    X(LSHIFT_I, 0, "A = B << the int C")                                                           \
    X(RSHIFT_I, 0, "A = B >> the int C")                                                           \
    X(AND_I, 0, "A = B & the int C")                                                               \
    X(NOT, 0, "A = not B")                                                                         \
    X(NEG, 0, "A = -B")                                                                            \
    X(POS, 0, "A = +B")                                                                            \
    X(INVERT, 0, "A = ~B")                                                                         \
    /* comparisons: the order is that of CompareOp */                                              \
    X(LT, 0, "A = B < C")                                                                          \
    X(LE, 0, "A = B <= C")                                                                         \
    X(EQ, 0, "A = B == C")                                                                         \
    X(NE, 0, "A = B != C")                                                                         \
    X(GT, 0, "A = B > C")                                                                          \
    X(GE, 0, "A = B >= C")                                                                         \
    X(IS, 0, "A = B is C")                                                                         \
    X(IS_NOT, 0, "A = B is not C")                                                                 \
    X(IN, 0, "A = B in C")                                                                         \
    X(NOT_IN, 0, "A = B not in C")                                                                 \
    /* --- jumps --- */                                                                            \
    X(JUMP, 0, "jump Jbc forwards")                                                                \
    X(JUMP_BACK, 0, "jump Jbc backwards; looks at the breaker")                                    \
    X(JUMP_IF_TRUE, 0, "jump Jbc if A is true (FREE_A: released either way)")                      \
    X(JUMP_IF_FALSE, 0, "jump Jbc if A is false (FREE_A: released either way)")                    \
    X(JUMP_IF_TRUE_OR_POP, 0, "jump Jbc if temporary A is true, keeping it; else release it")      \
    X(JUMP_IF_FALSE_OR_POP, 0, "jump Jbc if temporary A is false, keeping it; else release it")    \
    X(JUMP_IF_NONE, 0, "jump Jbc if A is None (FREE_A: released either way)")                      \
    X(JUMP_IF_NOT_NONE, 0, "jump Jbc if A is not None (FREE_A: released either way)")              \
    X(JUMP_LT, 0, "jump Jc on A < B. Operands of all JUMP_ comparisons: A, B (FREE_A, FREE_B)")    \
    X(JUMP_LE, 0, "jump Jc on A <= B")                                                             \
    X(JUMP_EQ, 0, "jump Jc on A == B")                                                             \
    X(JUMP_NE, 0, "jump Jc on A != B")                                                             \
    X(JUMP_GT, 0, "jump Jc on A > B")                                                              \
    X(JUMP_GE, 0, "jump Jc on A >= B")                                                             \
    X(JUMP_LT_I, 0, "jump Jc on A < the int B (signed 16 bits)")                                   \
    X(JUMP_LE_I, 0, "jump Jc on A <= the int B")                                                   \
    X(JUMP_EQ_I, 0, "jump Jc on A == the int B")                                                   \
    X(JUMP_NE_I, 0, "jump Jc on A != the int B")                                                   \
    X(JUMP_GT_I, 0, "jump Jc on A > the int B")                                                    \
    X(JUMP_GE_I, 0, "jump Jc on A >= the int B")                                                   \
    /* --- loops --- */                                                                            \
    X(FOR_PREP, 0, "A, A+1, A+2 = iteration state over B (A may be B; D_TRUE: B is from GET_ITER)") \
    X(FOR_ITER, 0, "A = next of the state in temporaries B..B+2, or release the state and jump Jc")\
    X(GET_ITER, 0, "A = iter(B) as one object (generator expressions)")                            \
    X(GET_AITER, 0, "A = B.__aiter__()")                                                           \
    X(GET_ANEXT, 0, "A = awaitable of B.__anext__(); B stays")                                     \
    X(END_ASYNC_FOR, 0, "exception in temporary A: StopAsyncIteration: release A; else raise it (takes A)") \
    /* --- calls: temporaries; all take from A on --- */                                           \
    X(CALL, 2, "D_LOCAL_A applies to C: C = A(A+1 .. A+B)")                                        \
    X(CALL_METHOD, 2, "C = A(A+1, A+2 .. A+1+B); A+1 is left out when UNDEF. B counts without self") \
    X(CALL_KW, 2, "as CALL; word 1 of the cache: constant index of the tuple of the keyword names; B counts all") \
    X(CALL_METHOD_KW, 2, "as CALL_METHOD with keyword names as in CALL_KW")                        \
    X(CALL_EX, 0, "C = A(*A+1: a tuple, **A+2: a dict or UNDEF); A+1 may be any iterable")         \
    X(RETURN, 0, "return B; takes B when FREE_B")                                                  \
    X(RETURN_NONE, 0, "return None")                                                               \
    X(MAKE_FUNCTION, 0, "A = function of code K[B]; from temporary C on, those that D names, consumed") \
    /* --- building --- */                                                                         \
    X(BUILD_TUPLE, 0, "A = tuple of the C temporaries from B on, consumed")                        \
    X(BUILD_LIST, 0, "A = list of the C temporaries from B on, consumed")                          \
    X(BUILD_SET, 0, "A = set of the C temporaries from B on, consumed")                            \
    X(BUILD_DICT, 0, "A = dict of C key-value pairs of temporaries from B on, consumed")           \
    X(BUILD_STRING, 0, "A = the C strs in temporaries from B on, joined; consumed")                \
    X(LIST_APPEND, 0, "append B to list A")                                                        \
    X(LIST_EXTEND, 0, "extend list A by iterable B")                                               \
    X(LIST_TO_TUPLE, 0, "A = tuple of list B")                                                     \
    X(SET_ADD, 0, "add B to set A")                                                                \
    X(SET_UPDATE, 0, "add all of iterable B to set A")                                             \
    X(DICT_SET, 0, "dict A[B] = C (FREE_B, FREE_C)")                                               \
    X(DICT_UPDATE, 0, "dict display: update dict A by mapping B")                                  \
    X(DICT_MERGE, 0, "call: update dict A by mapping B; a key twice is a TypeError; C: callee's register") \
    X(FORMAT, 0, "A = format(B, spec in C or 0xFFFF); D bits 5-6: 1 !s, 2 !r, 3 !a first")         \
    X(UNPACK, 0, "A+C-1 .. A = the C items of B, the first on top (A may be B)")                    \
    X(UNPACK_EX, 0, "the same with a star: C low byte items before, high byte after it")           \
    /* --- exceptions --- */                                                                       \
    X(RAISE, 0, "raise A from B; B is 0xFFFF without a cause; A 0xFFFF re-raises; takes both (temps)") \
    X(RERAISE, 0, "raise the exception in temporary A again, its traceback as it is; takes A")     \
    X(PUSH_EXC, 0, "temporary A holds the caught exception: A+1 = the one handled before; handle A") \
    X(POP_EXC, 0, "handle again what A+1 holds; release A and A+1")                                \
    X(EXC_MATCH, 0, "A = whether exception B matches class or tuple C")                            \
    X(EXC_STAR_MATCH, 0, "A, A+1 = (matching part or None, rest or None) of B for class C")        \
    X(PREP_RERAISE_STAR, 0, "A = what `except*` must raise: original B, list C; None for nothing") \
    X(WITH_ENTER, 0, "A, A+1 = B.__exit__, B.__enter__()  (A may be B)")                           \
    X(WITH_EXCEPT, 0, "A = B(type, C, traceback) with exit function B and exception C; B, C stay")  \
    X(ASYNC_WITH_ENTER, 0, "A, A+1 = B.__aexit__, B.__aenter__()")                                 \
    /* --- generators and coroutines --- */                                                        \
    X(YIELD, 0, "suspend with B (takes it when FREE_B); on resuming A = the value sent")           \
    X(GET_AWAITABLE, 0, "A = what awaiting B iterates over; C: 0 await, 1 __aenter__, 2 __aexit__ (for messages)") \
    X(GET_YIELD_FROM, 0, "A = iterator or generator that `yield from B` iterates over")            \
    X(SEND, 0, "delegate to temporary B until it ends: suspends each time it yields; A = its result; releases B") \
    /* --- modules --- */                                                                          \
    X(IMPORT_NAME, 0, "A = __import__(K[B]); temporaries A (fromlist or None), A+1 (level) are consumed") \
    X(IMPORT_FROM, 0, "A = B.K[C] or submodule; B stays")                                          \
    X(IMPORT_STAR, 0, "copy the public names of B into the frame's namespace (FREE_B)")            \
    X(PRINT_EXPR, 0, "the REPL's echo of B (FREE_B): sys.displayhook")                             \
    /* --- match --- */                                                                            \
    X(MATCH_SEQUENCE, 0, "A = whether B may match a sequence pattern; B stays")                    \
    X(MATCH_MAPPING, 0, "A = whether B may match a mapping pattern; B stays")                      \
    X(MATCH_KEYS, 0, "A = tuple of B's values for tuple of keys C, or None; B, C stay")            \
    X(MATCH_CLASS, 0, "A = tuple of attributes, or None: subject B, class B+1, names tuple B+2, C positional; B stays, B+1, B+2 consumed") \
    X(GET_LEN, 0, "A = len(B); B stays")                                                           \
    X(COPY_DICT_WITHOUT, 0, "A = copy of mapping B without the keys of tuple C; B, C stay")        \
    /* --- PEP 695 and annotations --- */                                                          \
    X(MAKE_TYPE_PARAM, 0, "A = TypeVar (D bits 5-6: 0), TypeVarTuple 1, ParamSpec 2, TypeVar with constraints 3, named K[B], bound function in C or 0xFFFF (FREE_C)") \
    X(MAKE_TYPE_ALIAS, 0, "A = type alias named K[B]; C, C+1: type params tuple or None, value function; consumed") \
    X(MAKE_GENERIC_BASE, 0, "A = typing.Generic[B: the tuple of type parameters] (FREE_B)")

typedef enum Opcode {
#define AS_ENUM(name, cache, doc) OP_##name,
    AS_OPCODES(AS_ENUM)
#undef AS_ENUM
    OP_COUNT
} Opcode;

/* MAKE_FUNCTION: what the temporaries hold, in this order. */
enum {
    FN_DEFAULTS    = 1, /* tuple */
    FN_KWDEFAULTS  = 2, /* dict */
    FN_ANNOTATIONS = 4, /* dict */
    FN_CLOSURE     = 8, /* tuple of cells */
};

#endif
