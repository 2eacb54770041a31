/* Abstract operations on any value: text, hash, truth, comparison, attributes, class membership.
 * Numbers are in protocol_number.c, containers and iteration in protocol_sequence.c. */
#include "vm/class.h"

#include "vm/objects/numbers.h"

/* --- text --- */

static Value checked_text(Thread *t, Value v, const char *method) {
    if (as_is_undef(v) || as_is_str(v) || as_is_instance_of(t, v, T_STR)) return v;
    as_raise(t, T_TYPE_ERROR, "%s returned non-string (type %T)", method, v);
    as_decref(t, v);
    return AS_UNDEF;
}

Value as_repr(Thread *t, Value v) {
    if (!as_stack_ok(t, " while getting the repr of an object")) return AS_UNDEF;
    return checked_text(t, as_type_of(t, v)->slots.repr(t, v), "__repr__");
}

Value as_to_str(Thread *t, Value v) {
    if (as_is_str(v)) return as_incref(v);
    Type *type = as_type_of(t, v);
    if (!type->slots.str) return as_repr(t, v);
    if (!as_stack_ok(t, " while getting the str of an object")) return AS_UNDEF;
    return checked_text(t, type->slots.str(t, v), "__str__");
}

static void escape(StrBuilder *b, uint32_t c) {
    static const char digits[] = "0123456789abcdef";
    char text[11] = {'\\', c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U'};
    int n = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    for (int i = 0; i < n; i++) text[2 + i] = digits[c >> 4 * (n - 1 - i) & 15];
    as_sb_bytes(b, text, (size_t)n + 2);
}

Value as_ascii(Thread *t, Value v) {
    OWNED(r, as_repr(t, v));
    if (as_is_undef(r.v) || as_str_is_ascii(as_as_str(r.v))) return as_move(&r);
    Str *s = as_as_str(r.v);
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = as_str_at(t, s, i);
        if (c < 128)
            as_sb_char(&b, c);
        else
            escape(&b, c);
    }
    return as_sb_end(&b);
}

Value as_format(Thread *t, Value v, Str *spec) {
    if (spec->size == 0 && as_is_str(v)) return as_incref(v);
    if (as_is_int(v)) return as_int_format(t, v, spec);
    if (as_is_float(v)) return as_float_format(t, v, spec);
    Value arg = as_from_obj(spec);
    Value r = as_call_special(t, v, t->vm->names.__format__, &arg, 1);
    if (as_same(r, AS_MISSING))
        return as_raise(t, T_TYPE_ERROR, "Type %T doesn't define __format__", v);
    if (as_is_undef(r) || as_is_instance_of(t, r, T_STR)) return r;
    as_raise(t, T_TYPE_ERROR, "__format__ must return a str, not %T", r);
    as_decref(t, r);
    return AS_UNDEF;
}

/* --- containers that contain themselves --- */

static bool grow_repr_stack(Thread *t) {
    uint32_t size = t->repr_size ? t->repr_size * 2 : 8;
    Value *moved = as_mem_realloc(&t->vm->mem, t->repr_stack, t->repr_size * sizeof *moved,
                                  size * sizeof *moved);
    if (!moved) return as_raise_memory(t), false;
    t->repr_stack = moved;
    t->repr_size = size;
    return true;
}

int as_repr_enter(Thread *t, Value v) {
    for (uint32_t i = t->repr_depth; i-- > 0;)
        if (as_same(t->repr_stack[i], v)) return 1;
    if (t->repr_depth == t->repr_size && !grow_repr_stack(t)) return -1;
    t->repr_stack[t->repr_depth++] = v;
    return 0;
}

void as_repr_leave(Thread *t, Value v) {
    for (uint32_t i = t->repr_depth; i-- > 0;) {
        if (!as_same(t->repr_stack[i], v)) continue;
        memmove(&t->repr_stack[i], &t->repr_stack[i + 1], (t->repr_depth - i - 1) * sizeof(Value));
        t->repr_depth--;
        break;
    }
    if (t->repr_depth) return;
    as_mem_free(&t->vm->mem, t->repr_stack, t->repr_size * sizeof(Value));
    t->repr_stack = NULL;
    t->repr_size = 0;
}

