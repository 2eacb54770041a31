/* parse_dump [-s|-e] [-d] [-F n] FILE... | -c TEXT: parses and prints what came out.
 *
 *   -s, -e  as one REPL statement, as an expression    -d  prints the tree
 *   -F n    lets the n-th allocation fail               -t  prints the time
 *
 * Without -d one line a file: `ok`, `incomplete`, `memory`, `deep`, or
 * LINE:OFFSET-LINE:OFFSET KIND: message, the offsets as CPython's (from 1, in characters). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parser/parser.h"
#include "tests/parser/dump_tree.h"

static char *read_file(const char *path, size_t *length) {
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t capacity = 1 << 16, n;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes && (n = fread(bytes + *length, 1, capacity - *length, f)) > 0) {
        *length += n;
        if (*length == capacity)
            bytes = realloc(bytes, capacity *= 2);
    }
    fclose(f);
    return bytes;
}

/* CPython's offset for a byte column of a line. */
static int offset_of(const char *source, size_t length, uint32_t line, uint32_t col) {
    const char *p = source, *end = source + length;
    if ((int32_t)col < 0)
        return (int32_t)col + 1;
    if (length >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    for (; line > 1 && p < end; p++)
        line -= *p == '\n';
    int n = 1;
    for (uint32_t i = 0; i < col; i++)
        n += p + i >= end || ((unsigned char)p[i] & 0xC0) != 0x80;
    return n;
}

static void print_error(const char *source, size_t length, const ParseResult *r) {
    static const char *const kinds[] = {"SyntaxError", "IndentationError", "TabError"};
    if (r->has_pos)
        printf("%u:%d-%u:%d ", r->pos.line, offset_of(source, length, r->pos.line, r->pos.col), r->pos.end_line,
               offset_of(source, length, r->pos.end_line, r->pos.end_col));
    printf("%s: %s\n", kinds[r->error_kind], r->message);
}

typedef struct Settings {
    ParseMode mode;
    bool dump, time;
    unsigned long fail_at;
} Settings;

static void run(const Settings *s, const char *name, const char *source, size_t length) {
    char here;
    Mem mem;
    Arena arena;
    ParseResult result;
    struct timespec a, b;
    as_mem_init(&mem, SIZE_MAX);
    mem.fail_at = s->fail_at;
    as_arena_init(&arena, &mem);
    ParseOptions options = {.mode = s->mode, .stack_limit = &here - 4 * 1024 * 1024, .filename = name};
    clock_gettime(CLOCK_MONOTONIC, &a);
    as_parse(&arena, source, length, &options, &result);
    clock_gettime(CLOCK_MONOTONIC, &b);
    if (s->time)
        printf("%.3f ms, %zu bytes, %zu peak: ", (double)(b.tv_sec - a.tv_sec) * 1e3 +
               (double)(b.tv_nsec - a.tv_nsec) / 1e6, length, mem.peak);
    switch (result.status) {
    case PARSE_OK:
        if (s->dump)
            dump_tree(result.root);
        else
            puts("ok");
        break;
    case PARSE_SYNTAX_ERROR: print_error(source, length, &result); break;
    case PARSE_INCOMPLETE: puts("incomplete"); break;
    case PARSE_NO_MEMORY: puts("memory"); break;
    case PARSE_TOO_DEEP: puts("deep"); break;
    }
    as_arena_free(&arena);
    if (mem.used)
        printf("leak of %zu bytes\n", mem.used);
}

int main(int argc, char **argv) {
    Settings s = {PARSE_FILE, false, false, 0};
    for (int i = 1; i < argc; i++) {
        size_t length;
        if (strcmp(argv[i], "-s") == 0) {
            s.mode = PARSE_SINGLE;
        } else if (strcmp(argv[i], "-e") == 0) {
            s.mode = PARSE_EVAL;
        } else if (strcmp(argv[i], "-d") == 0) {
            s.dump = true;
        } else if (strcmp(argv[i], "-t") == 0) {
            s.time = true;
        } else if (strcmp(argv[i], "-F") == 0 && i + 1 < argc) {
            s.fail_at = strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "-c") == 0 && i + 1 < argc) {
            i++;
            run(&s, "<string>", argv[i], strlen(argv[i]));
        } else {
            char *source = read_file(argv[i], &length);
            if (!source) {
                printf("cannot read %s\n", argv[i]);
                continue;
            }
            run(&s, argv[i], source, length);
            free(source);
        }
    }
    return 0;
}
