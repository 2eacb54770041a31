/* Instruction buffer, labels, constants, exception table. See emit.h. */
#include "compiler/emit.h"

#include "compiler/verify.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"

static const uint8_t cache_words[] = {
#define AS_CACHE(name, cache, doc) cache,
    AS_OPCODES(AS_CACHE)
#undef AS_CACHE
};

/* --- instructions --- */

static bool grow_code(Compiler *c, Unit *u) {
    if (u->ninstr < u->size) return true;
    uint32_t size = u->size;
    u->instr = as_comp_grow(c, u->instr, u->ninstr, &size, sizeof *u->instr);
    size = u->size;
    u->depth = as_comp_grow(c, u->depth, u->ninstr, &size, sizeof *u->depth);
    size = u->size;
    u->pos = as_comp_grow(c, u->pos, u->ninstr, &size, sizeof *u->pos);
    size = u->size;
    u->region_of = as_comp_grow(c, u->region_of, u->ninstr, &size, sizeof *u->region_of);
    u->size = size;
    return !c->failed;
}

static CodePos code_pos(Pos p) {
    CodePos pos = {p.line, p.end_line, 0, 0xFFFF};
    if (p.col < 0xFFFF && p.end_col < 0xFFFF && p.line) {
        pos.col = (uint16_t)p.col;
        pos.end_col = (uint16_t)p.end_col;
    }
    return pos;
}

static void add_word(Compiler *c, Pos pos, Instr word) {
    Unit *u = c->unit;
    if (c->failed || !grow_code(c, u)) return;
    u->instr[u->ninstr] = word;
    u->depth[u->ninstr] = (uint16_t)(u->nlocals + u->height);
    u->pos[u->ninstr] = code_pos(pos);
    u->region_of[u->ninstr] = u->region ? u->region->number : 0;
    if (u->region) u->region->used = true;
    u->ninstr++;
}

static void add_instr(Compiler *c, Pos pos, Instr word) {
    if (c->failed || c->unit->dead) return;
    add_word(c, pos, word);
    for (uint32_t i = cache_words[AS_OP(word)]; i; i--) add_word(c, pos, 0);
    switch (AS_OP(word)) {
    case OP_JUMP: case OP_JUMP_BACK: case OP_RETURN: case OP_RETURN_NONE: case OP_RAISE: case OP_RERAISE:
        c->unit->dead = true;
        break;
    default: break;
    }
}

void as_emit(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, unsigned b, unsigned cc) {
    add_instr(c, pos, AS_INSTR(op, d, a, b, cc));
}

void as_emit_wide(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, int32_t bc) {
    add_instr(c, pos, AS_INSTR_J(op, d, a, bc));
}

void as_emit_cache(Compiler *c, uint32_t word, uint64_t value) {
    Unit *u = c->unit;
    if (c->failed || u->dead) return;
    uint32_t words = cache_words[AS_OP(u->instr[u->ninstr - 3])];
    (void)words;
    u->instr[u->ninstr - 3 + word] = value;
}

/* --- labels --- */

static void patch(Compiler *c, uint32_t pc, bool wide, int64_t target) {
    int64_t offset = target - (int64_t)pc;
    Instr *i = &c->unit->instr[pc];
    if (wide) {
        *i = (*i & 0xFFFFFFFFu) | (Instr)(uint32_t)(int32_t)offset << 32;
        return;
    }
    if (offset > INT16_MAX || offset < INT16_MIN) c->too_far = true;
    *i = (*i & 0xFFFFFFFFFFFFu) | (Instr)(uint16_t)(int16_t)offset << 48;
}

static void meet(Compiler *c, uint64_t **set) {
    Unit *u = c->unit;
    if (!*set) *set = as_bound_copy(c);
    else
        for (uint32_t i = 0; i < u->nwords; i++) (*set)[i] &= u->bound[i];
}

