/* Methods of bytes and bytearray about ASCII letters, layout, translation and other notations. */
#include "vm/objects/bytes_impl.h"

#include "base/utf8.h"

#include <string.h>

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
static bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }
static bool is_ascii(char c) { return (unsigned char)c < 128; }
static char to_lower(char c) { return is_upper(c) ? (char)(c + 32) : c; }
static char to_upper(char c) { return is_lower(c) ? (char)(c - 32) : c; }

static Value end_like(StrBuilder *b, Value like) {
    Value v = b->failed ? AS_UNDEF : as_bytes_like(b->t, like, as_sb_data(b), b->size);
    as_sb_drop(b);
    return v;
}

/* --- case --- */

typedef enum CaseMap { LOWER, UPPER, SWAP, TITLE, CAPITALIZE } CaseMap;

static char map_byte(CaseMap how, char c, bool first) {
    switch (how) {
    case LOWER: return to_lower(c);
    case UPPER: return to_upper(c);
    case SWAP: return is_upper(c) ? to_lower(c) : to_upper(c);
    default: return first ? to_upper(c) : to_lower(c);
    }
}

static Value map_bytes(Thread *t, Value self, CaseMap how) {
    View v = as_view(t, self);
    StrBuilder b;
    as_sb_init(&b, t);
    char *out = as_sb_room(&b, v.size);
    bool first = true;
    for (size_t i = 0; out && i < v.size; i++) {
        out[i] = map_byte(how, v.data[i], first);
        first = how == TITLE && !is_alpha(v.data[i]);
    }
    if (out) b.size = v.size;
    return end_like(&b, self);
}

#define CASE_METHOD(name, how)                                                                     \
    Value as_bytesm_##name(Thread *t, Value *args, int nargs) {                                    \
        (void)nargs;                                                                               \
        return map_bytes(t, args[0], how);                                                         \
    }
CASE_METHOD(lower, LOWER)
CASE_METHOD(upper, UPPER)
CASE_METHOD(swapcase, SWAP)
CASE_METHOD(title, TITLE)
CASE_METHOD(capitalize, CAPITALIZE)

#define ALL_METHOD(name, test, empty)                                                              \
    Value as_bytesm_##name(Thread *t, Value *args, int nargs) {                                    \
        (void)nargs;                                                                               \
        View v = as_view(t, args[0]);                                                              \
        for (size_t i = 0; i < v.size; i++)                                                        \
            if (!test(v.data[i])) return AS_FALSE;                                                 \
        return as_bool(v.size != 0 || empty);                                                      \
    }
ALL_METHOD(isalnum, is_alnum, false)
ALL_METHOD(isalpha, is_alpha, false)
ALL_METHOD(isdigit, is_digit, false)
ALL_METHOD(isspace, is_space, false)
ALL_METHOD(isascii, is_ascii, true)

static Value cased(View v, bool (*want)(char), bool (*other)(char)) {
    bool found = false;
    for (size_t i = 0; i < v.size; i++) {
        if (other(v.data[i])) return AS_FALSE;
        found = found || want(v.data[i]);
    }
    return as_bool(found);
}

Value as_bytesm_islower(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return cased(as_view(t, args[0]), is_lower, is_upper);
}

Value as_bytesm_isupper(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return cased(as_view(t, args[0]), is_upper, is_lower);
}

Value as_bytesm_istitle(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View v = as_view(t, args[0]);
    bool in_word = false, found = false;
    for (size_t i = 0; i < v.size; i++) {
        char c = v.data[i];
        if (is_upper(c) ? in_word : is_lower(c) && !in_word) return AS_FALSE;
        in_word = is_alpha(c);
        found = found || in_word;
    }
    return as_bool(found);
}

/* --- layout --- */

static bool pad_args(Thread *t, Value *args, const char *name, int64_t *width, char *fill, size_t *missing) {
    View byte;
    if (!as_index_int64(t, args[1], width)) return false;
    *fill = ' ';
    if (!as_is_undef(args[2])) {
        if (!as_bytes_view(t, args[2], &byte.data, &byte.size) || byte.size != 1)
            return as_fail(t, T_TYPE_ERROR, "%s() argument 2 must be a byte string of length 1, not %A",
                           name, args[2]);
        *fill = byte.data[0];
    }
    size_t size = as_view(t, args[0]).size;
    *missing = *width > (int64_t)size ? (size_t)*width - size : 0;
    return true;
}

