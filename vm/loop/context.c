/* contextvars: Context, ContextVar, Token.
 *
 * The values of a context are a dict that is copied when it is written to while shared, so copying a
 * context, which every task and every callback does, costs a reference count. Thread.context is UNDEF (empty), such a
 * dict (a snapshot, never written to) or a Context object; the object is made when somebody needs one:
 * by set(), copy_context() or Context.run(). */
#include "vm/loop/internal.h"

typedef struct ContextVar {
    Obj obj;
    Value name, fallback; /* fallback UNDEF: none */
} ContextVar;

typedef struct Token { /* OBJ_A: used */
    Obj obj;
    Value context, var, old; /* old UNDEF: there was none */
} Token;

/* --- contexts --- */

static Value map_of(Value context) {
    if (!as_have(context)) return AS_UNDEF;
    Value map = as_is_exact(context, T_CONTEXT) ? ((Context *)as_obj(context))->map : context;
    return as_have(map) ? map : AS_UNDEF;
}

Value as_context_snapshot(Thread *t) { return as_incref(map_of(t->context)); }

Value as_context_from(Thread *t, Value map) {
    Context *c = as_new(t, T_CONTEXT, sizeof *c, true);
    if (!c) {
        if (as_have(map)) as_decref(t, map);
        return AS_UNDEF;
    }
    c->map = as_have(map) ? map : AS_UNDEF;
    return as_from_obj(c);
}

Value as_context_copy(Thread *t) { return as_context_from(t, as_context_snapshot(t)); }

Value as_context_current(Thread *t) {
    if (!as_have(t->context) || !as_is_exact(t->context, T_CONTEXT)) {
        Value made = as_context_copy(t);
        if (as_is_undef(made)) return AS_UNDEF;
        ((Context *)as_obj(made))->obj.flags |= OBJ_A;
        as_assign(t, &t->context, made);
    }
    return as_incref(t->context);
}

/* The context's dict, its own to write to: borrowed, or NULL. */
static Dict *own_map(Thread *t, Context *c) {
    if (!as_have(c->map)) {
        Dict *d = as_dict_new(t);
        if (d) c->map = as_from_obj(d);
        return d;
    }
    if (as_obj(c->map)->rc == 1) return as_as_dict(c->map);
    Dict *copy = as_dict_copy(t, as_as_dict(c->map));
    if (copy) as_assign(t, &c->map, as_from_obj(copy));
    return copy;
}

static void mark_entered(Value context, bool entered) {
    if (!as_have(context) || !as_is_exact(context, T_CONTEXT)) return;
    if (entered) as_obj(context)->flags |= OBJ_A;
    else as_obj(context)->flags &= (uint16_t)~OBJ_A;
}

Value as_context_enter(Thread *t, Value context) {
    Value before = t->context;
    t->context = context;
    mark_entered(context, true);
    return before;
}

Value as_context_leave(Thread *t, Value before) {
    Value context = t->context;
    mark_entered(context, false);
    t->context = before;
    return context;
}

static Value context_run(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (as_obj(self)->flags & OBJ_A)
        return as_raise(t, T_RUNTIME_ERROR, "cannot enter context: %R is already entered", self);
    Value before = as_context_enter(t, as_incref(self));
    Value r = as_call(t, args[0], args + 1, nargs - 1, kwnames);
    as_decref(t, as_context_leave(t, before));
    return r;
}

/* run(callable, *args, **kwargs) */
static Value context_run_method(Thread *t, Value *args, int nargs) {
    OWNED(self, as_incref(args[0]));
    Value kwargs = args[2];
    int npos = nargs - 3;
    size_t nkw = as_is_undef(kwargs) ? 0 : as_as_dict(kwargs)->count;
    size_t total = 1 + (size_t)npos + nkw;
    Value *all = as_mem_alloc(&t->vm->mem, total * sizeof *all);
    if (!all) return as_raise_memory(t);
    all[0] = args[1];
    memcpy(all + 1, args + 3, (size_t)npos * sizeof *all);
    Tuple *names = nkw ? as_tuple_alloc(t, nkw) : NULL;
    Value key, value, r = AS_UNDEF;
    size_t pos = 0, i = 0;
    while (names && as_dict_next(as_as_dict(kwargs), &pos, &key, &value)) {
        names->items[i] = as_incref(key);
        all[1 + (size_t)npos + i++] = value;
    }
    if (!nkw || names)
        r = context_run(t, self.v, all, (int)total, names ? as_from_obj(names) : AS_UNDEF);
    if (names) as_decref_obj(t, names);
    as_mem_free(&t->vm->mem, all, total * sizeof *all);
    return r;
}

