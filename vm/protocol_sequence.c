/* Abstract operations on any value: length, items, membership and iteration. */
#include "vm/class.h"

#include "vm/objects/numbers.h"

/* vm/objects/iterators.c: over __getitem__ from 0 until IndexError. */
Value as_seq_iter(Thread *t, Value seq);

int64_t as_len(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (type->slots.length) return type->slots.length(t, v);
    as_raise(t, T_TYPE_ERROR, "object of type '%T' has no len()", v);
    return -1;
}

int64_t as_length_hint(Thread *t, Value v, int64_t fallback) {
    if (as_type_of(t, v)->slots.length) {
        int64_t n = as_len(t, v);
        if (n >= 0) return n;
        if (!as_catch(t, T_TYPE_ERROR)) return -1;
    }
    OWNED(hint, as_call_special(t, v, t->vm->names.__length_hint__, NULL, 0));
    if (as_is_undef(hint.v)) return as_catch(t, T_TYPE_ERROR) ? fallback : -1;
    if (as_same(hint.v, AS_MISSING) || as_same(hint.v, AS_NOT_IMPL)) return fallback;
    int64_t n;
    if (!as_is_any_int(t, hint.v)) {
        as_raise(t, T_TYPE_ERROR, "__length_hint__ must be an integer, not %T", hint.v);
        return -1;
    }
    if (!as_index_int64(t, hint.v, &n)) return -1;
    if (n >= 0) return n;
    as_raise(t, T_VALUE_ERROR, "__length_hint__() should return >= 0");
    return -1;
}

/* --- items --- */

/* Built-in classes that are generic: list[int]. */
static bool is_generic(const Type *type) {
    if (type->flags & TYPE_HEAP) return false;
    switch (type->id) {
    case T_LIST:
    case T_TUPLE:
    case T_DICT:
    case T_SET:
    case T_FROZENSET:
    case T_TYPE:
    case T_ENUMERATE:
    case T_FUTURE:
    case T_TASK:
    case T_CONTEXT_VAR:
    case T_CONTEXT_TOKEN:
    case T_WEAKREF: return true;
    default: return false;
    }
}

static Value class_getitem(Thread *t, Value v, Value key) {
    Type *type = as_as_type(v);
    Str *name = t->vm->names.__class_getitem__;
    OWNED(hook, as_type_attribute(t, type, name));
    if (as_is_undef(hook.v)) return AS_UNDEF;
    if (!as_same(hook.v, AS_MISSING)) return as_call1(t, hook.v, key);
    for (size_t i = 0; type->mro && i < type->mro->count; i++)
        if (is_generic(as_as_type(type->mro->items[i])) &&
            (i == 0 || as_as_type(type->mro->items[i])->id != T_TYPE))
            return as_generic_alias_new(t, v, key);
    return as_raise(t, T_TYPE_ERROR, "type '%N' is not subscriptable", type);
}

Value as_getitem(Thread *t, Value v, Value key) {
    Type *type = as_type_of(t, v);
    if (type->slots.getitem) return type->slots.getitem(t, v, key);
    if (as_is_type(t, v)) return class_getitem(t, v, key);
    return as_raise(t, T_TYPE_ERROR, "'%T' object is not subscriptable", v);
}

bool as_setitem(Thread *t, Value v, Value key, Value value) {
    Type *type = as_type_of(t, v);
    if (type->slots.setitem) return type->slots.setitem(t, v, key, value);
    return as_fail(t, T_TYPE_ERROR, "'%T' object does not support item assignment", v);
}

/* CPython words the refusal in two ways: types with sequence methods, asked with an index, have the
 * other. */
static bool refuses_as_sequence(Thread *t, const Type *type, Value key) {
    if (!as_is_any_int(t, key) && !as_type_of(t, key)->slots.index) return false;
    if (type->flags & TYPE_HEAP) return true;
    switch (type->id) {
    case T_STR:
    case T_BYTES:
    case T_TUPLE:
    case T_RANGE:
    case T_SET:
    case T_FROZENSET:
    case T_DICT_KEYS:
    case T_DICT_ITEMS:
    case T_DICT_VALUES:
    case T_MAPPING_PROXY: return true;
    default: return false;
    }
}

