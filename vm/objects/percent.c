/* "%"-formatting for str and bytes: template % values.
 *
 * A field is %[(key)][flags][width][.precision][hlL]conversion. Its text is made first (sign, prefix
 * and body apart), then laid out in its width. */
#include "vm/objects/percent.h"

#include "base/utf8.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/objects/text_args.h"

#include <limits.h>
#include <string.h>

enum { FLAG_LEFT = 1, FLAG_PLUS = 2, FLAG_BLANK = 4, FLAG_ALTERNATE = 8, FLAG_ZERO = 16 };

typedef struct Percent {
    Thread *t;
    bool bytes;
    StrBuilder *out;
    const char *start, *at, *end; /* template */
    Value args;   /* tuple, or the single argument */
    int64_t next, count; /* of a tuple; a single one has -2 and -1 */
    bool mapping; /* args may be asked for keys */
    Owned key_value; /* what the key of the current field named */
} Percent;

typedef struct Field {
    unsigned flags;
    int64_t width, precision; /* -1: none */
    uint32_t conversion;
} Field;

/* --- arguments --- */

/* Borrowed; UNDEF with TypeError when there are no more. */
static Value next_arg(Percent *p) {
    if (p->next >= p->count)
        return as_raise(p->t, T_TYPE_ERROR, "not enough arguments for format string");
    int64_t i = p->next++;
    if (p->count < 0) return as_is_undef(p->key_value.v) ? p->args : p->key_value.v;
    return as_as_tuple(p->args)->items[i];
}

static bool read_key(Percent *p) {
    Thread *t = p->t;
    const char *start = ++p->at;
    int depth = 1;
    if (!p->mapping) return as_fail(t, T_TYPE_ERROR, "format requires a mapping");
    for (; p->at < p->end && depth > 0; p->at++) {
        if (*p->at == ')') depth--;
        else if (*p->at == '(') depth++;
    }
    if (depth > 0) return as_fail(t, T_VALUE_ERROR, "incomplete format key");
    size_t size = (size_t)(p->at - 1 - start);
    OWNED(key, p->bytes ? as_bytes_new(t, start, size) : as_str_new(t, start, size));
    if (as_is_undef(key.v)) return false;
    Value v = as_getitem(t, p->args, key.v);
    if (as_is_undef(v)) return false;
    as_assign(t, &p->key_value.v, v);
    p->next = -2;
    p->count = -1;
    return true;
}

static void read_flags(Percent *p, Field *f) {
    for (; p->at < p->end; p->at++) {
        switch (*p->at) {
        case '-': f->flags |= FLAG_LEFT; break;
        case '+': f->flags |= FLAG_PLUS; break;
        case ' ': f->flags |= FLAG_BLANK; break;
        case '#': f->flags |= FLAG_ALTERNATE; break;
        case '0': f->flags |= FLAG_ZERO; break;
        default: return;
        }
    }
}

static bool read_star(Percent *p, int64_t most, const char *type, int64_t *out) {
    p->at++;
    Value v = next_arg(p);
    if (as_is_undef(v)) return false;
    if (!as_is_any_int(p->t, v)) return as_fail(p->t, T_TYPE_ERROR, "* wants int");
    if (!as_int_to_i64(v, out) || *out > most || *out < -most - 1)
        return as_fail(p->t, T_OVERFLOW_ERROR, "Python int too large to convert to C %s", type);
    return true;
}

static bool read_number(Percent *p, int64_t most, const char *what, int64_t *out) {
    for (*out = 0; p->at < p->end && *p->at >= '0' && *p->at <= '9'; p->at++) {
        int digit = *p->at - '0';
        if (*out > (most - digit) / 10) return as_fail(p->t, T_VALUE_ERROR, "%s too big", what);
        *out = *out * 10 + digit;
    }
    return true;
}

static bool read_width(Percent *p, Field *f) {
    if (p->at == p->end) return true;
    if (*p->at == '*') {
        if (!read_star(p, INT64_MAX, "ssize_t", &f->width)) return false;
        if (f->width < 0) {
            f->flags |= FLAG_LEFT;
            f->width = f->width == INT64_MIN ? INT64_MAX : -f->width;
        }
        return true;
    }
    return *p->at < '0' || *p->at > '9' || read_number(p, INT64_MAX, "width", &f->width);
}

