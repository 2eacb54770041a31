/* Code: what the compiler makes of a module, function body, class body or comprehension.
 *
 * Cache words are rewritten in place as the code runs; everything else is constant
 * once the compiler has finished. */
#ifndef AS_VM_CODE_H
#define AS_VM_CODE_H

#include "vm/object.h"
#include "vm/opcodes.h"

typedef uint64_t Instr;

#define AS_INSTR(op, d, a, b, c)                                                                   \
    ((Instr)(op) | (Instr)(uint8_t)(d) << 8 | (Instr)(uint16_t)(a) << 16 |                         \
     (Instr)(uint16_t)(b) << 32 | (Instr)(uint16_t)(c) << 48)
#define AS_INSTR_J(op, d, a, jump)                                                                 \
    ((Instr)(op) | (Instr)(uint8_t)(d) << 8 | (Instr)(uint16_t)(a) << 16 |                         \
     (Instr)(uint32_t)(jump) << 32)
#define AS_OP(i)  ((uint8_t)(i))
#define AS_D(i)   ((uint8_t)((i) >> 8))
#define AS_A(i)   ((uint16_t)((i) >> 16))
#define AS_B(i)   ((uint16_t)((i) >> 32))
#define AS_C(i)   ((uint16_t)((i) >> 48))
#define AS_JBC(i) ((int32_t)((i) >> 32))
#define AS_JC(i)  ((int16_t)((i) >> 48))
#define AS_NO_REG 0xFFFF

/* Flags of a Code; the values are CPython's co_flags where it has them. */
enum {
    CODE_OPTIMIZED       = 0x0001, /* locals are registers */
    CODE_NEWLOCALS       = 0x0002,
    CODE_VARARGS         = 0x0004,
    CODE_VARKEYWORDS     = 0x0008,
    CODE_NESTED          = 0x0010,
    CODE_GENERATOR       = 0x0020,
    CODE_COROUTINE       = 0x0080,
    CODE_ASYNC_GENERATOR = 0x0200,
    CODE_CLASS           = 0x01000000, /* a class body: names live in a namespace */
    CODE_MODULE          = 0x02000000, /* names are globals */
    CODE_IMPLICIT_RETURN = 0x04000000,
};

/* An entry of the exception table: instructions start <= pc < end are guarded. Entries are sorted
 * so that for a pc the first match is the innermost. The unwinder releases the temporaries from
 * `reg` up to depth[pc], stores the exception in register `reg` and continues at `handler`. */
typedef struct HandlerEntry {
    uint32_t start, end, handler;
    uint16_t reg;
} HandlerEntry;

/* Where an instruction comes from: CPython's co_positions. line 0: no line (artificial). */
typedef struct CodePos {
    uint32_t line, end_line;
    uint16_t col, end_col; /* bytes from 0; 0xFFFF in end_col: columns unknown */
} CodePos;

typedef struct Code {
    Obj obj;
    uint32_t flags;
    uint32_t nargs;    /* positional parameters, positional-only ones included */
    uint32_t nposonly; /* of these, positional-only */
    uint32_t nkwonly;  /* parameters in registers: [nargs][nkwonly][*args][**kwargs] */
    uint32_t nlocals;  /* registers below this number are locals */
    uint32_t nregs;    /* locals and temporaries */
    uint32_t nfree;    /* free variables, delivered by the function's closure */
    uint32_t ninstr, nconsts, nhandlers;
    uint32_t first_line;
    Instr *instr;
    uint16_t *depth;   /* a word each */
    CodePos *pos;      /* a word each */
    Value *consts;
    HandlerEntry *handlers;
    Value *local_names; /* nlocals strs; a cell's register has the variable's name */
    uint8_t *local_kinds; /* nlocals: LOCAL_* */
    Value *free_names;  /* nfree strs */
    Value name, qualname, filename; /* strs */
    Value doc;          /* str or None */
    size_t block_size;  /* one allocation holds the arrays above; its bytes */
    uint32_t version;   /* of the code, unique in a VM: for inline caches */
    uint32_t fast_args; /* nargs of plain functions without keyword-only or star parameters; else AS_NO_REG */
    uint32_t coro_args; /* the same of coroutines and generators */
} Code;

enum { LOCAL_PLAIN = 0, LOCAL_CELL = 1, LOCAL_HIDDEN = 2 /* comprehension variables inlined etc. */ };

/* What the compiler hands over: plain arrays, copied. Values in consts, names etc. are borrowed. */
typedef struct CodeSpec {
    uint32_t flags, nargs, nposonly, nkwonly, nlocals, nregs, nfree, ninstr, nconsts, nhandlers, first_line;
    const Instr *instr;
    const uint16_t *depth;
    const CodePos *pos;
    const Value *consts;
    const HandlerEntry *handlers;
    const Value *local_names;
    const uint8_t *local_kinds;
    const Value *free_names;
    Value name, qualname, filename, doc;
} CodeSpec;

/* A new Code (owned), or NULL with MemoryError pending. */
Code *as_code_new(Thread *t, const CodeSpec *spec);

/* Cache words behind an opcode. */
extern const uint8_t as_opcode_cache[];
extern const char *const as_opcode_names[];

#endif
