/* What the files of float share. */
#ifndef AS_VM_OBJECTS_FLOAT_IMPL_H
#define AS_VM_OBJECTS_FLOAT_IMPL_H

#include "vm/objects/numbers.h"

bool as_is_any_float(Thread *t, Value v); /* float or an heir */
/* float(v). Owned. */
Value as_float_from_object(Thread *t, Value v);
/* Read what float() reads: 1; 0 when the text is no number; -1 with MemoryError. */
int as_double_from_text(Thread *t, const char *text, size_t size, double *out);
void as_double_divmod(double a, double b, double *quotient, double *remainder);
/* d (not NaN) against any int, exactly: -1, 0, 1; -2 with MemoryError pending. */
int as_double_compare_int(Thread *t, double d, Value i);

extern const NativeDef as_float_methods[];

#endif
