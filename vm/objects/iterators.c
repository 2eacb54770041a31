/* Iterators over sequences, calls and numbers of items: list_iterator, list_reverseiterator,
 * tuple_iterator, iterator (over __getitem__), reversed, callable_iterator, enumerate; and the helpers
 * that all container types share.
 *
 * An exhausted iterator lets go of what it went over and stays exhausted. */
#include "vm/objects/containers_impl.h"

/* --- shared helpers --- */

int as_equal_held(Thread *t, Value a, Value b) {
    OWNED(x, as_incref(a));
    OWNED(y, as_incref(b));
    return as_equal(t, x.v, y.v);
}

bool as_seq_index(Thread *t, Value key, int64_t *out) {
    OWNED(number, as_index(t, key));
    if (as_is_undef(number.v)) return false;
    if (as_int_to_i64(number.v, out)) return true;
    return as_fail(t, T_INDEX_ERROR, "cannot fit '%T' into an index-sized integer", key);
}

bool as_seq_factor(Thread *t, Value v, int64_t *out) {
    if (as_is_int(v)) {
        *out = as_int_of(v);
        return true;
    }
    if (!as_has_index(t, v)) {
        return as_fail(t, T_TYPE_ERROR, "can't multiply sequence by non-int of type '%T'", v);
    }
    OWNED(number, as_index(t, v));
    if (as_is_undef(number.v)) return false;
    if (as_int_to_i64(number.v, out)) return true;
    return as_fail(t, T_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer", v);
}

Value as_seq_fast(Thread *t, Value v, const char *message) {
    if (as_is_list(v) || as_is_tuple(v)) return as_incref(v);
    OWNED(it, as_iter(t, v));
    if (as_is_undef(it.v)) {
        if (as_catch(t, T_TYPE_ERROR)) as_raise(t, T_TYPE_ERROR, "%s", message);
        return AS_UNDEF;
    }
    OWNED(list, as_list_new(t, 0));
    if (as_is_undef(list.v) || !as_list_extend(t, as_as_list(list.v), it.v)) return AS_UNDEF;
    return as_move(&list);
}

Value as_compare_counts(size_t a, size_t b, Comparison op) {
    switch (op) {
    case COMPARE_LT: return as_bool(a < b);
    case COMPARE_LE: return as_bool(a <= b);
    case COMPARE_EQ: return as_bool(a == b);
    case COMPARE_NE: return as_bool(a != b);
    case COMPARE_GT: return as_bool(a > b);
    case COMPARE_GE: return as_bool(a >= b);
    }
    return AS_NOT_IMPL;
}

Value as_bad_subscript(Thread *t, const char *what, Value key) {
    return as_raise(t, T_TYPE_ERROR, "%s indices must be integers or slices, not %T", what, key);
}

static bool search_bound(Thread *t, Value v, size_t count, int64_t *out) {
    if (as_is_undef(v)) return true;
    if (!as_has_index(t, v)) {
        return as_fail(t, T_TYPE_ERROR,
                       "slice indices must be integers or have an __index__ method");
    }
    if (!as_index_clamped(t, v, out)) return false;
    if (*out < 0) *out += (int64_t)count;
    if (*out < 0) *out = 0;
    return true;
}

bool as_search_bounds(Thread *t, Value from, Value to, size_t count, int64_t *start, int64_t *stop) {
    *start = 0;
    *stop = (int64_t)count;
    if (!search_bound(t, from, count, start) || !search_bound(t, to, count, stop)) return false;
    if (*stop > (int64_t)count) *stop = (int64_t)count;
    return true;
}

Value as_iter_self(Thread *t, Value self) {
    (void)t;
    return as_incref(self);
}

bool as_bind_optional(Thread *t, const char *function, Value *args, int nargs, Value kwnames,
                      Value *arg) {
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count) {
        return as_fail(t, T_TYPE_ERROR, "%s() takes no keyword arguments", function);
    }
    if (nargs > 1) {
        return as_fail(t, T_TYPE_ERROR, "%s expected at most 1 argument, got %d", function, nargs);
    }
    *arg = nargs ? args[0] : AS_UNDEF;
    return true;
}

Value as_class_getitem(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_generic_alias_new(t, args[0], args[1]);
}

Value as_pair_up(Thread *t, Value *last, Value a, Value b) {
    if (!as_is_undef(*last) && as_obj(*last)->rc == 1) {
        Tuple *p = as_as_tuple(*last);
        Value old[2] = {p->items[0], p->items[1]};
        p->items[0] = a;
        p->items[1] = b;
        p->hash = 0;
        Value result = as_incref(*last);
        as_decref(t, old[0]);
        as_decref(t, old[1]);
        return result;
    }
    Value items[2] = {a, b};
    Value r = as_tuple_take(t, items, 2);
    if (!as_is_undef(r)) as_assign(t, last, as_incref(r));
    return r;
}

