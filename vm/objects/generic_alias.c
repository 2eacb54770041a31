/* list[int] (types.GenericAlias) and int | str (types.UnionType). */
#include "vm/class.h"

#define ALIAS(v)      ((GenericAlias *)as_obj(v))
#define UNION_ARGS(v) (((Union *)as_obj(v))->args)

/* --- how a type argument is shown --- */

static bool show_item(Thread *t, StrBuilder *b, Value v) {
    if (as_same(v, AS_ELLIPSIS)) return as_sb_c(b, "..."), true;
    if (as_is_type(t, v) && !as_is_exact(v, T_GENERIC_ALIAS)) {
        Type *type = as_as_type(v);
        if (type->id == T_NONE) return as_sb_c(b, "None"), true;
        OWNED(module, as_type_module(t, type));
        if (as_is_undef(module.v)) return false;
        if (as_is_str(module.v) && !as_str_equal(as_as_str(module.v), t->vm->names.builtins)) {
            as_sb_str(b, as_as_str(module.v));
            as_sb_c(b, ".");
        }
        as_sb_str(b, as_as_str(type->qualname));
        return true;
    }
    if (!as_is_list(v)) return as_sb_repr(b, v);
    as_sb_c(b, "[");
    for (size_t i = 0; i < as_as_list(v)->count; i++) {
        if (i) as_sb_c(b, ", ");
        if (!show_item(t, b, as_as_list(v)->items[i])) return false;
    }
    as_sb_c(b, "]");
    return true;
}

static bool show_items(Thread *t, StrBuilder *b, Tuple *items, const char *separator) {
    for (size_t i = 0; i < items->count; i++) {
        if (i) as_sb_c(b, separator);
        if (!show_item(t, b, items->items[i])) return false;
    }
    return true;
}

/* --- GenericAlias --- */

static Value make_alias(Thread *t, Type *type, Value origin, Value args) {
    OWNED(tuple, as_is_instance_of(t, args, T_TUPLE) ? as_incref(args) : as_tuple_pack(t, 1, args));
    if (as_is_undef(tuple.v)) return AS_UNDEF;
    GenericAlias *g = as_new_of(t, type, sizeof *g);
    if (!g) return AS_UNDEF;
    g->origin = as_incref(origin);
    g->args = as_move(&tuple);
    g->parameters = AS_UNDEF;
    return as_from_obj(g);
}

Value as_generic_alias_new(Thread *t, Value origin, Value args) {
    return make_alias(t, as_builtin(t, T_GENERIC_ALIAS), origin, args);
}

static Value alias_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_raise(t, T_TYPE_ERROR, "GenericAlias() takes no keyword arguments");
    if (nargs != 2)
        return as_raise(t, T_TYPE_ERROR, "GenericAlias expected 2 arguments, got %d", nargs);
    return make_alias(t, type, args[0], args[1]);
}

static void alias_clear(Thread *t, Obj *self) {
    GenericAlias *g = (GenericAlias *)self;
    as_clear(t, &g->origin);
    as_clear(t, &g->args);
    as_clear(t, &g->parameters);
}

static void alias_dealloc(Thread *t, Obj *self) {
    alias_clear(t, self);
    as_free_obj(t, self, sizeof(GenericAlias));
}

static void alias_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((GenericAlias *)self)->origin);
    AS_VISIT(((GenericAlias *)self)->args);
    AS_VISIT(((GenericAlias *)self)->parameters);
}

static Value alias_repr(Thread *t, Value self) {
    Tuple *args = as_as_tuple(ALIAS(self)->args);
    StrBuilder b;
    as_sb_init(&b, t);
    if (ALIAS(self)->starred) as_sb_c(&b, "*");
    bool ok = show_item(t, &b, ALIAS(self)->origin);
    as_sb_c(&b, "[");
    if (ok) ok = show_items(t, &b, args, ", ");
    if (!args->count) as_sb_c(&b, "()");
    as_sb_c(&b, "]");
    if (!ok) return as_sb_drop(&b), AS_UNDEF;
    return as_sb_end(&b);
}

static bool alias_hash(Thread *t, Value self, uint64_t *out) {
    uint64_t a, b;
    if (!as_stack_ok(t, "")) return false;
    if (!as_hash(t, ALIAS(self)->origin, &a) || !as_hash(t, ALIAS(self)->args, &b)) return false;
    *out = a ^ b;
    return true;
}

