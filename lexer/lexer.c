/* The lexer's dispatcher: whitespace, comments and line joining, names, operators, brackets. */
#include "lexer/lexer.h"

#include <string.h>

enum { C_OTHER, C_NAME, C_DIGIT, C_HIGH };

static const uint8_t classes[256] = {
    ['0' ... '9'] = C_DIGIT, ['a' ... 'z'] = C_NAME, ['A' ... 'Z'] = C_NAME,
    ['_'] = C_NAME,          [0x80 ... 0xFF] = C_HIGH,
};

void as_lexer_init(Lexer *lx, Arena *arena, const char *source, size_t length) {
    /* The stacks need no clearing: their depths say what of them counts. */
    lx->source = lx->at = lx->line_start = source;
    lx->end = source + length;
    lx->line = 1;
    lx->arena = arena;
    lx->line_begins = true;
    lx->blank_so_far = false;
    lx->pending = 0;
    lx->level = lx->indent = lx->fstrings = 0;
    lx->columns[0] = lx->alt_columns[0] = 0;
    memset(&lx->error, 0, sizeof lx->error);
    lx->warnings = NULL;
    lx->warnings_end = &lx->warnings;
}

void as_lexer_finish(Lexer *lx, Token *t, TokenKind kind, const char *start) {
    t->kind = (uint8_t)kind;
    t->level = (uint8_t)lx->level;
    t->start = (uint32_t)(start - lx->source);
    t->end = (uint32_t)(lx->at - lx->source);
    t->line = t->end_line = lx->line;
    t->col = (uint32_t)(start - lx->line_start);
    t->end_col = (uint32_t)(lx->at - lx->line_start);
}

/* Up to four letters of b, f, r, u may stand before a quote; the quote, or NULL. */
static const char *string_quote(const char *p) {
    bool b = false, f = false, r = false, u = false;
    for (;; p++) {
        char c = (char)(*p | 0x20);
        if (c == 'b' && !(b || u || f))
            b = true;
        else if (c == 'u' && !(b || u || r || f))
            u = true;
        else if (c == 'r' && !(r || u))
            r = true;
        else if (c == 'f' && !(f || b || u))
            f = true;
        else
            return *p == '"' || *p == '\'' ? p : NULL;
    }
}

static void name(Lexer *lx, Token *t) {
    const char *start = lx->at;
    const char *quote = strchr("bBrRuUfF", *start) ? string_quote(start) : NULL;
    if (quote) {
        as_lexer_string(lx, t, quote);
        return;
    }
    const char *p = start;
    while (classes[(uint8_t)*p] == C_NAME || classes[(uint8_t)*p] == C_DIGIT)
        p++;
    lx->at = p;
    TokenKind kind = T_NAME;
    if (classes[(uint8_t)*p] != C_HIGH) {
        kind = as_token_keyword(start, (size_t)(p - start));
    } else {
        lx->at = start;
        if (!as_lexer_identifier(lx, t))
            return;
    }
    as_lexer_finish(lx, t, kind, start);
}

/* --- brackets --- */

static void open_bracket(Lexer *lx, Token *t, TokenKind kind) {
    const char *start = lx->at++;
    if (lx->level >= LEXER_MAX_BRACKETS) {
        as_lexer_error(lx, t, "too many nested parentheses");
        return;
    }
    OpenBracket *b = &lx->brackets[lx->level++];
    b->bracket = *start;
    b->line = lx->line;
    b->col = (uint32_t)(start - lx->line_start);
    if (lx->fstrings)
        lx->modes[lx->fstrings - 1].depth++;
    as_lexer_finish(lx, t, kind, start);
}