static void fill_bytes(StrBuilder *b, char c, size_t count) {
    if (is_ascii(c)) { /* the builder fills with code points */
        as_sb_fill(b, (unsigned char)c, count);
        return;
    }
    char *room = as_sb_room(b, count);
    if (!room) return;
    memset(room, c, count);
    b->size += count;
}

static Value pad(Thread *t, Value self, size_t left, size_t right, char fill) {
    View v = as_view(t, self);
    if (left + right == 0 && as_is_exact(self, T_BYTES)) return as_incref(self);
    StrBuilder b;
    as_sb_init(&b, t);
    fill_bytes(&b, fill, left);
    as_sb_bytes(&b, v.data, v.size);
    fill_bytes(&b, fill, right);
    return end_like(&b, self);
}

Value as_bytesm_center(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    char fill;
    size_t missing;
    if (!pad_args(t, args, "center", &width, &fill, &missing)) return AS_UNDEF;
    size_t left = missing / 2 + (missing & (size_t)width & 1);
    return pad(t, args[0], left, missing - left, fill);
}

Value as_bytesm_ljust(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    char fill;
    size_t missing;
    if (!pad_args(t, args, "ljust", &width, &fill, &missing)) return AS_UNDEF;
    return pad(t, args[0], 0, missing, fill);
}

Value as_bytesm_rjust(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    char fill;
    size_t missing;
    if (!pad_args(t, args, "rjust", &width, &fill, &missing)) return AS_UNDEF;
    return pad(t, args[0], missing, 0, fill);
}

Value as_bytesm_zfill(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    if (!as_index_int64(t, args[1], &width)) return AS_UNDEF;
    View v = as_view(t, args[0]);
    if (width <= (int64_t)v.size) return pad(t, args[0], 0, 0, ' ');
    bool sign = v.size && (v.data[0] == '+' || v.data[0] == '-');
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_bytes(&b, v.data, sign);
    as_sb_fill(&b, '0', (size_t)width - v.size);
    as_sb_bytes(&b, v.data + sign, v.size - sign);
    return end_like(&b, args[0]);
}

