/* First half of the scope pass: which names each scope binds, declares and uses. */
#ifndef AS_COMPILER_COLLECT_H
#define AS_COMPILER_COLLECT_H

#include "compiler/scope.h"

void as_comp_collect(Compiler *c, Node *root);
/* A symbol of `s`, made when new; NULL when memory is out. */
Symbol *as_symbol_add(Compiler *c, Scope *s, Id id);

#endif
