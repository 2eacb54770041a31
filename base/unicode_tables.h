/* The generated tables (unicode_tables.c, by scripts/make_unicode_tables.py); for unicode.c only. */
#ifndef AS_BASE_UNICODE_TABLES_H
#define AS_BASE_UNICODE_TABLES_H

#include "base/unicode.h"

enum {
    UNI_SHIFT = 7, UNI_MASK = 127, DECOMP_SHIFT = 6, DECOMP_MASK = 63, DECOMP_LIMIT = 0x2FA40,
    UNI_DENSE = 0x32400, UNI_TAGS = 0xE0000, /* see as_unicode */
};

/* records[blocks[pages[c >> 7] << 7 | (c & 127)]] for c < UNI_DENSE; then the 512 code points from
 * UNI_TAGS, a page of private use and one of the unassigned */
extern const UnicodeRecord as_unicode_records[];
extern const uint16_t as_unicode_pages[];
extern const uint16_t as_unicode_blocks[];
/* Mappings to several code points; all of them lie in the basic plane. */
extern const uint16_t as_unicode_maps[];
extern const char as_unicode_categories[][3];

/* decomp_data[decomp_blocks[decomp_pages[c >> 6] << 6 | (c & 63)]] (0: none) is a count of UTF-16
 * units, followed by the whole compatibility decomposition. */
extern const uint8_t as_unicode_decomp_pages[];
extern const uint16_t as_unicode_decomp_blocks[];
extern const uint16_t as_unicode_decomp_data[];

/* Primary composites, sorted by first, then second. */
typedef struct Composition {
    uint32_t first, second, composite;
} Composition;
extern const Composition as_unicode_compositions[];
extern const uint32_t as_unicode_composition_count;

#endif
