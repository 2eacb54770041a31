/* Names of characters. The 35000 names consist of 13000 words, the frequent ones first in
 * as_name_words (the last letter of each has its top bit set; as_name_word_places says where every
 * 32nd begins). A word that ends in "-#" stands for one with the code point in hexadecimal there.
 *
 * In as_name_stream an entry is a byte with two numbers, how many words the name shares with the
 * one before it and how many follow, and then these: words 0 to 175 in one byte, others in two. The
 * entries of adjacent code points form runs; at the start of each nothing is shared.
 *
 * CJK ideographs and Hangul syllables have no entries: their names are computed. */
#include "base/unicode_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SINGLE = 176, STEP = 32, MAX_WORDS = 32, UNKNOWN = -1 };

/* --- computed names --- */

static const uint32_t ideographs[][2] = {
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
    {0x2A700, 0x2B739}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
    {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}, {0x31350, 0x323AF},
};

static bool is_ideograph(uint32_t c) {
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
        if (c >= ideographs[i][0] && c <= ideographs[i][1]) return true;
    return false;
}

enum { HANGUL = 0xAC00, LEADS = 19, VOWELS = 21, TAILS = 28 };

static const char *const leads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                     "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                     "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const tails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

/* Index of the longest of the texts that `at` begins with; UNKNOWN when there is none. */
static int longest(const char *const *texts, int count, const char *at, size_t *length) {
    int best = UNKNOWN;
    *length = 0;
    for (int i = 0; i < count; i++) {
        size_t size = strlen(texts[i]);
        if ((best == UNKNOWN || size > *length) && !strncmp(at, texts[i], size)) {
            best = i;
            *length = size;
        }
    }
    return best;
}

static bool hangul_by_name(const char *at, uint32_t *out) {
    size_t length;
    int lead = longest(leads, LEADS, at, &length);
    at += length;
    int vowel = longest(vowels, VOWELS, at, &length);
    at += length;
    int tail = longest(tails, TAILS, at, &length);
    if (lead < 0 || vowel < 0 || tail < 0 || at[length]) return false;
    *out = (uint32_t)(HANGUL + (lead * VOWELS + vowel) * TAILS + tail);
    return true;
}

/* Upper-case hexadecimal digits, four or five, as the standard writes them. */
static bool parse_code(const char *at, size_t length, uint32_t *out) {
    *out = 0;
    if (length < 4 || length > 5 || (length == 5 && *at == '0')) return false;
    for (size_t i = 0; i < length; i++) {
        const char *digits = "0123456789ABCDEF", *digit = memchr(digits, at[i], 16);
        if (!digit) return false;
        *out = *out * 16 + (uint32_t)(digit - digits);
    }
    return true;
}

static bool computed_by_name(const char *name, size_t length, uint32_t *out) {
    static const char hangul[] = "HANGUL SYLLABLE ", cjk[] = "CJK UNIFIED IDEOGRAPH-";
    if (!strncmp(name, hangul, sizeof hangul - 1))
        return hangul_by_name(name + sizeof hangul - 1, out);
    size_t skip = sizeof cjk - 1;
    return length > skip && !memcmp(name, cjk, skip) &&
           parse_code(name + skip, length - skip, out) && is_ideograph(*out);
}

/* --- words --- */

static const uint8_t *word_end(const uint8_t *at) {
    while (!(*at & 0x80)) at++;
    return at + 1;
}

static int find_word(const char *text, size_t length) {
    const uint8_t *at = as_name_words;
    for (uint32_t i = 0; i < as_name_word_count; i++) {
        const uint8_t *end = word_end(at);
        if ((size_t)(end - at) == length && !memcmp(at, text, length - 1) &&
            (end[-1] & 0x7F) == (uint8_t)text[length - 1])
            return (int)i;
        at = end;
    }
    return UNKNOWN;
}

/* Append word `number` of the name of `c` to `to`. */
static char *put_word(char *to, uint32_t number, uint32_t c) {
    const uint8_t *at = as_name_words + as_name_word_places[number / STEP];
    for (uint32_t i = 0; i < number % STEP; i++) at = word_end(at);
    const uint8_t *end = word_end(at);
    for (; at < end; at++) *to++ = (char)(*at & 0x7F);
    return to[-1] == '#' ? to - 1 + sprintf(to - 1, "%04X", c) : to;
}

/* --- the stream --- */

typedef struct Reader {
    const uint8_t *at;
    uint16_t words[MAX_WORDS];
    uint32_t count;
} Reader;