static void refer(Compiler *c, Label *to, bool wide, uint32_t pc) {
    if (to->pc >= 0) {
        patch(c, pc, wide, to->pc);
        return;
    }
    Fixup *f = as_comp_alloc(c, sizeof *f);
    if (!f) return;
    *f = (Fixup){to->fixups, pc, wide};
    to->fixups = f;
    meet(c, &to->bound);
}

static Opcode inverse(Opcode op) {
    switch (op) {
    case OP_JUMP_IF_TRUE: return OP_JUMP_IF_FALSE;
    case OP_JUMP_IF_FALSE: return OP_JUMP_IF_TRUE;
    case OP_JUMP_IF_NONE: return OP_JUMP_IF_NOT_NONE;
    default: return OP_JUMP_IF_NONE;
    }
}

/* Backwards jumps must look at the breaker: JUMP_BACK does. */
static void jump_back(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, Label *to) {
    Label skip = AS_LABEL;
    if (op != OP_JUMP && op != OP_JUMP_BACK) as_emit_jump(c, pos, inverse(op), d, a, &skip);
    uint32_t pc = c->unit->ninstr;
    if (d & D_FREE_A) c->unit->height--;
    add_instr(c, pos, AS_INSTR_J(OP_JUMP_BACK, 0, 0, 0));
    if (d & D_FREE_A) c->unit->height++;
    if (!c->failed) refer(c, to, true, pc);
    as_emit_label(c, &skip);
}

void as_emit_jump(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, Label *to) {
    if (c->failed || c->unit->dead) return;
    if (to->pc >= 0) {
        jump_back(c, pos, op, d, a, to);
        return;
    }
    uint32_t pc = c->unit->ninstr;
    add_instr(c, pos, AS_INSTR_J(op, d, a, 0));
    if (!c->failed) refer(c, to, true, pc);
}

void as_emit_short(Compiler *c, Pos pos, Opcode op, unsigned d, unsigned a, unsigned b, Label *to) {
    if (c->failed || c->unit->dead) return;
    uint32_t pc = c->unit->ninstr;
    add_instr(c, pos, AS_INSTR(op, d, a, b, 0));
    if (!c->failed) refer(c, to, false, pc);
}

void as_emit_label(Compiler *c, Label *l) {
    Unit *u = c->unit;
    if (c->failed) return;
    l->pc = u->ninstr;
    if (!l->fixups) return;
    for (Fixup *f = l->fixups; f; f = f->next) patch(c, f->pc, f->wide, l->pc);
    if (u->dead) memcpy(u->bound, l->bound, u->nwords * sizeof *u->bound);
    else
        for (uint32_t i = 0; i < u->nwords; i++) u->bound[i] &= l->bound[i];
    u->dead = false;
}

/* --- temporaries --- */

void as_set_height(Compiler *c, uint32_t height) {
    Unit *u = c->unit;
    u->height = height;
    if (height <= u->max_height) return;
    u->max_height = height;
    if (u->nlocals + height >= 65000) as_compile_error(c, as_no_pos, "expression too complex");
}

unsigned as_emit_push(Compiler *c) {
    as_set_height(c, c->unit->height + 1);
    return as_temp(c->unit, c->unit->height - 1);
}

/* --- bound locals --- */

bool as_is_bound(const Unit *u, unsigned reg) { return u->bound[reg / 64] >> (reg % 64) & 1; }

void as_set_bound(Unit *u, unsigned reg, bool bound) {
    uint64_t bit = (uint64_t)1 << (reg % 64);
    if (bound) u->bound[reg / 64] |= bit;
    else u->bound[reg / 64] &= ~bit;
}

uint64_t *as_bound_copy(Compiler *c) {
    Unit *u = c->unit;
    uint64_t *set = as_comp_alloc(c, u->nwords * sizeof *set);
    if (set) memcpy(set, u->bound, u->nwords * sizeof *set);
    return set;
}

void as_bound_set(Unit *u, const uint64_t *set) {
    if (set) memcpy(u->bound, set, u->nwords * sizeof *set);
}