static bool read_precision(Percent *p, Field *f) {
    if (p->at == p->end || *p->at != '.') return true;
    p->at++;
    if (p->at < p->end && *p->at == '*') {
        if (!read_star(p, INT_MAX, "int", &f->precision)) return false;
        if (f->precision < 0) f->precision = 0;
        return true;
    }
    return read_number(p, INT_MAX, "precision", &f->precision);
}

static bool read_field(Percent *p, Field *f) {
    *f = (Field){.width = -1, .precision = -1};
    if (p->at < p->end && *p->at == '(' && !read_key(p)) return false;
    read_flags(p, f);
    if (!read_width(p, f) || !read_precision(p, f)) return false;
    if (p->at < p->end && strchr("hlL", *p->at) && *p->at) p->at++;
    if (p->at == p->end) return as_fail(p->t, T_VALUE_ERROR, "incomplete format");
    if (p->bytes) f->conversion = (unsigned char)*p->at++;
    else f->conversion = as_utf8_read(&p->at);
    return true;
}

/* --- output --- */

static size_t width_of(const Percent *p, const char *text, size_t size) {
    return p->bytes ? size : as_utf8_count(text, size);
}

/* Lay out [sign][prefix]body in the field's width. */
static bool put(Percent *p, const Field *f, char sign, const char *prefix, const char *body, size_t size,
                size_t zeros, bool number) {
    size_t used = (sign != 0) + strlen(prefix) + zeros + width_of(p, body, size);
    size_t missing = f->width > (int64_t)used ? (size_t)f->width - used : 0;
    bool left = f->flags & FLAG_LEFT, zero_fill = number && !left && (f->flags & FLAG_ZERO);
    if (!left && !zero_fill) as_sb_fill(p->out, ' ', missing);
    if (sign) as_sb_bytes(p->out, &sign, 1);
    as_sb_c(p->out, prefix);
    as_sb_fill(p->out, '0', zeros + (zero_fill ? missing : 0));
    as_sb_bytes(p->out, body, size);
    if (left) as_sb_fill(p->out, ' ', missing);
    return !p->out->failed;
}

/* A number's text, which may begin with '-'. */
static bool put_number(Percent *p, const Field *f, const char *text, size_t size, const char *prefix,
                       bool integer) {
    char sign = 0;
    if (size && *text == '-') {
        sign = '-';
        text++;
        size--;
    } else if (f->flags & FLAG_PLUS) {
        sign = '+';
    } else if (f->flags & FLAG_BLANK) {
        sign = ' ';
    }
    size_t zeros = integer && f->precision > (int64_t)size ? (size_t)f->precision - size : 0;
    return put(p, f, sign, prefix, text, size, zeros, true);
}

static bool put_text(Percent *p, const Field *f, const char *text, size_t size, bool cut) {
    if (cut && f->precision >= 0 && (size_t)f->precision < width_of(p, text, size))
        size = p->bytes ? (size_t)f->precision
                        : (size_t)(as_utf8_skip(text, (size_t)f->precision) - text);
    return put(p, f, 0, "", text, size, 0, false);
}

/* --- conversions --- */

/* v as an int for d, i, u (whole part of any number) or x, o (integers only): AS_MISSING when it is
 * not such a number. */
static Value to_integer(Thread *t, Value v, bool whole_part) {
    if (as_is_any_int(t, v)) return as_incref(v);
    const TypeSlots *slots = &as_type_of(t, v)->slots;
    Value n = AS_MISSING;
    if (whole_part && slots->to_int) n = slots->to_int(t, v);
    else if (slots->index) n = as_index(t, v);
    if (as_is_undef(n) && as_catch(t, T_TYPE_ERROR)) return AS_MISSING;
    return n;
}

