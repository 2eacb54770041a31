/* Function, cell, native function and code objects. */
#include "vm/function.h"

#include <stddef.h>

#include "vm/call.h"
#include "vm/interp.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- code --- */

const uint8_t as_opcode_cache[] = {
#define X(name, cache, doc) cache,
    AS_OPCODES(X)
#undef X
};

const char *const as_opcode_names[] = {
#define X(name, cache, doc) #name,
    AS_OPCODES(X)
#undef X
};

static Value *copy_values(char **at, const Value *from, size_t n) {
    Value *to = (Value *)(void *)*at;
    for (size_t i = 0; i < n; i++) to[i] = as_incref(from[i]);
    *at += n * sizeof *to;
    return to;
}

static void *copy_bytes(char **at, const void *from, size_t size) {
    void *to = *at;
    if (size) memcpy(to, from, size);
    *at += (size + 7) & ~(size_t)7;
    return to;
}

Code *as_code_new(Thread *t, const CodeSpec *s) {
    size_t values = (size_t)s->nconsts + s->nlocals + s->nfree;
    size_t size = values * sizeof(Value) + s->ninstr * (sizeof(Instr) + sizeof(CodePos)) +
                  s->nhandlers * sizeof(HandlerEntry) + s->ninstr * sizeof(uint16_t) + s->nlocals + 64;
    char *block = as_mem_alloc(&t->vm->mem, size);
    if (!block) return as_raise_memory(t), NULL;
    Code *c = as_new(t, T_CODE, sizeof *c, true);
    if (!c) {
        as_mem_free(&t->vm->mem, block, size);
        return NULL;
    }
    char *at = block;
    c->consts = copy_values(&at, s->consts, s->nconsts);
    c->local_names = copy_values(&at, s->local_names, s->nlocals);
    c->free_names = copy_values(&at, s->free_names, s->nfree);
    c->instr = copy_bytes(&at, s->instr, s->ninstr * sizeof(Instr));
    c->pos = copy_bytes(&at, s->pos, s->ninstr * sizeof(CodePos));
    c->handlers = copy_bytes(&at, s->handlers, s->nhandlers * sizeof(HandlerEntry));
    c->depth = copy_bytes(&at, s->depth, s->ninstr * sizeof(uint16_t));
    c->local_kinds = copy_bytes(&at, s->local_kinds, s->nlocals);
    c->block_size = size;
    c->flags = s->flags;
    c->nargs = s->nargs;
    c->nposonly = s->nposonly;
    c->nkwonly = s->nkwonly;
    c->nlocals = s->nlocals;
    c->nregs = s->nregs;
    c->nfree = s->nfree;
    c->ninstr = s->ninstr;
    c->nconsts = s->nconsts;
    c->nhandlers = s->nhandlers;
    c->first_line = s->first_line;
    c->name = as_incref(s->name);
    c->qualname = as_incref(s->qualname);
    c->filename = as_incref(s->filename);
    c->doc = as_incref(s->doc);
    c->version = ++t->vm->next_version;
    bool lazy = s->flags & (CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR);
    uint32_t plain = (s->flags & (CODE_VARARGS | CODE_VARKEYWORDS)) || s->nkwonly ? AS_NO_REG : s->nargs;
    c->fast_args = lazy ? AS_NO_REG : plain;
    c->coro_args = lazy ? plain : AS_NO_REG;
    return c;
}

static void release_all(Thread *t, Value *values, size_t n) {
    for (size_t i = 0; i < n; i++) as_decref(t, values[i]);
}

static void code_dealloc(Thread *t, Obj *self) {
    Code *c = (Code *)self;
    release_all(t, c->consts, c->nconsts);
    release_all(t, c->local_names, c->nlocals);
    release_all(t, c->free_names, c->nfree);
    as_decref(t, c->name);
    as_decref(t, c->qualname);
    as_decref(t, c->filename);
    as_decref(t, c->doc);
    as_mem_free(&t->vm->mem, c->consts, c->block_size);
    as_free_obj(t, self, sizeof *c);
}

static void code_traverse(Obj *self, VisitFn visit, void *arg) {
    Code *c = (Code *)self;
    for (size_t i = 0; i < c->nconsts; i++) AS_VISIT(c->consts[i]);
}

