/* The type str: its slots, constructor, iterator and method table. */
#include "vm/objects/str_impl.h"

#include "base/find.h"
#include "base/utf8.h"
#include "vm/objects/bytes.h"
#include "vm/objects/containers.h"
#include "vm/objects/text_args.h"

#include <string.h>

static Value str_repr(Thread *t, Value self) { return as_str_repr(t, as_as_str(self)); }
static Value str_str(Thread *t, Value self) { return as_str_exact(t, self); }

static bool str_hash(Thread *t, Value self, uint64_t *out) {
    *out = as_str_hash(t, as_as_str(self));
    return true;
}

static Value str_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_any_str(t, a) || !as_is_any_str(t, b)) return AS_NOT_IMPL;
    Str *x = as_as_str(a), *y = as_as_str(b);
    if (op == COMPARE_EQ) return as_bool(as_str_equal(x, y));
    if (op == COMPARE_NE) return as_bool(!as_str_equal(x, y));
    int order = as_str_compare(x, y);
    switch (op) {
    case COMPARE_LT: return as_bool(order < 0);
    case COMPARE_LE: return as_bool(order <= 0);
    case COMPARE_GT: return as_bool(order > 0);
    default: return as_bool(order >= 0);
    }
}

static int str_truth(Thread *t, Value self) {
    (void)t;
    return as_as_str(self)->size != 0;
}

static int64_t str_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)as_as_str(self)->length;
}

/* --- operators --- */

static Value add(Thread *t, Value a, Value b) {
    if (!as_is_any_str(t, a)) return AS_NOT_IMPL;
    if (as_is_any_str(t, b)) return as_str_concat(t, as_as_str(a), as_as_str(b));
    if (as_has_radd(t, b)) return AS_NOT_IMPL;
    return as_raise(t, T_TYPE_ERROR, "can only concatenate str (not \"%T\") to str", b);
}

static void fill_repeated(char *to, size_t size, const char *unit, size_t unit_size) {
    if (unit_size == 1) {
        memset(to, unit[0], size);
        return;
    }
    memcpy(to, unit, unit_size);
    for (size_t done = unit_size; done < size;) { /* double what is there */
        size_t more = done < size - done ? done : size - done;
        memcpy(to + done, to, more);
        done += more;
    }
}

static Value repeat(Thread *t, Value self, Value times, bool reverse) {
    Str *s = as_as_str(self);
    int64_t n = 0;
    int ok = as_repeat_count(t, times, reverse, &n);
    if (ok <= 0) return ok ? AS_UNDEF : AS_NOT_IMPL;
    if (n <= 0 || s->size == 0) return as_str_new(t, "", 0);
    if (n == 1) return as_str_exact(t, self);
    size_t size;
    if (__builtin_mul_overflow(s->size, (size_t)n, &size) || size > (size_t)PTRDIFF_MAX - 64)
        return as_raise(t, T_OVERFLOW_ERROR, "repeated string is too long");
    Str *r = as_str_alloc(t, size);
    if (!r) return AS_UNDEF;
    fill_repeated(r->data, size, s->data, s->size);
    r->length = s->length * (size_t)n;
    return as_from_obj(r);
}

static Value str_binary(Thread *t, Operator op, Value a, Value b) {
    if (op == OPER_ADD) return add(t, a, b);
    if (op == OPER_MUL)
        return as_is_any_str(t, a) ? repeat(t, a, b, false) : repeat(t, b, a, true);
    if (op == OPER_MOD && as_is_any_str(t, a)) return as_str_percent(t, as_as_str(a), b);
    return AS_NOT_IMPL;
}

static int str_contains(Thread *t, Value self, Value item) {
    if (!as_is_any_str(t, item)) {
        as_raise(t, T_TYPE_ERROR, "'in <string>' requires string as left operand, not %T", item);
        return -1;
    }
    Str *s = as_as_str(self), *part = as_as_str(item);
    return as_find(s->data, s->size, part->data, part->size) != NULL;
}

/* --- subscripts --- */

