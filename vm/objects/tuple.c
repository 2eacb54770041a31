/* tuple: a fixed array of owned Values behind the header. Hashes as CPython's (so that sets of tuples
 * iterate in the same order) and keeps the hash. The empty tuple is one object a VM. */
#include <stdarg.h>

#include "vm/objects/containers_impl.h"

static size_t tuple_size(size_t count) { return sizeof(Tuple) + count * sizeof(Value); }

static bool too_many(Thread *t, size_t count) {
    if (count <= SIZE_MAX / 32) return false;
    as_raise_memory(t);
    return true;
}

Tuple *as_tuple_alloc(Thread *t, size_t count) {
    Value empty = t->vm->empty_tuple;
    if (count == 0 && as_is_obj(empty) && empty.bits) {
        as_incref(empty);
        return as_as_tuple(empty);
    }
    if (too_many(t, count)) return NULL;
    Tuple *r = as_new(t, T_TUPLE, tuple_size(count), true);
    if (r) r->count = count;
    return r;
}

Value as_tuple_new(Thread *t, const Value *items, size_t count) {
    Tuple *r = as_tuple_alloc(t, count);
    if (!r) return AS_UNDEF;
    for (size_t i = 0; i < count; i++) r->items[i] = as_incref(items[i]);
    return as_from_obj(r);
}

Value as_tuple_take(Thread *t, Value *items, size_t count) {
    Tuple *r = as_tuple_alloc(t, count);
    if (!r) {
        while (count > 0) as_decref(t, items[--count]);
        return AS_UNDEF;
    }
    if (count) memcpy(r->items, items, count * sizeof(Value));
    return as_from_obj(r);
}

Value as_tuple_pack(Thread *t, int count, ...) {
    Tuple *r = as_tuple_alloc(t, (size_t)count);
    if (!r) return AS_UNDEF;
    va_list args;
    va_start(args, count);
    for (int i = 0; i < count; i++) r->items[i] = as_incref(va_arg(args, Value));
    va_end(args);
    return as_from_obj(r);
}

/* --- life --- */

static Value tuple_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value iterable;
    bool exact = type == as_builtin(t, T_TUPLE);
    if (!exact && type->slots.init != as_builtin(t, T_TUPLE)->slots.init) {
        kwnames = AS_UNDEF; /* an heir's __init__ may take keywords */
    }
    if (!as_bind_optional(t, "tuple", args, nargs, kwnames, &iterable)) return AS_UNDEF;
    if (exact) {
        if (as_is_undef(iterable)) return as_tuple_new(t, NULL, 0);
        return as_is_tuple(iterable) ? as_incref(iterable) : as_tuple_from(t, iterable);
    }
    OWNED(from, as_is_undef(iterable) ? as_tuple_new(t, NULL, 0) : as_tuple_from(t, iterable));
    if (as_is_undef(from.v)) return AS_UNDEF;
    Tuple *source = as_as_tuple(from.v);
    Tuple *r = as_new_of(t, type, tuple_size(source->count));
    if (!r) return AS_UNDEF;
    for (size_t i = 0; i < source->count; i++) r->items[i] = as_incref(source->items[i]);
    r->count = source->count;
    return as_from_obj(r);
}

static void tuple_dealloc(Thread *t, Obj *self) {
    Tuple *p = (Tuple *)self;
    for (size_t i = p->count; i > 0; i--) {
        if (p->items[i - 1].bits) as_decref(t, p->items[i - 1]);
    }
    as_free_obj(t, self, tuple_size(p->count));
}

static void tuple_traverse(Obj *self, VisitFn visit, void *arg) {
    Tuple *p = (Tuple *)self;
    for (size_t i = 0; i < p->count; i++) AS_VISIT(p->items[i]);
}

static void tuple_clear(Thread *t, Obj *self) {
    Tuple *p = (Tuple *)self;
    for (size_t i = 0; i < p->count; i++) as_assign(t, &p->items[i], AS_NONE);
}

/* --- looking --- */

static Value tuple_repr(Thread *t, Value self) {
    Tuple *p = as_as_tuple(self);
    if (p->count == 0) return as_str_from(t, "()");
    int entered = as_repr_enter(t, self);
    if (entered) return entered < 0 ? AS_UNDEF : as_str_from(t, "(...)");
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_char(&b, '(');
    bool good = true;
    for (size_t i = 0; good && i < p->count; i++) {
        if (i) as_sb_bytes(&b, ", ", 2);
        good = as_sb_repr(&b, p->items[i]);
    }
    as_sb_c(&b, p->count == 1 ? ",)" : ")");
    as_repr_leave(t, self);
    if (good) return as_sb_end(&b);
    as_sb_drop(&b);
    return AS_UNDEF;
}

