/* bytes: the object and its type; and what bytearray shares with it besides methods. */
#include "vm/objects/bytes_impl.h"

#include "base/find.h"
#include "vm/objects/percent.h"

#include <string.h>

Bytes *as_bytes_alloc(Thread *t, size_t size) {
    if (size > (size_t)PTRDIFF_MAX - 64) return as_raise_memory(t), NULL;
    Bytes *b = as_new(t, T_BYTES, sizeof(Bytes) + size + 1, false);
    if (!b) return NULL;
    b->size = size;
    b->data[size] = 0;
    return b;
}

Value as_bytes_new(Thread *t, const char *data, size_t size) {
    Bytes *b = as_bytes_alloc(t, size);
    if (!b) return AS_UNDEF;
    if (size) memcpy(b->data, data, size);
    return as_from_obj(b);
}

static void bytes_dealloc(Thread *t, Obj *o) {
    as_free_obj(t, o, sizeof(Bytes) + ((Bytes *)o)->size + 1);
}

bool as_bytes_view(Thread *t, Value v, const char **data, size_t *size) {
    if (!as_is_obj(v)) return false;
    uint32_t layout = as_type_of(t, v)->layout;
    if (layout == T_BYTES) {
        *data = as_as_bytes(v)->data;
        *size = as_as_bytes(v)->size;
        return true;
    }
    if (layout != T_BYTEARRAY) return false;
    *data = as_as_bytearray(v)->size ? as_as_bytearray(v)->data : "";
    *size = as_as_bytearray(v)->size;
    return true;
}

bool as_bytes_arg(Thread *t, Value v, const char **data, size_t *size) {
    return as_bytes_view(t, v, data, size) ||
           as_fail(t, T_TYPE_ERROR, "a bytes-like object is required, not '%T'", v);
}

static bool is_array(Thread *t, Value v) { return as_is_instance_of(t, v, T_BYTEARRAY); }

Value as_bytes_like(Thread *t, Value like, const char *data, size_t size) {
    return is_array(t, like) ? as_bytearray_new(t, data, size) : as_bytes_new(t, data, size);
}

Value as_sb_end_bytes(StrBuilder *b) {
    Value v = b->failed ? AS_UNDEF : as_bytes_new(b->t, as_sb_data(b), b->size);
    as_sb_drop(b);
    return v;
}

/* --- collecting bytes --- */

bool as_byte_value(Thread *t, Value v, bool plural, char *out) {
    int64_t n;
    if (as_is_int(v)) n = as_int_of(v);
    else if (!as_index_clamped(t, v, &n)) return false;
    if (n < 0 || n > 255)
        return as_fail(t, T_VALUE_ERROR, "%s must be in range(0, 256)", plural ? "bytes" : "byte");
    *out = (char)n;
    return true;
}

typedef struct Items {
    StrBuilder *b;
    bool plural;
} Items;

static bool add_item(Thread *t, Value item, void *arg) {
    Items *items = arg;
    char byte;
    if (!as_byte_value(t, item, items->plural, &byte)) return false;
    as_sb_bytes(items->b, &byte, 1);
    return !items->b->failed;
}

bool as_bytes_from_items(StrBuilder *b, Value iterable, bool plural) {
    Items items = {b, plural};
    return as_for_each(b->t, iterable, add_item, &items);
}

/* bytes(n): n zero bytes. */
static bool add_zeros(StrBuilder *b, Value v) {
    int64_t n = 0;
    if (as_repeat_count(b->t, v, false, &n) < 0) return false;
    if (n < 0) return as_fail(b->t, T_VALUE_ERROR, "negative count");
    as_sb_fill(b, 0, (size_t)n);
    return !b->failed;
}