static Value every_nth(Thread *t, Str *s, int64_t start, int64_t step, int64_t count) {
    if (!as_str_is_ascii(s)) {
        StrBuilder b;
        as_sb_init(&b, t);
        for (int64_t i = 0; i < count && !b.failed; i++)
            as_sb_char(&b, as_str_at(t, s, (size_t)(start + i * step)));
        return as_sb_end(&b);
    }
    if (count == 1) return as_str_from_char(t, (unsigned char)s->data[start]);
    Str *r = as_str_alloc(t, (size_t)count);
    if (!r) return AS_UNDEF;
    for (int64_t i = 0; i < count; i++) r->data[i] = s->data[start + i * step];
    r->length = (size_t)count;
    return as_from_obj(r);
}

static Value str_getitem(Thread *t, Value self, Value key) {
    Str *s = as_as_str(self);
    if (as_is_exact(key, T_SLICE)) {
        int64_t start, stop, step, count;
        if (!as_slice_indices(t, key, (int64_t)s->length, &start, &stop, &step, &count))
            return AS_UNDEF;
        if (count <= 0) return as_str_new(t, "", 0);
        if (step == 1) return as_str_slice(t, s, (size_t)start, (size_t)(start + count));
        return every_nth(t, s, start, step, count);
    }
    if (!as_has_index(t, key))
        return as_raise(t, T_TYPE_ERROR, "string indices must be integers, not '%T'", key);
    int64_t i;
    if (!as_text_index(t, key, &i)) return AS_UNDEF;
    if (i < 0) i += (int64_t)s->length;
    if (i < 0 || i >= (int64_t)s->length)
        return as_raise(t, T_INDEX_ERROR, "string index out of range");
    return as_str_from_char(t, as_str_at(t, s, (size_t)i));
}

/* --- construction --- */

static Value decode_object(Thread *t, Value object, Value encoding, Value errors) {
    const char *data;
    size_t size;
    if (as_is_any_str(t, object))
        return as_raise(t, T_TYPE_ERROR, "decoding str is not supported");
    if (!as_bytes_view(t, object, &data, &size))
        return as_raise(t, T_TYPE_ERROR, "decoding to str: need a bytes-like object, %T found", object);
    return as_decode(t, data, size, as_is_undef(encoding) ? NULL : as_as_str(encoding),
                     as_is_undef(errors) ? NULL : as_as_str(errors));
}

static Value construct(Thread *t, Value *args, int nargs, Value kwnames) {
    if (nargs == 1 && as_is_undef(kwnames)) return as_to_str(t, args[0]);
    Value in[3];
    if (!as_bind(t, "str", "object='', encoding='utf-8', errors='strict'", args, nargs, kwnames, in, 3))
        return AS_UNDEF;
    static const char *const names[] = {"object", "encoding", "errors"};
    for (int i = 1; i < 3; i++)
        if (!as_is_undef(in[i]) && !as_is_any_str(t, in[i]))
            return as_raise(t, T_TYPE_ERROR, "str() argument '%s' must be str, not %A", names[i], in[i]);
    if (as_is_undef(in[0])) return as_str_new(t, "", 0);
    if (as_is_undef(in[1]) && as_is_undef(in[2])) return as_to_str(t, in[0]);
    return decode_object(t, in[0], in[1], in[2]);
}

static Value str_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    OWNED(text, construct(t, args, nargs, kwnames));
    if (as_is_undef(text.v) || type == as_builtin(t, T_STR)) return as_move(&text);
    Str *s = as_as_str(text.v), *heir = as_new_of(t, type, sizeof(Str) + s->size + 1);
    if (!heir) return AS_UNDEF;
    memcpy(heir->data, s->data, s->size + 1);
    heir->size = s->size;
    heir->length = s->length;
    heir->hash = s->hash;
    return as_from_obj(heir);
}

/* --- iterator --- */

typedef struct StrIterator {
    Obj obj;
    Value str; /* UNDEF when exhausted */
    size_t offset;
} StrIterator;

static Value str_iter(Thread *t, Value self) {
    StrIterator *it = as_new(t, T_STR_ITERATOR, sizeof *it, false);
    if (!it) return AS_UNDEF;
    it->str = as_incref(self);
    return as_from_obj(it);
}

