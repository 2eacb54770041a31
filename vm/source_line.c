/* Lines of source files, for tracebacks and warnings. A file is read whole, and looking for a line
 * goes on behind the one that was found last where it can. */
#include "vm/report.h"

#include <string.h>

#include "base/utf8.h"
#include "vm/import.h"

void as_source_open(SourceFile *f, Thread *t) {
    *f = (SourceFile){.t = t, .name = AS_UNDEF};
}

void as_source_close(SourceFile *f) {
    if (f->text) as_mem_free(&f->t->vm->mem, f->text, f->size + 1);
    f->text = NULL;
    as_clear(f->t, &f->name);
}

static bool readable(Thread *t, const Str *name) {
    if (!(t->vm->capabilities & (CAP_FILES | CAP_MODULES)) || name->size == 0) return false;
    if (name->data[0] == '<' && name->data[name->size - 1] == '>') return false;
    return memchr(name->data, 0, name->size) == NULL;
}

/* Universal newlines: carriage returns become or join the newline. */
static void unify_newlines(char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (text[i] == '\r') text[i] = i + 1 < size && text[i + 1] == '\n' ? ' ' : '\n';
}

static void load(SourceFile *f, Value filename) {
    as_source_close(f);
    f->name = as_incref(filename);
    if (!readable(f->t, as_as_str(filename))) return;
    Value pending = as_take_exc(f->t);
    f->text = as_read_file(f->t, as_as_str(filename)->data, &f->size);
    as_restore_exc(f->t, pending);
    if (!f->text) return;
    if (as_utf8_check(f->text, f->size, false) != f->size) {
        as_mem_free(&f->t->vm->mem, f->text, f->size + 1);
        f->text = NULL;
        return;
    }
    unify_newlines(f->text, f->size);
    f->line = 1;
    f->at = f->size >= 3 && memcmp(f->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

bool as_source_line(SourceFile *f, Value filename, uint32_t line, const char **start,
                    size_t *size) {
    if (!as_is_str(filename) || line == 0) return false;
    if (!as_is_str(f->name) || !as_str_equal(as_as_str(f->name), as_as_str(filename)))
        load(f, filename);
    if (!f->text) return false;
    if (line < f->line) {
        f->line = 1;
        f->at = 0;
    }
    for (; f->line < line; f->line++) {
        const char *newline = memchr(f->text + f->at, '\n', f->size - f->at);
        if (!newline) return false;
        f->at = (size_t)(newline + 1 - f->text);
    }
    if (f->at >= f->size) return false;
    const char *newline = memchr(f->text + f->at, '\n', f->size - f->at);
    *start = f->text + f->at;
    *size = newline ? (size_t)(newline - *start) : f->size - f->at;
    return true;
}
