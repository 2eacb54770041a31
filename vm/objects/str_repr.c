/* repr of str. */
#include "vm/objects/str_impl.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

static void add_hex(StrBuilder *b, char letter, uint32_t c, int digits) {
    char out[12] = {'\\', letter};
    for (int i = 0; i < digits; i++)
        out[2 + i] = "0123456789abcdef"[c >> 4 * (digits - 1 - i) & 15];
    as_sb_bytes(b, out, (size_t)digits + 2);
}

void as_sb_escape(StrBuilder *b, uint32_t c) {
    if (c < 0x100) add_hex(b, 'x', c, 2);
    else if (c < 0x10000) add_hex(b, 'u', c, 4);
    else add_hex(b, 'U', c, 8);
}

static void add_char(StrBuilder *b, uint32_t c, char quote) {
    switch (c) {
    case '\n': as_sb_bytes(b, "\\n", 2); return;
    case '\r': as_sb_bytes(b, "\\r", 2); return;
    case '\t': as_sb_bytes(b, "\\t", 2); return;
    default: break;
    }
    if (c == '\\' || c == (uint32_t)quote) as_sb_bytes(b, "\\", 1);
    if (as_unicode_is(c, UNI_PRINTABLE)) as_sb_char(b, c);
    else as_sb_escape(b, c);
}

/* Length of the prefix that stands for itself. */
static size_t plain_prefix(const char *s, size_t size, char quote) {
    size_t i = 0;
    while (i < size && s[i] >= ' ' && s[i] < 127 && s[i] != '\\' && s[i] != quote) i++;
    return i;
}

Value as_str_repr(Thread *t, Str *s) {
    bool single = memchr(s->data, '\'', s->size), twice = memchr(s->data, '"', s->size);
    char quote = single && !twice ? '"' : '\'';
    const char *at = s->data, *end = s->data + s->size;
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_bytes(&b, &quote, 1);
    while (at < end && !b.failed) {
        size_t plain = plain_prefix(at, (size_t)(end - at), quote);
        as_sb_bytes(&b, at, plain);
        at += plain;
        if (at < end) add_char(&b, as_utf8_read(&at), quote);
    }
    as_sb_bytes(&b, &quote, 1);
    return as_sb_end(&b);
}
