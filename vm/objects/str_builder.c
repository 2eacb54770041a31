/* StrBuilder: text that grows, and the formats of as_raise and as_str_format.
 *
 * Short text is collected in the builder itself and allocated once; longer text in a Str that grows
 * by half and becomes the result, with its spare room kept when that is small. */
#include "vm/objects/str_impl.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>

void as_sb_init(StrBuilder *b, Thread *t) {
    b->t = t;
    b->s = NULL;
    b->size = 0;
    b->capacity = sizeof b->small;
    b->failed = false;
}

static size_t bytes_for(size_t capacity) { return sizeof(Str) + capacity + 1; }

static bool fail(StrBuilder *b) {
    b->failed = true;
    return false;
}

static bool first_block(StrBuilder *b, size_t capacity) {
    Str *s = as_str_alloc(b->t, capacity);
    if (!s) return fail(b);
    memcpy(s->data, b->small, b->size);
    b->s = s;
    b->capacity = capacity;
    return true;
}

static bool reserve(StrBuilder *b, size_t more) {
    if (b->failed) return false;
    if (more <= b->capacity - b->size) return true;
    if (more > (size_t)PTRDIFF_MAX / 2 - b->size) {
        as_raise_memory(b->t);
        return fail(b);
    }
    size_t capacity = (b->size + more) + (b->size + more) / 2;
    if (!b->s) return first_block(b, capacity);
    Str *s = as_resize_obj(b->t, b->s, bytes_for(b->capacity), bytes_for(capacity));
    if (!s) return fail(b);
    b->s = s;
    b->capacity = capacity;
    return true;
}

static char *text_of(StrBuilder *b) { return b->s ? b->s->data : b->small; }

char *as_sb_room(StrBuilder *b, size_t size) {
    return reserve(b, size) ? text_of(b) + b->size : NULL;
}

const char *as_sb_data(StrBuilder *b) { return text_of(b); }

void as_sb_bytes(StrBuilder *b, const char *utf8, size_t size) {
    if (!reserve(b, size)) return;
    memcpy(text_of(b) + b->size, utf8, size);
    b->size += size;
}

void as_sb_c(StrBuilder *b, const char *c_string) { as_sb_bytes(b, c_string, strlen(c_string)); }
void as_sb_str(StrBuilder *b, Str *s) { as_sb_bytes(b, s->data, s->size); }

void as_sb_char(StrBuilder *b, uint32_t c) {
    if (!reserve(b, 4)) return;
    b->size += as_utf8_write(text_of(b) + b->size, c);
}

void as_sb_fill(StrBuilder *b, uint32_t c, size_t count) {
    char bytes[4];
    size_t width = as_utf8_write(bytes, c);
    if (count > (size_t)PTRDIFF_MAX / 8) {
        if (!b->failed) as_raise_memory(b->t);
        b->failed = true;
        return;
    }
    if (!reserve(b, count * width)) return;
    char *at = text_of(b) + b->size;
    if (width == 1) memset(at, bytes[0], count);
    else
        for (size_t i = 0; i < count; i++) memcpy(at + i * width, bytes, width);
    b->size += count * width;
}

static bool add_owned(StrBuilder *b, Value str) {
    if (as_is_undef(str)) return fail(b);
    as_sb_str(b, as_as_str(str));
    as_decref(b->t, str);
    return !b->failed;
}

bool as_sb_repr(StrBuilder *b, Value v) { return !b->failed && add_owned(b, as_repr(b->t, v)); }

bool as_sb_value(StrBuilder *b, Value v) {
    if (b->failed) return false;
    if (!as_is_str(v)) return add_owned(b, as_to_str(b->t, v));
    as_sb_str(b, as_as_str(v));
    return !b->failed;
}

