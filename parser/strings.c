/* Literals: numbers, strings, and the concatenation of adjacent strings, f-strings among them. The
 * escapes are decoded here. */
#include <stdio.h>
#include <string.h>

#include "base/unicode_names.h"
#include "parser/internal.h"

/* --- numbers --- */

static Text without_underscores(Parser *p, const char *at, size_t length) {
    if (!memchr(at, '_', length))
        return as_parse_text(p, at, length);
    char *to = as_parse_alloc(p, length + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < length; i++)
        if (at[i] != '_')
            to[n++] = at[i];
    return (Text){to, n};
}

enum { MAX_INT_DIGITS = 4300 };

static void check_digits(Parser *p, const Token *t, const Text *text) {
    if (text->length <= MAX_INT_DIGITS || (text->bytes[0] == '0' && (text->bytes[1] | 0x20) >= 'a'))
        return;
    as_parse_error(p, (Pos){t->line, UINT32_MAX, t->line, UINT32_MAX},
             "Exceeds the limit (%d digits) for integer string conversion: value has %u digits; use "
             "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
             "integer literals to avoid decimal conversion limits.",
             MAX_INT_DIGITS, (unsigned)text->length);
}

Node *as_parse_number(Parser *p) {
    Token t = as_start(p);
    NodeKind kind = t.kind == T_INT ? N_INT : t.kind == T_FLOAT ? N_FLOAT : N_IMAGINARY;
    size_t length = t.end - t.start - (kind == N_IMAGINARY);
    Text text = without_underscores(p, p->source + t.start, length);
    as_advance(p);
    if (kind == N_INT)
        check_digits(p, &t, &text);
    Node *n = as_node(p, kind, t);
    n->text = text;
    return n;
}

/* --- escapes --- */

typedef struct Decoder {
    Parser *p;
    const Token *token;
    const char *begin, *at, *end;
    char *to;
    bool bytes, brace, warned;
} Decoder;

static void put_code(Decoder *d, uint32_t c) {
    char *to = d->to;
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    d->to = to;
}

static void warn(Decoder *d, const char *format, const char *from, int length) {
    if (d->warned)
        return;
    d->warned = true;
    Parser *p = d->p;
    SyntaxWarning *w = as_parse_alloc(p, sizeof *w);
    char text[80];
    int n = snprintf(text, sizeof text, format, length, from);
    w->message = as_parse_text(p, text, n < (int)sizeof text ? (size_t)n : sizeof text - 1).bytes;
    w->pos = as_token_pos(d->token);
    *p->warnings_end = w;
    p->warnings_end = &w->next;
}

/* Positions in CPython's message count a non-ASCII character as its ten-byte escape. */
static unsigned codec_position(const Decoder *d, const char *at) {
    unsigned n = 0;
    for (const char *c = d->begin; c < at; c++)
        n += (unsigned char)*c < 0x80 ? 1 : (*c & 0xC0) == 0x80 ? 0 : 10;
    return n;
}

/* f-strings complain at the last token that was read, other strings at themselves. */
static Pos literal_pos(const Decoder *d) {
    const Token *last = &d->p->ring[(d->p->fill - 1) & d->p->mask];
    return as_token_pos(d->brace ? last : d->token);
}

