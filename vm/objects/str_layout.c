/* str methods that pad, expand and translate: center, ljust, zfill, expandtabs, translate... */
#include "vm/objects/str_impl.h"

#include "base/utf8.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/text_args.h"

#include <string.h>

/* --- padding --- */

static Value pad(Thread *t, Str *s, size_t left, size_t right, uint32_t fill) {
    if (left + right == 0) return as_str_exact(t, as_from_obj(s));
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_fill(&b, fill, left);
    as_sb_str(&b, s);
    as_sb_fill(&b, fill, right);
    return as_sb_end(&b);
}

/* Arguments width and fillchar; *missing is how much has to be filled. */
static bool pad_args(Thread *t, Value *args, int64_t *width, uint32_t *fill, size_t *missing) {
    Str *s = as_as_str(args[0]);
    if (!as_index_int64(t, args[1], width)) return false;
    *fill = ' ';
    if (!as_is_undef(args[2])) {
        if (!as_is_any_str(t, args[2]))
            return as_fail(t, T_TYPE_ERROR, "The fill character must be a unicode character, not %T",
                           args[2]);
        if (as_as_str(args[2])->length != 1)
            return as_fail(t, T_TYPE_ERROR,
                           "The fill character must be exactly one character long");
        *fill = as_str_at(t, as_as_str(args[2]), 0);
    }
    *missing = *width > (int64_t)s->length ? (size_t)*width - s->length : 0;
    return true;
}

Value as_strm_center(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    uint32_t fill;
    size_t missing;
    if (!pad_args(t, args, &width, &fill, &missing)) return AS_UNDEF;
    size_t left = missing / 2 + (missing & (size_t)width & 1);
    return pad(t, as_as_str(args[0]), left, missing - left, fill);
}

Value as_strm_ljust(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    uint32_t fill;
    size_t missing;
    if (!pad_args(t, args, &width, &fill, &missing)) return AS_UNDEF;
    return pad(t, as_as_str(args[0]), 0, missing, fill);
}

Value as_strm_rjust(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t width;
    uint32_t fill;
    size_t missing;
    if (!pad_args(t, args, &width, &fill, &missing)) return AS_UNDEF;
    return pad(t, as_as_str(args[0]), missing, 0, fill);
}

