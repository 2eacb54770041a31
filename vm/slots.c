/* Slots of classes: for each dunder method that a class defines or inherits from one, its slot gets
 * a function that looks the method up and calls it. A slot whose methods all come from one built-in
 * type gets that type's own function, so that an heir which overrides nothing runs at full speed.
 */
#include "vm/slots.h"

#include <stddef.h>

#include "vm/objects/numbers.h"

#define NAME(field) (uint16_t)(offsetof(WellKnown, field) / sizeof(Str *))

const SlotEntry as_slot_entries[] = {
    {"__repr__", NAME(__repr__), SLOT_REPR, WRAP_UNARY, 0},
    {"__str__", NAME(__str__), SLOT_STR, WRAP_UNARY, 0},
    {"__hash__", NAME(__hash__), SLOT_HASH, WRAP_HASH, 0},
    {"__lt__", NAME(__lt__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_LT},
    {"__le__", NAME(__le__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_LE},
    {"__eq__", NAME(__eq__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_EQ},
    {"__ne__", NAME(__ne__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_NE},
    {"__gt__", NAME(__gt__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_GT},
    {"__ge__", NAME(__ge__), SLOT_COMPARE, WRAP_COMPARE, COMPARE_GE},
    {"__bool__", NAME(__bool__), SLOT_TRUTH, WRAP_TRUTH, 0},
    {"__add__", NAME(__add__), SLOT_BINARY, WRAP_BINARY, OPER_ADD},
    {"__sub__", NAME(__sub__), SLOT_BINARY, WRAP_BINARY, OPER_SUB},
    {"__mul__", NAME(__mul__), SLOT_BINARY, WRAP_BINARY, OPER_MUL},
    {"__matmul__", NAME(__matmul__), SLOT_BINARY, WRAP_BINARY, OPER_MATMUL},
    {"__truediv__", NAME(__truediv__), SLOT_BINARY, WRAP_BINARY, OPER_DIV},
    {"__floordiv__", NAME(__floordiv__), SLOT_BINARY, WRAP_BINARY, OPER_FLOORDIV},
    {"__mod__", NAME(__mod__), SLOT_BINARY, WRAP_BINARY, OPER_MOD},
    {"__pow__", NAME(__pow__), SLOT_BINARY, WRAP_BINARY, OPER_POW},
    {"__lshift__", NAME(__lshift__), SLOT_BINARY, WRAP_BINARY, OPER_LSHIFT},
    {"__rshift__", NAME(__rshift__), SLOT_BINARY, WRAP_BINARY, OPER_RSHIFT},
    {"__and__", NAME(__and__), SLOT_BINARY, WRAP_BINARY, OPER_AND},
    {"__xor__", NAME(__xor__), SLOT_BINARY, WRAP_BINARY, OPER_XOR},
    {"__or__", NAME(__or__), SLOT_BINARY, WRAP_BINARY, OPER_OR},
    {"__divmod__", NAME(__divmod__), SLOT_BINARY, WRAP_BINARY, OPER_DIVMOD},
    {"__radd__", NAME(__radd__), SLOT_BINARY, WRAP_REFLECTED, OPER_ADD},
    {"__rsub__", NAME(__rsub__), SLOT_BINARY, WRAP_REFLECTED, OPER_SUB},
    {"__rmul__", NAME(__rmul__), SLOT_BINARY, WRAP_REFLECTED, OPER_MUL},
    {"__rmatmul__", NAME(__rmatmul__), SLOT_BINARY, WRAP_REFLECTED, OPER_MATMUL},
    {"__rtruediv__", NAME(__rtruediv__), SLOT_BINARY, WRAP_REFLECTED, OPER_DIV},
    {"__rfloordiv__", NAME(__rfloordiv__), SLOT_BINARY, WRAP_REFLECTED, OPER_FLOORDIV},
    {"__rmod__", NAME(__rmod__), SLOT_BINARY, WRAP_REFLECTED, OPER_MOD},
    {"__rpow__", NAME(__rpow__), SLOT_BINARY, WRAP_REFLECTED, OPER_POW},
    {"__rlshift__", NAME(__rlshift__), SLOT_BINARY, WRAP_REFLECTED, OPER_LSHIFT},
    {"__rrshift__", NAME(__rrshift__), SLOT_BINARY, WRAP_REFLECTED, OPER_RSHIFT},
    {"__rand__", NAME(__rand__), SLOT_BINARY, WRAP_REFLECTED, OPER_AND},
    {"__rxor__", NAME(__rxor__), SLOT_BINARY, WRAP_REFLECTED, OPER_XOR},
    {"__ror__", NAME(__ror__), SLOT_BINARY, WRAP_REFLECTED, OPER_OR},
    {"__rdivmod__", NAME(__rdivmod__), SLOT_BINARY, WRAP_REFLECTED, OPER_DIVMOD},
    {"__iadd__", NAME(__iadd__), SLOT_INPLACE, WRAP_INPLACE, OPER_ADD},
    {"__isub__", NAME(__isub__), SLOT_INPLACE, WRAP_INPLACE, OPER_SUB},
    {"__imul__", NAME(__imul__), SLOT_INPLACE, WRAP_INPLACE, OPER_MUL},
    {"__imatmul__", NAME(__imatmul__), SLOT_INPLACE, WRAP_INPLACE, OPER_MATMUL},
    {"__itruediv__", NAME(__itruediv__), SLOT_INPLACE, WRAP_INPLACE, OPER_DIV},
    {"__ifloordiv__", NAME(__ifloordiv__), SLOT_INPLACE, WRAP_INPLACE, OPER_FLOORDIV},
    {"__imod__", NAME(__imod__), SLOT_INPLACE, WRAP_INPLACE, OPER_MOD},
    {"__ipow__", NAME(__ipow__), SLOT_INPLACE, WRAP_INPLACE, OPER_POW},
    {"__ilshift__", NAME(__ilshift__), SLOT_INPLACE, WRAP_INPLACE, OPER_LSHIFT},
    {"__irshift__", NAME(__irshift__), SLOT_INPLACE, WRAP_INPLACE, OPER_RSHIFT},
    {"__iand__", NAME(__iand__), SLOT_INPLACE, WRAP_INPLACE, OPER_AND},
    {"__ixor__", NAME(__ixor__), SLOT_INPLACE, WRAP_INPLACE, OPER_XOR},
    {"__ior__", NAME(__ior__), SLOT_INPLACE, WRAP_INPLACE, OPER_OR},
    {"__neg__", NAME(__neg__), SLOT_UNARY, WRAP_UNARY_OP, UN_NEG},
    {"__pos__", NAME(__pos__), SLOT_UNARY, WRAP_UNARY_OP, UN_POS},
    {"__abs__", NAME(__abs__), SLOT_UNARY, WRAP_UNARY_OP, UN_ABS},
    {"__invert__", NAME(__invert__), SLOT_UNARY, WRAP_UNARY_OP, UN_INVERT},
    {"__int__", NAME(__int__), SLOT_TO_INT, WRAP_UNARY, 0},
    {"__float__", NAME(__float__), SLOT_TO_FLOAT, WRAP_UNARY, 0},
    {"__index__", NAME(__index__), SLOT_INDEX, WRAP_UNARY, 0},
    {"__len__", NAME(__len__), SLOT_LENGTH, WRAP_LENGTH, 0},
    {"__contains__", NAME(__contains__), SLOT_CONTAINS, WRAP_CONTAINS, 0},
    {"__getitem__", NAME(__getitem__), SLOT_GETITEM, WRAP_GETITEM, 0},
    {"__setitem__", NAME(__setitem__), SLOT_SETITEM, WRAP_SETITEM, 0},
    {"__delitem__", NAME(__delitem__), SLOT_SETITEM, WRAP_DELITEM, 0},
    {"__iter__", NAME(__iter__), SLOT_ITER, WRAP_UNARY, 0},
    {"__next__", NAME(__next__), SLOT_NEXT, WRAP_NEXT, 0},
    {"__call__", NAME(__call__), SLOT_CALL, WRAP_CALL, 0},
    {"__getattribute__", NAME(__getattribute__), SLOT_GETATTR, WRAP_GETATTR, 0},
    {"__getattr__", NAME(__getattr__), SLOT_GETATTR, WRAP_NONE, 0},
    {"__setattr__", NAME(__setattr__), SLOT_SETATTR, WRAP_SETATTR, 0},
    {"__delattr__", NAME(__delattr__), SLOT_SETATTR, WRAP_DELATTR, 0},
    {"__get__", NAME(__get__), SLOT_DESCR_GET, WRAP_GET, 0},
    {"__set__", NAME(__set__), SLOT_DESCR_SET, WRAP_SET, 0},
    {"__delete__", NAME(__delete__), SLOT_DESCR_SET, WRAP_DELETE, 0},
    {"__await__", NAME(__await__), SLOT_AWAIT, WRAP_UNARY, 0},
    {"__aiter__", NAME(__aiter__), SLOT_AITER, WRAP_UNARY, 0},
    {"__anext__", NAME(__anext__), SLOT_ANEXT, WRAP_UNARY, 0},
    {"__new__", NAME(__new__), SLOT_NEW, WRAP_NEW, 0},
    {"__init__", NAME(__init__), SLOT_INIT, WRAP_INIT, 0},
    {"__del__", NAME(__del__), SLOT_FINALIZE, WRAP_NONE, 0},
};
const size_t as_slot_entry_count = sizeof as_slot_entries / sizeof as_slot_entries[0];

#define COUNT as_slot_entry_count

const SlotEntry *as_slot_entry(Thread *t, const Str *name) {
    bool interned = name->obj.flags & OBJ_A;
    if (interned && !(name->obj.flags & AS_STR_SLOT)) return NULL;
    for (size_t i = 0; i < COUNT; i++) {
        const SlotEntry *e = &as_slot_entries[i];
        if (interned ? as_slot_name(t, e) == name : as_str_is(name, e->text)) return e;
    }
    return NULL;
}

void as_slots_open(Thread *t) {
    for (size_t i = 0; i < COUNT; i++)
        as_slot_name(t, &as_slot_entries[i])->obj.flags |= AS_STR_SLOT;
    t->vm->names.__doc__->obj.flags |= AS_STR_SLOT;
}

/* --- calling what was found --- */

static bool takes_self(Value found) {
    if (!as_is_obj(found)) return false;
    uint32_t shape = as_obj(found)->shape;
    return shape == T_FUNCTION || shape == T_METHOD_DESCRIPTOR || shape == T_SLOT_WRAPPER;
}

/* Call `f` with `first` in front of the arguments. */
static Value call_with_first(Thread *t, Value f, Value first, Value *args, int nargs,
                             Value kwnames) {
    enum { SMALL = 8 };
    Value small[SMALL], *all = small;
    size_t size = ((size_t)nargs + 1) * sizeof *all;
    if (nargs + 1 > SMALL && !(all = as_mem_alloc(&t->vm->mem, size))) return as_raise_memory(t);
    all[0] = first;
    if (nargs) memcpy(all + 1, args, (size_t)nargs * sizeof *all);
    Value result = as_call(t, f, all, nargs + 1, kwnames);
    if (all != small) as_mem_free(&t->vm->mem, all, size);
    return result;
}

Value as_call_found(Thread *t, Value found, Value self, Value *args, int nargs, Value kwnames) {
    OWNED(f, as_incref(found));
    if (takes_self(found)) return call_with_first(t, found, self, args, nargs, kwnames);
    OWNED(bound, as_bind_attribute(t, found, self, as_type_of(t, self)));
    if (as_is_undef(bound.v)) return AS_UNDEF;
    return as_call(t, bound.v, args, nargs, kwnames);
}

Value as_call_special(Thread *t, Value v, Str *name, Value *args, int nargs) {
    Value found = as_type_lookup(t, as_type_of(t, v), name);
    if (as_same(found, AS_MISSING)) return AS_MISSING;
    if (!as_stack_ok(t, " while calling a Python object")) return AS_UNDEF;
    return as_call_found(t, found, v, args, nargs, AS_UNDEF);
}

static Str *entry_name(Thread *t, SlotId slot, uint8_t op, WrapKind wrap) {
    for (size_t i = 0; i < COUNT; i++)
        if (as_slot_entries[i].slot == slot && as_slot_entries[i].op == op &&
            as_slot_entries[i].wrap == wrap)
            return as_slot_name(t, &as_slot_entries[i]);
    return NULL;
}

#define FIRST_ADD 10 /* entries of the binary operators: 14 plain, 14 reflected, 13 in place */
static Str *binary_name(Thread *t, Operator op, int form) {
    return as_slot_name(t, &as_slot_entries[FIRST_ADD + 14 * form + (int)op]);
}

#define CALL0(self, name) as_call_special(t, self, t->vm->names.name, NULL, 0)

static Value missing_attribute(Thread *t, Str *name) {
    return as_raise(t, T_ATTRIBUTE_ERROR, "%S", name);
}

/* A slot is only in place while its method is there; a method deleted by what runs in between
 * counts as AttributeError. */
static Value required(Thread *t, Value result, Str *name) {
    return as_same(result, AS_MISSING) ? missing_attribute(t, name) : result;
}

/* --- the generic functions --- */

static Value slot_repr(Thread *t, Value self) {
    return required(t, CALL0(self, __repr__), t->vm->names.__repr__);
}
static Value slot_str(Thread *t, Value self) {
    return required(t, CALL0(self, __str__), t->vm->names.__str__);
}

bool as_hash_refused(Thread *t, Value self, uint64_t *out) {
    (void)out;
    return as_fail(t, T_TYPE_ERROR, "unhashable type: '%T'", self);
}

static bool slot_hash(Thread *t, Value self, uint64_t *out) {
    OWNED(r, CALL0(self, __hash__));
    if (as_is_undef(r.v)) return false;
    if (as_same(r.v, AS_MISSING)) return as_hash_refused(t, self, out);
    if (!as_is_any_int(t, r.v))
        return as_fail(t, T_TYPE_ERROR, "__hash__ method should return an integer");
    int64_t i;
    if (as_int_to_i64(r.v, &i))
        *out = i == -1 ? (uint64_t)-2 : (uint64_t)i;
    else
        *out = as_hash_int(r.v);
    return true;
}

static Value slot_compare(Thread *t, Value a, Value b, Comparison op) {
    static const uint8_t first = 3; /* entries: __lt__ ... __ge__ in the order of Comparison */
    Value r = as_call_special(t, a, as_slot_name(t, &as_slot_entries[first + op]), &b, 1);
    return as_same(r, AS_MISSING) ? AS_NOT_IMPL : r;
}

static int slot_truth(Thread *t, Value self) {
    OWNED(r, CALL0(self, __bool__));
    if (as_is_undef(r.v)) return -1;
    if (as_same(r.v, AS_MISSING)) {
        int64_t n = as_type_of(t, self)->slots.length ? as_len(t, self) : 1;
        return n < 0 ? -1 : n > 0;
    }
    if (!as_is_bool(r.v)) {
        as_raise(t, T_TYPE_ERROR, "__bool__ should return bool, returned %T", r.v);
        return -1;
    }
    return as_is_true(r.v);
}

static Value slot_binary(Thread *t, Operator op, Value a, Value b);

/* Whether b's class has a reflected method of its own that a's class lacks or has otherwise. */
static bool reflected_overridden(Thread *t, Type *ta, Type *tb, Str *name) {
    Value of_b = as_type_lookup(t, tb, name);
    return !as_same(of_b, AS_MISSING) && !as_same(of_b, as_type_lookup(t, ta, name));
}

static Value try_method(Thread *t, Value self, Str *name, Value other) {
    Value r = as_call_special(t, self, name, &other, 1);
    return as_same(r, AS_MISSING) ? AS_NOT_IMPL : r;
}

/* Called for a or for b, whoever has this function in its slot. The right operand comes first when
 * its class is an heir of the left one's and overrides the reflected method. */
static Value slot_binary(Thread *t, Operator op, Value a, Value b) {
    Type *ta = as_type_of(t, a), *tb = as_type_of(t, b);
    bool right = ta != tb && tb->slots.binary == slot_binary;
    Str *reflected = binary_name(t, op, 1);
    if (ta->slots.binary == slot_binary) {
        if (right && as_is_subtype(tb, ta) && reflected_overridden(t, ta, tb, reflected)) {
            Value r = try_method(t, b, reflected, a);
            if (!as_same(r, AS_NOT_IMPL)) return r;
            right = false;
        }
        Value r = try_method(t, a, binary_name(t, op, 0), b);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    return right ? try_method(t, b, reflected, a) : AS_NOT_IMPL;
}

static Value slot_inplace(Thread *t, Operator op, Value a, Value b) {
    return op == OPER_DIVMOD ? AS_NOT_IMPL : try_method(t, a, binary_name(t, op, 2), b);
}

static Value slot_unary(Thread *t, Unary op, Value self) {
    Value r =
        as_call_special(t, self, entry_name(t, SLOT_UNARY, (uint8_t)op, WRAP_UNARY_OP), NULL, 0);
    return as_same(r, AS_MISSING) ? AS_NOT_IMPL : r;
}

static Value slot_power(Thread *t, Value a, Value b, Value mod) {
    Value args[2] = {b, mod};
    Value r = as_call_special(t, a, t->vm->names.__pow__, args, 2);
    return as_same(r, AS_MISSING) ? AS_NOT_IMPL : r;
}

static Value slot_to_int(Thread *t, Value self) {
    OWNED(r, required(t, CALL0(self, __int__), t->vm->names.__int__));
    if (as_is_undef(r.v)) return AS_UNDEF;
    if (!as_is_any_int(t, r.v))
        return as_raise(t, T_TYPE_ERROR, "__int__ returned non-int (type %T)", r.v);
    return as_move(&r);
}

static Value slot_to_float(Thread *t, Value self) {
    OWNED(r, required(t, CALL0(self, __float__), t->vm->names.__float__));
    if (as_is_undef(r.v)) return AS_UNDEF;
    if (!as_is_instance_of(t, r.v, T_FLOAT))
        return as_raise(t, T_TYPE_ERROR, "%T.__float__ returned non-float (type %T)", self, r.v);
    return as_move(&r);
}

static Value slot_index(Thread *t, Value self) {
    OWNED(r, required(t, CALL0(self, __index__), t->vm->names.__index__));
    if (as_is_undef(r.v)) return AS_UNDEF;
    if (!as_is_any_int(t, r.v))
        return as_raise(t, T_TYPE_ERROR, "__index__ returned non-int (type %T)", r.v);
    return as_move(&r);
}

static int64_t slot_length(Thread *t, Value self) {
    OWNED(r, required(t, CALL0(self, __len__), t->vm->names.__len__));
    if (as_is_undef(r.v)) return -1;
    OWNED(i, as_index(t, r.v));
    if (as_is_undef(i.v)) return -1;
    if (as_int_sign(i.v) < 0) {
        as_raise(t, T_VALUE_ERROR, "__len__() should return >= 0");
        return -1;
    }
    int64_t n;
    if (as_int_to_i64(i.v, &n)) return n;
    as_raise(t, T_OVERFLOW_ERROR, "cannot fit '%T' into an index-sized integer", r.v);
    return -1;
}

static int slot_contains(Thread *t, Value self, Value item) {
    Value found = as_type_lookup(t, as_type_of(t, self), t->vm->names.__contains__);
    if (as_is_none(found)) {
        as_raise(t, T_TYPE_ERROR, "'%T' object is not a container", self);
        return -1;
    }
    OWNED(r, as_call_special(t, self, t->vm->names.__contains__, &item, 1));
    if (as_is_undef(r.v) || as_same(r.v, AS_MISSING)) return -1;
    return as_truth(t, r.v);
}

static Value slot_getitem(Thread *t, Value self, Value key) {
    return required(t, as_call_special(t, self, t->vm->names.__getitem__, &key, 1),
                    t->vm->names.__getitem__);
}

static bool done(Thread *t, Value result, Str *name) {
    if (as_same(result, AS_MISSING)) return missing_attribute(t, name), false;
    as_decref(t, result);
    return !as_is_undef(result);
}

static bool slot_setitem(Thread *t, Value self, Value key, Value value) {
    Value args[2] = {key, value};
    bool del = as_is_undef(value);
    Str *name = del ? t->vm->names.__delitem__ : t->vm->names.__setitem__;
    return done(t, as_call_special(t, self, name, args, del ? 1 : 2), name);
}

static Value slot_iter(Thread *t, Value self) {
    Value found = as_type_lookup(t, as_type_of(t, self), t->vm->names.__iter__);
    if (as_is_none(found)) return as_raise(t, T_TYPE_ERROR, "'%T' object is not iterable", self);
    return required(t, CALL0(self, __iter__), t->vm->names.__iter__);
}

/* A StopIteration stays pending: `yield from` wants its value. as_next drops it. */
static Value slot_next(Thread *t, Value self) {
    return required(t, CALL0(self, __next__), t->vm->names.__next__);
}

static Value slot_call(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    if (!as_stack_ok(t, " while calling a Python object")) return AS_UNDEF;
    Value found = as_type_lookup(t, as_type_of(t, self), t->vm->names.__call__);
    if (as_same(found, AS_MISSING)) return missing_attribute(t, t->vm->names.__call__);
    return as_call_found(t, found, self, args, nargs, kwnames);
}

static Value slot_getattribute(Thread *t, Value self, Str *name) {
    Value arg = as_from_obj(name);
    return required(t, as_call_special(t, self, t->vm->names.__getattribute__, &arg, 1),
                    t->vm->names.__getattribute__);
}

/* With __getattr__: the ordinary look-up, whose AttributeError is not even made when it is C's. */
static Value slot_getattr_hook(Thread *t, Value self, Str *name) {
    Value found = as_type_lookup(t, as_type_of(t, self), t->vm->names.__getattribute__), v;
    bool plain = as_is_exact(found, T_SLOT_WRAPPER) &&
                 ((SlotWrapper *)as_obj(found))->owner->slots.getattr == as_generic_getattr;
    if (plain)
        v = as_generic_lookup(t, self, name);
    else
        v = slot_getattribute(t, self, name);
    if (as_is_undef(v) && as_catch(t, T_ATTRIBUTE_ERROR)) v = AS_MISSING;
    if (!as_same(v, AS_MISSING)) return v;
    Value arg = as_from_obj(name);
    v = as_call_special(t, self, t->vm->names.__getattr__, &arg, 1);
    return as_same(v, AS_MISSING) ? as_raise_attribute(t, self, name) : v;
}

static bool slot_setattr(Thread *t, Value self, Str *name, Value value) {
    Value args[2] = {as_from_obj(name), value};
    bool del = as_is_undef(value);
    Str *method = del ? t->vm->names.__delattr__ : t->vm->names.__setattr__;
    return done(t, as_call_special(t, self, method, args, del ? 1 : 2), method);
}

static Value slot_descr_get(Thread *t, Value self, Value instance, Type *owner) {
    Value args[2] = {as_is_undef(instance) ? AS_NONE : instance,
                     owner ? as_from_obj(owner) : AS_NONE};
    Value r = as_call_special(t, self, t->vm->names.__get__, args, 2);
    return as_same(r, AS_MISSING) ? as_incref(self) : r;
}

static bool slot_descr_set(Thread *t, Value self, Value instance, Value value) {
    Value args[2] = {instance, value};
    bool del = as_is_undef(value);
    Str *name = del ? t->vm->names.__delete__ : t->vm->names.__set__;
    return done(t, as_call_special(t, self, name, args, del ? 1 : 2), name);
}

static Value slot_await(Thread *t, Value self) {
    return required(t, CALL0(self, __await__), t->vm->names.__await__);
}
static Value slot_aiter(Thread *t, Value self) {
    return required(t, CALL0(self, __aiter__), t->vm->names.__aiter__);
}
static Value slot_anext(Thread *t, Value self) {
    return required(t, CALL0(self, __anext__), t->vm->names.__anext__);
}

static Value slot_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    Value found = as_type_lookup(t, type, t->vm->names.__new__);
    if (as_same(found, AS_MISSING)) return missing_attribute(t, t->vm->names.__new__);
    OWNED(f, as_bind_attribute(t, found, AS_UNDEF, type));
    if (as_is_undef(f.v)) return AS_UNDEF;
    return call_with_first(t, f.v, as_from_obj(type), args, nargs, kwnames);
}

static bool slot_init(Thread *t, Value self, Value *args, int nargs, Value kwnames) {
    Value found = as_type_lookup(t, as_type_of(t, self), t->vm->names.__init__);
    if (as_same(found, AS_MISSING)) return missing_attribute(t, t->vm->names.__init__), false;
    OWNED(r, as_call_found(t, found, self, args, nargs, kwnames));
    if (as_is_undef(r.v)) return false;
    if (!as_is_none(r.v))
        return as_fail(t, T_TYPE_ERROR, "__init__() should return None, not '%T'", r.v);
    return true;
}

static void slot_finalize(Thread *t, Obj *self) {
    self->flags |= OBJ_FINALIZED;
    Value v = as_from_obj(self);
    Value found = as_type_lookup(t, as_type_of(t, v), t->vm->names.__del__);
    if (as_same(found, AS_MISSING)) return;
    OWNED(method, as_incref(found));
    OWNED(r, as_call_found(t, found, v, NULL, 0, AS_UNDEF));
    if (as_is_undef(r.v)) as_unraisable(t, NULL, method.v);
}

/* --- the table of slots --- */

typedef struct SlotPlace {
    size_t offset;
    AnyFn generic;
} SlotPlace;

#define PLACE(field, fn)                                                                           \
    { offsetof(TypeSlots, field), (AnyFn)(fn) }
static const SlotPlace places[SLOT_COUNT] = {
    [SLOT_REPR] = PLACE(repr, slot_repr),
    [SLOT_STR] = PLACE(str, slot_str),
    [SLOT_HASH] = PLACE(hash, slot_hash),
    [SLOT_COMPARE] = PLACE(compare, slot_compare),
    [SLOT_TRUTH] = PLACE(truth, slot_truth),
    [SLOT_BINARY] = PLACE(binary, slot_binary),
    [SLOT_INPLACE] = PLACE(inplace, slot_inplace),
    [SLOT_UNARY] = PLACE(unary, slot_unary),
    [SLOT_POWER] = PLACE(power, slot_power),
    [SLOT_TO_INT] = PLACE(to_int, slot_to_int),
    [SLOT_TO_FLOAT] = PLACE(to_float, slot_to_float),
    [SLOT_INDEX] = PLACE(index, slot_index),
    [SLOT_LENGTH] = PLACE(length, slot_length),
    [SLOT_CONTAINS] = PLACE(contains, slot_contains),
    [SLOT_GETITEM] = PLACE(getitem, slot_getitem),
    [SLOT_SETITEM] = PLACE(setitem, slot_setitem),
    [SLOT_ITER] = PLACE(iter, slot_iter),
    [SLOT_NEXT] = PLACE(next, slot_next),
    [SLOT_CALL] = PLACE(call, slot_call),
    [SLOT_GETATTR] = PLACE(getattr, slot_getattribute),
    [SLOT_SETATTR] = PLACE(setattr, slot_setattr),
    [SLOT_DESCR_GET] = PLACE(descr_get, slot_descr_get),
    [SLOT_DESCR_SET] = PLACE(descr_set, slot_descr_set),
    [SLOT_AWAIT] = PLACE(await, slot_await),
    [SLOT_AITER] = PLACE(aiter, slot_aiter),
    [SLOT_ANEXT] = PLACE(anext, slot_anext),
    [SLOT_NEW] = PLACE(new_, slot_new),
    [SLOT_INIT] = PLACE(init, slot_init),
    [SLOT_FINALIZE] = PLACE(finalize, slot_finalize),
};

AnyFn *as_slot_place(TypeSlots *slots, SlotId id) {
    return (AnyFn *)(void *)((char *)slots + places[id].offset);
}

/* The built-in type whose slot stands behind an attribute, or NULL. */
static Type *c_owner(Value found) {
    if (!as_is_obj(found)) return NULL;
    switch (as_obj(found)->shape) {
    case T_SLOT_WRAPPER: return ((SlotWrapper *)as_obj(found))->owner;
    case T_METHOD_WRAPPER: return ((MethodWrapper *)as_obj(found))->owner;
    case T_METHOD_DESCRIPTOR: return ((Native *)as_obj(found))->owner;
    default: return NULL;
    }
}

/* What the methods of a slot say: all absent, all of one built-in type (*owner), or to be called.
 */
typedef enum Verdict { VERDICT_ABSENT, VERDICT_BUILTIN, VERDICT_GENERIC } Verdict;

static Verdict judge(Thread *t, Type *type, SlotId slot, Type **owner) {
    Verdict v = VERDICT_ABSENT;
    *owner = NULL;
    for (size_t i = 0; i < COUNT; i++) {
        const SlotEntry *e = &as_slot_entries[i];
        if (e->slot != slot) continue;
        Value found = as_type_lookup(t, type, as_slot_name(t, e));
        if (as_same(found, AS_MISSING)) continue;
        Type *by = c_owner(found);
        if (!by || (v != VERDICT_ABSENT && by != *owner) || !*as_slot_place(&by->slots, slot))
            return VERDICT_GENERIC;
        *owner = by;
        v = VERDICT_BUILTIN;
    }
    return v;
}

static void update_getattr(Thread *t, Type *type) {
    if (!as_same(as_type_lookup(t, type, t->vm->names.__getattr__), AS_MISSING))
        type->slots.getattr = slot_getattr_hook;
}

static void update_hash(Thread *t, Type *type) {
    if (as_is_none(as_type_lookup(t, type, t->vm->names.__hash__)))
        type->slots.hash = as_hash_refused;
}

/* An inherited truth function would not see a __len__ that is overridden. */
static void update_truth(Thread *t, Type *type) {
    if (type->slots.length == slot_length &&
        as_same(as_type_lookup(t, type, t->vm->names.__bool__), AS_MISSING))
        type->slots.truth = NULL;
}

static void update_slot(Thread *t, Type *type, SlotId slot) {
    Type *owner;
    AnyFn *place = as_slot_place(&type->slots, slot);
    switch (judge(t, type, slot, &owner)) {
    case VERDICT_ABSENT:
        *place = slot == SLOT_FINALIZE ? (AnyFn)as_builtin_base(type)->slots.finalize : NULL;
        break;
    case VERDICT_BUILTIN: *place = *as_slot_place(&owner->slots, slot); break;
    case VERDICT_GENERIC: *place = places[slot].generic; break;
    }
    if (slot == SLOT_GETATTR) update_getattr(t, type);
    if (slot == SLOT_HASH) update_hash(t, type);
    if (slot == SLOT_LENGTH || slot == SLOT_TRUTH) update_truth(t, type);
    if (slot == SLOT_BINARY)
        type->slots.power =
            type->slots.binary == slot_binary ? slot_power : as_builtin_base(type)->slots.power;
}

static void update_tree(Thread *t, Type *type, SlotId slot) {
    if (!(type->flags & TYPE_HEAP)) return;
    update_slot(t, type, slot);
    for (uint32_t i = 0; i < type->nsubclasses; i++) update_tree(t, type->subclasses[i], slot);
}

void as_slots_changed(Thread *t, Type *type, Str *name) {
    const SlotEntry *e = as_slot_entry(t, name);
    if (e) update_tree(t, type, (SlotId)e->slot);
}

/* Slots that a class in the MRO has something to say about. */
static uint64_t slots_touched(Thread *t, Type *k) {
    if (!(k->flags & TYPE_HEAP)) return k->id == T_OBJECT ? 0 : ~(uint64_t)0;
    uint64_t touched = 0;
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(k->dict, &pos, &key, &value)) {
        const SlotEntry *e = as_is_str(key) ? as_slot_entry(t, as_as_str(key)) : NULL;
        if (e) touched |= (uint64_t)1 << e->slot;
    }
    return touched;
}

void as_slots_of_class(Thread *t, Type *type) {
    uint64_t touched = 0;
    for (size_t i = 0; i < type->mro->count; i++) {
        Type *k = as_as_type(type->mro->items[i]);
        if (k == type || !as_is_subtype(type->base, k)) touched |= slots_touched(t, k);
    }
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if (touched >> slot & 1 && slot != SLOT_POWER) update_slot(t, type, (SlotId)slot);
}
