/* str methods that take text apart and put it together: split, splitlines, strip, join. */
#include "vm/objects/str_impl.h"

#include "base/find.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "vm/objects/containers.h"
#include "vm/objects/text_args.h"

#include <string.h>

static bool is_space(uint32_t c) {
    if (c < 128) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return as_unicode_is(c, UNI_SPACE);
}

/* Append s[from:to] (bytes) to a list. */
static bool add_piece(Thread *t, List *l, Str *s, const char *from, const char *to) {
    size_t size = (size_t)(to - from);
    size_t length = as_str_is_ascii(s) ? size : as_utf8_count(from, size);
    Value v = as_str_new_counted(t, from, size, length);
    return !as_is_undef(v) && as_list_append_take(t, l, v);
}

static const char *skip_space(const char *at, const char *end) {
    while (at < end) {
        const char *next = at;
        if (!is_space(as_utf8_read(&next))) break;
        at = next;
    }
    return at;
}

static const char *skip_word(const char *at, const char *end) {
    while (at < end) {
        const char *next = at;
        if (is_space(as_utf8_read(&next))) break;
        at = next;
    }
    return at;
}

static const char *skip_space_back(const char *start, const char *at) {
    while (at > start) {
        const char *before = as_utf8_before(at), *p = before;
        if (!is_space(as_utf8_read(&p))) break;
        at = before;
    }
    return at;
}

static const char *skip_word_back(const char *start, const char *at) {
    while (at > start) {
        const char *before = as_utf8_before(at), *p = before;
        if (is_space(as_utf8_read(&p))) break;
        at = before;
    }
    return at;
}

static bool split_space(Thread *t, List *l, Str *s, size_t limit) {
    const char *end = s->data + s->size, *at = skip_space(s->data, end);
    for (; at < end && limit > 0; limit--) {
        const char *stop = skip_word(at, end);
        if (!add_piece(t, l, s, at, stop)) return false;
        at = skip_space(stop, end);
    }
    if (at == end) return true;
    return add_piece(t, l, s, at, end);
}

static bool rsplit_space(Thread *t, List *l, Str *s, size_t limit) {
    const char *at = skip_space_back(s->data, s->data + s->size);
    for (; at > s->data && limit > 0; limit--) {
        const char *from = skip_word_back(s->data, at);
        if (!add_piece(t, l, s, from, at)) return false;
        at = skip_space_back(s->data, from);
    }
    if (at == s->data) return true;
    return add_piece(t, l, s, s->data, at);
}

static bool split_by(Thread *t, List *l, Str *s, Str *sep, size_t limit) {
    const char *at = s->data, *end = s->data + s->size;
    for (; limit > 0; limit--) {
        const char *match = as_find(at, (size_t)(end - at), sep->data, sep->size);
        if (!match) break;
        if (!add_piece(t, l, s, at, match)) return false;
        at = match + sep->size;
    }
    return add_piece(t, l, s, at, end);
}

static bool rsplit_by(Thread *t, List *l, Str *s, Str *sep, size_t limit) {
    const char *end = s->data + s->size;
    for (; limit > 0; limit--) {
        const char *match = as_rfind(s->data, (size_t)(end - s->data), sep->data, sep->size);
        if (!match) break;
        if (!add_piece(t, l, s, match + sep->size, end)) return false;
        end = match;
    }
    return add_piece(t, l, s, s->data, end);
}

void as_list_reverse_items(List *l) {
    for (size_t i = 0, j = l->count; i + 1 < j; i++) {
        Value v = l->items[i];
        l->items[i] = l->items[--j];
        l->items[j] = v;
    }
}

static Value split(Thread *t, Value *args, bool backward) {
    Str *s = as_as_str(args[0]);
    int64_t limit;
    if (!as_is_absent(args[1]) && !as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "must be str or None, not %T", args[1]);
    if (!as_text_count(t, args[2], -1, &limit)) return AS_UNDEF;
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v)) return AS_UNDEF;
    List *l = as_as_list(list.v);
    bool ok;
    if (as_is_absent(args[1])) {
        ok = (backward ? rsplit_space : split_space)(t, l, s, (size_t)limit);
    } else {
        Str *sep = as_as_str(args[1]);
        if (sep->size == 0) return as_raise(t, T_VALUE_ERROR, "empty separator");
        ok = (backward ? rsplit_by : split_by)(t, l, s, sep, (size_t)limit);
    }
    if (!ok) return AS_UNDEF;
    if (backward) as_list_reverse_items(l);
    return as_move(&list);
}

Value as_strm_split(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return split(t, args, false);
}

Value as_strm_rsplit(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return split(t, args, true);
}

