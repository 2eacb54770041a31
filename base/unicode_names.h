/* Names of characters, from Unicode 15.0 (as CPython 3.12): \N{NAME} and the module unicodedata. */
#ifndef AS_BASE_UNICODE_NAMES_H
#define AS_BASE_UNICODE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character of a name or alias, in letters of either case (capitals for the computed names of
 * CJK ideographs and Hangul syllables, as in CPython). Goes through all names: about 0.2 ms. */
bool as_unicode_by_name(const char *name, size_t length, uint32_t *out);
/* Write the name (and a NUL) to `out`; its length, or 0 when the code point has none. */
enum { UNICODE_NAME_SIZE = 128 };
size_t as_unicode_name(uint32_t c, char out[UNICODE_NAME_SIZE]);

/* --- tables (unicode_names_table.c) --- */
typedef struct NameRun {
    uint32_t first, count, at; /* `count` code points from `first` on, in the stream from `at` on */
} NameRun;
typedef struct NameAlias {
    uint32_t code;
    const char *name;
} NameAlias;
extern const uint8_t as_name_words[], as_name_stream[];
extern const uint32_t as_name_word_places[], as_name_word_count, as_name_run_count,
    as_name_alias_count;
extern const NameRun as_name_runs[];
extern const NameAlias as_name_aliases[];

#endif
