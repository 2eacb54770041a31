/* Properties of code points, from Unicode 15.0 (as CPython 3.12): what str's methods, the lexer and
 * repr need. Two-stage tables; a look-up is three loads. Any 32-bit number may be asked about. */
#ifndef AS_BASE_UNICODE_H
#define AS_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { /* bits of UnicodeRecord.flags; the words are those of str's methods */
    UNI_ALPHA = 1, UNI_DECIMAL = 2, UNI_DIGIT = 4, UNI_NUMERIC = 8, UNI_SPACE = 16,
    UNI_PRINTABLE = 32, UNI_UPPER = 64, UNI_LOWER = 128, UNI_TITLE = 256, UNI_CASED = 512,
    UNI_CASE_IGNORABLE = 1024, UNI_XID_START = 2048, UNI_XID_CONTINUE = 4096,
    UNI_COMPOSES = 8192, /* may join with a character before it in NFC */
    UNI_ALNUM = UNI_ALPHA | UNI_DECIMAL | UNI_DIGIT | UNI_NUMERIC,
};

/* Code points with equal records share one. A map is the distance to the mapped code point, or, with
 * UNI_MAP_MANY set, count << 16 | offset into as_unicode_maps. */
typedef struct UnicodeRecord {
    int32_t upper, lower, title, fold;
    uint16_t flags;
    uint8_t decimal, digit; /* values; meaningful with the flag set */
    uint8_t category;       /* index into as_unicode_categories */
    uint8_t combining;      /* canonical combining class */
} UnicodeRecord;
#define UNI_MAP_MANY 0x40000000

const UnicodeRecord *as_unicode(uint32_t c);
static inline bool as_unicode_is(uint32_t c, unsigned flags) {
    return (as_unicode(c)->flags & flags) != 0;
}
/* The general category: "Lu", "Zs", ... */
const char *as_unicode_category(uint32_t c);
/* Value of a decimal digit, or -1. */
int as_unicode_decimal(uint32_t c);

/* The properties of those names; '_' is not XID_Start (though identifiers may begin with it). */
bool as_unicode_is_xid_start(uint32_t c);
bool as_unicode_is_xid_continue(uint32_t c);

/* Full case mappings: up to three code points into `out`; how many. Lower-casing a capital sigma
 * depends on its neighbours and is the caller's. */
int as_unicode_upper(uint32_t c, uint32_t out[3]);
int as_unicode_lower(uint32_t c, uint32_t out[3]);
int as_unicode_title(uint32_t c, uint32_t out[3]);
int as_unicode_fold(uint32_t c, uint32_t out[3]);

/* NFKC of stored UTF-8 text (the normal form of identifiers), handed out in pieces of UTF-8; the
 * number of bytes handed out. A run of over 200 combining marks is normalised in parts. */
typedef void (*UnicodeEmit)(void *ctx, const char *utf8, size_t size);
size_t as_unicode_nfkc(const char *utf8, size_t size, UnicodeEmit emit, void *ctx);

#endif
