/* match statements.
 *
 * The subject stays in a temporary while patterns look at it. Names are bound only when the whole
 * pattern has matched: until then captured values lie in slots, temporaries between the subject and the
 * working ones, which start without a value. A pattern that fails jumps to a label that belongs to the
 * height at that moment; behind the case these labels release one temporary each, down to the
 * subject:
 *
 *     [subject] [slot of the last name] .. [slot of the first name] [working temporaries ...] */
#include "compiler/gen.h"

#include "vm/objects/containers.h"

typedef struct Names {
    Id *ids;
    uint32_t count, size;
} Names;

typedef struct Match {
    Names names;      /* captured, in order */
    uint32_t slots;   /* height of the first slot */
    uint32_t level;   /* height that failing comes down to */
    Label **fail;     /* by height above level */
    uint32_t nfail, fail_size;
    bool irrefutable; /* a pattern that always matches may stand here */
} Match;

static void pattern(Compiler *c, Match *m, Node *p, unsigned subject);

/* --- failing --- */

static Label *fail_label(Compiler *c, Match *m) {
    uint32_t at = c->unit->height - m->level;
    while (m->nfail <= at) {
        Label **labels = as_comp_grow(c, m->fail, m->nfail, &m->fail_size, sizeof *labels);
        Label *l = labels ? as_comp_alloc(c, sizeof *l) : NULL;
        if (!l) return NULL;
        l->pc = -1;
        m->fail = labels;
        labels[m->nfail++] = l;
    }
    return m->fail[at];
}

/* Jump out with condition `op` on register `a`, which counts as popped when it is a temporary to free. */
static void fail_if(Compiler *c, Match *m, Pos pos, Opcode op, unsigned a, bool free) {
    uint32_t height = c->unit->height;
    as_set_height(c, height - free);
    Label *l = fail_label(c, m);
    as_set_height(c, height);
    if (l) as_emit_jump(c, pos, op, free ? D_FREE_A : 0, a, l);
    as_set_height(c, height - free);
}

/* Place the labels: each releases the temporary on top, the last leaves `level`. */
static void place_fails(Compiler *c, Match *m, Pos pos) {
    for (uint32_t i = m->nfail; i > 0 && !c->failed; i--) {
        as_emit_label(c, m->fail[i - 1]);
        as_set_height(c, m->level + i - 1);
        if (i == 1) break;
        as_emit(c, pos, OP_RELEASE, 0, as_temp(c->unit, m->level + i - 2), 0, 0);
    }
    as_set_height(c, m->level);
    m->nfail = 0;
    m->fail = NULL;
    m->fail_size = 0;
}

static void release_top(Compiler *c, Pos pos) {
    as_emit(c, pos, OP_RELEASE, 0, as_temp(c->unit, c->unit->height - 1), 0, 0);
    as_emit_pop(c, 1);
}

/* --- names --- */

static uint32_t find_name(const Names *n, Id id) {
    for (uint32_t i = 0; i < n->count; i++)
        if (n->ids[i] == id) return i;
    return n->count;
}

static void add_name(Compiler *c, Names *n, const Name *name, Pos pos) {
    if (!name || c->failed) return;
    Id id = as_gen_id(c, name);
    if (find_name(n, id) < n->count)
        as_compile_error(c, pos, "multiple assignments to name '%s' in pattern", name->text);
    Id *ids = as_comp_grow(c, n->ids, n->count, &n->size, sizeof *ids);
    if (!ids) return;
    n->ids = ids;
    ids[n->count++] = id;
}

static void collect(Compiler *c, Names *n, Node *p);

static void collect_list(Compiler *c, Names *n, NodeList list) {
    for (uint32_t i = 0; i < list.count && !c->failed; i++) collect(c, n, list.items[i]);
}