void as_forget_deletable(Unit *u) {
    for (uint32_t i = 0; i < u->nwords; i++) u->bound[i] &= ~u->deletable[i];
}

/* --- constants: one entry for each type and value --- */

static bool same_const(Value a, Value b) {
    if (as_same(a, b)) return true;
    if (!as_is_obj(a) || !as_is_obj(b) || as_obj(a)->shape != as_obj(b)->shape) return false;
    if (as_is_str(a)) return as_str_equal(as_as_str(a), as_as_str(b));
    if (as_is_exact(a, T_FLOAT))
        return !memcmp(&((FloatObj *)as_obj(a))->value, &((FloatObj *)as_obj(b))->value, sizeof(double));
    if (as_is_exact(a, T_INT)) return as_int_compare(a, b) == 0;
    if (!as_is_tuple(a) || as_as_tuple(a)->count != as_as_tuple(b)->count) return false;
    for (size_t i = 0; i < as_as_tuple(a)->count; i++)
        if (!same_const(as_as_tuple(a)->items[i], as_as_tuple(b)->items[i])) return false;
    return true;
}

static uint32_t hash_const(Thread *t, Value v) {
    if (!as_is_obj(v)) return (uint32_t)((v.bits * 0x9E3779B97F4A7C15u) >> 32);
    if (as_is_str(v)) return (uint32_t)as_str_hash(t, as_as_str(v));
    if (as_is_exact(v, T_FLOAT)) return 1;
    if (as_is_exact(v, T_INT)) return (uint32_t)((BigInt *)as_obj(v))->limbs[0] * 0x9E3779B1u;
    if (!as_is_tuple(v)) return (uint32_t)((v.bits * 0x9E3779B97F4A7C15u) >> 32);
    uint32_t h = 17;
    for (size_t i = 0; i < as_as_tuple(v)->count; i++) h = h * 31 + hash_const(t, as_as_tuple(v)->items[i]);
    return h;
}

static bool grow_consts(Compiler *c, Unit *u) {
    uint32_t size = u->const_mask ? (u->const_mask + 1) * 2 : 32;
    uint32_t *table = as_comp_alloc(c, size * sizeof *table);
    if (!table) return false;
    for (uint32_t i = 0; i < u->nconsts; i++) {
        uint32_t at = hash_const(c->t, u->consts[i]);
        while (table[at & (size - 1)]) at++;
        table[at & (size - 1)] = i + 1;
    }
    u->const_table = table;
    u->const_mask = size - 1;
    return true;
}

uint32_t as_const(Compiler *c, Value v) {
    Unit *u = c->unit;
    if (c->failed || as_is_undef(v)) return 0;
    if (u->nconsts * 2 >= u->const_mask && !grow_consts(c, u)) return 0;
    uint32_t at = hash_const(c->t, v);
    for (; u->const_table[at & u->const_mask]; at++) {
        uint32_t i = u->const_table[at & u->const_mask] - 1;
        if (same_const(u->consts[i], v)) return i;
    }
    Value *consts = as_comp_grow(c, u->consts, u->nconsts, &u->consts_size, sizeof *consts);
    if (!consts) return 0;
    u->consts = consts;
    consts[u->nconsts] = v;
    u->const_table[at & u->const_mask] = u->nconsts + 1;
    return u->nconsts++;
}

uint32_t as_const_id(Compiler *c, Id id) { return as_const(c, as_id_str(c, id)); }

unsigned as_const_short(Compiler *c, Value v) {
    uint32_t i = as_const(c, v);
    if (i > 0xFFFF) as_compile_error(c, as_no_pos, "Aster does not support more than 65536 constants in one code yet");
    return i;
}

unsigned as_name_const(Compiler *c, Id id) { return as_const_short(c, as_id_str(c, id)); }

/* --- regions --- */

