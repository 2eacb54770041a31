/* Files: what other modules need of the module io. */
#ifndef AS_STDLIB_IO_H
#define AS_STDLIB_IO_H

#include "vm/object.h"

/* open(file, mode, buffering, encoding, errors, newline, closefd, opener): eight values, UNDEF for those not
 * given. Owned. */
Value as_io_open(Thread *t, Value *args);

#endif
