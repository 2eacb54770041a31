/* bytearray: a buffer of its own that grows by an eighth, and the methods that change it. */
#include "vm/objects/bytes_impl.h"

#include <string.h>

bool as_bytearray_resize(Thread *t, ByteArray *a, size_t size) {
    if (size > a->capacity || size < a->capacity / 2) {
        size_t capacity = size > a->capacity && a->capacity ? size + size / 8 + 8 : size;
        if (size > (size_t)PTRDIFF_MAX - 64) return as_raise_memory(t), false;
        if (capacity == 0) {
            as_mem_free(&t->vm->mem, a->data, a->capacity);
            a->data = NULL;
        } else {
            char *p = as_mem_realloc(&t->vm->mem, a->data, a->capacity, capacity);
            if (!p) return as_raise_memory(t), false;
            a->data = p;
        }
        a->capacity = capacity;
    }
    if (size > a->size) memset(a->data + a->size, 0, size - a->size);
    a->size = size;
    return true;
}

bool as_bytearray_append(Thread *t, ByteArray *a, const char *data, size_t size) {
    size_t old = a->size;
    bool own = a->data && data >= a->data && data < a->data + a->size; /* a += a */
    size_t offset = own ? (size_t)(data - a->data) : 0;
    if (!as_bytearray_resize(t, a, old + size)) return false;
    if (size) memcpy(a->data + old, own ? a->data + offset : data, size);
    return true;
}

Value as_bytearray_new(Thread *t, const char *data, size_t size) {
    ByteArray *a = as_new(t, T_BYTEARRAY, sizeof *a, false);
    if (!a) return AS_UNDEF;
    OWNED(v, as_from_obj(a));
    return as_bytearray_append(t, a, data, size) ? as_move(&v) : AS_UNDEF;
}

static void dealloc(Thread *t, Obj *o) {
    ByteArray *a = (ByteArray *)o;
    as_mem_free(&t->vm->mem, a->data, a->capacity);
    as_free_obj(t, o, sizeof *a);
}

static Value construct(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)args, (void)nargs, (void)kwnames;
    ByteArray *a = as_new_of(t, type, sizeof *a);
    return a ? as_from_obj(a) : AS_UNDEF;
}

static bool init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value in[3] = {nargs ? args[0] : AS_UNDEF, AS_UNDEF, AS_UNDEF};
    bool simple = nargs < 2 && as_is_undef(kwnames);
    if (!simple && !as_bind(t, "bytearray", "source=b'', encoding='utf-8', errors='strict'", args, nargs, kwnames, in, 3))
        return false;
    StrBuilder b;
    as_sb_init(&b, t);
    bool ok = as_bytes_construct(&b, in[0], in[1], in[2], "bytearray");
    ByteArray *a = as_as_bytearray(self);
    ok = ok && as_bytearray_resize(t, a, 0) && as_bytearray_append(t, a, as_sb_data(&b), b.size);
    as_sb_drop(&b);
    return ok;
}

static Value repr(Thread *t, Value self) {
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_str(&b, as_as_str(as_type_of(t, self)->name));
    as_sb_bytes(&b, "(", 1);
    as_bytes_show(&b, as_view(t, self), true);
    as_sb_bytes(&b, ")", 1);
    return as_sb_end(&b);
}

static bool no_hash(Thread *t, Value self, uint64_t *out) {
    (void)out;
    return as_fail(t, T_TYPE_ERROR, "unhashable type: '%T'", self);
}

/* --- changing parts --- */

/* Replace a[from:to] by `size` bytes at data, which lie outside of a. */
static bool splice(Thread *t, ByteArray *a, size_t from, size_t to, const char *data, size_t size) {
    size_t tail = a->size - to, total = from + size + tail;
    if (total > a->size) {
        if (!as_bytearray_resize(t, a, total)) return false;
        memmove(a->data + from + size, a->data + to, tail);
    } else {
        if (tail) memmove(a->data + from + size, a->data + to, tail);
        if (!as_bytearray_resize(t, a, total)) return false;
    }
    if (size) memcpy(a->data + from, data, size);
    return true;
}

static void delete_spaced(ByteArray *a, int64_t start, int64_t step, int64_t count) {
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    size_t kept = (size_t)start;
    for (size_t i = (size_t)start; i < a->size; i++) {
        int64_t distance = (int64_t)i - start;
        if (distance % step != 0 || distance / step >= count) a->data[kept++] = a->data[i];
    }
    a->size = kept;
}

