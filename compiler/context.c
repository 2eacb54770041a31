/* The state of one compilation: scratch memory, names, owned values, errors. See context.h. */
#include "compiler/context.h"

#include <stdarg.h>

#include "vm/objects/containers.h"
#include "vm/protocol.h"

/* --- memory --- */

void as_compile_failed(Compiler *c) { c->failed = true; }

void *as_comp_alloc(Compiler *c, size_t size) {
    void *p = as_arena_alloc(c->arena, size ? size : 1);
    if (!p && !c->failed) {
        as_raise_memory(c->t);
        c->failed = true;
    }
    return p;
}

void *as_comp_grow(Compiler *c, void *items, uint32_t count, uint32_t *size, size_t item) {
    if (count < *size) return items;
    uint32_t bigger = *size ? *size * 2 : 8;
    void *p = as_comp_alloc(c, bigger * item);
    if (!p) return NULL;
    if (count && items) memcpy(p, items, count * item);
    *size = bigger;
    return p;
}

Value as_comp_own(Compiler *c, Value owned) {
    if (as_is_undef(owned)) {
        c->failed = true;
        return owned;
    }
    Value *items = as_comp_grow(c, c->owned, c->nowned, &c->owned_size, sizeof *items);
    if (!items) {
        as_decref(c->t, owned);
        return AS_UNDEF;
    }
    c->owned = items;
    items[c->nowned++] = owned;
    return owned;
}

/* --- names --- */

static uint32_t hash_text(const char *text, size_t length) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++) h = (h ^ (uint8_t)text[i]) * 16777619u;
    return h;
}

static bool grow_id_table(Compiler *c) {
    uint32_t size = c->id_mask ? (c->id_mask + 1) * 2 : 256;
    uint32_t *table = as_comp_alloc(c, size * sizeof *table);
    if (!table) return false;
    for (uint32_t id = 1; id < c->nids; id++) {
        uint32_t at = c->ids[id].hash & (size - 1);
        while (table[at]) at = (at + 1) & (size - 1);
        table[at] = id;
    }
    c->id_table = table;
    c->id_mask = size - 1;
    return true;
}

static Id add_id(Compiler *c, uint32_t at, const char *text, size_t length, uint32_t hash) {
    if (!c->nids) c->nids = 1;
    IdEntry *ids = as_comp_grow(c, c->ids, c->nids, &c->ids_size, sizeof *ids);
    const char *copy = ids ? as_arena_copy(c->arena, text, length) : NULL;
    if (!copy) {
        if (!c->failed) as_raise_memory(c->t);
        c->failed = true;
        return 0;
    }
    c->ids = ids;
    ids[c->nids] = (IdEntry){copy, (uint32_t)length, hash, AS_UNDEF};
    c->id_table[at] = c->nids;
    return c->nids++;
}

Id as_id_text(Compiler *c, const char *text, size_t length) {
    if (c->nids * 2 >= c->id_mask && !grow_id_table(c)) return 0;
    uint32_t hash = hash_text(text, length), at = hash & c->id_mask;
    for (; c->id_table[at]; at = (at + 1) & c->id_mask) {
        IdEntry *e = &c->ids[c->id_table[at]];
        if (e->hash == hash && e->length == length && !memcmp(e->text, text, length))
            return c->id_table[at];
    }
    return add_id(c, at, text, length, hash);
}

Id as_id_c(Compiler *c, const char *text) { return as_id_text(c, text, strlen(text)); }

Id as_id(Compiler *c, const Name *name) {
    if (name->scratch) return name->scratch;
    Id id = as_id_text(c, name->text, name->length);
    ((Name *)(uintptr_t)name)->scratch = id; /* the field is the compiler's */
    return id;
}

const char *as_id_chars(Compiler *c, Id id) { return id ? c->ids[id].text : ""; }

bool as_id_is(Compiler *c, Id id, const char *text) { return !strcmp(as_id_chars(c, id), text); }

Value as_id_str(Compiler *c, Id id) {
    if (!id || c->failed) return AS_UNDEF;
    if (as_is_undef(c->ids[id].str)) {
        Str *s = as_intern(c->t, c->ids[id].text, c->ids[id].length);
        c->ids[id].str = as_comp_own(c, s ? as_from_obj(s) : AS_UNDEF);
    }
    return c->ids[id].str;
}

Id as_mangle(Compiler *c, Id klass, Id name) {
    if (!klass || !name) return name;
    const char *text = as_id_chars(c, name), *outer = as_id_chars(c, klass);
    size_t length = c->ids[name].length;
    if (text[0] != '_' || text[1] != '_') return name;
    if ((length > 1 && text[length - 1] == '_' && text[length - 2] == '_') || strchr(text, '.'))
        return name;
    while (*outer == '_') outer++;
    size_t outer_length = strlen(outer);
    if (!outer_length) return name;
    char *mangled = as_comp_alloc(c, length + outer_length + 1);
    if (!mangled) return 0;
    mangled[0] = '_';
    memcpy(mangled + 1, outer, outer_length);
    memcpy(mangled + 1 + outer_length, text, length);
    return as_id_text(c, mangled, length + outer_length + 1);
}