static Value alias_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(b, T_GENERIC_ALIAS) || (op != COMPARE_EQ && op != COMPARE_NE))
        return AS_NOT_IMPL;
    int same = as_equal(t, ALIAS(a)->origin, ALIAS(b)->origin);
    if (same > 0) same = as_equal(t, ALIAS(a)->args, ALIAS(b)->args);
    return same < 0 ? AS_UNDEF : as_bool((bool)same == (op == COMPARE_EQ));
}

/* list[int](...) makes a list, and notes where it came from if it can. */
static Value alias_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    OWNED(hold, as_incref(self));
    OWNED(r, as_call(t, ALIAS(self)->origin, args, nargs, kwnames));
    if (as_is_undef(r.v)) return AS_UNDEF;
    Str *name = as_intern(t, "__orig_class__", 14);
    if (!name) return AS_UNDEF;
    OWNED(key, as_from_obj(name));
    if (!as_setattr(t, r.v, name, self) && !as_catch(t, T_ATTRIBUTE_ERROR) &&
        !as_catch(t, T_TYPE_ERROR))
        return AS_UNDEF;
    return as_move(&r);
}

static bool is_own_attribute(const Str *name) {
    static const char *const own[] = {"__origin__",
                                      "__args__",
                                      "__parameters__",
                                      "__mro_entries__",
                                      "__class__",
                                      "__reduce__",
                                      "__reduce_ex__",
                                      "__copy__",
                                      "__deepcopy__",
                                      "__unpacked__",
                                      "__typing_unpacked_tuple_args__",
                                      "__instancecheck__",
                                      "__subclasscheck__"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (as_str_is(name, own[i])) return true;
    return false;
}

static bool is_dunder(const Str *s) {
    return s->size > 4 && !memcmp(s->data, "__", 2) && !memcmp(s->data + s->size - 2, "__", 2);
}

static Value alias_getattr(Thread *t, Value self, Str *name) {
    bool forward = !is_own_attribute(name) &&
                   (!is_dunder(name) || as_str_is(name, "__name__") ||
                    as_str_is(name, "__qualname__") || as_str_is(name, "__module__") ||
                    as_str_is(name, "__doc__") || as_str_is(name, "__dict__"));
    return forward ? as_getattr(t, ALIAS(self)->origin, name) : as_generic_getattr(t, self, name);
}

static Value alias_getitem(Thread *t, Value self, Value key) {
    (void)key;
    return as_raise(t, T_TYPE_ERROR, "%R is not a generic class", self);
}

static Value alias_binary(Thread *t, Operator op, Value a, Value b) {
    return op == OPER_OR ? as_union_of(t, a, b) : AS_NOT_IMPL;
}

static Value alias_origin(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(ALIAS(a[0])->origin);
}
static Value alias_args(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(ALIAS(a[0])->args);
}
static Value alias_parameters(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_incref(t->vm->empty_tuple);
}
static Value alias_mro_entries(Thread *t, Value *a, int n) {
    (void)n;
    return as_tuple_pack(t, 1, ALIAS(a[0])->origin);
}
static Value alias_instancecheck(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_raise(t, T_TYPE_ERROR, "isinstance() argument 2 cannot be a parameterized generic");
}
static Value alias_subclasscheck(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_raise(t, T_TYPE_ERROR, "issubclass() argument 2 cannot be a parameterized generic");
}

static const NativeDef alias_methods[] = {
    {"__origin__", "self, /", alias_origin, NULL, NATIVE_GETTER},
    {"__args__", "self, /", alias_args, NULL, NATIVE_GETTER},
    {"__parameters__", "self, /", alias_parameters, NULL, NATIVE_GETTER},
    {"__mro_entries__", "self, bases, /", alias_mro_entries, "The class to inherit from.", 0},
    {"__instancecheck__", "self, instance, /", alias_instancecheck, "Not possible.", 0},
    {"__subclasscheck__", "self, cls, /", alias_subclasscheck, "Not possible.", 0},
    {0},
};

const TypeDef as_def_GENERIC_ALIAS = {
    .id = T_GENERIC_ALIAS,
    .slots = {.dealloc = alias_dealloc,
              .traverse = alias_traverse,
              .clear = alias_clear,
              .repr = alias_repr,
              .hash = alias_hash,
              .compare = alias_compare,
              .call = alias_call,
              .getattr = alias_getattr,
              .getitem = alias_getitem,
              .binary = alias_binary,
              .new_ = alias_new},
    .methods = alias_methods,
    .operators = 1u << OPER_OR,
    .flags = TYPE_CONTAINER,
    .size = sizeof(GenericAlias),
    .doc = "A generic class with its arguments: list[int].",
};

/* --- UnionType --- */

/* What a `type` statement made (class TypeAliasType of typing) is told by its property __value__. */
static bool is_alias(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (!(type->flags & TYPE_INSTANCE) || !as_str_is(as_as_str(type->name), "TypeAliasType")) return false;
    Str *name = as_intern(t, "__value__", 9);
    if (!name) return as_clear_exc(t), false;
    OWNED(held, as_from_obj(name));
    return as_is_exact(as_type_lookup(t, type, name), T_PROPERTY);
}

static bool can_join(Thread *t, Value v) {
    return as_is_none(v) || is_alias(t, v) || as_is_type(t, v) || as_is_exact(v, T_GENERIC_ALIAS) ||
           as_is_exact(v, T_UNION);
}

static bool add_unique(Thread *t, List *l, Value v) {
    if (as_is_none(v)) v = as_from_obj(as_builtin(t, T_NONE));
    if (as_is_exact(v, T_UNION)) {
        Tuple *args = as_as_tuple(UNION_ARGS(v));
        for (size_t i = 0; i < args->count; i++)
            if (!add_unique(t, l, args->items[i])) return false;
        return true;
    }
    for (size_t i = 0; i < l->count; i++) {
        int same = as_equal(t, l->items[i], v);
        if (same) return same > 0;
    }
    return as_list_append(t, l, v);
}

Value as_union_of(Thread *t, Value a, Value b) {
    if (!can_join(t, a) || !can_join(t, b)) return AS_NOT_IMPL;
    OWNED(list, as_list_new(t, 2));
    if (as_is_undef(list.v) || !add_unique(t, as_as_list(list.v), a) ||
        !add_unique(t, as_as_list(list.v), b))
        return AS_UNDEF;
    if (as_as_list(list.v)->count == 1) return as_incref(as_as_list(list.v)->items[0]);
    OWNED(args, as_tuple_from(t, list.v));
    if (as_is_undef(args.v)) return AS_UNDEF;
    Union *u = as_new(t, T_UNION, sizeof *u, true);
    if (!u) return AS_UNDEF;
    u->args = as_move(&args);
    return as_from_obj(u);
}

static void union_clear(Thread *t, Obj *self) {
    as_clear(t, &((Union *)self)->args);
}
static void union_dealloc(Thread *t, Obj *self) {
    union_clear(t, self);
    as_free_obj(t, self, sizeof(Union));
}
static void union_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Union *)self)->args);
}