static Value iterator_next(Thread *t, Value self) {
    StrIterator *it = (StrIterator *)as_obj(self);
    if (as_is_undef(it->str)) return AS_UNDEF;
    Str *s = as_as_str(it->str);
    if (it->offset == s->size) {
        as_clear(t, &it->str);
        return AS_UNDEF;
    }
    const char *at = s->data + it->offset;
    uint32_t c = as_utf8_read(&at);
    it->offset = (size_t)(at - s->data);
    return as_str_from_char(t, c);
}

static Value iterator_self(Thread *t, Value self) {
    (void)t;
    return as_incref(self);
}

static void iterator_dealloc(Thread *t, Obj *o) {
    StrIterator *it = (StrIterator *)o;
    as_assign(t, &it->str, AS_UNDEF);
    as_free_obj(t, o, sizeof *it);
}

static Value iterator_length_hint(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    StrIterator *it = (StrIterator *)as_obj(args[0]);
    if (as_is_undef(it->str)) return as_int(0);
    Str *s = as_as_str(it->str);
    return as_int((int64_t)as_utf8_count(s->data + it->offset, s->size - it->offset));
}

static const NativeDef iterator_methods[] = {
    {"__length_hint__", "self, /", iterator_length_hint, "How many characters are left.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_STR_ITERATOR = {
    .id = T_STR_ITERATOR,
    .slots = {.dealloc = iterator_dealloc, .iter = iterator_self, .next = iterator_next},
    .methods = iterator_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(StrIterator),
};

/* --- dunder methods that have no slot --- */

static Value str_dunder_format(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "__format__() argument must be str, not %A", args[1]);
    if (as_as_str(args[1])->size == 0)
        return as_is_str(args[0]) ? as_incref(args[0]) : as_to_str(t, args[0]);
    return as_str_format_spec(t, as_as_str(args[0]), as_as_str(args[1]));
}

static Value str_getnewargs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(s, as_str_exact(t, args[0]));
    return as_is_undef(s.v) ? AS_UNDEF : as_tuple_new(t, &s.v, 1);
}

static Value str_sizeof(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_int((int64_t)(sizeof(Str) + as_as_str(args[0])->size + 1));
}

