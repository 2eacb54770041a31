/* str.format, str.format_map and the format specification of str.
 *
 * A template is literal text and fields "{name!conversion:spec}"; the spec may hold fields itself,
 * one level deep. Parsing works on bytes: all the marks are ASCII. */
#include "vm/objects/str_impl.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "vm/objects/containers.h"

#include <string.h>

typedef struct Text {
    const char *at, *end;
} Text;

/* Decimal digits at the start of *text as a number: 1; 0 when there are none; -1 too many. */
static int read_digits(Thread *t, Text *text, int64_t *out) {
    const char *start = text->at;
    *out = 0;
    while (text->at < text->end) {
        const char *next = text->at;
        int digit = as_unicode_decimal(as_utf8_read(&next));
        if (digit < 0) break;
        if (*out > (INT64_MAX - digit) / 10) {
            as_raise(t, T_VALUE_ERROR, "Too many decimal digits in format string");
            return -1;
        }
        *out = *out * 10 + digit;
        text->at = next;
    }
    return text->at > start;
}

/* --- format(str, spec) --- */

typedef struct Layout {
    uint32_t fill, align, sign, thousands, type;
    bool z, alternate;
    int64_t width, precision; /* -1: none */
} Layout;

static uint32_t peek(Text s) { return s.at < s.end ? as_utf8_read(&s.at) : 0; }

static bool take(Text *s, char c) {
    if (s->at == s->end || *s->at != c) return false;
    s->at++;
    return true;
}

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

static void read_alignment(Text *s, Layout *l) {
    Text rest = *s;
    bool filled = false;
    l->fill = ' ';
    if (s->at < s->end) {
        uint32_t first = as_utf8_read(&rest.at);
        if (is_align(peek(rest))) {
            l->fill = first;
            l->align = (uint32_t)*rest.at;
            s->at = rest.at + 1;
            filled = true;
        } else if (is_align(first)) {
            l->align = first;
            s->at++;
        }
    }
    uint32_t c = peek(*s);
    if (c == ' ' || c == '+' || c == '-') {
        l->sign = c;
        s->at++;
    }
    l->z = take(s, 'z');
    l->alternate = take(s, '#');
    if (!filled && take(s, '0')) l->fill = '0';
}

static bool read_thousands(Thread *t, Text *s, Layout *l) {
    if (take(s, ',')) l->thousands = ',';
    bool both = false;
    if (take(s, '_')) {
        both = l->thousands != 0;
        l->thousands = '_';
    }
    if (l->thousands == '_' && peek(*s) == ',') both = true;
    return !both || as_fail(t, T_VALUE_ERROR, "Cannot specify both ',' and '_'.");
}

static bool read_layout(Thread *t, Str *spec, Layout *l) {
    Text s = {spec->data, spec->data + spec->size};
    *l = (Layout){.width = -1, .precision = -1, .type = 's'};
    read_alignment(&s, l);
    int width = read_digits(t, &s, &l->width);
    if (width < 0) return false;
    if (width == 0) l->width = -1;
    if (!read_thousands(t, &s, l)) return false;
    if (take(&s, '.')) {
        int digits = read_digits(t, &s, &l->precision);
        if (digits < 0) return false;
        if (digits == 0) return as_fail(t, T_VALUE_ERROR, "Format specifier missing precision");
    }
    if (s.at == s.end) return true;
    l->type = as_utf8_read(&s.at);
    return s.at == s.end || as_fail(t, T_VALUE_ERROR,
                                    "Invalid format specifier '%S' for object of type 'str'", spec);
}

