/* bytes and bytearray: the C interface. */
#ifndef AS_VM_OBJECTS_BYTES_H
#define AS_VM_OBJECTS_BYTES_H

#include "vm/error.h"

typedef struct Bytes {
    Obj obj;
    size_t size;
    uint64_t hash; /* 0: not computed yet */
    char data[];   /* size bytes and a NUL */
} Bytes;

typedef struct ByteArray {
    Obj obj;
    size_t size, capacity;
    char *data; /* NULL when capacity is 0 */
} ByteArray;

static inline Bytes *as_as_bytes(Value v) { return (Bytes *)as_obj(v); }
static inline ByteArray *as_as_bytearray(Value v) { return (ByteArray *)as_obj(v); }

Value as_bytes_new(Thread *t, const char *data, size_t size);
/* With `size` bytes to be filled in. NULL on failure. */
Bytes *as_bytes_alloc(Thread *t, size_t size);
Value as_bytearray_new(Thread *t, const char *data, size_t size);
/* Change the size; new bytes are zero. */
bool as_bytearray_resize(Thread *t, ByteArray *a, size_t size);
bool as_bytearray_append(Thread *t, ByteArray *a, const char *data, size_t size);

/* The bytes of a bytes-like object (bytes, bytearray, heirs), valid until it changes: false without
 * an exception when v is something else. */
bool as_bytes_view(Thread *t, Value v, const char **data, size_t *size);
/* The same with "a bytes-like object is required, not 'X'". */
bool as_bytes_arg(Thread *t, Value v, const char **data, size_t *size);

#endif