static Value context_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    if (nargs || !as_is_undef(kwnames))
        return as_raise(t, T_TYPE_ERROR, "Context() does not accept any arguments");
    (void)args;
    return as_context_from(t, AS_UNDEF);
}

static bool check_key(Thread *t, Value key) {
    if (as_is_exact(key, T_CONTEXT_VAR)) return true;
    return as_fail(t, T_TYPE_ERROR, "a ContextVar key was expected, got %R", key);
}

/* Borrowed value, MISSING, or UNDEF with an exception. */
static Value context_find(Thread *t, Value context, Value key) {
    Value map = map_of(context);
    return as_is_undef(map) ? AS_MISSING : as_dict_get(t, as_as_dict(map), key);
}

static Value context_getitem(Thread *t, Value self, Value key) {
    if (!check_key(t, key)) return AS_UNDEF;
    Value v = context_find(t, self, key);
    return as_same(v, AS_MISSING) ? as_raise_key_error(t, key) : as_incref(v);
}

static int context_contains(Thread *t, Value self, Value key) {
    if (!check_key(t, key)) return -1;
    Value v = context_find(t, self, key);
    return as_is_undef(v) ? -1 : !as_same(v, AS_MISSING);
}

static Value context_get(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!check_key(t, args[1])) return AS_UNDEF;
    Value v = context_find(t, args[0], args[1]);
    if (!as_same(v, AS_MISSING)) return as_incref(v);
    return as_is_undef(args[2]) ? AS_NONE : as_incref(args[2]);
}

static int64_t context_length(Thread *t, Value self) {
    (void)t;
    Value map = map_of(self);
    return as_is_undef(map) ? 0 : (int64_t)as_as_dict(map)->count;
}

static Value context_view(Thread *t, Value self, Str *method) {
    OWNED(map, as_incref(map_of(self)));
    if (as_is_undef(map.v)) {
        Dict *d = as_dict_new(t);
        if (!d) return AS_UNDEF;
        map.v = as_from_obj(d);
    }
    return as_call_method(t, map.v, method, NULL, 0);
}

static Value context_keys(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return context_view(t, args[0], t->vm->names.keys);
}
static Value context_values(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return context_view(t, args[0], t->vm->names.values);
}
static Value context_items(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return context_view(t, args[0], t->vm->names.items);
}
static Value context_iter(Thread *t, Value self) {
    OWNED(keys, context_view(t, self, t->vm->names.keys));
    return as_is_undef(keys.v) ? AS_UNDEF : as_iter(t, keys.v);
}
static Value context_copy(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_context_from(t, as_incref(map_of(args[0])));
}

static Value context_repr(Thread *t, Value self) {
    return as_str_format(t, "<_contextvars.Context object at %p>", (void *)as_obj(self));
}

static Value context_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_is_exact(b, T_CONTEXT) || (op != COMPARE_EQ && op != COMPARE_NE)) return AS_NOT_IMPL;
    Value x = map_of(a), y = map_of(b);
    int same;
    if (as_is_undef(x) || as_is_undef(y)) same = context_length(t, a) == context_length(t, b);
    else same = as_equal(t, x, y);
    return same < 0 ? AS_UNDEF : as_bool(same == (op == COMPARE_EQ));
}

static void context_clear(Thread *t, Obj *self) { as_assign(t, &((Context *)self)->map, AS_UNDEF); }
static void context_dealloc(Thread *t, Obj *self) {
    context_clear(t, self);
    as_free_obj(t, self, sizeof(Context));
}
static void context_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(((Context *)self)->map); }

