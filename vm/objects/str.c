/* str: making, measuring, cutting and joining text. Methods live in the other str_*.c files.
 *
 * Random access: ASCII text is indexed directly. Other text gets, on its first random access, a side
 * block with the byte offset of every 64th code point; short text is walked instead. `s += x` on a
 * str with one reference grows in place: the pool's block is used up first, then blocks grow by half, so
 * that a loop of appends is linear. */
#include "vm/objects/str_impl.h"

#include "base/utf8.h"

#include <string.h>

#define STR_MAX    ((size_t)PTRDIFF_MAX - 64)
#define STEP       64  /* code points between two entries of an index */
#define WALK_LIMIT 192 /* bytes; shorter text is never indexed */

typedef struct StrIndex {
    size_t count;
    size_t at[]; /* byte offset of code point (i + 1) * STEP */
} StrIndex;

static size_t index_bytes(size_t count) { return sizeof(StrIndex) + count * sizeof(size_t); }

static size_t exact_size(const Str *s) { return sizeof(Str) + s->size + 1; }

static void drop_index(Thread *t, Str *s) {
    StrIndex *x = s->index;
    s->index = NULL;
    if (x) as_mem_free(&t->vm->mem, x, index_bytes(x->count));
}

void as_str_dealloc(Thread *t, Obj *o) {
    Str *s = (Str *)o;
    if (o->flags & OBJ_A) as_intern_remove(t, s);
    drop_index(t, s);
    as_free_obj(t, o, exact_size(s));
}

Str *as_str_alloc(Thread *t, size_t size) {
    if (size > STR_MAX) return as_raise_memory(t), NULL;
    Str *s = as_new(t, T_STR, sizeof(Str) + size + 1, false);
    if (!s) return NULL;
    s->size = size;
    s->data[size] = 0;
    return s;
}

void as_str_seal(Str *s) { s->length = as_utf8_count(s->data, s->size); }

static Value new_sealed(Thread *t, const char *utf8, size_t size, size_t length) {
    Str *s = as_str_alloc(t, size);
    if (!s) return AS_UNDEF;
    memcpy(s->data, utf8, size);
    s->length = length;
    return as_from_obj(s);
}

static bool is_unset(Value v) { return v.bits == 0 || as_is_undef(v); }

static Value cached(Thread *t, Value *slot, const char *utf8, size_t size, size_t length) {
    if (is_unset(*slot)) {
        Value v = new_sealed(t, utf8, size, length);
        if (as_is_undef(v)) return v;
        *slot = v;
    }
    return as_incref(*slot);
}

Value as_str_from_char(Thread *t, uint32_t c) {
    char bytes[4];
    size_t size = as_utf8_write(bytes, c);
    if (c < 256) return cached(t, &t->vm->latin1[c], bytes, size, 1);
    return new_sealed(t, bytes, size, 1);
}

Value as_str_new_counted(Thread *t, const char *utf8, size_t size, size_t length) {
    if (size == 0) return cached(t, &t->vm->empty_str, "", 0, 0);
    if (length == 1) {
        const char *at = utf8;
        return as_str_from_char(t, as_utf8_read(&at));
    }
    return new_sealed(t, utf8, size, length);
}

Value as_str_new(Thread *t, const char *utf8, size_t size) {
    return as_str_new_counted(t, utf8, size, as_utf8_count(utf8, size));
}

Value as_str_from(Thread *t, const char *c_string) {
    return as_str_new(t, c_string, strlen(c_string));
}

Value as_str_exact(Thread *t, Value v) {
    if (as_is_str(v)) return as_incref(v);
    Str *s = as_as_str(v);
    return as_str_new_counted(t, s->data, s->size, s->length);
}

/* --- equality, order, hash --- */