static bool is_line_end(uint32_t c) {
    return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

Value as_strm_splitlines(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Str *s = as_as_str(args[0]);
    int keep = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (keep < 0) return AS_UNDEF;
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v)) return AS_UNDEF;
    const char *at = s->data, *end = s->data + s->size;
    while (at < end) {
        const char *line = at, *stop = at;
        uint32_t c = 0;
        while (at < end && !is_line_end(c)) {
            stop = at;
            c = as_utf8_read(&at);
        }
        if (!is_line_end(c)) stop = at;
        else if (c == '\r' && at < end && *at == '\n') at++;
        if (!add_piece(t, as_as_list(list.v), s, line, keep ? at : stop)) return AS_UNDEF;
    }
    return as_move(&list);
}

/* --- strip --- */

typedef struct CharSet {
    uint64_t ascii[2];
    const Str *chars; /* consulted for other characters; NULL: white space */
} CharSet;

static CharSet char_set(const Str *chars) {
    CharSet set = {.chars = chars};
    for (size_t i = 0; chars && i < chars->size; i++) {
        unsigned char c = (unsigned char)chars->data[i];
        if (c < 128) set.ascii[c >> 6] |= (uint64_t)1 << (c & 63);
    }
    return set;
}

static bool in_set(const CharSet *set, const char *at) {
    const char *next = at;
    uint32_t c = as_utf8_read(&next);
    if (!set->chars) return is_space(c);
    if (c < 128) return set->ascii[c >> 6] >> (c & 63) & 1;
    return as_find(set->chars->data, set->chars->size, at, (size_t)(next - at)) != NULL;
}

static Value strip(Thread *t, Value *args, const char *name, bool left, bool right) {
    Str *s = as_as_str(args[0]);
    if (!as_is_absent(args[1]) && !as_is_any_str(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "%s arg must be None or str", name);
    CharSet set = char_set(as_is_absent(args[1]) ? NULL : as_as_str(args[1]));
    const char *from = s->data, *to = s->data + s->size;
    while (left && from < to && in_set(&set, from)) from += as_utf8_width(*from);
    while (right && from < to) {
        const char *before = as_utf8_before(to);
        if (!in_set(&set, before)) break;
        to = before;
    }
    size_t size = (size_t)(to - from);
    if (size == s->size) return as_str_exact(t, args[0]);
    return as_str_new_counted(t, from, size, as_str_is_ascii(s) ? size : as_utf8_count(from, size));
}

Value as_strm_strip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, "strip", true, true);
}

Value as_strm_lstrip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, "lstrip", true, false);
}

Value as_strm_rstrip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, "rstrip", false, true);
}

/* --- join --- */

static Value join_items(Thread *t, Str *sep, Value *items, size_t count) {
    size_t size = 0, length = 0;
    for (size_t i = 0; i < count; i++) {
        if (!as_is_any_str(t, items[i]))
            return as_raise(t, T_TYPE_ERROR, "sequence item %zd: expected str instance, %T found", i,
                            items[i]);
        Str *s = as_as_str(items[i]);
        size_t more = s->size + (i ? sep->size : 0);
        if (more > (size_t)PTRDIFF_MAX - size)
            return as_raise(t, T_OVERFLOW_ERROR, "join() result is too long for a Python string");
        size += more;
        length += s->length + (i ? sep->length : 0);
    }
    if (size == 0) return as_str_new(t, "", 0);
    if (count == 1 && as_is_str(items[0])) return as_incref(items[0]);
    Str *joined = as_str_alloc(t, size);
    if (!joined) return AS_UNDEF;
    char *at = joined->data;
    for (size_t i = 0; i < count; i++) {
        Str *s = as_as_str(items[i]);
        if (i) at = (char *)memcpy(at, sep->data, sep->size) + sep->size;
        at = (char *)memcpy(at, s->data, s->size) + s->size;
    }
    joined->length = length;
    return as_from_obj(joined);
}

Value as_items_to_join(Thread *t, Value iterable, Value **items, size_t *count) {
    Value held;
    if (as_is_list(iterable) || as_is_tuple(iterable)) {
        held = as_incref(iterable);
    } else {
        OWNED(iterator, as_iter(t, iterable));
        if (as_is_undef(iterator.v)) {
            if (as_catch(t, T_TYPE_ERROR)) as_raise(t, T_TYPE_ERROR, "can only join an iterable");
            return AS_UNDEF;
        }
        held = as_list_from(t, iterator.v);
        if (as_is_undef(held)) return held;
    }
    bool list = as_is_list(held);
    *items = list ? as_as_list(held)->items : as_as_tuple(held)->items;
    *count = list ? as_as_list(held)->count : as_as_tuple(held)->count;
    return held;
}

Value as_strm_join(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value *items;
    size_t count;
    OWNED(held, as_items_to_join(t, args[1], &items, &count));
    if (as_is_undef(held.v)) return AS_UNDEF;
    return join_items(t, as_as_str(args[0]), items, count);
}
