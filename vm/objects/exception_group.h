/* Exception groups: taking them apart and putting them together. */
#ifndef AS_VM_OBJECTS_EXCEPTION_GROUP_H
#define AS_VM_OBJECTS_EXCEPTION_GROUP_H

#include "vm/error.h"

static inline bool as_is_group(Thread *t, Value v) {
    return as_is_instance_of(t, v, T_BASE_EXCEPTION_GROUP);
}

/* A group of these exceptions (a list or tuple): an ExceptionGroup when all of them are Exceptions.
 */
Value as_group_new(Thread *t, const char *message, Value exceptions);
/* group.split(classes): *match and *rest (owned) are None for nothing. */
bool as_group_split(Thread *t, Value group, Value classes, Value *match, Value *rest);
/* The part of `group` that holds the leaves of the groups in the list `parts`, in its own shape;
 * None for nothing. */
Value as_group_project(Thread *t, Value group, Value parts);

#endif
