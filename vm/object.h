/* Objects: the common header, reference counts, built-in type ids, and the struct of a type.
 *
 * Ownership in one paragraph: a function argument of type Value or Obj * is borrowed; a Value or
 * Obj * returned is owned by the caller unless the function's comment says "borrowed". Functions
 * that fail return AS_UNDEF, NULL or false and leave an exception pending in the Thread. Locals
 * that own a value across a possible failure are declared with OWNED, which releases them when the
 * scope ends:
 *
 *     OWNED(key, as_repr(t, v));
 *     if (as_is_undef(key.v)) return AS_UNDEF;
 *     ... return as_move(&key);          // hands it on instead
 */
#ifndef AS_VM_OBJECT_H
#define AS_VM_OBJECT_H

#include "vm/value.h"

typedef struct Type Type;
typedef struct Dict Dict;
typedef struct Str Str;
typedef struct Tuple Tuple;
typedef struct Frame Frame;
typedef struct Code Code;

typedef enum TypeId {
    T_INVALID = 0,
#define X(id, name, base) T_##id,
#include "vm/types.def"
    T_BUILTIN_COUNT
} TypeId;

/* Sixteen bytes in front of every object. */
struct Obj {
    uint32_t rc;     /* references; an object is freed when it reaches 0 */
    uint32_t shape;  /* index into VM.shapes; for objects of built-in types the TypeId itself */
    uint32_t gc;     /* scratch of the cycle collector */
    uint16_t flags;  /* OBJ_* */
    uint16_t size_class; /* of the pool; 0: a block of its own */
};

enum {
    OBJ_CONTAINER = 1,  /* may be part of a cycle: the collector visits it */
    OBJ_OLD       = 2,  /* survived a young pass */
    OBJ_WEAKREFS  = 4,  /* VM.weakrefs has an entry for it */
    OBJ_FINALIZED = 8,  /* __del__ (or a generator's close) has run */
    OBJ_REACHED   = 16, /* collector: mark */
    OBJ_FREE      = 32, /* not an object now: a free cell of a pool page */
    OBJ_TRASH     = 64, /* dead, waits for its dealloc; rc and gc hold a link (vm/heap.c) */
    OBJ_A = 0x100, OBJ_B = 0x200, OBJ_C = 0x400, OBJ_D = 0x800, /* free for the type */
};

/* A new object of a built-in type with `size` bytes (header included), count 1, everything behind
 * the header zero; MemoryError and NULL when memory is out. Containers (`container` true) must be
 * consistent for their traverse function from now on (zeroed fields are: Value fields of zero bits are
 * skipped by AS_VISIT). */
void *as_new(Thread *t, TypeId type, size_t size, bool container);
/* The same for a type known only as an object (an heir made by a class statement may be passed). */
void *as_new_of(Thread *t, Type *type, size_t size);
/* Give the memory back; called by dealloc slots at their end. `size` as allocated. */
void as_free_obj(Thread *t, void *obj, size_t size);
/* Bytes usable in the block of `obj` (at least what was asked for), for in-place growth. */
size_t as_obj_capacity(const Obj *obj, size_t size);
/* Resize a non-container object which has one reference; may move. NULL with MemoryError pending,
 * the object then unchanged. */
void *as_resize_obj(Thread *t, void *obj, size_t old_size, size_t size);

/* Where heirs of built-in types of variable size keep their dict: the last word of the block. */
Value *as_obj_last_value(Obj *obj, size_t size);
#define AS_DICT_AT_END 0xFFFFFFFFu /* Type.dict_offset of such heirs */
/* vm/objects/weakref.c: clear the weak references to a dying object and call their callbacks. */
void as_weakref_clear(Thread *t, Obj *o);

void as_dealloc(Thread *t, Obj *o); /* count is 0: run finalizer, weakref callbacks, dealloc slot */