/* The mixing steps of xxHash over the items' hashes, as CPython does it. */
static bool tuple_hash(Thread *t, Value self, uint64_t *out) {
    const uint64_t prime1 = 11400714785074694791u, prime2 = 14029467366897019727u,
                   prime5 = 2870177450012600261u;
    Tuple *p = as_as_tuple(self);
    if (p->hash) {
        *out = p->hash;
        return true;
    }
    if (!as_stack_ok(t, " while hashing a tuple")) return false;
    uint64_t h = prime5;
    for (size_t i = 0; i < p->count; i++) {
        uint64_t lane;
        if (!as_hash_quick(t, p->items[i], &lane)) return false;
        h += lane * prime2;
        h = (h << 31 | h >> 33) * prime1;
    }
    h += p->count ^ (prime5 ^ 3527539u);
    if (h == UINT64_MAX) h = 1546275796u;
    p->hash = *out = h;
    return true;
}

static Value tuple_compare(Thread *t, Value av, Value bv, Comparison op) {
    if (!as_is_kind(t, av, T_TUPLE) || !as_is_kind(t, bv, T_TUPLE)) return AS_NOT_IMPL;
    Tuple *a = as_as_tuple(av), *b = as_as_tuple(bv);
    size_t n = a->count < b->count ? a->count : b->count, i = 0;
    for (; i < n; i++) {
        int equal = as_equal_cheap(a->items[i], b->items[i]);
        if (equal == 2) equal = as_equal(t, a->items[i], b->items[i]);
        if (equal < 0) return AS_UNDEF;
        if (!equal) break;
    }
    if (i == n) return as_compare_counts(a->count, b->count, op);
    if (op == COMPARE_EQ) return AS_FALSE;
    if (op == COMPARE_NE) return AS_TRUE;
    return as_compare(t, a->items[i], b->items[i], op);
}

static int tuple_truth(Thread *t, Value self) {
    (void)t;
    return as_as_tuple(self)->count != 0;
}

static int64_t tuple_length(Thread *t, Value self) {
    (void)t;
    return (int64_t)as_as_tuple(self)->count;
}

static int tuple_contains(Thread *t, Value self, Value item) {
    Tuple *p = as_as_tuple(self);
    for (size_t i = 0; i < p->count; i++) {
        int equal = as_equal_cheap(p->items[i], item);
        if (equal == 2) equal = as_equal(t, p->items[i], item);
        if (equal) return equal;
    }
    return 0;
}

static Value get_slice(Thread *t, Value self, Value slice) {
    Tuple *p = as_as_tuple(self);
    int64_t start, stop, step, n;
    if (!as_slice_indices(t, slice, (int64_t)p->count, &start, &stop, &step, &n)) return AS_UNDEF;
    if (step == 1 && (size_t)n == p->count && as_is_tuple(self)) return as_incref(self);
    if (step == 1) return as_tuple_new(t, p->items + start, (size_t)n);
    Tuple *r = as_tuple_alloc(t, (size_t)n);
    if (!r) return AS_UNDEF;
    for (int64_t i = 0; i < n; i++) r->items[i] = as_incref(p->items[start + i * step]);
    return as_from_obj(r);
}

static Value tuple_getitem(Thread *t, Value self, Value key) {
    Tuple *p = as_as_tuple(self);
    int64_t i;
    if (as_is_int(key)) {
        i = as_int_of(key);
    } else if (as_is_exact(key, T_SLICE)) {
        return get_slice(t, self, key);
    } else if (!as_has_index(t, key)) {
        return as_bad_subscript(t, "tuple", key);
    } else if (!as_seq_index(t, key, &i)) {
        return AS_UNDEF;
    }
    if (i < 0) i += (int64_t)p->count;
    if ((uint64_t)i >= p->count) return as_raise(t, T_INDEX_ERROR, "tuple index out of range");
    return as_incref(p->items[i]);
}

/* --- operators --- */

