/* The door of the compiler: source text in, Code out. Parses, resolves scopes, generates; a second
 * round with long jumps when some 16-bit jump did not reach. */
#include "compiler/compiler.h"

#include "compiler/gen.h"
#include "compiler/warn.h"
#include "parser/parser.h"
#include "vm/objects/containers.h"

/* --- from __future__ --- */

static bool known_feature(const char *name) {
    static const char *const known[] = {"nested_scopes", "generators", "division", "absolute_import",
                                        "with_statement", "print_function", "unicode_literals",
                                        "barry_as_FLUFL", "generator_stop", "annotations"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(name, known[i])) return true;
    return false;
}

static bool is_future(const Node *n) {
    return n->kind == N_IMPORT_FROM && n->import.module && !n->import.level &&
           !strcmp(n->import.module->text, "__future__");
}

static void future_import(Compiler *c, Node *n) {
    Pos start = {n->pos.line, n->pos.col, 0, 0}; /* CPython gives these errors no end */
    for (uint32_t i = 0; i < n->import.names.count && !c->failed; i++) {
        const char *name = n->import.names.items[i]->alias.name->text;
        if (!strcmp(name, "annotations")) c->future_annotations = true;
        else if (!strcmp(name, "braces")) as_scope_error(c, start, "not a chance");
        else if (!strcmp(name, "barry_as_FLUFL")) as_unsupported(c, n, "barry_as_FLUFL");
        else if (!known_feature(name)) as_scope_error(c, start, "future feature %s is not defined", name);
    }
}

/* Future statements come first, after a doc string; later ones are errors when code is made of them. */
static void futures(Compiler *c, Node *root) {
    if (root->kind == N_EXPRESSION) return;
    NodeList body = root->module.body;
    bool early = true, doc = false;
    for (uint32_t i = 0; i < body.count && !c->failed; i++) {
        Node *n = body.items[i];
        if (is_future(n) && early) {
            future_import(c, n);
            c->future_line = n->pos.line;
        } else if (!doc && n->kind == N_EXPR && n->single.value->kind == N_STRING) doc = true;
        else early = false;
    }
}

/* --- generating --- */

static void module_body(Compiler *c, Node *root) {
    NodeList body = root->module.body;
    if (c->module->annotations) as_emit(c, as_no_pos, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
    if (root->kind == N_MODULE && body.count && body.items[0]->kind == N_EXPR &&
        body.items[0]->single.value->kind == N_STRING) {
        Value doc;
        as_fold(c, body.items[0]->single.value, &doc);
        c->unit->doc = doc;
        as_gen_const(c, doc, body.items[0]->pos, WANT_TEMP);
        as_gen_store_raw(c, "__doc__", body.items[0]->pos);
        body = (NodeList){body.items + 1, body.count - 1};
    }
    as_gen_body(c, body);
    Pos end = body.count ? body.items[body.count - 1]->pos : (Pos){1, 0, 1, 0};
    as_emit(c, end, OP_RETURN_NONE, 0, 0, 0, 0);
}

static Value generate(Compiler *c, Node *root) {
    Scope *s = c->module;
    uint32_t flags = CODE_MODULE;
    if (s->has_await && (c->flags & COMPILE_TOP_AWAIT)) flags |= CODE_COROUTINE;
    if (!as_unit_open(c, s, s->name, as_id_str(c, s->name), flags, 1)) return AS_UNDEF;
    if (root->kind == N_EXPRESSION) {
        Operand v = as_gen_operand(c, root->single.value, true);
        as_emit_pop(c, v.temp);
        as_emit(c, root->single.value->pos, OP_RETURN, as_free_b(v), 0, v.reg, 0);
    } else module_body(c, root);
    return as_unit_close(c);
}

static Value generate_all(Compiler *c, Node *root) {
    Value code = generate(c, root);
    if (c->failed || !c->too_far) return code;
    c->too_far = false;
    c->far = true;
    c->unit = NULL;
    return generate(c, root);
}

static Value compile_tree(Compiler *c, Node *root) {
    futures(c, root);
    if (!c->failed) as_comp_scopes(c, root);
    Value code = c->failed ? AS_UNDEF : generate_all(c, root);
    if (!c->failed) as_incref(code);
    return c->failed ? AS_UNDEF : code;
}

/* --- parsing --- */

static void raise_parse_error(Compiler *c, const ParseResult *r) {
    static const TypeId types[] = {T_SYNTAX_ERROR, T_INDENTATION_ERROR, T_TAB_ERROR};
    Thread *t = c->t;
    OWNED(message, as_str_new(t, r->message, strlen(r->message)));
    if (!as_is_undef(message.v)) 
        as_raise_syntax(c, types[r->error_kind], r->pos, SYNTAX_PARSER | (r->has_pos ? SYNTAX_HAS_POS : 0), message.v);
}

static Value compile_parsed(Compiler *c, const ParseResult *r) {
    if (r->status == PARSE_OK || r->status == PARSE_SYNTAX_ERROR) as_warn_parsed(c, r);
    switch (r->status) {
    case PARSE_OK: return compile_tree(c, r->root);
    case PARSE_INCOMPLETE:
        if (c->flags & COMPILE_INCOMPLETE_OK) return AS_MISSING;
        raise_parse_error(c, r);
        break;
    case PARSE_SYNTAX_ERROR: raise_parse_error(c, r); break;
    case PARSE_NO_MEMORY: as_raise_memory(c->t); break;
    case PARSE_TOO_DEEP:
        as_raise(c->t, T_RECURSION_ERROR, "maximum recursion depth exceeded during compilation");
        break;
    }
    return AS_UNDEF;
}

Value as_compile(Thread *t, const char *source, size_t length, Str *filename, int mode, unsigned flags) {
    Arena arena;
    as_arena_init(&arena, &t->vm->mem);
    Compiler c = {.t = t, .arena = &arena, .filename = filename, .source = source, .length = length,
                  .flags = flags, .mode = mode,
                  .future_annotations = (flags & COMPILE_FUTURE_ANNOTATIONS) != 0};
    ParseOptions options = {.mode = (ParseMode)mode,
                            .stack_limit = t->stack_limit,
                            .future_annotations = c.future_annotations,
                            .filename = filename->data};
    ParseResult result;
    memset(&result, 0, sizeof result);
    as_parse(&arena, source, length, &options, &result);
    Value code = compile_parsed(&c, &result);
    for (uint32_t i = 0; i < c.nowned; i++) as_decref(t, c.owned[i]);
    as_arena_free(&arena);
    return code;
}
