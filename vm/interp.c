/* The interpreter loop. Every opcode's contract stands in vm/opcodes.h; whatever is not hot is a call
 * into vm/interp_slow.c. */
#include "vm/interp.h"

#include <math.h>
#include <stddef.h>

#include "vm/call.h"
#include "vm/coroutine.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"
#include "vm/traceback.h"

/* clang-format off */
#if defined(__GNUC__) && !defined(AS_NO_COMPUTED_GOTO)
#define TARGET(op)  L_##op:
#define DISPATCH()  do { i = *pc; goto *labels[AS_OP(i)]; } while (0)
#define LOOP_BEGIN  DISPATCH();
#define LOOP_END
#else
#define TARGET(op)  case OP_##op:
#define DISPATCH()  goto dispatch
#define LOOP_BEGIN  dispatch: i = *pc; switch (AS_OP(i)) {
#define LOOP_END    default: __builtin_unreachable(); }
#endif
#define NEXT(n)     do { pc += (n); DISPATCH(); } while (0)
#define RA          regs[AS_A(i)]
#define RB          regs[AS_B(i)]
#define RC          regs[AS_C(i)]
#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define PUBLISH()   (f->pc = pc)
#define FAIL()      goto error
#define ENTER(next) (f = (next), regs = f->regs, consts = f->code->consts, t->frame = f)

/* Store an inline value: nothing was consumed. */
#define STORE_INLINE(dest, v) do {                                                                 \
        Value old_ = (dest); (dest) = (v);                                                         \
        if ((AS_D(i) & D_LOCAL_A) && UNLIKELY(as_is_obj(old_))) { PUBLISH(); as_decref(t, old_); } \
    } while (0)
/* Store a result, then release consumed operands (passed as they were before), then the old destination. */
#define STORE(dest, v, vb, vc) do {                                                                \
        Value old_ = (dest); (dest) = (v);                                                         \
        if (AS_D(i) & D_FREE_B) as_decref(t, (vb));                                                \
        if (AS_D(i) & D_FREE_C) as_decref(t, (vc));                                                \
        if (AS_D(i) & D_LOCAL_A) as_decref(t, old_);                                               \
    } while (0)
#define STORE_B(dest, v, vb) do {                                                                  \
        Value old_ = (dest); (dest) = (v);                                                         \
        if (AS_D(i) & D_FREE_B) as_decref(t, (vb));                                                \
        if (AS_D(i) & D_LOCAL_A) as_decref(t, old_);                                               \
    } while (0)
#define STORE_NEW(dest, v) do {                                                                    \
        Value old_ = (dest); (dest) = (v);                                                         \
        if (AS_D(i) & D_LOCAL_A) as_decref(t, old_);                                               \
    } while (0)
#define BREAKER()   do {                                                                           \
        if (UNLIKELY(atomic_load_explicit(&t->breaker, memory_order_relaxed))) {                   \
            PUBLISH(); if (!as_handle_breaker(t)) FAIL(); } } while (0)
/* clang-format on */

static inline Coroutine *coro_of(Frame *f) {
    return (Coroutine *)(void *)((char *)f - offsetof(Coroutine, frame));
}

/* Floats, and ints mixed with floats: what the int fast paths leave. UNDEF: not for us. */
static inline bool both_doubles(Value a, Value b, double *x, double *y) {
    if (as_is_flonum(a)) *x = as_flonum_of(a);
    else if (as_is_int(a)) *x = (double)as_int_of(a);
    else return false;
    if (as_is_flonum(b)) *y = as_flonum_of(b);
    else if (as_is_int(b)) *y = (double)as_int_of(b);
    else return false;
    return as_is_flonum(a) || as_is_flonum(b);
}

/* Ints beyond 2**53 lose digits as doubles: comparing them with floats is left to the slow path. */
static inline bool both_comparable(Value a, Value b, double *x, double *y) {
    if (!both_doubles(a, b, x, y)) return false;
    const int64_t exact = (int64_t)1 << 53;
    if (as_is_int(a)) return as_int_of(a) <= exact && as_int_of(a) >= -exact;
    if (as_is_int(b)) return as_int_of(b) <= exact && as_int_of(b) >= -exact;
    return true;
}

static inline int64_t floor_div(int64_t a, int64_t b) {
    int64_t q = a / b;
    return (a % b != 0 && ((a ^ b) < 0)) ? q - 1 : q;
}

static inline int64_t floor_mod(int64_t a, int64_t b) {
    int64_t m = a % b;
    return (m != 0 && ((m ^ b) < 0)) ? m + b : m;
}

/* The arithmetic that has an inline result; false: take the slow path. */
static inline bool quick_int(Operator op, Value a, Value b, Value *out) {
    int64_t x = (int64_t)(a.bits - 1), y = (int64_t)(b.bits - 1), r;
    switch (op) {
    case OPER_ADD:
        if (__builtin_add_overflow(x, y, &r)) return false;
        break;
    case OPER_SUB:
        if (__builtin_sub_overflow(x, y, &r)) return false;
        break;
    case OPER_MUL:
        if (__builtin_mul_overflow(x >> 2, y, &r)) return false;
        break;
    case OPER_FLOORDIV:
        if (y == 0 || y == -4) return false;
        r = (int64_t)((uint64_t)floor_div(x >> 2, y >> 2) << 2);
        break;
    case OPER_MOD:
        if (y == 0) return false;
        r = (int64_t)((uint64_t)floor_mod(x >> 2, y >> 2) << 2);
        break;
    case OPER_AND: r = x & y; break;
    case OPER_OR: r = x | y; break;
    case OPER_XOR: r = x ^ y; break;
    case OPER_RSHIFT:
        if (y < 0) return false;
        y >>= 2;
        r = (int64_t)((uint64_t)((x >> 2) >> (y > 61 ? 61 : y)) << 2);
        break;
    case OPER_LSHIFT:
        y >>= 2;
        if (y < 0 || y > 60) return false;
        r = (int64_t)((uint64_t)x << y);
        if (r >> y != x) return false;
        break;
    default: return false;
    }
    out->bits = (uint64_t)r | 1;
    return true;
}

static inline bool quick_float(Operator op, double x, double y, double *out) {
    switch (op) {
    case OPER_ADD: *out = x + y; return true;
    case OPER_SUB: *out = x - y; return true;
    case OPER_MUL: *out = x * y; return true;
    case OPER_DIV:
        if (y == 0) return false;
        *out = x / y;
        return true;
    default: return false;
    }
}

static inline bool quick_div(Value a, Value b, Value *out) {
    const int64_t exact = (int64_t)1 << 53;
    int64_t x = as_int_of(a), y = as_int_of(b);
    if (y == 0 || x > exact || x < -exact || y > exact || y < -exact) return false;
    return as_flonum((double)x / (double)y, out);
}

static __attribute__((noinline)) Value arith_slow(Thread *t, Operator op, Value a, Value b, uint8_t d) {
    double x, y, r;
    if (both_doubles(a, b, &x, &y)) {
        if (quick_float(op, x, y, &r)) return as_float(t, r);
        if (op == OPER_POW && x > 0 && isfinite(r = pow(x, y))) return as_float(t, r);
    }
    return d & D_INPLACE ? as_inplace(t, op, a, b) : as_binary(t, op, a, b);
}

static inline bool holds(Comparison op, int64_t a, int64_t b) {
    switch (op) {
    case COMPARE_LT: return a < b;
    case COMPARE_LE: return a <= b;
    case COMPARE_EQ: return a == b;
    case COMPARE_NE: return a != b;
    case COMPARE_GT: return a > b;
    default: return a >= b;
    }
}

static inline bool holds_f(Comparison op, double a, double b) {
    switch (op) {
    case COMPARE_LT: return a < b;
    case COMPARE_LE: return a <= b;
    case COMPARE_EQ: return a == b;
    case COMPARE_NE: return a != b;
    case COMPARE_GT: return a > b;
    default: return a >= b;
    }
}

/* 1, 0, -1: the comparison as a truth, for what ints do not settle. */
static __attribute__((noinline)) int compare_slow(Thread *t, Comparison op, Value a, Value b) {
    double x, y;
    if (both_comparable(a, b, &x, &y)) return holds_f(op, x, y);
    if (as_is_str(a) && as_is_str(b) && (op == COMPARE_EQ || op == COMPARE_NE))
        return as_str_equal(as_as_str(a), as_as_str(b)) == (op == COMPARE_EQ);
    Value r = as_compare(t, a, b, op);
    if (as_is_bool(r)) return as_is_true(r);
    if (as_is_undef(r)) return -1;
    int truth = as_truth(t, r);
    as_decref(t, r);
    return truth;
}

static __attribute__((noinline)) Value compare_value_slow(Thread *t, Comparison op, Value a, Value b) {
    double x, y;
    if (both_comparable(a, b, &x, &y)) return as_bool(holds_f(op, x, y));
    return as_compare(t, a, b, op);
}

static inline int truth_of(Thread *t, Value v) {
    if (as_is_bool(v)) return as_is_true(v);
    if (as_is_int(v)) return v.bits != as_int(0).bits;
    if (as_is_none(v)) return 0;
    return as_truth(t, v);
}

