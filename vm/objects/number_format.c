/* Format specifications of int, float and complex: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
 *
 * A number is split into sign, prefix, digits of the integer part and the rest; `lay_out` groups the digits
 * and pads. With zeros as fill behind the sign, zeros take part in the grouping. */
#include <limits.h>
#include <math.h>

#include "base/float_text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "vm/objects/complex.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

typedef struct Spec {
    uint32_t fill, type; /* code points; type 0: none given */
    char align, sign, grouping; /* 0: none given */
    bool zero_flag, alternate, no_negative_zero;
    int64_t width, precision; /* -1: none given */
} Spec;

/* --- parsing --- */

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

static uint32_t peek(const char *p, const char *end) { return p < end ? as_utf8_read(&p) : 0; }

/* A run of decimal digits of any script; -1 when there is none. */
static bool parse_number(Thread *t, const char **at, const char *end, int64_t *out) {
    *out = -1;
    while (*at < end) {
        const char *p = *at;
        int digit = as_unicode_decimal(as_utf8_read(&p));
        if (digit < 0) break;
        if (*out < 0) *out = 0;
        if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, digit, out))
            return as_fail(t, T_VALUE_ERROR, "Too many decimal digits in format string");
        *at = p;
    }
    return true;
}

static const char *parse_align(const char *p, const char *end, Spec *s) {
    const char *second = p;
    if (p < end) as_utf8_read(&second);
    if (second < end && is_align(peek(second, end))) {
        s->fill = peek(p, end);
        s->align = *second;
        return second + 1;
    }
    if (is_align(peek(p, end))) s->align = *p++;
    return p;
}

static bool parse_grouping(Thread *t, const char **at, const char *end, Spec *s) {
    const char *p = *at;
    if (p < end && *p == ',') s->grouping = *p++;
    if (p < end && *p == '_') {
        if (s->grouping) return as_fail(t, T_VALUE_ERROR, "Cannot specify both ',' and '_'.");
        s->grouping = *p++;
    }
    if (p < end && *p == ',' && s->grouping == '_')
        return as_fail(t, T_VALUE_ERROR, "Cannot specify both ',' and '_'.");
    *at = p;
    return true;
}

static bool check_grouping(Thread *t, const Spec *s) {
    if (!s->grouping || s->type == 0 || (s->type < 128 && strchr("defgEGF%", (int)s->type))) return true;
    if (s->grouping == '_' && s->type < 128 && strchr("boxX", (int)s->type)) return true;
    if (s->type > 32 && s->type < 128)
        return as_fail(t, T_VALUE_ERROR, "Cannot specify '%c' with '%c'.", s->grouping, (int)s->type);
    return as_fail(t, T_VALUE_ERROR, "Cannot specify '%c' with '\\x%x'.", s->grouping, s->type);
}

static bool parse_spec(Thread *t, Value v, Str *text, Spec *s) {
    const char *p = text->data, *end = p + text->size;
    *s = (Spec){.width = -1, .precision = -1};
    p = parse_align(p, end, s);
    if (p < end && (*p == ' ' || *p == '+' || *p == '-')) s->sign = *p++;
    if (p < end && *p == 'z') s->no_negative_zero = true, p++;
    if (p < end && *p == '#') s->alternate = true, p++;
    if (!s->fill && p < end && *p == '0') {
        s->fill = '0';
        if (!s->align) s->align = '=';
        p++;
    }
    if (!parse_number(t, &p, end, &s->width) || !parse_grouping(t, &p, end, s)) return false;
    if (p < end && *p == '.') {
        p++;
        if (!parse_number(t, &p, end, &s->precision)) return false;
        if (s->precision < 0) return as_fail(t, T_VALUE_ERROR, "Format specifier missing precision");
    }
    if (p < end) s->type = as_utf8_read(&p);
    if (p < end)
        return as_fail(t, T_VALUE_ERROR, "Invalid format specifier '%S' for object of type '%T'", text, v);
    return check_grouping(t, s);
}

static Value unknown_code(Thread *t, const Spec *s, Value v) {
    if (s->type > 32 && s->type < 128)
        return as_raise(t, T_VALUE_ERROR, "Unknown format code '%c' for object of type '%T'", (int)s->type, v);
    return as_raise(t, T_VALUE_ERROR, "Unknown format code '\\x%x' for object of type '%T'", s->type, v);
}

/* --- layout --- */

typedef struct Number {
    char sign;          /* 0: none */
    const char *prefix; /* "0x" */
    const char *digits; /* of the integer part */
    size_t ndigits;
    const char *rest; /* point, decimals, exponent; or "inf"; or the character of 'c' */
    size_t nrest;
    size_t rest_width; /* in characters */
} Number;

/* Characters of the digits with zeros up to `least` characters and separators; with `out` they are also written,
 * ending there. */
