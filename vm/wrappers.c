/* The slots of built-in types seen as methods: list.__len__, int.__add__, object.__init__, and
 * bound ones. They are made when first looked up and then live in the type's dict. */
#include "vm/objects/numbers.h"
#include "vm/slots.h"

/* --- which slots a type shows --- */

static bool shows_truth(const Type *type) {
    return type->def->slots.truth && !type->def->slots.length;
}

/* + and * of sequences have no reflected __radd__. */
static bool is_sequence(const Type *type) {
    switch (type->id) {
    case T_STR:
    case T_BYTES:
    case T_BYTEARRAY:
    case T_LIST:
    case T_TUPLE: return true;
    default: return false;
    }
}

static bool shows_binary(const Type *type, const SlotEntry *e) {
    if (!(type->def->operators >> e->op & 1)) return false;
    return e->wrap != WRAP_REFLECTED || e->op != OPER_ADD || !is_sequence(type);
}

static bool shows(Type *type, const SlotEntry *e) {
    TypeSlots *own = (TypeSlots *)(uintptr_t)&type->def->slots;
    if (e->wrap == WRAP_NONE) return false;
    if (e->slot == SLOT_TRUTH) return shows_truth(type);
    if (!*as_slot_place(own, (SlotId)e->slot)) return false;
    if (e->slot == SLOT_BINARY) return shows_binary(type, e);
    if (e->slot == SLOT_INPLACE) return type->def->operators >> e->op & 1;
    if (e->slot == SLOT_UNARY && e->op == UN_INVERT)
        return type->id != T_FLOAT && type->id != T_COMPLEX;
    return true;
}

static Value make_attribute(Thread *t, Type *type, const SlotEntry *e) {
    if (e->wrap == WRAP_NEW) {
        MethodWrapper *w = as_new(t, T_METHOD_WRAPPER, sizeof *w, true);
        if (!w) return AS_UNDEF;
        w->entry = e;
        w->owner = type;
        w->self = as_incref(as_from_obj(type));
        return as_from_obj(w);
    }
    SlotWrapper *w = as_new(t, T_SLOT_WRAPPER, sizeof *w, false);
    if (!w) return AS_UNDEF;
    w->entry = e;
    w->owner = type;
    return as_from_obj(w);
}

/* The attribute for a name (owned), or MISSING. */
static Value made_attribute(Thread *t, Type *type, Str *name) {
    WellKnown *names = &t->vm->names;
    if (name == names->__doc__) return type->def->doc ? as_str_from(t, type->def->doc) : AS_NONE;
    const SlotEntry *e = as_slot_entry(t, name);
    if (!e) return AS_MISSING;
    if (e->slot == SLOT_HASH && type->slots.hash == as_hash_refused && type->def->slots.compare)
        return AS_NONE;
    return shows(type, e) ? make_attribute(t, type, e) : AS_MISSING;
}

static Value try_attribute(Thread *t, Type *type, Str *name) {
    Value v = made_attribute(t, type, name);
    if (as_same(v, AS_MISSING) || as_is_undef(v)) return v;
    const SlotEntry *e = as_slot_entry(t, name);
    bool ok = as_dict_set_str(t, type->dict, e ? as_slot_name(t, e) : name, v);
    as_decref(t, v);
    return ok ? v : AS_UNDEF;
}

/* A look-up cannot fail: when there is no memory for the wrapper it tries again, then the attribute
 * counts as not found (and whoever raises that needs memory too). */
Value as_slot_attribute(Thread *t, Type *type, Str *name) {
    if (!type->def || ((name->obj.flags & OBJ_A) && !(name->obj.flags & AS_STR_SLOT)))
        return AS_MISSING;
    for (int tries = 0; tries < 2; tries++) {
        Value v = try_attribute(t, type, name);
        if (!as_is_undef(v)) return v;
        as_clear_exc(t);
    }
    return AS_MISSING;
}

bool as_slot_attributes(Thread *t, Type *type) {
    if (!type->def) return true;
    for (size_t i = 0; i < as_slot_entry_count; i++) {
        Str *name = as_slot_name(t, &as_slot_entries[i]);
        Value v = as_dict_get_str(t, type->dict, name);
        if (as_same(v, AS_MISSING)) as_slot_attribute(t, type, name);
    }
    if (as_same(as_dict_get_str(t, type->dict, t->vm->names.__doc__), AS_MISSING))
        as_slot_attribute(t, type, t->vm->names.__doc__);
    return !as_has_exc(t);
}

/* --- calling --- */

static bool expect(Thread *t, int nargs, int n) {
    if (nargs == n) return true;
    return as_fail(t, T_TYPE_ERROR, "expected %d argument%s, got %d", n, n == 1 ? "" : "s", nargs);
}

static Value none_or_undef(bool ok) {
    return ok ? AS_NONE : AS_UNDEF;
}

