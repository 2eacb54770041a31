/* Source text to tokens, one at a time, in one pass over the bytes and without allocating anything
 * but the text of an error.
 *
 *   lexer.c        the dispatcher, names, operators, brackets
 *   indent.c       what a line begins with: INDENT, DEDENT, blank lines, tabs against spaces
 *   numbers.c      number literals
 *   strings.c      string literals, f-strings (PEP 701: a stack of modes)
 *   identifiers.c  which code points make a name
 *   errors.c       messages, with the positions of CPython's
 *
 * The source must be valid UTF-8 without NUL inside, with '\n' alone ending lines, the last line
 * included, and a NUL after the end: as_parse prepares it so. */
#ifndef AS_LEXER_LEXER_H
#define AS_LEXER_LEXER_H

#include <stdbool.h>

#include "base/arena.h"
#include "lexer/token.h"

enum {
    LEXER_MAX_BRACKETS = 200,
    LEXER_MAX_INDENTS = 100,
    LEXER_MAX_FSTRINGS = 150,
    LEXER_MAX_FSTRING_DEPTH = 3,
};

typedef enum LexErrorKind { LEX_SYNTAX, LEX_INDENTATION, LEX_TAB } LexErrorKind;

/* Positions as in ParseResult. `at_end`: more input could have gone on from here (an open triple
 * quote, a backslash at the end). */
typedef struct LexError {
    bool set, no_memory, at_end;
    bool quiet; /* does not take the place of an error found earlier in the file */
    LexErrorKind kind;
    const char *message;
    uint32_t line, col, end_line, end_col;
} LexError;

typedef struct LexWarning {
    struct LexWarning *next;
    const char *message;
    uint32_t line, col;
} LexWarning;

typedef struct OpenBracket {
    char bracket;
    uint32_t line, col;
} OpenBracket;

/* An f-string being read. In text mode the next token is literal text or the end; in expression mode
 * tokens are the usual ones. `depth` counts brackets opened since the f-string began; the field
 * whose `{` raised it to expr_depth + 1 is the innermost one. */
typedef struct FString {
    char quote;
    uint8_t quote_size;
    bool raw, in_text, in_spec;
    int depth, expr_depth; /* expr_depth: -1 outside of all fields */
    uint32_t line, col;    /* where it begins */
    const char *line_start;
} FString;

typedef struct Lexer {
    const char *source, *at, *end;
    const char *line_start;
    uint32_t line;
    Arena *arena; /* for messages */
    bool line_begins, blank_so_far;
    int pending; /* INDENTs (> 0) or DEDENTs (< 0) to deliver */
    uint32_t level, indent, fstrings;
    uint32_t columns[LEXER_MAX_INDENTS], alt_columns[LEXER_MAX_INDENTS];
    OpenBracket brackets[LEXER_MAX_BRACKETS];
    FString modes[LEXER_MAX_FSTRINGS];
    LexError error;
    LexWarning *warnings, **warnings_end;
} Lexer;

void as_lexer_init(Lexer *lx, Arena *arena, const char *source, size_t length);
/* The next token; after T_END more of them, after T_ERROR the same again. */
void as_lexer_next(Lexer *lx, Token *token);

/* --- between the files of this folder --- */

/* Each reads one token that starts at lx->at. */
void as_lexer_number(Lexer *lx, Token *t);
void as_lexer_string(Lexer *lx, Token *t, const char *quote);
void as_lexer_fstring_text(Lexer *lx, Token *t, FString *f);
/* The beginning of a line: false when that was an error (then *t is it). */
bool as_lexer_indentation(Lexer *lx, Token *t);
/* Behind an identifier or a number: moves lx->at over name characters; false on a bad one. */
bool as_lexer_identifier(Lexer *lx, Token *t);

/* Fill in a token that started at `start` on the current line and ends at lx->at. */
void as_lexer_finish(Lexer *lx, Token *t, TokenKind kind, const char *start);

/* Report an error at the character before lx->at, as CPython's tokenizer does. */
void as_lexer_error(Lexer *lx, Token *t, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Report one with a position of its own; columns in bytes from 0. */
void as_lexer_error_at(Lexer *lx, Token *t, uint32_t line, uint32_t col, uint32_t end_col,
                       const char *format, ...) __attribute__((format(printf, 6, 7)));
void as_lexer_warn(Lexer *lx, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Decode one code point of valid UTF-8 and step over it. */
uint32_t as_lexer_code_point(const char **at);
/* Which code points may begin and continue a name, and which show as something. */
bool as_lexer_name_start(uint32_t code);
bool as_lexer_name_continue(uint32_t code);
bool as_lexer_printable(uint32_t code);

static inline bool as_lexer_in_field(const Lexer *lx) {
    return lx->fstrings && lx->modes[lx->fstrings - 1].expr_depth >= 0;
}

#endif