static size_t group_digits(const Number *n, int64_t least, char separator, int64_t group, char *out) {
    int64_t left = (int64_t)n->ndigits, count = 0;
    for (bool first = true;; first = false) {
        if (!first && separator) {
            if (out) *--out = separator;
            count++;
            least--;
        }
        int64_t wanted = left > least ? left : least, chars;
        if (wanted < 1) wanted = 1;
        chars = separator && wanted > group ? group : wanted;
        for (int64_t i = 0; i < chars; i++, left--)
            if (out) *--out = left > 0 ? n->digits[left - 1] : '0';
        if (left < 0) left = 0;
        count += chars;
        least -= chars;
        if (left <= 0 && least <= 0) return (size_t)count;
    }
}

static char *put_fill(char *p, uint32_t fill, size_t count) {
    char bytes[4];
    size_t size = as_utf8_write(bytes, fill);
    for (size_t i = 0; i < count; i++, p += size) memcpy(p, bytes, size);
    return p;
}

static Value lay_out(Thread *t, const Spec *s, const Number *n) {
    uint32_t fill = s->fill ? s->fill : ' ';
    char align = s->align ? s->align : '>';
    size_t prefix = strlen(n->prefix), fixed = prefix + (n->sign != 0) + n->rest_width;
    int64_t group = s->type == 'b' || s->type == 'o' || s->type == 'x' || s->type == 'X' ? 4 : 3;
    int64_t least = fill == '0' && align == '=' ? s->width - (int64_t)fixed : 0;
    size_t digits = n->ndigits ? group_digits(n, least, s->grouping, group, NULL) : 0;
    size_t width = fixed + digits, pad = s->width > 0 && (size_t)s->width > width ? (size_t)s->width - width : 0;
    char bytes[4];
    size_t fill_size = as_utf8_write(bytes, fill);
    if (pad > SIZE_MAX / 8 || digits > SIZE_MAX / 8) return as_raise_memory(t);
    Str *str = as_str_alloc(t, fixed - n->rest_width + n->nrest + digits + pad * fill_size);
    if (!str) return AS_UNDEF;
    size_t left = align == '>' ? pad : align == '^' ? pad / 2 : 0, inner = align == '=' ? pad : 0;
    char *p = put_fill(str->data, fill, left);
    if (n->sign) *p++ = n->sign;
    memcpy(p, n->prefix, prefix);
    p = put_fill(p + prefix, fill, inner) + digits;
    if (digits) group_digits(n, least, s->grouping, group, p);
    memcpy(p, n->rest, n->nrest);
    put_fill(p + n->nrest, fill, pad - left - inner);
    as_str_seal(str);
    return as_from_obj(str);
}

static char sign_for(const Spec *s, bool negative) {
    return negative ? '-' : s->sign == '+' || s->sign == ' ' ? s->sign : 0;
}

/* --- int --- */

