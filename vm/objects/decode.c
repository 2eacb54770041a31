/* bytes to str. Every decoder reads one character at a time and reports a stretch of bytes that is
 * none; UTF-8 that is well-formed, the usual case, is only checked and copied. */
#include "vm/objects/codecs.h"

#include "base/utf8.h"
#include "vm/objects/bytes.h"

#include <string.h>

typedef struct Decoder {
    Thread *t;
    const unsigned char *data;
    size_t size, at;
    Codec codec;
    Str *errors;
    Handler handler;
    StrBuilder out;
    size_t bad_end;     /* of the stretch that begins at `at` */
    const char *reason; /* why it is none */
} Decoder;

static bool bad(Decoder *d, size_t length, const char *reason) {
    d->bad_end = d->at + length;
    d->reason = reason;
    return false;
}

static bool read_utf8(Decoder *d, uint32_t *c) {
    static const char *const reasons[] = {"", "invalid start byte", "invalid continuation byte",
                                          "unexpected end of data"};
    size_t length;
    Utf8Error error = as_utf8_decode((const char *)d->data + d->at, d->size - d->at, c, &length);
    if (error != UTF8_OK) return bad(d, length, reasons[error]);
    d->at += length;
    return true;
}

static bool read_byte(Decoder *d, uint32_t *c) {
    *c = d->data[d->at];
    if (d->codec == CODEC_ASCII && *c >= 128) return bad(d, 1, "ordinal not in range(128)");
    d->at++;
    return true;
}

static uint32_t unit16(const Decoder *d, size_t at) {
    uint32_t a = d->data[at], b = d->data[at + 1];
    return d->codec == CODEC_UTF16_BE ? a << 8 | b : b << 8 | a;
}

static bool read_utf16(Decoder *d, uint32_t *c) {
    size_t left = d->size - d->at;
    if (left < 2) return bad(d, left, "truncated data");
    *c = unit16(d, d->at);
    if (!as_is_surrogate(*c)) {
        d->at += 2;
        return true;
    }
    if (*c >= 0xDC00) return bad(d, 2, "illegal encoding");
    if (left < 4) return bad(d, left, "unexpected end of data");
    uint32_t low = unit16(d, d->at + 2);
    if ((low & 0xFC00) != 0xDC00) return bad(d, 2, "illegal UTF-16 surrogate");
    *c = 0x10000 + ((*c & 0x3FF) << 10) + (low & 0x3FF);
    d->at += 4;
    return true;
}

static uint32_t unit32(const Decoder *d) {
    uint32_t u = 0;
    for (size_t i = 0; i < 4; i++) {
        size_t at = d->codec == CODEC_UTF32_BE ? i : 3 - i;
        u = u << 8 | d->data[d->at + at];
    }
    return u;
}

static bool read_utf32(Decoder *d, uint32_t *c) {
    size_t left = d->size - d->at;
    if (left < 4) return bad(d, left, "truncated data");
    *c = unit32(d);
    if (as_is_surrogate(*c)) return bad(d, 4, "code point in surrogate code point range(0xd800, 0xe000)");
    if (*c > 0x10FFFF) return bad(d, 4, "code point not in range(0x110000)");
    d->at += 4;
    return true;
}

static bool read_char(Decoder *d, uint32_t *c) {
    switch (d->codec) {
    case CODEC_UTF8: case CODEC_UTF8_SIG: return read_utf8(d, c);
    case CODEC_ASCII: case CODEC_LATIN1: return read_byte(d, c);
    case CODEC_UTF16_LE: case CODEC_UTF16_BE: return read_utf16(d, c);
    default: return read_utf32(d, c);
    }
}

/* --- what to do about the stretch data[at:bad_end] --- */

static bool refuse(Decoder *d) {
    Thread *t = d->t;
    OWNED(object, as_bytes_new(t, (const char *)d->data, d->size));
    if (!as_is_undef(object.v))
        as_raise_unicode(t, T_UNICODE_DECODE_ERROR, d->codec, object.v, d->at, d->bad_end, d->reason);
    return false;
}

static void show_bytes(Decoder *d) {
    for (; d->at < d->bad_end; d->at++) as_sb_escape(&d->out, d->data[d->at]);
}

static bool escape_bytes(Decoder *d) {
    size_t start = d->at;
    while (d->at < d->bad_end && d->data[d->at] >= 128)
        as_sb_char(&d->out, 0xDC00u + d->data[d->at++]);
    return d->at > start || refuse(d);
}

