/* What bytes and bytearray share: methods, operators, collecting bytes from Python objects. */
#ifndef AS_VM_OBJECTS_BYTES_IMPL_H
#define AS_VM_OBJECTS_BYTES_IMPL_H

#include "vm/objects/bytes.h"
#include "vm/objects/str_impl.h"
#include "vm/objects/text_args.h"

typedef struct View {
    const char *data;
    size_t size;
} View;

/* The bytes of a bytes or bytearray (heirs too). */
static inline View as_view(Thread *t, Value v) {
    View r = {NULL, 0};
    as_bytes_view(t, v, &r.data, &r.size);
    return r;
}

/* New bytes or bytearray, as `like` is one. */
Value as_bytes_like(Thread *t, Value like, const char *data, size_t size);
/* v as a byte: "byte must be in range(0, 256)" ("bytes must..." when `plural`). */
bool as_byte_value(Thread *t, Value v, bool plural, char *out);
/* Collect what bytes(v) or bytearray(v) consists of; `type` is the word for messages. */
bool as_bytes_collect(StrBuilder *b, Value v, const char *type);
/* The same for the constructors' three arguments (UNDEF: absent). */
bool as_bytes_construct(StrBuilder *b, Value source, Value encoding, Value errors, const char *type);
/* Items of an iterable of ints. */
bool as_bytes_from_items(StrBuilder *b, Value iterable, bool plural);
void as_bytes_show(StrBuilder *b, View v, bool array);

/* Slots */
Value as_bytes_compare(Thread *t, Value a, Value b, Comparison op);
Value as_bytes_binary(Thread *t, Operator op, Value a, Value b);
int as_bytes_contains(Thread *t, Value self, Value item);
int64_t as_bytes_length(Thread *t, Value self);
int as_bytes_truth(Thread *t, Value self);
Value as_bytes_getitem(Thread *t, Value self, Value key);
Value as_bytes_iter(Thread *t, Value self);

/* Natives, in bytes_search.c and bytes_methods.c */
#define AS_BYTES_NATIVES(X)                                                                        \
    X(find) X(rfind) X(index) X(rindex) X(count) X(startswith) X(endswith) X(replace)              \
    X(split) X(rsplit) X(splitlines) X(partition) X(rpartition) X(join) X(strip) X(lstrip)         \
    X(rstrip) X(removeprefix) X(removesuffix)                                                      \
    X(capitalize) X(lower) X(upper) X(swapcase) X(title) X(isalnum) X(isalpha)                     \
    X(isascii) X(isdigit) X(islower) X(isspace) X(istitle) X(isupper)                              \
    X(center) X(ljust) X(rjust) X(zfill) X(expandtabs) X(translate) X(maketrans)                   \
    X(decode) X(hex) X(fromhex)
#define X(name) Value as_bytesm_##name(Thread *t, Value *args, int nargs);
AS_BYTES_NATIVES(X)
#undef X