/* Through __bytes__: 1 done, 0 there is none, -1 exception. */
static int add_dunder_bytes(StrBuilder *b, Value v) {
    Thread *t = b->t;
    OWNED(method, as_special(t, v, t->vm->names.__bytes__));
    if (as_is_undef(method.v)) return -1;
    if (as_same(method.v, AS_MISSING)) return 0;
    OWNED(made, as_call0(t, method.v));
    if (as_is_undef(made.v)) return -1;
    if (!as_is_instance_of(t, made.v, T_BYTES)) {
        as_raise(t, T_TYPE_ERROR, "__bytes__ returned non-bytes (type %T)", made.v);
        return -1;
    }
    as_sb_bytes(b, as_as_bytes(made.v)->data, as_as_bytes(made.v)->size);
    return b->failed ? -1 : 1;
}

bool as_bytes_collect(StrBuilder *b, Value v, const char *type) {
    Thread *t = b->t;
    View view;
    bool array = strcmp(type, "bytearray") == 0;
    if (!array && as_is_obj(v) && !as_is_exact(v, T_BYTES)) {
        int done = add_dunder_bytes(b, v);
        if (done) return done > 0;
    }
    if (as_has_index(t, v)) return add_zeros(b, v);
    if (as_bytes_view(t, v, &view.data, &view.size)) {
        as_sb_bytes(b, view.data, view.size);
        return !b->failed;
    }
    const TypeSlots *slots = &as_type_of(t, v)->slots;
    if (!slots->iter && !slots->getitem)
        return as_fail(t, T_TYPE_ERROR, "cannot convert '%T' object to %s", v, type);
    return as_bytes_from_items(b, v, !array);
}

static bool is_str_or_absent(Thread *t, Value v, const char *type, const char *name) {
    return as_is_undef(v) || as_is_any_str(t, v) ||
           as_fail(t, T_TYPE_ERROR, "%s() argument '%s' must be str, not %A", type, name, v);
}

bool as_bytes_construct(StrBuilder *b, Value source, Value encoding, Value errors, const char *type) {
    Thread *t = b->t;
    if (!is_str_or_absent(t, encoding, type, "encoding")) return false;
    if (!is_str_or_absent(t, errors, type, "errors")) return false;
    if (as_is_undef(source) || !as_is_any_str(t, source)) {
        if (!as_is_undef(encoding))
            return as_fail(t, T_TYPE_ERROR, "encoding without a string argument");
        if (!as_is_undef(errors)) return as_fail(t, T_TYPE_ERROR, "errors without a string argument");
        return as_is_undef(source) || as_bytes_collect(b, source, type);
    }
    if (as_is_undef(encoding))
        return as_fail(t, T_TYPE_ERROR, "string argument without an encoding");
    OWNED(encoded, as_encode(t, as_as_str(source), as_as_str(encoding),
                             as_is_undef(errors) ? NULL : as_as_str(errors)));
    if (as_is_undef(encoded.v)) return false;
    as_sb_bytes(b, as_as_bytes(encoded.v)->data, as_as_bytes(encoded.v)->size);
    return !b->failed;
}

