/* f-strings: the tokens between START and END as texts and replacement fields. */
#include <string.h>

#include "parser/internal.h"

static Node *text_part(Parser *p, bool raw) {
    Token t = as_start(p);
    const char *at = p->source + t.start, *end = p->source + t.end;
    as_advance(p);
    Text text = as_decode_string(p, &t, at, end, raw, true);
    Node *n = as_node(p, N_STRING, t);
    n->text = text;
    return n;
}

/* The field's source for `{x=}`, without comments. */
static Text debug_text(Parser *p, const char *at, const char *end) {
    if (!memchr(at, '#', (size_t)(end - at)))
        return as_parse_text(p, at, (size_t)(end - at));
    char *text = as_parse_alloc(p, (size_t)(end - at) + 1);
    uint32_t n = 0;
    char quote = 0;
    for (; at < end; at++) {
        if (quote) {
            quote = *at == quote ? 0 : quote;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '#') {
            while (at < end && *at != '\n')
                at++;
            if (at == end)
                break;
        }
        text[n++] = *at;
    }
    return (Text){text, n};
}

static uint8_t conversion(Parser *p) {
    Token bang = as_start(p);
    as_advance(p);
    Token t = as_start(p);
    if (t.kind != T_NAME)
        as_fail(p);
    if (t.start != bang.end)
        as_parse_error(p, as_pos_range(as_token_pos(&bang), as_token_pos(&t)),
                 "f-string: conversion type must come right after the exclamanation mark" /* sic */);
    char c = p->source[t.start];
    if (t.end - t.start != 1 || (c != 's' && c != 'r' && c != 'a'))
        as_parse_error(p, as_token_pos(&t), "f-string: invalid conversion character %c%.*s%c: expected 's', 'r', or 'a'",
                 '\'', (int)(t.end - t.start), p->source + t.start, '\'');
    as_advance(p);
    return (uint8_t)c;
}

static Node *field(Parser *p, bool raw);

static Node *format_spec(Parser *p, bool raw) {
    Token start = as_start(p);
    as_advance(p);
    uint32_t mark = p->top;
    while (as_at(p, T_FSTRING_MIDDLE) || as_at(p, T_LBRACE)) {
        if (as_at(p, T_FSTRING_MIDDLE))
            as_parser_push(p, text_part(p, raw));
        else
            as_parser_push(p, field(p, raw));
    }
    NodeList parts = as_merge_parts(p, mark);
    Node *n = as_node(p, N_FSTRING, start);
    n->seq.elts = parts;
    return n;
}

/* Gives the N_FORMATTED; the text of `{x=}` is pushed before it is returned. */
static Node *field_inner(Parser *p, bool raw) {
    Token open = as_start(p);
    as_advance(p);
    Node *value = as_parse_yield_or_star(p);
    bool debug = as_accept(p, T_EQUAL);
    if (debug) {
        Token next = as_start(p);
        Node *text = as_node(p, N_STRING, open);
        text->text = debug_text(p, p->source + open.end, p->source + next.start);
        text->pos = (Pos){open.line, open.col + 1, next.line, next.col};
        as_parser_push(p, text);
    }
    uint8_t conv = as_at(p, T_EXCLAMATION) ? conversion(p) : 0;
    Node *spec = as_at(p, T_COLON) ? format_spec(p, raw) : NULL;
    as_expect(p, T_RBRACE);
    Node *n = as_node(p, N_FORMATTED, open);
    n->op = debug && !conv && !spec ? 'r' : conv;
    n->formatted.value = value;
    n->formatted.format_spec = spec;
    return n;
}

static Node *raw_field(Parser *p) {
    return field_inner(p, true);
}

static Node *cooked_field(Parser *p) {
    return field_inner(p, false);
}

static Node *field(Parser *p, bool raw) {
    as_check_stack(p);
    if (!as_diagnosing(p))
        return field_inner(p, raw);
    uint32_t begin = p->pos, top = p->top;
    Node *n = as_try(p, raw ? raw_field : cooked_field);
    if (n)
        return n;
    p->pos = begin;
    p->top = top;
    as_diagnose_field(p);
    as_fail(p);
}

Node *as_parse_field(Parser *p) {
    return field(p, false);
}

Node *as_parse_fstring(Parser *p) {
    Token start = as_start(p);
    bool raw = false;
    for (uint32_t i = start.start; i < start.end; i++)
        raw |= (p->source[i] | 0x20) == 'r';
    as_advance(p);
    while (!as_at(p, T_FSTRING_END)) {
        if (as_at(p, T_FSTRING_MIDDLE))
            as_parser_push(p, text_part(p, raw));
        else if (as_at(p, T_LBRACE))
            as_parser_push(p, field(p, raw));
        else
            as_fail(p);
    }
    as_advance(p);
    return NULL;
}
