/* The entry: prepares the source, runs the passes, reports. And the parser's tools: tokens, nodes,
 * lists, names. */
#include "parser/parser.h"

#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "parser/internal.h"

/* --- tokens --- */

static void grow_ring(Parser *p) {
    uint32_t old = p->mask + 1, size = old * 2;
    Token *ring = size ? as_arena_alloc(&p->scratch, size * sizeof *ring) : NULL;
    if (!ring)
        as_fail_memory(p);
    for (uint32_t i = p->fill - old; i != p->fill; i++)
        ring[i & (size - 1)] = p->ring[i & p->mask];
    p->ring = ring;
    p->mask = size - 1;
}

void as_token_fetch(Parser *p) {
    uint32_t oldest = p->keep < p->pos ? p->keep : p->pos;
    if (p->fill - oldest > p->mask)
        grow_ring(p);
    Token *t = &p->ring[p->fill & p->mask];
    as_lexer_next(&p->lexer, t);
    if (t->kind == T_ERROR || p->lexer.error.no_memory)
        as_parse_error_lexer(p);
    p->fill++;
    if (t->kind == T_END && p->lexer.level)
        as_parse_error_unclosed(p);
}

void as_advance(Parser *p) {
    const Token *t = as_current(p);
    if (t->kind > T_DEDENT) {
        p->end_line = t->end_line;
        p->end_col = t->end_col;
    }
    p->pos++;
    if (p->pos > p->furthest)
        p->furthest = p->pos;
    if (p->pos == p->fill)
        as_token_fetch(p);
}

void as_expect(Parser *p, TokenKind kind) {
    if (!as_accept(p, kind))
        as_fail(p);
}

void as_expect_forced(Parser *p, TokenKind kind) {
    if (!as_accept(p, kind))
        as_parse_error(p, as_token_pos(as_current(p)), "expected '%s'", as_token_text(kind));
}

bool as_token_is(const Parser *p, const Token *t, const char *word) {
    size_t n = strlen(word);
    return t->kind == T_NAME && t->end - t->start == n && memcmp(p->source + t->start, word, n) == 0;
}

bool as_at_word(const Parser *p, const char *word) {
    return as_token_is(p, as_current(p), word);
}


/* --- memory --- */

void *as_parse_alloc(Parser *p, size_t size) {
    void *block = as_arena_alloc(p->arena, size);
    if (!block)
        as_fail_memory(p);
    return block;
}

Node *as_node(Parser *p, NodeKind kind, Token start) {
    Node *n = as_parse_alloc(p, sizeof *n);
    n->kind = (uint8_t)kind;
    n->pos = (Pos){start.line, start.col, p->end_line, p->end_col};
    return n;
}

void as_finish(Parser *p, Node *n) {
    n->pos.end_line = p->end_line;
    n->pos.end_col = p->end_col;
}

void as_parser_push(Parser *p, Node *n) {
    if (p->top == p->capacity) {
        uint32_t capacity = p->capacity ? p->capacity * 2 : 64;
        Node **stack = as_arena_alloc(&p->scratch, capacity * sizeof *stack);
        if (!stack)
            as_fail_memory(p);
        if (p->top)
            memcpy(stack, p->stack, p->top * sizeof *stack);
        p->stack = stack;
        p->capacity = capacity;
    }
    p->stack[p->top++] = n;
}

NodeList as_pop_list(Parser *p, uint32_t mark) {
    NodeList list = {NULL, p->top - mark};
    if (list.count) {
        list.items = as_parse_alloc(p, list.count * sizeof *list.items);
        memcpy(list.items, p->stack + mark, list.count * sizeof *list.items);
    }
    p->top = mark;
    return list;
}

Text as_parse_text(Parser *p, const char *bytes, size_t length) {
    const char *copy = as_arena_copy(p->arena, bytes, length);
    if (!copy)
        as_fail_memory(p);
    return (Text){copy, (uint32_t)length};
}

