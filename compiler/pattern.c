/* match statements. See gen.h. */
#include "compiler/gen.h"

void as_gen_match(Compiler *c, Node *n) { as_unsupported(c, n, "match statements"); }
