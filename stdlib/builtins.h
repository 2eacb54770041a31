/* The natives of the module builtins, which stand in several files by subject. */
#ifndef AS_STDLIB_BUILTINS_H
#define AS_STDLIB_BUILTINS_H

#include "vm/function.h"
#include "vm/protocol.h"

/* Tables ended by a NULL name. */
extern const NativeDef as_builtins_values[]; /* numbers, text, sums, order */
extern const NativeDef as_builtins_objects[]; /* attributes, classes, iteration */
extern const NativeDef as_builtins_io[];     /* print, input, open */
extern const NativeDef as_builtins_code[];   /* compile, eval, exec, import, class statements */

/* A dict or mapping of the local names where the running native was called: owned. */
Value as_current_locals(Thread *t);

#endif
