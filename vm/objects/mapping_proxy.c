/* mappingproxy: a read-only view of a mapping, above all of a class's namespace. */
#include "vm/class.h"

#define MAPPING(v) (((MappingProxy *)as_obj(v))->mapping)

Value as_mapping_proxy_new(Thread *t, Value mapping) {
    MappingProxy *p = as_new(t, T_MAPPING_PROXY, sizeof *p, true);
    if (!p) return AS_UNDEF;
    p->mapping = as_incref(mapping);
    return as_from_obj(p);
}

static Value proxy_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value m;
    (void)type;
    if (!as_bind(t, "mappingproxy", "mapping", args, nargs, kwnames, &m, 1)) return AS_UNDEF;
    if (!as_type_of(t, m)->slots.getitem || as_is_instance_of(t, m, T_LIST) ||
        as_is_instance_of(t, m, T_TUPLE))
        return as_raise(t, T_TYPE_ERROR, "mappingproxy() argument must be a mapping, not %T", m);
    return as_mapping_proxy_new(t, m);
}

static void proxy_clear(Thread *t, Obj *self) {
    as_clear(t, &((MappingProxy *)self)->mapping);
}
static void proxy_dealloc(Thread *t, Obj *self) {
    proxy_clear(t, self);
    as_free_obj(t, self, sizeof(MappingProxy));
}
static void proxy_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((MappingProxy *)self)->mapping);
}

static Value proxy_repr(Thread *t, Value self) {
    return as_str_format(t, "mappingproxy(%R)", MAPPING(self));
}
static Value proxy_str(Thread *t, Value self) {
    return as_to_str(t, MAPPING(self));
}
static int64_t proxy_length(Thread *t, Value self) {
    return as_len(t, MAPPING(self));
}
static int proxy_contains(Thread *t, Value self, Value key) {
    return as_contains(t, MAPPING(self), key);
}
static Value proxy_getitem(Thread *t, Value self, Value key) {
    return as_getitem(t, MAPPING(self), key);
}
static Value proxy_iter(Thread *t, Value self) {
    return as_iter(t, MAPPING(self));
}
static bool proxy_hash(Thread *t, Value self, uint64_t *out) {
    return as_hash(t, MAPPING(self), out);
}

static Value proxy_compare(Thread *t, Value a, Value b, Comparison op) {
    return as_compare(t, MAPPING(a), as_is_exact(b, T_MAPPING_PROXY) ? MAPPING(b) : b, op);
}

static Value proxy_binary(Thread *t, Operator op, Value a, Value b) {
    if (op != OPER_OR) return AS_NOT_IMPL;
    return as_binary(t, op, as_is_exact(a, T_MAPPING_PROXY) ? MAPPING(a) : a,
                     as_is_exact(b, T_MAPPING_PROXY) ? MAPPING(b) : b);
}

static Value call_named(Thread *t, Value self, const char *method, Value *args, int n) {
    Str *name = as_intern(t, method, strlen(method));
    if (!name) return AS_UNDEF;
    OWNED(hold, as_from_obj(name));
    return as_call_method(t, MAPPING(self), name, args, n);
}

static Value proxy_keys(Thread *t, Value *a, int n) {
    (void)n;
    return call_named(t, a[0], "keys", NULL, 0);
}
static Value proxy_values(Thread *t, Value *a, int n) {
    (void)n;
    return call_named(t, a[0], "values", NULL, 0);
}
static Value proxy_items(Thread *t, Value *a, int n) {
    (void)n;
    return call_named(t, a[0], "items", NULL, 0);
}
static Value proxy_copy(Thread *t, Value *a, int n) {
    (void)n;
    return call_named(t, a[0], "copy", NULL, 0);
}
static Value proxy_reversed(Thread *t, Value *a, int n) {
    (void)n;
    return call_named(t, a[0], "__reversed__", NULL, 0);
}
static Value proxy_get(Thread *t, Value *a, int n) {
    (void)n;
    Value args[2] = {a[1], as_is_undef(a[2]) ? AS_NONE : a[2]};
    return call_named(t, a[0], "get", args, 2);
}

static const NativeDef methods[] = {
    {"get", "self, key, default=None, /", proxy_get, "The value of the key, or the default.", 0},
    {"keys", "self, /", proxy_keys, "The keys.", 0},
    {"values", "self, /", proxy_values, "The values.", 0},
    {"items", "self, /", proxy_items, "The pairs.", 0},
    {"copy", "self, /", proxy_copy, "A copy of the mapping.", 0},
    {"__reversed__", "self, /", proxy_reversed, "The keys from last to first.", 0},
    {0},
};

const TypeDef as_def_MAPPING_PROXY = {
    .id = T_MAPPING_PROXY,
    .slots = {.dealloc = proxy_dealloc,
              .traverse = proxy_traverse,
              .clear = proxy_clear,
              .repr = proxy_repr,
              .str = proxy_str,
              .hash = proxy_hash,
              .compare = proxy_compare,
              .binary = proxy_binary,
              .length = proxy_length,
              .contains = proxy_contains,
              .getitem = proxy_getitem,
              .iter = proxy_iter,
              .new_ = proxy_new},
    .methods = methods,
    .operators = 1u << OPER_OR,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_MAPPING,
    .size = sizeof(MappingProxy),
    .doc = "A read-only view of a mapping.",
};
