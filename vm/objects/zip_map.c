/* zip, map and filter: iterators over iterators. */
#include "vm/objects/containers_impl.h"

/* Iterators over each of the arguments, as a tuple. */
static Value iterators_of(Thread *t, Value *args, int nargs) {
    Tuple *its = as_tuple_alloc(t, (size_t)nargs);
    if (!its) return AS_UNDEF;
    OWNED(result, as_from_obj(its));
    for (int i = 0; i < nargs; i++) {
        Value it = as_iter(t, args[i]);
        if (as_is_undef(it)) return AS_UNDEF;
        its->items[i] = it;
    }
    return as_move(&result);
}

static bool has_keywords(Value kwnames) {
    return !as_is_undef(kwnames) && as_as_tuple(kwnames)->count != 0;
}

/* --- zip --- */

typedef struct Zip {
    Obj obj;
    Value its;  /* tuple of iterators */
    Value last; /* the tuple given out last: filled again when nobody else holds it */
    bool strict;
} Zip;

static bool zip_bind(Thread *t, Value *args, int npos, Value kwnames, bool *strict) {
    *strict = false;
    if (!has_keywords(kwnames)) return true;
    Tuple *names = as_as_tuple(kwnames);
    for (size_t k = 0; k < names->count; k++) {
        Str *name = as_as_str(names->items[k]);
        if (!as_str_is(name, "strict")) {
            return as_fail(t, T_TYPE_ERROR, "'%S' is an invalid keyword argument for zip()", name);
        }
        int truth = as_truth(t, args[npos + (int)k]);
        if (truth < 0) return false;
        *strict = truth;
    }
    return true;
}

static Value zip_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int npos = nargs - (has_keywords(kwnames) ? (int)as_as_tuple(kwnames)->count : 0);
    bool strict;
    if (type != as_builtin(t, T_ZIP) && type->slots.init != as_builtin(t, T_ZIP)->slots.init) {
        kwnames = AS_UNDEF; /* they are for the heir's __init__ */
    }
    if (!zip_bind(t, args, npos, kwnames, &strict)) return AS_UNDEF;
    OWNED(its, iterators_of(t, args, npos));
    if (as_is_undef(its.v)) return AS_UNDEF;
    Zip *z = as_new_of(t, type, sizeof(Zip));
    if (!z) return AS_UNDEF;
    z->its = as_move(&its);
    z->last = AS_UNDEF;
    z->strict = strict;
    return as_from_obj(z);
}

static void zip_clear(Thread *t, Obj *self) {
    as_clear(t, &((Zip *)self)->its);
    as_clear(t, &((Zip *)self)->last);
}
static void zip_dealloc(Thread *t, Obj *self) {
    zip_clear(t, self);
    as_free_obj(t, self, sizeof(Zip));
}
static void zip_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Zip *)self)->its);
    AS_VISIT(((Zip *)self)->last);
}

/* Iterator number i ended first: with strict=True all others have to end now. Returns AS_UNDEF. */
static Value zip_end(Thread *t, const Zip *z, size_t i) {
    if (as_has_exc(t) || !z->strict) return AS_UNDEF;
    if (i > 0) {
        return as_raise(t, T_VALUE_ERROR, "zip() argument %zu is shorter than argument%s%zu", i + 1,
                        i == 1 ? " " : "s 1-", i);
    }
    Tuple *its = as_as_tuple(z->its);
    for (i = 1; i < its->count; i++) {
        OWNED(item, as_next(t, its->items[i]));
        if (!as_is_undef(item.v)) {
            return as_raise(t, T_VALUE_ERROR, "zip() argument %zu is longer than argument%s%zu",
                            i + 1, i == 1 ? " " : "s 1-", i);
        }
        if (as_has_exc(t)) return AS_UNDEF;
    }
    return AS_UNDEF;
}

/* The old tuple, when only this iterator holds it: its items are replaced one by one. */
static Value zip_refill(Thread *t, Zip *z) {
    OWNED(result, as_incref(z->last));
    Tuple *r = as_as_tuple(result.v), *its = as_as_tuple(z->its);
    r->hash = 0;
    for (size_t i = 0; i < r->count; i++) {
        Value item = as_next(t, its->items[i]);
        if (as_is_undef(item)) return zip_end(t, z, i);
        as_assign(t, &r->items[i], item);
    }
    return as_move(&result);
}

static Value zip_next(Thread *t, Value self) {
    Zip *z = (Zip *)as_obj(self);
    if (as_is_undef(z->its)) return AS_UNDEF;
    Tuple *its = as_as_tuple(z->its);
    if (its->count == 0) return AS_UNDEF;
    OWNED(held, as_incref(self));
    if (!as_is_undef(z->last) && as_obj(z->last)->rc == 1) return zip_refill(t, z);
    Tuple *r = as_tuple_alloc(t, its->count);
    if (!r) return AS_UNDEF;
    OWNED(result, as_from_obj(r));
    for (size_t i = 0; i < its->count; i++) {
        Value item = as_next(t, its->items[i]);
        if (as_is_undef(item)) return zip_end(t, z, i);
        r->items[i] = item;
    }
    as_assign(t, &z->last, as_incref(result.v));
    return as_move(&result);
}

