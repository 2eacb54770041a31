/* UTF-8: see the header. The loops over long texts work on eight bytes at a time. */
#include "base/utf8.h"

#include <string.h>

#define HIGH_BITS 0x8080808080808080u
#define LOW_BITS  0x0101010101010101u

size_t as_utf8_write(char *out, uint32_t c) {
    unsigned char *p = (unsigned char *)out;
    if (c < 0x80) {
        p[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (unsigned char)(0xC0 | c >> 6);
        p[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (unsigned char)(0xE0 | c >> 12);
        p[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        p[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (unsigned char)(0xF0 | c >> 18);
    p[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    p[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    p[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

static uint64_t load(const char *p) {
    uint64_t w;
    memcpy(&w, p, 8);
    return w;
}

/* Continuation bytes (10xxxxxx) in up to 255 words: each byte of `sum` counts one column. */
static size_t count_continuations(const char *s, size_t words) {
    uint64_t sum = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t w = load(s + i * 8);
        sum += (w >> 7) & (~w >> 6) & LOW_BITS;
    }
    uint64_t pairs = (sum & 0x00FF00FF00FF00FFu) + ((sum >> 8) & 0x00FF00FF00FF00FFu);
    return (size_t)((pairs * 0x0001000100010001u) >> 48);
}

size_t as_utf8_count(const char *s, size_t size) {
    size_t continuations = 0, i = 0;
    while (size - i >= 8) {
        size_t words = (size - i) / 8;
        if (words > 255) words = 255;
        continuations += count_continuations(s + i, words);
        i += words * 8;
    }
    for (; i < size; i++) continuations += as_utf8_is_continuation(s[i]);
    return size - continuations;
}

size_t as_utf8_ascii_prefix(const char *s, size_t size) {
    size_t i = 0;
    while (size - i >= 32) {
        if ((load(s + i) | load(s + i + 8) | load(s + i + 16) | load(s + i + 24)) & HIGH_BITS) break;
        i += 32;
    }
    while (size - i >= 8 && !(load(s + i) & HIGH_BITS)) i += 8;
    while (i < size && (unsigned char)s[i] < 0x80) i++;
    return i;
}

bool as_utf8_is_ascii(const char *s, size_t size) { return as_utf8_ascii_prefix(s, size) == size; }

const char *as_utf8_skip(const char *s, size_t n) {
    while (n >= 8) { /* a word holds at most 8 characters: never skips too far */
        size_t in_word = 8 - count_continuations(s, 1);
        if (in_word > n) break;
        s += 8;
        n -= in_word;
        if (in_word == 0) break; /* cannot be in stored text */
    }
    /* The word may have ended within a character that is counted already. */
    while (as_utf8_is_continuation(*s)) s++;
    while (n-- > 0) s += as_utf8_width(*s);
    return s;
}

/* Allowed range of the second byte, by the first (the others need 80..BF). */
static void second_range(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

Utf8Error as_utf8_decode(const char *s, size_t size, uint32_t *c, size_t *length) {
    const unsigned char *p = (const unsigned char *)s;
    *length = 1;
    if (p[0] < 0x80) {
        *c = p[0];
        return UTF8_OK;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) return UTF8_START;
    size_t need = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    unsigned char low, high;
    second_range(p[0], &low, &high);
    for (size_t i = 1; i < need; i++) {
        if (i == size) return UTF8_END;
        if (p[i] < low || p[i] > high) return UTF8_CONTINUATION;
        low = 0x80, high = 0xBF;
        *length = i + 1;
    }
    *c = as_utf8_read(&s);
    return UTF8_OK;
}

static bool is_stored_surrogate(const char *s, size_t size) {
    return size >= 3 && (unsigned char)s[0] == 0xED && as_utf8_is_continuation(s[1]) &&
           as_utf8_is_continuation(s[2]);
}

size_t as_utf8_check(const char *s, size_t size, bool surrogates) {
    size_t i = 0;
    for (;;) {
        i += as_utf8_ascii_prefix(s + i, size - i);
        if (i == size) return size;
        uint32_t c;
        size_t length;
        if (as_utf8_decode(s + i, size - i, &c, &length) == UTF8_OK) i += length;
        else if (surrogates && is_stored_surrogate(s + i, size - i)) i += 3;
        else return i;
    }
}
