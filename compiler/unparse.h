/* An annotation as text, for `from __future__ import annotations`. */
#ifndef AS_COMPILER_UNPARSE_H
#define AS_COMPILER_UNPARSE_H

#include "compiler/context.h"

/* The expression as CPython's ast.unparse writes it (borrowed str); UNDEF with SyntaxError for kinds of
 * expressions that annotations do not use. */
Value as_unparse(Compiler *c, const Node *n);

#endif