/* --- errors --- */

/* Line number `line` (from 1) of the source, its newline included; NULL when there is none. */
static const char *find_line(Compiler *c, uint32_t line, size_t *length) {
    const char *at = c->source, *end = c->source + c->length;
    for (uint32_t n = 1; n < line && at; n++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at) at++;
    }
    if (!at || at >= end || !line) return NULL;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    *length = stop ? (size_t)(stop - at) + 1 : (size_t)(end - at);
    if (line == 1 && *length >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3)) {
        at += 3;
        *length -= 3;
    }
    return at;
}

/* Column in bytes from 0 to offset in characters from 1; columns "before the line" wrap around. */
static Value char_offset(const char *line, size_t length, uint32_t col) {
    int64_t chars = 1;
    if (col > INT32_MAX) return as_int((int32_t)(col + 1));
    for (size_t i = 0; i < col; i++)
        if (!line || i >= length || ((uint8_t)line[i] & 0xC0) != 0x80) chars++;
    return as_int(chars);
}

static bool valid_utf8_line(const char *line, size_t length) {
    for (size_t i = 0; i < length;) {
        uint8_t b = (uint8_t)line[i];
        size_t more = b < 0x80 ? 0 : b >= 0xF0 && b < 0xF5 ? 3 : b >= 0xE0 ? 2 : b >= 0xC2 ? 1 : 9;
        if (more > 3 || b >= 0xF5 || i + more >= length + (more == 0)) return false;
        for (size_t k = 1; k <= more; k++)
            if (((uint8_t)line[i + k] & 0xC0) != 0x80) return false;
        i += more + 1;
    }
    return true;
}

typedef struct Details {
    Value item[6]; /* filename, lineno, offset, text, end_lineno, end_offset */
    int count;
} Details;

static Value column(unsigned how, const char *line, size_t length, uint32_t col) {
    return how & SYNTAX_PARSER ? char_offset(line, length, col) : as_int((int64_t)col + 1);
}

/* Fill in everything but the text; `line` is the line of the start. */
static void place_details(Compiler *c, Details *d, Pos pos, unsigned how, const char *line, size_t length) {
    *d = (Details){{as_from_obj(c->filename), AS_NONE, AS_NONE, AS_NONE, AS_NONE, AS_NONE}, 4};
    if (!(how & SYNTAX_HAS_POS)) return;
    d->item[1] = as_int(pos.line);
    d->item[2] = column(how, line, length, pos.col);
    if (!pos.end_line) return;
    size_t end_length = 0;
    const char *end_line = find_line(c, pos.end_line, &end_length);
    d->item[4] = as_int(pos.end_line);
    d->item[5] = column(how, end_line, end_length, pos.end_col);
    d->count = 6;
}

/* A SyntaxError whose place is in attributes only. */
static void raise_bare(Thread *t, TypeId type, Value message, const Details *d) {
    WellKnown *n = &t->vm->names;
    Str *names[6] = {n->filename, n->lineno, n->offset, n->text, n->end_lineno, n->end_offset};
    OWNED(exc, as_exc_new(t, type, &message, 1));
    if (as_is_undef(exc.v)) return;
    for (int i = 0; i < d->count; i++)
        if (!as_setattr(t, exc.v, names[i], d->item[i])) return;
    as_raise_value(t, as_move(&exc));
}

void as_raise_syntax(Compiler *c, TypeId type, Pos pos, unsigned how, Value message) {
    Thread *t = c->t;
    if (c->failed) return;
    c->failed = true;
    size_t length = 0;
    const char *line = how & SYNTAX_HAS_POS ? find_line(c, pos.line, &length) : NULL;
    bool show = line && valid_utf8_line(line, length) &&
                ((how & SYNTAX_PARSER) || c->filename->data[0] != '<');
    OWNED(text, show ? as_str_new(t, line, length) : AS_NONE);
    if (as_is_undef(text.v)) return;
    Details d;
    place_details(c, &d, pos, how, line, length);
    d.item[3] = text.v;
    if (how & SYNTAX_BARE) {
        raise_bare(t, type, message, &d);
        return;
    }
    OWNED(details, as_tuple_new(t, d.item, (size_t)d.count));
    if (as_is_undef(details.v)) return;
    Value args[2] = {message, details.v};
    as_raise_args(t, type, args, 2);
}

static void raise_formatted(Compiler *c, Pos pos, unsigned how, const char *format, va_list args) {
    Thread *t = c->t;
    if (c->failed) return;
    OWNED(message, as_str_vformat(t, format, args));
    if (as_is_undef(message.v)) c->failed = true;
    else as_raise_syntax(c, T_SYNTAX_ERROR, pos, how, message.v);
}

void as_compile_error(Compiler *c, Pos pos, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(c, pos, SYNTAX_HAS_POS, format, args);
    va_end(args);
}

void as_scope_error(Compiler *c, Pos pos, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(c, pos, SYNTAX_HAS_POS | SYNTAX_BARE, format, args);
    va_end(args);
}

void as_unsupported(Compiler *c, const Node *node, const char *feature) {
    as_compile_error(c, node->pos, "Aster does not support %s yet", feature);
}
