/* Bytecode as text, for `aster dis` and for looking at what the compiler does. One line an
 * instruction: source line, address, name, operands with the names of locals and the values of
 * constants. */
#include "compiler/compiler.h"

#include <stdarg.h>
#include <stdio.h>

#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

static const char *const names[] = {
#define AS_NAME(name, cache, doc) #name,
    AS_OPCODES(AS_NAME)
#undef AS_NAME
};
static const uint8_t caches[] = {
#define AS_CACHE(name, cache, doc) cache,
    AS_OPCODES(AS_CACHE)
#undef AS_CACHE
};

/* How an instruction's fields read: each letter is a field in the order A B C.
 * r register, k constant, i signed int, n number, - unused; J: B and C are a jump, j: C is one,
 * K: B and C are a constant index, I: B and C are an int. */
typedef struct Shape3 {
    uint8_t op;
    const char *form;
} Shape3;

static const Shape3 shapes[] = {
    {OP_NOP, "---"}, {OP_LOAD_CONST, "rK"}, {OP_LOAD_INT, "rI"}, {OP_LOAD_GLOBAL, "rK"}, {OP_LOAD_NAME, "rK"},
    {OP_LOAD_NONE, "r--"}, {OP_LOAD_TRUE, "r--"}, {OP_LOAD_FALSE, "r--"}, {OP_LOAD_UNDEF, "r--"},
    {OP_RELEASE, "r--"}, {OP_CHECK_LOCAL, "r--"}, {OP_DELETE_LOCAL, "r--"}, {OP_CLEAR_LOCAL, "r--"},
    {OP_MAKE_CELL, "r--"}, {OP_DELETE_CELL, "r--"}, {OP_LOAD_FREE, "rn-"}, {OP_STORE_FREE, "nr-"},
    {OP_DELETE_FREE, "n--"}, {OP_LOAD_CLOSURE, "rn-"}, {OP_LOAD_CLASS_FREE, "rnk"}, {OP_LOAD_CLASS_CELL, "rrk"},
    {OP_MOVE, "rr-"}, {OP_LOAD_CELL, "rr-"}, {OP_STORE_CELL, "rr-"},
    {OP_STORE_GLOBAL, "-rk"}, {OP_DELETE_GLOBAL, "--k"}, {OP_STORE_NAME, "-rk"}, {OP_DELETE_NAME, "--k"},
    {OP_LOAD_BUILD_CLASS, "r--"}, {OP_LOAD_ASSERTION_ERROR, "r--"}, {OP_LOAD_LOCALS, "r--"},
    {OP_SETUP_ANNOTATIONS, "---"}, {OP_LOAD_ATTR, "rrk"}, {OP_STORE_ATTR, "rrk"}, {OP_DELETE_ATTR, "r-k"},
    {OP_LOAD_METHOD, "rrk"}, {OP_BUILD_SLICE, "rrn"}, {OP_DELETE_ITEM, "rr-"},
    {OP_ADD_I, "rri"}, {OP_SUB_I, "rri"}, {OP_MUL_I, "rri"}, {OP_FLOORDIV_I, "rri"}, {OP_MOD_I, "rri"},
    {OP_LSHIFT_I, "rri"}, {OP_RSHIFT_I, "rri"}, {OP_AND_I, "rri"},
    {OP_NOT, "rr-"}, {OP_NEG, "rr-"}, {OP_POS, "rr-"}, {OP_INVERT, "rr-"},
    {OP_JUMP, "-J"}, {OP_JUMP_BACK, "-J"}, {OP_JUMP_IF_TRUE, "rJ"}, {OP_JUMP_IF_FALSE, "rJ"},
    {OP_JUMP_IF_TRUE_OR_POP, "rJ"}, {OP_JUMP_IF_FALSE_OR_POP, "rJ"}, {OP_JUMP_IF_NONE, "rJ"},
    {OP_JUMP_IF_NOT_NONE, "rJ"},
    {OP_JUMP_LT, "rrj"}, {OP_JUMP_LE, "rrj"}, {OP_JUMP_EQ, "rrj"}, {OP_JUMP_NE, "rrj"}, {OP_JUMP_GT, "rrj"},
    {OP_JUMP_GE, "rrj"}, {OP_JUMP_LT_I, "rij"}, {OP_JUMP_LE_I, "rij"}, {OP_JUMP_EQ_I, "rij"},
    {OP_JUMP_NE_I, "rij"}, {OP_JUMP_GT_I, "rij"}, {OP_JUMP_GE_I, "rij"},
    {OP_FOR_PREP, "rr-"}, {OP_FOR_ITER, "rrj"}, {OP_GET_ITER, "rr-"}, {OP_GET_AITER, "rr-"},
    {OP_GET_ANEXT, "rr-"}, {OP_END_ASYNC_FOR, "r--"}, {OP_CALL, "rnr"}, {OP_CALL_METHOD, "rnr"},
    {OP_CALL_KW, "rnr"}, {OP_CALL_METHOD_KW, "rnr"}, {OP_CALL_EX, "r-r"}, {OP_RETURN, "-r-"},
    {OP_RETURN_NONE, "---"}, {OP_MAKE_FUNCTION, "rkr"}, {OP_BUILD_TUPLE, "rrn"}, {OP_BUILD_LIST, "rrn"},
    {OP_BUILD_SET, "rrn"}, {OP_BUILD_DICT, "rrn"}, {OP_BUILD_STRING, "rrn"}, {OP_LIST_APPEND, "rr-"},
    {OP_LIST_EXTEND, "rr-"}, {OP_LIST_TO_TUPLE, "rr-"}, {OP_SET_ADD, "rr-"}, {OP_SET_UPDATE, "rr-"},
    {OP_DICT_UPDATE, "rr-"}, {OP_UNPACK, "rrn"}, {OP_UNPACK_EX, "rrn"}, {OP_RAISE, "rr-"}, {OP_RERAISE, "r--"},
    {OP_PUSH_EXC, "r--"}, {OP_POP_EXC, "r--"}, {OP_WITH_ENTER, "rr-"}, {OP_ASYNC_WITH_ENTER, "rr-"},
    {OP_YIELD, "rr-"}, {OP_GET_AWAITABLE, "rrn"}, {OP_GET_YIELD_FROM, "rr-"}, {OP_SEND, "rr-"},
    {OP_IMPORT_NAME, "rk-"}, {OP_IMPORT_FROM, "rrk"}, {OP_IMPORT_STAR, "-r-"}, {OP_PRINT_EXPR, "-r-"},
    {OP_MATCH_SEQUENCE, "rr-"}, {OP_MATCH_MAPPING, "rr-"}, {OP_MATCH_CLASS, "rrn"}, {OP_GET_LEN, "rr-"},
    {OP_MAKE_TYPE_PARAM, "rkr"}, {OP_MAKE_TYPE_ALIAS, "rkr"}, {OP_MAKE_GENERIC_BASE, "rr-"},
};

