/* The printer of syntax trees. oracle.py prints CPython's in the same form. */
#include "tests/parser/dump_tree.h"

#include <stdio.h>
#include <string.h>

static const char *const bin_names[] = {"Add", "Sub", "Mult", "MatMult", "Div", "FloorDiv", "Mod", "Pow",
                                        "LShift", "RShift", "BitAnd", "BitXor", "BitOr"};
static const char *const unary_names[] = {"Not", "USub", "UAdd", "Invert"};
static const char *const cmp_names[] = {"Lt", "LtE", "Eq", "NotEq", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};

static void dump(const Node *n);

static void list(const NodeList *l) {
    fputs(" [", stdout);
    for (uint32_t i = 0; i < l->count; i++)
        dump(l->items[i]);
    putchar(']');
}

static void name(const Name *n) {
    printf(" %s", n ? n->text : "-");
}

static void names(const NameList *l) {
    fputs(" [", stdout);
    for (uint32_t i = 0; i < l->count; i++)
        name(l->items[i]);
    putchar(']');
}

static void text(const Text *t) {
    putchar(' ');
    putchar('"');
    for (uint32_t i = 0; i < t->length; i++) {
        unsigned char c = (unsigned char)t->bytes[i];
        if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\')
            printf("\\%02x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void open(const char *kind, const Node *n) {
    printf(" (%s %u:%u-%u:%u", kind, n->pos.line, n->pos.col, n->pos.end_line, n->pos.end_col);
}

static void bare(const char *kind) {
    printf(" (%s", kind);
}

static void params(const Params *p) {
    bare("arguments");
    list(&p->posonly);
    list(&p->args);
    dump(p->vararg);
    list(&p->kwonly);
    list(&p->kw_defaults);
    dump(p->kwarg);
    list(&p->defaults);
    putchar(')');
}

static void comp(const char *kind, const Node *n) {
    open(kind, n);
    dump(n->comp.elt);
    if (n->kind == N_DICT_COMP)
        dump(n->comp.value);
    list(&n->comp.generators);
}

static void sequence(const char *kind, const Node *n) {
    open(kind, n);
    list(&n->seq.elts);
}

static void single(const char *kind, const Node *n) {
    open(kind, n);
    dump(n->single.value);
}

static void literal(const char *kind, const Node *n) {
    open(kind, n);
    text(&n->text);
}

static void expression(const Node *n) {
    switch (n->kind) {
    case N_NONE: open("None", n); break;
    case N_TRUE: open("True", n); break;
    case N_FALSE: open("False", n); break;
    case N_ELLIPSIS: open("Ellipsis", n); break;
    case N_INT: literal("Int", n); break;
    case N_FLOAT: literal("Float", n); break;
    case N_IMAGINARY: literal("Imaginary", n); break;
    case N_STRING:
        literal("Str", n);
        if (n->flag)
            fputs(" u", stdout);
        break;
    case N_BYTES: literal("Bytes", n); break;
    case N_NAME: open("Name", n), name(n->name); break;
    case N_TUPLE: sequence("Tuple", n); break;
    case N_LIST: sequence("List", n); break;
    case N_SET: sequence("Set", n); break;
    case N_DICT: open("Dict", n), list(&n->dict.keys), list(&n->dict.values); break;
    case N_BINARY:
        open("BinOp", n), dump(n->binary.left), printf(" %s", bin_names[n->op]), dump(n->binary.right);
        break;
    case N_UNARY: open("UnaryOp", n), printf(" %s", unary_names[n->op]), dump(n->unary.operand); break;
    case N_BOOL:
        open("BoolOp", n), fputs(n->op == BOOL_AND ? " And" : " Or", stdout), list(&n->boolean.values);
        break;
    case N_COMPARE:
        open("Compare", n), dump(n->compare.left);
        for (uint32_t i = 0; i < n->compare.comparators.count; i++)
            printf(" %s", cmp_names[n->compare.ops[i]]);
        list(&n->compare.comparators);
        break;
    case N_CALL: open("Call", n), dump(n->call.func), list(&n->call.args), list(&n->call.keywords); break;
    case N_ATTRIBUTE: open("Attribute", n), dump(n->attribute.value), name(n->attribute.attr); break;
    case N_SUBSCRIPT: open("Subscript", n), dump(n->subscript.value), dump(n->subscript.slice); break;
    case N_SLICE: open("Slice", n), dump(n->slice.lower), dump(n->slice.upper), dump(n->slice.step); break;
    case N_STARRED: single("Starred", n); break;
    case N_IF_EXP: open("IfExp", n), dump(n->if_exp.test), dump(n->if_exp.body), dump(n->if_exp.orelse); break;
    case N_LAMBDA: open("Lambda", n), params(n->lambda.params), dump(n->lambda.body); break;
    case N_LIST_COMP: comp("ListComp", n); break;
    case N_SET_COMP: comp("SetComp", n); break;
    case N_GENERATOR: comp("GeneratorExp", n); break;
    case N_DICT_COMP: comp("DictComp", n); break;
    case N_AWAIT: single("Await", n); break;
    case N_YIELD: single("Yield", n); break;
    case N_YIELD_FROM: single("YieldFrom", n); break;
    case N_NAMED: open("NamedExpr", n), dump(n->named.target), dump(n->named.value); break;
    case N_FSTRING: sequence("JoinedStr", n); break;
    case N_FORMATTED:
        open("FormattedValue", n), dump(n->formatted.value), printf(" %c", n->op ? n->op : '-');
        dump(n->formatted.format_spec);
        break;
    case N_KEYWORD: open("keyword", n), name(n->keyword.name), dump(n->keyword.value); break;
    default:
        bare("comprehension"), dump(n->comprehension.target), dump(n->comprehension.iter);
        list(&n->comprehension.ifs), fputs(n->is_async ? " async" : "", stdout);
    }
}

static void import(const char *kind, const Node *n) {
    open(kind, n);
    if (n->kind == N_IMPORT_FROM)
        name(n->import.module);
    list(&n->import.names);
    if (n->kind == N_IMPORT_FROM)
        printf(" %u", n->import.level);
}

static void loop(const Node *n) {
    if (n->kind == N_FOR) {
        open(n->is_async ? "AsyncFor" : "For", n), dump(n->for_.target), dump(n->for_.iter);
        list(&n->for_.body), list(&n->for_.orelse);
    } else {
        open(n->kind == N_IF ? "If" : "While", n), dump(n->if_.test), list(&n->if_.body), list(&n->if_.orelse);
    }
}

static void definition(const Node *n) {
    if (n->kind == N_FUNCTION) {
        open(n->is_async ? "AsyncFunctionDef" : "FunctionDef", n), name(n->function.name);
        params(n->function.params), list(&n->function.body), list(&n->function.decorators);
        dump(n->function.returns), list(&n->function.type_params);
    } else {
        open("ClassDef", n), name(n->klass.name), list(&n->klass.bases), list(&n->klass.keywords);
        list(&n->klass.body), list(&n->klass.decorators), list(&n->klass.type_params);
    }
}

static void statement(const Node *n) {
    static const char *const stars[] = {"TypeVar", "TypeVarTuple", "ParamSpec"};
    switch (n->kind) {
    case N_FUNCTION: case N_CLASS: definition(n); break;
    case N_RETURN: single("Return", n); break;
    case N_DELETE: open("Delete", n), list(&n->assign.targets); break;
    case N_ASSIGN: open("Assign", n), list(&n->assign.targets), dump(n->assign.value); break;
    case N_TYPE_ALIAS:
        open("TypeAlias", n), dump(n->type_alias.target), list(&n->type_alias.type_params), dump(n->type_alias.value);
        break;
    case N_AUG_ASSIGN:
        open("AugAssign", n), dump(n->named.target), printf(" %s", bin_names[n->op]), dump(n->named.value);
        break;
    case N_ANN_ASSIGN:
        open("AnnAssign", n), dump(n->ann_assign.target), dump(n->ann_assign.annotation), dump(n->ann_assign.value);
        printf(" %d", n->flag);
        break;
    case N_FOR: case N_WHILE: case N_IF: loop(n); break;
    case N_WITH: open(n->is_async ? "AsyncWith" : "With", n), list(&n->with.items), list(&n->with.body); break;
    case N_MATCH: open("Match", n), dump(n->match.subject), list(&n->match.cases); break;
    case N_RAISE: open("Raise", n), dump(n->raise.exc), dump(n->raise.cause); break;
    case N_TRY:
        open(n->flag ? "TryStar" : "Try", n), list(&n->try_.body), list(&n->try_.handlers);
        list(&n->try_.orelse), list(&n->try_.finalbody);
        break;
    case N_ASSERT: open("Assert", n), dump(n->assert_.test), dump(n->assert_.msg); break;
    case N_IMPORT: import("Import", n); break;
    case N_IMPORT_FROM: import("ImportFrom", n); break;
    case N_GLOBAL: open("Global", n), names(&n->names.names); break;
    case N_NONLOCAL: open("Nonlocal", n), names(&n->names.names); break;
    case N_EXPR: single("Expr", n); break;
    case N_PASS: open("Pass", n); break;
    case N_BREAK: open("Break", n); break;
    case N_CONTINUE: open("Continue", n); break;
    case N_HANDLER: open("ExceptHandler", n), dump(n->handler.type), name(n->handler.name), list(&n->handler.body); break;
    case N_WITH_ITEM: bare("withitem"), dump(n->with_item.context), dump(n->with_item.target); break;
    case N_ALIAS: open("alias", n), name(n->alias.name), name(n->alias.asname); break;
    case N_CASE: bare("match_case"), dump(n->case_.pattern), dump(n->case_.guard), list(&n->case_.body); break;
    case N_TYPE_PARAM: open(stars[n->op], n), name(n->type_param.name), dump(n->type_param.bound); break;
    default: open("arg", n), name(n->param.name), dump(n->param.annotation); break;
    }
}

static void pattern(const Node *n) {
    switch (n->kind) {
    case P_VALUE: single("MatchValue", n); break;
    case P_SINGLETON:
        open("MatchSingleton", n);
        fputs(n->single.value->kind == N_NONE ? " None" : n->single.value->kind == N_TRUE ? " True" : " False", stdout);
        break;
    case P_SEQUENCE: open("MatchSequence", n), list(&n->patterns.patterns); break;
    case P_STAR: open("MatchStar", n), name(n->name); break;
    case P_MAPPING: open("MatchMapping", n), list(&n->mapping.keys), list(&n->mapping.patterns), name(n->mapping.rest); break;
    case P_CLASS:
        open("MatchClass", n), dump(n->p_class.cls), list(&n->p_class.patterns), names(&n->p_class.kwd_names);
        list(&n->p_class.kwd_patterns);
        break;
    case P_AS: open("MatchAs", n), dump(n->as.pattern), name(n->as.name); break;
    case P_OR: open("MatchOr", n), list(&n->patterns.patterns); break;
    case N_MODULE: bare("Module"), list(&n->module.body); break;
    case N_INTERACTIVE: bare("Interactive"), list(&n->module.body); break;
    default: bare("Expression"), dump(n->single.value); break;
    }
}

static void dump(const Node *n) {
    if (!n) {
        fputs(" -", stdout);
        return;
    }
    if (n->kind <= N_COMPREHENSION)
        expression(n);
    else if (n->kind <= N_PARAM)
        statement(n);
    else
        pattern(n);
    putchar(')');
}

void dump_tree(const Node *n) {
    dump(n);
    putchar('\n');
}
