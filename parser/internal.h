/* What the files of the parser share: the parser's state, its token window, its ways to fail.
 *
 * A parse goes once over the tokens by recursive descent and either builds the tree or stops at a
 * token that does not fit. Then a second pass over the same text, with `diagnose` set, looks at the
 * places where people's mistakes have a message of their own (CPython's `invalid_` rules, which
 * work so too); when none of them speaks, it is "invalid syntax" at the token where the first pass
 * stopped. So correct programs pay nothing for the messages.
 *
 * Failing is a longjmp to the innermost as_try (only the second pass and `with (` use it) or to
 * as_parse. Everything lives in arenas, so nothing is left behind. */
#ifndef AS_PARSER_INTERNAL_H
#define AS_PARSER_INTERNAL_H

#include <setjmp.h>

#include "lexer/lexer.h"
#include "parser/parser.h"

typedef struct Parser {
    Arena *arena;  /* the tree */
    Arena scratch; /* tokens, stacks, the prepared source; freed by as_parse */
    const ParseOptions *options;
    ParseResult *out;
    const char *source;
    Lexer lexer;

    /* A ring of tokens: absolute numbers, `pos` is the current one and always read already. Those
     * from `keep` on may be returned to. */
    Token *ring;
    uint32_t mask, fill, pos, keep;
    uint32_t end_line, end_col; /* end of the last token consumed that is not whitespace */

    Node **stack; /* children of lists being read */
    uint32_t top, capacity;

    const Name **names; /* open-addressed table of identifiers */
    uint32_t name_count, name_capacity;

    jmp_buf *handler; /* innermost */
    jmp_buf outermost;
    ParseStatus failure;
    uint32_t furthest; /* the last token that was current */
    Token last;        /* the same of the first pass */
    bool diagnose, raised;
    bool prefix; /* attempts in the second pass: an expression ends before an operand that fails */
    uint8_t least;
    uint32_t quiet; /* > 0: no diagnosis inside */
    uint32_t tries; /* attempts of the second pass, bounded */
    struct CallArgs *call_args; /* what an attempt at one argument goes by */
    SyntaxWarning **warnings_end;
} Parser;

typedef Node *(*ParseFunction)(Parser *p);

enum { MAX_TRIES = 20000 };

/* --- tokens (parser.c) --- */

void as_token_fetch(Parser *p); /* reads one more into the ring */
void as_advance(Parser *p);

static inline const Token *as_current(const Parser *p) {
    return &p->ring[p->pos & p->mask];
}

static inline const Token *as_furthest(const Parser *p) {
    return &p->ring[p->furthest & p->mask];
}

static inline TokenKind as_kind(const Parser *p) {
    return (TokenKind)as_current(p)->kind;
}

static inline bool as_at(const Parser *p, TokenKind kind) {
    return as_current(p)->kind == kind;
}

static inline const Token *as_ahead(Parser *p, uint32_t n) {
    while (p->fill - p->pos <= n)
        as_token_fetch(p);
    return &p->ring[(p->pos + n) & p->mask];
}

static inline bool as_accept(Parser *p, TokenKind kind) {
    if (as_current(p)->kind != kind)
        return false;
    as_advance(p);
    return true;
}

void as_expect(Parser *p, TokenKind kind);        /* or a plain "invalid syntax" */
void as_expect_forced(Parser *p, TokenKind kind); /* or "expected '...'" */
/* The current token is a NAME with this text (soft keywords). */
bool as_at_word(const Parser *p, const char *word);
bool as_token_is(const Parser *p, const Token *t, const char *word);

/* --- memory (parser.c) --- */

void *as_parse_alloc(Parser *p, size_t size);
Node *as_node(Parser *p, NodeKind kind, Token start); /* ends where the last token ended */
void as_finish(Parser *p, Node *n);                   /* moves the end to the last token */
void as_parser_push(Parser *p, Node *n);
NodeList as_pop_list(Parser *p, uint32_t mark);
const Name *as_parser_intern(Parser *p, const char *bytes, size_t length);
const Name *as_token_name(Parser *p, const Token *t);
const Name *as_expect_name(Parser *p);
Text as_parse_text(Parser *p, const char *bytes, size_t length);
void as_check_stack(Parser *p);

static inline Token as_start(const Parser *p) {
    return *as_current(p);
}

/* --- failing (errors.c) --- */

