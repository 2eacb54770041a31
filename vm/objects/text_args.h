/* Arguments that methods of str, bytes and bytearray have in common. */
#ifndef AS_VM_OBJECTS_TEXT_ARGS_H
#define AS_VM_OBJECTS_TEXT_ARGS_H

#include "vm/objects/containers.h"
#include "vm/protocol.h"

/* The optional [start, end) of find, count, startswith...: clamped to 0..length as slices are; *start
 * may lie behind *end, and is then left so. */
bool as_text_range(Thread *t, Value start, Value end, int64_t length, int64_t *from, int64_t *to);
/* An optional integer argument (UNDEF: `fallback`). */
bool as_text_count(Thread *t, Value v, int64_t fallback, int64_t *out);
/* A subscript: IndexError when it does not fit 64 bits. */
bool as_text_index(Thread *t, Value v, int64_t *out);
/* The number in `sequence * v`: 1 with *count, 0 when v's type may know better (NotImplemented), -1
 * with an exception. `reverse`: v stands to the left. */
int as_repeat_count(Thread *t, Value v, bool reverse, int64_t *count);
/* Whether `left + v` may be left to v's own __radd__. */
bool as_has_radd(Thread *t, Value v);
/* What `sep.join(iterable)` joins: a list or tuple (owned, or UNDEF) whose items are *items. */
Value as_items_to_join(Thread *t, Value iterable, Value **items, size_t *count);
void as_list_reverse_items(List *l);
bool as_has_index(Thread *t, Value v);
static inline bool as_is_absent(Value v) { return as_is_undef(v) || as_is_none(v); }

#endif
