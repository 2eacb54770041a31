/* What the files that implement str share with one another (and with bytes). */
#ifndef AS_VM_OBJECTS_STR_IMPL_H
#define AS_VM_OBJECTS_STR_IMPL_H

#include "vm/objects/str.h"
#include "vm/protocol.h"

void as_str_dealloc(Thread *t, Obj *o);
/* as_str_new for text whose code points are counted already. */
Value as_str_new_counted(Thread *t, const char *utf8, size_t size, size_t length);
/* Number of the code point at a byte offset: the inverse of as_str_offset. */
size_t as_str_position(Thread *t, Str *s, size_t offset);

/* Room for `size` more bytes at the end of a builder, to be filled by the caller, who then adds to
 * b->size what it used; NULL when memory is out. */
char *as_sb_room(StrBuilder *b, size_t size);

/* What was collected so far: b->size bytes. */
const char *as_sb_data(StrBuilder *b);
/* The bytes collected as a bytes object (which a builder may hold as well); ends the builder. */
Value as_sb_end_bytes(StrBuilder *b);
/* The character as \xhh, \uhhhh or \Uhhhhhhhh. */
void as_sb_escape(StrBuilder *b, uint32_t c);

/* Interning (str_intern.c). */
void as_intern_remove(Thread *t, Str *s); /* s is dying */
void as_intern_close(Thread *t);

/* Natives of str, by file; each has the NativeFn signature. */
#define AS_STR_NATIVES(X)                                                                          \
    X(find) X(rfind) X(index) X(rindex) X(count) X(startswith) X(endswith) X(replace)              \
    X(split) X(rsplit) X(splitlines) X(partition) X(rpartition) X(join) X(strip) X(lstrip)         \
    X(rstrip) X(removeprefix) X(removesuffix)                                                      \
    X(capitalize) X(casefold) X(lower) X(upper) X(swapcase) X(title) X(isalnum) X(isalpha)         \
    X(isascii) X(isdecimal) X(isdigit) X(isidentifier) X(islower) X(isnumeric) X(isprintable)      \
    X(isspace) X(istitle) X(isupper)                                                               \
    X(center) X(ljust) X(rjust) X(zfill) X(expandtabs) X(translate) X(maketrans)                   \
    X(encode) X(format) X(format_map)
#define X(name) Value as_strm_##name(Thread *t, Value *args, int nargs);
AS_STR_NATIVES(X)
#undef X

#endif