static const NativeDef str_methods[] = {
    {"__format__", "self, format_spec, /", str_dunder_format, "The text laid out as the specification says.", 0},
    {"__getnewargs__", "self, /", str_getnewargs, NULL, 0},
    {"__sizeof__", "self, /", str_sizeof, "Bytes of memory that the text takes.", 0},
    {"capitalize", "self, /", as_strm_capitalize, "The text with a capital first letter, the others small.", 0},
    {"casefold", "self, /", as_strm_casefold, "The text in the form for comparing without regard to case.", 0},
    {"center", "self, width, fillchar=' ', /", as_strm_center, "The text in the middle of a field of the given width.", 0},
    {"count", "self, sub, start=None, end=None, /", as_strm_count, "How often sub occurs, without overlaps.", 0},
    {"encode", "self, /, encoding='utf-8', errors='strict'", as_strm_encode, "The text as bytes.", 0},
    {"endswith", "self, suffix, start=None, end=None, /", as_strm_endswith, "Whether the text ends with suffix, or with one of a tuple.", 0},
    {"expandtabs", "self, /, tabsize=8", as_strm_expandtabs, "The text with tabs replaced by spaces.", 0},
    {"find", "self, sub, start=None, end=None, /", as_strm_find, "Index of the first occurrence of sub, or -1.", 0},
    {"format", "self, /, *args, **kwargs", as_strm_format, "The text with its {fields} filled in.", 0},
    {"format_map", "self, mapping, /", as_strm_format_map, "The text with its {fields} filled in from a mapping.", 0},
    {"index", "self, sub, start=None, end=None, /", as_strm_index, "As find, but ValueError when sub is absent.", 0},
    {"isalnum", "self, /", as_strm_isalnum, "Whether all characters are letters or digits.", 0},
    {"isalpha", "self, /", as_strm_isalpha, "Whether all characters are letters.", 0},
    {"isascii", "self, /", as_strm_isascii, "Whether all characters are ASCII.", 0},
    {"isdecimal", "self, /", as_strm_isdecimal, "Whether all characters are decimal digits.", 0},
    {"isdigit", "self, /", as_strm_isdigit, "Whether all characters are digits.", 0},
    {"isidentifier", "self, /", as_strm_isidentifier, "Whether the text could be a name.", 0},
    {"islower", "self, /", as_strm_islower, "Whether there are letters with case and all are small.", 0},
    {"isnumeric", "self, /", as_strm_isnumeric, "Whether all characters stand for numbers.", 0},
    {"isprintable", "self, /", as_strm_isprintable, "Whether repr() would show all characters as they are.", 0},
    {"isspace", "self, /", as_strm_isspace, "Whether all characters are white space.", 0},
    {"istitle", "self, /", as_strm_istitle, "Whether all words begin with a capital and go on small.", 0},
    {"isupper", "self, /", as_strm_isupper, "Whether there are letters with case and all are capitals.", 0},
    {"join", "self, iterable, /", as_strm_join, "The strings of an iterable with the text between them.", 0},
    {"ljust", "self, width, fillchar=' ', /", as_strm_ljust, "The text at the left of a field of the given width.", 0},
    {"lower", "self, /", as_strm_lower, "The text in small letters.", 0},
    {"lstrip", "self, chars=None, /", as_strm_lstrip, "The text without leading white space or chars.", 0},
    {"maketrans", "x, y=None, z=None, /", as_strm_maketrans, "A table for translate().", NATIVE_STATIC},
    {"partition", "self, sep, /", as_strm_partition, "The parts before, of and behind the first sep.", 0},
    {"removeprefix", "self, prefix, /", as_strm_removeprefix, "The text without the prefix, if it begins with it.", 0},
    {"removesuffix", "self, suffix, /", as_strm_removesuffix, "The text without the suffix, if it ends with it.", 0},
    {"replace", "self, old, new, count=-1, /", as_strm_replace, "The text with occurrences of old replaced by new.", 0},
    {"rfind", "self, sub, start=None, end=None, /", as_strm_rfind, "Index of the last occurrence of sub, or -1.", 0},
    {"rindex", "self, sub, start=None, end=None, /", as_strm_rindex, "As rfind, but ValueError when sub is absent.", 0},
    {"rjust", "self, width, fillchar=' ', /", as_strm_rjust, "The text at the right of a field of the given width.", 0},
    {"rpartition", "self, sep, /", as_strm_rpartition, "The parts before, of and behind the last sep.", 0},
    {"rsplit", "self, /, sep=None, maxsplit=-1", as_strm_rsplit, "The words of the text; counts maxsplit from the right.", 0},
    {"rstrip", "self, chars=None, /", as_strm_rstrip, "The text without trailing white space or chars.", 0},
    {"split", "self, /, sep=None, maxsplit=-1", as_strm_split, "The words of the text, split at sep or at white space.", 0},
    {"splitlines", "self, /, keepends=False", as_strm_splitlines, "The lines of the text.", 0},
    {"startswith", "self, prefix, start=None, end=None, /", as_strm_startswith, "Whether the text begins with prefix, or with one of a tuple.", 0},
    {"strip", "self, chars=None, /", as_strm_strip, "The text without leading and trailing white space or chars.", 0},
    {"swapcase", "self, /", as_strm_swapcase, "The text with capitals and small letters exchanged.", 0},
    {"title", "self, /", as_strm_title, "The text with each word beginning with a capital.", 0},
    {"translate", "self, table, /", as_strm_translate, "The text with each character looked up in a table.", 0},
    {"upper", "self, /", as_strm_upper, "The text in capitals.", 0},
    {"zfill", "self, width, /", as_strm_zfill, "The text filled up with zeros behind its sign.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_STR = {
    .id = T_STR,
    .slots = {
        .dealloc = as_str_dealloc, .repr = str_repr, .str = str_str, .hash = str_hash,
        .compare = str_compare, .truth = str_truth, .binary = str_binary, .length = str_length,
        .contains = str_contains, .getitem = str_getitem, .iter = str_iter, .new_ = str_new,
    },
    .methods = str_methods,
    .doc = "str(object='') -> str\n"
           "str(bytes, encoding='utf-8', errors='strict') -> str\n\n"
           "Text: a sequence of Unicode characters. Made of an object by its __str__, or of bytes by "
           "decoding them.",
    .operators = 1u << OPER_ADD | 1u << OPER_MUL | 1u << OPER_MOD,
    .size = 0,
};