static void grow_names(Parser *p) {
    uint32_t capacity = p->name_capacity ? p->name_capacity * 2 : 64;
    const Name **names = as_arena_alloc(&p->scratch, capacity * sizeof *names);
    if (!names)
        as_fail_memory(p);
    for (uint32_t i = 0; i < p->name_capacity; i++) {
        if (!p->names[i])
            continue;
        uint32_t at = p->names[i]->hash & (capacity - 1);
        while (names[at])
            at = (at + 1) & (capacity - 1);
        names[at] = p->names[i];
    }
    p->names = names;
    p->name_capacity = capacity;
}

const Name *as_parser_intern(Parser *p, const char *bytes, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    if (p->name_count * 2 >= p->name_capacity)
        grow_names(p);
    uint32_t at = hash & (p->name_capacity - 1);
    for (const Name *n; (n = p->names[at]) != NULL; at = (at + 1) & (p->name_capacity - 1))
        if (n->hash == hash && n->length == length && memcmp(n->text, bytes, length) == 0)
            return n;
    Name *n = as_parse_alloc(p, sizeof *n + length + 1);
    n->length = (uint32_t)length;
    n->hash = hash;
    memcpy(n->text, bytes, length);
    p->names[at] = n;
    p->name_count++;
    return n;
}

static bool is_ascii(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

static void count_only(void *ctx, const char *utf8, size_t size) {
    (void)ctx, (void)utf8, (void)size;
}

static void append_piece(void *ctx, const char *utf8, size_t size) {
    char **to = ctx;
    memcpy(*to, utf8, size);
    *to += size;
}

/* Names are compared in NFKC. */
const Name *as_token_name(Parser *p, const Token *t) {
    const char *bytes = p->source + t->start;
    size_t length = t->end - t->start;
    if (is_ascii(bytes, length))
        return as_parser_intern(p, bytes, length);
    size_t size = as_unicode_nfkc(bytes, length, count_only, NULL);
    char *text = as_arena_alloc(&p->scratch, size + 1), *to = text;
    if (!text)
        as_fail_memory(p);
    as_unicode_nfkc(bytes, length, append_piece, &to);
    return as_parser_intern(p, text, size);
}

const Name *as_expect_name(Parser *p) {
    if (!as_at(p, T_NAME))
        as_fail(p);
    const Name *name = as_token_name(p, as_current(p));
    as_advance(p);
    return name;
}

void as_check_stack(Parser *p) {
    char here;
    if ((uintptr_t)&here < (uintptr_t)p->options->stack_limit) {
        p->failure = PARSE_TOO_DEEP;
        longjmp(p->outermost, 1);
    }
}

/* --- the roots --- */

static Node *parse_file(Parser *p) {
    Token start = {.line = 1};
    uint32_t mark = p->top;
    while (!as_at(p, T_END))
        as_parse_statement(p);
    Node *n = as_node(p, N_MODULE, start);
    n->module.body = as_pop_list(p, mark);
    return n;
}

static Node *parse_eval(Parser *p) {
    Token start = as_start(p);
    Node *value = as_parse_expressions(p);
    while (as_accept(p, T_NEWLINE))
        ;
    if (!as_at(p, T_END))
        as_fail(p);
    Node *n = as_node(p, N_EXPRESSION, start);
    n->single.value = value;
    return n;
}

/* At the REPL a statement with a block ends with an empty line. */
static bool ends_with_blank_line(const Parser *p) {
    const char *at = p->lexer.end - 1;
    while (at > p->source && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at == p->source || at[-1] == '\n';
}

static Node *parse_single(Parser *p) {
    Token start = as_start(p);
    uint32_t mark = p->top;
    if (!as_at(p, T_END)) {
        bool compound = false;
        Node *n = as_parse_compound(p);
        if (n) {
            compound = true;
            as_parser_push(p, n);
        } else {
            as_parse_simple_line(p);
        }
        while (as_accept(p, T_NEWLINE))
            ;
        if (!as_at(p, T_END))
            as_parse_error_last(p, ERR_SYNTAX, "multiple statements found while compiling a single statement");
        if (compound && !ends_with_blank_line(p)) {
            p->failure = PARSE_INCOMPLETE;
            longjmp(p->outermost, 1);
        }
    }
    Node *n = as_node(p, N_INTERACTIVE, start);
    n->module.body = as_pop_list(p, mark);
    return n;
}

/* --- the source --- */

/* Set once when the source cannot even be read. */
static void source_error(Parser *p, bool has_pos, uint32_t line, uint32_t col, const char *text) {
    const char *copy = as_arena_copy(p->arena, text, strlen(text));
    if (!copy)
        as_fail_memory(p);
    p->out->message = copy;
    p->out->has_pos = has_pos;
    p->out->pos = (Pos){line, col, line, col};
    p->failure = PARSE_SYNTAX_ERROR;
    longjmp(p->outermost, 1);
}

/* The encoding named by a `coding:` comment in a line, as [start, end), or NULL. */
static const char *coding_in_line(const char *at, const char *end, size_t *length) {
    const char *p = at;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\f'))
        p++;
    if (p == end || *p != '#')
        return NULL;
    for (; p + 7 <= end; p++) {
        if (memcmp(p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
            continue;
        p += 7;
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
        const char *name = p;
        while (p < end && (memchr("-_.", *p, 3) || (*p >= '0' && *p <= '9') ||
                           ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z')))
            p++;
        *length = (size_t)(p - name);
        return p > name ? name : NULL;
    }
    return NULL;
}

static bool blank_line(const char *p, const char *end) {
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\f'))
        p++;
    return p == end || *p == '#' || *p == '\r';
}

static const char *find_coding(const char *at, const char *end, size_t *length) {
    for (int i = 0; i < 2 && at < end; i++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        const char *name = coding_in_line(at, stop, length);
        if (name)
            return name;
        if (!blank_line(at, stop))
            return NULL;
        at = stop < end ? stop + 1 : end;
    }
    return NULL;
}

typedef enum Encoding { ENC_UTF8, ENC_ASCII, ENC_LATIN1, ENC_OTHER } Encoding;

static Encoding encoding_of(const char *name, size_t length) {
    static const struct { const char *name; Encoding encoding; } known[] = {
        {"utf-8", ENC_UTF8}, {"utf8", ENC_UTF8}, {"utf-8-sig", ENC_UTF8}, {"ascii", ENC_ASCII},
        {"us-ascii", ENC_ASCII}, {"latin-1", ENC_LATIN1}, {"latin1", ENC_LATIN1},
        {"iso-8859-1", ENC_LATIN1}, {"iso8859-1", ENC_LATIN1}, {"iso-latin-1", ENC_LATIN1},
        {"l1", ENC_LATIN1}, {"u8", ENC_UTF8}, {"utf", ENC_UTF8}};
    char low[32];
    if (length >= sizeof low)
        return ENC_OTHER;
    for (size_t i = 0; i < length; i++)
        low[i] = (char)(name[i] == '_' ? '-' : name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == length && memcmp(known[i].name, low, length) == 0)
            return known[i].encoding;
    if (length > 6 && memcmp(low, "utf-8-", 6) == 0)
        return ENC_UTF8;
    return ENC_OTHER;
}

/* The length of the UTF-8 sequence at p, 0 when it is none. */
static int utf8_length(const unsigned char *p, const unsigned char *end) {
    if (p[0] < 0x80)
        return 1;
    int n = p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
    if (!n || end - p < n)
        return 0;
    for (int i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
        (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return n;
}

static void check_utf8(Parser *p, const char *source, size_t length, bool declared) {
    const unsigned char *s = (const unsigned char *)source, *at = s, *end = s + length;
    uint32_t line = 1;
    while (at < end) {
        if (*at < 0x80) {
            line += *at++ == '\n';
            continue;
        }
        int n = utf8_length(at, end);
        if (n) {
            at += n;
            continue;
        }
        char text[512];
        if (declared)
            snprintf(text, sizeof text, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: "
                     "invalid start byte", *at, (size_t)(at - s));
        else
            snprintf(text, sizeof text, "Non-UTF-8 code starting with '\\x%02x' in file %.200s on line %u, but no "
                     "encoding declared; see https://peps.python.org/pep-0263/ for details", *at,
                     p->options->filename ? p->options->filename : "<string>", (unsigned)line);
        source_error(p, false, line, 0, text);
    }
}

static char *scratch_bytes(Parser *p, size_t size) {
    char *block = as_arena_alloc(&p->scratch, size);
    if (!block)
        as_fail_memory(p);
    return block;
}

static char *from_latin1(Parser *p, const char *source, size_t *length) {
    char *copy = scratch_bytes(p, *length * 2 + 1), *to = copy;
    for (size_t i = 0; i < *length; i++) {
        unsigned char c = (unsigned char)source[i];
        if (c >= 0x80) {
            *to++ = (char)(0xC0 | c >> 6);
            c = 0x80 | (c & 0x3F);
        }
        *to++ = (char)c;
    }
    *length = (size_t)(to - copy);
    return copy;
}

static const char *decode_source(Parser *p, const char *source, size_t *length) {
    bool bom = *length >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0;
    if (bom) {
        source += 3;
        *length -= 3;
    }
    size_t n = 0;
    const char *name = find_coding(source, source + *length, &n);
    Encoding encoding = name ? encoding_of(name, n) : ENC_UTF8;
    if (encoding == ENC_OTHER || (bom && encoding != ENC_UTF8)) {
        char text[160];
        if (encoding == ENC_LATIN1) {
            name = "iso-8859-1"; /* CPython's name for all its spellings */
            n = strlen(name);
        }
        snprintf(text, sizeof text, bom ? "encoding problem: %.*s with BOM" : "encoding problem: %.*s",
                 (int)(n < 100 ? n : 100), name);
        source_error(p, false, 0, 0, text);
    }
    if (encoding == ENC_LATIN1)
        return from_latin1(p, source, length);
    if (encoding == ENC_ASCII && !is_ascii(source, *length))
        source_error(p, false, 0, 0, "encoding problem: ascii");
    check_utf8(p, source, *length, name != NULL);
    return source;
}

/* What the lexer wants: '\n' line ends, one at the end, a NUL behind. */
static void prepare_source(Parser *p, const char *source, size_t length) {
    source = decode_source(p, source, &length);
    if (length > UINT32_MAX - 8)
        as_fail_memory(p);
    const char *nul = length ? memchr(source, 0, length) : NULL;
    if (nul) {
        uint32_t line = 1;
        for (const char *at = source; at < nul; at++)
            line += *at == '\n';
        source_error(p, true, line, UINT32_MAX, "source code cannot contain null bytes");
    }
    char *copy = scratch_bytes(p, length + 2);
    if (length && !memchr(source, '\r', length)) {
        memcpy(copy, source, length);
    } else {
        size_t to = 0;
        for (size_t i = 0; i < length; i++) {
            if (source[i] == '\r') {
                i += i + 1 < length && source[i + 1] == '\n';
                copy[to++] = '\n';
            } else {
                copy[to++] = source[i];
            }
        }
        length = to;
    }
    if (length && copy[length - 1] != '\n')
        copy[length++] = '\n';
    p->source = copy;
    as_lexer_init(&p->lexer, p->arena, copy, length);
}

/* --- the passes --- */

static void start_pass(Parser *p) {
    as_lexer_init(&p->lexer, p->arena, p->source, (size_t)(p->lexer.end - p->lexer.source));
    p->fill = p->pos = p->top = p->furthest = 0;
    p->prefix = false;
    p->keep = p->diagnose ? 0 : UINT32_MAX; /* the second pass goes back as it likes */
    p->end_line = 1;
    p->end_col = 0;
    p->quiet = 0;
    p->handler = &p->outermost;
    p->warnings_end = &p->out->warnings;
    p->out->warnings = NULL;
    as_token_fetch(p);
}

static void run_pass(Parser *p) {
    start_pass(p);
    ParseMode mode = p->options->mode;
    p->out->root = mode == PARSE_FILE ? parse_file(p) : mode == PARSE_EVAL ? parse_eval(p) : parse_single(p);
}

/* Runs `f` and says how it went. */
static ParseStatus guarded(Parser *p, void (*f)(Parser *)) {
    p->failure = PARSE_OK;
    if (setjmp(p->outermost) == 0)
        f(p);
    return p->failure;
}

static void check_after_generic(Parser *p) {
    as_set_generic_error(p, p->last);
}

static bool reached_end(const Parser *p) {
    if (p->lexer.error.set)
        return p->lexer.error.at_end;
    if (!p->fill)
        return false;
    const Token *last = &p->ring[(p->fill - 1) & p->mask];
    bool owed = last->kind == T_DEDENT && p->source + last->end >= p->lexer.end;
    return last->kind == T_END || owed;
}

static void check_rest_of_file(Parser *p) {
    as_check_rest(p, as_furthest(p)->line);
}

static ParseStatus explain(Parser *p) {
    p->last = *as_furthest(p);
    p->diagnose = true;
    ParseStatus status = guarded(p, run_pass);
    if (status == PARSE_NO_MEMORY || status == PARSE_TOO_DEEP)
        return status;
    if (!p->raised) {
        guarded(p, check_after_generic);
    }
    return p->failure == PARSE_NO_MEMORY ? PARSE_NO_MEMORY : PARSE_SYNTAX_ERROR;
}

static ParseStatus passes(Parser *p) {
    ParseStatus status = guarded(p, run_pass);
    if (status != PARSE_SYNTAX_ERROR)
        return status;
    if (p->options->mode == PARSE_SINGLE && reached_end(p))
        return PARSE_INCOMPLETE;
    if (!p->raised)
        status = explain(p);
    if (status == PARSE_SYNTAX_ERROR && p->raised && !p->lexer.error.set &&
        guarded(p, check_rest_of_file) == PARSE_NO_MEMORY)
        return PARSE_NO_MEMORY;
    return status;
}

/* The lexer's warnings join the parser's, by line. */
static void add_lexer_warnings(Parser *p) {
    SyntaxWarning **at = &p->out->warnings;
    for (const LexWarning *w = p->lexer.warnings; w; w = w->next) {
        SyntaxWarning *made = as_parse_alloc(p, sizeof *made);
        while (*at && (*at)->pos.line <= w->line)
            at = &(*at)->next;
        *made = (SyntaxWarning){*at, w->message, {w->line, w->col, w->line, w->col}};
        *at = made;
        at = &made->next;
    }
}

static void set_up(Parser *p) {
    p->mask = 255;
    p->ring = as_arena_alloc(&p->scratch, (p->mask + 1) * sizeof *p->ring);
    if (!p->ring)
        as_fail_memory(p);
}

void as_parse(Arena *arena, const char *source, size_t length, const ParseOptions *options, ParseResult *out) {
    Parser *p;
    Arena scratch;
    memset(out, 0, sizeof *out);
    as_arena_init(&scratch, arena->mem);
    p = as_arena_alloc(&scratch, sizeof *p);
    if (!p) {
        out->status = PARSE_NO_MEMORY;
        as_arena_free(&scratch);
        return;
    }
    p->arena = arena;
    p->scratch = scratch;
    p->options = options;
    p->out = out;
    out->status = guarded(p, set_up);
    if (out->status == PARSE_OK && setjmp(p->outermost) == 0)
        prepare_source(p, source, length);
    if (p->failure == PARSE_OK)
        p->failure = passes(p);
    if (p->failure == PARSE_OK && p->lexer.warnings)
        p->failure = guarded(p, add_lexer_warnings);
    out->status = p->failure;
    if (out->status != PARSE_OK)
        out->root = NULL;
    scratch = p->scratch;
    as_arena_free(&scratch);
}