/* --- sequence and position --- */

typedef struct SeqIterator {
    Obj obj;
    Value seq;  /* AS_UNDEF: exhausted */
    int64_t at; /* index of the next item */
} SeqIterator;

static SeqIterator *as_it(Value v) { return (SeqIterator *)as_obj(v); }

Value as_seq_iterator(Thread *t, TypeId type, Value seq, int64_t at) {
    SeqIterator *it = as_new(t, type, sizeof(SeqIterator), true);
    if (!it) return AS_UNDEF;
    it->seq = as_incref(seq);
    it->at = at;
    return as_from_obj(it);
}

Value as_seq_iter(Thread *t, Value seq) { return as_seq_iterator(t, T_SEQ_ITERATOR, seq, 0); }

static void it_dealloc(Thread *t, Obj *self) {
    as_clear(t, &((SeqIterator *)self)->seq);
    as_free_obj(t, self, sizeof(SeqIterator));
}
static void it_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((SeqIterator *)self)->seq);
}
static void it_clear(Thread *t, Obj *self) { as_clear(t, &((SeqIterator *)self)->seq); }

static Value exhausted(Thread *t, SeqIterator *it) {
    as_clear(t, &it->seq);
    return AS_UNDEF;
}

static Value list_next(Thread *t, Value self) {
    SeqIterator *it = as_it(self);
    if (as_is_undef(it->seq)) return AS_UNDEF;
    List *l = as_as_list(it->seq);
    if ((uint64_t)it->at >= l->count) return exhausted(t, it);
    return as_incref(l->items[it->at++]);
}

static Value list_reverse_next(Thread *t, Value self) {
    SeqIterator *it = as_it(self);
    if (as_is_undef(it->seq)) return AS_UNDEF;
    List *l = as_as_list(it->seq);
    if (it->at < 0 || (uint64_t)it->at >= l->count) return exhausted(t, it);
    return as_incref(l->items[it->at--]);
}

static Value tuple_next(Thread *t, Value self) {
    SeqIterator *it = as_it(self);
    if (as_is_undef(it->seq)) return AS_UNDEF;
    Tuple *p = as_as_tuple(it->seq);
    if ((uint64_t)it->at >= p->count) return exhausted(t, it);
    return as_incref(p->items[it->at++]);
}

/* IndexError and StopIteration of __getitem__ end the iteration. */
static Value getitem_next(Thread *t, Value self, int64_t step) {
    SeqIterator *it = as_it(self);
    if (as_is_undef(it->seq) || it->at < 0) return AS_UNDEF;
    OWNED(seq, as_incref(it->seq));
    int64_t at = it->at;
    it->at += step;
    Value v = as_getitem(t, seq.v, as_int(at));
    if (!as_is_undef(v)) return v;
    if (as_catch(t, T_INDEX_ERROR) || as_catch(t, T_STOP_ITERATION)) return exhausted(t, it);
    it->at = at;
    return AS_UNDEF;
}
static Value seq_next(Thread *t, Value self) { return getitem_next(t, self, 1); }

static Value reversed_next(Thread *t, Value self) {
    Value v = getitem_next(t, self, -1);
    SeqIterator *it = as_it(self);
    if (as_is_undef(v) && it->at < 0 && !as_has_exc(t)) exhausted(t, it);
    return v;
}

static Value items_left(Thread *t, Value *args, int nargs) {
    (void)nargs;
    SeqIterator *it = as_it(args[0]);
    if (as_is_undef(it->seq)) return as_int(0);
    int64_t n = as_len(t, it->seq);
    if (n < 0) return AS_UNDEF;
    return as_int(n > it->at ? n - it->at : 0);
}

static Value seq_items_left(Thread *t, Value *args, int nargs) {
    SeqIterator *it = as_it(args[0]);
    if (!as_is_undef(it->seq) && !as_type_of(t, it->seq)->slots.length) return AS_NOT_IMPL;
    return items_left(t, args, nargs);
}

static Value reverse_items_left(Thread *t, Value *args, int nargs) {
    (void)nargs;
    SeqIterator *it = as_it(args[0]);
    if (as_is_undef(it->seq)) return as_int(0);
    int64_t n = as_len(t, it->seq);
    if (n < 0) return AS_UNDEF;
    return as_int(it->at + 1 > n || it->at < 0 ? 0 : it->at + 1);
}

