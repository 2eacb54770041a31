/* Checks of finished code in debug builds (AS_DEBUG). */
#ifndef AS_COMPILER_VERIFY_H
#define AS_COMPILER_VERIFY_H

#include "vm/code.h"

/* Abort with a message when `spec` breaks the contract of vm/opcodes.h; nothing without AS_DEBUG. */
void as_verify_code(const CodeSpec *spec);

#endif
