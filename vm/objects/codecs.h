/* Encodings of text: names, and what to do about characters or bytes that do not fit. Private to
 * codecs.c, encode.c and decode.c; the interface is as_encode and as_decode in str.h. */
#ifndef AS_VM_OBJECTS_CODECS_H
#define AS_VM_OBJECTS_CODECS_H

#include "vm/objects/str_impl.h"

typedef enum Codec {
    CODEC_UNKNOWN, CODEC_UTF8, CODEC_UTF8_SIG, CODEC_ASCII, CODEC_LATIN1,
    CODEC_UTF16, CODEC_UTF16_LE, CODEC_UTF16_BE, CODEC_UTF32, CODEC_UTF32_LE, CODEC_UTF32_BE,
} Codec;

typedef enum Handler {
    HANDLE_UNKNOWN, HANDLE_STRICT, HANDLE_IGNORE, HANDLE_REPLACE, HANDLE_BACKSLASH, HANDLE_XML,
    HANDLE_ESCAPE, /* surrogateescape */
    HANDLE_PASS,   /* surrogatepass */
    HANDLE_NAME,   /* namereplace: refused */
} Handler;

/* The codec called `name` (NULL: UTF-8); CODEC_UNKNOWN with LookupError pending. */
Codec as_codec_find(Thread *t, Str *name);
/* "utf-8", "latin-1"...: as in exceptions. */
const char *as_codec_name(Codec codec);
Handler as_handler_find(Str *name); /* NULL: strict */
/* LookupError for a handler that does not exist. */
void as_handler_unknown(Thread *t, Str *name);
/* UnicodeEncodeError or UnicodeDecodeError about object[start:end]. */
void as_raise_unicode(Thread *t, TypeId type, Codec codec, Value object, size_t start, size_t end,
                      const char *reason);

#endif
