/* Methods of bytes and bytearray that look for bytes, take them apart and join them. */
#include "vm/objects/bytes_impl.h"

#include "base/find.h"
#include "vm/objects/containers.h"

#include <string.h>

typedef const char *(*Finder)(const char *hay, size_t n, const char *needle, size_t m);

/* The argument of find and count: bytes, or one byte as a number kept in *byte. */
static bool needle_arg(Thread *t, Value v, char *byte, View *out) {
    if (as_bytes_view(t, v, &out->data, &out->size)) return true;
    if (!as_has_index(t, v))
        return as_fail(t, T_TYPE_ERROR, "argument should be integer or bytes-like object, not '%T'", v);
    *out = (View){byte, 1};
    return as_byte_value(t, v, false, byte);
}

/* self[start:end]; false in *found when start lies behind end. */
static bool part(Thread *t, Value *args, View *v, bool *found) {
    int64_t from, to;
    if (!as_text_range(t, args[2], args[3], as_bytes_length(t, args[0]), &from, &to)) return false;
    *v = as_view(t, args[0]);
    *found = from <= to && to <= (int64_t)v->size;
    if (*found) *v = (View){v->data + from, (size_t)(to - from)};
    return true;
}

/* Index of args[1], -1 when absent, -2 with an exception. */
static int64_t find_in(Thread *t, Value *args, Finder find) {
    View v, needle;
    char byte;
    bool found;
    if (!needle_arg(t, args[1], &byte, &needle) || !part(t, args, &v, &found)) return -2;
    const char *at = found ? find(v.data, v.size, needle.data, needle.size) : NULL;
    return at ? at - as_view(t, args[0]).data : -1;
}

static Value find_method(Thread *t, Value *args, Finder find) {
    int64_t at = find_in(t, args, find);
    return at == -2 ? AS_UNDEF : as_int(at);
}

static Value index_method(Thread *t, Value *args, Finder find) {
    int64_t at = find_in(t, args, find);
    if (at == -1) return as_raise(t, T_VALUE_ERROR, "subsection not found");
    return at == -2 ? AS_UNDEF : as_int(at);
}

Value as_bytesm_find(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return find_method(t, args, as_find);
}

Value as_bytesm_rfind(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return find_method(t, args, as_rfind);
}

Value as_bytesm_index(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return index_method(t, args, as_find);
}

Value as_bytesm_rindex(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return index_method(t, args, as_rfind);
}

Value as_bytesm_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View v, needle;
    char byte;
    bool found;
    if (!needle_arg(t, args[1], &byte, &needle) || !part(t, args, &v, &found)) return AS_UNDEF;
    if (!found) return as_int(0);
    if (needle.size == 0) return as_int((int64_t)v.size + 1);
    return as_int((int64_t)as_count(v.data, v.size, needle.data, needle.size, SIZE_MAX));
}

/* --- startswith... --- */

static bool matches(View v, View end, bool suffix) {
    if (end.size > v.size) return false;
    return memcmp(suffix ? v.data + v.size - end.size : v.data, end.data, end.size) == 0;
}

static Value match_method(Thread *t, Value *args, bool suffix, const char *name) {
    View v, end;
    bool found;
    if (!part(t, args, &v, &found)) return AS_UNDEF;
    if (as_bytes_view(t, args[1], &end.data, &end.size)) return as_bool(found && matches(v, end, suffix));
    if (!as_is_instance_of(t, args[1], T_TUPLE))
        return as_raise(t, T_TYPE_ERROR, "%s first arg must be bytes or a tuple of bytes, not %T", name,
                        args[1]);
    Tuple *ends = as_as_tuple(args[1]);
    for (size_t i = 0; i < ends->count; i++) {
        if (!as_bytes_arg(t, ends->items[i], &end.data, &end.size)) return AS_UNDEF;
        if (found && matches(v, end, suffix)) return AS_TRUE;
    }
    return AS_FALSE;
}

Value as_bytesm_startswith(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return match_method(t, args, false, "startswith");
}

Value as_bytesm_endswith(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return match_method(t, args, true, "endswith");
}

/* self's bytes [from, from + size); self itself when it is all of a bytes object. */
static Value piece(Thread *t, Value self, const char *from, size_t size) {
    if (as_is_exact(self, T_BYTES) && size == as_as_bytes(self)->size) return as_incref(self);
    return as_bytes_like(t, self, from, size);
}