static const char *form_of(unsigned op) {
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].op == op) return shapes[i].form;
    return "rrr";
}

static void print(StrBuilder *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void print(StrBuilder *b, const char *format, ...) {
    char line[128];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    as_sb_c(b, line);
}

static void print_register(StrBuilder *b, const Code *code, unsigned r) {
    if (r == AS_NO_REG) as_sb_c(b, " -");
    else if (r < code->nlocals) {
        as_sb_c(b, " ");
        as_sb_str(b, as_as_str(code->local_names[r]));
        if (code->local_kinds[r]) print(b, ":%u", r);
    } else print(b, " t%u", r - code->nlocals);
}

static bool print_const(StrBuilder *b, const Code *code, uint32_t k) {
    if (k >= code->nconsts) {
        print(b, " K%u?", k);
        return true;
    }
    Value v = code->consts[k];
    as_sb_c(b, " ");
    if (!as_is_exact(v, T_CODE)) return as_sb_repr(b, v);
    print(b, "<code ");
    as_sb_str(b, as_as_str(((Code *)as_obj(v))->qualname));
    as_sb_c(b, ">");
    return true;
}

static bool print_field(StrBuilder *b, const Code *code, char kind, uint32_t pc, Instr i, unsigned value) {
    switch (kind) {
    case 'r': print_register(b, code, value); break;
    case 'k': return print_const(b, code, value);
    case 'n': print(b, " %u", value); break;
    case 'i': print(b, " #%d", (int16_t)value); break;
    case 'j': print(b, " ->%d", (int)pc + AS_JC(i)); break;
    case 'J': print(b, " ->%d", (int)pc + AS_JBC(i)); break;
    case 'I': print(b, " #%d", AS_JBC(i)); break;
    case 'K': return print_const(b, code, (uint32_t)AS_JBC(i));
    default: break;
    }
    return true;
}

static bool print_instr(StrBuilder *b, const Code *code, uint32_t pc, uint32_t *last_line) {
    Instr i = code->instr[pc];
    unsigned op = AS_OP(i), fields[3] = {AS_A(i), AS_B(i), AS_C(i)};
    uint32_t line = code->pos[pc].line;
    if (line && line != *last_line) print(b, "%5u ", line);
    else as_sb_c(b, "      ");
    if (line) *last_line = line;
    if (op >= OP_COUNT) {
        print(b, "%5u  op%u\n", pc, op);
        return true;
    }
    print(b, "%5u  %-22s", pc, names[op]);
    const char *form = form_of(op);
    for (int f = 0; form[f]; f++)
        if (!print_field(b, code, form[f], pc, i, fields[f])) return false;
    if (AS_D(i)) print(b, "  /%02x", AS_D(i));
    if (op == OP_CALL_KW || op == OP_CALL_METHOD_KW)
        if (!print_const(b, code, (uint32_t)code->instr[pc + 1])) return false;
    print(b, "  ; %u\n", code->depth[pc] - code->nlocals);
    return true;
}

static bool print_code(Thread *t, StrBuilder *b, const Code *code) {
    uint32_t line = 0;
    as_sb_c(b, "code ");
    as_sb_str(b, as_as_str(code->qualname));
    print(b, ": %u locals, %u registers, flags %x\n", code->nlocals, code->nregs, code->flags);
    for (uint32_t pc = 0; pc < code->ninstr;) {
        unsigned op = AS_OP(code->instr[pc]);
        if (!print_instr(b, code, pc, &line)) return false;
        pc += 1u + (op < OP_COUNT ? caches[op] : 0u);
    }
    for (uint32_t i = 0; i < code->nhandlers; i++) {
        const HandlerEntry *h = &code->handlers[i];
        print(b, "      %u..%u -> %u, t%u\n", h->start, h->end, h->handler, h->reg - code->nlocals);
    }
    for (uint32_t i = 0; i < code->nconsts; i++) {
        if (!as_is_exact(code->consts[i], T_CODE)) continue;
        as_sb_c(b, "\n");
        if (!as_stack_ok(t, "in disassembling") || !print_code(t, b, (Code *)as_obj(code->consts[i]))) return false;
    }
    return true;
}

Value as_disassemble(Thread *t, Code *code) {
    StrBuilder b;
    as_sb_init(&b, t);
    if (!print_code(t, &b, code)) {
        as_sb_drop(&b);
        return AS_UNDEF;
    }
    return as_sb_end(&b);
}
