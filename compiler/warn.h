/* SyntaxWarnings: code that is legal and surely not meant. */
#ifndef AS_COMPILER_WARN_H
#define AS_COMPILER_WARN_H

#include "compiler/gen.h"
#include "parser/parser.h"

/* Those that the parser noted. */
void as_warn_parsed(Compiler *c, const ParseResult *r);
/* `assert (x, "message")` */
void as_warn_assert(Compiler *c, const Node *n);
/* `x is 1` */
void as_warn_compare(Compiler *c, const Node *n);
/* A literal that is called, or indexed by what cannot be its index: a comma is missing before it.
 */
void as_warn_call(Compiler *c, const Node *func);
void as_warn_subscript(Compiler *c, const Node *n);

#endif
