/* str methods that look for text in text: find, count, replace, startswith, strip... */
#include "vm/objects/str_impl.h"

#include "base/find.h"
#include "base/utf8.h"
#include "vm/objects/containers.h"
#include "vm/objects/text_args.h"

#include <string.h>

/* --- find, index, count --- */

typedef struct Range64 {
    const char *from, *to; /* bytes */
    bool empty;            /* start lies behind end: nothing is found, not even "" */
} Range64;

static bool byte_range(Thread *t, Str *s, Value start, Value end, Range64 *r) {
    int64_t from, to;
    if (!as_text_range(t, start, end, (int64_t)s->length, &from, &to)) return false;
    r->empty = from > to;
    if (r->empty) return true;
    r->from = s->data + as_str_offset(t, s, (size_t)from);
    r->to = s->data + as_str_offset(t, s, (size_t)to);
    return true;
}

static bool must_be_str(Thread *t, Value v) {
    return as_is_any_str(t, v) || as_fail(t, T_TYPE_ERROR, "must be str, not %T", v);
}

typedef const char *(*Finder)(const char *hay, size_t n, const char *needle, size_t m);

/* Code point index of args[1] in args[0], -1 when absent, -2 with an exception. */
static int64_t find_in(Thread *t, Value *args, Finder find) {
    Str *s = as_as_str(args[0]);
    Range64 r;
    if (!must_be_str(t, args[1]) || !byte_range(t, s, args[2], args[3], &r)) return -2;
    if (r.empty) return -1;
    Str *needle = as_as_str(args[1]);
    const char *at = find(r.from, (size_t)(r.to - r.from), needle->data, needle->size);
    return at ? (int64_t)as_str_position(t, s, (size_t)(at - s->data)) : -1;
}

static Value find_method(Thread *t, Value *args, Finder find) {
    int64_t at = find_in(t, args, find);
    return at == -2 ? AS_UNDEF : as_int(at);
}

static Value index_method(Thread *t, Value *args, Finder find) {
    int64_t at = find_in(t, args, find);
    if (at == -1) return as_raise(t, T_VALUE_ERROR, "substring not found");
    return at == -2 ? AS_UNDEF : as_int(at);
}

Value as_strm_find(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return find_method(t, args, as_find);
}

Value as_strm_rfind(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return find_method(t, args, as_rfind);
}

Value as_strm_index(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return index_method(t, args, as_find);
}

Value as_strm_rindex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return index_method(t, args, as_rfind);
}

Value as_strm_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    Range64 r;
    if (!must_be_str(t, args[1]) || !byte_range(t, s, args[2], args[3], &r)) return AS_UNDEF;
    if (r.empty) return as_int(0);
    Str *needle = as_as_str(args[1]);
    size_t size = (size_t)(r.to - r.from);
    if (needle->size == 0) return as_int((int64_t)as_utf8_count(r.from, size) + 1);
    return as_int((int64_t)as_count(r.from, size, needle->data, needle->size, SIZE_MAX));
}

/* --- startswith, endswith, removeprefix, removesuffix --- */

static bool at_start(const char *from, size_t size, Str *part) {
    return part->size <= size && memcmp(from, part->data, part->size) == 0;
}

static bool at_end(const char *from, size_t size, Str *part) {
    return part->size <= size &&
           memcmp(from + size - part->size, part->data, part->size) == 0;
}

typedef bool (*Matcher)(const char *from, size_t size, Str *part);

static Value match_any(Thread *t, Range64 r, Tuple *parts, Matcher match, const char *name) {
    for (size_t i = 0; i < parts->count; i++) {
        Value part = parts->items[i];
        if (!as_is_any_str(t, part))
            return as_raise(t, T_TYPE_ERROR, "tuple for %s must only contain str, not %T", name, part);
        if (!r.empty && match(r.from, (size_t)(r.to - r.from), as_as_str(part))) return AS_TRUE;
    }
    return AS_FALSE;
}

static Value match_method(Thread *t, Value *args, Matcher match, const char *name) {
    Range64 r;
    if (!byte_range(t, as_as_str(args[0]), args[2], args[3], &r)) return AS_UNDEF;
    if (as_is_any_str(t, args[1]))
        return as_bool(!r.empty && match(r.from, (size_t)(r.to - r.from), as_as_str(args[1])));
    if (as_is_instance_of(t, args[1], T_TUPLE))
        return match_any(t, r, as_as_tuple(args[1]), match, name);
    return as_raise(t, T_TYPE_ERROR, "%s first arg must be str or a tuple of str, not %T", name,
                    args[1]);
}

Value as_strm_startswith(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return match_method(t, args, at_start, "startswith");
}

Value as_strm_endswith(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return match_method(t, args, at_end, "endswith");
}