/* --- the thread's stack of plain frames --- */

struct StackSegment {
    StackSegment *prev;
    char *resume_at, *resume_end; /* of the segment before */
    size_t size;
};

enum { SEGMENT_SIZE = 32 * 1024 };

static __attribute__((noinline)) bool add_segment(Thread *t, size_t need) {
    size_t size = t->segment ? 4 * SEGMENT_SIZE : SEGMENT_SIZE;
    if (need + sizeof(StackSegment) > size) size = need + sizeof(StackSegment);
    StackSegment *s = as_mem_alloc(&t->vm->mem, size);
    if (!s) return as_raise_memory(t), false;
    *s = (StackSegment){t->segment, t->stack_at, t->stack_end, size};
    t->segment = s;
    t->stack_at = (char *)(s + 1);
    t->stack_end = (char *)s + size;
    return true;
}

static void drop_segment(Thread *t) {
    StackSegment *s = t->segment;
    t->segment = s->prev;
    t->stack_at = s->resume_at;
    t->stack_end = s->resume_end;
    as_mem_free(&t->vm->mem, s, s->size);
}

void as_stack_free(Thread *t) {
    while (t->segment) drop_segment(t);
}

static __attribute__((noinline)) bool too_deep(Thread *t) {
    /* A little room, so that handlers of the error can work. */
    as_raise(t, T_RECURSION_ERROR, "maximum recursion depth exceeded");
    return false;
}

/* Registers are left as they are. */
static inline Frame *push_raw(Thread *t, Function *func, Code *code) {
    size_t size = sizeof(Frame) + code->nregs * sizeof(Value);
    uint8_t flags = 0;
    if (UNLIKELY(++t->depth > t->depth_limit)) {
        t->depth--;
        too_deep(t);
        return NULL;
    }
    if (UNLIKELY((size_t)(t->stack_end - t->stack_at) < size)) {
        if (!add_segment(t, size)) {
            t->depth--;
            return NULL;
        }
        flags = FRAME_SEGMENT;
    }
    Frame *f = (Frame *)(void *)t->stack_at;
    t->stack_at += size;
    f->code = code;
    f->func = func;
    f->pc = code->instr;
    f->locals = AS_UNDEF;
    f->frame_object = NULL;
    f->flags = flags;
    return f;
}

Frame *as_frame_push(Thread *t, Function *func) {
    Frame *f = push_raw(t, func, func->code);
    if (!f) return NULL;
    as_incref_obj(func);
    for (uint32_t r = 0; r < func->code->nlocals; r++) f->regs[r] = AS_UNDEF;
    return f;
}

void as_frame_pop(Thread *t, Frame *f) {
    t->depth--;
    if (f->flags & FRAME_SEGMENT) drop_segment(t);
    else t->stack_at = (char *)f;
}

void as_frame_clear(Thread *t, Frame *f, uint32_t nregs) {
    if (f->frame_object) {
        as_frame_detach(t, f);
        if (f->func) nregs = nregs > f->code->nlocals ? nregs : f->code->nlocals;
    }
    for (uint32_t r = 0; r < nregs; r++) {
        Value v = f->regs[r];
        f->regs[r] = AS_UNDEF;
        as_decref(t, v);
    }
    if (!as_is_undef(f->locals)) as_clear(t, &f->locals);
    Function *func = f->func;
    f->func = NULL;
    if (func) as_decref_obj(t, func);
}

uint32_t as_frame_depth(const Frame *f) {
    return f->code->depth[f->pc - f->code->instr];
}

static HandlerEntry *find_handler(Code *code, uint32_t pc) {
    for (uint32_t n = 0; n < code->nhandlers; n++)
        if (pc >= code->handlers[n].start && pc < code->handlers[n].end) return &code->handlers[n];
    return NULL;
}

static inline void release_args(Thread *t, Value *args, int nargs) {
    for (int n = 0; n < nargs; n++) as_decref(t, args[n]);
}

/* A frame for a script function that is not of the simplest kind; args and callee stay the caller's. */
static __attribute__((noinline)) Frame *push_general(Thread *t, Function *func, Value *args, int nargs,
                                                     Value kwnames) {
    Frame *f = as_frame_push(t, func);
    if (!f) return NULL;
    if (as_bind_function(t, func, args, nargs, kwnames, f->regs)) return f;
    for (uint32_t r = 0; r < func->code->nlocals; r++) f->regs[r] = AS_UNDEF;
    as_frame_clear(t, f, 0);
    as_frame_pop(t, f);
    return NULL;
}

Value as_run_function(Thread *t, Function *func, Value *args, int nargs, Value kwnames) {
    const uint32_t lazy = CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR;
    if (func->code->flags & lazy) return as_coro_new(t, func, args, nargs, kwnames);
    if (!as_stack_ok(t, " while calling a Python object")) return AS_UNDEF;
    Frame *f = push_general(t, func, args, nargs, kwnames);
    if (!f) return AS_UNDEF;
    f->back = t->frame;
    f->flags |= FRAME_ENTRY;
    Value value;
    return as_run(t, f, RUN_START, AS_NONE, &value) == RUN_RETURNED ? value : AS_UNDEF;
}

/* Whether calling `type` is: make an Instance, run a script __init__. The function is borrowed. */
static inline Function *plain_init(Thread *t, Type *type, Instr *cache) {
    if (!(type->flags & TYPE_INSTANCE)) return NULL;
    if ((uint32_t)cache[0] == type->version && type->version != 0)
        return (Function *)(uintptr_t)cache[1];
    cache[0] = 0;
    if (as_is_undef(type->meta) || !as_same(type->meta, as_from_obj(as_builtin(t, T_TYPE)))) return NULL;
    if (type->slots.new_ != as_builtin(t, T_OBJECT)->slots.new_) return NULL;
    Value init = as_type_lookup(t, type, t->vm->names.__init__);
    if (!as_is_exact(init, T_FUNCTION)) return NULL;
    Function *func = (Function *)as_obj(init);
    if (func->code->flags & (CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR)) return NULL;
    if (type->version == 0 || (type->flags & TYPE_ABSTRACT)) return NULL;
    cache[1] = (Instr)(uintptr_t)func;
    cache[0] = type->version;
    return func;
}

/* The root of the chain of awaits that `c` belongs to. */
static inline Coroutine *root_of(Coroutine *c) {
    Coroutine *root = c->root;
    while (UNLIKELY(root->root != root)) root = root->root;
    c->root = root;
    return root;
}

