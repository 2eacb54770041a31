/* Files are not here yet: open() says so. */
#include "stdlib/io.h"

#include "vm/error.h"

Value as_io_open(Thread *t, Value *args) {
    (void)args;
    return as_raise(t, T_NOT_IMPLEMENTED_ERROR, "open() is not supported yet");
}