static _Noreturn void codec_error(Decoder *d, const char *from, const char *to, const char *why) {
    as_parse_error(d->p, literal_pos(d), "(unicode error) 'unicodeescape' codec can't decode bytes in position %u-%u: %s",
             codec_position(d, from), codec_position(d, to) - 1, why);
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \x, \u, \U with `digits` digits; d->at behind the letter. */
static void hex_escape(Decoder *d, int digits, const char *truncated) {
    const char *from = d->at - 2;
    uint32_t c = 0;
    for (int i = 0; i < digits; i++) {
        int v = d->at < d->end ? hex_value(*d->at) : -1;
        if (v < 0 && d->bytes)
            as_parse_error(d->p, literal_pos(d), "(value error) invalid \\x escape at position %u",
                     (unsigned)(from - d->begin));
        if (v < 0)
            codec_error(d, from, d->at, truncated);
        c = c << 4 | (uint32_t)v;
        d->at++;
    }
    if (c > 0x10FFFF)
        codec_error(d, from, d->at, "illegal Unicode character");
    if (d->bytes)
        *d->to++ = (char)c;
    else
        put_code(d, c);
}

static void octal_escape(Decoder *d, char first) {
    const char *from = d->at - 2;
    uint32_t c = (uint32_t)(first - '0');
    for (int i = 0; i < 2 && d->at < d->end && *d->at >= '0' && *d->at <= '7'; i++)
        c = c * 8 + (uint32_t)(*d->at++ - '0');
    if (c > 0377)
        warn(d, "invalid octal escape sequence '%.*s'", from, (int)(d->at - from));
    if (d->bytes)
        *d->to++ = (char)c;
    else
        put_code(d, c);
}

static void named_escape(Decoder *d) {
    const char *from = d->at - 2;
    bool open = d->at < d->end && *d->at == '{';
    const char *close = open ? memchr(d->at, '}', (size_t)(d->end - d->at)) : NULL;
    if (!close || close == d->at + 1)
        codec_error(d, from, close ? close : open ? d->end : d->at, "malformed \\N character escape");
    uint32_t c;
    if (!as_unicode_by_name(d->at + 1, (size_t)(close - d->at - 1), &c))
        codec_error(d, from, close + 1, "unknown Unicode character name");
    d->at = close + 1;
    put_code(d, c);
}

static void unknown_escape(Decoder *d, const char *from) {
    int size = 2;
    while (from + size < d->end && (from[size] & 0xC0) == 0x80)
        size++;
    warn(d, "invalid escape sequence '%.*s'", from, size);
    *d->to++ = '\\';
    d->at = from + 1;
}

/* d->at is at the backslash. */
static void escape(Decoder *d) {
    static const char simple[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
    const char *from = d->at;
    if (from + 1 >= d->end || (d->brace && (from[1] == '{' || from[1] == '}'))) {
        unknown_escape(d, from);
        return;
    }
    char c = from[1];
    d->at += 2;
    if (c == '\n')
        return;
    for (const char *s = simple; *s; s += 2) {
        if (*s == c) {
            *d->to++ = s[1];
            return;
        }
    }
    if (c >= '0' && c <= '7')
        octal_escape(d, c);
    else if (c == 'x')
        hex_escape(d, 2, "truncated \\xXX escape");
    else if (c == 'u' && !d->bytes)
        hex_escape(d, 4, "truncated \\uXXXX escape");
    else if (c == 'U' && !d->bytes)
        hex_escape(d, 8, "truncated \\UXXXXXXXX escape");
    else if (c == 'N' && !d->bytes)
        named_escape(d);
    else
        unknown_escape(d, from);
}

static Text decode(Decoder *d, bool raw) {
    size_t length = (size_t)(d->end - d->at);
    if ((raw || !memchr(d->at, '\\', length)) && !d->brace)
        return as_parse_text(d->p, d->at, length);
    char *start = d->to = as_parse_alloc(d->p, length + 2);
    while (d->at < d->end) {
        char c = *d->at;
        if (c == '\\' && !raw) {
            escape(d);
            continue;
        }
        *d->to++ = c;
        d->at++;
        if (d->brace && (c == '{' || c == '}') && d->at < d->end && *d->at == c)
            d->at++;
    }
    return (Text){start, (uint32_t)(d->to - start)};
}

Text as_decode_string(Parser *p, const Token *t, const char *at, const char *end, bool raw, bool brace) {
    Decoder d = {p, t, at, at, end, NULL, false, brace, false};
    return decode(&d, raw);
}

Text as_decode_bytes(Parser *p, const Token *t, const char *at, const char *end, bool raw) {
    for (const char *c = at; c < end; c++)
        if ((unsigned char)*c >= 0x80)
            as_parse_error(p, as_token_pos(t), "bytes can only contain ASCII literal characters");
    Decoder d = {p, t, at, at, end, NULL, true, false, false};
    return decode(&d, raw);
}

/* --- string literals --- */

/* Prefix letters of a literal and where its inside is. */
typedef struct Literal {
    bool raw, bytes, unicode;
    const char *at, *end;
} Literal;

static Literal open_literal(const Parser *p, const Token *t) {
    Literal l = {false, false, false, p->source + t->start, p->source + t->end};
    for (; *l.at != '"' && *l.at != '\''; l.at++) {
        char c = (char)(*l.at | 0x20);
        l.raw |= c == 'r';
        l.bytes |= c == 'b';
        l.unicode |= c == 'u';
    }
    size_t quotes = l.end - l.at >= 6 && l.at[1] == l.at[0] && l.at[2] == l.at[0] ? 3 : 1;
    l.at += quotes;
    l.end -= quotes;
    return l;
}

static Node *plain_string(Parser *p) {
    Token t = as_start(p);
    Literal l = open_literal(p, &t);
    as_advance(p);
    Text text = l.bytes ? as_decode_bytes(p, &t, l.at, l.end, l.raw)
                        : as_decode_string(p, &t, l.at, l.end, l.raw, false);
    Node *n = as_node(p, l.bytes ? N_BYTES : N_STRING, t);
    n->text = text;
    n->flag = l.unicode;
    return n;
}

static Text join_texts(Parser *p, Node **items, uint32_t count) {
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++)
        length += items[i]->text.length;
    char *bytes = as_parse_alloc(p, length + 1), *to = bytes;
    for (uint32_t i = 0; i < count; i++) {
        memcpy(to, items[i]->text.bytes, items[i]->text.length);
        to += items[i]->text.length;
    }
    return (Text){bytes, (uint32_t)length};
}

static Node *join_run(Parser *p, Node **items, uint32_t count) {
    if (count == 1)
        return items[0];
    Node *n = as_parse_alloc(p, sizeof *n);
    *n = *items[0];
    n->pos = as_pos_range(items[0]->pos, items[count - 1]->pos);
    n->text = join_texts(p, items, count);
    return n;
}

/* Neighbouring texts of an f-string become one; empty ones vanish. */
NodeList as_merge_parts(Parser *p, uint32_t mark) {
    uint32_t to = mark, top = p->top;
    for (uint32_t i = mark; i < top;) {
        uint32_t end = i;
        while (end < top && p->stack[end]->kind == N_STRING)
            end++;
        if (end == i) {
            p->stack[to++] = p->stack[i++];
            continue;
        }
        Node *n = join_run(p, p->stack + i, end - i);
        if (n->text.length)
            p->stack[to++] = n;
        i = end;
    }
    p->top = to;
    return as_pop_list(p, mark);
}

Node *as_parse_strings(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    bool formatted = false, bytes = false, text = false;
    while (as_at(p, T_STRING) || as_at(p, T_FSTRING_START)) {
        if (as_at(p, T_FSTRING_START)) {
            formatted = text = true;
            as_parse_fstring(p);
            continue;
        }
        Node *n = plain_string(p);
        bytes |= n->kind == N_BYTES;
        text |= n->kind == N_STRING;
        as_parser_push(p, n);
    }
    if (bytes && text)
        as_parse_error_last(p, ERR_SYNTAX, "cannot mix bytes and nonbytes literals");
    if (!formatted) {
        Node *n = join_run(p, p->stack + mark, p->top - mark);
        p->top = mark;
        return n;
    }
    Node *n = as_node(p, N_FSTRING, start);
    n->seq.elts = as_merge_parts(p, mark);
    return n;
}