const TypeDef as_def_ZIP = {
    .id = T_ZIP,
    .slots = {.dealloc = zip_dealloc, .traverse = zip_traverse, .clear = zip_clear,
              .iter = as_iter_self, .next = zip_next, .new_ = zip_new},
    .doc = "Iterator over tuples of one item of each iterable, until the first one ends; with "
           "strict=True all have to end together.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Zip),
};

/* --- map --- */

typedef struct Map {
    Obj obj;
    Value func;
    Value its; /* tuple of iterators */
} Map;

static Value map_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int nkw = has_keywords(kwnames) ? (int)as_as_tuple(kwnames)->count : 0;
    if (nkw && type == as_builtin(t, T_MAP)) {
        return as_raise(t, T_TYPE_ERROR, "map() takes no keyword arguments");
    }
    nargs -= nkw;
    if (nargs < 2) return as_raise(t, T_TYPE_ERROR, "map() must have at least two arguments.");
    OWNED(its, iterators_of(t, args + 1, nargs - 1));
    if (as_is_undef(its.v)) return AS_UNDEF;
    Map *m = as_new_of(t, type, sizeof(Map));
    if (!m) return AS_UNDEF;
    m->func = as_incref(args[0]);
    m->its = as_move(&its);
    return as_from_obj(m);
}

static void map_clear(Thread *t, Obj *self) {
    as_clear(t, &((Map *)self)->func);
    as_clear(t, &((Map *)self)->its);
}
static void map_dealloc(Thread *t, Obj *self) {
    map_clear(t, self);
    as_free_obj(t, self, sizeof(Map));
}
static void map_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Map *)self)->func);
    AS_VISIT(((Map *)self)->its);
}

static Value map_next(Thread *t, Value self) {
    Map *m = (Map *)as_obj(self);
    if (as_is_undef(m->its)) return AS_UNDEF;
    Tuple *its = as_as_tuple(m->its);
    if (its->count == 1) {
        OWNED(item, as_next(t, its->items[0]));
        return as_is_undef(item.v) ? AS_UNDEF : as_call1(t, m->func, item.v);
    }
    Tuple *r = as_tuple_alloc(t, its->count); /* holds the arguments meanwhile */
    if (!r) return AS_UNDEF;
    OWNED(items, as_from_obj(r));
    for (size_t i = 0; i < its->count; i++) {
        Value item = as_next(t, its->items[i]);
        if (as_is_undef(item)) return AS_UNDEF;
        r->items[i] = item;
    }
    return as_call(t, m->func, r->items, (int)r->count, AS_UNDEF);
}

const TypeDef as_def_MAP = {
    .id = T_MAP,
    .slots = {.dealloc = map_dealloc, .traverse = map_traverse, .clear = map_clear,
              .iter = as_iter_self, .next = map_next, .new_ = map_new},
    .doc = "Iterator over func(item of each iterable), until the first one ends.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Map),
};

/* --- filter --- */

typedef struct Filter {
    Obj obj;
    Value func; /* None: the items' own truth */
    Value it;
} Filter;

static Value filter_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int nkw = has_keywords(kwnames) ? (int)as_as_tuple(kwnames)->count : 0;
    if (nkw && type == as_builtin(t, T_FILTER)) {
        return as_raise(t, T_TYPE_ERROR, "filter() takes no keyword arguments");
    }
    nargs -= nkw;
    if (nargs != 2) {
        return as_raise(t, T_TYPE_ERROR, "filter expected 2 arguments, got %d", nargs);
    }
    OWNED(it, as_iter(t, args[1]));
    if (as_is_undef(it.v)) return AS_UNDEF;
    Filter *f = as_new_of(t, type, sizeof(Filter));
    if (!f) return AS_UNDEF;
    f->func = as_incref(args[0]);
    f->it = as_move(&it);
    return as_from_obj(f);
}

static void filter_clear(Thread *t, Obj *self) {
    as_clear(t, &((Filter *)self)->func);
    as_clear(t, &((Filter *)self)->it);
}
static void filter_dealloc(Thread *t, Obj *self) {
    filter_clear(t, self);
    as_free_obj(t, self, sizeof(Filter));
}
static void filter_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Filter *)self)->func);
    AS_VISIT(((Filter *)self)->it);
}

/* Whether the filter lets an item pass: 1, 0, -1. */
static int passes(Thread *t, Value func, Value item) {
    if (as_is_none(func) || as_same(func, as_from_obj(as_builtin(t, T_BOOL)))) {
        return as_truth(t, item);
    }
    OWNED(answer, as_call1(t, func, item));
    return as_is_undef(answer.v) ? -1 : as_truth(t, answer.v);
}

static Value filter_next(Thread *t, Value self) {
    Filter *f = (Filter *)as_obj(self);
    if (as_is_undef(f->it)) return AS_UNDEF;
    for (;;) {
        OWNED(item, as_next(t, f->it));
        if (as_is_undef(item.v)) return AS_UNDEF;
        int good = passes(t, f->func, item.v);
        if (good < 0) return AS_UNDEF;
        if (good) return as_move(&item);
    }
}

const TypeDef as_def_FILTER = {
    .id = T_FILTER,
    .slots = {.dealloc = filter_dealloc, .traverse = filter_traverse, .clear = filter_clear,
              .iter = as_iter_self, .next = filter_next, .new_ = filter_new},
    .doc = "Iterator over the items for which func(item) is true; with None, over the true items.",
    .flags = TYPE_CONTAINER,
    .size = sizeof(Filter),
};