static bool matches(char open, char close) {
    return (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
}

static void mismatch(Lexer *lx, Token *t, const OpenBracket *open, char c) {
    const FString *f = lx->fstrings ? &lx->modes[lx->fstrings - 1] : NULL;
    if (f && open->bracket == '{' && f->depth - 1 == f->expr_depth)
        as_lexer_error(lx, t, "f-string: unmatched '%c'", c);
    else if (open->line != lx->line)
        as_lexer_error(lx, t, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u",
                       c, open->bracket, (unsigned)open->line);
    else
        as_lexer_error(lx, t, "closing parenthesis '%c' does not match opening parenthesis '%c'", c,
                       open->bracket);
}

static void close_bracket(Lexer *lx, Token *t, TokenKind kind) {
    const char *start = lx->at++;
    FString *f = lx->fstrings ? &lx->modes[lx->fstrings - 1] : NULL;
    if (f && !f->depth && *start == '}') {
        as_lexer_error(lx, t, "f-string: single '}' is not allowed");
        return;
    }
    if (!lx->level) {
        as_lexer_error(lx, t, "unmatched '%c'", *start);
        return;
    }
    OpenBracket *open = &lx->brackets[--lx->level];
    if (!matches(open->bracket, *start)) {
        mismatch(lx, t, open, *start);
        return;
    }
    if (f) {
        f->depth--;
        if (*start == '}' && f->depth == f->expr_depth) {
            f->expr_depth--;
            f->in_text = true;
            f->in_spec = f->expr_depth >= 0;
        }
    }
    as_lexer_finish(lx, t, kind, start);
}

/* --- operators --- */

/* The longest operator at p; its length goes to *size. */
static TokenKind operator_at(const char *p, int *size) {
    char a = p[1], b = a ? p[2] : 0;
#define ONE_EQ(c, one, eq) \
    case c: \
        *size = 1 + (a == '='); \
        return a == '=' ? (eq) : (one);
#define TWICE(c, one, eq, two, two_eq) \
    case c: \
        if (a == c) { \
            *size = 2 + (b == '='); \
            return b == '=' ? (two_eq) : (two); \
        } \
        *size = 1 + (a == '='); \
        return a == '=' ? (eq) : (one);
    *size = 1;
    switch (*p) {
        ONE_EQ('+', T_PLUS, T_PLUSEQUAL)
        ONE_EQ('%', T_PERCENT, T_PERCENTEQUAL)
        ONE_EQ('&', T_AMPER, T_AMPEREQUAL)
        ONE_EQ('|', T_VBAR, T_VBAREQUAL)
        ONE_EQ('^', T_CIRCUMFLEX, T_CIRCUMFLEXEQUAL)
        ONE_EQ('@', T_AT, T_ATEQUAL)
        ONE_EQ('=', T_EQUAL, T_EQEQUAL)
        ONE_EQ('!', T_EXCLAMATION, T_NOTEQUAL)
        ONE_EQ(':', T_COLON, T_COLONEQUAL)
        TWICE('*', T_STAR, T_STAREQUAL, T_DOUBLESTAR, T_DOUBLESTAREQUAL)
        TWICE('/', T_SLASH, T_SLASHEQUAL, T_DOUBLESLASH, T_DOUBLESLASHEQUAL)
        TWICE('>', T_GREATER, T_GREATEREQUAL, T_RSHIFT, T_RSHIFTEQUAL)
    case '<':
        if (a == '>') {
            *size = 2;
            return T_NOTEQUAL;
        }
        if (a == '<') {
            *size = 2 + (b == '=');
            return b == '=' ? T_LSHIFTEQUAL : T_LSHIFT;
        }
        *size = 1 + (a == '=');
        return a == '=' ? T_LESSEQUAL : T_LESS;
    case '-':
        *size = 1 + (a == '=' || a == '>');
        return a == '=' ? T_MINEQUAL : a == '>' ? T_ARROW : T_MINUS;
    case '.':
        *size = a == '.' && b == '.' ? 3 : 1;
        return *size == 3 ? T_ELLIPSIS : T_DOT;
    case ',': return T_COMMA;
    case ';': return T_SEMI;
    case '~': return T_TILDE;
    default: return T_UNKNOWN;
    }
#undef ONE_EQ
#undef TWICE
}

static void operator(Lexer *lx, Token *t) {
    const char *start = lx->at;
    if (*start == ':' && as_lexer_in_field(lx)) {
        FString *f = &lx->modes[lx->fstrings - 1];
        if (f->depth - 1 == f->expr_depth) {
            f->in_text = f->in_spec = true;
            lx->at++;
            as_lexer_finish(lx, t, T_COLON, start);
            return;
        }
    }
    int size;
    TokenKind kind = operator_at(start, &size);
    if (kind == T_UNKNOWN && (*start < 0x20 || *start == 0x7F)) {
        lx->at++;
        as_lexer_error(lx, t, "invalid non-printable character U+%04X", (unsigned)(uint8_t)*start);
        return;
    }
    lx->at += size;
    as_lexer_finish(lx, t, kind, start);
}

/* --- between tokens --- */

/* A backslash: joins the next line; false on an error. */
static bool join_line(Lexer *lx, Token *t) {
    lx->at++;
    if (*lx->at != '\n') {
        lx->at += *lx->at != 0;
        uint32_t at = (uint32_t)(lx->at - lx->line_start) - 1;
        as_lexer_error_at(lx, t, lx->line, at, UINT32_MAX,
                          "unexpected character after line continuation character");
        lx->error.quiet = true;
        return false;
    }
    if (lx->at + 1 >= lx->end) {
        as_lexer_error_at(lx, t, lx->line, (uint32_t)(lx->at - lx->line_start), UINT32_MAX - 1,
                          "unexpected EOF while parsing");
        lx->error.at_end = lx->error.quiet = true;
        return false;
    }
    lx->at++;
    lx->line++;
    lx->line_start = lx->at;
    return true;
}

/* Whitespace, comments, and newlines that end no statement. Stops at the start of a token or at a
 * newline that is one; false on an error. */
static bool skip_blanks(Lexer *lx, Token *t) {
    for (;;) {
        switch (*lx->at) {
        case ' ': case '\t': case '\f':
            lx->at++;
            break;
        case '#':
            while (*lx->at != '\n')
                lx->at++;
            break;
        case '\n':
            if (!lx->level && !lx->blank_so_far)
                return true;
            lx->at++;
            lx->line++;
            lx->line_start = lx->at;
            if (!lx->level) {
                lx->line_begins = true;
                if (!as_lexer_indentation(lx, t))
                    return false;
            }
            break;
        case '\\':
            if (!join_line(lx, t))
                return false;
            break;
        default:
            return true;
        }
    }
}

static void newline(Lexer *lx, Token *t) {
    const char *start = lx->at++;
    as_lexer_finish(lx, t, T_NEWLINE, start);
    lx->line++;
    lx->line_start = lx->at;
    lx->line_begins = true;
}

/* An INDENT or DEDENT that the line's beginning owes. */
static void pending(Lexer *lx, Token *t) {
    TokenKind kind = lx->pending > 0 ? T_INDENT : T_DEDENT;
    lx->pending += lx->pending > 0 ? -1 : 1;
    as_lexer_finish(lx, t, kind, lx->at);
    if (kind == T_INDENT)
        t->col = 0, t->start -= t->end_col;
}

static void at_end(Lexer *lx, Token *t) {
    if (lx->indent && !lx->level) {
        lx->pending = -(int)lx->indent;
        lx->indent = 0;
        pending(lx, t);
        return;
    }
    as_lexer_finish(lx, t, T_END, lx->at);
}

static void token(Lexer *lx, Token *t) {
    char c = *lx->at;
    switch (classes[(uint8_t)c]) {
    case C_NAME: name(lx, t); return;
    case C_DIGIT: as_lexer_number(lx, t); return;
    case C_HIGH: {
        const char *start = lx->at;
        if (as_lexer_identifier(lx, t))
            as_lexer_finish(lx, t, T_NAME, start);
        return;
    }
    default: break;
    }
    switch (c) {
    case '(': open_bracket(lx, t, T_LPAR); return;
    case '[': open_bracket(lx, t, T_LSQB); return;
    case '{': open_bracket(lx, t, T_LBRACE); return;
    case ')': close_bracket(lx, t, T_RPAR); return;
    case ']': close_bracket(lx, t, T_RSQB); return;
    case '}': close_bracket(lx, t, T_RBRACE); return;
    case '"': case '\'': as_lexer_string(lx, t, lx->at); return;
    case '\n': newline(lx, t); return;
    case '.':
        if (classes[(uint8_t)lx->at[1]] == C_DIGIT) {
            as_lexer_number(lx, t);
            return;
        }
        break;
    default: break;
    }
    operator(lx, t);
}

void as_lexer_next(Lexer *lx, Token *t) {
    if (lx->error.set) {
        as_lexer_finish(lx, t, T_ERROR, lx->at);
        return;
    }
    if (lx->fstrings && lx->modes[lx->fstrings - 1].in_text) {
        as_lexer_fstring_text(lx, t, &lx->modes[lx->fstrings - 1]);
        return;
    }
    if (lx->line_begins && !as_lexer_indentation(lx, t))
        return;
    if (lx->pending) {
        pending(lx, t);
        return;
    }
    if (!skip_blanks(lx, t))
        return;
    if (lx->pending) {
        pending(lx, t);
        return;
    }
    lx->blank_so_far = false;
    if (lx->at >= lx->end)
        at_end(lx, t);
    else
        token(lx, t);
}