static void next_name(Reader *r) {
    uint8_t head = *r->at++;
    r->count = head >> 4;
    for (unsigned fresh = head & 15; fresh; fresh--) {
        unsigned word = *r->at++;
        if (word >= SINGLE) word = SINGLE + (word - SINGLE) * 256 + *r->at++;
        r->words[r->count++] = (uint16_t)word;
    }
}

/* --- from name to character --- */

/* A name as word numbers. `code` is what the last word has in place of "#", if it does. */
typedef struct Query {
    uint16_t words[MAX_WORDS];
    uint32_t count, code;
    bool has_code;
} Query;

static int last_word(Query *q, const char *at, size_t length) {
    char text[64];
    int word = find_word(at, length);
    const char *dash = memrchr(at, '-', length);
    if (word != UNKNOWN || !dash) return word;
    size_t kept = (size_t)(dash - at) + 1;
    if (kept + 1 > sizeof text || !parse_code(dash + 1, length - kept, &q->code)) return UNKNOWN;
    memcpy(text, at, kept);
    text[kept] = '#';
    q->has_code = true;
    return find_word(text, kept + 1);
}

static bool make_query(Query *q, const char *name) {
    q->count = 0;
    q->has_code = false;
    for (;;) {
        const char *space = strchr(name, ' ');
        size_t length = space ? (size_t)(space - name) : strlen(name);
        int word =
            length ? (space ? find_word(name, length) : last_word(q, name, length)) : UNKNOWN;
        if (word == UNKNOWN || q->count == MAX_WORDS) return false;
        q->words[q->count++] = (uint16_t)word;
        if (!space) return true;
        name = space + 1;
    }
}

static bool find_name(const Query *q, uint32_t *out) {
    Reader r = {.at = as_name_stream};
    for (uint32_t i = 0; i < as_name_run_count; i++)
        for (uint32_t k = 0; k < as_name_runs[i].count; k++) {
            next_name(&r);
            if (r.count != q->count || memcmp(r.words, q->words, q->count * sizeof *q->words))
                continue;
            *out = as_name_runs[i].first + k;
            if (!q->has_code || *out == q->code) return true;
        }
    return false;
}

static bool find_alias(const char *name, uint32_t *out) {
    for (uint32_t i = 0; i < as_name_alias_count; i++)
        if (!strcmp(as_name_aliases[i].name, name)) {
            *out = as_name_aliases[i].code;
            return true;
        }
    return false;
}

bool as_unicode_by_name(const char *name, size_t length, uint32_t *out) {
    char exact[UNICODE_NAME_SIZE], upper[UNICODE_NAME_SIZE];
    Query q;
    if (!length || length >= sizeof upper || memchr(name, 0, length)) return false;
    if (memchr(name, '#', length)) return false; /* the mark of a computed word */
    memcpy(exact, name, length);
    for (size_t i = 0; i < length; i++) upper[i] = (char)toupper((unsigned char)name[i]);
    exact[length] = upper[length] = 0;
    return computed_by_name(exact, length, out) || find_alias(upper, out) ||
           (make_query(&q, upper) && find_name(&q, out));
}

/* --- from character to name --- */

static const NameRun *find_run(uint32_t c) {
    uint32_t low = 0, high = as_name_run_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const NameRun *run = &as_name_runs[middle];
        if (c < run->first)
            high = middle;
        else if (c >= run->first + run->count)
            low = middle + 1;
        else
            return run;
    }
    return NULL;
}

size_t as_unicode_name(uint32_t c, char out[UNICODE_NAME_SIZE]) {
    if (is_ideograph(c)) return (size_t)sprintf(out, "CJK UNIFIED IDEOGRAPH-%X", c);
    if (c >= HANGUL && c < HANGUL + LEADS * VOWELS * TAILS) {
        uint32_t s = c - HANGUL;
        return (size_t)sprintf(out, "HANGUL SYLLABLE %s%s%s", leads[s / (VOWELS * TAILS)],
                               vowels[s / TAILS % VOWELS], tails[s % TAILS]);
    }
    const NameRun *run = find_run(c);
    if (!run) return 0;
    Reader r = {.at = as_name_stream + run->at};
    for (uint32_t k = run->first; k <= c; k++) next_name(&r);
    char *to = out;
    for (uint32_t i = 0; i < r.count; i++) {
        if (i) *to++ = ' ';
        to = put_word(to, r.words[i], c);
    }
    *to = 0;
    return (size_t)(to - out);
}
