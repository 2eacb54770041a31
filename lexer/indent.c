/* What a line begins with. Two columns are kept, one with tab stops at 8 and one where a tab counts
 * as 1: when the two disagree about deeper, same or shallower, the meaning would hang on the
 * width of a tab, and that is an error. Lines with nothing but a comment do not count. */
#include "lexer/lexer.h"

typedef struct Columns {
    uint32_t col, alt;
} Columns;

/* Reads the whitespace; a backslash at the end of a line goes on in the next with the column of
 * the first. False when the backslash is followed by something else. */
static bool measure(Lexer *lx, Token *t, Columns *out) {
    uint32_t col = 0, alt = 0, first = 0;
    for (;; lx->at++) {
        char c = *lx->at;
        if (c == ' ') {
            col++, alt++;
        } else if (c == '\t') {
            col = (col / 8 + 1) * 8, alt++;
        } else if (c == '\f') {
            col = alt = 0;
        } else if (c == '\\') {
            first = first ? first : col;
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
            lx->line++;
            lx->line_start = lx->at + 1;
        } else {
            break;
        }
    }
    out->col = first ? first : col;
    out->alt = first ? first : alt;
    return true;
}

static bool tab_error(Lexer *lx, Token *t) {
    lx->error.kind = LEX_TAB;
    lx->error.quiet = true;
    as_lexer_error_at(lx, t, lx->line, 0, UINT32_MAX,
                      "inconsistent use of tabs and spaces in indentation");
    return false;
}

static bool deeper(Lexer *lx, Token *t, Columns c) {
    if (lx->indent + 1 >= LEXER_MAX_INDENTS) {
        lx->error.kind = LEX_INDENTATION;
        lx->error.quiet = true;
        as_lexer_error_at(lx, t, lx->line, 0, UINT32_MAX, "too many levels of indentation");
        return false;
    }
    if (c.alt <= lx->alt_columns[lx->indent])
        return tab_error(lx, t);
    lx->indent++;
    lx->pending++;
    lx->columns[lx->indent] = c.col;
    lx->alt_columns[lx->indent] = c.alt;
    return true;
}

static bool shallower(Lexer *lx, Token *t, Columns c) {
    while (lx->indent && c.col < lx->columns[lx->indent]) {
        lx->pending--;
        lx->indent--;
    }
    if (c.col != lx->columns[lx->indent]) {
        const char *p = lx->at;
        while (*p != '\n' && *p)
            p++;
        lx->error.kind = LEX_INDENTATION;
        lx->error.quiet = true;
        as_lexer_error_at(lx, t, lx->line, (uint32_t)(p - lx->line_start), UINT32_MAX - 1,
                          "unindent does not match any outer indentation level");
        return false;
    }
    return c.alt == lx->alt_columns[lx->indent] ? true : tab_error(lx, t);
}

bool as_lexer_indentation(Lexer *lx, Token *t) {
    Columns c;
    lx->line_begins = false;
    if (!measure(lx, t, &c))
        return false;
    lx->blank_so_far = *lx->at == '#' || *lx->at == '\n';
    if (lx->blank_so_far || lx->level || lx->at >= lx->end)
        return true;
    if (c.col > lx->columns[lx->indent])
        return deeper(lx, t, c);
    if (c.col < lx->columns[lx->indent])
        return shallower(lx, t, c);
    return c.alt == lx->alt_columns[lx->indent] ? true : tab_error(lx, t);
}