static inline void as_incref_obj(void *o) { ((Obj *)o)->rc++; }
static inline void as_decref_obj(Thread *t, void *o) {
    if (--((Obj *)o)->rc == 0) as_dealloc(t, (Obj *)o);
}
static inline Value as_incref(Value v) {
    if (as_is_obj(v)) as_obj(v)->rc++;
    return v;
}
static inline void as_decref(Thread *t, Value v) {
    if (as_is_obj(v)) as_decref_obj(t, as_obj(v));
}
/* Replace *slot by `v` (owned), then release what was there. A zero-bits slot counts as empty. */
static inline void as_assign(Thread *t, Value *slot, Value v) {
    Value old = *slot;
    *slot = v;
    if (as_is_obj(old) && old.bits) as_decref_obj(t, as_obj(old));
}
static inline void as_clear(Thread *t, Value *slot) { as_assign(t, slot, AS_UNDEF); }

typedef struct Owned {
    Thread *t;
    Value v;
} Owned;
static inline void as_owned_end(Owned *o) { as_decref(o->t, o->v); }
#define OWNED(name, expr) Owned name __attribute__((cleanup(as_owned_end), unused)) = {t, (expr)}
static inline Value as_move(Owned *o) {
    Value v = o->v;
    o->v = AS_UNDEF;
    return v;
}

/* --- slots: what a type can do. NULL: inherited from the base when the type is made ready ---
 * Binary operators: called with either operand of the type; AS_NOT_IMPL (no exception) to decline. */
typedef enum Operator { /* order of BinaryOp and of OP_ADD.. */
    OPER_ADD, OPER_SUB, OPER_MUL, OPER_MATMUL, OPER_DIV, OPER_FLOORDIV, OPER_MOD, OPER_POW,
    OPER_LSHIFT, OPER_RSHIFT, OPER_AND, OPER_XOR, OPER_OR, OPER_DIVMOD,
} Operator;
typedef enum Comparison { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE } Comparison;
typedef enum Unary { UN_NEG, UN_POS, UN_INVERT, UN_ABS } Unary;

typedef void (*VisitFn)(Obj *o, void *arg);
#define AS_VISIT(value)                                                                            \
    do {                                                                                           \
        Value visit_ = (value);                                                                    \
        if (as_is_obj(visit_) && visit_.bits) visit(as_obj(visit_), arg);                          \
    } while (0)
#define AS_VISIT_OBJ(ptr)                                                                          \
    do {                                                                                           \
        if (ptr) visit((Obj *)(ptr), arg);                                                         \
    } while (0)

typedef struct TypeSlots {
    /* Release the fields and the memory. Must not fail; deep chains are handled by as_dealloc. */
    void (*dealloc)(Thread *t, Obj *self);
    /* Containers: call visit for every object owned. */
    void (*traverse)(Obj *self, VisitFn visit, void *arg);
    /* Containers: drop references so that cycles break. */
    void (*clear)(Thread *t, Obj *self);

    Value (*repr)(Thread *t, Value self);
    Value (*str)(Thread *t, Value self);
    bool (*hash)(Thread *t, Value self, uint64_t *out); /* false: exception */
    Value (*compare)(Thread *t, Value a, Value b, Comparison op); /* a is of the type; or NotImplemented */
    int (*truth)(Thread *t, Value self); /* 1, 0, -1 exception */

    Value (*binary)(Thread *t, Operator op, Value a, Value b);
    Value (*inplace)(Thread *t, Operator op, Value a, Value b); /* new reference; AS_NOT_IMPL: use binary */
    Value (*unary)(Thread *t, Unary op, Value self); /* AS_NOT_IMPL when it has none */
    Value (*power)(Thread *t, Value a, Value b, Value mod);
    Value (*to_int)(Thread *t, Value self);   /* __int__ */
    Value (*to_float)(Thread *t, Value self); /* __float__ */
    Value (*index)(Thread *t, Value self);    /* __index__ */

    int64_t (*length)(Thread *t, Value self); /* -1: exception */
    int (*contains)(Thread *t, Value self, Value item); /* 1, 0, -1 */
    Value (*getitem)(Thread *t, Value self, Value key);
    bool (*setitem)(Thread *t, Value self, Value key, Value value); /* AS_UNDEF value: delete */

    Value (*iter)(Thread *t, Value self);
    /* Next item; AS_UNDEF without an exception pending when exhausted. */
    Value (*next)(Thread *t, Value self);

    /* Arguments: positional, then the values of the keywords named in `kwnames` (a tuple of strs or
     * AS_UNDEF); nargs counts all of them. All borrowed. */
    Value (*call)(Thread *t, Value self, Value *args, int nargs, Value kwnames);

    Value (*getattr)(Thread *t, Value self, Str *name); /* default as_generic_getattr */
    bool (*setattr)(Thread *t, Value self, Str *name, Value value); /* AS_UNDEF: delete */
    /* Descriptors; instance is AS_UNDEF when looked up on the class. */
    Value (*descr_get)(Thread *t, Value self, Value instance, Type *owner);
    bool (*descr_set)(Thread *t, Value self, Value instance, Value value);

    Value (*await)(Thread *t, Value self); /* __await__: an iterator */
    Value (*aiter)(Thread *t, Value self);
    Value (*anext)(Thread *t, Value self);
    /* Resume an iterator that takes values: generator protocol for C objects that are awaited.
     * *done is set when it returned (the result is the return value). Default: next/send methods. */
    Value (*send)(Thread *t, Value self, Value sent, bool *done);

    /* Instance creation: `type` may be an heir. Default for heirs of object: as_object_new. */
    Value (*new_)(Thread *t, Type *type, Value *args, int nargs, Value kwnames);
    bool (*init)(Thread *t, Value self, Value *args, int nargs, Value kwnames);
    void (*finalize)(Thread *t, Obj *self); /* before dealloc, may resurrect (rc > 0 after it) */
} TypeSlots;

