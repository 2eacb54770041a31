/* The parts of the sys module:
 *
 *   sys.c           the run: exit, recursion, exceptions, frames
 *   sys_hooks.c     excepthook, displayhook, unraisablehook, and the standard streams
 *   sys_settings.c  limits and switches
 *   sys_constants.c versions, sizes, paths */
#ifndef AS_STDLIB_SYS_H
#define AS_STDLIB_SYS_H

#include "stdlib/modules.h"

bool as_sys_add_hooks(Thread *t, Value m);
bool as_sys_add_settings(Thread *t, Value m);
bool as_sys_add_constants(Thread *t, Value m);

#endif