static bool same_names(const Names *a, const Names *b) {
    if (a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (find_name(b, a->ids[i]) == b->count) return false;
    return true;
}

static void collect_or(Compiler *c, Names *n, Node *p) {
    Names first = {0}; /* the others must bind the same: checked as they are generated */
    collect(c, &first, p->patterns.patterns.items[0]);
    for (uint32_t i = 0; i < first.count && !c->failed; i++) {
        if (find_name(n, first.ids[i]) < n->count)
            as_compile_error(c, p->pos, "multiple assignments to name '%s' in pattern",
                            as_id_chars(c, first.ids[i]));
        Id *ids = as_comp_grow(c, n->ids, n->count, &n->size, sizeof *ids);
        if (!ids) return;
        n->ids = ids;
        ids[n->count++] = first.ids[i];
    }
}

static void collect(Compiler *c, Names *n, Node *p) {
    switch ((NodeKind)p->kind) {
    case P_SEQUENCE: collect_list(c, n, p->patterns.patterns); break;
    case P_STAR: add_name(c, n, p->name, p->pos); break;
    case P_MAPPING:
        collect_list(c, n, p->mapping.patterns);
        add_name(c, n, p->mapping.rest, p->pos);
        break;
    case P_CLASS:
        collect_list(c, n, p->p_class.patterns);
        collect_list(c, n, p->p_class.kwd_patterns);
        break;
    case P_AS:
        if (p->as.pattern) collect(c, n, p->as.pattern);
        add_name(c, n, p->as.name, p->pos);
        break;
    case P_OR: collect_or(c, n, p); break;
    default: break;
    }
}

static unsigned slot_of(Compiler *c, const Match *m, Id id) {
    uint32_t at = find_name(&m->names, id);
    return as_temp(c->unit, m->slots + m->names.count - 1 - at);
}

static void capture(Compiler *c, Match *m, const Name *name, unsigned subject, Pos pos) {
    if (!name || c->failed || find_name(&m->names, as_gen_id(c, name)) == m->names.count) return;
    as_emit(c, pos, OP_MOVE, 0, slot_of(c, m, as_gen_id(c, name)), subject, 0);
}

/* --- the kinds of patterns --- */

static void value(Compiler *c, Match *m, Node *p, unsigned subject) {
    uint32_t base = c->unit->height;
    Operand v = as_gen_operand(c, p->single.value, true);
    unsigned t = as_temp(c->unit, base);
    as_emit(c, p->pos, OP_EQ, as_free_c(v), t, subject, v.reg);
    as_set_height(c, base + 1);
    fail_if(c, m, p->pos, OP_JUMP_IF_FALSE, t, true);
}

static void singleton(Compiler *c, Match *m, Node *p, unsigned subject) {
    if (p->single.value->kind == N_NONE) {
        fail_if(c, m, p->pos, OP_JUMP_IF_NOT_NONE, subject, false);
        return;
    }
    uint32_t base = c->unit->height;
    unsigned t = as_temp(c->unit, base);
    as_gen_expr(c, p->single.value, WANT_TEMP);
    as_emit(c, p->pos, OP_IS, D_FREE_C, t, subject, t);
    as_set_height(c, base + 1);
    fail_if(c, m, p->pos, OP_JUMP_IF_FALSE, t, true);
}

static bool is_wildcard(const Node *p) {
    return (p->kind == P_AS && !p->as.pattern && !p->as.name) || (p->kind == P_STAR && !p->name);
}

/* A pattern within another: what always matches is no matter there. */
static void inner(Compiler *c, Match *m, Node *p, unsigned subject) {
    bool before = m->irrefutable;
    m->irrefutable = true;
    pattern(c, m, p, subject);
    m->irrefutable = before;
}

/* The items on top, first one uppermost, against patterns; released. */
static void items_on_top(Compiler *c, Match *m, NodeList list) {
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        Node *p = list.items[i];
        unsigned top = as_temp(c->unit, c->unit->height - 1);
        if (p->kind == P_STAR) capture(c, m, p->name, top, p->pos);
        else inner(c, m, p, top);
        release_top(c, p->pos);
    }
}

static void test_length(Compiler *c, Match *m, Pos pos, unsigned subject, Opcode compare, uint32_t size) {
    uint32_t base = c->unit->height;
    unsigned t = as_temp(c->unit, base);
    as_emit(c, pos, OP_GET_LEN, 0, t, subject, 0);
    as_emit_push(c);
    as_gen_const(c, as_int(size), pos, WANT_TEMP);
    as_emit(c, pos, compare, D_FREE_B | D_FREE_C, t, t, t + 1);
    as_set_height(c, base + 1);
    fail_if(c, m, pos, OP_JUMP_IF_FALSE, t, true);
}