static Value code_repr(Thread *t, Value self) {
    Code *c = (Code *)as_obj(self);
    return as_str_format(t, "<code object %V at %p, file \"%V\", line %u>", c->name, (void *)c, c->filename,
                         c->first_line);
}

#define CODE_ATTR(name, expr)                                                                      \
    static Value code_##name(Thread *t, Value *a, int n) {                                         \
        (void)t, (void)n;                                                                          \
        Code *c = (Code *)as_obj(a[0]);                                                            \
        return expr;                                                                               \
    }
CODE_ATTR(name, as_incref(c->name))
CODE_ATTR(qualname, as_incref(c->qualname))
CODE_ATTR(filename, as_incref(c->filename))
CODE_ATTR(firstlineno, as_int(c->first_line))
CODE_ATTR(argcount, as_int(c->nargs))
CODE_ATTR(posonlyargcount, as_int(c->nposonly))
CODE_ATTR(kwonlyargcount, as_int(c->nkwonly))
CODE_ATTR(flags, as_int(c->flags & 0xFFFF))
CODE_ATTR(freevars, as_tuple_new(t, c->free_names, c->nfree))
CODE_ATTR(consts, as_tuple_new(t, c->consts, c->nconsts))

static Value code_varnames(Thread *t, Value *a, int n) {
    (void)n;
    Code *c = (Code *)as_obj(a[0]);
    OWNED(list, as_list_new(t, c->nlocals));
    for (size_t i = 0; i < c->nlocals && !as_is_undef(list.v); i++)
        if (c->local_kinds[i] != LOCAL_HIDDEN && !as_list_append(t, as_as_list(list.v), c->local_names[i]))
            return AS_UNDEF;
    return as_is_undef(list.v) ? AS_UNDEF : as_tuple_from(t, list.v);
}

#define GETTER(name, fn) {name, "self, /", fn, NULL, NATIVE_GETTER}

static const NativeDef code_methods[] = {
    GETTER("co_name", code_name), GETTER("co_qualname", code_qualname), GETTER("co_filename", code_filename),
    GETTER("co_firstlineno", code_firstlineno), GETTER("co_argcount", code_argcount),
    GETTER("co_posonlyargcount", code_posonlyargcount), GETTER("co_kwonlyargcount", code_kwonlyargcount),
    GETTER("co_flags", code_flags), GETTER("co_freevars", code_freevars), GETTER("co_consts", code_consts),
    GETTER("co_varnames", code_varnames), {0},
};

const TypeDef as_def_CODE = {
    .id = T_CODE, .slots = {.dealloc = code_dealloc, .traverse = code_traverse, .repr = code_repr},
    .methods = code_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Code),
    .doc = "Compiled code.",
};

/* --- functions --- */

Value as_function_new(Thread *t, Code *code, Dict *globals) {
    Function *f = as_new(t, T_FUNCTION, sizeof *f, true);
    if (!f) return AS_UNDEF;
    as_incref_obj(code);
    as_incref_obj(globals);
    f->code = code;
    f->globals = globals;
    f->name = as_incref(code->name);
    f->qualname = as_incref(code->qualname);
    f->doc = as_incref(code->doc);
    f->annotations = f->dict = f->type_params = AS_UNDEF;
    Value module = as_dict_get_str(t, globals, t->vm->names.__name__);
    f->module = as_same(module, AS_MISSING) || as_is_undef(module) ? AS_NONE : as_incref(module);
    Value builtins = as_dict_get_str(t, globals, t->vm->names.__builtins__);
    f->builtins = as_is_exact(builtins, T_DICT)     ? as_as_dict(builtins)
                  : as_is_exact(builtins, T_MODULE) ? as_module_dict(builtins)
                                                    : t->vm->builtins;
    as_incref_obj(f->builtins);
    return as_from_obj(f);
}

static void function_traverse(Obj *self, VisitFn visit, void *arg) {
    Function *f = (Function *)self;
    AS_VISIT_OBJ(f->code);
    AS_VISIT_OBJ(f->globals);
    AS_VISIT_OBJ(f->builtins);
    AS_VISIT_OBJ(f->closure);
    AS_VISIT_OBJ(f->defaults);
    AS_VISIT_OBJ(f->kwdefaults);
    AS_VISIT(f->module);
    AS_VISIT(f->doc);
    AS_VISIT(f->annotations);
    AS_VISIT(f->dict);
    AS_VISIT(f->type_params);
}

