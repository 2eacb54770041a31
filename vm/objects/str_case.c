/* str methods about letters: case mappings and the is...() questions.
 *
 * ASCII text, nearly all there is, is mapped byte by byte into a str of the same size; other text goes
 * through the Unicode maps, where one character may become three. */
#include "vm/objects/str_impl.h"

#include "base/unicode.h"
#include "base/utf8.h"

static bool upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }
static bool lower_ascii(char c) { return c >= 'a' && c <= 'z'; }
static char to_lower(char c) { return upper_ascii(c) ? (char)(c + 32) : c; }
static char to_upper(char c) { return lower_ascii(c) ? (char)(c - 32) : c; }
static char to_swapped(char c) { return upper_ascii(c) ? to_lower(c) : to_upper(c); }

static Value map_ascii(Thread *t, Str *s, char (*map)(char)) {
    Str *r = as_str_alloc(t, s->size);
    if (!r) return AS_UNDEF;
    for (size_t i = 0; i < s->size; i++) r->data[i] = map(s->data[i]);
    r->length = s->length;
    return as_from_obj(r);
}

/* Whether the capital sigma at `at` ends a word: behind a cased letter and not before one, passing
 * over what is ignored for case. */
static bool sigma_is_final(Str *s, const char *at) {
    const char *before = at, *end = s->data + s->size;
    bool cased = false;
    while (before > s->data) {
        before = as_utf8_before(before);
        const char *p = before;
        const UnicodeRecord *r = as_unicode(as_utf8_read(&p));
        if (r->flags & UNI_CASE_IGNORABLE) continue;
        cased = (r->flags & UNI_CASED) != 0;
        break;
    }
    if (!cased) return false;
    const char *after = at + 2;
    while (after < end) {
        const UnicodeRecord *r = as_unicode(as_utf8_read(&after));
        if (!(r->flags & UNI_CASE_IGNORABLE)) return !(r->flags & UNI_CASED);
    }
    return true;
}

static int lower_at(Str *s, const char *at, uint32_t c, uint32_t out[3]) {
    if (c != 0x3A3) return as_unicode_lower(c, out);
    out[0] = sigma_is_final(s, at) ? 0x3C2 : 0x3C3;
    return 1;
}

typedef enum CaseMap { LOWER, UPPER, TITLE, SWAP, CAPITALIZE, FOLD } CaseMap;

/* `first`: of a word for TITLE, of the text for CAPITALIZE. */
static int map_char(CaseMap how, Str *s, const char *at, uint32_t c, bool first, uint32_t out[3]) {
    unsigned flags;
    switch (how) {
    case LOWER: return lower_at(s, at, c, out);
    case UPPER: return as_unicode_upper(c, out);
    case FOLD: return as_unicode_fold(c, out);
    case TITLE:
    case CAPITALIZE: return first ? as_unicode_title(c, out) : lower_at(s, at, c, out);
    case SWAP: break;
    }
    flags = as_unicode(c)->flags;
    if (flags & UNI_UPPER) return lower_at(s, at, c, out);
    if (flags & UNI_LOWER) return as_unicode_upper(c, out);
    out[0] = c;
    return 1;
}

static Value map_unicode(Thread *t, Str *s, CaseMap how) {
    StrBuilder b;
    as_sb_init(&b, t);
    const char *at = s->data, *end = s->data + s->size;
    bool first = true;
    while (at < end && !b.failed) {
        const char *here = at;
        uint32_t out[3], c = as_utf8_read(&at);
        int n = map_char(how, s, here, c, first, out);
        for (int i = 0; i < n; i++) as_sb_char(&b, out[i]);
        first = how == TITLE && !as_unicode_is(c, UNI_CASED);
    }
    return as_sb_end(&b);
}

static Value title_ascii(Thread *t, Str *s, bool each_word) {
    Str *r = as_str_alloc(t, s->size);
    if (!r) return AS_UNDEF;
    bool first = true;
    for (size_t i = 0; i < s->size; i++) {
        char c = s->data[i];
        r->data[i] = first ? to_upper(c) : to_lower(c);
        first = each_word && !upper_ascii(c) && !lower_ascii(c);
    }
    r->length = s->length;
    return as_from_obj(r);
}