static void test_kind(Compiler *c, Match *m, Pos pos, Opcode op, unsigned subject) {
    unsigned t = as_temp(c->unit, c->unit->height);
    as_emit(c, pos, op, 0, t, subject, 0);
    as_emit_push(c);
    fail_if(c, m, pos, OP_JUMP_IF_FALSE, t, true);
}

/* With `*_` the items are fetched one by one, as CPython does. */
static void sequence_items(Compiler *c, Match *m, Node *p, uint32_t star, unsigned subject) {
    NodeList list = p->patterns.patterns;
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        if (is_wildcard(list.items[i]) || i == star) continue;
        uint32_t base = c->unit->height;
        unsigned t = as_temp(c->unit, base);
        if (i < star) as_gen_const(c, as_int(i), p->pos, WANT_TEMP);
        else {
            as_emit(c, p->pos, OP_GET_LEN, 0, t, subject, 0);
            as_emit_push(c);
            as_gen_const(c, as_int(list.count - i), p->pos, WANT_TEMP);
            as_emit(c, p->pos, OP_SUB, D_FREE_B | D_FREE_C, t, t, t + 1);
            as_set_height(c, base + 1);
        }
        as_emit(c, p->pos, OP_GET_ITEM, D_FREE_C, t, subject, t);
        as_set_height(c, base + 1);
        inner(c, m, list.items[i], t);
        release_top(c, p->pos);
    }
}

static void sequence_unpack(Compiler *c, Match *m, Node *p, uint32_t star, unsigned subject) {
    NodeList list = p->patterns.patterns;
    uint32_t base = c->unit->height;
    bool has_star = star != list.count;
    unsigned count = has_star ? star | (list.count - star - 1) << 8 : list.count;
    if (has_star && (star > 255 || list.count - star - 1 > 255)) {
        as_compile_error(c, p->pos, "too many expressions in star-unpacking sequence pattern");
        return;
    }
    as_emit(c, p->pos, has_star ? OP_UNPACK_EX : OP_UNPACK, 0, as_temp(c->unit, base), subject, count);
    as_set_height(c, base + list.count);
    items_on_top(c, m, list);
}

static void sequence(Compiler *c, Match *m, Node *p, unsigned subject) {
    NodeList list = p->patterns.patterns;
    uint32_t star = list.count;
    bool only_wildcards = true;
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.items[i]->kind == P_STAR) {
            if (star != list.count) as_compile_error(c, p->pos, "multiple starred names in sequence pattern");
            star = i;
        }
        only_wildcards = only_wildcards && is_wildcard(list.items[i]);
    }
    test_kind(c, m, p->pos, OP_MATCH_SEQUENCE, subject);
    if (star == list.count) test_length(c, m, p->pos, subject, OP_EQ, list.count);
    else if (list.count > 1) test_length(c, m, p->pos, subject, OP_GE, list.count - 1);
    if (only_wildcards) return;
    if (star != list.count && is_wildcard(list.items[star])) sequence_items(c, m, p, star, subject);
    else sequence_unpack(c, m, p, star, subject);
}

static void check_keys(Compiler *c, Node *p) {
    Value *keys = as_comp_alloc(c, (p->mapping.keys.count + 1) * sizeof *keys);
    uint32_t count = 0;
    for (uint32_t i = 0; keys && i < p->mapping.keys.count && !c->failed; i++) {
        Value v;
        if (!as_fold(c, p->mapping.keys.items[i], &v) || c->failed) continue;
        for (uint32_t k = 0; k < count; k++)
            if (as_const(c, keys[k]) == as_const(c, v))
                as_compile_error(c, p->pos, "mapping pattern checks duplicate key (%R)", v);
        keys[count++] = v;
    }
}