Region *as_open_region(Compiler *c, uint32_t height) {
    Unit *u = c->unit;
    Region *r = as_comp_alloc(c, sizeof *r);
    Region **regions = r ? as_comp_grow(c, u->regions, u->nregions, &u->regions_size, sizeof *regions) : NULL;
    if (!regions) return NULL;
    u->regions = regions;
    regions[u->nregions++] = r;
    *r = (Region){u->region, u->nregions, height, 0, false, as_bound_copy(c)};
    u->region = r;
    return r;
}

void as_close_region(Compiler *c, Region *r) {
    if (r) c->unit->region = r->parent;
}

void as_place_handler(Compiler *c, Region *r) {
    Unit *u = c->unit;
    if (c->failed || !r) return;
    r->handler = u->ninstr;
    u->dead = u->dead && !r->used; /* cleanup code may also be fallen into */
    u->region = r->parent;
    as_bound_set(u, r->bound);
    as_forget_deletable(u);
    as_set_height(c, r->height);
    as_emit_push(c);
}

static HandlerEntry *handler_table(Compiler *c, Unit *u, uint32_t *count) {
    HandlerEntry *table = as_comp_alloc(c, (u->ninstr + 1) * sizeof *table);
    *count = 0;
    for (uint32_t pc = 0; table && pc < u->ninstr;) {
        uint32_t number = u->region_of[pc], start = pc;
        while (pc < u->ninstr && u->region_of[pc] == number) pc++;
        if (!number) continue;
        Region *r = u->regions[number - 1];
        table[(*count)++] = (HandlerEntry){start, pc, r->handler, (uint16_t)(u->nlocals + r->height)};
    }
    return table;
}

/* --- units --- */

static void init_bound(Compiler *c, Unit *u, Scope *s) {
    u->nwords = u->nlocals / 64 + 1;
    u->bound = as_comp_alloc(c, u->nwords * sizeof *u->bound);
    u->deletable = as_comp_alloc(c, u->nwords * sizeof *u->deletable);
    if (c->failed) return;
    uint32_t params = s->nargs + s->nkwonly + s->varargs + s->varkeywords;
    for (uint32_t i = 0; i < params; i++) as_set_bound(u, i, true);
    for (uint32_t i = 0; i < u->nlocals; i++)
        if (s->locals[i]->flags & SYM_DELETED) u->deletable[i / 64] |= (uint64_t)1 << (i % 64);
}

Unit *as_unit_open(Compiler *c, Scope *scope, Id name, Value qualname, uint32_t flags, uint32_t line) {
    Unit *u = c->failed ? NULL : as_comp_alloc(c, sizeof *u);
    if (!u) return NULL;
    u->parent = c->unit;
    u->scope = u->current = scope;
    u->name = name;
    u->qualname = qualname;
    u->doc = AS_NONE;
    u->flags = flags;
    u->first_line = line;
    u->nlocals = scope->nlocals;
    init_bound(c, u, scope);
    if (c->failed) return NULL;
    c->unit = u;
    for (uint32_t i = 0; i < u->nlocals; i++)
        if (scope->locals[i]->cell && as_symbol(scope, scope->locals[i]->id) == scope->locals[i])
            as_emit(c, as_no_pos, OP_MAKE_CELL, 0, i, 0, 0);
    if (scope->needs_class_cell) as_emit(c, as_no_pos, OP_MAKE_CELL, 0, scope->class_cell.reg, 0, 0);
    return u;
}

static void name_locals(Compiler *c, Unit *u, CodeSpec *spec) {
    Value *names = as_comp_alloc(c, u->nlocals * sizeof *names);
    uint8_t *kinds = as_comp_alloc(c, u->nlocals);
    Value *free_names = as_comp_alloc(c, u->scope->nfree * sizeof *free_names);
    if (c->failed) return;
    for (uint32_t i = 0; i < u->nlocals; i++) {
        Symbol *sym = u->scope->locals[i];
        bool own = as_symbol(u->scope, sym->id) == sym || sym == &u->scope->class_cell;
        names[i] = as_id_str(c, sym->id);
        kinds[i] = (uint8_t)((sym->cell ? LOCAL_CELL : 0) | (own ? 0 : LOCAL_HIDDEN));
        if (sym == &u->scope->class_cell) kinds[i] = LOCAL_CELL;
    }
    for (uint32_t i = 0; i < u->scope->nfree; i++) free_names[i] = as_id_str(c, u->scope->free[i]);
    spec->local_names = names;
    spec->local_kinds = kinds;
    spec->free_names = free_names;
}