#define DROP_OBJ(t, field)                                                                         \
    do {                                                                                           \
        void *old_ = (field);                                                                      \
        (field) = NULL;                                                                            \
        if (old_) as_decref_obj((t), old_);                                                        \
    } while (0)

static void function_clear(Thread *t, Obj *self) {
    Function *f = (Function *)self;
    DROP_OBJ(t, f->closure);
    DROP_OBJ(t, f->defaults);
    DROP_OBJ(t, f->kwdefaults);
    as_clear(t, &f->module);
    as_clear(t, &f->doc);
    as_clear(t, &f->annotations);
    as_clear(t, &f->dict);
    as_clear(t, &f->type_params);
}

static void function_dealloc(Thread *t, Obj *self) {
    Function *f = (Function *)self;
    function_clear(t, self);
    DROP_OBJ(t, f->globals);
    DROP_OBJ(t, f->builtins);
    DROP_OBJ(t, f->code);
    as_clear(t, &f->name);
    as_clear(t, &f->qualname);
    as_free_obj(t, self, sizeof *f);
}

static Value function_repr(Thread *t, Value self) {
    Function *f = (Function *)as_obj(self);
    return as_str_format(t, "<function %V at %p>", f->qualname, (void *)f);
}

static Value function_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    return as_run_function(t, (Function *)as_obj(self), args, nargs, kwnames);
}

static Value function_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    return as_is_undef(instance) ? as_incref(self) : as_method_new(t, self, instance);
}

static Value or_none(Value v) {
    return as_is_undef(v) || !v.bits ? AS_NONE : as_incref(v);
}

static Value set_str(Thread *t, Value *slot, Value *a, int n, const char *name) {
    if (n < 2) return as_incref(*slot);
    if (as_is_undef(a[1]) || !as_is_instance_of(t, a[1], T_STR))
        return as_raise(t, T_TYPE_ERROR, "%s must be set to a string object", name);
    as_assign(t, slot, as_incref(a[1]));
    return AS_NONE;
}

static Value set_any(Thread *t, Value *slot, Value *a, int n) {
    if (n < 2) return or_none(*slot);
    as_assign(t, slot, as_is_undef(a[1]) ? AS_NONE : as_incref(a[1]));
    return AS_NONE;
}

#define FUNC(a) ((Function *)as_obj((a)[0]))

static Value fn_name(Thread *t, Value *a, int n) { return set_str(t, &FUNC(a)->name, a, n, "__name__"); }
static Value fn_qualname(Thread *t, Value *a, int n) { return set_str(t, &FUNC(a)->qualname, a, n, "__qualname__"); }
static Value fn_module(Thread *t, Value *a, int n) { return set_any(t, &FUNC(a)->module, a, n); }
static Value fn_doc(Thread *t, Value *a, int n) { return set_any(t, &FUNC(a)->doc, a, n); }

static Value dict_attr(Thread *t, Value *slot, Value *a, int n, const char *name) {
    if (n >= 2) {
        if (as_is_undef(a[1]) || !as_is_instance_of(t, a[1], T_DICT))
            return as_raise(t, T_TYPE_ERROR, "%s must be set to a dict object", name);
        as_assign(t, slot, as_incref(a[1]));
        return AS_NONE;
    }
    if (as_is_undef(*slot)) {
        Dict *d = as_dict_new(t);
        if (!d) return AS_UNDEF;
        *slot = as_from_obj(d);
    }
    return as_incref(*slot);
}

static Value fn_annotations(Thread *t, Value *a, int n) {
    return dict_attr(t, &FUNC(a)->annotations, a, n, "__annotations__");
}
static Value fn_dict(Thread *t, Value *a, int n) { return dict_attr(t, &FUNC(a)->dict, a, n, "__dict__"); }

static Value obj_or_none(void *o) {
    return o ? as_incref(as_from_obj(o)) : AS_NONE;
}