#define HINT(fn)                                                                                   \
    {"__length_hint__", "self, /", fn, "How many items are still to come.", 0},                    \
    {NULL, NULL, NULL, NULL, 0}
static const NativeDef forward_methods[] = {HINT(items_left)};
static const NativeDef seq_methods[] = {HINT(seq_items_left)};
static const NativeDef reverse_methods[] = {HINT(reverse_items_left)};

#define SEQ_ITERATOR_DEF(name, next_fn, table, text)                                               \
    const TypeDef as_def_##name = {                                                                \
        .id = T_##name,                                                                            \
        .slots = {.dealloc = it_dealloc, .traverse = it_traverse, .clear = it_clear,               \
                  .iter = as_iter_self, .next = next_fn},                                          \
        .methods = table, .doc = text, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,         \
        .size = sizeof(SeqIterator)}

SEQ_ITERATOR_DEF(LIST_ITERATOR, list_next, forward_methods, NULL);
SEQ_ITERATOR_DEF(LIST_REVERSE_ITERATOR, list_reverse_next, reverse_methods, NULL);
SEQ_ITERATOR_DEF(TUPLE_ITERATOR, tuple_next, forward_methods, NULL);
SEQ_ITERATOR_DEF(SEQ_ITERATOR, seq_next, seq_methods, NULL);

/* --- reversed(sequence) --- */

static bool is_sequence(Thread *t, Value v) {
    return as_type_of(t, v)->slots.getitem && !as_is_kind(t, v, T_DICT) &&
           !as_is_kind(t, v, T_MAPPING_PROXY);
}

static Value reversed_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    if (type == as_builtin(t, T_REVERSED) && !as_is_undef(kwnames) && as_as_tuple(kwnames)->count) {
        return as_raise(t, T_TYPE_ERROR, "reversed() takes no keyword arguments");
    }
    if (nargs != 1) {
        return as_raise(t, T_TYPE_ERROR, "reversed expected 1 argument, got %d", nargs);
    }
    Value seq = args[0];
    OWNED(method, as_special(t, seq, t->vm->names.__reversed__));
    if (as_is_undef(method.v)) return AS_UNDEF;
    bool has_method = !as_same(method.v, AS_MISSING);
    if (has_method && !as_is_none(method.v)) return as_call0(t, method.v);
    if (has_method || !is_sequence(t, seq)) {
        return as_raise(t, T_TYPE_ERROR, "'%T' object is not reversible", seq);
    }
    int64_t n = as_len(t, seq);
    if (n < 0) return AS_UNDEF;
    SeqIterator *it = as_new_of(t, type, sizeof(SeqIterator));
    if (!it) return AS_UNDEF;
    it->seq = as_incref(seq);
    it->at = n - 1;
    return as_from_obj(it);
}

const TypeDef as_def_REVERSED = {
    .id = T_REVERSED,
    .slots = {.dealloc = it_dealloc, .traverse = it_traverse, .clear = it_clear,
              .iter = as_iter_self, .next = reversed_next, .new_ = reversed_new},
    .methods = reverse_methods,
    .doc = "Iterator over the items of a sequence from the last to the first.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(SeqIterator),
};

/* --- iter(callable, sentinel) --- */

typedef struct CallIterator {
    Obj obj;
    Value callable, sentinel; /* AS_UNDEF: exhausted */
} CallIterator;

Value as_call_iter(Thread *t, Value callable, Value sentinel) {
    CallIterator *it = as_new(t, T_CALL_ITERATOR, sizeof(CallIterator), true);
    if (!it) return AS_UNDEF;
    it->callable = as_incref(callable);
    it->sentinel = as_incref(sentinel);
    return as_from_obj(it);
}

static void call_clear(Thread *t, Obj *self) {
    CallIterator *it = (CallIterator *)self;
    as_clear(t, &it->callable);
    as_clear(t, &it->sentinel);
}
static void call_dealloc(Thread *t, Obj *self) {
    call_clear(t, self);
    as_free_obj(t, self, sizeof(CallIterator));
}
static void call_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((CallIterator *)self)->callable);
    AS_VISIT(((CallIterator *)self)->sentinel);
}

static Value call_next(Thread *t, Value self) {
    CallIterator *it = (CallIterator *)as_obj(self);
    if (as_is_undef(it->callable)) return AS_UNDEF;
    OWNED(callable, as_incref(it->callable));
    OWNED(result, as_call0(t, callable.v));
    if (as_is_undef(result.v)) {
        if (as_catch(t, T_STOP_ITERATION)) call_clear(t, as_obj(self));
        return AS_UNDEF;
    }
    if (as_is_undef(it->sentinel)) return AS_UNDEF; /* the call exhausted it */
    int equal = as_equal_item(t, it->sentinel, result.v);
    if (equal < 0) return AS_UNDEF;
    if (!equal) return as_move(&result);
    call_clear(t, as_obj(self));
    return AS_UNDEF;
}

