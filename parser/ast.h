/* The syntax tree: what the parser hands to the compiler.
 *
 * One Node struct serves expressions, statements, patterns and the small things between (arguments,
 * keywords, handlers, with-items): a kind, a position, a union. Nodes, lists and texts live in the
 * arena given to the parser and die with it. The tree holds literals as text and bytes; the
 * compiler makes values of them. Field names follow CPython's `ast` module where it has them.
 *
 * Positions are CPython's: line from 1, column in bytes of UTF-8 from 0, the end exclusive. */
#ifndef AS_PARSER_AST_H
#define AS_PARSER_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Identifiers are interned in one parse: two Names with equal text are the same pointer. The text
 * is NFKC-normalised UTF-8 and ends in NUL. */
typedef struct Name {
    uint32_t length; /* bytes */
    uint32_t hash;
    uint32_t scratch; /* free for the compiler */
    char text[];
} Name;

typedef struct Text {
    const char *bytes; /* NUL behind the last byte */
    uint32_t length;
} Text;

typedef struct Pos {
    uint32_t line, col, end_line, end_col;
} Pos;

typedef struct Node Node;

typedef struct NodeList {
    Node **items;
    uint32_t count;
} NodeList;

typedef struct NameList {
    const Name **items;
    uint32_t count;
} NameList;

typedef enum NodeKind {
    /* --- expressions --- */
    N_NONE = 1, N_TRUE, N_FALSE, N_ELLIPSIS,
    N_INT,       /* text: digits of the literal as written, underscores removed, prefix kept (0x..) */
    N_FLOAT,     /* text: underscores removed */
    N_IMAGINARY, /* text without the j */
    N_STRING,    /* text: decoded UTF-8 (lone surrogates in three bytes); is_u for u"" */
    N_BYTES,     /* text: the decoded bytes */
    N_NAME,      /* name */
    N_TUPLE, N_LIST, N_SET, /* elts; may hold N_STARRED */
    N_DICT,      /* keys and values alike long; a NULL key is `**value` */
    N_BINARY,    /* left op right */
    N_UNARY,     /* op operand */
    N_BOOL,      /* op (BOOL_AND, BOOL_OR) values (two or more) */
    N_COMPARE,   /* left, ops, comparators */
    N_CALL,      /* func, args (may hold N_STARRED), keywords (N_KEYWORD; NULL name is `**value`) */
    N_ATTRIBUTE, /* value.attr */
    N_SUBSCRIPT, /* value[slice] */
    N_SLICE,     /* lower:upper:step, each may be NULL */
    N_STARRED,   /* *value */
    N_IF_EXP,    /* body if test else orelse */
    N_LAMBDA,    /* args, body */
    N_LIST_COMP, N_SET_COMP, N_GENERATOR, /* elt, generators (N_COMPREHENSION) */
    N_DICT_COMP, /* elt: value part in `value`, key in `elt` */
    N_AWAIT, N_YIELD, N_YIELD_FROM, /* value; NULL for a bare yield */
    N_NAMED,     /* target (N_NAME) := value */
    N_FSTRING,   /* values: N_STRING and N_FORMATTED in turn */
    N_FORMATTED, /* value, conversion (0, 'r', 's', 'a'), format_spec (N_FSTRING or NULL). `{x=}` is
                    delivered as an N_STRING with the text "x=" and this node */
    /* --- helpers of expressions --- */
    N_KEYWORD,       /* name = value */
    N_COMPREHENSION, /* target, iter, ifs, is_async */

    /* --- statements --- */
    N_FUNCTION,  /* name, args, body, decorators, returns, type_params, is_async */
    N_CLASS,     /* name, bases (may hold N_STARRED), keywords, body, decorators, type_params */
    N_RETURN,    /* value or NULL */
    N_DELETE,    /* targets */
    N_ASSIGN,    /* targets (a = b = value has two), value */
    N_TYPE_ALIAS,/* target (N_NAME), type_params, value */
    N_AUG_ASSIGN,/* target op= value */
    N_ANN_ASSIGN,/* target: annotation = value (or NULL); simple: a bare name without parentheses */
    N_FOR,       /* target, iter, body, orelse, is_async */
    N_WHILE,     /* test, body, orelse */
    N_IF,        /* test, body, orelse (elif is an N_IF alone in orelse) */
    N_WITH,      /* items (N_WITH_ITEM), body, is_async */
    N_MATCH,     /* subject, cases (N_CASE) */
    N_RAISE,     /* exc, cause; each may be NULL */
    N_TRY,       /* body, handlers (N_HANDLER), orelse, finalbody, is_star */
    N_ASSERT,    /* test, msg or NULL */
    N_IMPORT,    /* names (N_ALIAS) */
    N_IMPORT_FROM, /* module (NULL for `from . import`), names (N_ALIAS), level (dots) */
    N_GLOBAL, N_NONLOCAL, /* names */
    N_EXPR,      /* value */
    N_PASS, N_BREAK, N_CONTINUE,
    /* --- helpers of statements --- */
    N_HANDLER,   /* type or NULL, name or NULL, body */
    N_WITH_ITEM, /* context, target or NULL */
    N_ALIAS,     /* dotted name as one Name ("a.b", or "*"), asname or NULL */
    N_CASE,      /* pattern, guard or NULL, body */
    N_TYPE_PARAM,/* name, bound or NULL, stars (0 TypeVar, 1 TypeVarTuple, 2 ParamSpec) */
    N_PARAM,     /* name, annotation or NULL */

    /* --- patterns --- */
    P_VALUE,     /* value: an expression to compare with == */
    P_SINGLETON, /* value: N_NONE, N_TRUE or N_FALSE, compared with `is` */
    P_SEQUENCE,  /* patterns; at most one P_STAR */
    P_STAR,      /* name, NULL for `*_` */
    P_MAPPING,   /* keys (expressions), patterns, rest (name or NULL) */
    P_CLASS,     /* cls, patterns (positional), kwd_names, kwd_patterns */
    P_AS,        /* pattern or NULL, name or NULL; both NULL: the wildcard */
    P_OR,        /* patterns */

    /* --- roots --- */
    N_MODULE,      /* body: a file, or exec input */
    N_INTERACTIVE, /* body: one statement typed at the REPL */
    N_EXPRESSION,  /* value: eval input */
} NodeKind;