static Value fn_code(Thread *t, Value *a, int n) {
    Function *f = FUNC(a);
    if (n < 2) return as_incref(as_from_obj(f->code));
    if (!as_is_exact(a[1], T_CODE)) return as_raise(t, T_TYPE_ERROR, "__code__ must be set to a code object");
    Code *code = (Code *)as_obj(a[1]);
    size_t have = f->closure ? f->closure->count : 0;
    if (code->nfree != have)
        return as_raise(t, T_VALUE_ERROR, "%V() requires a code object with %zu free vars, not %u", f->name, have,
                        code->nfree);
    as_incref_obj(code);
    Code *old = f->code;
    f->code = code;
    f->version = 0;
    as_decref_obj(t, old);
    return AS_NONE;
}

static Value fn_defaults(Thread *t, Value *a, int n) {
    Function *f = FUNC(a);
    if (n < 2) return obj_or_none(f->defaults);
    bool none = as_is_undef(a[1]) || as_is_none(a[1]);
    if (!none && !as_is_tuple(a[1])) return as_raise(t, T_TYPE_ERROR, "__defaults__ must be set to a tuple object");
    Tuple *old = f->defaults;
    f->defaults = none ? NULL : as_as_tuple(as_incref(a[1]));
    f->version = 0;
    if (old) as_decref_obj(t, old);
    return AS_NONE;
}

static Value fn_kwdefaults(Thread *t, Value *a, int n) {
    Function *f = FUNC(a);
    if (n < 2) return obj_or_none(f->kwdefaults);
    bool none = as_is_undef(a[1]) || as_is_none(a[1]);
    if (!none && !as_is_dict(a[1])) return as_raise(t, T_TYPE_ERROR, "__kwdefaults__ must be set to a dict object");
    Dict *old = f->kwdefaults;
    f->kwdefaults = none ? NULL : as_as_dict(as_incref(a[1]));
    f->version = 0;
    if (old) as_decref_obj(t, old);
    return AS_NONE;
}

static Value fn_closure(Thread *t, Value *a, int n) { (void)t, (void)n; return obj_or_none(FUNC(a)->closure); }
static Value fn_globals(Thread *t, Value *a, int n) { (void)t, (void)n; return obj_or_none(FUNC(a)->globals); }
static Value fn_type_params(Thread *t, Value *a, int n) {
    Function *f = FUNC(a);
    if (n > 1) {
        if (!as_is_instance_of(t, a[1], T_TUPLE))
            return as_raise(t, T_TYPE_ERROR, "__type_params__ must be set to a tuple");
        as_assign(t, &f->type_params, as_incref(a[1]));
        return AS_NONE;
    }
    return as_incref(as_is_undef(f->type_params) ? t->vm->empty_tuple : f->type_params);
}

#define GETSET(name, fn) {name, "self, value=None, /", fn, NULL, NATIVE_GETTER | NATIVE_SETTER}

static const NativeDef function_methods[] = {
    GETSET("__name__", fn_name), GETSET("__qualname__", fn_qualname), GETSET("__module__", fn_module),
    GETSET("__doc__", fn_doc), GETSET("__annotations__", fn_annotations), GETSET("__dict__", fn_dict),
    GETSET("__code__", fn_code), GETSET("__defaults__", fn_defaults), GETSET("__kwdefaults__", fn_kwdefaults),
    GETTER("__closure__", fn_closure), GETTER("__globals__", fn_globals),
    GETSET("__type_params__", fn_type_params), {0},
};

const TypeDef as_def_FUNCTION = {
    .id = T_FUNCTION,
    .slots = {.dealloc = function_dealloc, .traverse = function_traverse, .clear = function_clear,
              .repr = function_repr, .call = function_call, .descr_get = function_get},
    .methods = function_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_HAS_DICT | TYPE_NO_NEW,
    .size = sizeof(Function), .doc = "A function made by def or lambda.",
};

/* --- cells --- */

Value as_cell_new(Thread *t, Value v) {
    Cell *c = as_new(t, T_CELL, sizeof *c, true);
    if (!c) return AS_UNDEF;
    c->value = as_incref(v);
    return as_from_obj(c);
}