const TypeDef as_def_CALL_ITERATOR = {
    .id = T_CALL_ITERATOR,
    .slots = {.dealloc = call_dealloc, .traverse = call_traverse, .clear = call_clear,
              .iter = as_iter_self, .next = call_next},
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(CallIterator),
};

/* --- enumerate --- */

typedef struct Enumerate {
    Obj obj;
    Value it;
    Value at;   /* the next number, any int */
    Value last; /* the tuple given out last: used again when nobody else holds it */
} Enumerate;

static bool enumerate_bind(Thread *t, Value *args, int nargs, Value kwnames, Value *out) {
    out[0] = out[1] = AS_UNDEF;
    int nkw = as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count;
    if (nargs > 2) {
        return as_fail(t, T_TYPE_ERROR, "enumerate() takes at most 2 arguments (%d given)", nargs);
    }
    for (int i = 0; i < nargs - nkw; i++) out[i] = args[i];
    for (int k = 0; k < nkw; k++) {
        Str *name = as_as_str(as_as_tuple(kwnames)->items[k]);
        int at = as_str_is(name, "iterable") ? 0 : as_str_is(name, "start") ? 1 : -1;
        if (at < 0 || !as_is_undef(out[at]) || (nargs == 1 && at == 1)) {
            return as_fail(t, T_TYPE_ERROR, "'%S' is an invalid keyword argument for enumerate()",
                           name);
        }
        out[at] = args[nargs - nkw + k];
    }
    if (!as_is_undef(out[0])) return true;
    return as_fail(t, T_TYPE_ERROR, "enumerate() missing required argument 'iterable'");
}

static Value enumerate_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value given[2];
    if (!enumerate_bind(t, args, nargs, kwnames, given)) return AS_UNDEF;
    OWNED(start, as_is_undef(given[1]) ? as_int(0) : as_index(t, given[1]));
    if (as_is_undef(start.v)) return AS_UNDEF;
    OWNED(it, as_iter(t, given[0]));
    if (as_is_undef(it.v)) return AS_UNDEF;
    Enumerate *e = as_new_of(t, type, sizeof(Enumerate));
    if (!e) return AS_UNDEF;
    e->it = as_move(&it);
    e->at = as_move(&start);
    e->last = AS_UNDEF;
    return as_from_obj(e);
}

static void enumerate_clear(Thread *t, Obj *self) {
    Enumerate *e = (Enumerate *)self;
    as_clear(t, &e->it);
    as_clear(t, &e->at);
    as_clear(t, &e->last);
}
static void enumerate_dealloc(Thread *t, Obj *self) {
    enumerate_clear(t, self);
    as_free_obj(t, self, sizeof(Enumerate));
}
static void enumerate_traverse(Obj *self, VisitFn visit, void *arg) {
    Enumerate *e = (Enumerate *)self;
    AS_VISIT(e->it);
    AS_VISIT(e->last);
}

static Value enumerate_next(Thread *t, Value self) {
    Enumerate *e = (Enumerate *)as_obj(self);
    if (as_is_undef(e->it)) return AS_UNDEF;
    Value item = as_next(t, e->it);
    if (as_is_undef(item)) return AS_UNDEF;
    Value next = as_is_int(e->at) && as_int_of(e->at) < AS_INT_MAX
                     ? as_int(as_int_of(e->at) + 1)
                     : as_int_binary(t, OPER_ADD, e->at, as_int(1));
    if (as_is_undef(next)) {
        as_decref(t, item);
        return AS_UNDEF;
    }
    Value number = e->at;
    e->at = next;
    return as_pair_up(t, &e->last, number, item);
}

static const NativeDef enumerate_methods[] = {
    {"__class_getitem__", "cls, item, /", as_class_getitem, "enumerate[item]: a type hint.",
     NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

const TypeDef as_def_ENUMERATE = {
    .id = T_ENUMERATE,
    .slots = {.dealloc = enumerate_dealloc, .traverse = enumerate_traverse,
              .clear = enumerate_clear, .iter = as_iter_self, .next = enumerate_next,
              .new_ = enumerate_new},
    .methods = enumerate_methods,
    .doc = "Iterator over (number, item) pairs of an iterable, numbers counting up from start.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Enumerate),
};