static Value remove_end(Thread *t, Value *args, bool suffix) {
    View v = as_view(t, args[0]), end;
    if (!as_bytes_arg(t, args[1], &end.data, &end.size)) return AS_UNDEF;
    if (!matches(v, end, suffix)) return piece(t, args[0], v.data, v.size);
    return piece(t, args[0], suffix ? v.data : v.data + end.size, v.size - end.size);
}

Value as_bytesm_removeprefix(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return remove_end(t, args, false);
}

Value as_bytesm_removesuffix(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return remove_end(t, args, true);
}

/* --- replace --- */

static void interleave(StrBuilder *b, View v, View new, size_t n) {
    size_t i = 0;
    for (; n > 0 && i < v.size; n--, i++) {
        as_sb_bytes(b, new.data, new.size);
        as_sb_bytes(b, v.data + i, 1);
    }
    as_sb_bytes(b, v.data + i, v.size - i);
    if (n > 0) as_sb_bytes(b, new.data, new.size);
}

static void substitute(StrBuilder *b, View v, View old, View new, size_t limit) {
    const char *at = v.data, *end = v.data + v.size;
    for (; limit > 0; limit--) {
        const char *match = as_find(at, (size_t)(end - at), old.data, old.size);
        if (!match) break;
        as_sb_bytes(b, at, (size_t)(match - at));
        as_sb_bytes(b, new.data, new.size);
        at = match + old.size;
    }
    as_sb_bytes(b, at, (size_t)(end - at));
}

static Value end_like(StrBuilder *b, Value like) {
    Value v = b->failed ? AS_UNDEF : as_bytes_like(b->t, like, as_sb_data(b), b->size);
    as_sb_drop(b);
    return v;
}

Value as_bytesm_replace(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View old, new;
    int64_t limit;
    if (!as_bytes_arg(t, args[1], &old.data, &old.size)) return AS_UNDEF;
    if (!as_bytes_arg(t, args[2], &new.data, &new.size)) return AS_UNDEF;
    if (!as_text_count(t, args[3], -1, &limit)) return AS_UNDEF;
    StrBuilder b;
    as_sb_init(&b, t);
    if (old.size) substitute(&b, as_view(t, args[0]), old, new, (size_t)limit);
    else interleave(&b, as_view(t, args[0]), new, (size_t)limit);
    return end_like(&b, args[0]);
}

/* --- split --- */

static bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

static bool add_piece(Thread *t, List *l, Value self, const char *from, const char *to) {
    Value v = as_bytes_like(t, self, from, (size_t)(to - from));
    return !as_is_undef(v) && as_list_append_take(t, l, v);
}

static bool split_space(Thread *t, List *l, Value self, size_t limit) {
    View v = as_view(t, self);
    const char *at = v.data, *end = v.data + v.size;
    for (;;) {
        while (at < end && is_space(*at)) at++;
        if (at == end) return true;
        const char *stop = at;
        if (limit-- == 0) return add_piece(t, l, self, at, end);
        while (stop < end && !is_space(*stop)) stop++;
        if (!add_piece(t, l, self, at, stop)) return false;
        at = stop;
    }
}

static bool rsplit_space(Thread *t, List *l, Value self, size_t limit) {
    View v = as_view(t, self);
    const char *end = v.data + v.size;
    for (;;) {
        while (end > v.data && is_space(end[-1])) end--;
        if (end == v.data) return true;
        const char *from = end;
        if (limit-- == 0) return add_piece(t, l, self, v.data, end);
        while (from > v.data && !is_space(from[-1])) from--;
        if (!add_piece(t, l, self, from, end)) return false;
        end = from;
    }
}

static bool split_by(Thread *t, List *l, Value self, View sep, size_t limit) {
    View v = as_view(t, self);
    const char *at = v.data, *end = v.data + v.size;
    for (; limit > 0; limit--) {
        const char *match = as_find(at, (size_t)(end - at), sep.data, sep.size);
        if (!match) break;
        if (!add_piece(t, l, self, at, match)) return false;
        at = match + sep.size;
    }
    return add_piece(t, l, self, at, end);
}

static bool rsplit_by(Thread *t, List *l, Value self, View sep, size_t limit) {
    View v = as_view(t, self);
    const char *end = v.data + v.size;
    for (; limit > 0; limit--) {
        const char *match = as_rfind(v.data, (size_t)(end - v.data), sep.data, sep.size);
        if (!match) break;
        if (!add_piece(t, l, self, match + sep.size, end)) return false;
        end = match;
    }
    return add_piece(t, l, self, v.data, end);
}