static void cell_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(((Cell *)self)->value); }
static void cell_clear(Thread *t, Obj *self) { as_clear(t, &((Cell *)self)->value); }
static void cell_dealloc(Thread *t, Obj *self) {
    cell_clear(t, self);
    as_free_obj(t, self, sizeof(Cell));
}

static Value cell_contents(Thread *t, Value *a, int n) {
    Cell *c = (Cell *)as_obj(a[0]);
    if (n >= 2) return as_assign(t, &c->value, as_incref(a[1])), AS_NONE;
    return as_is_undef(c->value) ? as_raise(t, T_VALUE_ERROR, "Cell is empty") : as_incref(c->value);
}

static Value cell_repr(Thread *t, Value self) {
    Cell *c = (Cell *)as_obj(self);
    if (as_is_undef(c->value)) return as_str_format(t, "<cell at %p: empty>", (void *)c);
    return as_str_format(t, "<cell at %p: %T object at %p>", (void *)c, c->value,
                         as_is_obj(c->value) ? (void *)as_obj(c->value) : (void *)(uintptr_t)c->value.bits);
}

static const NativeDef cell_methods[] = {GETSET("cell_contents", cell_contents), {0}};

const TypeDef as_def_CELL = {
    .id = T_CELL,
    .slots = {.dealloc = cell_dealloc, .traverse = cell_traverse, .clear = cell_clear, .repr = cell_repr},
    .methods = cell_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Cell),
    .doc = "Holds a variable that inner functions share.",
};

/* --- natives --- */

Value as_native_new(Thread *t, const NativeDef *def, Value self, Type *owner, const char *module) {
    bool descriptor = owner && as_is_undef(self) && !(def->flags & (NATIVE_STATIC | NATIVE_CLASS));
    Native *n = as_new(t, descriptor ? T_METHOD_DESCRIPTOR : T_NATIVE, sizeof *n, true);
    if (!n) return AS_UNDEF;
    n->def = def;
    n->self = as_incref(self);
    n->owner = owner;
    n->module = AS_UNDEF;
    if (module) {
        n->module = as_from_obj(as_intern(t, module, strlen(module)));
        if (!as_obj(n->module)) n->module = AS_UNDEF;
    }
    return as_from_obj(n);
}

static void native_traverse(Obj *self, VisitFn visit, void *arg) { AS_VISIT(((Native *)self)->self); }
static void native_clear(Thread *t, Obj *self) { as_clear(t, &((Native *)self)->self); }
static void native_dealloc(Thread *t, Obj *self) {
    Native *n = (Native *)self;
    as_clear(t, &n->self);
    as_clear(t, &n->module);
    as_free_obj(t, self, sizeof *n);
}

static Value native_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Native *n = (Native *)as_obj(self);
    return as_native_call(t, n, n->self, args, nargs, kwnames);
}

static Value native_repr(Thread *t, Value self) {
    Native *n = (Native *)as_obj(self);
    if (n->obj.shape == T_METHOD_DESCRIPTOR)
        return as_str_format(t, "<method '%s' of '%N' objects>", n->def->name, n->owner);
    if (as_is_undef(n->self) || as_is_exact(n->self, T_MODULE) || (n->def->flags & NATIVE_HOST))
        return as_str_format(t, "<built-in function %s>", n->def->name);
    return as_str_format(t, "<built-in method %s of %T object at %p>", n->def->name, n->self,
                         as_is_obj(n->self) ? (void *)as_obj(n->self) : NULL);
}

static Value descriptor_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    Native *n = (Native *)as_obj(self);
    if (as_is_undef(instance)) return as_incref(self);
    if (!as_is_subtype(as_type_of(t, instance), n->owner))
        return as_raise(t, T_TYPE_ERROR, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                        n->def->name, n->owner, instance);
    return as_native_new(t, n->def, instance, n->owner, NULL);
}

static Value descriptor_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Native *n = (Native *)as_obj(self);
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos == 0)
        return as_raise(t, T_TYPE_ERROR, "unbound method %N.%s() needs an argument", n->owner, n->def->name);
    if (!as_is_subtype(as_type_of(t, args[0]), n->owner))
        return as_raise(t, T_TYPE_ERROR, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                        n->def->name, n->owner, args[0]);
    return as_native_call(t, n, AS_UNDEF, args, nargs, kwnames);
}

