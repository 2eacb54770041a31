/* String literals. An ordinary one is a single token, still to be decoded. An f-string is a START,
 * then pieces of text (MIDDLE) and, between `{` and `}`, ordinary tokens, then an END: a stack of
 * modes says for each open f-string whether text or an expression is being read.
 *
 *     f"a{x:>{w}}b"   START f"   MIDDLE a   { NAME :   MIDDLE >   { NAME }   }   MIDDLE b   END "
 */
#include <string.h>

#include "lexer/lexer.h"

static void step_line(Lexer *lx) {
    lx->line++;
    lx->line_start = lx->at;
}

static bool closes(const char *p, char quote, int size) {
    for (int i = 0; i < size; i++)
        if (p[i] != quote)
            return false;
    return true;
}

/* The last line of a text that is not closed: CPython reads on to the end before it complains. */
static void unterminated(Lexer *lx, Token *t, const Token *start, int size, const char *what) {
    uint32_t last = lx->line;
    if (size == 3) {
        last -= lx->at >= lx->end && last > 1 && lx->at == lx->line_start;
        lx->error.at_end = true;
        as_lexer_error_at(lx, t, start->line, start->col, start->col,
                          "unterminated triple-quoted %s literal (detected at line %u)", what, last);
    } else {
        as_lexer_error_at(lx, t, start->line, start->col, start->col,
                          "unterminated %s literal (detected at line %u)", what, last);
    }
}

/* Inside a field of an f-string with the same quotes, what looks like the start of a string was
 * meant to end the f-string. */
static void string_unterminated(Lexer *lx, Token *t, const Token *start, char quote, int size) {
    const FString *f = lx->fstrings ? &lx->modes[lx->fstrings - 1] : NULL;
    if (f && f->quote == quote && f->quote_size == size)
        as_lexer_error_at(lx, t, start->line, start->col, start->col, "f-string: expecting '}'");
    else
        unterminated(lx, t, start, size, "string");
}

static void begin_fstring(Lexer *lx, Token *t, const char *start, char quote, int size) {
    if (lx->fstrings == LEXER_MAX_FSTRINGS) {
        as_lexer_error(lx, t, "too many nested f-strings");
        return;
    }
    FString *f = &lx->modes[lx->fstrings];
    memset(f, 0, sizeof *f);
    f->quote = quote;
    f->quote_size = (uint8_t)size;
    f->raw = start[0] == 'r' || start[0] == 'R' || start[1] == 'r' || start[1] == 'R';
    f->in_text = true;
    f->expr_depth = -1;
    f->line = lx->line;
    f->col = (uint32_t)(start - lx->line_start);
    f->line_start = lx->line_start;
    lx->fstrings++;
    as_lexer_finish(lx, t, T_FSTRING_START, start);
}

/* lx->at is at the prefix, `quote` at the first quote. */
void as_lexer_string(Lexer *lx, Token *t, const char *quote) {
    const char *start = lx->at;
    Token begin = {.line = lx->line, .col = (uint32_t)(start - lx->line_start)};
    bool format = false;
    for (const char *p = start; p < quote; p++)
        format |= *p == 'f' || *p == 'F';
    int size = quote[1] == *quote && quote[2] == *quote ? 3 : 1;
    lx->at = quote + size;
    if (format) {
        begin_fstring(lx, t, start, *quote, size);
        return;
    }
    for (;;) {
        char c = *lx->at;
        if (c == *quote && closes(lx->at, c, size)) {
            lx->at += size;
            break;
        }
        if (lx->at >= lx->end || (c == '\n' && size == 1)) {
            string_unterminated(lx, t, &begin, *quote, size);
            return;
        }
        lx->at++;
        if (c == '\\' && lx->at < lx->end)
            c = *lx->at++;
        if (c == '\n')
            step_line(lx);
    }
    as_lexer_finish(lx, t, T_STRING, start);
    t->line = begin.line;
    t->col = begin.col;
}

/* The end of the input inside an f-string. */
static void fstring_unterminated(Lexer *lx, Token *t, FString *f) {
    Token begin = {.line = f->line, .col = f->col};
    unterminated(lx, t, &begin, f->quote_size, "f-string");
}

/* `{` in text: false when it is doubled and so stands for itself. */
static bool open_field(Lexer *lx, Token *t, FString *f, bool *failed) {
    if (lx->at[1] == '{' && !f->in_spec)
        return false;
    f->expr_depth++;
    if (f->expr_depth >= LEXER_MAX_FSTRING_DEPTH) {
        as_lexer_error(lx, t, "f-string: expressions nested too deeply");
        *failed = true;
        return true;
    }
    f->in_text = false;
    return true;
}

static bool named_escape(Lexer *lx, const FString *f) {
    return !f->raw && lx->at[0] == '\\' && lx->at[1] == 'N' && lx->at[2] == '{';
}

/* Step over a backslash and what it protects; braces are not protected. */
static void skip_escape(Lexer *lx, const FString *f) {
    if (named_escape(lx, f) && !f->in_spec) {
        const char *p = lx->at + 3;
        while (*p && *p != '}' && *p != '{' && *p != '\n' && *p != f->quote)
            p++;
        lx->at = *p == '}' ? p + 1 : lx->at + 2;
        return;
    }
    lx->at++;
    char c = *lx->at;
    if (c == '{' || c == '}' || lx->at >= lx->end)
        return;
    lx->at++;
    if (c == '\n')
        step_line(lx);
}

/* Reads text up to a field, its end or the closing quote; false on an error. */
static bool scan_text(Lexer *lx, Token *t, FString *f) {
    bool failed = false;
    for (;;) {
        char c = *lx->at;
        if (c == f->quote && closes(lx->at, c, f->quote_size))
            return true;
        if (lx->at >= lx->end || (c == '\n' && f->quote_size == 1)) {
            if (f->in_spec && lx->at < lx->end) {
                f->in_text = f->in_spec = false;
                return true;
            }
            fstring_unterminated(lx, t, f);
            return false;
        }
        if (c == '{') {
            if (open_field(lx, t, f, &failed))
                return !failed;
            lx->at += 2;
        } else if (c == '}') {
            if (f->in_spec || lx->at[1] != '}') {
                f->in_text = f->in_spec = false;
                return true;
            }
            lx->at += 2;
        } else if (c == '\\') {
            skip_escape(lx, f);
        } else {
            lx->at++;
            if (c == '\n')
                step_line(lx);
        }
    }
}

void as_lexer_fstring_text(Lexer *lx, Token *t, FString *f) {
    const char *start = lx->at;
    uint32_t line = lx->line, col = (uint32_t)(start - lx->line_start);
    if (*start == f->quote && closes(start, f->quote, f->quote_size)) {
        lx->at += f->quote_size;
        lx->fstrings--;
        as_lexer_finish(lx, t, T_FSTRING_END, start);
        return;
    }
    if (!scan_text(lx, t, f))
        return;
    if (lx->at == start) {
        as_lexer_next(lx, t);
        return;
    }
    as_lexer_finish(lx, t, T_FSTRING_MIDDLE, start);
    t->line = line;
    t->col = col;
}
