/* Names of encodings and error handlers. */
#include "vm/objects/codecs.h"

#include <string.h>

typedef struct Alias {
    const char *name;
    Codec codec;
} Alias;

/* Names in normal form: small letters, runs of other characters than letters, digits and dots are
 * one underscore. */
static const Alias aliases[] = {
    {"utf_8", CODEC_UTF8}, {"utf8", CODEC_UTF8}, {"u8", CODEC_UTF8}, {"utf", CODEC_UTF8},
    {"cp65001", CODEC_UTF8}, {"utf8_ucs2", CODEC_UTF8}, {"utf8_ucs4", CODEC_UTF8},
    {"utf_8_sig", CODEC_UTF8_SIG},
    {"ascii", CODEC_ASCII}, {"us_ascii", CODEC_ASCII}, {"646", CODEC_ASCII}, {"us", CODEC_ASCII},
    {"iso646_us", CODEC_ASCII}, {"iso_ir_6", CODEC_ASCII}, {"cp367", CODEC_ASCII},
    {"ibm367", CODEC_ASCII}, {"csascii", CODEC_ASCII}, {"ansi_x3.4_1968", CODEC_ASCII},
    {"ansi_x3_4_1968", CODEC_ASCII}, {"ansi_x3.4_1986", CODEC_ASCII}, {"iso_646.irv_1991", CODEC_ASCII},
    {"latin_1", CODEC_LATIN1}, {"latin1", CODEC_LATIN1}, {"latin", CODEC_LATIN1}, {"l1", CODEC_LATIN1},
    {"iso_8859_1", CODEC_LATIN1}, {"iso8859_1", CODEC_LATIN1}, {"iso8859", CODEC_LATIN1},
    {"8859", CODEC_LATIN1}, {"cp819", CODEC_LATIN1}, {"ibm819", CODEC_LATIN1},
    {"iso_ir_100", CODEC_LATIN1}, {"csisolatin1", CODEC_LATIN1}, {"iso_8859_1_1987", CODEC_LATIN1},
    {"utf_16", CODEC_UTF16}, {"utf16", CODEC_UTF16}, {"u16", CODEC_UTF16},
    {"utf_16_le", CODEC_UTF16_LE}, {"utf_16le", CODEC_UTF16_LE},
    {"unicodelittleunmarked", CODEC_UTF16_LE},
    {"utf_16_be", CODEC_UTF16_BE}, {"utf_16be", CODEC_UTF16_BE},
    {"unicodebigunmarked", CODEC_UTF16_BE},
    {"utf_32", CODEC_UTF32}, {"utf32", CODEC_UTF32}, {"u32", CODEC_UTF32},
    {"utf_32_le", CODEC_UTF32_LE}, {"utf_32le", CODEC_UTF32_LE},
    {"utf_32_be", CODEC_UTF32_BE}, {"utf_32be", CODEC_UTF32_BE},
};

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

static bool normalize(const Str *name, char *out, size_t room) {
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < name->size; i++) {
        char c = name->data[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (!is_word(c)) {
            gap = true;
            continue;
        }
        if (n + 3 > room) return false;
        if (gap && n > 0) out[n++] = '_';
        gap = false;
        out[n++] = c;
    }
    out[n] = 0;
    return true;
}

Codec as_codec_find(Thread *t, Str *name) {
    char normal[40];
    if (!name) return CODEC_UTF8;
    if (strlen(name->data) != name->size) {
        as_raise(t, T_VALUE_ERROR, "embedded null character");
        return CODEC_UNKNOWN;
    }
    if (normalize(name, normal, sizeof normal))
        for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
            if (strcmp(normal, aliases[i].name) == 0) return aliases[i].codec;
    as_raise(t, T_LOOKUP_ERROR, "unknown encoding: %S", name);
    return CODEC_UNKNOWN;
}

const char *as_codec_name(Codec codec) {
    static const char *const names[] = {"",       "utf-8",     "utf-8",     "ascii",  "latin-1",  "utf-16",
                                        "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"};
    return names[codec];
}

Handler as_handler_find(Str *name) {
    static const char *const names[] = {"", "strict", "ignore", "replace", "backslashreplace",
                                        "xmlcharrefreplace", "surrogateescape", "surrogatepass",
                                        "namereplace"};
    if (!name) return HANDLE_STRICT;
    for (int i = HANDLE_STRICT; i <= HANDLE_NAME; i++)
        if (as_str_is(name, names[i])) return (Handler)i;
    return HANDLE_UNKNOWN;
}

void as_handler_unknown(Thread *t, Str *name) {
    if (as_str_is(name, "namereplace"))
        as_raise(t, T_LOOKUP_ERROR, "the error handler 'namereplace' is not supported by Aster");
    else as_raise(t, T_LOOKUP_ERROR, "unknown error handler name '%S'", name);
}

void as_raise_unicode(Thread *t, TypeId type, Codec codec, Value object, size_t start, size_t end,
                      const char *reason) {
    OWNED(name, as_str_from(t, as_codec_name(codec)));
    OWNED(why, as_str_from(t, reason));
    if (as_is_undef(name.v) || as_is_undef(why.v)) return;
    Value args[5] = {name.v, object, as_int((int64_t)start), as_int((int64_t)end), why.v};
    as_raise_args(t, type, args, 5);
}

Value as_strm_encode(Thread *t, Value *args, int nargs) {
    (void)nargs;
    static const char *const names[] = {"self", "encoding", "errors"};
    for (int i = 1; i < 3; i++)
        if (!as_is_undef(args[i]) && !as_is_any_str(t, args[i]))
            return as_raise(t, T_TYPE_ERROR, "encode() argument '%s' must be str, not %A", names[i],
                            args[i]);
    return as_encode(t, as_as_str(args[0]), as_is_undef(args[1]) ? NULL : as_as_str(args[1]),
                     as_is_undef(args[2]) ? NULL : as_as_str(args[2]));
}