/* One past the last register that an instruction touches from A on. */
static uint32_t top_register(Instr i) {
    uint32_t a = AS_A(i);
    if (a == AS_NO_REG) return 0;
    switch (AS_OP(i)) {
    case OP_FOR_PREP: case OP_CALL_EX: return a + 3;
    case OP_LOAD_METHOD: case OP_WITH_ENTER: case OP_ASYNC_WITH_ENTER: case OP_PUSH_EXC: case OP_POP_EXC:
    case OP_EXC_STAR_MATCH: case OP_CALL_METHOD: return a + 2;
    case OP_UNPACK: return a + AS_C(i);
    case OP_UNPACK_EX: return a + (AS_C(i) & 0xFF) + (AS_C(i) >> 8) + 1;
    default: return a + 1;
    }
}

/* Frames are exact: a suspended coroutine pays for every register. */
static uint32_t count_registers(const Unit *u) {
    uint32_t n = u->nlocals + u->max_height;
    for (uint32_t pc = 0; pc < u->ninstr; pc += 1u + as_opcode_cache[AS_OP(u->instr[pc])]) {
        uint32_t top = top_register(u->instr[pc]);
        if (top > n) n = top;
    }
    return n;
}

/* `await f(...)`: tell the call that its result is awaited by the next two instructions. */
static void mark_awaited_calls(Unit *u) {
    for (uint32_t pc = 0; pc < u->ninstr; pc += 1u + as_opcode_cache[AS_OP(u->instr[pc])]) {
        Instr i = u->instr[pc];
        if ((AS_OP(i) != OP_CALL && AS_OP(i) != OP_CALL_METHOD) || (AS_D(i) & D_LOCAL_A) || pc + 4 >= u->ninstr) continue;
        Instr get = u->instr[pc + 3], send = u->instr[pc + 4];
        uint32_t reg = AS_C(i);
        if (AS_OP(get) == OP_GET_AWAITABLE && AS_OP(send) == OP_SEND && AS_D(get) == D_FREE_B && AS_A(get) == reg &&
            AS_B(get) == reg && AS_B(send) == reg)
            u->instr[pc] = i | (Instr)D_AWAITED << 8;
    }
}

static Value make_code(Compiler *c, Unit *u) {
    mark_awaited_calls(u);
    CodeSpec spec = {.flags = u->flags,
                     .nargs = u->scope->nargs,
                     .nposonly = u->scope->nposonly,
                     .nkwonly = u->scope->nkwonly,
                     .nlocals = u->nlocals,
                     .nregs = count_registers(u),
                     .nfree = u->scope->nfree,
                     .ninstr = u->ninstr,
                     .nconsts = u->nconsts,
                     .first_line = u->first_line,
                     .instr = u->instr,
                     .depth = u->depth,
                     .pos = u->pos,
                     .consts = u->consts,
                     .name = as_id_str(c, u->name),
                     .qualname = u->qualname,
                     .filename = as_from_obj(c->filename),
                     .doc = u->doc};
    name_locals(c, u, &spec);
    spec.handlers = handler_table(c, u, &spec.nhandlers);
    if (c->failed) return AS_UNDEF;
    as_verify_code(&spec);
    Code *code = as_code_new(c->t, &spec);
    return as_comp_own(c, code ? as_from_obj(code) : AS_UNDEF);
}

Value as_unit_close(Compiler *c) {
    Unit *u = c->unit;
    /* Too far jumps make this attempt useless; the parts still need to be walked for errors. */
    Value code = c->failed ? AS_UNDEF : c->too_far ? AS_NONE : make_code(c, u);
    c->unit = u->parent;
    return code;
}
