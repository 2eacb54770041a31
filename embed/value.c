/* Making and reading values. */
#include "base/utf8.h"
#include "embed/host.h"
#include "vm/objects/bytes.h"

/* --- what it is --- */

static bool is_a(AsterVM *h, Value v, TypeId id) {
    return as_type_of(h->t, v) == as_builtin(h->t, id) || as_is_instance_of(h->t, v, id);
}

AsterKind aster_kind(AsterVM *h, AsterValue value) {
    static const struct {
        TypeId type;
        AsterKind kind;
    } known[] = {{T_BOOL, ASTER_BOOL},   {T_INT, ASTER_INT},     {T_FLOAT, ASTER_FLOAT},
                 {T_STR, ASTER_STR},     {T_BYTES, ASTER_BYTES}, {T_LIST, ASTER_LIST},
                 {T_TUPLE, ASTER_TUPLE}, {T_DICT, ASTER_DICT}};
    Value v = as_slot(value);
    if (as_is_none(v)) return ASTER_NONE;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (is_a(h, v, known[i].type)) return known[i].kind;
    return as_is_callable(h->t, v) ? ASTER_FUNCTION : ASTER_OTHER;
}

const char *aster_type_name(AsterVM *h, AsterValue value) {
    return as_as_str(as_type_of(h->t, as_slot(value))->name)->data;
}

bool aster_is_none(AsterValue value) {
    return as_is_none(as_slot(value));
}

/* --- making --- */

AsterValue aster_none(AsterVM *h) {
    return as_give(h, AS_NONE);
}
AsterValue aster_bool(AsterVM *h, bool value) {
    return as_give(h, as_bool(value));
}
AsterValue aster_int(AsterVM *h, int64_t value) {
    return as_give(h, as_int_from_i64(h->t, value));
}
AsterValue aster_float(AsterVM *h, double value) {
    return as_give(h, as_float(h->t, value));
}
AsterValue aster_str(AsterVM *h, const char *text) {
    return aster_str_sized(h, text, strlen(text));
}

AsterValue aster_str_sized(AsterVM *h, const char *text, size_t size) {
    if (as_utf8_check(text, size, false) == size) return as_give(h, as_str_new(h->t, text, size));
    return as_give(h, as_decode(h->t, text, size, NULL, NULL)); /* raises */
}

AsterValue aster_bytes(AsterVM *h, const void *data, size_t size) {
    return as_give(h, as_bytes_new(h->t, data, size));
}

AsterValue aster_list(AsterVM *h, int count, const AsterValue *items) {
    Value list = as_list_new(h->t, (size_t)count);
    for (int i = 0; i < count && !as_is_undef(list); i++) {
        if (as_list_append(h->t, as_as_list(list), as_slot(items[i]))) continue;
        as_decref(h->t, list);
        list = AS_UNDEF;
    }
    return as_give(h, list);
}

AsterValue aster_tuple(AsterVM *h, int count, const AsterValue *items) {
    if (count == 0) return as_give(h, as_tuple_new(h->t, NULL, 0));
    Tuple *tuple = as_tuple_alloc(h->t, (size_t)count);
    if (!tuple) return as_give(h, AS_UNDEF);
    for (int i = 0; i < count; i++) tuple->items[i] = as_incref(as_slot(items[i]));
    return as_give(h, as_from_obj(tuple));
}

AsterValue aster_dict(AsterVM *h) {
    Dict *d = as_dict_new(h->t);
    return as_give(h, d ? as_from_obj(d) : AS_UNDEF);
}

/* --- reading --- */

bool aster_to_int(AsterVM *h, AsterValue value, int64_t *out) {
    return as_told(h, as_index_int64(h->t, as_slot(value), out));
}

bool aster_to_float(AsterVM *h, AsterValue value, double *out) {
    return as_told(h, as_to_double(h->t, as_slot(value), out));
}

const char *aster_to_str(AsterVM *h, AsterValue value, size_t *size) {
    Value v = as_slot(value);
    if (!is_a(h, v, T_STR)) {
        as_raise(h->t, T_TYPE_ERROR, "expected str, not %T", v);
        return as_catch_error(h), NULL;
    }
    if (size) *size = as_as_str(v)->size;
    return as_as_str(v)->data;
}

const void *aster_to_bytes(AsterVM *h, AsterValue value, size_t *size) {
    const char *data = NULL;
    size_t length = 0;
    if (!as_told(h, as_bytes_arg(h->t, as_slot(value), &data, &length))) return NULL;
    if (size) *size = length;
    return data ? data : "";
}

int aster_truth(AsterVM *h, AsterValue value) {
    int truth = as_truth(h->t, as_slot(value));
    if (truth < 0) as_catch_error(h);
    return truth;
}

AsterValue aster_text(AsterVM *h, AsterValue value) {
    return as_give(h, as_to_str(h->t, as_slot(value)));
}
AsterValue aster_repr(AsterVM *h, AsterValue value) {
    return as_give(h, as_repr(h->t, as_slot(value)));
}

/* --- items and attributes --- */

int64_t aster_len(AsterVM *h, AsterValue value) {
    int64_t length = as_len(h->t, as_slot(value));
    if (length < 0) as_catch_error(h);
    return length;
}

AsterValue aster_get(AsterVM *h, AsterValue value, AsterValue key) {
    return as_give(h, as_getitem(h->t, as_slot(value), as_slot(key)));
}

AsterValue aster_get_at(AsterVM *h, AsterValue value, int64_t index) {
    Thread *t = h->t;
    OWNED(key, as_int_from_i64(t, index));
    return as_give(h, as_is_undef(key.v) ? AS_UNDEF : as_getitem(t, as_slot(value), key.v));
}

AsterValue aster_get_key(AsterVM *h, AsterValue value, const char *key) {
    Thread *t = h->t;
    OWNED(k, as_str_from(t, key));
    return as_give(h, as_is_undef(k.v) ? AS_UNDEF : as_getitem(t, as_slot(value), k.v));
}

bool aster_set(AsterVM *h, AsterValue value, AsterValue key, AsterValue item) {
    return as_told(h, as_setitem(h->t, as_slot(value), as_slot(key), as_slot(item)));
}

bool aster_set_key(AsterVM *h, AsterValue value, const char *key, AsterValue item) {
    Thread *t = h->t;
    OWNED(k, as_str_from(t, key));
    return as_told(h, !as_is_undef(k.v) && as_setitem(t, as_slot(value), k.v, as_slot(item)));
}

bool aster_append(AsterVM *h, AsterValue list, AsterValue item) {
    Thread *t = h->t;
    Value v = as_slot(list);
    if (is_a(h, v, T_LIST)) return as_told(h, as_list_append(t, as_as_list(v), as_slot(item)));
    as_raise(t, T_TYPE_ERROR, "expected list, not %T", v);
    return as_told(h, false);
}

AsterValue aster_attr(AsterVM *h, AsterValue value, const char *name) {
    Thread *t = h->t;
    Str *s = as_intern(t, name, strlen(name));
    if (!s) return as_give(h, AS_UNDEF);
    Value found = as_getattr(t, as_slot(value), s);
    as_decref_obj(t, s);
    return as_give(h, found);
}

bool aster_set_attr(AsterVM *h, AsterValue value, const char *name, AsterValue item) {
    Thread *t = h->t;
    Str *s = as_intern(t, name, strlen(name));
    if (!s) return as_told(h, false);
    bool ok = as_setattr(t, as_slot(value), s, as_slot(item));
    as_decref_obj(t, s);
    return as_told(h, ok);
}
