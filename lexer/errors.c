/* The lexer's errors and warnings: text and position. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lexer/lexer.h"

static const char *format_text(Lexer *lx, const char *format, va_list ap) {
    char text[256];
    int n = vsnprintf(text, sizeof text, format, ap);
    size_t length = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    const char *copy = as_arena_copy(lx->arena, text, length);
    if (!copy)
        lx->error.no_memory = true;
    return copy;
}

static void set_error(Lexer *lx, Token *t, uint32_t line, uint32_t col, uint32_t end_col) {
    lx->error.set = true;
    lx->error.line = lx->error.end_line = line;
    lx->error.col = col;
    lx->error.end_col = end_col;
    as_lexer_finish(lx, t, T_ERROR, lx->at);
}

void as_lexer_error(Lexer *lx, Token *t, const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    lx->error.message = format_text(lx, format, ap);
    va_end(ap);
    const char *p = lx->at;
    if (p > lx->line_start)
        p--;
    while (p > lx->line_start && (*p & 0xC0) == 0x80)
        p--;
    uint32_t col = (uint32_t)(p - lx->line_start);
    set_error(lx, t, lx->line, lx->at > lx->line_start ? col : UINT32_MAX, col);
}

void as_lexer_error_at(Lexer *lx, Token *t, uint32_t line, uint32_t col, uint32_t end_col,
                       const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    lx->error.message = format_text(lx, format, ap);
    va_end(ap);
    set_error(lx, t, line, col, end_col);
}

void as_lexer_warn(Lexer *lx, const char *format, ...) {
    va_list ap;
    LexWarning *w = as_arena_alloc(lx->arena, sizeof *w);
    va_start(ap, format);
    const char *text = format_text(lx, format, ap);
    va_end(ap);
    if (!w || !text) {
        lx->error.no_memory = true;
        return;
    }
    w->message = text;
    w->line = lx->line;
    w->col = (uint32_t)(lx->at - lx->line_start);
    *lx->warnings_end = w;
    lx->warnings_end = &w->next;
}