bool as_delitem(Thread *t, Value v, Value key) {
    Type *type = as_type_of(t, v);
    if (type->slots.setitem) return type->slots.setitem(t, v, key, AS_UNDEF);
    return as_fail(t, T_TYPE_ERROR,
                   refuses_as_sequence(t, type, key) ? "'%T' object doesn't support item deletion"
                                                     : "'%T' object does not support item deletion",
                   v);
}

int as_contains(Thread *t, Value container, Value item) {
    Type *type = as_type_of(t, container);
    if (type->slots.contains) return type->slots.contains(t, container, item);
    OWNED(it, as_iter(t, container));
    if (as_is_undef(it.v)) {
        if (as_catch(t, T_TYPE_ERROR)) {
            as_raise(t, T_TYPE_ERROR, "argument of type '%T' is not iterable", container);
        }
        return -1;
    }
    for (;;) {
        OWNED(v, as_next(t, it.v));
        if (as_is_undef(v.v)) return as_has_exc(t) ? -1 : 0;
        int equal = as_equal(t, v.v, item);
        if (equal) return equal;
    }
}

/* --- iteration --- */

Value as_iter(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (!type->slots.iter) {
        if (type->slots.getitem && type->layout != T_DICT) return as_seq_iter(t, v);
        return as_raise(t, T_TYPE_ERROR, "'%T' object is not iterable", v);
    }
    Value it = type->slots.iter(t, v);
    if (as_is_undef(it) || as_type_of(t, it)->slots.next) return it;
    as_raise(t, T_TYPE_ERROR, "iter() returned non-iterator of type '%T'", it);
    as_decref(t, it);
    return AS_UNDEF;
}

Value as_next(Thread *t, Value iterator) {
    Type *type = as_type_of(t, iterator);
    if (!type->slots.next)
        return as_raise(t, T_TYPE_ERROR, "'%T' object is not an iterator", iterator);
    Value v = type->slots.next(t, iterator);
    if (as_is_undef(v)) as_catch(t, T_STOP_ITERATION);
    return v;
}

/* Lists may change while their items are looked at: indices and holds, not pointers. */
static bool each_of_list(Thread *t, List *l, bool (*fn)(Thread *t, Value item, void *arg),
                         void *arg) {
    OWNED(hold, as_incref(as_from_obj(l)));
    for (size_t i = 0; i < l->count; i++) {
        OWNED(item, as_incref(l->items[i]));
        if (!fn(t, item.v, arg)) return false;
    }
    return true;
}

static bool each_of_tuple(Thread *t, Tuple *tuple, bool (*fn)(Thread *t, Value item, void *arg),
                          void *arg) {
    OWNED(hold, as_incref(as_from_obj(tuple)));
    for (size_t i = 0; i < tuple->count; i++)
        if (!fn(t, tuple->items[i], arg)) return false;
    return true;
}

bool as_for_each(Thread *t, Value iterable, bool (*fn)(Thread *t, Value item, void *arg),
                 void *arg) {
    if (as_is_list(iterable)) return each_of_list(t, as_as_list(iterable), fn, arg);
    if (as_is_tuple(iterable)) return each_of_tuple(t, as_as_tuple(iterable), fn, arg);
    OWNED(it, as_iter(t, iterable));
    if (as_is_undef(it.v)) return false;
    for (;;) {
        OWNED(v, as_next(t, it.v));
        if (as_is_undef(v.v)) return !as_has_exc(t);
        if (!fn(t, v.v, arg)) return false;
    }
}

Value as_list_from(Thread *t, Value iterable) {
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v) || !as_list_extend(t, as_as_list(list.v), iterable)) return AS_UNDEF;
    return as_move(&list);
}

Value as_tuple_from(Thread *t, Value iterable) {
    if (as_is_tuple(iterable)) return as_incref(iterable);
    if (as_is_list(iterable))
        return as_tuple_new(t, as_as_list(iterable)->items, as_as_list(iterable)->count);
    OWNED(list, as_list_from(t, iterable));
    if (as_is_undef(list.v)) return AS_UNDEF;
    return as_tuple_new(t, as_as_list(list.v)->items, as_as_list(list.v)->count);
}