static bool put_integer(Percent *p, const Field *f, Value v) {
    Thread *t = p->t;
    char c = (char)f->conversion;
    bool decimal = c == 'd' || c == 'i' || c == 'u';
    OWNED(n, to_integer(t, v, decimal));
    if (as_is_undef(n.v)) return false;
    if (as_same(n.v, AS_MISSING) || !as_is_any_int(t, n.v))
        return decimal ? as_fail(t, T_TYPE_ERROR, "%%%c format: a real number is required, not %T", c, v)
                       : as_fail(t, T_TYPE_ERROR, "%%%c format: an integer is required, not %T", c, v);
    OWNED(text, as_int_to_str(t, n.v, decimal ? 10 : c == 'o' ? 8 : 16));
    if (as_is_undef(text.v)) return false;
    if (c == 'X') {
        as_assign(t, &text.v, as_strm_upper(t, &text.v, 1));
        if (as_is_undef(text.v)) return false;
    }
    const char *prefix = "";
    if (f->flags & FLAG_ALTERNATE) prefix = c == 'x' ? "0x" : c == 'X' ? "0X" : c == 'o' ? "0o" : "";
    return put_number(p, f, as_as_str(text.v)->data, as_as_str(text.v)->size, prefix, true);
}

static bool put_float(Percent *p, const Field *f, Value v) {
    Thread *t = p->t;
    double d;
    if (as_is_float(v)) {
        d = as_float_of(v);
    } else if (p->bytes && !as_type_of(t, v)->slots.to_float && !as_has_index(t, v)) {
        return as_fail(t, T_TYPE_ERROR, "float argument required, not %T", v);
    } else if (!as_to_double(t, v, &d)) {
        return false;
    }
    OWNED(number, as_float(t, d));
    OWNED(spec, as_str_format(t, "%s.%d%c", f->flags & FLAG_ALTERNATE ? "#" : "",
                              f->precision < 0 ? 6 : (int)f->precision, f->conversion));
    if (as_is_undef(number.v) || as_is_undef(spec.v)) return false;
    OWNED(text, as_float_format(t, number.v, as_as_str(spec.v)));
    if (as_is_undef(text.v)) return false;
    return put_number(p, f, as_as_str(text.v)->data, as_as_str(text.v)->size, "", false);
}