static bool check_layout(Thread *t, const Layout *l) {
    bool plain = l->type > 32 && l->type < 128;
    if (l->thousands && !strchr("defgEG%F", (int)(plain ? l->type : 's')) &&
        !(l->thousands == '_' && plain && strchr("boxX", (int)l->type)))
        return plain ? as_fail(t, T_VALUE_ERROR, "Cannot specify '%c' with '%c'.", l->thousands, l->type)
                     : as_fail(t, T_VALUE_ERROR, "Cannot specify '%c' with '\\x%x'.", l->thousands, l->type);
    if (l->type != 's')
        return plain ? as_fail(t, T_VALUE_ERROR, "Unknown format code '%c' for object of type 'str'", l->type)
                     : as_fail(t, T_VALUE_ERROR, "Unknown format code '\\x%x' for object of type 'str'", l->type);
    if (l->sign)
        return as_fail(t, T_VALUE_ERROR, "%s not allowed in string format specifier",
                       l->sign == ' ' ? "Space" : "Sign");
    if (l->z)
        return as_fail(t, T_VALUE_ERROR,
                       "Negative zero coercion (z) not allowed in string format specifier");
    if (l->alternate)
        return as_fail(t, T_VALUE_ERROR, "Alternate form (#) not allowed in string format specifier");
    if (l->align == '=')
        return as_fail(t, T_VALUE_ERROR, "'=' alignment not allowed in string format specifier");
    return true;
}

Value as_str_format_spec(Thread *t, Str *s, Str *spec) {
    Layout l;
    if (spec->size == 0) return as_str_exact(t, as_from_obj(s));
    if (!read_layout(t, spec, &l) || !check_layout(t, &l)) return AS_UNDEF;
    size_t length = s->length, size = s->size;
    if (l.precision >= 0 && (size_t)l.precision < length) {
        length = (size_t)l.precision;
        size = as_str_offset(t, s, length);
    }
    size_t missing = l.width > (int64_t)length ? (size_t)l.width - length : 0;
    size_t left = l.align == '>' ? missing : l.align == '^' ? missing / 2 : 0;
    if (missing == 0 && size == s->size) return as_str_exact(t, as_from_obj(s));
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_fill(&b, l.fill, left);
    as_sb_bytes(&b, s->data, size);
    as_sb_fill(&b, l.fill, missing - left);
    return as_sb_end(&b);
}

/* --- templates --- */

typedef struct Template {
    Thread *t;
    Value *args;    /* NULL: format_map */
    int nargs;
    Value kwargs;   /* mapping, or UNDEF */
    int64_t next;   /* number of the next "{}" */
    enum { UNDECIDED, AUTOMATIC, MANUAL } numbering;
} Template;

typedef struct Field {
    Text name, spec;
    uint32_t conversion; /* 0: none */
    bool nested;         /* spec holds fields */
} Field;

/* The spec, up to the brace that closes the field; s stands behind the colon. */
static bool parse_spec(Thread *t, Text *s, Field *f) {
    int depth = 1;
    f->spec.at = s->at;
    while (s->at < s->end) {
        char c = *s->at++;
        if (c == '{') {
            f->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            f->spec.end = s->at - 1;
            return true;
        }
    }
    return as_fail(t, T_VALUE_ERROR, "unmatched '{' in format spec");
}

static bool parse_conversion(Thread *t, Text *s, Field *f, bool *closed) {
    if (s->at == s->end)
        return as_fail(t, T_VALUE_ERROR, "end of string while looking for conversion specifier");
    f->conversion = as_utf8_read(&s->at);
    if (s->at == s->end) return true;
    char c = *s->at++;
    *closed = c == '}';
    return c == '}' || c == ':' ||
           as_fail(t, T_VALUE_ERROR, "expected ':' after conversion specifier");
}

/* A field; s stands behind its opening brace and is moved behind the closing one. */
static bool parse_field(Thread *t, Text *s, Field *f) {
    *f = (Field){.name = {s->at, s->at}};
    char c = 0;
    while (s->at < s->end) {
        c = *s->at++;
        if (c == '{') return as_fail(t, T_VALUE_ERROR, "unexpected '{' in field name");
        if (c == '}' || c == ':' || c == '!') break;
        if (c != '[') continue;
        const char *close = memchr(s->at, ']', (size_t)(s->end - s->at));
        s->at = close ? close : s->end;
    }
    f->name.end = s->at - 1;
    if (c == '}') return true;
    if (c != '!' && c != ':') return as_fail(t, T_VALUE_ERROR, "expected '}' before end of string");
    bool closed = false;
    if (c == '!' && !parse_conversion(t, s, f, &closed)) return false;
    return closed || parse_spec(t, s, f);
}