static void mapping(Compiler *c, Match *m, Node *p, unsigned subject) {
    NodeList keys = p->mapping.keys;
    check_keys(c, p);
    test_kind(c, m, p->pos, OP_MATCH_MAPPING, subject);
    if (!keys.count && !p->mapping.rest) return;
    if (keys.count) test_length(c, m, p->pos, subject, OP_GE, keys.count);
    uint32_t base = c->unit->height;
    unsigned t = as_temp(c->unit, base);
    as_gen_tuple(c, keys, p->pos);
    as_emit(c, p->pos, OP_MATCH_KEYS, 0, t + 1, subject, t);
    as_emit_push(c);
    fail_if(c, m, p->pos, OP_JUMP_IF_NONE, t + 1, false);
    as_emit(c, p->pos, OP_UNPACK, 0, t + 2, t + 1, keys.count);
    as_set_height(c, base + 2 + keys.count);
    items_on_top(c, m, p->mapping.patterns);
    if (p->mapping.rest) {
        as_emit(c, p->pos, OP_COPY_DICT_WITHOUT, 0, t + 2, subject, t);
        as_emit_push(c);
        capture(c, m, p->mapping.rest, t + 2, p->pos);
        release_top(c, p->pos);
    }
    release_top(c, p->pos);
    release_top(c, p->pos);
}

static Value attribute_names(Compiler *c, Node *p) {
    NameList names = p->p_class.kwd_names;
    Value *items = as_comp_alloc(c, (names.count + 1) * sizeof *items);
    for (uint32_t i = 0; items && i < names.count; i++) {
        for (uint32_t k = 0; k < i; k++)
            if (names.items[i] == names.items[k])
                as_compile_error(c, p->p_class.kwd_patterns.items[i]->pos,
                                "attribute name repeated in class pattern: %s", names.items[i]->text);
        items[i] = as_id_str(c, as_gen_id(c, names.items[i]));
    }
    return c->failed ? AS_UNDEF : as_comp_own(c, as_tuple_new(c->t, items, names.count));
}

static void class_pattern(Compiler *c, Match *m, Node *p, unsigned subject) {
    uint32_t base = c->unit->height, npos = p->p_class.patterns.count, nkw = p->p_class.kwd_patterns.count;
    unsigned t = as_temp(c->unit, base);
    Value names = attribute_names(c, p);
    if (c->failed) return;
    as_emit(c, p->pos, OP_MOVE, 0, t, subject, 0);
    as_emit_push(c);
    as_gen_expr(c, p->p_class.cls, WANT_TEMP);
    as_gen_const(c, names, p->pos, WANT_TEMP);
    as_emit(c, p->pos, OP_MATCH_CLASS, 0, t + 1, t, npos);
    as_set_height(c, base + 2);
    fail_if(c, m, p->pos, OP_JUMP_IF_NONE, t + 1, false);
    as_emit(c, p->pos, OP_UNPACK, 0, t + 2, t + 1, npos + nkw);
    as_set_height(c, base + 2 + npos + nkw);
    items_on_top(c, m, p->p_class.patterns);
    items_on_top(c, m, p->p_class.kwd_patterns);
    release_top(c, p->pos);
    release_top(c, p->pos);
}

static void as_pattern(Compiler *c, Match *m, Node *p, unsigned subject) {
    if (p->as.pattern) pattern(c, m, p->as.pattern, subject);
    else if (!m->irrefutable) {
        if (p->as.name)
            as_compile_error(c, p->pos, "name capture '%s' makes remaining patterns unreachable",
                            p->as.name->text);
        else as_compile_error(c, p->pos, "wildcard makes remaining patterns unreachable");
    }
    capture(c, m, p->as.name, subject, p->pos);
}

/* Slots that an alternative before may have filled are emptied. */
static void clear_slots(Compiler *c, Match *m, Node *alternative, Pos pos) {
    Names names = {0};
    collect(c, &names, alternative);
    for (uint32_t i = 0; i < names.count && !c->failed; i++) {
        if (find_name(&m->names, names.ids[i]) == m->names.count) continue;
        unsigned slot = slot_of(c, m, names.ids[i]), t = as_temp(c->unit, c->unit->height);
        as_emit(c, pos, OP_MOVE, D_FREE_B, t, slot, 0);
        as_emit(c, pos, OP_LOAD_UNDEF, 0, slot, 0, 0);
        as_emit_push(c);
        release_top(c, pos);
    }
}