static Value hash_value(Thread *t, TypeSlots *s, Value self) {
    uint64_t h;
    return s->hash(t, self, &h) ? as_int_from_i64(t, (int64_t)h) : AS_UNDEF;
}

static Str *attribute_name(Thread *t, Value v) {
    if (as_is_instance_of(t, v, T_STR)) return as_as_str(v);
    return as_fail_null(t, T_TYPE_ERROR, "attribute name must be string, not '%T'", v);
}

static Value wrap_setattr(Thread *t, Type *owner, Value self, Value name, Value value) {
    Str *s = attribute_name(t, name);
    if (!s) return AS_UNDEF;
    if (as_is_type(t, self) && owner->id == T_OBJECT)
        return as_raise(t, T_TYPE_ERROR, "can't apply this %s to %T object",
                        as_is_undef(value) ? "__delattr__" : "__setattr__", self);
    return none_or_undef(owner->slots.setattr(t, self, s, value));
}

static Value wrap_get(Thread *t, TypeSlots *s, Value self, Value *args, int nargs) {
    if (nargs < 1 || nargs > 2)
        return as_raise(t, T_TYPE_ERROR, "expected %s %d argument%s, got %d",
                        nargs < 1 ? "at least" : "at most", nargs < 1 ? 1 : 2, nargs < 1 ? "" : "s",
                        nargs);
    bool no_owner = nargs < 2 || as_is_none(args[1]);
    if (as_is_none(args[0]) && no_owner)
        return as_raise(t, T_TYPE_ERROR, "__get__(None, None) is invalid");
    Type *owner = no_owner ? as_type_of(t, args[0]) : as_as_type(args[1]);
    return s->descr_get(t, self, as_is_none(args[0]) ? AS_UNDEF : args[0], owner);
}

static Value wrap_next(Thread *t, TypeSlots *s, Value self) {
    Value v = s->next(t, self);
    if (as_is_undef(v) && !as_has_exc(t)) return as_raise_stop_iteration(t, AS_NONE);
    return v;
}

static Value wrap_pow(Thread *t, Type *owner, bool reflected, Value self, Value *args, int nargs) {
    if (nargs == 2 && !as_is_none(args[1])) {
        if (!owner->slots.power) return AS_NOT_IMPL;
        return reflected ? owner->slots.power(t, args[0], self, args[1])
                         : owner->slots.power(t, self, args[0], args[1]);
    }
    return reflected ? owner->slots.binary(t, OPER_POW, args[0], self)
                     : owner->slots.binary(t, OPER_POW, self, args[0]);
}

/* T.__new__(cls, ...): cls must be an heir of T whose own C constructor is not skipped. */
static Value wrap_new(Thread *t, Type *owner, Value *args, int nargs, Value kwnames) {
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos < 1) return as_raise(t, T_TYPE_ERROR, "%N.__new__(): not enough arguments", owner);
    if (!as_is_type(t, args[0]))
        return as_raise(t, T_TYPE_ERROR, "%N.__new__(X): X is not a type object (%T)", owner,
                        args[0]);
    Type *type = as_as_type(args[0]);
    if (!as_is_subtype(type, owner))
        return as_raise(t, T_TYPE_ERROR, "%N.__new__(%N): %N is not a subtype of %N", owner, type,
                        type, owner);
    Type *c = as_builtin_base(type);
    if (c->slots.new_ != owner->slots.new_ && c != owner)
        return as_raise(t, T_TYPE_ERROR, "%N.__new__(%N) is not safe, use %N.__new__()", owner,
                        type, c);
    return owner->slots.new_(t, type, args + 1, nargs - 1, kwnames);
}

typedef Value (*UnaryFn)(Thread *t, Value self);

static Value wrap_unary(Thread *t, const SlotEntry *e, TypeSlots *s, Value self) {
    UnaryFn fn = (UnaryFn)*as_slot_place(s, (SlotId)e->slot);
    return fn(t, self);
}

static Value call_one(Thread *t, const SlotEntry *e, Type *owner, Value self, Value arg) {
    TypeSlots *s = &owner->slots;
    switch ((WrapKind)e->wrap) {
    case WRAP_COMPARE: return s->compare(t, self, arg, (Comparison)e->op);
    case WRAP_BINARY: return s->binary(t, (Operator)e->op, self, arg);
    case WRAP_REFLECTED: return s->binary(t, (Operator)e->op, arg, self);
    case WRAP_INPLACE: return s->inplace(t, (Operator)e->op, self, arg);
    case WRAP_CONTAINS: {
        int r = s->contains(t, self, arg);
        return r < 0 ? AS_UNDEF : as_bool(r);
    }
    case WRAP_GETITEM: return s->getitem(t, self, arg);
    case WRAP_DELITEM: return none_or_undef(s->setitem(t, self, arg, AS_UNDEF));
    case WRAP_DELETE: return none_or_undef(s->descr_set(t, self, arg, AS_UNDEF));
    case WRAP_DELATTR: return wrap_setattr(t, owner, self, arg, AS_UNDEF);
    case WRAP_GETATTR: {
        Str *name = attribute_name(t, arg);
        return name ? s->getattr(t, self, name) : AS_UNDEF;
    }
    default: return as_raise(t, T_SYSTEM_ERROR, "slot %s has no method", e->text);
    }
}

