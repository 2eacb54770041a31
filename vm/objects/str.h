/* str: UTF-8 (lone surrogates in three bytes), immutable, with length in code points.
 *
 * size == length says that it is ASCII, and then indexing is O(1). Others get an index of every
 * 64th code point on first random access. */
#ifndef AS_VM_OBJECTS_STR_H
#define AS_VM_OBJECTS_STR_H

#include "vm/error.h"

struct Str {
    Obj obj;
    size_t size;    /* bytes */
    size_t length;  /* code points */
    uint64_t hash;  /* 0: not computed yet */
    void *index;    /* code point index (private to str.c), or NULL */
    char data[];    /* size bytes and a NUL */
};
/* obj.flags: OBJ_A: interned */

static inline Str *as_as_str(Value v) { return (Str *)as_obj(v); }
/* str or an heir of it. */
static inline bool as_is_any_str(Thread *t, Value v) {
    return as_is_str(v) || as_is_instance_of(t, v, T_STR);
}
static inline bool as_str_is_ascii(const Str *s) { return s->size == s->length; }

/* From valid UTF-8 (as stored: surrogates allowed); length is counted. */
Value as_str_new(Thread *t, const char *utf8, size_t size);
Value as_str_from(Thread *t, const char *c_string);
/* With `size` bytes to be filled in by the caller, who must call as_str_seal after it. NULL on failure. */
Str *as_str_alloc(Thread *t, size_t size);
void as_str_seal(Str *s); /* counts the code points */
Value as_str_format(Thread *t, const char *format, ...); /* formats as as_raise does */
Value as_str_vformat(Thread *t, const char *format, va_list args);
/* v itself (owned) when it is an exact str, else (an heir) an exact copy. */
Value as_str_exact(Thread *t, Value v);
Value as_str_from_char(Thread *t, uint32_t code_point);
/* The one str with this text that attribute and global look-ups use. as_intern_str keeps the argument borrowed. */
Str *as_intern(Thread *t, const char *utf8, size_t size);
Str *as_intern_str(Thread *t, Str *s);
/* Hash of any bytes, keyed by the VM's seed; never 0 or -1. */
uint64_t as_hash_bytes(VM *vm, const char *data, size_t size);
uint64_t as_str_hash(Thread *t, Str *s); /* never fails */
bool as_str_equal(const Str *a, const Str *b);
bool as_str_is(const Str *s, const char *c_string);
int as_str_compare(const Str *a, const Str *b); /* by code points: <0, 0, >0 */
/* Code point number i (0 <= i < length), and its byte offset. */
uint32_t as_str_at(Thread *t, Str *s, size_t i);
size_t as_str_offset(Thread *t, Str *s, size_t i);
/* s[start:stop] by code points, 0 <= start <= stop <= length. */
Value as_str_slice(Thread *t, Str *s, size_t start, size_t stop);
/* a + b. When `a` has one reference and *a_owned is set, it may be extended in place; then the
 * returned value is that object and the caller's reference moved into it. */
Value as_str_concat(Thread *t, Str *a, Str *b);
Value as_str_append(Thread *t, Value a_owned, Str *b); /* takes a over, on failure too */
Value as_str_join(Thread *t, Value *strs, size_t count); /* all exact strs */
/* Quote as repr() does. */
Value as_str_repr(Thread *t, Str *s);
/* C string for system calls: ValueError "embedded null byte" when it has a NUL. Borrowed. */
const char *as_str_c(Thread *t, Value v);

/* A growing text buffer that ends as a str. */
typedef struct StrBuilder {
    Thread *t;
    Str *s;       /* allocated so far, or NULL */
    size_t size, capacity;
    bool failed;  /* MemoryError is pending */
    char small[160]; /* text that fits here is allocated once, at the end */
} StrBuilder;
void as_sb_init(StrBuilder *b, Thread *t);
void as_sb_bytes(StrBuilder *b, const char *utf8, size_t size);
void as_sb_c(StrBuilder *b, const char *c_string);
void as_sb_str(StrBuilder *b, Str *s);
void as_sb_char(StrBuilder *b, uint32_t code_point);
/* Append repr(v) / str(v); false with an exception pending. */
/* The same character `count` times. */
void as_sb_fill(StrBuilder *b, uint32_t code_point, size_t count);
bool as_sb_repr(StrBuilder *b, Value v);
bool as_sb_value(StrBuilder *b, Value v);
Value as_sb_end(StrBuilder *b);   /* the str (owned), or AS_UNDEF when it failed */
void as_sb_drop(StrBuilder *b);

/* Format specification of str: format(s, spec). */
Value as_str_format_spec(Thread *t, Str *s, Str *spec);
/* s % args and s.format(*args, **kwargs) (kwargs a dict, or UNDEF for none). */
Value as_str_percent(Thread *t, Str *format, Value args);
/* str(bytes-like, encoding, errors) and s.encode(encoding, errors); the names may be NULL. */
Value as_decode(Thread *t, const char *data, size_t size, Str *encoding, Str *errors);
Value as_encode(Thread *t, Str *s, Str *encoding, Str *errors);

/* When a VM closes, after everything else let go of its strs: frees the cached ones and the table of
 * interned strs (which are still valid strs, only not found any more). */
void as_str_close(Thread *t);

#endif