static Value cut(Thread *t, Str *s, size_t from, size_t to) {
    size_t length = as_str_is_ascii(s) ? to - from : as_utf8_count(s->data + from, to - from);
    return as_str_new_counted(t, s->data + from, to - from, length);
}

Value as_strm_removeprefix(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    if (!as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "removeprefix() argument must be str, not %A", args[1]);
    Str *prefix = as_as_str(args[1]);
    if (prefix->size == 0 || !at_start(s->data, s->size, prefix)) return as_str_exact(t, args[0]);
    return cut(t, s, prefix->size, s->size);
}

Value as_strm_removesuffix(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    if (!as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "removesuffix() argument must be str, not %A", args[1]);
    Str *suffix = as_as_str(args[1]);
    if (suffix->size == 0 || !at_end(s->data, s->size, suffix)) return as_str_exact(t, args[0]);
    return cut(t, s, 0, s->size - suffix->size);
}

/* --- replace: occurrences are counted first, so that the result is allocated once --- */

static char *put(char *at, const char *bytes, size_t size) {
    memcpy(at, bytes, size);
    return at + size;
}

/* `new` before each of the first n characters of s, and at the end when n > length. */
static void interleave(char *at, Str *s, Str *new, size_t n) {
    const char *from = s->data, *end = s->data + s->size;
    while (from < end && n > 0) {
        at = put(at, new->data, new->size);
        size_t width = as_utf8_width(*from);
        at = put(at, from, width);
        from += width;
        n--;
    }
    at = put(at, from, (size_t)(end - from));
    if (n > 0) put(at, new->data, new->size);
}

static void replace_into(char *at, Str *s, Str *old, Str *new, size_t n) {
    const char *from = s->data, *end = s->data + s->size;
    while (n-- > 0) {
        const char *match = as_find(from, (size_t)(end - from), old->data, old->size);
        at = put(at, from, (size_t)(match - from));
        at = put(at, new->data, new->size);
        from = match + old->size;
    }
    put(at, from, (size_t)(end - from));
}

static Value replace(Thread *t, Str *s, Str *old, Str *new, size_t limit) {
    size_t n = old->size ? as_count(s->data, s->size, old->data, old->size, limit)
                         : (limit < s->length + 1 ? limit : s->length + 1);
    if (n == 0 || as_str_equal(old, new)) return as_str_exact(t, as_from_obj(s));
    size_t kept = s->size - n * old->size, added;
    if (__builtin_mul_overflow(n, new->size, &added) || added > (size_t)PTRDIFF_MAX - kept)
        return as_raise(t, T_OVERFLOW_ERROR, "replace string is too long");
    if (kept + added == 0) return as_str_new(t, "", 0);
    Str *result = as_str_alloc(t, kept + added);
    if (!result) return AS_UNDEF;
    if (old->size) replace_into(result->data, s, old, new, n);
    else interleave(result->data, s, new, n);
    result->length = s->length - n * old->length + n * new->length;
    return as_from_obj(result);
}

Value as_strm_replace(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int64_t limit;
    for (int i = 1; i <= 2; i++)
        if (!as_is_any_str(t, args[i]))
            return as_raise(t, T_TYPE_ERROR, "replace() argument %d must be str, not %A", i, args[i]);
    if (!as_text_count(t, args[3], -1, &limit)) return AS_UNDEF;
    return replace(t, as_as_str(args[0]), as_as_str(args[1]), as_as_str(args[2]), (size_t)limit);
}

/* --- partition --- */

static Value partition(Thread *t, Value *args, bool last) {
    Str *s = as_as_str(args[0]);
    if (!must_be_str(t, args[1])) return AS_UNDEF;
    Str *sep = as_as_str(args[1]);
    if (sep->size == 0) return as_raise(t, T_VALUE_ERROR, "empty separator");
    const char *found = (last ? as_rfind : as_find)(s->data, s->size, sep->data, sep->size);
    OWNED(whole, AS_UNDEF);
    OWNED(rest, AS_UNDEF);
    if (!found) {
        whole.v = as_incref(args[0]);
        rest.v = as_str_new(t, "", 0);
        if (as_is_undef(whole.v) || as_is_undef(rest.v)) return AS_UNDEF;
        return last ? as_tuple_pack(t, 3, rest.v, rest.v, whole.v)
                    : as_tuple_pack(t, 3, whole.v, rest.v, rest.v);
    }
    size_t at = (size_t)(found - s->data);
    whole.v = cut(t, s, 0, at);
    rest.v = cut(t, s, at + sep->size, s->size);
    if (as_is_undef(whole.v) || as_is_undef(rest.v)) return AS_UNDEF;
    return as_tuple_pack(t, 3, whole.v, args[1], rest.v);
}

Value as_strm_partition(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return partition(t, args, false);
}

Value as_strm_rpartition(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return partition(t, args, true);
}