static Value native_name(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_from(t, ((Native *)as_obj(a[0]))->def->name);
}

static Value native_qualname(Thread *t, Value *a, int n) {
    (void)n;
    Native *f = (Native *)as_obj(a[0]);
    if (f->owner) return as_str_format(t, "%N.%s", f->owner, f->def->name);
    return as_str_from(t, f->def->name);
}

static Value native_doc(Thread *t, Value *a, int n) {
    (void)n;
    const char *doc = ((Native *)as_obj(a[0]))->def->doc;
    return doc ? as_str_from(t, doc) : AS_NONE;
}

static Value native_module(Thread *t, Value *a, int n) { (void)t, (void)n; return or_none(((Native *)as_obj(a[0]))->module); }
static Value native_self(Thread *t, Value *a, int n) { (void)t, (void)n; return or_none(((Native *)as_obj(a[0]))->self); }

static Value native_signature(Thread *t, Value *a, int n) {
    (void)n;
    const char *text = ((Native *)as_obj(a[0]))->def->signature;
    return text ? as_str_format(t, "(%s)", text) : AS_NONE;
}

static Value native_owner(Thread *t, Value *a, int n) { (void)t, (void)n; return obj_or_none(((Native *)as_obj(a[0]))->owner); }

static bool native_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    Native *n = (Native *)as_obj(self);
    uint64_t self_bits = as_is_undef(n->self) ? 0 : n->self.bits;
    *out = ((uint64_t)(uintptr_t)n->def >> 4) ^ (self_bits >> 3);
    return true;
}

static Value native_compare(Thread *t, Value a, Value b, Comparison op) {
    (void)t;
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !as_is_exact(b, T_NATIVE) || !as_is_exact(a, T_NATIVE))
        return as_same(a, b) && op == COMPARE_EQ ? AS_TRUE : AS_NOT_IMPL;
    Native *x = (Native *)as_obj(a), *y = (Native *)as_obj(b);
    return as_bool((x->def == y->def && as_same(x->self, y->self)) == (op == COMPARE_EQ));
}

static const NativeDef native_methods[] = {
    GETTER("__name__", native_name), GETTER("__qualname__", native_qualname), GETTER("__doc__", native_doc),
    GETTER("__module__", native_module), GETTER("__self__", native_self),
    GETTER("__text_signature__", native_signature), {0},
};

static const NativeDef descriptor_methods[] = {
    GETTER("__name__", native_name), GETTER("__qualname__", native_qualname), GETTER("__doc__", native_doc),
    GETTER("__objclass__", native_owner), GETTER("__text_signature__", native_signature), {0},
};

const TypeDef as_def_NATIVE = {
    .id = T_NATIVE,
    .slots = {.dealloc = native_dealloc, .traverse = native_traverse, .clear = native_clear, .repr = native_repr,
              .call = native_call, .hash = native_hash, .compare = native_compare},
    .methods = native_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Native),
    .doc = "A function written in C.",
};

const TypeDef as_def_METHOD_DESCRIPTOR = {
    .id = T_METHOD_DESCRIPTOR,
    .slots = {.dealloc = native_dealloc, .traverse = native_traverse, .clear = native_clear, .repr = native_repr,
              .call = descriptor_call, .descr_get = descriptor_get},
    .methods = descriptor_methods, .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW, .size = sizeof(Native),
    .doc = "A method of a built-in type.",
};

bool as_module_add(Thread *t, Value module, const char *name, Value owned) {
    if (as_is_undef(owned)) return false;
    bool ok = as_dict_set_c(t, as_module_dict(module), name, owned);
    as_decref(t, owned);
    return ok;
}

bool as_module_add_natives(Thread *t, Value module, const NativeDef *defs) {
    Value name = as_dict_get_str(t, as_module_dict(module), t->vm->names.__name__);
    const char *text = as_is_str(name) ? as_as_str(name)->data : NULL;
    for (const NativeDef *d = defs; d->name; d++)
        if (!as_module_add(t, module, d->name, as_native_new(t, d, AS_UNDEF, NULL, text))) return false;
    return true;
}