static Value call_none(Thread *t, const SlotEntry *e, TypeSlots *s, Value self) {
    switch ((WrapKind)e->wrap) {
    case WRAP_UNARY: return wrap_unary(t, e, s, self);
    case WRAP_HASH: return hash_value(t, s, self);
    case WRAP_UNARY_OP: return s->unary(t, (Unary)e->op, self);
    case WRAP_NEXT: return wrap_next(t, s, self);
    case WRAP_TRUTH: {
        int r = s->truth(t, self);
        return r < 0 ? AS_UNDEF : as_bool(r);
    }
    default: { /* WRAP_LENGTH */
        int64_t n = s->length(t, self);
        return n < 0 ? AS_UNDEF : as_int_from_i64(t, n);
    }
    }
}

Value as_wrapper_call(Thread *t, const SlotEntry *e, Type *owner, Value self, Value *args,
                      int nargs, Value kwnames) {
    TypeSlots *s = &owner->slots;
    if (e->wrap == WRAP_CALL) return s->call(t, self, args, nargs, kwnames);
    if (e->wrap == WRAP_NEW) return wrap_new(t, owner, args, nargs, kwnames);
    if (e->wrap == WRAP_INIT) return none_or_undef(s->init(t, self, args, nargs, kwnames));
    if (!as_is_undef(kwnames) && as_as_tuple(kwnames)->count)
        return as_raise(t, T_TYPE_ERROR, "wrapper %s() takes no keyword arguments", e->text);
    switch ((WrapKind)e->wrap) {
    case WRAP_UNARY:
    case WRAP_HASH:
    case WRAP_UNARY_OP:
    case WRAP_NEXT:
    case WRAP_TRUTH:
    case WRAP_LENGTH: return expect(t, nargs, 0) ? call_none(t, e, s, self) : AS_UNDEF;
    case WRAP_SETITEM:
        return expect(t, nargs, 2) ? none_or_undef(s->setitem(t, self, args[0], args[1]))
                                   : AS_UNDEF;
    case WRAP_SETATTR:
        return expect(t, nargs, 2) ? wrap_setattr(t, owner, self, args[0], args[1]) : AS_UNDEF;
    case WRAP_SET:
        return expect(t, nargs, 2) ? none_or_undef(s->descr_set(t, self, args[0], args[1]))
                                   : AS_UNDEF;
    case WRAP_GET: return wrap_get(t, s, self, args, nargs);
    default: break;
    }
    if (e->slot == SLOT_BINARY && e->op == OPER_POW && (nargs == 1 || nargs == 2))
        return wrap_pow(t, owner, e->wrap == WRAP_REFLECTED, self, args, nargs);
    return expect(t, nargs, 1) ? call_one(t, e, owner, self, args[0]) : AS_UNDEF;
}

/* --- wrapper_descriptor --- */

static void wrapper_dealloc(Thread *t, Obj *self) {
    as_free_obj(t, self, sizeof(SlotWrapper));
}

static Value wrapper_repr(Thread *t, Value self) {
    SlotWrapper *w = (SlotWrapper *)as_obj(self);
    return as_str_format(t, "<slot wrapper '%s' of '%N' objects>", w->entry->text, w->owner);
}

static Value wrapper_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    SlotWrapper *w = (SlotWrapper *)as_obj(self);
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos < 1)
        return as_raise(t, T_TYPE_ERROR, "descriptor '%s' of '%N' object needs an argument",
                        w->entry->text, w->owner);
    if (!as_is_subtype(as_type_of(t, args[0]), w->owner))
        return as_raise(t, T_TYPE_ERROR,
                        "descriptor '%s' requires a '%N' object but received a '%T'",
                        w->entry->text, w->owner, args[0]);
    return as_wrapper_call(t, w->entry, w->owner, args[0], args + 1, nargs - 1, kwnames);
}

