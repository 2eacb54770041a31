/* "%"-formatting, one engine for str and bytes. */
#ifndef AS_VM_OBJECTS_PERCENT_H
#define AS_VM_OBJECTS_PERCENT_H

#include "vm/objects/str_impl.h"

/* Format `size` bytes of template (UTF-8, or any bytes) with args into b; false with an exception
 * pending. */
bool as_percent(StrBuilder *b, const char *format, size_t size, Value args, bool bytes);

#endif
