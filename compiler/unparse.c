/* Annotations as text. Names, attributes, subscripts, unions, tuples, lists, calls and literals are
 * what annotations consist of; anything else is refused by name. See unparse.h. */
#include "compiler/unparse.h"

#include "vm/objects/bytes.h"
#include "vm/protocol.h"

typedef struct Writer {
    Compiler *c;
    StrBuilder b;
} Writer;

static void write(Writer *w, const Node *n);

static void text(Writer *w, const char *s) { as_sb_c(&w->b, s); }

static void list(Writer *w, NodeList items) {
    for (uint32_t i = 0; i < items.count; i++) {
        if (i) text(w, ", ");
        write(w, items.items[i]);
    }
}

static void string(Writer *w, const Node *n) {
    Thread *t = w->c->t;
    OWNED(s, n->kind == N_STRING ? as_str_new(t, n->text.bytes, n->text.length)
                                 : as_bytes_new(t, n->text.bytes, n->text.length));
    if (as_is_undef(s.v) || !as_sb_repr(&w->b, s.v)) w->c->failed = true;
}

static void subscript(Writer *w, const Node *n) {
    write(w, n->subscript.value);
    text(w, "[");
    const Node *slice = n->subscript.slice;
    if (slice->kind == N_TUPLE && slice->seq.elts.count > 1) list(w, slice->seq.elts);
    else write(w, slice);
    text(w, "]");
}

static void operand(Writer *w, const Node *n, bool right) {
    bool parens = n->kind == N_BINARY && right;
    if (parens) text(w, "(");
    write(w, n);
    if (parens) text(w, ")");
}

static void call(Writer *w, const Node *n) {
    write(w, n->call.func);
    text(w, "(");
    list(w, n->call.args);
    for (uint32_t i = 0; i < n->call.keywords.count; i++) {
        const Node *k = n->call.keywords.items[i];
        if (i || n->call.args.count) text(w, ", ");
        text(w, k->keyword.name ? k->keyword.name->text : "**");
        if (k->keyword.name) text(w, "=");
        write(w, k->keyword.value);
    }
    text(w, ")");
}

static void tuple(Writer *w, const Node *n) {
    text(w, "(");
    list(w, n->seq.elts);
    text(w, n->seq.elts.count == 1 ? ",)" : ")");
}

static void write_inner(Writer *w, const Node *n) {
    switch ((NodeKind)n->kind) {
    case N_NONE: text(w, "None"); break;
    case N_TRUE: text(w, "True"); break;
    case N_FALSE: text(w, "False"); break;
    case N_ELLIPSIS: text(w, "..."); break;
    case N_INT: case N_FLOAT: text(w, n->text.bytes); break;
    case N_STRING: case N_BYTES: string(w, n); break;
    case N_NAME: text(w, n->name->text); break;
    case N_ATTRIBUTE:
        write(w, n->attribute.value);
        text(w, ".");
        text(w, n->attribute.attr->text);
        break;
    case N_SUBSCRIPT: subscript(w, n); break;
    case N_TUPLE: tuple(w, n); break;
    case N_LIST:
        text(w, "[");
        list(w, n->seq.elts);
        text(w, "]");
        break;
    case N_STARRED:
        text(w, "*");
        write(w, n->single.value);
        break;
    case N_BINARY:
        if (n->op != BIN_OR) {
            as_unsupported(w->c, n, "this operator in a postponed annotation");
            break;
        }
        operand(w, n->binary.left, false);
        text(w, " | ");
        operand(w, n->binary.right, true);
        break;
    case N_CALL: call(w, n); break;
    default: as_unsupported(w->c, n, "this expression in a postponed annotation");
    }
}

static void write(Writer *w, const Node *n) {
    if (w->c->failed) return;
    if (!as_stack_ok(w->c->t, "during compilation")) w->c->failed = true;
    else write_inner(w, n);
}

Value as_unparse(Compiler *c, const Node *n) {
    Writer w = {.c = c};
    as_sb_init(&w.b, c->t);
    write(&w, n);
    if (c->failed) {
        as_sb_drop(&w.b);
        return AS_UNDEF;
    }
    return as_comp_own(c, as_sb_end(&w.b));
}