Value as_strm_zfill(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    int64_t width;
    if (!as_index_int64(t, args[1], &width)) return AS_UNDEF;
    if (width <= (int64_t)s->length) return as_str_exact(t, args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    bool sign = s->size && (s->data[0] == '+' || s->data[0] == '-');
    as_sb_bytes(&b, s->data, sign);
    as_sb_fill(&b, '0', (size_t)width - s->length);
    as_sb_bytes(&b, s->data + sign, s->size - sign);
    return as_sb_end(&b);
}

Value as_strm_expandtabs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    int64_t tab, column = 0;
    if (!as_text_count(t, args[1], 8, &tab)) return AS_UNDEF;
    if (!memchr(s->data, '\t', s->size)) return as_str_exact(t, args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    const char *at = s->data, *end = s->data + s->size;
    while (at < end && !b.failed) {
        uint32_t c = as_utf8_read(&at);
        if (c == '\t') {
            int64_t fill = tab > 0 ? tab - column % tab : 0;
            as_sb_fill(&b, ' ', (size_t)fill);
            column += fill;
        } else {
            as_sb_char(&b, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    return as_sb_end(&b);
}

/* --- translate --- */

/* table[c]: owned; AS_MISSING when there is no entry. */
static Value look_up(Thread *t, Value table, uint32_t c) {
    if (as_is_dict(table)) {
        Value v = as_dict_get(t, as_as_dict(table), as_int(c));
        return as_incref(v);
    }
    Value v = as_getitem(t, table, as_int(c));
    if (as_is_undef(v) && as_catch(t, T_LOOKUP_ERROR)) return AS_MISSING;
    return v;
}

static bool add_translated(Thread *t, StrBuilder *b, uint32_t c, Value mapped) {
    int64_t code;
    if (as_same(mapped, AS_MISSING)) {
        as_sb_char(b, c);
    } else if (as_is_any_str(t, mapped)) {
        as_sb_str(b, as_as_str(mapped));
    } else if (as_is_any_int(t, mapped)) {
        if (!as_int_to_i64(mapped, &code) || code < 0 || code > 0x10FFFF)
            return as_fail(t, T_VALUE_ERROR, "character mapping must be in range(0x110000)");
        as_sb_char(b, (uint32_t)code);
    } else if (!as_is_none(mapped)) {
        return as_fail(t, T_TYPE_ERROR, "character mapping must return integer, None or str");
    }
    return !b->failed;
}

Value as_strm_translate(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    StrBuilder b;
    as_sb_init(&b, t);
    const char *at = s->data, *end = s->data + s->size;
    while (at < end) {
        uint32_t c = as_utf8_read(&at);
        OWNED(mapped, look_up(t, args[1], c));
        if (as_is_undef(mapped.v) || !add_translated(t, &b, c, mapped.v)) {
            as_sb_drop(&b);
            return AS_UNDEF;
        }
    }
    return as_sb_end(&b);
}

/* --- maketrans --- */

static bool add_entry(Thread *t, Dict *table, Value key, Value value) {
    if (as_is_any_int(t, key)) return as_dict_set(t, table, key, value);
    if (!as_is_any_str(t, key))
        return as_fail(t, T_TYPE_ERROR, "keys in translate table must be strings or integers");
    if (as_as_str(key)->length != 1)
        return as_fail(t, T_VALUE_ERROR, "string keys in translate table must be of length 1");
    return as_dict_set(t, table, as_int(as_str_at(t, as_as_str(key), 0)), value);
}

static bool table_from_dict(Thread *t, Dict *table, Value source) {
    if (!as_is_dict(source))
        return as_fail(t, T_TYPE_ERROR,
                       "if you give only one argument to maketrans it must be a dict");
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(as_as_dict(source), &pos, &key, &value))
        if (!add_entry(t, table, key, value)) return false;
    return true;
}

static bool is_str_arg(Thread *t, Value v, int number) {
    return as_is_any_str(t, v) ||
           as_fail(t, T_TYPE_ERROR, "maketrans() argument %d must be str, not %A", number, v);
}

static bool table_from_strs(Thread *t, Dict *table, Value *args) {
    if (!is_str_arg(t, args[1], 2)) return false;
    if (!as_is_undef(args[2]) && !is_str_arg(t, args[2], 3)) return false;
    if (!as_is_any_str(t, args[0]))
        return as_fail(t, T_TYPE_ERROR,
                       "first maketrans argument must be a string if there is a second argument");
    Str *from = as_as_str(args[0]), *to = as_as_str(args[1]);
    if (from->length != to->length)
        return as_fail(t, T_VALUE_ERROR, "the first two maketrans arguments must have equal length");
    const char *a = from->data, *b = to->data;
    while (a < from->data + from->size) {
        uint32_t key = as_utf8_read(&a), value = as_utf8_read(&b);
        if (!as_dict_set(t, table, as_int(key), as_int(value))) return false;
    }
    if (as_is_undef(args[2])) return true;
    Str *drop = as_as_str(args[2]);
    for (const char *c = drop->data; c < drop->data + drop->size;)
        if (!as_dict_set(t, table, as_int(as_utf8_read(&c)), AS_NONE)) return false;
    return true;
}

Value as_strm_maketrans(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Dict *table = as_dict_new(t);
    if (!table) return AS_UNDEF;
    OWNED(result, as_from_obj(table));
    bool ok = as_is_undef(args[1]) ? table_from_dict(t, table, args[0])
                                   : table_from_strs(t, table, args);
    return ok ? as_move(&result) : AS_UNDEF;
}