static Value concat(Thread *t, Value av, Value bv) {
    Tuple *a = as_as_tuple(av), *b = as_as_tuple(bv);
    if (a->count == 0 && as_is_tuple(bv)) return as_incref(bv);
    if (b->count == 0 && as_is_tuple(av)) return as_incref(av);
    Tuple *r = as_tuple_alloc(t, a->count + b->count);
    if (!r) return AS_UNDEF;
    for (size_t i = 0; i < a->count; i++) r->items[i] = as_incref(a->items[i]);
    for (size_t i = 0; i < b->count; i++) r->items[a->count + i] = as_incref(b->items[i]);
    return as_from_obj(r);
}

static Value repeat(Thread *t, Value self, int64_t n) {
    Tuple *p = as_as_tuple(self);
    if (n < 0) n = 0;
    if ((p->count == 0 || n == 1) && as_is_tuple(self)) return as_incref(self);
    if (p->count && (uint64_t)n > SIZE_MAX / 32 / p->count) return as_raise_memory(t);
    Tuple *r = as_tuple_alloc(t, p->count * (size_t)n);
    if (!r || !r->count) return r ? as_from_obj(r) : AS_UNDEF;
    for (size_t i = 0; i < r->count; i++) {
        r->items[i] = as_incref(i < p->count ? p->items[i] : r->items[i - p->count]);
    }
    return as_from_obj(r);
}

static Value tuple_binary(Thread *t, Operator op, Value a, Value b) {
    if (op == OPER_ADD) {
        if (!as_is_kind(t, a, T_TUPLE)) return AS_NOT_IMPL;
        if (!as_is_kind(t, b, T_TUPLE)) {
            return as_raise(t, T_TYPE_ERROR, "can only concatenate tuple (not \"%T\") to tuple", b);
        }
        return concat(t, a, b);
    }
    if (op != OPER_MUL) return AS_NOT_IMPL;
    Value tuple = as_is_kind(t, a, T_TUPLE) ? a : b, factor = as_same(tuple, a) ? b : a;
    int64_t n;
    if (!as_seq_factor(t, factor, &n)) return AS_UNDEF;
    return repeat(t, tuple, n);
}

static Value tuple_iter(Thread *t, Value self) {
    return as_seq_iterator(t, T_TUPLE_ITERATOR, self, 0);
}

/* --- methods --- */

static Value tuple_count(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Tuple *p = as_as_tuple(args[0]);
    int64_t found = 0;
    for (size_t i = 0; i < p->count; i++) {
        int equal = as_equal_item(t, p->items[i], args[1]);
        if (equal < 0) return AS_UNDEF;
        found += equal;
    }
    return as_int(found);
}

static Value tuple_index(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Tuple *p = as_as_tuple(args[0]);
    int64_t start, stop;
    if (!as_search_bounds(t, args[2], args[3], p->count, &start, &stop)) return AS_UNDEF;
    for (int64_t i = start; i < stop; i++) {
        int equal = as_equal_item(t, p->items[i], args[1]);
        if (equal < 0) return AS_UNDEF;
        if (equal) return as_int(i);
    }
    return as_raise(t, T_VALUE_ERROR, "tuple.index(x): x not in tuple");
}

static Value tuple_getnewargs(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Tuple *p = as_as_tuple(args[0]);
    OWNED(plain, as_tuple_new(t, p->items, p->count));
    return as_is_undef(plain.v) ? AS_UNDEF : as_tuple_new(t, &plain.v, 1);
}

static const NativeDef methods[] = {
    {"count", "self, value, /", tuple_count, "How many items equal value.", 0},
    {"index", "self, value, start=0, stop=9223372036854775807, /", tuple_index,
     "Index of the first item that equals value; ValueError when there is none.", 0},
    {"__getnewargs__", "self, /", tuple_getnewargs, "Arguments that make an equal tuple.", 0},
    {"__class_getitem__", "cls, item, /", as_class_getitem, "tuple[item]: a type hint.",
     NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_TUPLE = {
    .id = T_TUPLE,
    .slots = {.dealloc = tuple_dealloc, .traverse = tuple_traverse, .clear = tuple_clear,
              .repr = tuple_repr, .hash = tuple_hash, .compare = tuple_compare,
              .truth = tuple_truth, .binary = tuple_binary, .length = tuple_length,
              .contains = tuple_contains, .getitem = tuple_getitem, .iter = tuple_iter,
              .new_ = tuple_new},
    .methods = methods,
    .doc = "Unchangeable sequence of any objects.\n\nWithout an argument the tuple is empty; else it "
           "holds the items of the iterable.",
    .operators = 1u << OPER_ADD | 1u << OPER_MUL,
    .flags = TYPE_CONTAINER | TYPE_SEQUENCE,
    .size = 0,
};