/* Table rows of the methods above. */
#define AS_BYTES_METHODS                                                                           \
    {"capitalize", "self, /", as_bytesm_capitalize, "The bytes with an ASCII capital first, the others small.", 0}, \
    {"center", "self, width, fillchar=b' ', /", as_bytesm_center, "The bytes in the middle of a field of the given width.", 0}, \
    {"count", "self, sub, start=None, end=None, /", as_bytesm_count, "How often sub occurs, without overlaps.", 0}, \
    {"decode", "self, /, encoding='utf-8', errors='strict'", as_bytesm_decode, "The bytes as text.", 0}, \
    {"endswith", "self, suffix, start=None, end=None, /", as_bytesm_endswith, "Whether the bytes end with suffix, or with one of a tuple.", 0}, \
    {"expandtabs", "self, /, tabsize=8", as_bytesm_expandtabs, "The bytes with tabs replaced by spaces.", 0}, \
    {"find", "self, sub, start=None, end=None, /", as_bytesm_find, "Index of the first occurrence of sub, or -1.", 0}, \
    {"fromhex", "type, string, /", as_bytesm_fromhex, "Bytes from pairs of hexadecimal digits.", NATIVE_CLASS}, \
    {"hex", "self, /, sep=None, bytes_per_sep=1", as_bytesm_hex, "The bytes as hexadecimal digits.", 0}, \
    {"index", "self, sub, start=None, end=None, /", as_bytesm_index, "As find, but ValueError when sub is absent.", 0}, \
    {"isalnum", "self, /", as_bytesm_isalnum, "Whether all bytes are ASCII letters or digits.", 0}, \
    {"isalpha", "self, /", as_bytesm_isalpha, "Whether all bytes are ASCII letters.", 0}, \
    {"isascii", "self, /", as_bytesm_isascii, "Whether all bytes are ASCII.", 0}, \
    {"isdigit", "self, /", as_bytesm_isdigit, "Whether all bytes are ASCII digits.", 0}, \
    {"islower", "self, /", as_bytesm_islower, "Whether there are ASCII letters and all are small.", 0}, \
    {"isspace", "self, /", as_bytesm_isspace, "Whether all bytes are ASCII white space.", 0}, \
    {"istitle", "self, /", as_bytesm_istitle, "Whether all words begin with a capital and go on small.", 0}, \
    {"isupper", "self, /", as_bytesm_isupper, "Whether there are ASCII letters and all are capitals.", 0}, \
    {"join", "self, iterable_of_bytes, /", as_bytesm_join, "The items of an iterable with these bytes between them.", 0}, \
    {"ljust", "self, width, fillchar=b' ', /", as_bytesm_ljust, "The bytes at the left of a field of the given width.", 0}, \
    {"lower", "self, /", as_bytesm_lower, "The bytes with ASCII letters made small.", 0},        \
    {"lstrip", "self, bytes=None, /", as_bytesm_lstrip, "The bytes without leading white space, or the bytes given.", 0}, \
    {"maketrans", "frm, to, /", as_bytesm_maketrans, "A table for translate().", NATIVE_STATIC}, \
    {"partition", "self, sep, /", as_bytesm_partition, "The parts before, of and behind the first sep.", 0}, \
    {"removeprefix", "self, prefix, /", as_bytesm_removeprefix, "The bytes without the prefix, if they begin with it.", 0}, \
    {"removesuffix", "self, suffix, /", as_bytesm_removesuffix, "The bytes without the suffix, if they end with it.", 0}, \
    {"replace", "self, old, new, count=-1, /", as_bytesm_replace, "The bytes with occurrences of old replaced by new.", 0}, \
    {"rfind", "self, sub, start=None, end=None, /", as_bytesm_rfind, "Index of the last occurrence of sub, or -1.", 0}, \
    {"rindex", "self, sub, start=None, end=None, /", as_bytesm_rindex, "As rfind, but ValueError when sub is absent.", 0}, \
    {"rjust", "self, width, fillchar=b' ', /", as_bytesm_rjust, "The bytes at the right of a field of the given width.", 0}, \
    {"rpartition", "self, sep, /", as_bytesm_rpartition, "The parts before, of and behind the last sep.", 0}, \
    {"rsplit", "self, /, sep=None, maxsplit=-1", as_bytesm_rsplit, "The parts between separators; counts maxsplit from the right.", 0}, \
    {"rstrip", "self, bytes=None, /", as_bytesm_rstrip, "The bytes without trailing white space, or the bytes given.", 0}, \
    {"split", "self, /, sep=None, maxsplit=-1", as_bytesm_split, "The parts between separators, or white space.", 0}, \
    {"splitlines", "self, /, keepends=False", as_bytesm_splitlines, "The lines.", 0},            \
    {"startswith", "self, prefix, start=None, end=None, /", as_bytesm_startswith, "Whether the bytes begin with prefix, or with one of a tuple.", 0}, \
    {"strip", "self, bytes=None, /", as_bytesm_strip, "The bytes without leading and trailing white space, or the bytes given.", 0}, \
    {"swapcase", "self, /", as_bytesm_swapcase, "The bytes with ASCII capitals and small letters exchanged.", 0}, \
    {"title", "self, /", as_bytesm_title, "The bytes with each word beginning with an ASCII capital.", 0}, \
    {"translate", "self, table, /, delete=b''", as_bytesm_translate, "The bytes looked up in a table of 256, without those to delete.", 0}, \
    {"upper", "self, /", as_bytesm_upper, "The bytes with ASCII letters made capitals.", 0},     \
    {"zfill", "self, width, /", as_bytesm_zfill, "The bytes filled up with zeros behind the sign.", 0}

#endif