typedef enum BinaryOp {
    BIN_ADD, BIN_SUB, BIN_MUL, BIN_MATMUL, BIN_DIV, BIN_FLOORDIV, BIN_MOD, BIN_POW,
    BIN_LSHIFT, BIN_RSHIFT, BIN_AND, BIN_XOR, BIN_OR,
} BinaryOp;

typedef enum UnaryOp { UNARY_NOT, UNARY_NEG, UNARY_POS, UNARY_INVERT } UnaryOp;

typedef enum BoolOp { BOOL_AND, BOOL_OR } BoolOp;

typedef enum CompareOp {
    CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE, CMP_IS, CMP_IS_NOT, CMP_IN, CMP_NOT_IN,
} CompareOp;

/* Parameters of a def or lambda. Defaults stand for the last `defaults.count` of posonly + args;
 * kw_defaults has an entry for each of kwonly, NULL where there is none. */
typedef struct Params {
    NodeList posonly, args, kwonly; /* N_PARAM */
    Node *vararg, *kwarg;           /* N_PARAM or NULL */
    NodeList defaults;
    NodeList kw_defaults;
} Params;

struct Node {
    uint8_t kind; /* NodeKind */
    uint8_t op;   /* BinaryOp, UnaryOp, BoolOp; conversion of N_FORMATTED; stars of N_TYPE_PARAM */
    bool is_async, flag; /* flag: is_u of N_STRING, simple of N_ANN_ASSIGN, is_star of N_TRY,
                            parenthesised for N_TUPLE/N_GENERATOR/N_NAMED expressions */
    Pos pos;
    union {
        Text text;
        const Name *name; /* N_NAME, P_STAR */
        struct { NodeList elts; } seq; /* N_TUPLE, N_LIST, N_SET, N_FSTRING (values) */
        struct { NodeList keys, values; } dict;
        struct { Node *left, *right; } binary;
        struct { Node *operand; } unary;
        struct { NodeList values; } boolean;
        struct { Node *left; uint8_t *ops; NodeList comparators; } compare;
        struct { Node *func; NodeList args, keywords; } call;
        struct { Node *value; const Name *attr; Pos attr_pos; } attribute;
        struct { Node *value, *slice; } subscript;
        struct { Node *lower, *upper, *step; } slice;
        struct { Node *test, *body, *orelse; } if_exp;
        struct { Params *params; Node *body; } lambda;
        struct { Node *elt, *value; NodeList generators; } comp; /* value: N_DICT_COMP only */
        struct { Node *value; } single; /* N_STARRED, N_AWAIT, N_YIELD(_FROM), N_RETURN, N_EXPR,
                                           N_EXPRESSION, P_VALUE, P_SINGLETON */
        struct { Node *target, *value; } named; /* N_NAMED, N_AUG_ASSIGN */
        struct { Node *value, *format_spec; } formatted;
        struct { const Name *name; Node *value; } keyword;
        struct { Node *target, *iter; NodeList ifs; } comprehension;
        struct {
            const Name *name;
            Params *params;
            NodeList body, decorators, type_params;
            Node *returns;
            Pos name_pos;
        } function;
        struct {
            const Name *name;
            NodeList bases, keywords, body, decorators, type_params;
        } klass;
        struct { NodeList targets; Node *value; } assign; /* N_ASSIGN, N_DELETE (value NULL) */
        struct { Node *target, *value; NodeList type_params; } type_alias;
        struct { Node *target, *annotation, *value; } ann_assign;
        struct { Node *target, *iter; NodeList body, orelse; } for_;
        struct { Node *test; NodeList body, orelse; } if_; /* N_IF, N_WHILE */
        struct { NodeList items, body; } with;
        struct { Node *subject; NodeList cases; } match;
        struct { Node *exc, *cause; } raise;
        struct { NodeList body, handlers, orelse, finalbody; } try_;
        struct { Node *test, *msg; } assert_;
        struct { const Name *module; NodeList names; uint32_t level; } import; /* both imports */
        struct { NameList names; } names; /* N_GLOBAL, N_NONLOCAL */
        struct { Node *type; const Name *name; NodeList body; } handler;
        struct { Node *context, *target; } with_item;
        struct { const Name *name, *asname; } alias;
        struct { Node *pattern, *guard; NodeList body; } case_;
        struct { const Name *name; Node *bound; } type_param;
        struct { const Name *name; Node *annotation; } param;
        struct { NodeList patterns; } patterns; /* P_SEQUENCE, P_OR */
        struct { NodeList keys, patterns; const Name *rest; } mapping;
        struct { Node *cls; NodeList patterns; NameList kwd_names; NodeList kwd_patterns; } p_class;
        struct { Node *pattern; const Name *name; } as;
        struct { NodeList body; } module; /* N_MODULE, N_INTERACTIVE */
    };
};

#endif
