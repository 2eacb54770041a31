/* Number literals, and what is said about the wrong ones. The reading goes as CPython's does, digit
 * by digit, since the position of an error is the last character read. */
#include <ctype.h>
#include <string.h>

#include "lexer/lexer.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* A keyword may touch a number ("1if x else y"), with a warning; another name may not. */
static bool keyword_follows(Lexer *lx, const char *kind) {
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "not", "or", NULL};
    for (int i = 0; words[i]; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(lx->at, words[i], n) == 0 && !is_name_char(lx->at[n])) {
            as_lexer_warn(lx, "invalid %s literal", kind);
            return true;
        }
    }
    return false;
}

static bool check_end(Lexer *lx, Token *t, const char *kind) {
    if (!is_name_char(*lx->at) || keyword_follows(lx, kind))
        return true;
    if ((unsigned char)*lx->at >= 0x80) {
        const char *from = lx->at;
        uint32_t c = as_lexer_code_point(&lx->at);
        if (!as_lexer_name_continue(c)) {
            lx->at = from;
            return as_lexer_identifier(lx, t);
        }
        lx->at = from;
    }
    as_lexer_error(lx, t, "invalid %s literal", kind);
    return false;
}

static bool digit_in(char c, int base) {
    if (base == 16)
        return isxdigit((unsigned char)c);
    return c >= '0' && c < '0' + base;
}

/* 0x, 0o and 0b; lx->at is behind the letter. */
static void prefixed(Lexer *lx, Token *t, const char *start, int base, const char *kind) {
    do {
        if (*lx->at == '_')
            lx->at++;
        if (!digit_in(*lx->at, base)) {
            if (is_digit(*lx->at)) {
                lx->at++;
                as_lexer_error(lx, t, "invalid digit '%c' in %s literal", lx->at[-1], kind);
            } else {
                as_lexer_error(lx, t, "invalid %s literal", kind);
            }
            return;
        }
        while (digit_in(*lx->at, base))
            lx->at++;
    } while (*lx->at == '_');
    if (is_digit(*lx->at)) {
        lx->at++;
        as_lexer_error(lx, t, "invalid digit '%c' in %s literal", lx->at[-1], kind);
        return;
    }
    if (check_end(lx, t, kind))
        as_lexer_finish(lx, t, T_INT, start);
}

/* Digits with single underscores between them. */
static bool decimal_tail(Lexer *lx, Token *t) {
    for (;;) {
        while (is_digit(*lx->at))
            lx->at++;
        if (*lx->at != '_')
            return true;
        lx->at++;
        if (!is_digit(*lx->at)) {
            as_lexer_error(lx, t, "invalid decimal literal");
            return false;
        }
    }
}

static void imaginary(Lexer *lx, Token *t, const char *start) {
    lx->at++;
    if (check_end(lx, t, "imaginary"))
        as_lexer_finish(lx, t, T_IMAGINARY, start);
}

static void exponent(Lexer *lx, Token *t, const char *start, TokenKind kind) {
    const char *e = lx->at;
    lx->at++;
    if (*lx->at == '+' || *lx->at == '-') {
        lx->at++;
        if (!is_digit(*lx->at)) {
            as_lexer_error(lx, t, "invalid decimal literal");
            return;
        }
    } else if (!is_digit(*lx->at)) {
        lx->at = e;
        if (check_end(lx, t, "decimal"))
            as_lexer_finish(lx, t, kind, start);
        return;
    }
    if (!decimal_tail(lx, t))
        return;
    if (*lx->at == 'j' || *lx->at == 'J')
        imaginary(lx, t, start);
    else if (check_end(lx, t, "decimal"))
        as_lexer_finish(lx, t, T_FLOAT, start);
}

/* What may follow the digits before a point: fraction, exponent, j, or nothing. */
static void after_digits(Lexer *lx, Token *t, const char *start) {
    TokenKind kind = T_INT;
    if (*lx->at == '.') {
        kind = T_FLOAT;
        lx->at++;
        if (is_digit(*lx->at) && !decimal_tail(lx, t))
            return;
    }
    if (*lx->at == 'e' || *lx->at == 'E')
        exponent(lx, t, start, kind);
    else if (*lx->at == 'j' || *lx->at == 'J')
        imaginary(lx, t, start);
    else if (check_end(lx, t, "decimal"))
        as_lexer_finish(lx, t, kind, start);
}

/* A literal that starts with 0 and has no prefix: zeros only, unless it is a float. */
static void zeros(Lexer *lx, Token *t, const char *start) {
    bool nonzero = false;
    for (;;) {
        if (*lx->at == '_') {
            lx->at++;
            if (!is_digit(*lx->at)) {
                as_lexer_error(lx, t, "invalid decimal literal");
                return;
            }
        }
        if (*lx->at != '0')
            break;
        lx->at++;
    }
    const char *zeros_end = lx->at;
    if (is_digit(*lx->at)) {
        nonzero = true;
        if (!decimal_tail(lx, t))
            return;
    }
    if (nonzero && !strchr(".eEjJ", *lx->at)) {
        uint32_t col = (uint32_t)(start - lx->line_start);
        as_lexer_error_at(lx, t, lx->line, col, (uint32_t)(zeros_end - lx->line_start),
                          "leading zeros in decimal integer literals are not permitted; "
                          "use an 0o prefix for octal integers");
        return;
    }
    after_digits(lx, t, start);
}

void as_lexer_number(Lexer *lx, Token *t) {
    const char *start = lx->at;
    if (*start == '.') {
        after_digits(lx, t, start);
        return;
    }
    lx->at++;
    if (*start != '0') {
        if (decimal_tail(lx, t))
            after_digits(lx, t, start);
        return;
    }
    char c = *lx->at;
    if (c == 'x' || c == 'X') {
        lx->at++;
        prefixed(lx, t, start, 16, "hexadecimal");
    } else if (c == 'o' || c == 'O') {
        lx->at++;
        prefixed(lx, t, start, 8, "octal");
    } else if (c == 'b' || c == 'B') {
        lx->at++;
        prefixed(lx, t, start, 2, "binary");
    } else {
        zeros(lx, t, start);
    }
}