static bool number_field(Template *m, bool empty, int64_t *index) {
    if (m->numbering == UNDECIDED) m->numbering = empty ? AUTOMATIC : MANUAL;
    if (m->numbering == MANUAL && empty)
        return as_fail(m->t, T_VALUE_ERROR,
                       "cannot switch from manual field specification to automatic field numbering");
    if (m->numbering == AUTOMATIC && !empty)
        return as_fail(m->t, T_VALUE_ERROR,
                       "cannot switch from automatic field numbering to manual field specification");
    if (empty) *index = m->next++;
    return true;
}

/* The whole of `text` as a number, or -1; -2 with an exception. */
static int64_t whole_number(Thread *t, Text text) {
    int64_t n;
    int digits = read_digits(t, &text, &n);
    if (digits < 0) return -2;
    return digits && text.at == text.end ? n : -1;
}

static Value text_str(Thread *t, Text text) {
    return as_str_new(t, text.at, (size_t)(text.end - text.at));
}

static Value keyword(Template *m, Text name) {
    Thread *t = m->t;
    OWNED(key, text_str(t, name));
    if (as_is_undef(key.v)) return AS_UNDEF;
    if (as_is_undef(m->kwargs)) return as_raise_key_error(t, key.v);
    return as_getitem(t, m->kwargs, key.v);
}

static Value first_object(Template *m, Text name) {
    bool empty = name.at == name.end;
    int64_t index = whole_number(m->t, name);
    if (index == -2) return AS_UNDEF;
    if ((empty || index >= 0) && !number_field(m, empty, &index)) return AS_UNDEF;
    if (index < 0) return keyword(m, name);
    if (!m->args)
        return as_raise(m->t, T_VALUE_ERROR, "Format string contains positional fields");
    if (index >= m->nargs)
        return as_raise(m->t, T_INDEX_ERROR,
                        "Replacement index %zd out of range for positional args tuple", (size_t)index);
    return as_incref(m->args[index]);
}

static Value get_attribute(Thread *t, Value object, Text name) {
    Str *key = as_intern(t, name.at, (size_t)(name.end - name.at));
    if (!key) return AS_UNDEF;
    Value v = as_getattr(t, object, key);
    as_decref_obj(t, key);
    return v;
}

static Value get_item(Thread *t, Value object, Text name) {
    int64_t index = whole_number(t, name);
    if (index == -2) return AS_UNDEF;
    OWNED(key, index >= 0 && as_fits_int(index) ? as_int(index) : text_str(t, name));
    return as_is_undef(key.v) ? AS_UNDEF : as_getitem(t, object, key.v);
}

/* One ".name" or "[item]" of a field name; rest is moved behind it. */
static bool parse_accessor(Thread *t, Text *rest, bool *item, Text *name) {
    char c = *rest->at++;
    if (c != '.' && c != '[')
        return as_fail(t, T_VALUE_ERROR,
                       "Only '.' or '[' may follow ']' in format field specifier");
    *item = c == '[';
    name->at = rest->at;
    if (*item) {
        name->end = memchr(rest->at, ']', (size_t)(rest->end - rest->at));
        if (!name->end) return as_fail(t, T_VALUE_ERROR, "Missing ']' in format string");
        rest->at = name->end + 1;
    } else {
        while (rest->at < rest->end && *rest->at != '.' && *rest->at != '[') rest->at++;
        name->end = rest->at;
    }
    return name->at < name->end || as_fail(t, T_VALUE_ERROR, "Empty attribute in format string");
}

