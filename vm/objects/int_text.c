/* ints to text and back. */
#include "base/unicode.h"
#include "base/utf8.h"
#include "vm/objects/int_impl.h"
#include "vm/objects/str.h"

#define LIMIT_ADVICE "use sys.set_int_max_str_digits() to increase the limit"

size_t as_int_digits_limit(Thread *t) {
    int32_t limit = t->vm->int_digits_limit;
    return limit == 0 ? 4300 : limit < 0 ? 0 : (size_t)limit;
}

static Value over_limit(Thread *t, size_t limit) {
    return as_raise(t, T_VALUE_ERROR, "Exceeds the limit (%zu digits) for integer string conversion; " LIMIT_ADVICE,
                    limit);
}

/* --- to text --- */

static Value small_to_str(Thread *t, int64_t i, int base) {
    char text[72], *p = text + sizeof text;
    uint64_t u = (uint64_t)(i < 0 ? -i : i);
    if (base == 10)
        for (; u >= 10; u /= 10) *--p = (char)('0' + u % 10);
    else
        for (; u >= (unsigned)base; u /= (unsigned)base) *--p = "0123456789abcdef"[u % (unsigned)base];
    *--p = "0123456789abcdef"[u];
    if (i < 0) *--p = '-';
    return as_str_new(t, p, (size_t)(text + sizeof text - p));
}

Value as_int_to_str(Thread *t, Value v, int base) {
    if (as_is_int(v)) return small_to_str(t, as_int_of(v), base);
    IntView i;
    as_int_view(v, &i);
    if (i.n == 0) return as_str_from(t, "0");
    size_t limit = base == 10 ? as_int_digits_limit(t) : 0, size = as_limbs_text_size(i.p, i.n, base);
    if (limit && size > limit + limit / 500 + 16) return over_limit(t, limit);
    SCRATCH(s);
    SCRATCH(text);
    if (!as_int_scratch(t, &s, i.n + 1) || !as_int_scratch(t, &text, size / 8 + 2)) return AS_UNDEF;
    memcpy(s.p, i.p, i.n * sizeof *s.p);
    char *p = (char *)text.p;
    if (i.negative) *p = '-';
    size_t count = as_limbs_to_text(p + i.negative, base, s.p, i.n);
    if (limit && count > limit) return over_limit(t, limit);
    return as_str_new(t, p, count + i.negative);
}

/* --- from text --- */

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

Value as_int_from_digits(Thread *t, const char *digits, size_t length, int base, bool negative) {
    if (length <= (base <= 10 ? 18 : 11)) {
        int64_t i = 0;
        for (size_t k = 0; k < length; k++) i = i * base + digit_value(digits[k]);
        return as_int_from_i64(t, negative ? -i : i);
    }
    size_t limit = base & (base - 1) ? as_int_digits_limit(t) : 0;
    if (limit && length > limit)
        return as_raise(t, T_VALUE_ERROR,
                        "Exceeds the limit (%zu digits) for integer string conversion: value has %zu digits; "
                        LIMIT_ADVICE,
                        limit, length);
    SCRATCH(values);
    SCRATCH(s);
    if (length > SIZE_MAX / 64) return as_raise_memory(t);
    if (!as_int_scratch(t, &values, length / 8 + 1) || !as_int_scratch(t, &s, as_limbs_from_size(length, base))) return AS_UNDEF;
    unsigned char *p = (unsigned char *)values.p;
    for (size_t k = 0; k < length; k++) p[k] = (unsigned char)digit_value(digits[k]);
    size_t n = as_limbs_from_digits(s.p, p, length, base);
    return as_int_from_limbs(t, s.p, n, negative);
}

/* Blanks and decimal digits of all scripts to their ASCII forms, everything else unchanged or '?'. */
size_t as_number_to_ascii(const char *text, size_t size, char *out) {
    const char *p = text, *end = text + size;
    size_t n = 0;
    while (p < end) {
        if ((unsigned char)*p < 0x80) {
            out[n++] = *p++;
            continue;
        }
        uint32_t c = as_utf8_read(&p);
        int digit = as_unicode_decimal(c);
        out[n++] = digit >= 0 ? (char)('0' + digit) : as_unicode_is(c, UNI_SPACE) ? ' ' : '?';
    }
    return n;
}

bool as_number_is_ascii(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80) return false;
    return true;
}

bool as_number_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }

static const char *skip_prefix(const char *p, const char *end, int *base) {
    if (end - p < 2 || *p != '0') {
        if (*base == 0) *base = 10;
        return p;
    }
    char c = (char)(p[1] | 32);
    int found = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
    if (!found || (*base != 0 && *base != found)) {
        if (*base == 0) *base = -10; /* only zeros may begin with a zero */
        return p;
    }
    *base = found;
    p += 2;
    return p < end && *p == '_' ? p + 1 : p;
}

/* Drop the underscores of p..end into out; the count of digits, or 0 when they are no digits of the base. */
static size_t copy_digits(const char *p, const char *end, int base, char *out) {
    size_t n = 0;
    bool after_digit = false;
    for (; p < end; p++) {
        if (*p == '_') {
            if (!after_digit) return 0;
            after_digit = false;
            continue;
        }
        if (digit_value(*p) >= base) return 0;
        out[n++] = *p;
        after_digit = true;
    }
    return after_digit ? n : 0;
}

static Value parse_ascii(Thread *t, const char *p, size_t size, int base, char *buffer, bool *bad) {
    const char *end = p + size;
    while (p < end && as_number_blank(*p)) p++;
    while (p < end && as_number_blank(end[-1])) end--;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    p = skip_prefix(p, end, &base);
    bool zeros_only = base < 0;
    if (zeros_only) base = 10;
    size_t n = copy_digits(p, end, base, buffer);
    for (size_t i = 0; zeros_only && i < n; i++)
        if (buffer[i] != '0') n = 0;
    if (n == 0) {
        *bad = true;
        return AS_UNDEF;
    }
    return as_int_from_digits(t, buffer, n, base, negative);
}

Value as_int_parse(Thread *t, const char *text, size_t size, int base, bool *bad) {
    SCRATCH(ascii);
    SCRATCH(digits);
    if (!as_int_scratch(t, &ascii, size / 8 + 1) || !as_int_scratch(t, &digits, size / 8 + 1)) return AS_UNDEF;
    size_t n = as_number_to_ascii(text, size, (char *)ascii.p);
    return parse_ascii(t, (const char *)ascii.p, n, base, (char *)digits.p, bad);
}