static Value wrapper_get(Thread *t, Value self, Value instance, Type *owner) {
    (void)owner;
    SlotWrapper *w = (SlotWrapper *)as_obj(self);
    if (as_is_undef(instance)) return as_incref(self);
    if (!as_is_subtype(as_type_of(t, instance), w->owner))
        return as_raise(t, T_TYPE_ERROR,
                        "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                        w->entry->text, w->owner, instance);
    MethodWrapper *m = as_new(t, T_METHOD_WRAPPER, sizeof *m, true);
    if (!m) return AS_UNDEF;
    m->entry = w->entry;
    m->owner = w->owner;
    m->self = as_incref(instance);
    return as_from_obj(m);
}

#define WRAPPER(a) ((SlotWrapper *)as_obj((a)[0]))

static Value wrapper_name(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_from(t, WRAPPER(a)->entry->text);
}

static Value wrapper_qualname(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_format(t, "%N.%s", WRAPPER(a)->owner, WRAPPER(a)->entry->text);
}

static Value wrapper_objclass(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(WRAPPER(a)->owner));
}

static Value wrapper_doc(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_format(t, "The operation behind %s.", WRAPPER(a)->entry->text);
}

#define GETTER(name, fn)                                                                           \
    { name, "self, /", fn, NULL, NATIVE_GETTER }

static const NativeDef wrapper_methods[] = {
    GETTER("__name__", wrapper_name),
    GETTER("__qualname__", wrapper_qualname),
    GETTER("__objclass__", wrapper_objclass),
    GETTER("__doc__", wrapper_doc),
    {0},
};

const TypeDef as_def_SLOT_WRAPPER = {
    .id = T_SLOT_WRAPPER,
    .slots = {.dealloc = wrapper_dealloc,
              .repr = wrapper_repr,
              .call = wrapper_call,
              .descr_get = wrapper_get},
    .methods = wrapper_methods,
    .flags = TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(SlotWrapper),
};

/* --- method-wrapper --- */

static void method_dealloc(Thread *t, Obj *self) {
    MethodWrapper *m = (MethodWrapper *)self;
    as_clear(t, &m->self);
    as_free_obj(t, self, sizeof *m);
}

static void method_traverse(Obj *self, VisitFn visit, void *arg) {
    AS_VISIT(((MethodWrapper *)self)->self);
}
static void method_clear(Thread *t, Obj *self) {
    as_clear(t, &((MethodWrapper *)self)->self);
}

static Value method_repr(Thread *t, Value self) {
    MethodWrapper *m = (MethodWrapper *)as_obj(self);
    void *at = as_is_obj(m->self) ? (void *)as_obj(m->self) : (void *)(uintptr_t)m->self.bits;
    if (m->entry->wrap == WRAP_NEW)
        return as_str_format(t, "<built-in method __new__ of type object at %p>", at);
    return as_str_format(t, "<method-wrapper '%s' of %T object at %p>", m->entry->text, m->self,
                         at);
}

static Value method_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    MethodWrapper *m = (MethodWrapper *)as_obj(self);
    return as_wrapper_call(t, m->entry, m->owner, m->self, args, nargs, kwnames);
}

static bool method_hash(Thread *t, Value self, uint64_t *out) {
    (void)t;
    MethodWrapper *m = (MethodWrapper *)as_obj(self);
    *out = (m->self.bits >> 4) ^ (uint64_t)(uintptr_t)m->entry;
    return true;
}

static Value method_compare(Thread *t, Value a, Value b, Comparison op) {
    (void)t;
    if (!as_is_exact(b, T_METHOD_WRAPPER) || (op != COMPARE_EQ && op != COMPARE_NE))
        return AS_NOT_IMPL;
    MethodWrapper *x = (MethodWrapper *)as_obj(a), *y = (MethodWrapper *)as_obj(b);
    bool same = x->entry == y->entry && x->owner == y->owner && as_same(x->self, y->self);
    return as_bool(same == (op == COMPARE_EQ));
}

#define METHOD(a) ((MethodWrapper *)as_obj((a)[0]))

static Value method_name(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_from(t, METHOD(a)->entry->text);
}

static Value method_qualname(Thread *t, Value *a, int n) {
    (void)n;
    return as_str_format(t, "%N.%s", METHOD(a)->owner, METHOD(a)->entry->text);
}

static Value method_self(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(METHOD(a)->self);
}

static Value method_objclass(Thread *t, Value *a, int n) {
    (void)t, (void)n;
    return as_incref(as_from_obj(METHOD(a)->owner));
}

static const NativeDef method_methods[] = {
    GETTER("__name__", method_name),
    GETTER("__qualname__", method_qualname),
    GETTER("__self__", method_self),
    GETTER("__objclass__", method_objclass),
    {0},
};

const TypeDef as_def_METHOD_WRAPPER = {
    .id = T_METHOD_WRAPPER,
    .slots = {.dealloc = method_dealloc,
              .traverse = method_traverse,
              .clear = method_clear,
              .repr = method_repr,
              .call = method_call,
              .hash = method_hash,
              .compare = method_compare},
    .methods = method_methods,
    .flags = TYPE_CONTAINER | TYPE_FINAL | TYPE_NO_NEW,
    .size = sizeof(MethodWrapper),
};