bool as_str_equal(const Str *a, const Str *b) {
    if (a == b) return true;
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

bool as_str_is(const Str *s, const char *c_string) {
    return strlen(c_string) == s->size && memcmp(s->data, c_string, s->size) == 0;
}

int as_str_compare(const Str *a, const Str *b) {
    int order = memcmp(a->data, b->data, a->size < b->size ? a->size : b->size);
    if (order != 0) return order;
    return a->size < b->size ? -1 : a->size > b->size;
}

/* A keyed hash of the multiply-and-fold kind: 128-bit products of seeded input words. */
static uint64_t fold(uint64_t a, uint64_t b) {
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *p, size_t n) {
    uint64_t w = 0;
    memcpy(&w, p, n);
    return w;
}

uint64_t as_hash_bytes(VM *vm, const char *p, size_t size) {
    uint64_t k0 = vm->hash_seed[0] ^ 0xA0761D6478BD642Fu, k1 = vm->hash_seed[1] ^ 0xE7037ED1A0B428DBu;
    uint64_t h = k0 ^ fold(size ^ k1, 0x8EBC6AF09C88C6E3u);
    size_t left = size;
    for (; left > 16; left -= 16, p += 16) h = fold(load(p, 8) ^ k1, load(p + 8, 8) ^ h);
    uint64_t a, b;
    if (left >= 8) {
        a = load(p, 8);
        b = load(p + left - 8, 8);
    } else if (left >= 4) {
        a = load(p, 4);
        b = load(p + left - 4, 4);
    } else {
        a = left ? load(p, 1) | load(p + left / 2, 1) << 8 | load(p + left - 1, 1) << 16 : 0;
        b = 0;
    }
    h = fold(a ^ k1, b ^ h);
    h = fold(h ^ 0x589965CC75374CC3u, k1 ^ size);
    return h == 0 || h == UINT64_MAX ? UINT64_MAX - 1 : h;
}

uint64_t as_str_hash(Thread *t, Str *s) {
    if (s->hash == 0) s->hash = as_hash_bytes(t->vm, s->data, s->size);
    return s->hash;
}

/* --- random access --- */

static StrIndex *build_index(Thread *t, Str *s) {
    size_t count = (s->length - 1) / STEP;
    StrIndex *x = as_mem_alloc(&t->vm->mem, index_bytes(count));
    if (!x) return NULL;
    x->count = count;
    const char *at = s->data;
    for (size_t i = 0; i < count; i++) {
        at = as_utf8_skip(at, STEP);
        x->at[i] = (size_t)(at - s->data);
    }
    s->index = x;
    return x;
}

size_t as_str_offset(Thread *t, Str *s, size_t i) {
    if (as_str_is_ascii(s)) return i;
    if (i == s->length) return s->size;
    const char *from = s->data;
    if (s->size > WALK_LIMIT && i >= STEP) {
        StrIndex *x = s->index ? s->index : build_index(t, s);
        if (x) { /* without memory for it: walk */
            from += x->at[i / STEP - 1];
            i %= STEP;
        }
    }
    return (size_t)(as_utf8_skip(from, i) - s->data);
}

uint32_t as_str_at(Thread *t, Str *s, size_t i) {
    if (as_str_is_ascii(s)) return (unsigned char)s->data[i];
    const char *at = s->data + as_str_offset(t, s, i);
    return as_utf8_read(&at);
}

size_t as_str_position(Thread *t, Str *s, size_t offset) {
    (void)t;
    if (as_str_is_ascii(s)) return offset;
    StrIndex *x = s->index;
    if (!x) return as_utf8_count(s->data, offset);
    size_t low = 0, high = x->count; /* how many entries are at or before offset */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (x->at[middle] <= offset) low = middle + 1;
        else high = middle;
    }
    size_t from = low ? x->at[low - 1] : 0;
    return low * STEP + as_utf8_count(s->data + from, offset - from);
}

Value as_str_slice(Thread *t, Str *s, size_t start, size_t stop) {
    if (start == 0 && stop == s->length) return as_str_exact(t, as_from_obj(s));
    size_t from = as_str_offset(t, s, start), to = as_str_offset(t, s, stop);
    return as_str_new_counted(t, s->data + from, to - from, stop - start);
}

/* --- joining --- */

Value as_str_concat(Thread *t, Str *a, Str *b) {
    if (a->size == 0) return as_str_exact(t, as_from_obj(b));
    if (b->size == 0) return as_str_exact(t, as_from_obj(a));
    if (b->size > STR_MAX - a->size)
        return as_raise(t, T_OVERFLOW_ERROR, "strings are too large to concat");
    Str *s = as_str_alloc(t, a->size + b->size);
    if (!s) return AS_UNDEF;
    memcpy(s->data, a->data, a->size);
    memcpy(s->data + a->size, b->data, b->size);
    s->length = a->length + b->length;
    return as_from_obj(s);
}

/* Make room for `size` bytes of text in a str with one reference; it may move. */
static Str *grow(Thread *t, Str *s, size_t size) {
    drop_index(t, s);
    size_t need = sizeof(Str) + size + 1, have = as_obj_capacity(&s->obj, exact_size(s));
    return need <= have ? s : as_resize_obj(t, s, exact_size(s), need + need / 2);
}

Value as_str_append(Thread *t, Value a_owned, Str *b) {
    Str *a = as_as_str(a_owned);
    bool in_place = a->obj.rc == 1 && as_is_str(a_owned) && !(a->obj.flags & OBJ_A) && a != b &&
                    a->size != 0 && b->size <= STR_MAX / 2 && a->size <= STR_MAX / 2;
    if (!in_place) {
        Value v = as_str_concat(t, a, b);
        as_decref(t, a_owned);
        return v;
    }
    Str *s = grow(t, a, a->size + b->size);
    if (!s) {
        as_decref(t, a_owned);
        return AS_UNDEF;
    }
    memcpy(s->data + s->size, b->data, b->size + 1);
    s->size += b->size;
    s->length += b->length;
    s->hash = 0;
    return as_from_obj(s);
}

Value as_str_join(Thread *t, Value *strs, size_t count) {
    size_t size = 0, length = 0;
    for (size_t i = 0; i < count; i++) {
        Str *s = as_as_str(strs[i]);
        if (s->size > STR_MAX - size)
            return as_raise(t, T_OVERFLOW_ERROR, "join() result is too long for a Python string");
        size += s->size;
        length += s->length;
    }
    if (size == 0) return as_str_new(t, "", 0);
    Str *joined = as_str_alloc(t, size);
    if (!joined) return AS_UNDEF;
    char *at = joined->data;
    for (size_t i = 0; i < count; i++) {
        Str *s = as_as_str(strs[i]);
        memcpy(at, s->data, s->size);
        at += s->size;
    }
    joined->length = length;
    return as_from_obj(joined);
}

const char *as_str_c(Thread *t, Value v) {
    if (!as_is_any_str(t, v))
        return as_fail_null(t, T_TYPE_ERROR, "expected str, not %T", v);
    Str *s = as_as_str(v);
    if (strlen(s->data) != s->size) return as_fail_null(t, T_VALUE_ERROR, "embedded null byte");
    return s->data;
}

void as_str_close(Thread *t) {
    VM *vm = t->vm;
    for (int i = 0; i < 256; i++)
        if (!is_unset(vm->latin1[i])) as_clear(t, &vm->latin1[i]);
    if (!is_unset(vm->empty_str)) as_clear(t, &vm->empty_str);
    as_intern_close(t);
}
