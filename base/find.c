/* Byte search on the C library's memchr, memrchr and memmem, which are vectorised; memmem is linear
 * in the worst case. The backward search is not: it tries each place where the first byte fits. */
#define _GNU_SOURCE
#include "base/find.h"

#include <string.h>

const char *as_find(const char *hay, size_t n, const char *needle, size_t m) {
    if (m > n) return NULL;
    if (m == 0) return hay;
    if (m == 1) return memchr(hay, needle[0], n);
    return memmem(hay, n, needle, m);
}

const char *as_rfind(const char *hay, size_t n, const char *needle, size_t m) {
    if (m > n) return NULL;
    if (m == 0) return hay + n;
    size_t starts = n - m + 1;
    for (;;) {
        const char *at = memrchr(hay, needle[0], starts);
        if (!at || memcmp(at, needle, m) == 0) return at;
        starts = (size_t)(at - hay);
    }
}

size_t as_count(const char *hay, size_t n, const char *needle, size_t m, size_t limit) {
    size_t count = 0;
    const char *end = hay + n;
    while (count < limit) {
        const char *at = as_find(hay, (size_t)(end - hay), needle, m);
        if (!at) break;
        count++;
        hay = at + m;
    }
    return count;
}
