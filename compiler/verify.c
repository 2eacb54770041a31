/* Checks of finished code. See verify.h. */
#include "compiler/verify.h"

#ifndef AS_DEBUG

void as_verify_code(const CodeSpec *spec) { (void)spec; }

#endif