static Value format_char(Thread *t, Value v, const Spec *s) {
    if (s->sign) return as_raise(t, T_VALUE_ERROR, "Sign not allowed with integer format specifier 'c'");
    if (s->alternate)
        return as_raise(t, T_VALUE_ERROR, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t c;
    if (!as_int_to_i64(v, &c)) return as_raise(t, T_OVERFLOW_ERROR, "Python int too large to convert to C long");
    if (c < 0 || c > 0x10FFFF) return as_raise(t, T_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
    char bytes[4];
    size_t size = as_utf8_write(bytes, (uint32_t)c);
    Number n = {.prefix = "", .digits = "", .rest = bytes, .nrest = size, .rest_width = 1};
    return lay_out(t, s, &n);
}

static Value format_int(Thread *t, Value v, const Spec *s) {
    if (s->precision >= 0)
        return as_raise(t, T_VALUE_ERROR, "Precision not allowed in integer format specifier");
    if (s->no_negative_zero)
        return as_raise(t, T_VALUE_ERROR, "Negative zero coercion (z) not allowed in integer format specifier");
    if (s->type == 'c') return format_char(t, v, s);
    int base = s->type == 'b' ? 2 : s->type == 'o' ? 8 : s->type == 'x' || s->type == 'X' ? 16 : 10;
    OWNED(text, as_int_to_str(t, v, base));
    if (as_is_undef(text.v)) return AS_UNDEF;
    OWNED(upper, AS_UNDEF);
    Str *str = as_as_str(text.v);
    if (s->type == 'X') {
        Str *copy = as_str_alloc(t, str->size);
        if (!copy) return AS_UNDEF;
        upper.v = as_from_obj(copy);
        for (size_t i = 0; i < str->size; i++)
            copy->data[i] = str->data[i] >= 'a' ? (char)(str->data[i] - 32) : str->data[i];
        as_str_seal(copy);
        str = copy;
    }
    bool negative = str->data[0] == '-';
    const char *prefix = !s->alternate || base == 10 ? "" : s->type == 'b' ? "0b" : s->type == 'o' ? "0o" : s->type == 'x' ? "0x" : "0X";
    Number n = {.sign = sign_for(s, negative), .prefix = prefix, .rest = ""};
    n.digits = str->data + negative;
    n.ndigits = str->size - negative;
    return lay_out(t, s, &n);
}

/* --- float --- */

/* Text of d without sign as `type` (0: as repr) says, into scratch memory. */
static size_t double_text(Thread *t, Scratch *scratch, double d, const Spec *s, unsigned flags) {
    char type = (char)s->type;
    int64_t precision = s->precision;
    if (precision > INT_MAX) return as_raise(t, T_VALUE_ERROR, "precision too big"), 0;
    if (type == 0 && precision >= 0) type = 'g';
    else if (type == 0) type = 'r';
    else flags &= ~(unsigned)FLOAT_TEXT_DOT_0;
    if (type == 'n') type = 'g';
    bool percent = type == '%';
    if (percent) {
        type = 'f';
        d *= 100;
    }
    if (precision < 0) precision = 6;
    if (s->alternate) flags |= FLOAT_TEXT_ALT;
    if (s->no_negative_zero) flags |= FLOAT_TEXT_NO_NEG_0;
    if (!as_int_scratch(t, scratch, as_double_text_size(d, type, (size_t)precision) / 8 + 2)) return 0;
    char *text = (char *)scratch->p;
    size_t n = as_double_text(d, type, (size_t)precision, flags, text);
    if (percent) text[n++] = '%';
    return n;
}

static Value format_double(Thread *t, double d, const Spec *s, unsigned flags) {
    SCRATCH(scratch);
    size_t size = double_text(t, &scratch, d, s, flags);
    if (!size) return AS_UNDEF;
    const char *p = (const char *)scratch.p, *end = p + size;
    bool negative = *p == '-';
    p += negative;
    Number n = {.sign = sign_for(s, negative), .prefix = "", .digits = p};
    while (p < end && *p >= '0' && *p <= '9') p++;
    n.ndigits = (size_t)(p - n.digits);
    n.rest = p;
    n.nrest = n.rest_width = (size_t)(end - p);
    return lay_out(t, s, &n);
}

static bool is_float_type(uint32_t c) { return c == 0 || (c < 128 && strchr("eEfFgGn%", (int)c)); }

Value as_int_format(Thread *t, Value v, Str *spec) {
    if (spec->size == 0) return as_to_str(t, v);
    Spec s;
    if (!parse_spec(t, v, spec, &s)) return AS_UNDEF;
    if (s.type == 0 || (s.type < 128 && strchr("bcdoxXn", (int)s.type))) return format_int(t, v, &s);
    double d;
    if (!is_float_type(s.type)) return unknown_code(t, &s, v);
    return as_int_to_double(t, v, &d) ? format_double(t, d, &s, 0) : AS_UNDEF;
}

Value as_float_format(Thread *t, Value v, Str *spec) {
    if (spec->size == 0) return as_to_str(t, v);
    Spec s;
    if (!parse_spec(t, v, spec, &s)) return AS_UNDEF;
    if (!is_float_type(s.type)) return unknown_code(t, &s, v);
    return format_double(t, as_float_of(v), &s, FLOAT_TEXT_DOT_0);
}

/* --- complex --- */

static Value join_complex(Thread *t, double real, double imag, const Spec *s) {
    bool plain = s->type == 0, only_imag = plain && real == 0 && !signbit(real);
    Spec part = *s;
    part.width = -1;
    part.fill = 0;
    part.align = '<';
    OWNED(re, only_imag ? as_str_from(t, "") : format_double(t, real, &part, 0));
    if (!only_imag) part.sign = '+';
    OWNED(im, as_is_undef(re.v) ? AS_UNDEF : format_double(t, imag, &part, 0));
    if (as_is_undef(im.v)) return AS_UNDEF;
    bool parens = plain && !only_imag;
    return as_str_format(t, parens ? "(%V%Vj)" : "%V%Vj", re.v, im.v);
}

Value as_complex_format(Thread *t, Value v, Str *spec) {
    if (spec->size == 0) return as_to_str(t, v);
    Spec s;
    if (!parse_spec(t, v, spec, &s)) return AS_UNDEF;
    if (s.type == '%' || !is_float_type(s.type)) return unknown_code(t, &s, v);
    if (s.fill == '0')
        return as_raise(t, T_VALUE_ERROR, "Zero padding is not allowed in complex format specifier");
    if (s.align == '=')
        return as_raise(t, T_VALUE_ERROR, "'=' alignment flag is not allowed in complex format specifier");
    const Complex *c = (const Complex *)(const void *)as_obj(v);
    OWNED(text, join_complex(t, c->real, c->imag, &s));
    if (as_is_undef(text.v)) return AS_UNDEF;
    Str *str = as_as_str(text.v);
    Number n = {.prefix = "", .digits = "", .rest = str->data, .nrest = str->size, .rest_width = str->length};
    return lay_out(t, &s, &n);
}