static const NativeDef context_methods[] = {
    {"run", "self, callable, /, *args, **kwargs", context_run_method, "Call within this context.", 0},
    {"copy", "self, /", context_copy, "A copy.", 0},
    {"get", "self, key, default=None, /", context_get, "The variable's value here, or the default.", 0},
    {"keys", "self, /", context_keys, "The variables.", 0},
    {"values", "self, /", context_values, "Their values.", 0},
    {"items", "self, /", context_items, "Variables and values.", 0},
    {0},
};
const TypeDef as_def_CONTEXT = {
    .id = T_CONTEXT,
    .slots = {.dealloc = context_dealloc, .traverse = context_traverse, .clear = context_clear,
              .repr = context_repr, .new_ = context_new, .getitem = context_getitem,
              .contains = context_contains, .length = context_length, .iter = context_iter,
              .compare = context_compare},
    .methods = context_methods,
    .doc = "A mapping of context variables to values.",
    .flags = TYPE_CONTAINER | TYPE_FINAL,
    .size = sizeof(Context),
};

/* --- variables --- */

static Value var_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type;
    Value a[2];
    if (!as_bind(t, "ContextVar", "name, /, *, default=None", args, nargs, kwnames, a, 2)) return AS_UNDEF;
    if (!as_is_str(a[0])) return as_raise(t, T_TYPE_ERROR, "context variable name must be a str");
    ContextVar *v = as_new(t, T_CONTEXT_VAR, sizeof *v, true);
    if (!v) return AS_UNDEF;
    v->name = as_incref(a[0]);
    v->fallback = as_incref(a[1]);
    return as_from_obj(v);
}

static Value var_get(Thread *t, Value *args, int nargs) {
    (void)nargs;
    ContextVar *var = (ContextVar *)as_obj(args[0]);
    Value v = context_find(t, t->context, args[0]);
    if (!as_same(v, AS_MISSING)) return as_incref(v);
    if (!as_is_undef(args[1])) return as_incref(args[1]);
    if (as_have(var->fallback)) return as_incref(var->fallback);
    return as_raise_args(t, T_LOOKUP_ERROR, &args[0], 1);
}

static Value var_set(Thread *t, Value *args, int nargs) {
    (void)nargs;
    OWNED(context, as_context_current(t));
    if (as_is_undef(context.v)) return AS_UNDEF;
    Value old = context_find(t, context.v, args[0]);
    if (as_is_undef(old)) return AS_UNDEF;
    Token *token = as_new(t, T_CONTEXT_TOKEN, sizeof *token, true);
    if (!token) return AS_UNDEF;
    OWNED(result, as_from_obj(token));
    token->old = as_same(old, AS_MISSING) ? AS_UNDEF : as_incref(old);
    token->var = as_incref(args[0]);
    token->context = as_incref(context.v);
    Dict *map = own_map(t, (Context *)as_obj(context.v));
    return map && as_dict_set(t, map, args[0], args[1]) ? as_move(&result) : AS_UNDEF;
}

static Value var_reset(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!as_is_exact(args[1], T_CONTEXT_TOKEN))
        return as_raise(t, T_TYPE_ERROR, "expected an instance of Token, got %R", args[1]);
    Token *token = (Token *)as_obj(args[1]);
    if (token->obj.flags & OBJ_A)
        return as_raise(t, T_RUNTIME_ERROR, "%R has already been used once", args[1]);
    if (!as_same(token->var, args[0]))
        return as_raise(t, T_VALUE_ERROR, "%R was created by a different ContextVar", args[1]);
    if (!as_same(token->context, t->context))
        return as_raise(t, T_VALUE_ERROR, "%R was created in a different Context", args[1]);
    Dict *map = own_map(t, (Context *)as_obj(t->context));
    if (!map) return AS_UNDEF;
    token->obj.flags |= OBJ_A;
    bool ok = as_have(token->old) ? as_dict_set(t, map, args[0], token->old)
                                  : as_dict_delete(t, map, args[0]) >= 0;
    return ok ? AS_NONE : AS_UNDEF;
}

static Value var_name(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(((ContextVar *)as_obj(args[0]))->name);
}