/* A block much larger than its text is cut; when that fails the text stays where it is. */
static Str *trim(StrBuilder *b) {
    Str *s = b->s;
    size_t block = bytes_for(b->capacity), exact = bytes_for(b->size);
    if (block - exact > exact / 4) {
        Str *cut = as_resize_obj(b->t, s, block, exact);
        if (cut) s = cut;
        else as_clear_exc(b->t);
    }
    s->size = b->size;
    s->data[b->size] = 0;
    return s;
}

Value as_sb_end(StrBuilder *b) {
    if (b->failed) {
        as_sb_drop(b);
        return AS_UNDEF;
    }
    if (!b->s) return as_str_new(b->t, b->small, b->size);
    Str *s = trim(b);
    b->s = NULL;
    as_str_seal(s);
    return as_from_obj(s);
}

void as_sb_drop(StrBuilder *b) {
    Str *s = b->s;
    b->s = NULL;
    if (!s) return;
    s->size = b->capacity;
    as_decref_obj(b->t, s);
}

/* --- formats --- */

/* Text from outside (system messages, file names): bytes that are not UTF-8 become lone
 * surrogates, as everywhere in Python. */
static void add_c_string(StrBuilder *b, const char *s, size_t size) {
    while (size > 0) {
        size_t good = as_utf8_check(s, size, true);
        as_sb_bytes(b, s, good);
        if (good == size) return;
        as_sb_char(b, 0xDC00u + (unsigned char)s[good]);
        s += good + 1;
        size -= good + 1;
    }
}

/* A name as messages show it: the first 200 characters. */
static void add_name(StrBuilder *b, const char *s, size_t size) {
    size_t count = as_utf8_count(s, size);
    if (count > 200) size = (size_t)(as_utf8_skip(s, 200) - s);
    as_sb_bytes(b, s, size);
}

/* Names of built-in types are those of C types (with module), classes of Python modules have
 * bare names; the asyncio classes of types.def are of the second kind. */
static void add_type_name(StrBuilder *b, Type *type) {
    static const char *const names[] = {
        [T_INVALID] = "",
#define X(id, name, base) [T_##id] = name,
#include "vm/types.def"
    };
    if (type->id < T_BUILTIN_COUNT) {
        const char *name = names[type->id];
        if (strncmp(name, "asyncio.", 8) == 0) name = strrchr(name, '.') + 1;
        as_sb_c(b, name);
    } else {
        Str *name = as_as_str(type->name);
        add_name(b, name->data, name->size);
    }
}

typedef struct Spec {
    char text[32];  /* "%", flags, width, precision: passed on to snprintf */
    size_t size;
    int precision;  /* -1: none */
    char length;    /* 0, 'l', 'L' (ll), 'z' */
    char conversion;
} Spec;

static const char *parse_number(const char *f, Spec *spec, va_list *args, int *out) {
    int n = 0;
    if (*f == '*') {
        n = va_arg(*args, int);
        f++;
        if (spec->size < 16)
            spec->size += (size_t)snprintf(spec->text + spec->size, 12, "%d", n);
    } else {
        for (; *f >= '0' && *f <= '9'; f++) {
            n = n * 10 + (*f - '0');
            if (spec->size < 16) spec->text[spec->size++] = *f;
        }
    }
    *out = n;
    return f;
}

static const char *parse_spec(const char *f, Spec *spec, va_list *args) {
    int width;
    *spec = (Spec){.text = "%", .size = 1, .precision = -1};
    for (; *f == '-' || *f == '0' || *f == '+' || *f == '#'; f++)
        if (spec->size < 8) spec->text[spec->size++] = *f;
    f = parse_number(f, spec, args, &width);
    if (*f == '.') {
        spec->text[spec->size++] = '.';
        f = parse_number(f + 1, spec, args, &spec->precision);
    }
    if (*f == 'l') {
        spec->length = f[1] == 'l' ? 'L' : 'l';
        f += f[1] == 'l' ? 2 : 1;
    } else if (*f == 'z') {
        spec->length = *f++;
    }
    spec->conversion = *f;
    return *f ? f + 1 : f;
}