Value as_bytesm_expandtabs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t tab, column = 0;
    if (!as_text_count(t, args[1], 8, &tab)) return AS_UNDEF;
    View v = as_view(t, args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < v.size && !b.failed; i++) {
        char c = v.data[i];
        if (c == '\t') {
            int64_t fill = tab > 0 ? tab - column % tab : 0;
            as_sb_fill(&b, ' ', (size_t)fill);
            column += fill;
        } else {
            as_sb_bytes(&b, &c, 1);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    return end_like(&b, args[0]);
}

/* --- translate --- */

Value as_bytesm_translate(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View table = {NULL, 0}, drop = {"", 0};
    if (!as_is_none(args[1])) {
        if (!as_bytes_arg(t, args[1], &table.data, &table.size)) return AS_UNDEF;
        if (table.size != 256)
            return as_raise(t, T_VALUE_ERROR, "translation table must be 256 characters long");
    }
    if (!as_is_undef(args[2]) && !as_bytes_arg(t, args[2], &drop.data, &drop.size)) return AS_UNDEF;
    View v = as_view(t, args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    char *out = as_sb_room(&b, v.size);
    for (size_t i = 0; out && i < v.size; i++) {
        char c = v.data[i];
        if (drop.size && memchr(drop.data, c, drop.size)) continue;
        out[b.size++] = table.data ? table.data[(unsigned char)c] : c;
    }
    return end_like(&b, args[0]);
}

Value as_bytesm_maketrans(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View from, to;
    if (!as_bytes_arg(t, args[0], &from.data, &from.size)) return AS_UNDEF;
    if (!as_bytes_arg(t, args[1], &to.data, &to.size)) return AS_UNDEF;
    if (from.size != to.size)
        return as_raise(t, T_VALUE_ERROR, "maketrans arguments must have same length");
    char table[256];
    for (int i = 0; i < 256; i++) table[i] = (char)i;
    for (size_t i = 0; i < from.size; i++) table[(unsigned char)from.data[i]] = to.data[i];
    return as_bytes_new(t, table, sizeof table);
}

/* --- other notations --- */

Value as_bytesm_decode(Thread *t, Value *args, int nargs) {
    (void)nargs;
    static const char *const names[] = {"self", "encoding", "errors"};
    for (int i = 1; i < 3; i++)
        if (!as_is_undef(args[i]) && !as_is_any_str(t, args[i]))
            return as_raise(t, T_TYPE_ERROR, "decode() argument '%s' must be str, not %A", names[i],
                            args[i]);
    View v = as_view(t, args[0]);
    return as_decode(t, v.data, v.size, as_is_undef(args[1]) ? NULL : as_as_str(args[1]),
                     as_is_undef(args[2]) ? NULL : as_as_str(args[2]));
}

static bool separator(Thread *t, Value v, char *out) {
    int64_t length = as_len(t, v);
    View bytes;
    if (length < 0) return false;
    if (length != 1) return as_fail(t, T_VALUE_ERROR, "sep must be length 1.");
    if (as_is_any_str(t, v)) *out = as_as_str(v)->data[0];
    else if (as_bytes_view(t, v, &bytes.data, &bytes.size)) *out = bytes.data[0];
    else return as_fail(t, T_TYPE_ERROR, "sep must be str or bytes.");
    return is_ascii(*out) || as_fail(t, T_VALUE_ERROR, "sep must be ASCII.");
}

Value as_bytesm_hex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    static const char digits[] = "0123456789abcdef";
    char sep = 0;
    int64_t group;
    if (!as_text_count(t, args[2], 1, &group)) return AS_UNDEF;
    if (!as_is_undef(args[1]) && !separator(t, args[1], &sep)) return AS_UNDEF;
    View v = as_view(t, args[0]);
    size_t step = group < 0 ? (size_t)-group : (size_t)group;
    if (as_is_undef(args[1])) step = 0;
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < v.size && !b.failed; i++) {
        unsigned char c = (unsigned char)v.data[i];
        size_t counted = group < 0 ? i : v.size - i; /* groups are counted from the left or right */
        if (i && step && counted % step == 0) as_sb_bytes(&b, &sep, 1);
        as_sb_bytes(&b, &digits[c >> 4], 1);
        as_sb_bytes(&b, &digits[c & 15], 1);
    }
    return as_sb_end(&b);
}

static int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Read the digits of s into b; the position of what is none, or SIZE_MAX. */
static size_t read_hex(StrBuilder *b, const Str *s) {
    size_t i = 0;
    for (;;) {
        while (i < s->size && is_space(s->data[i])) i++;
        if (i >= s->size) return SIZE_MAX;
        int high = hex_digit(s->data[i]);
        if (high < 0) return i;
        int low = hex_digit(s->data[i + 1]); /* a NUL ends the data */
        if (low < 0) return i + 1;
        char byte = (char)(high << 4 | low);
        as_sb_bytes(b, &byte, 1);
        i += 2;
    }
}

Value as_bytesm_fromhex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "fromhex() argument must be str, not %A", args[1]);
    Str *s = as_as_str(args[1]);
    Type *type = as_as_type(args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    size_t bad = as_utf8_ascii_prefix(s->data, s->size);
    if (bad == s->size) bad = read_hex(&b, s);
    if (bad != SIZE_MAX) {
        as_sb_drop(&b);
        return as_raise(t, T_VALUE_ERROR,
                        "non-hexadecimal number found in fromhex() arg at position %zd", bad);
    }
    if (type == as_builtin(t, T_BYTEARRAY)) {
        Value v = b.failed ? AS_UNDEF : as_bytearray_new(t, as_sb_data(&b), b.size);
        as_sb_drop(&b);
        return v;
    }
    OWNED(bytes, as_sb_end_bytes(&b));
    if (as_is_undef(bytes.v) || type == as_builtin(t, T_BYTES)) return as_move(&bytes);
    return as_call1(t, args[0], bytes.v);
}