_Noreturn void as_fail(Parser *p); /* this token does not fit */
_Noreturn void as_fail_memory(Parser *p);
_Noreturn void as_parse_error_lexer(Parser *p);
_Noreturn void as_parse_error_unclosed(Parser *p); /* the input ends in a bracket */
/* Errors with a message: at a node, from one to another, at a token, at the last token read. */
_Noreturn void as_parse_error(Parser *p, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void as_parse_error_last(Parser *p, SyntaxErrorKind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
Pos as_token_pos(const Token *t);
Pos as_pos_range(Pos from, Pos to);
/* The generic error of the first pass, and what the rest of the file says about it. */
void as_set_generic_error(Parser *p, Token last);
void as_check_rest(Parser *p, uint32_t line);

Pos as_starting_from(const Parser *p, Pos from); /* to where the lexer stands */

/* The result of `f`, or NULL after which the parser is where it was. Errors with a message go
 * through. Several at once are `as_try` calls in turn. */
Node *as_try(Parser *p, ParseFunction f);
/* Diagnosing here, and not too long already. */
bool as_diagnosing(const Parser *p);
/* Calls `f` when diagnosing and then puts the parser back. */
void as_diagnose(Parser *p, ParseFunction f);

/* --- expressions.c --- */
Node *as_parse_expression(Parser *p);
Node *as_parse_named(Parser *p);
Node *as_parse_disjunction(Parser *p);
Node *as_parse_bitwise_or(Parser *p);
Node *as_parse_star_expression(Parser *p);
Node *as_parse_star_expressions(Parser *p);
Node *as_parse_expressions(Parser *p); /* no stars */
Node *as_parse_star_named(Parser *p);
Node *as_parse_yield(Parser *p);
Node *as_parse_yield_or_star(Parser *p);
bool as_starts_expression(TokenKind kind);

/* --- atoms.c --- */
Node *as_parse_primary(Parser *p);
NodeList as_parse_for_clauses(Parser *p);
Node *as_parse_for_clauses_node(Parser *p); /* the last of them; for attempts */

/* --- strings.c, fstring.c --- */
Node *as_parse_strings(Parser *p);
Node *as_parse_number(Parser *p);
Node *as_parse_field(Parser *p);   /* one of its replacement fields */
Node *as_parse_fstring(Parser *p); /* pushes its parts; returns NULL */
NodeList as_merge_parts(Parser *p, uint32_t mark); /* of an f-string, from the stack */
/* Decode a literal's inside; raw: as it stands. `t` is where errors are reported. */
Text as_decode_string(Parser *p, const Token *t, const char *at, const char *end, bool raw, bool brace);
Text as_decode_bytes(Parser *p, const Token *t, const char *at, const char *end, bool raw);

/* --- functions.c --- */
Params *as_parse_params(Parser *p, bool lambda);
void as_parse_arguments(Parser *p, NodeList *args, NodeList *keywords); /* behind `(`, to `)` */
void as_parse_type_params(Parser *p, NodeList *out);
/* As many arguments as parse, for the second pass; ends before the comma that is followed by none. */
typedef struct ArgsPrefix {
    uint32_t count, positional;
    bool unpacked;
    Node *last; /* positional */
} ArgsPrefix;
ArgsPrefix as_parse_args_prefix(Parser *p);
/* The call `func(...)`, standing at `(`. */
Node *as_parse_call(Parser *p, Node *func, Token start);

/* --- targets.c --- */
bool as_is_target(const Node *n);        /* of an assignment, starred allowed */
bool as_is_single_target(const Node *n); /* name, attribute, subscript */
bool as_is_delete_target(const Node *n);
typedef enum TargetUse { TARGET_STAR, TARGET_DELETE, TARGET_FOR } TargetUse;
const Node *as_invalid_target(const Node *n, TargetUse use);
void as_parse_error_invalid_target(Parser *p, const Node *n, TargetUse use); /* returns when it is valid */
const char *as_expression_name(const Node *n);
Node *as_parse_for_target(Parser *p);
Node *as_parse_star_target(Parser *p);

/* --- statements.c, compound.c, patterns.c --- */
void as_parse_statement(Parser *p); /* pushes one or more */
Node *as_parse_simple_line(Parser *p); /* pushes; returns NULL */
Node *as_parse_compound(Parser *p); /* NULL when none starts here */
Node *as_parse_match(Parser *p);
NodeList as_parse_block(Parser *p, const char *after, const Token *keyword);
Node *as_parse_pattern(Parser *p);
Node *as_parse_patterns(Parser *p);
void as_expect_colon(Parser *p);
Node *as_parse_dotted(Parser *p);

/* --- invalid.c, invalid_params.c: the second pass --- */
void as_diagnose_expression(Parser *p, uint32_t begin, Node *a);
void as_diagnose_named(Parser *p, uint32_t begin, Node *a);
void as_diagnose_assignment(Parser *p);
void as_diagnose_arguments(Parser *p);
void as_diagnose_keyword(Parser *p);
void as_diagnose_params(Parser *p, bool lambda);
void as_diagnose_display(Parser *p);
void as_diagnose_field(Parser *p);

#endif