static bool store_slice(Thread *t, ByteArray *a, Value key, const char *data, size_t size, bool deleting) {
    int64_t start, stop, step, count;
    if (!as_slice_indices(t, key, (int64_t)a->size, &start, &stop, &step, &count)) return false;
    if (step == 1) {
        if (count < 0 || stop < start) stop = start;
        return splice(t, a, (size_t)start, (size_t)stop, data, size);
    }
    if (deleting) {
        if (count > 0) delete_spaced(a, start, step, count);
        return true;
    }
    if ((int64_t)size != count)
        return as_fail(t, T_VALUE_ERROR, "attempt to assign bytes of size %zd to extended slice of size %lld",
                       size, (long long)count);
    for (int64_t i = 0; i < count; i++) a->data[start + i * step] = data[i];
    return true;
}

static bool assign_slice(Thread *t, Value self, Value key, Value value) {
    ByteArray *a = as_as_bytearray(self);
    if (as_is_undef(value)) return store_slice(t, a, key, "", 0, true);
    if (as_has_index(t, value) || as_is_any_str(t, value))
        return as_fail(t, T_TYPE_ERROR, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    StrBuilder b;
    as_sb_init(&b, t);
    bool ok = as_bytes_collect(&b, value, "bytearray") &&
              store_slice(t, a, key, as_sb_data(&b), b.size, false);
    as_sb_drop(&b);
    return ok;
}

static bool setitem(Thread *t, Value self, Value key, Value value) {
    ByteArray *a = as_as_bytearray(self);
    int64_t i;
    char byte = 0;
    if (as_is_exact(key, T_SLICE)) return assign_slice(t, self, key, value);
    if (!as_has_index(t, key))
        return as_fail(t, T_TYPE_ERROR, "bytearray indices must be integers or slices, not %T", key);
    if (!as_text_index(t, key, &i)) return false;
    if (i < 0) i += (int64_t)a->size;
    if (i < 0 || i >= (int64_t)a->size) return as_fail(t, T_INDEX_ERROR, "bytearray index out of range");
    if (as_is_undef(value)) return splice(t, a, (size_t)i, (size_t)i + 1, "", 0);
    if (!as_byte_value(t, value, false, &byte)) return false;
    if (i >= (int64_t)a->size) return as_fail(t, T_INDEX_ERROR, "bytearray index out of range");
    a->data[i] = byte;
    return true;
}

static Value inplace(Thread *t, Operator op, Value self, Value other) {
    ByteArray *a = as_as_bytearray(self);
    View v;
    if (op == OPER_ADD) {
        if (!as_bytes_view(t, other, &v.data, &v.size))
            return as_raise(t, T_TYPE_ERROR, "can't concat %T to %N", other, as_type_of(t, self));
        return as_bytearray_append(t, a, v.data, v.size) ? as_incref(self) : AS_UNDEF;
    }
    if (op != OPER_MUL) return AS_NOT_IMPL;
    int64_t n = 0;
    int ok = as_repeat_count(t, other, false, &n);
    if (ok <= 0) return ok ? AS_UNDEF : AS_NOT_IMPL;
    size_t unit = a->size, total;
    if (n < 0) n = 0;
    if (__builtin_mul_overflow(unit, (size_t)n, &total)) return as_raise_memory(t);
    if (!as_bytearray_resize(t, a, total)) return AS_UNDEF;
    for (size_t at = unit; unit && at < total; at += unit) memcpy(a->data + at, a->data, unit);
    return as_incref(self);
}

/* --- methods --- */

static Value append(Thread *t, Value *args, int nargs) {
    (void)nargs;
    char byte;
    if (!as_byte_value(t, args[1], false, &byte)) return AS_UNDEF;
    return as_bytearray_append(t, as_as_bytearray(args[0]), &byte, 1) ? AS_NONE : AS_UNDEF;
}

static Value clear(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_bytearray_resize(t, as_as_bytearray(args[0]), 0) ? AS_NONE : AS_UNDEF;
}

static Value copy(Thread *t, Value *args, int nargs) {
    (void)nargs;
    View v = as_view(t, args[0]);
    return as_bytearray_new(t, v.data, v.size);
}

static Value extend(Thread *t, Value *args, int nargs) {
    (void)nargs;
    const TypeSlots *slots = &as_type_of(t, args[1])->slots;
    View v;
    if (as_bytes_view(t, args[1], &v.data, &v.size))
        return as_bytearray_append(t, as_as_bytearray(args[0]), v.data, v.size) ? AS_NONE : AS_UNDEF;
    if (!slots->iter && !slots->getitem)
        return as_raise(t, T_TYPE_ERROR, "can't extend bytearray with %T", args[1]);
    StrBuilder b;
    as_sb_init(&b, t);
    bool ok = as_bytes_from_items(&b, args[1], false) &&
              as_bytearray_append(t, as_as_bytearray(args[0]), as_sb_data(&b), b.size);
    as_sb_drop(&b);
    return ok ? AS_NONE : AS_UNDEF;
}

static Value insert(Thread *t, Value *args, int nargs) {
    (void)nargs;
    ByteArray *a = as_as_bytearray(args[0]);
    int64_t at;
    char byte;
    if (!as_index_int64(t, args[1], &at) || !as_byte_value(t, args[2], false, &byte)) return AS_UNDEF;
    if (at < 0) at += (int64_t)a->size;
    if (at < 0) at = 0;
    if (at > (int64_t)a->size) at = (int64_t)a->size;
    return splice(t, a, (size_t)at, (size_t)at, &byte, 1) ? AS_NONE : AS_UNDEF;
}

static Value pop(Thread *t, Value *args, int nargs) {
    (void)nargs;
    ByteArray *a = as_as_bytearray(args[0]);
    int64_t at;
    if (!as_text_count(t, args[1], -1, &at)) return AS_UNDEF;
    if (a->size == 0) return as_raise(t, T_INDEX_ERROR, "pop from empty bytearray");
    if (at < 0) at += (int64_t)a->size;
    if (at < 0 || at >= (int64_t)a->size) return as_raise(t, T_INDEX_ERROR, "pop index out of range");
    Value byte = as_int((unsigned char)a->data[at]);
    return splice(t, a, (size_t)at, (size_t)at + 1, "", 0) ? byte : AS_UNDEF;
}

static Value remove_value(Thread *t, Value *args, int nargs) {
    (void)nargs;
    ByteArray *a = as_as_bytearray(args[0]);
    char byte;
    if (!as_byte_value(t, args[1], false, &byte)) return AS_UNDEF;
    char *at = a->size ? memchr(a->data, byte, a->size) : NULL;
    if (!at) return as_raise(t, T_VALUE_ERROR, "value not found in bytearray");
    size_t i = (size_t)(at - a->data);
    return splice(t, a, i, i + 1, "", 0) ? AS_NONE : AS_UNDEF;
}

static Value reverse(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    ByteArray *a = as_as_bytearray(args[0]);
    for (size_t i = 0, j = a->size; i + 1 < j; i++) {
        char c = a->data[i];
        a->data[i] = a->data[--j];
        a->data[j] = c;
    }
    return AS_NONE;
}

static Value size_of(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_int((int64_t)(sizeof(ByteArray) + as_as_bytearray(args[0])->capacity));
}

static const NativeDef methods[] = {
    {"__sizeof__", "self, /", size_of, "Bytes of memory that the object takes.", 0},
    {"append", "self, item, /", append, "Add one byte at the end.", 0},
    {"clear", "self, /", clear, "Remove all bytes.", 0},
    {"copy", "self, /", copy, "A bytearray with the same bytes.", 0},
    {"extend", "self, iterable_of_ints, /", extend, "Add the bytes of an iterable at the end.", 0},
    {"insert", "self, index, item, /", insert, "Put one byte before an index.", 0},
    {"pop", "self, index=-1, /", pop, "Remove a byte and return it.", 0},
    {"remove", "self, value, /", remove_value, "Remove the first byte of that value.", 0},
    {"reverse", "self, /", reverse, "Turn the order of the bytes around.", 0},
    AS_BYTES_METHODS,
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_BYTEARRAY = {
    .id = T_BYTEARRAY,
    .slots = {
        .dealloc = dealloc, .repr = repr, .hash = no_hash, .compare = as_bytes_compare,
        .truth = as_bytes_truth, .binary = as_bytes_binary, .inplace = inplace,
        .length = as_bytes_length, .contains = as_bytes_contains, .getitem = as_bytes_getitem,
        .setitem = setitem, .iter = as_bytes_iter, .new_ = construct, .init = init,
    },
    .methods = methods,
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_like) -> copy\n"
           "bytearray(int) -> that many zero bytes\n\n"
           "A sequence of numbers 0..255 that can be changed.",
    .operators = 1u << OPER_ADD | 1u << OPER_MUL | 1u << OPER_MOD,
    .size = sizeof(ByteArray),
};