static bool put_str_char(Percent *p, const Field *f, Value v) {
    char utf8[4];
    int64_t code;
    if (as_is_any_str(p->t, v) && as_as_str(v)->length == 1)
        return put_text(p, f, as_as_str(v)->data, as_as_str(v)->size, false);
    if (as_is_any_str(p->t, v) || !as_has_index(p->t, v))
        return as_fail(p->t, T_TYPE_ERROR, "%%c requires int or char");
    if (!as_index_clamped(p->t, v, &code)) return false;
    if (code < 0 || code > 0x10FFFF)
        return as_fail(p->t, T_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
    return put_text(p, f, utf8, as_utf8_write(utf8, (uint32_t)code), false);
}

static bool put_bytes_char(Percent *p, const Field *f, Value v) {
    const char *data;
    size_t size;
    int64_t code;
    if (as_bytes_view(p->t, v, &data, &size) && size == 1) return put_text(p, f, data, 1, false);
    if (!as_has_index(p->t, v))
        return as_fail(p->t, T_TYPE_ERROR,
                       "%%c requires an integer in range(256) or a single byte");
    if (!as_index_clamped(p->t, v, &code)) return false;
    if (code < 0 || code > 255) return as_fail(p->t, T_OVERFLOW_ERROR, "%%c arg not in range(256)");
    char byte = (char)code;
    return put_text(p, f, &byte, 1, false);
}

/* %s and %b of bytes: a bytes-like object, or what __bytes__ gives. */
static bool put_bytes(Percent *p, const Field *f, Value v) {
    Thread *t = p->t;
    const char *data;
    size_t size;
    if (as_bytes_view(t, v, &data, &size)) return put_text(p, f, data, size, true);
    OWNED(method, as_special(t, v, t->vm->names.__bytes__));
    if (as_is_undef(method.v)) return false;
    if (as_same(method.v, AS_MISSING))
        return as_fail(t, T_TYPE_ERROR, "%%b requires a bytes-like object, "
                       "or an object that implements __bytes__, not '%T'", v);
    OWNED(made, as_call0(t, method.v));
    if (as_is_undef(made.v)) return false;
    if (!as_is_instance_of(t, made.v, T_BYTES))
        return as_fail(t, T_TYPE_ERROR, "__bytes__ returned non-bytes (type %T)", made.v);
    return put_text(p, f, as_as_bytes(made.v)->data, as_as_bytes(made.v)->size, true);
}

static bool put_shown(Percent *p, const Field *f, Value shown) {
    Thread *t = p->t;
    OWNED(text, shown);
    if (as_is_undef(text.v)) return false;
    return put_text(p, f, as_as_str(text.v)->data, as_as_str(text.v)->size, true);
}

static bool unsupported(Percent *p, uint32_t c) {
    const char *at = p->bytes ? p->at - 1 : as_utf8_before(p->at);
    if (p->bytes && c >= 128) /* so CPython, whose message cannot hold such a byte */
        return as_fail(p->t, T_OVERFLOW_ERROR, "character argument not in range(0x110000)");
    size_t index = width_of(p, p->start, (size_t)(at - p->start));
    return as_fail(p->t, T_VALUE_ERROR, "unsupported format character '%c' (0x%x) at index %zd",
                   c >= 31 && c < 127 ? c : '?', c, index);
}

static bool put_value(Percent *p, const Field *f, Value v) {
    switch (f->conversion) {
    case 's': return p->bytes ? put_bytes(p, f, v) : put_shown(p, f, as_to_str(p->t, v));
    case 'b': return p->bytes ? put_bytes(p, f, v) : unsupported(p, 'b');
    case 'r': return put_shown(p, f, p->bytes ? as_ascii(p->t, v) : as_repr(p->t, v));
    case 'a': return put_shown(p, f, as_ascii(p->t, v));
    case 'c': return p->bytes ? put_bytes_char(p, f, v) : put_str_char(p, f, v);
    case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': return put_integer(p, f, v);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return put_float(p, f, v);
    default: return unsupported(p, f->conversion);
    }
}

static bool field(Percent *p) {
    Thread *t = p->t;
    Field f;
    if (p->at < p->end && *p->at == '%') {
        as_sb_bytes(p->out, p->at++, 1);
        return !p->out->failed;
    }
    if (!read_field(p, &f)) return false;
    Value v = next_arg(p);
    if (as_is_undef(v)) return false;
    OWNED(held, as_incref(v));
    return put_value(p, &f, held.v);
}

static bool is_mapping(Thread *t, Value v, bool bytes) {
    if (as_is_instance_of(t, v, T_TUPLE) || as_is_instance_of(t, v, bytes ? T_BYTES : T_STR)) return false;
    if (bytes && as_is_instance_of(t, v, T_BYTEARRAY)) return false;
    return as_is_obj(v) && as_type_of(t, v)->slots.getitem != NULL;
}

static bool run(Percent *p) {
    while (p->at < p->end) {
        const char *percent = memchr(p->at, '%', (size_t)(p->end - p->at));
        const char *stop = percent ? percent : p->end;
        as_sb_bytes(p->out, p->at, (size_t)(stop - p->at));
        if (!percent) break;
        p->at = percent + 1;
        if (!field(p)) return false;
    }
    if (p->next < p->count && !p->mapping)
        return as_fail(p->t, T_TYPE_ERROR, "not all arguments converted during %s formatting",
                       p->bytes ? "bytes" : "string");
    return !p->out->failed;
}

bool as_percent(StrBuilder *b, const char *format, size_t size, Value args, bool bytes) {
    Thread *t = b->t;
    Percent p = {.t = t, .bytes = bytes, .out = b, .start = format, .at = format,
                 .end = format + size, .args = args, .key_value = {t, AS_UNDEF}};
    bool tuple = as_is_instance_of(t, args, T_TUPLE);
    p.next = tuple ? 0 : -2;
    p.count = tuple ? (int64_t)as_as_tuple(args)->count : -1;
    p.mapping = is_mapping(t, args, bytes);
    bool ok = run(&p);
    as_owned_end(&p.key_value);
    return ok;
}

Value as_str_percent(Thread *t, Str *format, Value args) {
    StrBuilder b;
    as_sb_init(&b, t);
    if (as_percent(&b, format->data, format->size, args, false)) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}