RunStatus as_run(Thread *t, Frame *f, RunHow how, Value sent, Value *value) {
#if defined(__GNUC__) && !defined(AS_NO_COMPUTED_GOTO)
    static const void *const labels[] = {
#define X(name, cache, doc) &&L_##name,
        AS_OPCODES(X)
#undef X
    };
#endif
    Value *regs;
    const Value *consts;
    const Instr *pc;
    Instr i;
    Value v;
    t->run_depth++;
    ENTER(f);
    pc = f->pc;
    if (how == RUN_THROW) goto unwind_or_delegate;
    if (how == RUN_RESUME) goto resume;
    if (how == RUN_RESULT) {
        v = sent;
        i = *pc;
        STORE_NEW(regs[AS_C(i)], v);
        pc += 1 + as_opcode_cache[AS_OP(i)];
    }
    if (UNLIKELY(atomic_load_explicit(&t->breaker, memory_order_relaxed))) {
        f->pc = pc;
        if (!as_handle_breaker(t)) goto error;
    }

    LOOP_BEGIN

    TARGET(NOP) NEXT(1);

    /* --- moves --- */
    TARGET(MOVE) {
        v = RB;
        if (!(AS_D(i) & D_FREE_B)) as_incref(v);
        Value old = RA;
        RA = v;
        if (AS_D(i) & D_LOCAL_A && as_is_obj(old)) {
            PUBLISH();
            as_decref(t, old);
        }
        NEXT(1);
    }
    TARGET(LOAD_CONST) {
        v = as_incref(consts[AS_JBC(i)]);
        PUBLISH();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(LOAD_INT) {
        STORE_INLINE(RA, as_int(AS_JBC(i)));
        NEXT(1);
    }
    TARGET(LOAD_NONE) {
        STORE_INLINE(RA, AS_NONE);
        NEXT(1);
    }
    TARGET(LOAD_TRUE) {
        STORE_INLINE(RA, AS_TRUE);
        NEXT(1);
    }
    TARGET(LOAD_FALSE) {
        STORE_INLINE(RA, AS_FALSE);
        NEXT(1);
    }
    TARGET(LOAD_UNDEF) {
        STORE_INLINE(RA, AS_UNDEF);
        NEXT(1);
    }
    TARGET(RELEASE) {
        PUBLISH();
        as_decref(t, RA);
        NEXT(1);
    }
    TARGET(CHECK_LOCAL) {
        if (UNLIKELY(as_is_undef(RA))) {
            PUBLISH();
            as_unbound_local(t, f, AS_A(i));
            FAIL();
        }
        NEXT(1);
    }
    TARGET(DELETE_LOCAL) {
        PUBLISH();
        if (UNLIKELY(as_is_undef(RA))) {
            as_unbound_local(t, f, AS_A(i));
            FAIL();
        }
        as_clear(t, &RA);
        NEXT(1);
    }
    TARGET(CLEAR_LOCAL) {
        PUBLISH();
        as_clear(t, &RA);
        NEXT(1);
    }

    /* --- cells --- */
    TARGET(MAKE_CELL) {
        PUBLISH();
        v = as_cell_new(t, RA);
        if (as_is_undef(v)) FAIL();
        as_assign(t, &RA, v);
        NEXT(1);
    }
    TARGET(LOAD_CELL) {
        v = ((Cell *)as_obj(RB))->value;
        PUBLISH();
        if (UNLIKELY(as_is_undef(v))) {
            as_unbound_local(t, f, AS_B(i));
            FAIL();
        }
        as_incref(v);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(STORE_CELL) {
        PUBLISH();
        v = RB;
        if (!(AS_D(i) & D_FREE_B)) as_incref(v);
        as_assign(t, &((Cell *)as_obj(RA))->value, v);
        NEXT(1);
    }
    TARGET(DELETE_CELL) {
        PUBLISH();
        Cell *cell = (Cell *)as_obj(RA);
        if (as_is_undef(cell->value)) {
            as_unbound_local(t, f, AS_A(i));
            FAIL();
        }
        as_clear(t, &cell->value);
        NEXT(1);
    }
    TARGET(LOAD_FREE) {
        v = ((Cell *)as_obj(f->func->closure->items[AS_B(i)]))->value;
        PUBLISH();
        if (UNLIKELY(as_is_undef(v))) {
            as_unbound_free(t, f, AS_B(i));
            FAIL();
        }
        as_incref(v);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(STORE_FREE) {
        PUBLISH();
        v = RB;
        if (!(AS_D(i) & D_FREE_B)) as_incref(v);
        as_assign(t, &((Cell *)as_obj(f->func->closure->items[AS_A(i)]))->value, v);
        NEXT(1);
    }
    TARGET(DELETE_FREE) {
        PUBLISH();
        Cell *cell = (Cell *)as_obj(f->func->closure->items[AS_A(i)]);
        if (as_is_undef(cell->value)) {
            as_unbound_free(t, f, AS_A(i));
            FAIL();
        }
        as_clear(t, &cell->value);
        NEXT(1);
    }
    TARGET(LOAD_CLOSURE) {
        PUBLISH();
        v = as_incref(f->func->closure->items[AS_B(i)]);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(LOAD_CLASS_FREE)
    TARGET(LOAD_CLASS_CELL) {
        PUBLISH();
        bool is_free = AS_OP(i) == OP_LOAD_CLASS_FREE;
        v = as_load_class_name(t, f, as_as_str(consts[AS_C(i)]));
        if (as_is_undef(v)) FAIL();
        if (as_same(v, AS_MISSING)) {
            v = ((Cell *)as_obj(is_free ? f->func->closure->items[AS_B(i)] : RB))->value;
            if (as_is_undef(v)) {
                if (is_free) as_unbound_free(t, f, AS_B(i));
                else as_unbound_local(t, f, AS_B(i));
                FAIL();
            }
            as_incref(v);
        }
        STORE_NEW(RA, v);
        NEXT(1);
    }

    /* --- names --- */
    TARGET(LOAD_GLOBAL) {
        Instr *cache = (Instr *)(uintptr_t)(pc + 1);
        Dict *globals = f->func->globals;
        uint32_t at = (uint32_t)(cache[0] >> 32);
        if (LIKELY((uint32_t)cache[0] == globals->keys_version && globals->keys_version != 0)) {
            if (at != UINT32_MAX) {
                v = globals->entries[at].value;
                as_incref(v);
                goto have_global;
            }
            Dict *builtins = f->func->builtins;
            if (LIKELY((uint32_t)cache[1] == builtins->keys_version && builtins->keys_version != 0)) {
                v = builtins->entries[cache[1] >> 32].value;
                as_incref(v);
                goto have_global;
            }
        }
        PUBLISH();
        v = as_load_global_slow(t, f, as_as_str(consts[AS_JBC(i)]), cache);
        if (UNLIKELY(as_is_undef(v))) FAIL();
    have_global:
        if (UNLIKELY(AS_D(i) & D_LOCAL_A)) PUBLISH();
        STORE_NEW(RA, v);
        NEXT(3);
    }
    TARGET(STORE_GLOBAL) {
        Instr *cache = (Instr *)(uintptr_t)(pc + 1);
        Dict *globals = f->func->globals;
        PUBLISH();
        v = RB;
        if (LIKELY((uint32_t)cache[0] == globals->keys_version && globals->keys_version != 0)) {
            if (!(AS_D(i) & D_FREE_B)) as_incref(v);
            as_assign(t, &globals->entries[cache[0] >> 32].value, v);
            NEXT(2);
        }
        if (!as_store_global_slow(t, f, as_as_str(consts[AS_C(i)]), v, cache)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(2);
    }
    TARGET(DELETE_GLOBAL) {
        PUBLISH();
        if (!as_delete_global(t, f, as_as_str(consts[AS_C(i)]))) FAIL();
        NEXT(1);
    }
    TARGET(LOAD_NAME) {
        PUBLISH();
        v = as_load_name(t, f, as_as_str(consts[AS_JBC(i)]));
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(STORE_NAME) {
        PUBLISH();
        v = RB;
        if (!as_store_name(t, f, as_as_str(consts[AS_C(i)]), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(DELETE_NAME) {
        PUBLISH();
        if (!as_delete_name(t, f, as_as_str(consts[AS_C(i)]))) FAIL();
        NEXT(1);
    }
    TARGET(LOAD_BUILD_CLASS) {
        PUBLISH();
        v = as_load_build_class(t, f);
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(LOAD_ASSERTION_ERROR) {
        v = as_incref(as_from_obj(as_builtin(t, T_ASSERTION_ERROR)));
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(LOAD_LOCALS) {
        v = as_incref(as_is_undef(f->locals) ? as_from_obj(f->func->globals) : f->locals);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(SETUP_ANNOTATIONS) {
        PUBLISH();
        if (!as_setup_annotations(t, f)) FAIL();
        NEXT(1);
    }

    /* --- attributes and items --- */
    TARGET(LOAD_ATTR) {
        Instr *cache = (Instr *)(uintptr_t)(pc + 1);
        Value obj = RB;
        if (LIKELY(as_is_obj(obj) && as_obj(obj)->shape == (uint32_t)cache[0])) {
            if (LIKELY(((Type *)(uintptr_t)(cache[2] & ~(Instr)7))->version == (uint32_t)(cache[0] >> 32))) {
                unsigned kind = (unsigned)cache[2] & 7;
                if (LIKELY(kind == CACHE_SLOT)) {
                    v = *as_instance_slot((Instance *)as_obj(obj), (uint32_t)cache[1]);
                    as_incref(v);
                    goto have_attr;
                }
                if (kind == CACHE_CLASS_VALUE) {
                    v = as_incref((Value){cache[1]});
                    goto have_attr;
                }
                if (kind == CACHE_MODULE) {
                    Dict *d = as_module_dict(obj);
                    if (d->keys_version == (uint32_t)cache[1] && d->keys_version) {
                        v = as_incref(d->entries[cache[1] >> 32].value);
                        goto have_attr;
                    }
                }
            }
        }
        PUBLISH();
        v = as_load_attr_slow(t, obj, as_as_str(consts[AS_C(i)]), cache);
        if (UNLIKELY(as_is_undef(v))) FAIL();
    have_attr:
        PUBLISH();
        STORE_B(RA, v, obj);
        NEXT(4);
    }
    TARGET(STORE_ATTR) {
        Instr *cache = (Instr *)(uintptr_t)(pc + 1);
        Value obj = RA;
        v = RB;
        PUBLISH();
        if (LIKELY(as_is_obj(obj) && as_obj(obj)->shape == (uint32_t)cache[0] &&
                   ((Type *)(uintptr_t)(cache[2] & ~(Instr)7))->version == (uint32_t)(cache[0] >> 32) &&
                   ((uint32_t)cache[1] < ((Instance *)as_obj(obj))->nslots || !(cache[1] >> 32)))) {
            Instance *self = (Instance *)as_obj(obj);
            uint32_t slot = (uint32_t)cache[1], next_shape = (uint32_t)(cache[1] >> 32);
            if (!(AS_D(i) & D_FREE_B)) as_incref(v);
            if (next_shape) {
                self->obj.shape = next_shape;
                self->slots[slot] = v;
            } else {
                as_assign(t, as_instance_slot(self, slot), v);
            }
            if (AS_D(i) & D_FREE_A) as_decref(t, obj);
            NEXT(4);
        }
        if (!as_store_attr_slow(t, obj, as_as_str(consts[AS_C(i)]), v, cache)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        if (AS_D(i) & D_FREE_A) as_decref(t, obj);
        NEXT(4);
    }
    TARGET(DELETE_ATTR) {
        PUBLISH();
        v = RA;
        if (!as_delattr(t, v, as_as_str(consts[AS_C(i)]))) FAIL();
        if (AS_D(i) & D_FREE_A) as_decref(t, v);
        NEXT(1);
    }
    TARGET(LOAD_METHOD) {
        Instr *cache = (Instr *)(uintptr_t)(pc + 1);
        Value obj = RB;
        if (LIKELY(as_is_obj(obj) && as_obj(obj)->shape == (uint32_t)cache[0] &&
                   ((Type *)(uintptr_t)(cache[2] & ~(Instr)7))->version == (uint32_t)(cache[0] >> 32) &&
                   (cache[2] & 7) == CACHE_METHOD)) {
            if (!(AS_D(i) & D_FREE_B)) as_incref(obj);
            regs[AS_A(i) + 1] = obj;
            RA = as_incref((Value){cache[1]});
            NEXT(4);
        }
        PUBLISH();
        Value pair[2];
        if (UNLIKELY(!as_load_method_slow(t, obj, as_as_str(consts[AS_C(i)]), cache, pair))) FAIL();
        RA = pair[0];
        regs[AS_A(i) + 1] = pair[1];
        if (AS_D(i) & D_FREE_B) as_decref(t, obj);
        NEXT(4);
    }
    TARGET(LOAD_SUPER_ATTR) {
        PUBLISH();
        as_raise(t, T_SYSTEM_ERROR, "LOAD_SUPER_ATTR is not used");
        FAIL();
    }
    TARGET(GET_ITEM) {
        Value obj = RB, key = RC;
        if (as_is_list(obj) && as_is_int(key)) {
            List *l = as_as_list(obj);
            int64_t at = as_int_of(key);
            if (at < 0) at += (int64_t)l->count;
            if (LIKELY((uint64_t)at < l->count)) {
                v = as_incref(l->items[at]);
                goto have_item;
            }
        } else if (as_is_tuple(obj) && as_is_int(key)) {
            Tuple *l = as_as_tuple(obj);
            int64_t at = as_int_of(key);
            if (at < 0) at += (int64_t)l->count;
            if (LIKELY((uint64_t)at < l->count)) {
                v = as_incref(l->items[at]);
                goto have_item;
            }
        } else if (as_is_dict(obj)) {
            PUBLISH();
            v = as_dict_get(t, as_as_dict(obj), key);
            if (LIKELY(!as_is_undef(v) && !as_same(v, AS_MISSING))) {
                as_incref(v);
                goto have_item;
            }
            if (as_is_undef(v)) FAIL();
        }
        PUBLISH();
        v = as_getitem(t, obj, key);
        if (UNLIKELY(as_is_undef(v))) FAIL();
    have_item:
        PUBLISH();
        STORE(RA, v, obj, key);
        NEXT(1);
    }
    TARGET(SET_ITEM) {
        Value obj = RA, key = RB;
        v = RC;
        PUBLISH();
        if (as_is_list(obj) && as_is_int(key)) {
            List *l = as_as_list(obj);
            int64_t at = as_int_of(key);
            if (at < 0) at += (int64_t)l->count;
            if (LIKELY((uint64_t)at < l->count)) {
                if (!(AS_D(i) & D_FREE_C)) as_incref(v);
                as_assign(t, &l->items[at], v);
                if (AS_D(i) & D_FREE_A) as_decref(t, obj);
                NEXT(1);
            }
        }
        bool ok = as_is_dict(obj) ? as_dict_set(t, as_as_dict(obj), key, v) : as_setitem(t, obj, key, v);
        if (UNLIKELY(!ok)) FAIL();
        if (AS_D(i) & D_FREE_C) as_decref(t, v);
        if (AS_D(i) & D_FREE_B) as_decref(t, key);
        if (AS_D(i) & D_FREE_A) as_decref(t, obj);
        NEXT(1);
    }
    TARGET(DELETE_ITEM) {
        Value obj = RA, key = RB;
        PUBLISH();
        if (!as_delitem(t, obj, key)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, key);
        if (AS_D(i) & D_FREE_A) as_decref(t, obj);
        NEXT(1);
    }
    TARGET(BUILD_SLICE) {
        Value *part = &RB;
        bool step = AS_C(i) == 3;
        PUBLISH();
        v = as_slice_new(t, part[0], part[1], step ? part[2] : AS_NONE);
        if (as_is_undef(v)) FAIL();
        release_args(t, part, AS_C(i));
        STORE_NEW(RA, v);
        NEXT(1);
    }

    /* --- operators --- */
#define ARITHMETIC(name, oper)                                                                     \
    TARGET(name) {                                                                                 \
        Value b = RB, c = RC;                                                                      \
        if (LIKELY(as_both_int(b, c)) && quick_int(oper, b, c, &v)) {                              \
            STORE_INLINE(RA, v);                                                                   \
            NEXT(1);                                                                               \
        }                                                                                          \
        if (as_is_flonum(b) && as_is_flonum(c)) {                                                  \
            double r;                                                                              \
            if (quick_float(oper, as_flonum_of(b), as_flonum_of(c), &r) && as_flonum(r, &v)) {     \
                STORE_INLINE(RA, v);                                                               \
                NEXT(1);                                                                           \
            }                                                                                      \
        }                                                                                          \
        PUBLISH();                                                                                 \
        v = arith_slow(t, oper, b, c, AS_D(i));                                                    \
        if (UNLIKELY(as_is_undef(v))) FAIL();                                                      \
        STORE(RA, v, b, c);                                                                        \
        NEXT(1);                                                                                   \
    }
    TARGET(ADD) {
        Value b = RB, c = RC;
        if (LIKELY(as_both_int(b, c)) && quick_int(OPER_ADD, b, c, &v)) {
            STORE_INLINE(RA, v);
            NEXT(1);
        }
        if (as_is_flonum(b) && as_is_flonum(c) && as_flonum(as_flonum_of(b) + as_flonum_of(c), &v)) {
            STORE_INLINE(RA, v);
            NEXT(1);
        }
        PUBLISH();
        if (as_is_str(b) && as_is_str(c)) {
            /* `s += x` and `s = s + x`: the instruction may own the only reference, and extend in place. */
            bool same = AS_A(i) == AS_B(i) && ((AS_D(i) & D_LOCAL_A) || (AS_D(i) & D_FREE_B));
            if (same && as_obj(b)->rc == 1) {
                RA = AS_UNDEF;
                v = as_str_append(t, b, as_as_str(c));
                if (as_is_undef(v)) {
                    FAIL();
                }
                RA = v;
                if (AS_D(i) & D_FREE_C) as_decref(t, c);
                NEXT(1);
            }
        }
        v = arith_slow(t, OPER_ADD, b, c, AS_D(i));
        if (UNLIKELY(as_is_undef(v))) FAIL();
        STORE(RA, v, b, c);
        NEXT(1);
    }
    ARITHMETIC(SUB, OPER_SUB)
    ARITHMETIC(MUL, OPER_MUL)
    ARITHMETIC(MATMUL, OPER_MATMUL)
    TARGET(DIV) {
        Value b = RB, c = RC;
        if (as_is_flonum(b) && as_is_flonum(c)) {
            double y = as_flonum_of(c);
            if (LIKELY(y != 0) && as_flonum(as_flonum_of(b) / y, &v)) {
                STORE_INLINE(RA, v);
                NEXT(1);
            }
        } else if (as_both_int(b, c) && quick_div(b, c, &v)) {
            STORE_INLINE(RA, v);
            NEXT(1);
        }
        PUBLISH();
        v = arith_slow(t, OPER_DIV, b, c, AS_D(i));
        if (UNLIKELY(as_is_undef(v))) FAIL();
        STORE(RA, v, b, c);
        NEXT(1);
    }
    ARITHMETIC(FLOORDIV, OPER_FLOORDIV)
    ARITHMETIC(MOD, OPER_MOD)
    ARITHMETIC(POW, OPER_POW)
    ARITHMETIC(LSHIFT, OPER_LSHIFT)
    ARITHMETIC(RSHIFT, OPER_RSHIFT)
    ARITHMETIC(AND, OPER_AND)
    ARITHMETIC(XOR, OPER_XOR)
    ARITHMETIC(OR, OPER_OR)
#define ARITHMETIC_I(name, oper)                                                                   \
    TARGET(name) {                                                                                 \
        Value b = RB, c = as_int((int16_t)AS_C(i));                                                \
        if (LIKELY(as_is_int(b)) && quick_int(oper, b, c, &v)) {                                   \
            STORE_INLINE(RA, v);                                                                   \
            NEXT(1);                                                                               \
        }                                                                                          \
        PUBLISH();                                                                                 \
        v = arith_slow(t, oper, b, c, AS_D(i));                                                    \
        if (UNLIKELY(as_is_undef(v))) FAIL();                                                      \
        STORE_B(RA, v, b);                                                                         \
        NEXT(1);                                                                                   \
    }
    ARITHMETIC_I(ADD_I, OPER_ADD)
    ARITHMETIC_I(SUB_I, OPER_SUB)
    ARITHMETIC_I(MUL_I, OPER_MUL)
    ARITHMETIC_I(FLOORDIV_I, OPER_FLOORDIV)
    ARITHMETIC_I(MOD_I, OPER_MOD)
    ARITHMETIC_I(LSHIFT_I, OPER_LSHIFT)
    ARITHMETIC_I(RSHIFT_I, OPER_RSHIFT)
    ARITHMETIC_I(AND_I, OPER_AND)
    TARGET(NOT) {
        Value b = RB;
        PUBLISH();
        int truth = truth_of(t, b);
        if (truth < 0) FAIL();
        STORE_B(RA, as_bool(!truth), b);
        NEXT(1);
    }
#define UNARY(name, oper)                                                                          \
    TARGET(name) {                                                                                 \
        Value b = RB;                                                                              \
        PUBLISH();                                                                                 \
        v = as_unary(t, oper, b);                                                                  \
        if (as_is_undef(v)) FAIL();                                                                \
        STORE_B(RA, v, b);                                                                         \
        NEXT(1);                                                                                   \
    }
    UNARY(NEG, UN_NEG)
    UNARY(POS, UN_POS)
    UNARY(INVERT, UN_INVERT)

#define COMPARISON(name, oper)                                                                     \
    TARGET(name) {                                                                                 \
        Value b = RB, c = RC;                                                                      \
        if (LIKELY(as_both_int(b, c))) {                                                           \
            STORE_INLINE(RA, as_bool(holds(oper, (int64_t)b.bits, (int64_t)c.bits)));              \
            NEXT(1);                                                                               \
        }                                                                                          \
        PUBLISH();                                                                                 \
        v = compare_value_slow(t, oper, b, c);                                                     \
        if (UNLIKELY(as_is_undef(v))) FAIL();                                                      \
        STORE(RA, v, b, c);                                                                        \
        NEXT(1);                                                                                   \
    }
    COMPARISON(LT, COMPARE_LT)
    COMPARISON(LE, COMPARE_LE)
    COMPARISON(EQ, COMPARE_EQ)
    COMPARISON(NE, COMPARE_NE)
    COMPARISON(GT, COMPARE_GT)
    COMPARISON(GE, COMPARE_GE)
    TARGET(IS)
    TARGET(IS_NOT) {
        Value b = RB, c = RC;
        PUBLISH();
        v = as_bool(as_same(b, c) == (AS_OP(i) == OP_IS));
        STORE(RA, v, b, c);
        NEXT(1);
    }
    TARGET(IN)
    TARGET(NOT_IN) {
        Value b = RB, c = RC;
        PUBLISH();
        int found = as_contains(t, c, b);
        if (found < 0) FAIL();
        v = as_bool(found == (AS_OP(i) == OP_IN));
        STORE(RA, v, b, c);
        NEXT(1);
    }

    /* --- jumps --- */
    TARGET(JUMP) NEXT(AS_JBC(i));
    TARGET(JUMP_BACK) {
        pc += AS_JBC(i);
        BREAKER();
        DISPATCH();
    }
    TARGET(JUMP_IF_TRUE)
    TARGET(JUMP_IF_FALSE) {
        v = RA;
        int truth = as_is_bool(v) ? as_is_true(v) : (PUBLISH(), truth_of(t, v));
        if (UNLIKELY(truth < 0)) FAIL();
        int32_t jump = truth == (AS_OP(i) == OP_JUMP_IF_TRUE) ? AS_JBC(i) : 1;
        if ((AS_D(i) & D_FREE_A) && as_is_obj(v)) as_decref(t, v);
        pc += jump;
        if (jump < 0) BREAKER();
        DISPATCH();
    }
    TARGET(JUMP_IF_TRUE_OR_POP)
    TARGET(JUMP_IF_FALSE_OR_POP) {
        v = RA;
        PUBLISH();
        int truth = truth_of(t, v);
        if (UNLIKELY(truth < 0)) FAIL();
        if (truth == (AS_OP(i) == OP_JUMP_IF_TRUE_OR_POP)) NEXT(AS_JBC(i));
        as_decref(t, v);
        NEXT(1);
    }
    TARGET(JUMP_IF_NONE)
    TARGET(JUMP_IF_NOT_NONE) {
        v = RA;
        PUBLISH();
        int32_t jump = as_is_none(v) == (AS_OP(i) == OP_JUMP_IF_NONE) ? AS_JBC(i) : 1;
        if (AS_D(i) & D_FREE_A) as_decref(t, v);
        pc += jump;
        if (jump < 0) BREAKER();
        DISPATCH();
    }
#define JUMP_COMPARE(name, oper)                                                                   \
    TARGET(name) {                                                                                 \
        Value a = RA, b = RB;                                                                      \
        int truth;                                                                                 \
        if (LIKELY(as_both_int(a, b))) {                                                           \
            truth = holds(oper, (int64_t)a.bits, (int64_t)b.bits);                                 \
        } else if (as_is_flonum(a) && as_is_flonum(b)) {                                           \
            truth = holds_f(oper, as_flonum_of(a), as_flonum_of(b));                               \
        } else {                                                                                   \
            PUBLISH();                                                                             \
            truth = compare_slow(t, oper, a, b);                                                   \
            if (UNLIKELY(truth < 0)) FAIL();                                                       \
            if (AS_D(i) & D_FREE_A) as_decref(t, a);                                               \
            if (AS_D(i) & D_FREE_B) as_decref(t, b);                                               \
        }                                                                                          \
        if (truth != !!(AS_D(i) & D_TRUE)) NEXT(1);                                                \
        pc += AS_JC(i);                                                                            \
        BREAKER();                                                                                 \
        DISPATCH();                                                                                \
    }
    JUMP_COMPARE(JUMP_LT, COMPARE_LT)
    JUMP_COMPARE(JUMP_LE, COMPARE_LE)
    JUMP_COMPARE(JUMP_EQ, COMPARE_EQ)
    JUMP_COMPARE(JUMP_NE, COMPARE_NE)
    JUMP_COMPARE(JUMP_GT, COMPARE_GT)
    JUMP_COMPARE(JUMP_GE, COMPARE_GE)
#define JUMP_COMPARE_I(name, oper)                                                                 \
    TARGET(name) {                                                                                 \
        Value a = RA, b = as_int((int16_t)AS_B(i));                                                \
        int truth;                                                                                 \
        if (LIKELY(as_is_int(a))) {                                                                \
            truth = holds(oper, (int64_t)a.bits, (int64_t)b.bits);                                 \
        } else {                                                                                   \
            PUBLISH();                                                                             \
            truth = compare_slow(t, oper, a, b);                                                   \
            if (UNLIKELY(truth < 0)) FAIL();                                                       \
            if (AS_D(i) & D_FREE_A) as_decref(t, a);                                               \
        }                                                                                          \
        if (truth != !!(AS_D(i) & D_TRUE)) NEXT(1);                                                \
        pc += AS_JC(i);                                                                            \
        BREAKER();                                                                                 \
        DISPATCH();                                                                                \
    }
    JUMP_COMPARE_I(JUMP_LT_I, COMPARE_LT)
    JUMP_COMPARE_I(JUMP_LE_I, COMPARE_LE)
    JUMP_COMPARE_I(JUMP_EQ_I, COMPARE_EQ)
    JUMP_COMPARE_I(JUMP_NE_I, COMPARE_NE)
    JUMP_COMPARE_I(JUMP_GT_I, COMPARE_GT)
    JUMP_COMPARE_I(JUMP_GE_I, COMPARE_GE)

    /* --- loops --- */
    TARGET(FOR_PREP) {
        Value b = RB, state[3] = {b, AS_UNDEF, AS_UNDEF};
        PUBLISH();
        if (AS_D(i) & D_TRUE) as_incref(b);
        else if (!as_for_prep(t, b, state)) FAIL();
        memcpy(&RA, state, sizeof state);
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        NEXT(1);
    }
    TARGET(FOR_ITER) {
        /* State: (int next, int left, int step) for a range; (list or tuple, int index, UNDEF); (iterator, UNDEF, _) */
        Value *state = &RB;
        if (as_is_int(state[0])) {
            if (state[1].bits == as_int(0).bits) NEXT(AS_JC(i));
            v = state[0];
            state[0].bits += state[2].bits - 1;
            state[1].bits -= 4;
            STORE_INLINE(RA, v);
            NEXT(1);
        }
        if (as_is_int(state[1])) {
            uint64_t at = (uint64_t)as_int_of(state[1]);
            Value *items;
            size_t count;
            if (as_obj(state[0])->shape == T_LIST) {
                List *l = as_as_list(state[0]);
                items = l->items;
                count = l->count;
            } else {
                Tuple *l = as_as_tuple(state[0]);
                items = l->items;
                count = l->count;
            }
            if (LIKELY(at < count)) {
                state[1].bits += 4;
                v = as_incref(items[at]);
                PUBLISH();
                STORE_NEW(RA, v);
                NEXT(1);
            }
            PUBLISH();
            as_decref(t, state[0]);
            NEXT(AS_JC(i));
        }
        PUBLISH();
        if (as_is_exact(state[0], T_GENERATOR)) {
            Coroutine *c = as_as_coro(state[0]);
            if (LIKELY(c->state <= CORO_SUSPENDED && c->state != CORO_RUNNING)) {
                if (UNLIKELY(t->depth + c->chain_depth + 1 > t->depth_limit)) {
                    too_deep(t);
                    FAIL();
                }
                bool fresh = c->state == CORO_CREATED;
                as_coro_link(t, c, f, FRAME_FOR);
                sent = AS_NONE;
                ENTER(&c->inner->frame);
                pc = f->pc;
                if (fresh) DISPATCH();
                goto resume;
            }
        }
        v = as_type_of(t, state[0])->slots.next(t, state[0]);
        if (LIKELY(!as_is_undef(v))) {
            STORE_NEW(RA, v);
            NEXT(1);
        }
        if (as_has_exc(t) && !as_catch(t, T_STOP_ITERATION)) FAIL();
        as_decref(t, state[0]);
        NEXT(AS_JC(i));
    }
    TARGET(GET_ITER) {
        Value b = RB;
        PUBLISH();
        v = as_iter(t, b);
        if (as_is_undef(v)) FAIL();
        STORE_B(RA, v, b);
        NEXT(1);
    }
    TARGET(GET_AITER) {
        Value b = RB;
        PUBLISH();
        v = as_get_aiter(t, b);
        if (as_is_undef(v)) FAIL();
        STORE_B(RA, v, b);
        NEXT(1);
    }
    TARGET(GET_ANEXT) {
        PUBLISH();
        v = as_get_anext(t, RB);
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(END_ASYNC_FOR) {
        PUBLISH();
        v = RA;
        if (as_is_subtype(as_type_of(t, v), as_builtin(t, T_STOP_ASYNC_ITERATION))) {
            as_decref(t, v);
            NEXT(1);
        }
        as_restore_exc(t, v);
        goto unwind;
    }

    /* --- calls --- */
    TARGET(CALL_METHOD) {
        Value *base = &RA;
        Value *args = base + 1;
        int nargs = AS_B(i) + 1;
        if (as_is_undef(base[1])) {
            args++;
            nargs--;
        } else if (as_is_exact(base[0], T_METHOD_DESCRIPTOR)) {
            Native *n = (Native *)as_obj(base[0]);
            Signature *s = n->signature;
            if (LIKELY(s && nargs == s->nparams && nargs == s->npos)) {
                PUBLISH();
                v = n->def->fn(t, args, nargs);
                goto called;
            }
        }
        goto call_any;
    TARGET(CALL)
        base = &RA;
        args = base + 1;
        nargs = AS_B(i);
    call_any:
        if (LIKELY(as_is_exact(base[0], T_FUNCTION))) {
            Function *func = (Function *)as_obj(base[0]);
            Code *code = func->code;
            PUBLISH();
            if (LIKELY(code->fast_args == (uint32_t)nargs)) {
                Frame *callee = push_raw(t, func, code);
                if (UNLIKELY(!callee)) goto call_failed;
                Value *to = callee->regs;
                for (int n = 0; n < nargs; n++) to[n] = args[n];
                for (uint32_t n = (uint32_t)nargs; n < code->nlocals; n++) to[n] = AS_UNDEF;
                callee->back = f;
                callee->dest = AS_C(i);
                callee->dest_flags = AS_D(i);
                callee->skip = 3;
                ENTER(callee);
                pc = code->instr;
                BREAKER();
                DISPATCH();
            }
            if (code->flags & (CODE_COROUTINE | CODE_GENERATOR | CODE_ASYNC_GENERATOR)) {
                if (UNLIKELY(code->coro_args != (uint32_t)nargs)) {
                    v = as_coro_new(t, func, args, nargs, AS_UNDEF);
                    goto called;
                }
                Coroutine *c = as_coro_alloc(t, func);
                if (UNLIKELY(!c)) goto call_failed;
                for (int n = 0; n < nargs; n++) c->frame.regs[n] = args[n];
                for (uint32_t n = (uint32_t)nargs; n < code->nlocals; n++) c->frame.regs[n] = AS_UNDEF;
                v = as_from_obj(c);
                if (LIKELY((AS_D(i) & D_AWAITED) && (code->flags & CODE_COROUTINE) && t->depth < t->depth_limit)) {
                    /* `await f(...)`: nobody sees the coroutine; run it at once, as GET_AWAITABLE and SEND would. */
                    RC = v;
                    pc += 4;
                    PUBLISH();
                    as_coro_begin(t, coro_of(f), c);
                    ENTER(&c->frame);
                    pc = code->instr;
                    BREAKER();
                    DISPATCH();
                }
                STORE_NEW(RC, v);
                NEXT(3);
            }
            Frame *callee = push_general(t, func, args, nargs, AS_UNDEF);
            if (UNLIKELY(!callee)) goto call_failed;
            release_args(t, args, nargs);
            as_decref_obj(t, func);
            callee->back = f;
            callee->dest = AS_C(i);
            callee->dest_flags = AS_D(i);
            callee->skip = 3;
            ENTER(callee);
            pc = f->code->instr;
            BREAKER();
            DISPATCH();
        }
        PUBLISH();
        if (as_is_exact(base[0], T_NATIVE)) {
            Native *n = (Native *)as_obj(base[0]);
            Signature *s = n->signature;
            if (LIKELY(s && as_is_undef(n->self) && nargs == s->nparams && nargs == s->npos)) {
                v = n->def->fn(t, args, nargs);
                goto called;
            }
        } else if (as_is_exact(base[0], T_TYPE)) {
            Type *type = as_as_type(base[0]);
            Function *init = plain_init(t, type, (Instr *)(uintptr_t)(pc + 1));
            if (init) {
                Value self = as_object_new(t, type);
                if (as_is_undef(self)) goto call_failed;
                Value with_self[20];
                if (nargs < 20) {
                    with_self[0] = self;
                    memcpy(with_self + 1, args, (size_t)nargs * sizeof(Value));
                    Frame *callee = push_general(t, init, with_self, nargs + 1, AS_UNDEF);
                    if (!callee) {
                        as_decref(t, self);
                        goto call_failed;
                    }
                    release_args(t, args, nargs);
                    as_decref_obj(t, type);
                    base[0] = self;
                    callee->back = f;
                    callee->dest = AS_C(i);
                    callee->dest_flags = AS_D(i);
                    callee->skip = 3;
                    callee->flags |= FRAME_INIT;
                    ENTER(callee);
                    pc = f->code->instr;
                    BREAKER();
                    DISPATCH();
                }
                as_decref(t, self);
            }
        }
        v = as_call(t, base[0], args, nargs, AS_UNDEF);
    called:
        if (UNLIKELY(as_is_undef(v))) {
            if (t->parking) {
                release_args(t, args, nargs);
                as_decref(t, base[0]);
                goto park;
            }
            goto call_failed;
        }
        as_decref(t, base[0]);
        release_args(t, args, nargs);
        STORE_NEW(RC, v);
        NEXT(3);
    call_failed:
        as_decref(t, base[0]);
        release_args(t, args, nargs);
        FAIL();
    }
    TARGET(CALL_KW)
    TARGET(CALL_METHOD_KW) {
        Value *base = &RA;
        Value *args = base + 1;
        int nargs = AS_B(i);
        Value names = consts[(uint32_t)pc[1]];
        if (AS_OP(i) == OP_CALL_METHOD_KW) {
            nargs++;
            if (as_is_undef(base[1])) {
                args++;
                nargs--;
            }
        }
        PUBLISH();
        if (as_is_exact(base[0], T_FUNCTION)) {
            Function *func = (Function *)as_obj(base[0]);
            if (!(func->code->flags & (CODE_COROUTINE | CODE_GENERATOR | CODE_ASYNC_GENERATOR))) {
                Frame *callee = push_general(t, func, args, nargs, names);
                release_args(t, args, nargs);
                as_decref_obj(t, func);
                if (!callee) FAIL();
                callee->back = f;
                callee->dest = AS_C(i);
                callee->dest_flags = AS_D(i);
                callee->skip = 3;
                ENTER(callee);
                pc = f->code->instr;
                BREAKER();
                DISPATCH();
            }
        }
        v = as_call(t, base[0], args, nargs, names);
        as_decref(t, base[0]);
        release_args(t, args, nargs);
        if (UNLIKELY(as_is_undef(v))) {
            if (t->parking) goto park;
            FAIL();
        }
        STORE_NEW(RC, v);
        NEXT(3);
    }
    TARGET(CALL_EX) {
        Value *base = &RA;
        PUBLISH();
        v = as_call_ex(t, base[0], base[1], base[2]);
        release_args(t, base, 3);
        if (UNLIKELY(as_is_undef(v))) {
            if (t->parking) goto park;
            FAIL();
        }
        STORE_NEW(RC, v);
        NEXT(1);
    }
    TARGET(RETURN_NONE) {
        v = AS_NONE;
        goto returning;
    }
    TARGET(RETURN) {
        v = RB;
        if (!(AS_D(i) & D_FREE_B)) as_incref(v);
    returning:
        PUBLISH();
        if (UNLIKELY(f->frame_object)) as_frame_detach(t, f);
        t->frame = f->back; /* what dies with the locals is seen dying in the caller */
        for (uint32_t n = 0, end = f->code->nlocals; n < end; n++) {
            Value old = regs[n];
            if (as_is_obj(old)) {
                regs[n] = AS_UNDEF;
                as_decref_obj(t, as_obj(old));
            }
        }
        if (LIKELY(f->flags == 0)) {
            Frame *back = f->back;
            t->depth--;
            t->stack_at = (char *)f;
            Function *func = f->func;
            uint32_t dest = f->dest;
            pc = back->pc + f->skip;
            i = (Instr)f->dest_flags << 8;
            ENTER(back);
            as_decref_obj(t, func);
            STORE_NEW(regs[dest], v);
            DISPATCH();
        }
        goto return_special;
    }
    TARGET(MAKE_FUNCTION) {
        PUBLISH();
        v = as_function_new(t, (Code *)as_obj(consts[AS_B(i)]), f->func->globals);
        if (as_is_undef(v)) FAIL();
        Function *func = (Function *)as_obj(v);
        const Value *part = &RC;
        unsigned has = AS_D(i);
        if (has & FN_DEFAULTS) func->defaults = as_as_tuple(*part++);
        if (has & FN_KWDEFAULTS) func->kwdefaults = as_as_dict(*part++);
        if (has & FN_ANNOTATIONS) func->annotations = *part++;
        if (has & FN_CLOSURE) func->closure = as_as_tuple(*part++);
        RA = v;
        NEXT(1);
    }

    /* --- building --- */
    TARGET(BUILD_TUPLE) {
        PUBLISH();
        if (AS_C(i) == 0) {
            v = as_incref(t->vm->empty_tuple);
        } else {
            Tuple *tuple = as_tuple_alloc(t, AS_C(i));
            if (!tuple) FAIL();
            memcpy(tuple->items, &RB, AS_C(i) * sizeof(Value));
            v = as_from_obj(tuple);
        }
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(BUILD_LIST) {
        PUBLISH();
        v = as_list_new(t, AS_C(i));
        if (as_is_undef(v)) FAIL();
        if (AS_C(i)) memcpy(as_as_list(v)->items, &RB, AS_C(i) * sizeof(Value));
        as_as_list(v)->count = AS_C(i);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(BUILD_SET) {
        PUBLISH();
        v = as_set_new(t, T_SET);
        if (as_is_undef(v)) FAIL();
        Value *items = &RB;
        for (uint32_t n = 0; n < AS_C(i); n++)
            if (!as_set_add(t, as_as_set(v), items[n])) {
                as_decref(t, v);
                FAIL();
            }
        release_args(t, items, AS_C(i));
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(BUILD_DICT) {
        PUBLISH();
        Dict *dict = as_dict_new(t);
        if (!dict) FAIL();
        Value *items = &RB;
        for (uint32_t n = 0; n < AS_C(i); n++)
            if (!as_dict_set(t, dict, items[2 * n], items[2 * n + 1])) {
                as_decref_obj(t, dict);
                FAIL();
            }
        release_args(t, items, 2 * AS_C(i));
        v = as_from_obj(dict);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(BUILD_STRING) {
        PUBLISH();
        Value *items = &RB;
        v = as_str_join(t, items, AS_C(i));
        if (as_is_undef(v)) FAIL();
        release_args(t, items, AS_C(i));
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(LIST_APPEND) {
        v = RB;
        PUBLISH();
        if (!as_list_append(t, as_as_list(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(LIST_EXTEND) {
        v = RB;
        PUBLISH();
        if (!as_list_extend_star(t, as_as_list(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(LIST_TO_TUPLE) {
        Value b = RB;
        PUBLISH();
        v = as_tuple_new(t, as_as_list(b)->items, as_as_list(b)->count);
        if (as_is_undef(v)) FAIL();
        STORE_B(RA, v, b);
        NEXT(1);
    }
    TARGET(SET_ADD) {
        v = RB;
        PUBLISH();
        if (!as_set_add(t, as_as_set(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(SET_UPDATE) {
        v = RB;
        PUBLISH();
        if (!as_set_update(t, as_as_set(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(DICT_SET) {
        Value b = RB, c = RC;
        PUBLISH();
        if (!as_dict_set(t, as_as_dict(RA), b, c)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        if (AS_D(i) & D_FREE_C) as_decref(t, c);
        NEXT(1);
    }
    TARGET(DICT_UPDATE) {
        v = RB;
        PUBLISH();
        if (!as_dict_update_star(t, as_as_dict(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(DICT_MERGE) {
        v = RB;
        PUBLISH();
        if (!as_call_merge(t, RC, as_as_dict(RA), v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(FORMAT) {
        Value b = RB, spec = AS_C(i) == AS_NO_REG ? AS_UNDEF : RC;
        PUBLISH();
        v = as_format_value(t, b, (AS_D(i) >> 5) & 3, spec);
        if (as_is_undef(v)) FAIL();
        STORE(RA, v, b, spec);
        NEXT(1);
    }
    TARGET(UNPACK) {
        Value b = RB;
        PUBLISH();
        if (!as_unpack(t, b, &RA, AS_C(i))) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        NEXT(1);
    }
    TARGET(UNPACK_EX) {
        Value b = RB;
        PUBLISH();
        if (!as_unpack_ex(t, b, &RA, AS_C(i) & 0xFF, AS_C(i) >> 8)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        NEXT(1);
    }

    /* --- exceptions --- */
    TARGET(RAISE) {
        PUBLISH();
        if (AS_A(i) == AS_NO_REG) {
            if (as_reraise_handled(t)) goto unwind;
            FAIL();
        }
        Value exc = RA, cause = AS_B(i) == AS_NO_REG ? AS_UNDEF : RB;
        as_do_raise(t, exc, cause);
        as_decref(t, exc);
        as_decref(t, cause);
        FAIL();
    }
    TARGET(RERAISE) {
        PUBLISH();
        as_restore_exc(t, RA);
        goto unwind;
    }
    TARGET(PUSH_EXC) {
        regs[AS_A(i) + 1] = t->handled->exc;
        t->handled->exc = as_incref(RA);
        NEXT(1);
    }
    TARGET(POP_EXC) {
        PUBLISH();
        as_assign(t, &t->handled->exc, regs[AS_A(i) + 1]);
        as_decref(t, RA);
        NEXT(1);
    }
    TARGET(EXC_MATCH) {
        Value b = RB, c = RC;
        PUBLISH();
        int match = as_exc_match(t, b, c);
        if (match < 0) FAIL();
        STORE(RA, as_bool(match), b, c);
        NEXT(1);
    }
    TARGET(EXC_STAR_MATCH) {
        Value c = RC, pair[2];
        PUBLISH();
        if (!as_exc_star_match(t, RB, c, pair)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, RB);
        if (AS_D(i) & D_FREE_C) as_decref(t, c);
        memcpy(&RA, pair, sizeof pair);
        NEXT(1);
    }
    TARGET(PREP_RERAISE_STAR) {
        Value b = RB, c = RC;
        PUBLISH();
        v = as_prep_reraise_star(t, b, c);
        if (as_is_undef(v)) FAIL();
        STORE(RA, v, b, c);
        NEXT(1);
    }
    TARGET(WITH_ENTER)
    TARGET(ASYNC_WITH_ENTER) {
        Value b = RB, pair[2];
        PUBLISH();
        if (!as_with_enter(t, b, AS_OP(i) == OP_ASYNC_WITH_ENTER, pair)) FAIL();
        memcpy(&RA, pair, sizeof pair);
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        NEXT(1);
    }
    TARGET(WITH_EXCEPT) {
        PUBLISH();
        v = as_with_except(t, RB, RC);
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }

    /* --- generators and coroutines --- */
    TARGET(YIELD) {
        v = RB;
        if (!(AS_D(i) & D_FREE_B)) as_incref(v);
        if (UNLIKELY(f->code->flags & CODE_ASYNC_GENERATOR)) {
            PUBLISH();
            v = as_asyncgen_wrap(t, v);
            if (as_is_undef(v)) FAIL();
        }
        goto suspend;
    }
    TARGET(GET_AWAITABLE) {
        Value b = RB;
        if (LIKELY(as_is_exact(b, T_COROUTINE)) && as_as_coro(b)->state == CORO_CREATED) {
            if (!(AS_D(i) & D_FREE_B)) as_incref(b);
            RA = b;
            NEXT(1);
        }
        PUBLISH();
        v = as_get_awaitable_for(t, b, AS_C(i));
        if (as_is_undef(v)) FAIL();
        STORE_B(RA, v, b);
        NEXT(1);
    }
    TARGET(GET_YIELD_FROM) {
        Value b = RB;
        PUBLISH();
        v = as_get_yield_from(t, f, b);
        if (as_is_undef(v)) FAIL();
        STORE_B(RA, v, b);
        NEXT(1);
    }
    TARGET(SEND) {
        sent = AS_NONE;
    send:
        PUBLISH();
        v = RB;
        if (LIKELY(as_is_exact(v, T_COROUTINE) || as_is_exact(v, T_GENERATOR))) {
            Coroutine *c = as_as_coro(v);
            bool fresh = c->state == CORO_CREATED && as_is_none(sent);
            if (fresh || c->state == CORO_SUSPENDED) {
                if (UNLIKELY(t->depth + c->chain_depth + 1 > t->depth_limit)) {
                    as_coro_refuse(t, c);
                    FAIL();
                }
                as_coro_delegate(t, coro_of(f), c);
                ENTER(&c->inner->frame);
                pc = f->pc;
                if (fresh) {
                    BREAKER();
                    DISPATCH();
                }
                goto resume;
            }
        }
        switch (as_iter_send(t, v, sent, &v)) {
        case RUN_RETURNED: goto send_done;
        case RUN_YIELDED: goto suspend;
        default: FAIL();
        }
    send_done: {
        Value iterator = RB;
        Value old = RA;
        RA = v;
        if (AS_A(i) != AS_B(i) && (AS_D(i) & D_LOCAL_A)) as_decref(t, old);
        as_decref(t, iterator);
        NEXT(1);
    }
    }

    /* --- modules --- */
    TARGET(IMPORT_NAME) {
        Value fromlist = RA, level = regs[AS_A(i) + 1];
        PUBLISH();
        v = as_import_name(t, f, as_as_str(consts[AS_B(i)]), fromlist, level);
        if (as_is_undef(v)) FAIL();
        RA = v;
        as_decref(t, fromlist);
        as_decref(t, level);
        NEXT(1);
    }
    TARGET(IMPORT_FROM) {
        PUBLISH();
        v = as_import_from(t, RB, as_as_str(consts[AS_C(i)]));
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(IMPORT_STAR) {
        v = RB;
        PUBLISH();
        if (!as_import_star(t, f, v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }
    TARGET(PRINT_EXPR) {
        v = RB;
        PUBLISH();
        if (!as_print_expr(t, v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, v);
        NEXT(1);
    }

    /* --- match --- */
    TARGET(MATCH_SEQUENCE) {
        v = as_bool((as_type_of(t, RB)->flags & TYPE_SEQUENCE) != 0);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MATCH_MAPPING) {
        v = as_bool((as_type_of(t, RB)->flags & TYPE_MAPPING) != 0);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MATCH_KEYS) {
        PUBLISH();
        v = as_match_keys(t, RB, RC);
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MATCH_CLASS) {
        Value *subject = &RB;
        PUBLISH();
        v = as_match_class(t, subject[0], subject[1], subject[2], AS_C(i));
        if (as_is_undef(v)) FAIL();
        release_args(t, subject + 1, 2);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(GET_LEN) {
        PUBLISH();
        int64_t n = as_len(t, RB);
        if (n < 0) FAIL();
        STORE_NEW(RA, as_int(n));
        NEXT(1);
    }
    TARGET(COPY_DICT_WITHOUT) {
        PUBLISH();
        v = as_copy_without(t, RB, RC);
        if (as_is_undef(v)) FAIL();
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MAKE_TYPE_PARAM) {
        Value c = AS_D(i) & D_FREE_C ? RC : AS_NONE;
        PUBLISH();
        v = as_make_type_param(t, AS_D(i) >> 5 & 3, consts[AS_B(i)], c);
        if (as_is_undef(v)) FAIL();
        as_decref(t, c);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MAKE_TYPE_ALIAS) {
        Value *pair = &RC, params = pair[0], lazy = pair[1];
        PUBLISH();
        v = as_make_type_alias(t, consts[AS_B(i)], params, lazy);
        if (as_is_undef(v)) FAIL();
        as_decref(t, params);
        as_decref(t, lazy);
        STORE_NEW(RA, v);
        NEXT(1);
    }
    TARGET(MAKE_GENERIC_BASE) {
        Value b = RB;
        PUBLISH();
        v = as_make_generic_base(t, b);
        if (as_is_undef(v)) FAIL();
        if (AS_D(i) & D_FREE_B) as_decref(t, b);
        STORE_NEW(RA, v);
        NEXT(1);
    }

    LOOP_END

    /* --- leaving frames that C code, a generator's user or an instance creation waits for --- */

return_special: {
    Frame *back = f->back;
    uint8_t flags = f->flags;
    if (flags & FRAME_CORO) {
        Coroutine *c = coro_of(f);
        Coroutine *resumer = c->resumer;
        if (LIKELY(resumer)) {
            ENTER(back);
            pc = f->pc;
            i = *pc;
            if (LIKELY(c->obj.rc == 1 && !(c->obj.flags & OBJ_WEAKREFS))) {
                Value old = RA;
                RA = v;
                as_coro_discard(t, c);
                if (AS_A(i) != AS_B(i) && (AS_D(i) & D_LOCAL_A)) as_decref(t, old);
                NEXT(1);
            }
            as_coro_finish(t, c);
            goto send_finished;
        }
        as_coro_finish(t, c);
        if (flags & FRAME_FOR) {
            ENTER(back);
            pc = f->pc;
            i = *pc;
            as_decref(t, v);
            as_decref(t, RB);
            NEXT(AS_JC(i));
        }
        t->frame = back;
        t->run_depth--;
        *value = v;
        return RUN_RETURNED;
    }
    if ((flags & FRAME_INIT) && !as_is_none(v)) {
        as_raise(t, T_TYPE_ERROR, "__init__() should return None, not '%T'", v);
        as_decref(t, v);
        goto leave_raising;
    }
    uint32_t dest = f->dest, skip = f->skip;
    uint8_t dest_flags = f->dest_flags;
    as_frame_clear(t, f, 0);
    as_frame_pop(t, f);
    if (flags & FRAME_ENTRY) {
        t->frame = back;
        t->run_depth--;
        *value = v;
        return RUN_RETURNED;
    }
    ENTER(back);
    pc = f->pc;
    i = *pc;
    if (flags & FRAME_INIT) v = RA;
    pc += skip;
    i = (Instr)dest_flags << 8;
    STORE_NEW(regs[dest], v);
    DISPATCH();
}

send_finished: {
    Value iterator = RB;
    Value old = RA;
    RA = v;
    if (AS_A(i) != AS_B(i) && (AS_D(i) & D_LOCAL_A)) as_decref(t, old);
    as_decref(t, iterator);
    NEXT(1);
}

    /* The innermost frame of a suspended chain goes on with `sent` (borrowed). */
resume:
    pc = f->pc;
    i = *pc;
    if (AS_OP(i) == OP_SEND) goto send;
    v = as_incref(sent);
    STORE_NEW(RA, v);
    NEXT(1);

    /* `v` (owned) is yielded to whatever resumed the root of this chain. */
suspend: {
    PUBLISH();
    Coroutine *c = coro_of(f);
    Coroutine *root = root_of(c);
    Frame *back = as_coro_suspend(t, root, c);
    if (root->frame.flags & FRAME_FOR) {
        root->frame.flags &= (uint8_t)~FRAME_FOR;
        ENTER(back);
        pc = f->pc;
        i = *pc;
        STORE_NEW(RA, v);
        NEXT(1);
    }
    t->frame = back;
    t->run_depth--;
    *value = v;
    return RUN_YIELDED;
}

park:
    PUBLISH();
    t->parking = false;
    t->parked_frame = f;
    t->run_depth--;
    return RUN_PARKED;

    /* --- unwinding --- */

unwind_or_delegate:
    /* throw() into a chain: what the innermost frame waits for hears it first. */
    i = *pc;
    if (AS_OP(i) == OP_SEND && (f->flags & FRAME_CORO)) {
        v = RB;
        if ((as_is_exact(v, T_COROUTINE) || as_is_exact(v, T_GENERATOR)) && as_as_coro(v)->state == CORO_SUSPENDED) {
            as_coro_delegate(t, coro_of(f), as_as_coro(v));
            ENTER(&as_as_coro(v)->inner->frame);
            pc = f->pc;
            goto unwind_or_delegate;
        }
        switch (as_iter_throw(t, RB, &v)) {
        case RUN_RETURNED: goto send_finished;
        case RUN_YIELDED: goto suspend;
        default: break;
        }
    }

error:
    as_traceback_add(t, f);
unwind: {
    Code *code = f->code;
    uint32_t at = (uint32_t)(f->pc - code->instr);
    uint32_t live = code->depth[at];
    HandlerEntry *h = find_handler(code, at);
    if (h) {
        Value exc = as_take_exc(t);
        for (uint32_t r = h->reg; r < live; r++) as_decref(t, regs[r]);
        regs[h->reg] = exc;
        pc = code->instr + h->handler;
        DISPATCH();
    }
    for (uint32_t r = code->nlocals; r < live; r++) {
        Value old = regs[r];
        regs[r] = AS_UNDEF;
        as_decref(t, old);
    }
}
leave_raising: {
    Frame *back = f->back;
    uint8_t flags = f->flags;
    t->frame = back;
    if (flags & FRAME_CORO) {
        Coroutine *c = coro_of(f);
        bool delegated = c->resumer != NULL;
        as_coro_fail(t, c);
        if (!delegated && !(flags & FRAME_FOR)) {
            t->frame = back;
            t->run_depth--;
            return RUN_RAISED;
        }
    } else {
        as_frame_clear(t, f, f->code->nlocals);
        as_frame_pop(t, f);
        if (flags & FRAME_ENTRY) {
            t->frame = back;
            t->run_depth--;
            return RUN_RAISED;
        }
    }
    ENTER(back);
    pc = f->pc;
    if (flags & FRAME_INIT) as_decref(t, regs[AS_A(*pc)]);
    goto error;
}
}
