/* import: sys.modules, built-in and frozen modules, files on sys.path. */
#ifndef AS_VM_IMPORT_H
#define AS_VM_IMPORT_H

#include "vm/function.h"

/* Make builtins and sys, which everything else needs. */
bool as_import_open(Thread *t);
/* import NAME as a whole dotted name: the last module (owned). */
Value as_import_module(Thread *t, Str *name);
/* What the import statement and __import__ do; globals may be NULL when level is 0. Owned. */
Value as_import_level(Thread *t, Str *name, Dict *globals, Value fromlist, int64_t level);
/* Whole file in memory charged to the VM: NULL with OSError pending; as_mem_free(.., *size + 1). */
char *as_read_file(Thread *t, const char *path, size_t *size);
/* Empty a module's namespace when the VM closes: names with one underscore first, as CPython does. */
void as_module_clear(Thread *t, Value module);

#endif
