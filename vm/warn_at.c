/* Warnings about places in source text. */
#include <string.h>

#include "vm/objects/str.h"
#include "vm/report.h"

/* The module that a file is taken for: its name without ".py". */
static Value module_of(Thread *t, Str *filename) {
    size_t size = filename->size;
    if (size >= 3 && !memcmp(filename->data + size - 3, ".py", 3)) size -= 3;
    return as_str_new(t, filename->data, size);
}

bool as_warn_at(Thread *t, TypeId category, Value text, Str *filename, uint32_t line) {
    OWNED(module, module_of(t, filename));
    return !as_is_undef(module.v) &&
           as_warn_explicit(t, text, as_from_obj(as_builtin(t, category)), as_from_obj(filename),
                            line, module.v, AS_NONE);
}
