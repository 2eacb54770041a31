/* Source text to syntax tree, for the whole grammar of Python 3.12, with CPython 3.12's messages
 * for what is wrong. */
#ifndef AS_PARSER_PARSER_H
#define AS_PARSER_PARSER_H

#include "base/arena.h"
#include "parser/ast.h"

typedef enum ParseMode {
    PARSE_FILE,   /* N_MODULE */
    PARSE_SINGLE, /* N_INTERACTIVE: one statement, as typed at the REPL */
    PARSE_EVAL,   /* N_EXPRESSION */
} ParseMode;

typedef enum ParseStatus {
    PARSE_OK,
    PARSE_SYNTAX_ERROR,
    PARSE_INCOMPLETE, /* PARSE_SINGLE only: more lines could make it whole */
    PARSE_NO_MEMORY,
    PARSE_TOO_DEEP,   /* nested beyond the C stack that `stack_limit` allows */
} ParseStatus;

typedef enum SyntaxErrorKind { ERR_SYNTAX, ERR_INDENTATION, ERR_TAB } SyntaxErrorKind;

/* A SyntaxWarning (`"is" with a literal`, an invalid escape ...), in the order of the source. */
typedef struct SyntaxWarning {
    struct SyntaxWarning *next;
    const char *message;
    Pos pos;
} SyntaxWarning;

typedef struct ParseResult {
    ParseStatus status;
    Node *root; /* when PARSE_OK */
    /* when PARSE_SYNTAX_ERROR: */
    SyntaxErrorKind error_kind;
    const char *message; /* in the arena, UTF-8 */
    Pos pos;             /* what SyntaxError carries: columns here in bytes from 0; CPython's
                            offsets 0 and -1 are UINT32_MAX and UINT32_MAX - 1 (add 1 as int32_t);
                            end_line 0 when CPython gives none */
    bool has_pos;
    SyntaxWarning *warnings;
} ParseResult;

typedef struct ParseOptions {
    ParseMode mode;
    const char *stack_limit; /* the lowest address the C stack may reach */
    bool future_annotations;
    const char *filename; /* for the message about a wrong encoding; may be NULL */
} ParseOptions;

/* Parse `length` bytes. `source` is raw bytes as read from a file: a UTF-8 BOM and a coding cookie
 * (utf-8, ascii, latin-1) are honoured, invalid UTF-8 and NUL are errors. Everything in `out`
 * lives in `arena`. */
void as_parse(Arena *arena, const char *source, size_t length, const ParseOptions *options, ParseResult *out);

#endif
