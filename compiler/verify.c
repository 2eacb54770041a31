/* Checks of finished code, for debug builds: registers in range, jumps onto instructions, and the number
 * of live temporaries the same on all ways to an instruction. See verify.h. */
#include "compiler/verify.h"

#ifndef AS_DEBUG

void as_verify_code(const CodeSpec *spec) { (void)spec; }

#else

#include <stdio.h>
#include <stdlib.h>

#include "vm/objects/str.h"

static const uint8_t caches[] = {
#define AS_CACHE(name, cache, doc) cache,
    AS_OPCODES(AS_CACHE)
#undef AS_CACHE
};
static const char *const names[] = {
#define AS_NAME(name, cache, doc) #name,
    AS_OPCODES(AS_NAME)
#undef AS_NAME
};

static void wrong(const CodeSpec *spec, uint32_t pc, const char *what) {
    fprintf(stderr, "bytecode of %s, line %u, instruction %u (%s): %s\n", as_as_str(spec->qualname)->data,
            spec->pos[pc].line, pc, names[AS_OP(spec->instr[pc])], what);
    abort();
}

/* Jump of an instruction in words, 0 when it does not jump. */
static int32_t jump_of(Instr i) {
    unsigned op = AS_OP(i);
    if (op >= OP_JUMP && op <= OP_JUMP_IF_NOT_NONE) return AS_JBC(i);
    if ((op >= OP_JUMP_LT && op <= OP_JUMP_GE_I) || op == OP_FOR_ITER) return AS_JC(i);
    return 0;
}

static bool ends(Instr i) {
    switch (AS_OP(i)) {
    case OP_JUMP: case OP_JUMP_BACK: case OP_RETURN: case OP_RETURN_NONE: case OP_RAISE: case OP_RERAISE:
        return true;
    default: return false;
    }
}

/* Live registers after an instruction, as far as one can tell from it alone; -1: not checked. */
static int depth_after(const CodeSpec *spec, uint32_t pc, bool jumped) {
    Instr i = spec->instr[pc];
    int depth = spec->depth[pc], d = AS_D(i);
    switch (AS_OP(i)) {
    case OP_JUMP: case OP_JUMP_BACK: return depth;
    case OP_JUMP_IF_TRUE: case OP_JUMP_IF_FALSE: case OP_JUMP_IF_NONE: case OP_JUMP_IF_NOT_NONE:
        return depth - !!(d & D_FREE_A);
    case OP_JUMP_IF_TRUE_OR_POP: case OP_JUMP_IF_FALSE_OR_POP: return jumped ? depth : depth - 1;
    case OP_JUMP_LT: case OP_JUMP_LE: case OP_JUMP_EQ: case OP_JUMP_NE: case OP_JUMP_GT: case OP_JUMP_GE:
        return depth - !!(d & D_FREE_A) - !!(d & D_FREE_B);
    case OP_JUMP_LT_I: case OP_JUMP_LE_I: case OP_JUMP_EQ_I: case OP_JUMP_NE_I: case OP_JUMP_GT_I:
    case OP_JUMP_GE_I:
        return depth - !!(d & D_FREE_A);
    case OP_FOR_ITER: return jumped ? depth - 3 : d & D_LOCAL_A ? depth : depth + 1;
    case OP_RELEASE: return depth - 1;
    case OP_STORE_GLOBAL: case OP_STORE_NAME: case OP_STORE_CELL: case OP_STORE_FREE:
        return depth - !!(d & D_FREE_B);
    case OP_ADD: case OP_SUB: case OP_GET_ITEM:
        return depth - !!(d & D_FREE_B) - !!(d & D_FREE_C) + !(d & D_LOCAL_A);
    case OP_CALL: case OP_CALL_METHOD: return depth + !(d & D_LOCAL_A);
    case OP_LOAD_GLOBAL: case OP_LOAD_CONST: case OP_LOAD_INT: return depth + !(d & D_LOCAL_A);
    case OP_POP_EXC: return depth - 2;
    case OP_PUSH_EXC: return depth + 1;
    default: return -1;
    }
}

static void check_flow(const CodeSpec *spec, const uint8_t *start, uint32_t pc) {
    Instr i = spec->instr[pc];
    uint32_t next = pc + 1u + caches[AS_OP(i)];
    int32_t jump = jump_of(i);
    if (jump) {
        int64_t to = (int64_t)pc + jump;
        if (to < 0 || to >= spec->ninstr || !start[to]) wrong(spec, pc, "jumps into the void");
        int depth = depth_after(spec, pc, true);
        if (depth >= 0 && AS_OP(spec->instr[to]) != OP_RAISE && spec->depth[to] > depth)
            wrong(spec, pc, "more temporaries at the target than here");
    }
    if (ends(i)) return;
    if (next >= spec->ninstr) wrong(spec, pc, "falls off the end");
    int depth = depth_after(spec, pc, false);
    if (depth >= 0 && spec->depth[next] > depth) wrong(spec, pc, "more temporaries after it than it leaves");
}

void as_verify_code(const CodeSpec *spec) {
    uint8_t *start = calloc(1, spec->ninstr + 1);
    if (!start) return;
    for (uint32_t pc = 0; pc < spec->ninstr; pc += 1u + caches[AS_OP(spec->instr[pc])]) start[pc] = 1;
    for (uint32_t pc = 0; pc < spec->ninstr; pc++) {
        if (spec->depth[pc] > spec->nregs || spec->depth[pc] < spec->nlocals) wrong(spec, pc, "depth out of range");
        if (start[pc]) check_flow(spec, start, pc);
    }
    for (uint32_t k = 0; k < spec->nhandlers; k++)
        if (!start[spec->handlers[k].handler]) wrong(spec, spec->handlers[k].start, "handler is no instruction");
    free(start);
}

#endif
