/* Syntax tree to bytecode. */
#ifndef AS_COMPILER_COMPILER_H
#define AS_COMPILER_COMPILER_H

#include "vm/code.h"

/* Hooks.compile: see vm/thread.h. Parses and compiles; SyntaxErrors carry CPython's messages and positions. */
Value as_compile(Thread *t, const char *source, size_t length, Str *filename, int mode, unsigned flags);

/* The bytecode of `code` and of the codes among its constants, as text (an owned str). */
Value as_disassemble(Thread *t, Code *code);

#endif
