/* How a parse fails: the message, its place, and the way out. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "parser/internal.h"

/* Columns that stand for CPython's end_offset 0 and -1 ("no end"); see parser.h. */
#define NO_END UINT32_MAX
#define END_MINUS_ONE (UINT32_MAX - 1)

_Noreturn void as_fail(Parser *p) {
    p->failure = PARSE_SYNTAX_ERROR;
    longjmp(*p->handler, 1);
}

_Noreturn void as_fail_memory(Parser *p) {
    p->failure = PARSE_NO_MEMORY;
    longjmp(p->outermost, 1);
}

static void set_error(Parser *p, SyntaxErrorKind kind, Pos pos, const char *message) {
    p->raised = true;
    p->out->error_kind = kind;
    p->out->message = message;
    p->out->pos = pos;
    p->out->has_pos = true;
    p->failure = PARSE_SYNTAX_ERROR;
}

static void take_lexer_error(Parser *p) {
    const LexError *e = &p->lexer.error;
    if (e->no_memory)
        as_fail_memory(p);
    set_error(p, (SyntaxErrorKind)e->kind, (Pos){e->line, e->col, e->end_line, e->end_col}, e->message);
}

_Noreturn void as_parse_error_lexer(Parser *p) {
    take_lexer_error(p);
    longjmp(p->outermost, 1);
}

static const char *format_message(Parser *p, const char *format, va_list ap) {
    char text[512];
    int n = vsnprintf(text, sizeof text, format, ap);
    size_t length = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    const char *copy = as_arena_copy(p->arena, text, length);
    if (!copy)
        as_fail_memory(p);
    return copy;
}

Pos as_token_pos(const Token *t) {
    return (Pos){t->line, t->col, t->end_line, t->end_col};
}

Pos as_pos_range(Pos from, Pos to) {
    return (Pos){from.line, from.col, to.end_line, to.end_col};
}

_Noreturn void as_parse_error(Parser *p, Pos pos, const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    const char *message = format_message(p, format, ap);
    va_end(ap);
    set_error(p, ERR_SYNTAX, pos, message);
    longjmp(p->outermost, 1);
}

static void unclosed(Parser *p) {
    const OpenBracket *b = &p->lexer.brackets[p->lexer.level - 1];
    char text[] = "'(' was never closed";
    text[1] = b->bracket;
    const char *copy = as_arena_copy(p->arena, text, sizeof text - 1);
    if (!copy)
        as_fail_memory(p);
    set_error(p, ERR_SYNTAX, (Pos){b->line, b->col, b->line, NO_END}, copy);
}

_Noreturn void as_parse_error_unclosed(Parser *p) {
    unclosed(p);
    longjmp(p->outermost, 1);
}

/* Tokens without text have no column in CPython: it then takes where the tokenizer stands, which at
 * the end of the input is behind the last line. */
static Pos last_token_pos(const Parser *p) {
    const Token *t = as_furthest(p);
    Pos pos = as_token_pos(t);
    if (t->kind != T_INDENT && t->kind != T_DEDENT && t->kind != T_END)
        return pos;
    pos.col = t->end_col - 1;
    pos.end_col = END_MINUS_ONE;
    const char *end = p->lexer.end;
    if (p->source + t->end >= end && pos.line > 1 && t->kind != T_INDENT) {
        const char *line = end - 1;
        while (line > p->source && line[-1] != '\n')
            line--;
        pos.line = pos.end_line = pos.line - 1;
        pos.col = (uint32_t)(end - line) - 1;
    }
    return pos;
}

/* CPython gives an IndentationError no end when it stands at an empty token. */
_Noreturn void as_parse_error_last(Parser *p, SyntaxErrorKind kind, const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    const char *message = format_message(p, format, ap);
    va_end(ap);
    set_error(p, kind, last_token_pos(p), message);
    longjmp(p->outermost, 1);
}

/* The text behind the error may hold a worse one: a token that is none, a bracket left open. */
void as_check_rest(Parser *p, uint32_t line) {
    Token t;
    do {
        as_lexer_next(&p->lexer, &t);
    } while (t.kind != T_ERROR && t.kind != T_END);
    if (p->lexer.error.no_memory)
        as_fail_memory(p);
    if (t.kind == T_ERROR && !p->lexer.error.quiet)
        take_lexer_error(p);
    else if (p->lexer.level && line > p->lexer.brackets[p->lexer.level - 1].line)
        unclosed(p);
}

void as_set_generic_error(Parser *p, Token last) {
    if (last.kind == T_INDENT || last.kind == T_DEDENT)
        as_parse_error_last(p, ERR_INDENTATION, last.kind == T_INDENT ? "unexpected indent" : "unexpected unindent");
    Pos pos = as_token_pos(&last);
    if (last.kind == T_END) {
        pos.line = pos.end_line = pos.line > 1 ? pos.line - 1 : 1;
        pos.col = pos.end_col = UINT32_MAX;
    }
    as_parse_error(p, pos, "invalid syntax");
}

/* --- attempts --- */

bool as_diagnosing(const Parser *p) {
    return p->diagnose && !p->quiet && p->tries < MAX_TRIES;
}

typedef struct Saved {
    bool prefix;
    uint32_t pos, keep, top, quiet, end_line, end_col;
    jmp_buf *handler;
} Saved;

static Saved save(Parser *p) {
    Saved s = {p->prefix, p->pos, p->keep, p->top, p->quiet, p->end_line, p->end_col, p->handler};
    if (p->pos < p->keep)
        p->keep = p->pos;
    return s;
}

static void restore(Parser *p, const Saved *s) {
    p->pos = s->pos;
    p->top = s->top;
    p->quiet = s->quiet;
    p->prefix = s->prefix;
    p->end_line = s->end_line;
    p->end_col = s->end_col;
}

Node *as_try(Parser *p, ParseFunction f) {
    Saved saved = save(p);
    jmp_buf here;
    Node *volatile result = NULL;
    p->tries++;
    if (setjmp(here) == 0) {
        p->handler = &here;
        result = f(p);
    } else {
        restore(p, &saved);
        p->failure = PARSE_OK;
    }
    p->handler = saved.handler;
    p->keep = saved.keep;
    return result;
}

void as_diagnose(Parser *p, ParseFunction f) {
    if (!as_diagnosing(p))
        return;
    Saved saved = save(p);
    as_try(p, f);
    restore(p, &saved);
    p->keep = saved.keep;
}