/* surrogatepass: a surrogate in the encoding's own form. */
static bool pass_surrogate(Decoder *d) {
    const unsigned char *p = d->data + d->at;
    size_t left = d->size - d->at, taken = 0;
    uint32_t c = 0;
    if (d->codec == CODEC_UTF8 && left >= 3 && p[0] == 0xED) {
        c = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
        taken = (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 ? 3 : 0;
    } else if ((d->codec == CODEC_UTF16_LE || d->codec == CODEC_UTF16_BE) && left >= 2) {
        c = unit16(d, d->at);
        taken = 2;
    } else if ((d->codec == CODEC_UTF32_LE || d->codec == CODEC_UTF32_BE) && left >= 4) {
        c = unit32(d);
        taken = 4;
    }
    if (!taken || !as_is_surrogate(c)) return refuse(d);
    as_sb_char(&d->out, c);
    d->at += taken;
    return true;
}

static bool handle(Decoder *d) {
    switch (d->handler) {
    case HANDLE_STRICT: return refuse(d);
    case HANDLE_IGNORE: d->at = d->bad_end; return true;
    case HANDLE_REPLACE:
        as_sb_char(&d->out, 0xFFFD);
        d->at = d->bad_end;
        return true;
    case HANDLE_BACKSLASH: show_bytes(d); return true;
    case HANDLE_ESCAPE: return escape_bytes(d);
    case HANDLE_PASS: return pass_surrogate(d);
    case HANDLE_XML: case HANDLE_NAME:
        return as_fail(d->t, T_TYPE_ERROR,
                       "don't know how to handle UnicodeDecodeError in error callback");
    case HANDLE_UNKNOWN: break;
    }
    as_handler_unknown(d->t, d->errors);
    return false;
}

/* Skip a byte order mark; UTF-16 and UTF-32 get their byte order from it. */
static void read_mark(Decoder *d) {
    const unsigned char *p = d->data;
    if (d->codec == CODEC_UTF8_SIG && d->size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) d->at = 3;
    if (d->codec == CODEC_UTF16) {
        bool little = d->size >= 2 && p[0] == 0xFF && p[1] == 0xFE;
        bool big = d->size >= 2 && p[0] == 0xFE && p[1] == 0xFF;
        d->codec = big ? CODEC_UTF16_BE : CODEC_UTF16_LE;
        d->at = little || big ? 2 : 0;
    }
    if (d->codec == CODEC_UTF32) {
        bool little = d->size >= 4 && memcmp(p, "\xFF\xFE\0\0", 4) == 0;
        bool big = d->size >= 4 && memcmp(p, "\0\0\xFE\xFF", 4) == 0;
        d->codec = big ? CODEC_UTF32_BE : CODEC_UTF32_LE;
        d->at = little || big ? 4 : 0;
    }
    if (d->codec == CODEC_UTF8_SIG) d->codec = CODEC_UTF8;
}

static bool decode_slowly(Decoder *d) {
    while (d->at < d->size && !d->out.failed) {
        uint32_t c;
        if (read_char(d, &c)) as_sb_char(&d->out, c);
        else if (!handle(d)) return false;
    }
    return !d->out.failed;
}

static bool is_ready(const Decoder *d) {
    if (d->codec == CODEC_ASCII || d->codec == CODEC_LATIN1)
        return as_utf8_is_ascii((const char *)d->data, d->size);
    return d->codec == CODEC_UTF8 && as_utf8_check((const char *)d->data, d->size, false) == d->size;
}

Value as_decode(Thread *t, const char *data, size_t size, Str *encoding, Str *errors) {
    Decoder d = {.t = t, .data = (const unsigned char *)data, .size = size, .errors = errors,
                 .codec = as_codec_find(t, encoding)};
    if (d.codec == CODEC_UNKNOWN) return AS_UNDEF;
    if (errors && strlen(errors->data) != errors->size)
        return as_raise(t, T_VALUE_ERROR, "embedded null character");
    if (is_ready(&d)) return as_str_new(t, data, size);
    d.handler = as_handler_find(errors);
    as_sb_init(&d.out, t);
    read_mark(&d);
    if (!decode_slowly(&d)) {
        as_sb_drop(&d.out);
        return AS_UNDEF;
    }
    return as_sb_end(&d.out);
}
