/* Spellings of tokens and the keyword lookup: a switch on the length leaves at most a few
 * comparisons, so that most names are told from keywords by one. */
#include "lexer/token.h"

#include <string.h>

#define TEXT_ENTRY(name, text) [T_##name] = text,

static const char *const token_texts[T_COUNT] = {
    AS_OPERATOR_TOKENS(TEXT_ENTRY) AS_KEYWORD_TOKENS(TEXT_ENTRY)};

const char *as_token_text(TokenKind kind) {
    return token_texts[kind] ? token_texts[kind] : "";
}

static const uint8_t of_2[] = {T_AS, T_IF, T_IN, T_IS, T_OR, 0};
static const uint8_t of_3[] = {T_AND, T_DEF, T_DEL, T_FOR, T_NOT, T_TRY, 0};
static const uint8_t of_4[] = {T_NONE, T_TRUE, T_ELIF, T_ELSE, T_FROM, T_PASS, T_WITH, 0};
static const uint8_t of_5[] = {T_FALSE, T_ASYNC, T_AWAIT, T_BREAK, T_CLASS, T_RAISE, T_WHILE, T_YIELD, 0};
static const uint8_t of_6[] = {T_ASSERT, T_EXCEPT, T_GLOBAL, T_IMPORT, T_LAMBDA, T_RETURN, 0};
static const uint8_t of_7[] = {T_FINALLY, 0};
static const uint8_t of_8[] = {T_CONTINUE, T_NONLOCAL, 0};
static const uint8_t *const by_length[] = {NULL, NULL, of_2, of_3, of_4, of_5, of_6, of_7, of_8};

TokenKind as_token_keyword(const char *bytes, size_t length) {
    if (length < 2 || length > 8)
        return T_NAME;
    for (const uint8_t *k = by_length[length]; *k; k++) {
        const char *text = token_texts[*k];
        if (text[0] == bytes[0] && memcmp(text, bytes, length) == 0)
            return (TokenKind)*k;
    }
    return T_NAME;
}
