/* Tokens: one table of operators and one of keywords give the enum, the spellings and the keyword
 * lookup. */
#ifndef AS_LEXER_TOKEN_H
#define AS_LEXER_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#define AS_OPERATOR_TOKENS(X) \
    X(LPAR, "(") X(RPAR, ")") X(LSQB, "[") X(RSQB, "]") X(LBRACE, "{") X(RBRACE, "}") \
    X(COLON, ":") X(COMMA, ",") X(SEMI, ";") X(DOT, ".") X(ELLIPSIS, "...") X(ARROW, "->") \
    X(EQUAL, "=") X(COLONEQUAL, ":=") X(EXCLAMATION, "!") X(AT, "@") X(TILDE, "~") \
    X(PLUS, "+") X(MINUS, "-") X(STAR, "*") X(SLASH, "/") X(DOUBLESLASH, "//") X(PERCENT, "%") \
    X(DOUBLESTAR, "**") X(LSHIFT, "<<") X(RSHIFT, ">>") X(AMPER, "&") X(CIRCUMFLEX, "^") X(VBAR, "|") \
    X(LESS, "<") X(GREATER, ">") X(EQEQUAL, "==") X(NOTEQUAL, "!=") X(LESSEQUAL, "<=") \
    X(GREATEREQUAL, ">=") \
    X(PLUSEQUAL, "+=") X(MINEQUAL, "-=") X(STAREQUAL, "*=") X(ATEQUAL, "@=") X(SLASHEQUAL, "/=") \
    X(DOUBLESLASHEQUAL, "//=") X(PERCENTEQUAL, "%=") X(DOUBLESTAREQUAL, "**=") \
    X(LSHIFTEQUAL, "<<=") X(RSHIFTEQUAL, ">>=") X(AMPEREQUAL, "&=") X(CIRCUMFLEXEQUAL, "^=") \
    X(VBAREQUAL, "|=")

#define AS_KEYWORD_TOKENS(X) \
    X(FALSE, "False") X(NONE, "None") X(TRUE, "True") X(AND, "and") X(AS, "as") X(ASSERT, "assert") \
    X(ASYNC, "async") X(AWAIT, "await") X(BREAK, "break") X(CLASS, "class") X(CONTINUE, "continue") \
    X(DEF, "def") X(DEL, "del") X(ELIF, "elif") X(ELSE, "else") X(EXCEPT, "except") \
    X(FINALLY, "finally") X(FOR, "for") X(FROM, "from") X(GLOBAL, "global") X(IF, "if") \
    X(IMPORT, "import") X(IN, "in") X(IS, "is") X(LAMBDA, "lambda") X(NONLOCAL, "nonlocal") \
    X(NOT, "not") X(OR, "or") X(PASS, "pass") X(RAISE, "raise") X(RETURN, "return") X(TRY, "try") \
    X(WHILE, "while") X(WITH, "with") X(YIELD, "yield")

#define AS_TOKEN_ENUM(name, text) T_##name,

typedef enum TokenKind {
    T_END,
    T_ERROR, /* the lexer's `error` says what is wrong; nothing follows */
    T_NEWLINE,
    T_INDENT,
    T_DEDENT,
    T_NAME,
    T_INT,
    T_FLOAT,
    T_IMAGINARY,
    T_STRING,         /* one literal with its prefix and quotes, not an f-string */
    T_FSTRING_START,  /* prefix and opening quotes */
    T_FSTRING_MIDDLE, /* literal text, as written; `{{` and `}}` are still double */
    T_FSTRING_END,
    T_UNKNOWN, /* a character that starts no token: $ ? ` */
    AS_OPERATOR_TOKENS(AS_TOKEN_ENUM) AS_KEYWORD_TOKENS(AS_TOKEN_ENUM) T_COUNT
} TokenKind;

typedef struct Token {
    uint8_t kind;        /* TokenKind */
    uint8_t level;       /* open brackets after this token */
    uint32_t start, end; /* bytes of the source */
    uint32_t line, col, end_line, end_col;
} Token;

/* How an operator or keyword is spelt; "" for the other kinds. */
const char *as_token_text(TokenKind kind);
/* The keyword spelt by these bytes, or T_NAME. */
TokenKind as_token_keyword(const char *bytes, size_t length);

#endif