/* --- hash, truth --- */

bool as_hash(Thread *t, Value v, uint64_t *out) {
    if (as_is_str(v)) return *out = as_str_hash(t, as_as_str(v)), true;
    Type *type = as_type_of(t, v);
    if (!type->slots.hash) return as_hash_refused(t, v, out);
    return type->slots.hash(t, v, out);
}

int as_truth(Thread *t, Value v) {
    if (as_is_bool(v)) return as_is_true(v);
    if (as_is_none(v)) return 0;
    if (as_is_int(v)) return as_int_of(v) != 0;
    const TypeSlots *s = &as_type_of(t, v)->slots;
    if (s->truth) return s->truth(t, v);
    if (!s->length) return 1;
    int64_t n = s->length(t, v);
    return n < 0 ? -1 : n > 0;
}

/* --- comparison --- */

static const Comparison swapped[] = {COMPARE_GT, COMPARE_GE, COMPARE_EQ,
                                     COMPARE_NE, COMPARE_LT, COMPARE_LE};
static const char *const comparison_text[] = {"<", "<=", "==", "!=", ">", ">="};

Value as_compare(Thread *t, Value a, Value b, Comparison op) {
    if (!as_stack_ok(t, " in comparison")) return AS_UNDEF;
    Type *ta = as_type_of(t, a), *tb = as_type_of(t, b);
    bool right_tried = false;
    if (ta != tb && tb->slots.compare && as_is_subtype(tb, ta)) {
        Value r = tb->slots.compare(t, b, a, swapped[op]);
        if (!as_same(r, AS_NOT_IMPL)) return r;
        right_tried = true;
    }
    if (ta->slots.compare) {
        Value r = ta->slots.compare(t, a, b, op);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    if (!right_tried && tb->slots.compare) {
        Value r = tb->slots.compare(t, b, a, swapped[op]);
        if (!as_same(r, AS_NOT_IMPL)) return r;
    }
    if (op == COMPARE_EQ) return as_bool(as_same(a, b));
    if (op == COMPARE_NE) return as_bool(!as_same(a, b));
    return as_raise(t, T_TYPE_ERROR, "'%s' not supported between instances of '%T' and '%T'",
                    comparison_text[op], a, b);
}

static int truth_of(Thread *t, Value owned) {
    if (as_is_bool(owned)) return as_is_true(owned);
    if (as_is_undef(owned)) return -1;
    int r = as_truth(t, owned);
    as_decref(t, owned);
    return r;
}

int as_equal(Thread *t, Value a, Value b) {
    if (as_same(a, b)) return 1;
    if (as_both_int(a, b)) return 0;
    if (as_is_str(a) && as_is_str(b)) return as_str_equal(as_as_str(a), as_as_str(b));
    OWNED(keep_a, as_incref(a));
    OWNED(keep_b, as_incref(b));
    return truth_of(t, as_compare(t, a, b, COMPARE_EQ));
}

int as_less(Thread *t, Value a, Value b) {
    if (as_both_int(a, b)) return as_int_of(a) < as_int_of(b);
    OWNED(keep_a, as_incref(a));
    OWNED(keep_b, as_incref(b));
    return truth_of(t, as_compare(t, a, b, COMPARE_LT));
}

/* --- class membership --- */

int as_plain_isinstance(Thread *t, Value v, Value cls) {
    if (as_is_type(t, cls)) {
        Type *type = as_type_of(t, v);
        if (as_is_subtype(type, as_as_type(cls))) return 1;
        if (!(type->flags & TYPE_HEAP)) return 0;
        OWNED(claimed, as_getattr_opt(t, v, t->vm->names.__class__)); /* may be a proxy's */
        if (as_is_undef(claimed.v)) return -1;
        if (as_same(claimed.v, AS_MISSING) || !as_is_type(t, claimed.v)) return 0;
        return as_is_subtype(as_as_type(claimed.v), as_as_type(cls));
    }
    as_raise(t, T_TYPE_ERROR, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return -1;
}

int as_plain_issubclass(Thread *t, Value c, Value cls) {
    if (!as_is_type(t, c)) {
        as_raise(t, T_TYPE_ERROR, "issubclass() arg 1 must be a class");
        return -1;
    }
    if (as_is_type(t, cls)) return as_is_subtype(as_as_type(c), as_as_type(cls));
    as_raise(t, T_TYPE_ERROR, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return -1;
}

typedef int (*CheckFn)(Thread *t, Value v, Value cls);

/* Any of the classes in a tuple (of tuples ...) or union. */
static int check_any(Thread *t, Value v, Tuple *classes, CheckFn check) {
    OWNED(hold, as_incref(as_from_obj(classes)));
    if (!as_stack_ok(t, " in __instancecheck__")) return -1;
    for (size_t i = 0; i < classes->count; i++) {
        int r = check(t, v, classes->items[i]);
        if (r) return r;
    }
    return 0;
}

static int check_hook(Thread *t, Value v, Value cls, Str *hook, CheckFn plain) {
    Value r = as_call_special(t, cls, hook, &v, 1);
    return as_same(r, AS_MISSING) ? plain(t, v, cls) : truth_of(t, r);
}

int as_isinstance(Thread *t, Value v, Value cls) {
    if (as_same(as_from_obj(as_type_of(t, v)), cls)) return 1;
    if (as_is_exact(cls, T_TYPE)) return as_plain_isinstance(t, v, cls);
    if (as_is_obj(cls) && as_is_instance_of(t, cls, T_TUPLE))
        return check_any(t, v, as_as_tuple(cls), as_isinstance);
    if (as_is_exact(cls, T_UNION))
        return check_any(t, v, as_as_tuple(((Union *)as_obj(cls))->args), as_isinstance);
    if (as_is_none(cls)) return as_plain_isinstance(t, v, cls);
    return check_hook(t, v, cls, t->vm->names.__instancecheck__, as_plain_isinstance);
}

int as_issubclass(Thread *t, Value c, Value cls) {
    if (as_is_exact(cls, T_TYPE)) return as_same(c, cls) ? 1 : as_plain_issubclass(t, c, cls);
    if (as_is_obj(cls) && as_is_instance_of(t, cls, T_TUPLE))
        return check_any(t, c, as_as_tuple(cls), as_issubclass);
    if (as_is_exact(cls, T_UNION))
        return check_any(t, c, as_as_tuple(((Union *)as_obj(cls))->args), as_issubclass);
    return check_hook(t, c, cls, t->vm->names.__subclasscheck__, as_plain_issubclass);
}

/* --- attributes --- */

Value as_getattr(Thread *t, Value v, Str *name) {
    return as_type_of(t, v)->slots.getattr(t, v, name);
}

Value as_getattr_opt(Thread *t, Value v, Str *name) {
    Value (*fn)(Thread *, Value, Str *) = as_type_of(t, v)->slots.getattr;
    Value r;
    if (fn == as_generic_getattr)
        r = as_generic_lookup(t, v, name);
    else if (fn == as_type_getattr)
        r = as_type_attribute(t, as_as_type(v), name);
    else
        r = fn(t, v, name);
    if (as_is_undef(r) && as_catch(t, T_ATTRIBUTE_ERROR)) return AS_MISSING;
    return r;
}

bool as_setattr(Thread *t, Value v, Str *name, Value value) {
    return as_type_of(t, v)->slots.setattr(t, v, name, value);
}

bool as_delattr(Thread *t, Value v, Str *name) {
    return as_type_of(t, v)->slots.setattr(t, v, name, AS_UNDEF);
}

Value as_special(Thread *t, Value v, Str *name) {
    Type *type = as_type_of(t, v);
    Value found = as_type_lookup(t, type, name);
    return as_same(found, AS_MISSING) ? AS_MISSING : as_bind_attribute(t, found, v, type);
}
