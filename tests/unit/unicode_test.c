/* Unit test of base/unicode, base/utf8 and base/find. What all code points are like is compared by
 * digests of each property, which were computed with CPython 3.12 (unicodedata and str methods). */
#include <stdio.h>
#include <string.h>

#include "base/find.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum { FLAGS, CATEGORY, DIGITS, UPPER, LOWER, TITLE, FOLD, NFKC, DIGESTS };
static const char *const names[] = {"flags", "category", "digits", "upper",
                                    "lower", "title",    "fold",   "nfkc"};
static const uint64_t expected[DIGESTS] = {
    0x9E9E154E97BD7A98u,
    0x76522C9AFE09A3AAu,
    0xCCD6D3F58F67DB24u,
    0x4BA5859D1B4B4889u,
    0x5466712790AF2780u,
    0xE9B02EE4302B6D5Fu,
    0xD1F089A806509F74u,
    0xE9FB61E746922466u,
};

static int failures;

static void check(bool ok, const char *what) {
    if (ok) return;
    printf("failed: %s\n", what);
    failures++;
}

static void add(uint64_t *digest, uint64_t value) { *digest = *digest * 1000003u + value + 1; }

static void add_mapping(uint64_t *digest, int (*map)(uint32_t, uint32_t[3]), uint32_t c) {
    uint32_t out[3];
    int n = map(c, out);
    for (int i = 0; i < n; i++) add(digest, out[i]);
    *digest *= 1000003u;
}

static void emit(void *ctx, const char *utf8, size_t size) {
    const char *end = utf8 + size;
    while (utf8 < end) add(ctx, as_utf8_read(&utf8));
}

static void add_normal_form(uint64_t *digest, uint32_t c) {
    char utf8[4];
    as_unicode_nfkc(utf8, as_utf8_write(utf8, c), emit, digest);
    *digest *= 1000003u;
}

static void test_all_code_points(void) {
    uint64_t digests[DIGESTS] = {0};
    for (uint32_t c = 0; c < 0x110000; c++) {
        const UnicodeRecord *r = as_unicode(c);
        const char *category = as_unicode_category(c);
        int decimal = r->flags & UNI_DECIMAL ? r->decimal : -1;
        int digit = r->flags & UNI_DIGIT ? r->digit : -1;
        add(&digests[FLAGS], r->flags & 0x19FF); /* without CASED, CASE_IGNORABLE, COMPOSES */
        add(&digests[CATEGORY], (uint64_t)category[0] * 256 + (uint64_t)category[1]);
        add(&digests[DIGITS], (uint64_t)(decimal + digit * 16 + 17));
        add_mapping(&digests[UPPER], as_unicode_upper, c);
        add_mapping(&digests[LOWER], as_unicode_lower, c);
        add_mapping(&digests[TITLE], as_unicode_title, c);
        add_mapping(&digests[FOLD], as_unicode_fold, c);
        add_normal_form(&digests[NFKC], c);
    }
    for (int i = 0; i < DIGESTS; i++) check(digests[i] == expected[i], names[i]);
}

static void copy(void *ctx, const char *utf8, size_t size) { strncat(ctx, utf8, size); }

static void check_nfkc(const char *from, const char *to) {
    char out[100] = "";
    as_unicode_nfkc(from, strlen(from), copy, out);
    check(strcmp(out, to) == 0, from);
}

static void test_nfkc(void) {
    check_nfkc("e\u0301", "\u00e9");
    check_nfkc("\ufb01\u2460", "fi1");
    check_nfkc("q\u0307\u0323", "q\u0323\u0307");       /* marks are ordered */
    check_nfkc("\u1100\u1161\u11a8", "\uac01");          /* Hangul */
    check_nfkc("\u09c7\u09be", "\u09cb");                /* a starter joins a starter */
    check_nfkc("\u0958", "\u0915\u093c");                /* excluded from composition */
    check_nfkc("a\u0315\u0300\u05ae\u0300b", "\u00e0\u05ae\u0300\u0315b");
}

static void test_utf8_round_trip(void) {
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        uint32_t read;
        size_t size = as_utf8_write(bytes, c), length;
        const char *at = bytes;
        check(as_utf8_read(&at) == c && at == bytes + size && as_utf8_size(c) == size, "read back");
        Utf8Error error = as_utf8_decode(bytes, size, &read, &length);
        if (as_is_surrogate(c)) check(error == UTF8_CONTINUATION && length == 1, "surrogate refused");
        else check(error == UTF8_OK && read == c && length == size, "decode");
        check(as_utf8_check(bytes, size, true) == size, "stored form");
    }
}

static void check_bad(const char *s, Utf8Error error, size_t length) {
    uint32_t c;
    size_t taken;
    check(as_utf8_decode(s, strlen(s), &c, &taken) == error && taken == length, s);
}

static void test_ill_formed(void) {
    check_bad("\x80", UTF8_START, 1);
    check_bad("\xc0\x80", UTF8_START, 1);
    check_bad("\xff", UTF8_START, 1);
    check_bad("\xe0\x80\x80", UTF8_CONTINUATION, 1);
    check_bad("\xe2\x82(", UTF8_CONTINUATION, 2);
    check_bad("\xf4\x90\x80\x80", UTF8_CONTINUATION, 1);
    check_bad("\xf0\x9f\x98", UTF8_END, 3);
    check_bad("\xe2", UTF8_END, 1);
}

/* Counting and skipping, with characters of all widths at all alignments. */
static void test_counting(void) {
    static const uint32_t chars[] = {'a', 0xE9, 0x20AC, 0x1F600, 'b', 'c', 0x20AC};
    char text[4096];
    size_t size = 0, starts[1000];
    for (size_t i = 0; i < 1000; i++) {
        starts[i] = size;
        size += as_utf8_write(text + size, chars[i * i % 7]);
    }
    for (size_t from = 0; from < 40; from++)
        for (size_t n = 0; from + n < 1000; n += 13) {
            const char *a = text + starts[from], *b = text + starts[from + n];
            check(as_utf8_count(a, (size_t)(b - a)) == n, "count");
            check(as_utf8_skip(a, n) == b, "skip");
        }
}

static void test_find(void) {
    const char *s = "abcabcab";
    check(as_find(s, 8, "cab", 3) == s + 2 && as_rfind(s, 8, "cab", 3) == s + 5, "find");
    check(!as_find(s, 8, "x", 1) && !as_rfind(s, 8, "bb", 2) && !as_find(s, 2, "abc", 3), "absent");
    check(as_find(s, 8, "", 0) == s && as_rfind(s, 8, "", 0) == s + 8, "empty");
    check(as_count(s, 8, "ab", 2, SIZE_MAX) == 3 && as_count(s, 8, "ab", 2, 2) == 2, "count of matches");
    check(as_count("aaaa", 4, "aa", 2, SIZE_MAX) == 2, "no overlaps");
}

int main(void) {
    test_all_code_points();
    test_nfkc();
    test_utf8_round_trip();
    test_ill_formed();
    test_counting();
    test_find();
    return failures != 0;
}
