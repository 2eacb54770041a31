/* Tuples with named fields, as sys.version_info and time.struct_time are. */
#ifndef AS_STDLIB_STRUCT_SEQ_H
#define AS_STDLIB_STRUCT_SEQ_H

#include "vm/protocol.h"

/* A class MODULE.NAME that derives from tuple; `fields` are at most 20 names and NULL. Owned. */
Value as_struct_type(Thread *t, const char *module, const char *name, const char *const *fields);
/* An instance of it: takes over the values, of which none may be UNDEF (else it fails). Owned. */
Value as_struct_new(Thread *t, Value type, Value *values, int count);
/* Class and instance for what exists only once, like sys.flags: the instance. */
Value as_struct_single(Thread *t, const char *module, const char *name, const char *const *fields,
                       Value *values, int count);

#endif
