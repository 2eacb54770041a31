/* str to bytes.
 *
 * A character that the encoding has no bytes for starts a run of such characters (in UTF-16 and
 * UTF-32 of one), for which the error handler is asked once. */
#include "vm/objects/codecs.h"

#include "base/utf8.h"
#include "vm/objects/bytes.h"

#include <string.h>

typedef struct Encoder {
    Thread *t;
    Str *s;
    Codec codec;
    Str *errors;
    Handler handler;
    StrBuilder out; /* of bytes */
} Encoder;

static bool is_single_byte(Codec c) { return c == CODEC_ASCII || c == CODEC_LATIN1; }
static bool is_utf8(Codec c) { return c == CODEC_UTF8 || c == CODEC_UTF8_SIG; }
static bool is_utf16(Codec c) { return c >= CODEC_UTF16 && c <= CODEC_UTF16_BE; }

static bool fits(Codec codec, uint32_t c) {
    if (codec == CODEC_ASCII) return c < 128;
    if (codec == CODEC_LATIN1) return c < 256;
    return !as_is_surrogate(c);
}

static void put_unit16(Encoder *e, uint32_t u) {
    char bytes[2] = {(char)u, (char)(u >> 8)};
    if (e->codec == CODEC_UTF16_BE) bytes[0] = (char)(u >> 8), bytes[1] = (char)u;
    as_sb_bytes(&e->out, bytes, 2);
}

static void put_unit32(Encoder *e, uint32_t u) {
    char bytes[4];
    bool big = e->codec == CODEC_UTF32_BE;
    for (int i = 0; i < 4; i++) bytes[i] = (char)(u >> (big ? 24 - 8 * i : 8 * i));
    as_sb_bytes(&e->out, bytes, 4);
}

/* A character that fits, or (surrogatepass) a surrogate. */
static void put(Encoder *e, uint32_t c) {
    char byte = (char)c;
    if (is_single_byte(e->codec)) as_sb_bytes(&e->out, &byte, 1);
    else if (is_utf8(e->codec)) as_sb_char(&e->out, c);
    else if (!is_utf16(e->codec)) put_unit32(e, c);
    else if (c < 0x10000) put_unit16(e, c);
    else put_unit16(e, 0xD800 + ((c - 0x10000) >> 10)), put_unit16(e, 0xDC00 + (c & 0x3FF));
}

static void put_ascii(Encoder *e, const char *text) {
    for (; *text; text++) put(e, (unsigned char)*text);
}

static bool refuse(Encoder *e, size_t start, size_t end) {
    const char *reason = e->codec == CODEC_ASCII    ? "ordinal not in range(128)"
                         : e->codec == CODEC_LATIN1 ? "ordinal not in range(256)"
                                                    : "surrogates not allowed";
    as_raise_unicode(e->t, T_UNICODE_ENCODE_ERROR, e->codec, as_from_obj(e->s), start, end, reason);
    return false;
}

/* Replace one character; false when the handler declines. */
static bool replace(Encoder *e, uint32_t c) {
    char text[16], byte = (char)c;
    switch (e->handler) {
    case HANDLE_IGNORE: return true;
    case HANDLE_REPLACE: put(e, '?'); return true;
    case HANDLE_BACKSLASH:
        snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        put_ascii(e, text);
        return true;
    case HANDLE_XML:
        snprintf(text, sizeof text, "&#%u;", c);
        put_ascii(e, text);
        return true;
    case HANDLE_ESCAPE:
        if (c < 0xDC80 || c > 0xDCFF || !(is_utf8(e->codec) || is_single_byte(e->codec))) return false;
        as_sb_bytes(&e->out, &byte, 1);
        return true;
    case HANDLE_PASS:
        if (is_single_byte(e->codec)) return false;
        put(e, c);
        return true;
    default: return false;
    }
}

/* Handle the run that begins with the character before *at, number `start`; returns its end, or
 * SIZE_MAX with an exception. */
static size_t handle_run(Encoder *e, const char *run, const char **at, size_t start) {
    const char *end = e->s->data + e->s->size;
    size_t stop = start + 1;
    while (*at < end && (is_single_byte(e->codec) || is_utf8(e->codec))) {
        const char *next = *at;
        if (fits(e->codec, as_utf8_read(&next))) break;
        *at = next;
        stop++;
    }
    if (e->handler == HANDLE_UNKNOWN || e->handler == HANDLE_NAME) {
        as_handler_unknown(e->t, e->errors);
        return SIZE_MAX;
    }
    for (size_t i = start; i < stop; i++)
        if (!replace(e, as_utf8_read(&run))) return refuse(e, i, stop), SIZE_MAX;
    return stop;
}

static bool encode_slowly(Encoder *e) {
    const char *at = e->s->data, *end = at + e->s->size;
    size_t i = 0;
    while (at < end && !e->out.failed) {
        const char *here = at;
        uint32_t c = as_utf8_read(&at);
        if (fits(e->codec, c)) {
            put(e, c);
            i++;
            continue;
        }
        i = handle_run(e, here, &at, i);
        if (i == SIZE_MAX) return false;
    }
    return !e->out.failed;
}

static bool has_surrogates(const Str *s) {
    const char *at = s->data, *end = s->data + s->size;
    while ((at = memchr(at, 0xED, (size_t)(end - at)))) {
        if ((unsigned char)at[1] >= 0xA0) return true;
        at++;
    }
    return false;
}

/* What is stored is what is wanted. */
static bool is_ready(const Encoder *e) {
    if (is_single_byte(e->codec)) return as_str_is_ascii(e->s);
    return e->codec == CODEC_UTF8 && (as_str_is_ascii(e->s) || !has_surrogates(e->s));
}

Value as_encode(Thread *t, Str *s, Str *encoding, Str *errors) {
    Encoder e = {.t = t, .s = s, .codec = as_codec_find(t, encoding), .errors = errors};
    if (e.codec == CODEC_UNKNOWN) return AS_UNDEF;
    if (errors && strlen(errors->data) != errors->size)
        return as_raise(t, T_VALUE_ERROR, "embedded null character");
    if (is_ready(&e)) return as_bytes_new(t, s->data, s->size);
    e.handler = as_handler_find(errors);
    as_sb_init(&e.out, t);
    if (e.codec == CODEC_UTF8_SIG || e.codec == CODEC_UTF16 || e.codec == CODEC_UTF32) put(&e, 0xFEFF);
    if (!encode_slowly(&e)) {
        as_sb_drop(&e.out);
        return AS_UNDEF;
    }
    return as_sb_end_bytes(&e.out);
}