static Value union_repr(Thread *t, Value self) {
    StrBuilder b;
    as_sb_init(&b, t);
    if (!show_items(t, &b, as_as_tuple(UNION_ARGS(self)), " | ")) return as_sb_drop(&b), AS_UNDEF;
    return as_sb_end(&b);
}

/* Unions are equal when they have the same members in any order. */
static Value members(Thread *t, Value self) {
    OWNED(s, as_set_new(t, T_FROZENSET));
    if (as_is_undef(s.v) || !as_set_update(t, as_as_set(s.v), UNION_ARGS(self))) return AS_UNDEF;
    return as_move(&s);
}

static bool union_hash(Thread *t, Value self, uint64_t *out) {
    OWNED(s, members(t, self));
    return !as_is_undef(s.v) && as_hash(t, s.v, out);
}

static Value union_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(b, T_UNION) || (op != COMPARE_EQ && op != COMPARE_NE)) return AS_NOT_IMPL;
    OWNED(x, members(t, a));
    OWNED(y, members(t, b));
    if (as_is_undef(x.v) || as_is_undef(y.v)) return AS_UNDEF;
    return as_compare(t, x.v, y.v, op);
}

static Value union_args(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(UNION_ARGS(a[0]));
}
static Value union_parameters(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_incref(t->vm->empty_tuple);
}

static const NativeDef union_methods[] = {
    {"__args__", "self, /", union_args, NULL, NATIVE_GETTER},
    {"__parameters__", "self, /", union_parameters, NULL, NATIVE_GETTER},
    {0},
};

const TypeDef as_def_UNION = {
    .id = T_UNION,
    .slots = {.dealloc = union_dealloc,
              .traverse = union_traverse,
              .clear = union_clear,
              .repr = union_repr,
              .hash = union_hash,
              .compare = union_compare,
              .binary = alias_binary},
    .methods = union_methods,
    .operators = 1u << OPER_OR,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(Union),
    .doc = "One of several types: int | str.",
};