static Value map_text(Thread *t, Value self, CaseMap how, char (*ascii)(char)) {
    Str *s = as_as_str(self);
    if (s->size == 0) return as_str_new(t, "", 0);
    if (!as_str_is_ascii(s)) return map_unicode(t, s, how);
    if (ascii) return map_ascii(t, s, ascii);
    return title_ascii(t, s, how == TITLE);
}

#define CASE_METHOD(name, how, ascii)                                                              \
    Value as_strm_##name(Thread *t, Value *args, int nargs) {                                      \
        (void)nargs;                                                                               \
        return map_text(t, args[0], how, ascii);                                                   \
    }
CASE_METHOD(lower, LOWER, to_lower)
CASE_METHOD(upper, UPPER, to_upper)
CASE_METHOD(casefold, FOLD, to_lower)
CASE_METHOD(swapcase, SWAP, to_swapped)
CASE_METHOD(title, TITLE, NULL)
CASE_METHOD(capitalize, CAPITALIZE, NULL)

/* --- questions --- */

static bool all_are(Str *s, unsigned flags) {
    const char *at = s->data, *end = s->data + s->size;
    while (at < end)
        if (!as_unicode_is(as_utf8_read(&at), flags)) return false;
    return true;
}

#define ALL_METHOD(name, flags, empty)                                                             \
    Value as_strm_##name(Thread *t, Value *args, int nargs) {                                      \
        (void)t, (void)nargs;                                                                      \
        Str *s = as_as_str(args[0]);                                                               \
        return as_bool(s->size ? all_are(s, flags) : empty);                                       \
    }
ALL_METHOD(isalnum, UNI_ALNUM, false)
ALL_METHOD(isalpha, UNI_ALPHA, false)
ALL_METHOD(isdecimal, UNI_DECIMAL, false)
ALL_METHOD(isdigit, UNI_DIGIT, false)
ALL_METHOD(isnumeric, UNI_NUMERIC, false)
ALL_METHOD(isspace, UNI_SPACE, false)
ALL_METHOD(isprintable, UNI_PRINTABLE, true)

/* There is a character of case `want`, and none of the other cases. */
static bool is_cased(Str *s, unsigned want, unsigned others) {
    const char *at = s->data, *end = s->data + s->size;
    bool found = false;
    while (at < end) {
        unsigned flags = as_unicode(as_utf8_read(&at))->flags;
        if (flags & others) return false;
        if (flags & want) found = true;
    }
    return found;
}

Value as_strm_islower(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(is_cased(as_as_str(args[0]), UNI_LOWER, UNI_UPPER | UNI_TITLE));
}

Value as_strm_isupper(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(is_cased(as_as_str(args[0]), UNI_UPPER, UNI_LOWER | UNI_TITLE));
}

Value as_strm_istitle(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Str *s = as_as_str(args[0]);
    const char *at = s->data, *end = s->data + s->size;
    bool found = false, in_word = false;
    while (at < end) {
        unsigned flags = as_unicode(as_utf8_read(&at))->flags;
        bool capital = flags & (UNI_UPPER | UNI_TITLE), small = flags & UNI_LOWER;
        if (capital ? in_word : small && !in_word) return AS_FALSE;
        in_word = capital || small;
        found = found || in_word;
    }
    return as_bool(found);
}

Value as_strm_isascii(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_bool(as_str_is_ascii(as_as_str(args[0])));
}

Value as_strm_isidentifier(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    Str *s = as_as_str(args[0]);
    const char *at = s->data, *end = s->data + s->size;
    if (at == end) return AS_FALSE;
    uint32_t first = as_utf8_read(&at);
    if (first != '_' && !as_unicode_is_xid_start(first)) return AS_FALSE;
    while (at < end)
        if (!as_unicode_is_xid_continue(as_utf8_read(&at))) return AS_FALSE;
    return AS_TRUE;
}
