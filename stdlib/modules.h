/* The built-in modules written in C: name and the function that makes each on first import. */
#ifndef AS_STDLIB_MODULES_H
#define AS_STDLIB_MODULES_H

#include "vm/function.h"
#include "vm/protocol.h"

/* X(python name, C name): Value as_module_<C name>(Thread *t): a new module, owned, or AS_UNDEF. */
#define AS_BUILTIN_MODULES(X)                                                                      \
    X("builtins", builtins)                                                                        \
    X("sys", sys)                                                                                  \
    X("time", time)                                                                                \
    X("math", math)                                                                                \
    X("gc", gc)                                                                                    \
    X("_weakref", weakref)                                                                         \
    X("_io", io)                                                                                   \
    X("_inspect", inspect)                                                                         \
    X("_asyncio", asyncio)                                                                         \
    X("_contextvars", contextvars)

#define X(name, c) Value as_module_##c(Thread *t);
AS_BUILTIN_MODULES(X)
#undef X

/* Places in VM.stdlib; AS_ASYNC_STATE, the last one, belongs to vm/loop. */
enum { AS_STDIO_STATE = 0 };

/* Hooks.find_module: C modules, then modules written in Aster and frozen into the library. */
Value as_stdlib_find(Thread *t, Str *name);

#endif
