/* embed_as ROOT OUT.c FILE...: write the table of stdlib/frozen.h with the sources below ROOT.
 *
 * A build tool in C, so that building Aster needs nothing besides a compiler and make. Sources
 * become string literals of one source line each, which compile quickly and can be read. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(const char *what, const char *name) {
    fprintf(stderr, "embed_as: %s: %s\n", what, name);
    exit(1);
}

static void put_byte(FILE *out, int byte) {
    switch (byte) {
    case '\\': fputs("\\\\", out); break;
    case '"': fputs("\\\"", out); break;
    case '\t': fputs("\\t", out); break;
    default:
        /* '?' as well: no trigraph may form. Three octal digits never join what follows. */
        if (byte < ' ' || byte > '~' || byte == '?')
            fprintf(out, "\\%03o", (unsigned)byte);
        else
            fputc(byte, out);
    }
}

/* The file as adjacent literals; its length. */
static size_t put_source(FILE *out, const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) die("cannot read", path);
    size_t length = 0;
    bool open = false;
    for (int byte; (byte = fgetc(in)) != EOF; length++) {
        if (!open) fputs("    \"", out);
        open = byte != '\n';
        if (open)
            put_byte(out, byte);
        else
            fputs("\\n\"\n", out);
    }
    if (open) fputs("\"\n", out);
    if (length == 0) fputs("    \"\"\n", out);
    if (ferror(in)) die("cannot read", path);
    fclose(in);
    return length;
}

/* ROOT/a/b.as is "a.b", ROOT/a/__init__.as is "a". Returns whether it is a package. */
static bool put_name(FILE *out, const char *root, const char *path) {
    size_t skip = strlen(root);
    if (strncmp(path, root, skip) != 0 || path[skip] != '/') die("not below the root", path);
    const char *from = path + skip + 1;
    size_t length = strlen(from);
    if (length < 4 || strcmp(from + length - 3, ".as") != 0) die("not an .as file", path);
    length -= 3;
    static const char init[] = "/__init__";
    size_t tail = sizeof init - 1;
    bool package = length > tail && strncmp(from + length - tail, init, tail) == 0;
    if (package) length -= tail;
    for (size_t i = 0; i < length; i++) fputc(from[i] == '/' ? '.' : from[i], out);
    return package;
}

int main(int argc, char **argv) {
    if (argc < 3) die("usage", "embed_as ROOT OUT.c FILE...");
    FILE *out = fopen(argv[2], "wb");
    if (!out) die("cannot write", argv[2]);
    fputs("/* Made by scripts/embed_as.c; do not edit. */\n#include \"stdlib/frozen.h\"\n\n", out);
    size_t *lengths = calloc((size_t)argc, sizeof *lengths);
    if (!lengths) die("out of memory", argv[2]);
    for (int i = 3; i < argc; i++) {
        fprintf(out, "static const char source_%d[] =\n", i - 3);
        lengths[i] = put_source(out, argv[i]);
        fputs("    ;\n\n", out);
    }
    fputs("const FrozenSource as_frozen_sources[] = {\n", out);
    for (int i = 3; i < argc; i++) {
        fputs("    {\"", out);
        bool package = put_name(out, argv[1], argv[i]);
        fprintf(out, "\", source_%d, %zu, %s},\n", i - 3, lengths[i], package ? "true" : "false");
    }
    fputs("    {NULL, NULL, 0, false},\n};\n", out);
    free(lengths);
    if (fclose(out) != 0) die("cannot write", argv[2]);
    return 0;
}