static Value find_object(Template *m, Text name) {
    Thread *t = m->t;
    Text first = {name.at, name.at}, rest = name;
    while (first.end < name.end && *first.end != '.' && *first.end != '[') first.end++;
    rest.at = first.end;
    OWNED(object, first_object(m, first));
    while (!as_is_undef(object.v) && rest.at < rest.end) {
        bool item;
        Text part;
        if (!parse_accessor(t, &rest, &item, &part)) return AS_UNDEF;
        as_assign(t, &object.v, item ? get_item(t, object.v, part) : get_attribute(t, object.v, part));
    }
    return as_move(&object);
}

static Value convert(Thread *t, Value v, uint32_t conversion) {
    switch (conversion) {
    case 0: return as_incref(v);
    case 'r': return as_repr(t, v);
    case 's': return as_to_str(t, v);
    case 'a': return as_ascii(t, v);
    default: break;
    }
    if (conversion > 32 && conversion < 127)
        return as_raise(t, T_VALUE_ERROR, "Unknown conversion specifier %c", conversion);
    return as_raise(t, T_VALUE_ERROR, "Unknown conversion specifier \\x%x", conversion);
}

static Value fill(Template *m, Text s, int depth);

static bool add_field(Template *m, StrBuilder *b, const Field *f, int depth) {
    Thread *t = m->t;
    OWNED(object, find_object(m, f->name));
    if (as_is_undef(object.v)) return false;
    OWNED(shown, convert(t, object.v, f->conversion));
    if (as_is_undef(shown.v)) return false;
    bool plain = f->spec.at == f->spec.end;
    if (plain && as_is_str(shown.v)) {
        as_sb_str(b, as_as_str(shown.v));
        return !b->failed;
    }
    OWNED(spec, f->nested ? fill(m, f->spec, depth - 1) : text_str(t, f->spec));
    if (as_is_undef(spec.v)) return false;
    OWNED(text, as_format(t, shown.v, as_as_str(spec.v)));
    if (as_is_undef(text.v)) return false;
    as_sb_str(b, as_as_str(text.v));
    return !b->failed;
}

/* Literal text up to a field or the end, appended to b; *field tells whether one follows. */
static bool add_literal(Thread *t, StrBuilder *b, Text *s, bool *field) {
    const char *start = s->at;
    *field = false;
    while (s->at < s->end && *s->at != '{' && *s->at != '}') s->at++;
    as_sb_bytes(b, start, (size_t)(s->at - start));
    if (s->at == s->end) return true;
    char c = *s->at++;
    bool doubled = s->at < s->end && *s->at == c;
    if (doubled) {
        as_sb_bytes(b, s->at++, 1);
        return true;
    }
    if (c == '}') return as_fail(t, T_VALUE_ERROR, "Single '}' encountered in format string");
    if (s->at == s->end) return as_fail(t, T_VALUE_ERROR, "Single '{' encountered in format string");
    *field = true;
    return true;
}

static Value fill(Template *m, Text s, int depth) {
    StrBuilder b;
    if (depth <= 0) return as_raise(m->t, T_VALUE_ERROR, "Max string recursion exceeded");
    as_sb_init(&b, m->t);
    while (s.at < s.end) {
        bool field;
        Field f;
        bool ok = add_literal(m->t, &b, &s, &field) && !b.failed;
        if (ok && field) ok = parse_field(m->t, &s, &f) && add_field(m, &b, &f, depth);
        if (!ok) {
            as_sb_drop(&b);
            return AS_UNDEF;
        }
    }
    return as_sb_end(&b);
}

Value as_strm_format(Thread *t, Value *args, int nargs) {
    Str *s = as_as_str(args[0]);
    Template m = {.t = t, .args = args + 2, .nargs = nargs - 2, .kwargs = args[1]};
    return fill(&m, (Text){s->data, s->data + s->size}, 2);
}

Value as_strm_format_map(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    Template m = {.t = t, .kwargs = args[1]};
    return fill(&m, (Text){s->data, s->data + s->size}, 2);
}