static Value construct(Thread *t, Value *args, int nargs, Value kwnames) {
    if (nargs == 1 && as_is_undef(kwnames) && as_is_exact(args[0], T_BYTES)) return as_incref(args[0]);
    Value in[3] = {nargs ? args[0] : AS_UNDEF, AS_UNDEF, AS_UNDEF};
    bool simple = nargs < 2 && as_is_undef(kwnames);
    if (!simple && !as_bind(t, "bytes", "source=b'', encoding='utf-8', errors='strict'", args, nargs, kwnames, in, 3))
        return AS_UNDEF;
    StrBuilder b;
    as_sb_init(&b, t);
    if (as_bytes_construct(&b, in[0], in[1], in[2], "bytes")) return as_sb_end_bytes(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

static Value bytes_construct(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    OWNED(made, construct(t, args, nargs, kwnames));
    if (as_is_undef(made.v) || type == as_builtin(t, T_BYTES)) return as_move(&made);
    Bytes *b = as_as_bytes(made.v), *heir = as_new_of(t, type, sizeof(Bytes) + b->size + 1);
    if (!heir) return AS_UNDEF;
    memcpy(heir->data, b->data, b->size + 1);
    heir->size = b->size;
    return as_from_obj(heir);
}

/* --- repr --- */

void as_bytes_show(StrBuilder *b, View v, bool array) {
    bool single = v.size && memchr(v.data, '\'', v.size), twice = v.size && memchr(v.data, '"', v.size);
    char quote = single && !twice ? '"' : '\'';
    as_sb_bytes(b, "b", 1);
    as_sb_bytes(b, &quote, 1);
    for (size_t i = 0; i < v.size; i++) {
        char c = v.data[i];
        if (c == '\\' || c == quote || (array && c == '\'')) as_sb_bytes(b, "\\", 1);
        if (c == '\t') as_sb_bytes(b, "\\t", 2);
        else if (c == '\n') as_sb_bytes(b, "\\n", 2);
        else if (c == '\r') as_sb_bytes(b, "\\r", 2);
        else if (c < ' ' || c >= 127) as_sb_escape(b, (unsigned char)c);
        else as_sb_bytes(b, &c, 1);
    }
    as_sb_bytes(b, &quote, 1);
}

static Value bytes_repr(Thread *t, Value self) {
    StrBuilder b;
    as_sb_init(&b, t);
    as_bytes_show(&b, as_view(t, self), false);
    return as_sb_end(&b);
}

/* --- shared slots --- */

Value as_bytes_compare(Thread *t, Value a, Value b, Comparison op) {
    View x, y;
    if (!as_bytes_view(t, a, &x.data, &x.size) || !as_bytes_view(t, b, &y.data, &y.size))
        return AS_NOT_IMPL;
    if (op == COMPARE_EQ || op == COMPARE_NE) {
        bool equal = x.size == y.size && memcmp(x.data, y.data, x.size) == 0;
        return as_bool(equal == (op == COMPARE_EQ));
    }
    int order = memcmp(x.data, y.data, x.size < y.size ? x.size : y.size);
    if (order == 0) order = x.size < y.size ? -1 : x.size > y.size;
    switch (op) {
    case COMPARE_LT: return as_bool(order < 0);
    case COMPARE_LE: return as_bool(order <= 0);
    case COMPARE_GT: return as_bool(order > 0);
    default: return as_bool(order >= 0);
    }
}

static Value concat(Thread *t, Value a, Value b) {
    View x, y;
    if (!as_bytes_view(t, a, &x.data, &x.size)) return AS_NOT_IMPL;
    if (!as_bytes_view(t, b, &y.data, &y.size)) {
        if (as_has_radd(t, b)) return AS_NOT_IMPL;
        return as_raise(t, T_TYPE_ERROR, "can't concat %T to %N", b, as_type_of(t, a));
    }
    if (x.size > (size_t)PTRDIFF_MAX - 64 - y.size) return as_raise_memory(t);
    Bytes *r = as_bytes_alloc(t, x.size + y.size);
    if (!r) return AS_UNDEF;
    memcpy(r->data, x.data, x.size);
    memcpy(r->data + x.size, y.data, y.size);
    if (!is_array(t, a)) return as_from_obj(r);
    OWNED(held, as_from_obj(r));
    return as_bytearray_new(t, as_as_bytes(held.v)->data, r->size);
}

static Value repeat(Thread *t, Value self, Value times, bool reverse) {
    int64_t n = 0;
    int ok = as_repeat_count(t, times, reverse, &n);
    if (ok <= 0) return ok ? AS_UNDEF : AS_NOT_IMPL;
    View v = as_view(t, self);
    size_t size;
    if (n < 0) n = 0;
    if (__builtin_mul_overflow(v.size, (size_t)n, &size) || size > (size_t)PTRDIFF_MAX - 64)
        return is_array(t, self) ? as_raise_memory(t)
                                 : as_raise(t, T_OVERFLOW_ERROR, "repeated bytes are too long");
    Bytes *r = as_bytes_alloc(t, size);
    if (!r) return AS_UNDEF;
    for (int64_t i = 0; v.size && i < n; i++) memcpy(r->data + (size_t)i * v.size, v.data, v.size);
    if (!is_array(t, self)) return as_from_obj(r);
    OWNED(held, as_from_obj(r));
    return as_bytearray_new(t, as_as_bytes(held.v)->data, size);
}

static Value percent(Thread *t, Value self, Value args) {
    StrBuilder b;
    as_sb_init(&b, t);
    View v = as_view(t, self);
    Value result = AS_UNDEF;
    OWNED(copy, as_bytes_new(t, v.data, v.size)); /* a bytearray may change meanwhile */
    if (!as_is_undef(copy.v) && as_percent(&b, as_as_bytes(copy.v)->data, v.size, args, true))
        result = as_bytes_like(t, self, as_sb_data(&b), b.size);
    as_sb_drop(&b);
    return result;
}

Value as_bytes_binary(Thread *t, Operator op, Value a, Value b) {
    View v;
    bool left = as_bytes_view(t, a, &v.data, &v.size);
    if (op == OPER_ADD) return concat(t, a, b);
    if (op == OPER_MUL) return left ? repeat(t, a, b, false) : repeat(t, b, a, true);
    if (op == OPER_MOD && left) return percent(t, a, b);
    return AS_NOT_IMPL;
}

int as_bytes_contains(Thread *t, Value self, Value item) {
    View v, part;
    char byte;
    if (as_has_index(t, item)) {
        if (!as_byte_value(t, item, false, &byte)) return -1;
        part = (View){&byte, 1};
    } else if (!as_bytes_arg(t, item, &part.data, &part.size)) {
        return -1;
    }
    v = as_view(t, self);
    return as_find(v.data, v.size, part.data, part.size) != NULL;
}

int64_t as_bytes_length(Thread *t, Value self) { return (int64_t)as_view(t, self).size; }
int as_bytes_truth(Thread *t, Value self) { return as_view(t, self).size != 0; }

static Value slice_of(Thread *t, Value self, Value key) {
    int64_t start, stop, step, count;
    if (!as_slice_indices(t, key, as_bytes_length(t, self), &start, &stop, &step, &count)) return AS_UNDEF;
    View v = as_view(t, self);
    if (count <= 0) return as_bytes_like(t, self, "", 0);
    if (step == 1) {
        if ((size_t)count == v.size && as_is_exact(self, T_BYTES)) return as_incref(self);
        return as_bytes_like(t, self, v.data + start, (size_t)count);
    }
    StrBuilder b;
    as_sb_init(&b, t);
    char *room = as_sb_room(&b, (size_t)count);
    for (int64_t i = 0; room && i < count; i++) room[i] = v.data[start + i * step];
    b.size = room ? (size_t)count : 0;
    Value r = b.failed ? AS_UNDEF : as_bytes_like(t, self, as_sb_data(&b), b.size);
    as_sb_drop(&b);
    return r;
}

Value as_bytes_getitem(Thread *t, Value self, Value key) {
    int64_t i;
    if (as_is_exact(key, T_SLICE)) return slice_of(t, self, key);
    if (!as_has_index(t, key))
        return as_raise(t, T_TYPE_ERROR, "%s indices must be integers or slices, not %T",
                        is_array(t, self) ? "bytearray" : "byte", key);
    if (!as_text_index(t, key, &i)) return AS_UNDEF;
    View v = as_view(t, self);
    if (i < 0) i += (int64_t)v.size;
    if (i < 0 || i >= (int64_t)v.size)
        return as_raise(t, T_INDEX_ERROR, is_array(t, self) ? "bytearray index out of range"
                                                            : "index out of range");
    return as_int((unsigned char)v.data[i]);
}

static bool bytes_hash(Thread *t, Value self, uint64_t *out) {
    Bytes *b = as_as_bytes(self);
    if (b->hash == 0) b->hash = as_hash_bytes(t->vm, b->data, b->size);
    *out = b->hash;
    return true;
}

/* --- iterator --- */

typedef struct BytesIterator {
    Obj obj;
    Value bytes; /* UNDEF when exhausted */
    size_t at;
} BytesIterator;

Value as_bytes_iter(Thread *t, Value self) {
    BytesIterator *it = as_new(t, T_BYTES_ITERATOR, sizeof *it, false);
    if (!it) return AS_UNDEF;
    it->bytes = as_incref(self);
    return as_from_obj(it);
}

static Value iterator_next(Thread *t, Value self) {
    BytesIterator *it = (BytesIterator *)as_obj(self);
    if (as_is_undef(it->bytes)) return AS_UNDEF;
    View v = as_view(t, it->bytes);
    if (it->at < v.size) return as_int((unsigned char)v.data[it->at++]);
    as_clear(t, &it->bytes);
    return AS_UNDEF;
}

static Value iterator_self(Thread *t, Value self) {
    (void)t;
    return as_incref(self);
}

static void iterator_dealloc(Thread *t, Obj *o) {
    BytesIterator *it = (BytesIterator *)o;
    as_assign(t, &it->bytes, AS_UNDEF);
    as_free_obj(t, o, sizeof *it);
}

static Value iterator_length_hint(Thread *t, Value *args, int nargs) {
    (void)nargs;
    BytesIterator *it = (BytesIterator *)as_obj(args[0]);
    if (as_is_undef(it->bytes)) return as_int(0);
    size_t size = as_view(t, it->bytes).size;
    return as_int(it->at < size ? (int64_t)(size - it->at) : 0);
}

static const NativeDef iterator_methods[] = {
    {"__length_hint__", "self, /", iterator_length_hint, "How many bytes are left.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_BYTES_ITERATOR = {
    .id = T_BYTES_ITERATOR,
    .slots = {.dealloc = iterator_dealloc, .iter = iterator_self, .next = iterator_next},
    .methods = iterator_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(BytesIterator),
};

/* --- the type --- */

static Value dunder_bytes(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (as_is_exact(args[0], T_BYTES)) return as_incref(args[0]);
    return as_bytes_new(t, as_as_bytes(args[0])->data, as_as_bytes(args[0])->size);
}

static Value getnewargs(Thread *t, Value *args, int nargs) {
    OWNED(b, dunder_bytes(t, args, nargs));
    return as_is_undef(b.v) ? AS_UNDEF : as_tuple_new(t, &b.v, 1);
}

static Value bytes_sizeof(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_int((int64_t)(sizeof(Bytes) + as_as_bytes(args[0])->size + 1));
}

static const NativeDef bytes_methods[] = {
    {"__bytes__", "self, /", dunder_bytes, "The value as bytes exactly.", 0},
    {"__getnewargs__", "self, /", getnewargs, NULL, 0},
    {"__sizeof__", "self, /", bytes_sizeof, "Bytes of memory that the object takes.", 0},
    AS_BYTES_METHODS,
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_BYTES = {
    .id = T_BYTES,
    .slots = {
        .dealloc = bytes_dealloc, .repr = bytes_repr, .hash = bytes_hash, .compare = as_bytes_compare,
        .truth = as_bytes_truth, .binary = as_bytes_binary, .length = as_bytes_length,
        .contains = as_bytes_contains, .getitem = as_bytes_getitem, .iter = as_bytes_iter,
        .new_ = bytes_construct,
    },
    .methods = bytes_methods,
    .doc = "bytes(iterable_of_ints) -> bytes\n"
           "bytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_like) -> copy\n"
           "bytes(int) -> that many zero bytes\n\n"
           "An immutable sequence of numbers 0..255.",
    .operators = 1u << OPER_ADD | 1u << OPER_MUL | 1u << OPER_MOD,
    .size = 0,
};