static Value split(Thread *t, Value *args, bool backward) {
    View sep = {NULL, 0};
    int64_t limit;
    bool space = as_is_absent(args[1]), ok;
    if (!as_text_count(t, args[2], -1, &limit)) return AS_UNDEF;
    if (!space && !as_bytes_arg(t, args[1], &sep.data, &sep.size)) return AS_UNDEF;
    if (!space && sep.size == 0) return as_raise(t, T_VALUE_ERROR, "empty separator");
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v)) return AS_UNDEF;
    List *l = as_as_list(list.v);
    if (space) ok = (backward ? rsplit_space : split_space)(t, l, args[0], (size_t)limit);
    else ok = (backward ? rsplit_by : split_by)(t, l, args[0], sep, (size_t)limit);
    if (!ok) return AS_UNDEF;
    if (backward) as_list_reverse_items(l);
    return as_move(&list);
}

Value as_bytesm_split(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return split(t, args, false);
}

Value as_bytesm_rsplit(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return split(t, args, true);
}

Value as_bytesm_splitlines(Thread *t, Value *args, int nargs) {
    (void)nargs;
    int keep = as_is_undef(args[1]) ? 0 : as_truth(t, args[1]);
    if (keep < 0) return AS_UNDEF;
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v)) return AS_UNDEF;
    View v = as_view(t, args[0]);
    const char *at = v.data, *end = v.data + v.size;
    while (at < end) {
        const char *line = at;
        while (at < end && *at != '\n' && *at != '\r') at++;
        const char *stop = at;
        if (at < end) at += at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
        if (!add_piece(t, as_as_list(list.v), args[0], line, keep ? at : stop)) return AS_UNDEF;
    }
    return as_move(&list);
}

static Value partition(Thread *t, Value *args, bool last) {
    View v = as_view(t, args[0]), sep;
    if (!as_bytes_arg(t, args[1], &sep.data, &sep.size)) return AS_UNDEF;
    if (sep.size == 0) return as_raise(t, T_VALUE_ERROR, "empty separator");
    const char *at = (last ? as_rfind : as_find)(v.data, v.size, sep.data, sep.size);
    bool array = as_is_instance_of(t, args[0], T_BYTEARRAY);
    size_t before = at ? (size_t)(at - v.data) : last ? 0 : v.size;
    size_t middle = at ? sep.size : 0, behind = v.size - before - middle;
    OWNED(a, as_bytes_like(t, args[0], v.data, before));
    OWNED(b, at && !array ? as_incref(args[1]) : as_bytes_like(t, args[0], at ? at : "", middle));
    OWNED(c, as_bytes_like(t, args[0], v.data + before + middle, behind));
    if (as_is_undef(a.v) || as_is_undef(b.v) || as_is_undef(c.v)) return AS_UNDEF;
    return as_tuple_pack(t, 3, a.v, b.v, c.v);
}

Value as_bytesm_partition(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return partition(t, args, false);
}

Value as_bytesm_rpartition(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return partition(t, args, true);
}

static Value strip(Thread *t, Value *args, bool left, bool right) {
    View v = as_view(t, args[0]), set = {" \t\n\r\v\f", 6};
    if (!as_is_absent(args[1]) && !as_bytes_arg(t, args[1], &set.data, &set.size)) return AS_UNDEF;
    const char *from = v.data, *to = v.data + v.size;
    while (left && from < to && memchr(set.data, *from, set.size)) from++;
    while (right && from < to && memchr(set.data, to[-1], set.size)) to--;
    return piece(t, args[0], from, (size_t)(to - from));
}

Value as_bytesm_strip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, true, true);
}

Value as_bytesm_lstrip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, true, false);
}

Value as_bytesm_rstrip(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return strip(t, args, false, true);
}

Value as_bytesm_join(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value *items;
    size_t count;
    OWNED(held, as_items_to_join(t, args[1], &items, &count));
    if (as_is_undef(held.v)) return AS_UNDEF;
    if (count == 1 && as_is_exact(items[0], T_BYTES) && as_is_exact(args[0], T_BYTES))
        return as_incref(items[0]);
    View sep = as_view(t, args[0]), item;
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < count; i++) {
        if (!as_bytes_view(t, items[i], &item.data, &item.size)) {
            as_sb_drop(&b);
            return as_raise(t, T_TYPE_ERROR, "sequence item %zd: expected a bytes-like object, %T found",
                            i, items[i]);
        }
        if (i) as_sb_bytes(&b, sep.data, sep.size);
        as_sb_bytes(&b, item.data, item.size);
    }
    return end_like(&b, args[0]);
}