static void add_integer(StrBuilder *b, Spec *spec, va_list *args) {
    char out[64];
    bool is_signed = spec->conversion == 'd' || spec->conversion == 'i';
    long long value;
    if (spec->length == 'L') value = va_arg(*args, long long);
    else if (spec->length == 'l' || spec->length == 'z') value = va_arg(*args, long);
    else if (is_signed) value = va_arg(*args, int);
    else value = va_arg(*args, unsigned);
    memcpy(spec->text + spec->size, "ll", 2);
    spec->text[spec->size + 2] = spec->conversion;
    spec->text[spec->size + 3] = 0;
    int n = snprintf(out, sizeof out, spec->text, value);
    if (n > 0) as_sb_bytes(b, out, (size_t)n < sizeof out ? (size_t)n : sizeof out - 1);
}

static void add_other(StrBuilder *b, Spec *spec, va_list *args) {
    char out[64];
    int n;
    if (spec->conversion == 'g') {
        spec->text[spec->size] = 'g';
        spec->text[spec->size + 1] = 0;
        n = snprintf(out, sizeof out, spec->text, va_arg(*args, double));
    } else {
        n = snprintf(out, sizeof out, "%p", va_arg(*args, void *));
    }
    if (n > 0) as_sb_bytes(b, out, (size_t)n < sizeof out ? (size_t)n : sizeof out - 1);
}

static void add_c_arg(StrBuilder *b, const Spec *spec, va_list *args) {
    const char *s = va_arg(*args, const char *);
    size_t size = !s ? 0 : spec->precision < 0 ? strlen(s) : strnlen(s, (size_t)spec->precision);
    if (spec->precision >= 0 && size == (size_t)spec->precision) { /* do not cut a character */
        size_t good = as_utf8_check(s, size, true);
        if (size - good < 4 && (unsigned char)s[good] >= 0xC2) size = good;
    }
    add_c_string(b, s, size);
}

/* CPython's checks of arguments say "None" where other messages say "NoneType". */
static void add_argument_type(StrBuilder *b, Value v) {
    if (as_is_none(v)) as_sb_c(b, "None");
    else add_type_name(b, as_type_of(b->t, v));
}

static void add_argument(StrBuilder *b, Spec *spec, va_list *args) {
    switch (spec->conversion) {
    case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': add_integer(b, spec, args); break;
    case 'c': as_sb_char(b, (uint32_t)va_arg(*args, int)); break;
    case 's': add_c_arg(b, spec, args); break;
    case 'S': as_sb_str(b, va_arg(*args, Str *)); break;
    case 'R': as_sb_repr(b, va_arg(*args, Value)); break;
    case 'V': as_sb_value(b, va_arg(*args, Value)); break;
    case 'T': add_type_name(b, as_type_of(b->t, va_arg(*args, Value))); break;
    case 'A': add_argument_type(b, va_arg(*args, Value)); break;
    case 'N': add_type_name(b, va_arg(*args, Type *)); break;
    case 'g': case 'p': add_other(b, spec, args); break;
    default: as_sb_char(b, '%'); break;
    }
}

Value as_str_vformat(Thread *t, const char *format, va_list args) {
    StrBuilder b;
    va_list rest;
    as_sb_init(&b, t);
    va_copy(rest, args);
    while (*format) {
        const char *percent = strchr(format, '%');
        if (!percent) {
            as_sb_c(&b, format);
            break;
        }
        as_sb_bytes(&b, format, (size_t)(percent - format));
        Spec spec;
        format = parse_spec(percent + 1, &spec, &rest);
        add_argument(&b, &spec, &rest);
    }
    va_end(rest);
    return as_sb_end(&b);
}

Value as_str_format(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Value v = as_str_vformat(t, format, args);
    va_end(args);
    return v;
}