static Value var_repr(Thread *t, Value self) {
    ContextVar *v = (ContextVar *)as_obj(self);
    if (!as_have(v->fallback))
        return as_str_format(t, "<ContextVar name=%R at %p>", v->name, (void *)v);
    return as_str_format(t, "<ContextVar name=%R default=%R at %p>", v->name, v->fallback, (void *)v);
}

static Value class_getitem(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(args[0]);
}

static void var_clear(Thread *t, Obj *self) {
    ContextVar *v = (ContextVar *)self;
    as_assign(t, &v->fallback, AS_UNDEF);
}
static void var_dealloc(Thread *t, Obj *self) {
    var_clear(t, self);
    as_assign(t, &((ContextVar *)self)->name, AS_UNDEF);
    as_free_obj(t, self, sizeof(ContextVar));
}
static void var_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((ContextVar *)self)->name);
    AS_VISIT(((ContextVar *)self)->fallback);
}

static const NativeDef var_methods[] = {
    {"get", "self, default=None, /", var_get, "The value in the current context.", 0},
    {"set", "self, value, /", var_set, "Set the value in the current context; a Token to undo it.", 0},
    {"reset", "self, token, /", var_reset, "Undo the set() that returned the token.", 0},
    {"name", "self", var_name, "The variable's name.", NATIVE_GETTER},
    {"__class_getitem__", "cls, item, /", class_getitem, "The class, for annotations.", NATIVE_CLASS},
    {0},
};
const TypeDef as_def_CONTEXT_VAR = {
    .id = T_CONTEXT_VAR,
    .slots = {.dealloc = var_dealloc, .traverse = var_traverse, .clear = var_clear, .repr = var_repr,
              .new_ = var_new},
    .methods = var_methods,
    .doc = "A variable with a value for each context.",
    .flags = TYPE_CONTAINER | TYPE_FINAL,
    .size = sizeof(ContextVar),
};

/* --- tokens --- */

static Value token_var(Thread *t, Value *args, int nargs) {
    (void)t, (void)nargs;
    return as_incref(((Token *)as_obj(args[0]))->var);
}

static Value token_missing(Thread *t) {
    Str *name = as_intern(t, "MISSING", 7);
    if (!name) return AS_UNDEF;
    OWNED(keep, as_from_obj(name));
    (void)keep.v;
    return as_getattr(t, as_from_obj(as_builtin(t, T_CONTEXT_TOKEN)), name);
}

/* Token.MISSING is the class's attribute; it is found there so that there is only one. */
static Value token_old(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Token *token = (Token *)as_obj(args[0]);
    if (as_have(token->old)) return as_incref(token->old);
    return token_missing(t);
}

static Value token_repr(Thread *t, Value self) {
    Token *token = (Token *)as_obj(self);
    const char *used = token->obj.flags & OBJ_A ? " used" : "";
    return as_str_format(t, "<Token%s var=%R at %p>", used, token->var, (void *)token);
}

static void token_clear(Thread *t, Obj *self) {
    Token *token = (Token *)self;
    as_assign(t, &token->context, AS_UNDEF);
    as_assign(t, &token->old, AS_UNDEF);
}
static void token_dealloc(Thread *t, Obj *self) {
    token_clear(t, self);
    as_assign(t, &((Token *)self)->var, AS_UNDEF);
    as_free_obj(t, self, sizeof(Token));
}
static void token_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((Token *)self)->context);
    AS_VISIT(((Token *)self)->var);
    AS_VISIT(((Token *)self)->old);
}

static const NativeDef token_methods[] = {
    {"var", "self", token_var, "The variable that was set.", NATIVE_GETTER},
    {"old_value", "self", token_old, "Its value before, or Token.MISSING.", NATIVE_GETTER},
    {"__class_getitem__", "cls, item, /", class_getitem, "The class, for annotations.", NATIVE_CLASS},
    {0},
};
const TypeDef as_def_CONTEXT_TOKEN = {
    .id = T_CONTEXT_TOKEN,
    .slots = {.dealloc = token_dealloc, .traverse = token_traverse, .clear = token_clear,
              .repr = token_repr},
    .methods = token_methods,
    .doc = "What ContextVar.set() returns, to undo it.",
    .flags = TYPE_CONTAINER | TYPE_NO_NEW | TYPE_FINAL,
    .size = sizeof(Token),
};