static void check_alternative(Compiler *c, Node *p, uint32_t i) {
    Names first = {0}, other = {0};
    collect(c, &first, p->patterns.patterns.items[0]);
    collect(c, &other, p->patterns.patterns.items[i]);
    if (!same_names(&first, &other)) as_compile_error(c, p->pos, "alternative patterns bind different names");
}

static void or_pattern(Compiler *c, Match *m, Node *p, unsigned subject) {
    NodeList list = p->patterns.patterns;
    Label matched = AS_LABEL;
    bool irrefutable = m->irrefutable;
    for (uint32_t i = 0; i < list.count && !c->failed; i++) {
        bool last = i + 1 == list.count;
        if (i) clear_slots(c, m, list.items[i], p->pos);
        if (last) {
            pattern(c, m, list.items[i], subject);
            check_alternative(c, p, i);
            break;
        }
        Match alternative = *m;
        alternative.level = c->unit->height;
        alternative.fail = NULL;
        alternative.nfail = alternative.fail_size = 0;
        alternative.irrefutable = false;
        pattern(c, &alternative, list.items[i], subject);
        if (i) check_alternative(c, p, i);
        as_emit_jump(c, p->pos, OP_JUMP, 0, 0, &matched);
        place_fails(c, &alternative, p->pos);
    }
    m->irrefutable = irrefutable;
    as_emit_label(c, &matched);
}

static void pattern(Compiler *c, Match *m, Node *p, unsigned subject) {
    if (c->failed) return;
    if (!as_stack_ok(c->t, "during compilation")) {
        c->failed = true;
        return;
    }
    switch ((NodeKind)p->kind) {
    case P_VALUE: value(c, m, p, subject); break;
    case P_SINGLETON: singleton(c, m, p, subject); break;
    case P_SEQUENCE: sequence(c, m, p, subject); break;
    case P_MAPPING: mapping(c, m, p, subject); break;
    case P_CLASS: class_pattern(c, m, p, subject); break;
    case P_AS: as_pattern(c, m, p, subject); break;
    case P_OR: or_pattern(c, m, p, subject); break;
    default: as_compile_error(c, p->pos, "this pattern cannot be compiled");
    }
}

/* --- the statement --- */

static void bind_names(Compiler *c, Match *m, Pos pos) {
    for (uint32_t i = 0; i < m->names.count && !c->failed; i++) {
        Operand top = {as_temp(c->unit, c->unit->height - 1), true};
        as_gen_store_id(c, m->names.ids[i], pos, top);
    }
}

static void match_case(Compiler *c, Node *k, uint32_t base, bool last, Label *end) {
    Match m = {.level = base + 1, .slots = base + 1, .irrefutable = last || k->case_.guard};
    Node *p = k->case_.pattern;
    collect(c, &m.names, p);
    for (uint32_t i = 0; i < m.names.count && !c->failed; i++) {
        as_emit(c, p->pos, OP_LOAD_UNDEF, 0, as_temp(c->unit, c->unit->height), 0, 0);
        as_emit_push(c);
    }
    pattern(c, &m, p, as_temp(c->unit, base));
    bind_names(c, &m, p->pos);
    if (k->case_.guard && !c->failed) {
        Label *l = fail_label(c, &m);
        if (l) as_gen_jump(c, k->case_.guard, l, false);
    }
    release_top(c, p->pos);
    as_gen_body(c, k->case_.body);
    as_emit_jump(c, k->pos, OP_JUMP, 0, 0, end);
    place_fails(c, &m, p->pos);
}

void as_gen_match(Compiler *c, Node *n) {
    Label end = AS_LABEL;
    uint32_t base = c->unit->height;
    as_gen_expr(c, n->match.subject, WANT_TEMP);
    for (uint32_t i = 0; i < n->match.cases.count && !c->failed; i++)
        match_case(c, n->match.cases.items[i], base, i + 1 == n->match.cases.count, &end);
    release_top(c, n->pos);
    as_emit_label(c, &end);
}
