/* Searching bytes in bytes; str and bytes methods are built on these. Text in UTF-8 is searched as
 * bytes too: a match can only begin where a character does. */
#ifndef AS_BASE_FIND_H
#define AS_BASE_FIND_H

#include <stddef.h>

/* First / last occurrence of `needle` (m bytes) in `hay` (n bytes), or NULL. An empty needle is found
 * at the start / end. */
const char *as_find(const char *hay, size_t n, const char *needle, size_t m);
const char *as_rfind(const char *hay, size_t n, const char *needle, size_t m);
/* Number of occurrences that do not overlap, at most `limit`; m > 0. */
size_t as_count(const char *hay, size_t n, const char *needle, size_t m, size_t limit);

#endif
