/* UTF-8 as Aster stores text: valid UTF-8, except that lone surrogates (U+D800..U+DFFF) take three
 * bytes like any other code point of their size. Bytes compare in code point order.
 *
 * "Stored" text below is text that was checked before; the functions for it test nothing. */
#ifndef AS_BASE_UTF8_H
#define AS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool as_utf8_is_continuation(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* Bytes of the stored character that begins with `lead`. */
static inline size_t as_utf8_width(char lead) {
    unsigned char c = (unsigned char)lead;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline bool as_is_surrogate(uint32_t c) { return (c & 0xFFFFF800u) == 0xD800; }

/* Read the stored character at *at and move *at behind it. */
static inline uint32_t as_utf8_read(const char **at) {
    const unsigned char *p = (const unsigned char *)*at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return ((uint32_t)p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return ((uint32_t)p[0] & 0xF) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    *at += 4;
    return ((uint32_t)p[0] & 7) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

/* Start of the stored character before `at`. */
static inline const char *as_utf8_before(const char *at) {
    do at--;
    while (as_utf8_is_continuation(*at));
    return at;
}

/* Bytes that a code point takes. */
static inline size_t as_utf8_size(uint32_t c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* Write a code point (surrogates too) to `out`, which has room for 4 bytes; how many were written. */
size_t as_utf8_write(char *out, uint32_t c);

/* Number of code points in stored text. */
size_t as_utf8_count(const char *s, size_t size);
bool as_utf8_is_ascii(const char *s, size_t size);
/* Length of the longest prefix that is ASCII. */
size_t as_utf8_ascii_prefix(const char *s, size_t size);
/* Position `n` code points behind `s`, in stored text which has that many. */
const char *as_utf8_skip(const char *s, size_t n);

typedef enum Utf8Error {
    UTF8_OK,
    UTF8_START,        /* "invalid start byte" */
    UTF8_CONTINUATION, /* "invalid continuation byte" */
    UTF8_END,          /* "unexpected end of data" */
} Utf8Error;

/* Decode one character of text that was not checked, size > 0. *length is set to the bytes taken; on
 * an error to those of the maximal ill-formed prefix, as CPython counts them. Surrogates are
 * UTF8_CONTINUATION errors of length 1. */
Utf8Error as_utf8_decode(const char *s, size_t size, uint32_t *c, size_t *length);

/* Offset of the first byte that is not well-formed, or `size`. With `surrogates`, three-byte lone
 * surrogates count as well-formed. */
size_t as_utf8_check(const char *s, size_t size, bool surrogates);

#endif