/* --- native functions --- */

/* `args` has one entry for each parameter of the signature, in its order, with defaults of absent
 * ones as AS_UNDEF; *args come last, behind all others, and `nargs` counts everything. **kwargs is
 * one entry, a dict or AS_UNDEF. All borrowed. */
typedef Value (*NativeFn)(Thread *t, Value *args, int nargs);

typedef struct NativeDef {
    const char *name;
    /* Python syntax, for help, argument checking and messages: "self, object, /", "*args, sep=' ',
     * end='\\n', file=None, flush=False". NULL: the C function gets raw arguments (NATIVE_RAW). */
    const char *signature;
    NativeFn fn;
    const char *doc;
    uint32_t flags; /* NATIVE_* */
} NativeDef;

enum {
    NATIVE_METHOD = 0, /* in a type's table: first parameter is self */
    NATIVE_STATIC = 1, /* staticmethod */
    NATIVE_CLASS  = 2, /* classmethod: first parameter is the type */
    NATIVE_GETTER = 4, /* attribute: fn(self); with NATIVE_SETTER also fn(self, value), UNDEF deletes */
    NATIVE_SETTER = 8,
    NATIVE_HOST   = 16, /* a host's: the receiver is an address and counts as no argument */
};

/* A built-in type in C. Registered by as_type_register in the order of types.def. */
typedef struct TypeDef {
    TypeId id;
    TypeSlots slots;
    const NativeDef *methods; /* ended by a NULL name; may be NULL */
    const char *doc;
    uint32_t operators;       /* bit (1 << Operator) for each operator that slots.binary handles */
    uint32_t flags;           /* TYPE_* */
    size_t size;              /* of an instance, for heirs; 0: variable (str, tuple, int) */
} TypeDef;

enum {
    TYPE_FINAL     = 1,  /* cannot be subclassed */
    TYPE_CONTAINER = 2,  /* its objects are visited by the collector */
    TYPE_NO_NEW    = 4,  /* "cannot create 'x' instances" */
    TYPE_HEAP      = 8,  /* made by a class statement */
    TYPE_HAS_DICT  = 16, /* instances take attributes of their own */
    TYPE_EXCEPTION = 32,
    TYPE_HAS_DEL   = 64,
    TYPE_SEQUENCE  = 128, /* matches sequence patterns */
    TYPE_MAPPING   = 256,
    TYPE_NO_WEAKREF = 512,
    TYPE_INSTANCE  = 1024, /* instances are struct Instance (shapes with inline slots) */
    TYPE_HEAP_DICT = 4096, /* heirs of built-ins: dict_offset lies behind the base's struct */
    TYPE_ABSTRACT  = 2048, /* has abstract methods left: as_object_new refuses */
};

#endif
