/* Slow paths of the interpreter: names, attributes, unpacking, raising, context managers, imports. */
#include "vm/interp.h"

#include "vm/objects/numbers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- names --- */

static Value name_error(Thread *t, const char *format, Str *name) {
    as_raise(t, T_NAME_ERROR, format, name);
    if (as_exc_is(t, T_NAME_ERROR)) as_assign(t, &as_as_exc(t->exc)->field[0], as_incref(as_from_obj(name)));
    return AS_UNDEF;
}

Value as_load_global_slow(Thread *t, Frame *f, Str *name, Instr *cache) {
    Dict *globals = f->func->globals, *builtins = f->func->builtins;
    Value v = as_dict_get_str(t, globals, name);
    if (as_is_undef(v)) return AS_UNDEF;
    if (!as_same(v, AS_MISSING)) {
        as_incref(v);
        int64_t at = as_dict_entry(t, globals, name);
        if (at >= 0) cache[0] = (Instr)(uint32_t)at << 32 | globals->keys_version;
        return v;
    }
    v = as_dict_get_str(t, builtins, name);
    if (as_is_undef(v)) return AS_UNDEF;
    if (as_same(v, AS_MISSING)) return name_error(t, "name '%S' is not defined", name);
    as_incref(v);
    int64_t at = as_dict_entry(t, builtins, name);
    as_dict_entry(t, globals, name);
    if (at >= 0 && globals->keys_version && builtins->keys_version) {
        cache[0] = (Instr)UINT32_MAX << 32 | globals->keys_version;
        cache[1] = (Instr)(uint32_t)at << 32 | builtins->keys_version;
    }
    return v;
}

bool as_store_global_slow(Thread *t, Frame *f, Str *name, Value v, Instr *cache) {
    Dict *globals = f->func->globals;
    if (!as_dict_set_str(t, globals, name, v)) return false;
    int64_t at = as_dict_entry(t, globals, name);
    if (at >= 0 && globals->keys_version) cache[0] = (Instr)(uint32_t)at << 32 | globals->keys_version;
    return true;
}

bool as_delete_global(Thread *t, Frame *f, Str *name) {
    int found = as_dict_delete(t, f->func->globals, as_from_obj(name));
    if (found == 0) name_error(t, "name '%S' is not defined", name);
    return found > 0;
}

/* From the frame's namespace: owned, AS_MISSING, or UNDEF with an exception. */
static Value from_namespace(Thread *t, Value ns, Str *name) {
    if (as_is_dict(ns)) {
        Value v = as_dict_get_str(t, as_as_dict(ns), name);
        return as_incref(v);
    }
    Value v = as_getitem(t, ns, as_from_obj(name));
    if (as_is_undef(v) && as_catch(t, T_KEY_ERROR)) return AS_MISSING;
    return v;
}

Value as_load_class_name(Thread *t, Frame *f, Str *name) {
    return as_is_undef(f->locals) ? AS_MISSING : from_namespace(t, f->locals, name);
}

Value as_load_name(Thread *t, Frame *f, Str *name) {
    Value v = as_load_class_name(t, f, name);
    if (!as_same(v, AS_MISSING)) return v;
    v = as_dict_get_str(t, f->func->globals, name);
    if (as_same(v, AS_MISSING)) v = as_dict_get_str(t, f->func->builtins, name);
    if (as_same(v, AS_MISSING)) return name_error(t, "name '%S' is not defined", name);
    return as_incref(v);
}

bool as_store_name(Thread *t, Frame *f, Str *name, Value v) {
    if (as_is_undef(f->locals)) return as_dict_set_str(t, f->func->globals, name, v);
    if (as_is_dict(f->locals)) return as_dict_set_str(t, as_as_dict(f->locals), name, v);
    return as_setitem(t, f->locals, as_from_obj(name), v);
}

bool as_delete_name(Thread *t, Frame *f, Str *name) {
    if (as_is_undef(f->locals)) return as_delete_global(t, f, name);
    if (as_delitem(t, f->locals, as_from_obj(name))) return true;
    if (as_catch(t, T_KEY_ERROR)) name_error(t, "name '%S' is not defined", name);
    return false;
}

Value as_load_build_class(Thread *t, Frame *f) {
    Value v = as_dict_get_str(t, f->func->builtins, t->vm->names.__build_class__);
    if (as_same(v, AS_MISSING)) return as_raise(t, T_NAME_ERROR, "__build_class__ not found");
    return as_incref(v);
}

bool as_setup_annotations(Thread *t, Frame *f) {
    Str *name = t->vm->names.__annotations__;
    Value have = as_is_undef(f->locals) ? as_incref(as_dict_get_str(t, f->func->globals, name))
                                        : from_namespace(t, f->locals, name);
    if (as_is_undef(have)) return false;
    if (!as_same(have, AS_MISSING)) return as_decref(t, have), true;
    OWNED(fresh, AS_UNDEF);
    Dict *d = as_dict_new(t);
    if (!d) return false;
    fresh.v = as_from_obj(d);
    return as_store_name(t, f, name, fresh.v);
}

Value as_unbound_local(Thread *t, Frame *f, uint32_t reg) {
    Str *name = as_as_str(f->code->local_names[reg]);
    as_raise(t, T_UNBOUND_LOCAL_ERROR, "cannot access local variable '%S' where it is not associated with a value", name);
    if (as_exc_is(t, T_NAME_ERROR)) as_assign(t, &as_as_exc(t->exc)->field[0], as_incref(as_from_obj(name)));
    return AS_UNDEF;
}

Value as_unbound_free(Thread *t, Frame *f, uint32_t index) {
    return name_error(t, "cannot access free variable '%S' where it is not associated with a value in enclosing scope",
                      as_as_str(f->code->free_names[index]));
}

/* --- attributes --- */

static void fill(Instr *cache, uint32_t shape, Type *type, Instr what, unsigned kind) {
    if (type->version == 0) return;
    cache[1] = what;
    cache[2] = (Instr)(uintptr_t)type | kind;
    cache[0] = (Instr)type->version << 32 | shape;
}

static bool plain_object(Thread *t, Value v, Type *type) {
    return as_is_obj(v) && type->slots.getattr == as_builtin(t, T_OBJECT)->slots.getattr;
}

/* The slot of `name` when `v` is an Instance that has it in a slot, else -1. */
static int64_t slot_of(Thread *t, Value v, Type *type, Str *name) {
    if (!(type->flags & TYPE_INSTANCE) || t->vm->shapes[as_obj(v)->shape].dict_mode) return -1;
    return as_shape_find(t, as_obj(v)->shape, name);
}

static bool has_instance_attr(Thread *t, Value v, Type *type, Str *name) {
    if (!(type->flags & TYPE_INSTANCE)) return type->dict_offset != 0;
    Shape *shape = &t->vm->shapes[as_obj(v)->shape];
    return shape->dict_mode || as_shape_find(t, as_obj(v)->shape, name) >= 0;
}

static void cache_attr(Thread *t, Value v, Type *type, Str *name, Instr *cache) {
    uint32_t shape = as_obj(v)->shape;
    Value on_class = as_type_lookup(t, type, name);
    if (as_same(on_class, AS_MISSING)) {
        int64_t slot = slot_of(t, v, type, name);
        if (slot >= 0) fill(cache, shape, type, (Instr)slot, CACHE_SLOT);
        return;
    }
    Type *of = as_type_of(t, on_class);
    if (of->slots.descr_set) return;
    int64_t slot = slot_of(t, v, type, name);
    if (slot >= 0) fill(cache, shape, type, (Instr)slot, CACHE_SLOT);
    else if (!of->slots.descr_get && !has_instance_attr(t, v, type, name) && (type->flags & TYPE_INSTANCE))
        fill(cache, shape, type, on_class.bits, CACHE_CLASS_VALUE);
}

Value as_load_attr_slow(Thread *t, Value v, Str *name, Instr *cache) {
    Type *type = as_type_of(t, v);
    if (plain_object(t, v, type)) {
        cache_attr(t, v, type, name, cache);
    } else if (as_is_exact(v, T_MODULE)) {
        Dict *d = as_module_dict(v);
        int64_t at = as_dict_entry(t, d, name);
        if (at >= 0 && d->keys_version)
            fill(cache, T_MODULE, type, (Instr)(uint32_t)at << 32 | d->keys_version, CACHE_MODULE);
    }
    return as_getattr(t, v, name);
}

bool as_store_attr_slow(Thread *t, Value v, Str *name, Value value, Instr *cache) {
    Type *type = as_type_of(t, v);
    bool cacheable = as_is_obj(v) && (type->flags & TYPE_INSTANCE) &&
                     type->slots.setattr == as_builtin(t, T_OBJECT)->slots.setattr;
    uint32_t before = as_is_obj(v) ? as_obj(v)->shape : 0;
    if (!as_setattr(t, v, name, value)) return false;
    if (!cacheable) return true;
    uint32_t after = as_obj(v)->shape;
    int64_t slot = slot_of(t, v, type, name);
    Value on_class = as_type_lookup(t, type, name);
    if (slot < 0 || (!as_same(on_class, AS_MISSING) && as_type_of(t, on_class)->slots.descr_set)) return true;
    fill(cache, before, type, (Instr)(after != before ? after : 0) << 32 | (uint32_t)slot, CACHE_SLOT);
    return true;
}

bool as_load_method_slow(Thread *t, Value v, Str *name, Instr *cache, Value *out) {
    Type *type = as_type_of(t, v);
    out[1] = AS_UNDEF;
    if (type->slots.getattr == as_builtin(t, T_OBJECT)->slots.getattr) {
        Value on_class = as_type_lookup(t, type, name);
        bool method = as_is_exact(on_class, T_FUNCTION) || as_is_exact(on_class, T_METHOD_DESCRIPTOR);
        if (method && (!as_is_obj(v) || !has_instance_attr(t, v, type, name))) {
            if (as_is_obj(v)) fill(cache, as_obj(v)->shape, type, on_class.bits, CACHE_METHOD);
            out[0] = as_incref(on_class);
            out[1] = as_incref(v);
            return true;
        }
    }
    out[0] = as_getattr(t, v, name);
    if (as_is_undef(out[0])) return false;
    if (as_is_exact(out[0], T_METHOD)) {
        BoundMethod *m = (BoundMethod *)as_obj(out[0]);
        Value func = as_incref(m->func);
        out[1] = as_incref(m->self);
        as_decref(t, out[0]);
        out[0] = func;
    }
    return true;
}

/* --- unpacking and iteration --- */

static bool wrong_length(Thread *t, size_t want, size_t got, bool at_least) {
    if (got < want)
        return as_fail(t, T_VALUE_ERROR, "not enough values to unpack (expected %s%zu, got %zu)",
                       at_least ? "at least " : "", want, got);
    return as_fail(t, T_VALUE_ERROR, "too many values to unpack (expected %zu)", want);
}

static bool unpack_items(Thread *t, Value *items, size_t count, Value *out, uint32_t n) {
    if (count != n) return wrong_length(t, n, count, false);
    /* `out` may overlap what is unpacked: the operand is read by now. */
    for (uint32_t k = 0; k < n; k++) out[n - 1 - k] = as_incref(items[k]);
    return true;
}

static Value iter_to_unpack(Thread *t, Value v) {
    if (as_type_of(t, v)->slots.iter || as_type_of(t, v)->slots.getitem) return as_iter(t, v);
    return as_raise(t, T_TYPE_ERROR, "cannot unpack non-iterable %T object", v);
}

bool as_unpack(Thread *t, Value v, Value *out, uint32_t n) {
    if (as_is_tuple(v)) return unpack_items(t, as_as_tuple(v)->items, as_as_tuple(v)->count, out, n);
    if (as_is_list(v)) return unpack_items(t, as_as_list(v)->items, as_as_list(v)->count, out, n);
    OWNED(iterator, iter_to_unpack(t, v));
    if (as_is_undef(iterator.v)) return false;
    Value small[16], *items = small;
    if (n > 16 && !(items = as_mem_alloc(&t->vm->mem, n * sizeof(Value)))) return as_raise_memory(t), false;
    uint32_t got = 0;
    bool ok = true;
    while (got < n && ok) {
        Value item = as_next(t, iterator.v);
        if (as_is_undef(item)) ok = false;
        else items[got++] = item;
    }
    if (!ok && !as_has_exc(t)) wrong_length(t, n, got, false);
    if (ok) {
        OWNED(extra, as_next(t, iterator.v));
        if (!as_is_undef(extra.v)) ok = wrong_length(t, n, n + 1, false);
        else if (as_has_exc(t)) ok = false;
    }
    for (uint32_t k = 0; k < got; k++) {
        if (ok) out[n - 1 - k] = items[k];
        else as_decref(t, items[k]);
    }
    if (items != small) as_mem_free(&t->vm->mem, items, n * sizeof(Value));
    return ok;
}

bool as_unpack_ex(Thread *t, Value v, Value *out, uint32_t before, uint32_t after) {
    if (!as_type_of(t, v)->slots.iter && !as_type_of(t, v)->slots.getitem)
        return as_fail(t, T_TYPE_ERROR, "cannot unpack non-iterable %T object", v);
    OWNED(all, as_list_from(t, v));
    if (as_is_undef(all.v)) return false;
    List *l = as_as_list(all.v);
    if (l->count < before + after) return wrong_length(t, before + after, l->count, true);
    size_t middle = l->count - before - after;
    Value star = as_list_new(t, middle);
    if (as_is_undef(star)) return false;
    for (size_t k = 0; k < middle; k++) as_as_list(star)->items[k] = as_incref(l->items[before + k]);
    as_as_list(star)->count = middle;
    uint32_t last = before + after;
    for (uint32_t k = 0; k < before; k++) out[last - k] = as_incref(l->items[k]);
    out[after] = star;
    for (uint32_t k = 0; k < after; k++) out[after - 1 - k] = as_incref(l->items[before + middle + k]);
    return true;
}

bool as_for_prep(Thread *t, Value v, Value *state) {
    state[1] = state[2] = AS_UNDEF;
    if (as_is_exact(v, T_RANGE)) {
        Range *r = (Range *)as_obj(v);
        if (as_is_int(r->start) && as_is_int(r->length) && as_is_int(r->step)) {
            state[0] = r->start;
            state[1] = r->length;
            state[2] = r->step;
            return true;
        }
    }
    if (as_is_list(v) || as_is_tuple(v)) {
        state[0] = as_incref(v);
        state[1] = as_int(0);
        return true;
    }
    state[0] = as_iter(t, v);
    return !as_is_undef(state[0]);
}

bool as_list_extend_star(Thread *t, List *l, Value iterable) {
    if (as_list_extend(t, l, iterable)) return true;
    if (as_exc_is(t, T_TYPE_ERROR) && !as_type_of(t, iterable)->slots.iter && !as_type_of(t, iterable)->slots.getitem) {
        as_clear_exc(t);
        as_raise(t, T_TYPE_ERROR, "Value after * must be an iterable, not %T", iterable);
    }
    return false;
}

static bool is_mapping(Thread *t, Value v) {
    if (as_is_dict(v)) return true;
    OWNED(keys, as_getattr_opt(t, v, t->vm->names.keys));
    if (as_is_undef(keys.v)) {
        as_clear_exc(t);
        return false;
    }
    return !as_same(keys.v, AS_MISSING);
}

bool as_dict_update_star(Thread *t, Dict *d, Value mapping) {
    if (!is_mapping(t, mapping)) return as_fail(t, T_TYPE_ERROR, "'%T' object is not a mapping", mapping);
    return as_dict_update(t, d, mapping);
}

/* "f()" as messages about bad calls begin. */
static Value callable_name(Thread *t, Value f) {
    if (as_is_exact(f, T_METHOD)) f = ((BoundMethod *)as_obj(f))->func;
    if (as_is_exact(f, T_FUNCTION)) {
        Function *fn = (Function *)as_obj(f);
        if (!as_is_str(fn->module) || as_str_is(as_as_str(fn->module), "builtins"))
            return as_str_format(t, "%V()", fn->qualname);
        return as_str_format(t, "%V.%V()", fn->module, fn->qualname);
    }
    OWNED(qualname, as_getattr_opt(t, f, t->vm->names.__qualname__));
    if (!as_is_str(qualname.v)) {
        as_clear_exc(t);
        return as_to_str(t, f);
    }
    return as_str_format(t, "%V()", qualname.v);
}

static bool merge_one(Thread *t, Value callable, Dict *into, Value key, Value value) {
    if (!as_is_instance_of(t, key, T_STR)) return as_fail(t, T_TYPE_ERROR, "keywords must be strings");
    Value have = as_dict_get(t, into, key);
    if (as_is_undef(have)) return false;
    if (!as_same(have, AS_MISSING)) {
        OWNED(name, callable_name(t, callable));
        return !as_is_undef(name.v) &&
               as_fail(t, T_TYPE_ERROR, "%V got multiple values for keyword argument '%V'", name.v, key);
    }
    return as_dict_set(t, into, key, value);
}

bool as_call_merge(Thread *t, Value callable, Dict *into, Value mapping) {
    if (!is_mapping(t, mapping)) {
        OWNED(name, callable_name(t, callable));
        return !as_is_undef(name.v) &&
               as_fail(t, T_TYPE_ERROR, "%V argument after ** must be a mapping, not %T", name.v, mapping);
    }
    OWNED(copy, AS_UNDEF);
    if (!as_is_dict(mapping)) {
        Dict *d = as_dict_new(t);
        if (!d) return false;
        copy.v = as_from_obj(d);
        if (!as_dict_update(t, d, mapping)) return false;
        mapping = copy.v;
    }
    size_t pos = 0;
    Value key, value;
    while (as_dict_next(as_as_dict(mapping), &pos, &key, &value))
        if (!merge_one(t, callable, into, key, value)) return false;
    return true;
}

Value as_call_ex(Thread *t, Value callable, Value args, Value kwargs) {
    OWNED(list, AS_UNDEF);
    if (!as_is_tuple(args)) {
        if (!as_type_of(t, args)->slots.iter && !as_type_of(t, args)->slots.getitem) {
            OWNED(name, callable_name(t, callable));
            if (as_is_undef(name.v)) return AS_UNDEF;
            return as_raise(t, T_TYPE_ERROR, "%V argument after * must be an iterable, not %T", name.v, args);
        }
        list.v = as_tuple_from(t, args);
        if (as_is_undef(list.v)) return AS_UNDEF;
        args = list.v;
    }
    Tuple *positional = as_as_tuple(args);
    if (as_is_undef(kwargs) || as_as_dict(kwargs)->count == 0)
        return as_call(t, callable, positional->items, (int)positional->count, AS_UNDEF);
    Dict *d = as_as_dict(kwargs);
    size_t total = positional->count + d->count, pos = 0, n = positional->count;
    Tuple *names = as_tuple_alloc(t, d->count);
    if (!names) return AS_UNDEF;
    OWNED(names_held, as_from_obj(names));
    Value *all = as_mem_alloc(&t->vm->mem, total * sizeof(Value));
    if (!all) return as_raise_memory(t);
    memcpy(all, positional->items, positional->count * sizeof(Value));
    Value key, value;
    while (as_dict_next(d, &pos, &key, &value)) {
        names->items[n - positional->count] = as_incref(key);
        all[n++] = value;
    }
    Value result = as_call(t, callable, all, (int)total, names_held.v);
    as_mem_free(&t->vm->mem, all, total * sizeof(Value));
    return result;
}

Value as_format_value(Thread *t, Value v, int conversion, Value spec) {
    OWNED(converted, conversion == 1   ? as_to_str(t, v)
                     : conversion == 2 ? as_repr(t, v)
                     : conversion == 3 ? as_ascii(t, v)
                                       : as_incref(v));
    if (as_is_undef(converted.v)) return AS_UNDEF;
    if (as_is_undef(spec) && as_is_str(converted.v)) return as_move(&converted);
    return as_format(t, converted.v, as_is_undef(spec) ? as_as_str(t->vm->empty_str) : as_as_str(spec));
}

/* --- raising --- */

static Value instantiate(Thread *t, Value exc) {
    if (as_is_instance_of(t, exc, T_BASE_EXCEPTION)) return as_incref(exc);
    if (!as_is_type(t, exc) || !as_is_subtype(as_as_type(exc), as_builtin(t, T_BASE_EXCEPTION))) return AS_MISSING;
    Value made = as_call0(t, exc);
    if (as_is_undef(made) || as_is_instance_of(t, made, T_BASE_EXCEPTION)) return made;
    as_raise(t, T_TYPE_ERROR, "calling %R should have returned an instance of BaseException, not %R", exc,
             as_from_obj(as_type_of(t, made)));
    as_decref(t, made);
    return AS_UNDEF;
}

bool as_do_raise(Thread *t, Value exc, Value cause) {
    OWNED(made, instantiate(t, exc));
    if (as_is_undef(made.v)) return false;
    if (as_same(made.v, AS_MISSING)) return as_fail(t, T_TYPE_ERROR, "exceptions must derive from BaseException");
    if (!as_is_undef(cause)) {
        OWNED(why, as_is_none(cause) ? AS_NONE : instantiate(t, cause));
        if (as_is_undef(why.v)) return false;
        if (as_same(why.v, AS_MISSING))
            return as_fail(t, T_TYPE_ERROR, "exception causes must derive from BaseException");
        Exception *e = as_as_exc(made.v);
        as_assign(t, &e->cause, as_is_none(why.v) ? AS_UNDEF : as_move(&why));
        e->suppress_context = true;
    }
    as_raise_value(t, as_move(&made));
    return false;
}

bool as_reraise_handled(Thread *t) {
    for (ExcState *s = t->handled; s; s = s->prev)
        if (!as_is_undef(s->exc)) {
            as_restore_exc(t, as_incref(s->exc));
            return true;
        }
    return as_fail(t, T_RUNTIME_ERROR, "No active exception to reraise");
}

bool as_is_exception_class(Thread *t, Value v) {
    return as_is_type(t, v) && as_is_subtype(as_as_type(v), as_builtin(t, T_BASE_EXCEPTION));
}

int as_exc_match(Thread *t, Value exc, Value classes) {
    Type *type = as_type_of(t, exc);
    bool many = as_is_instance_of(t, classes, T_TUPLE);
    Value *list = many ? as_as_tuple(classes)->items : &classes;
    size_t n = many ? as_as_tuple(classes)->count : 1;
    for (size_t k = 0; k < n; k++)
        if (!as_is_exception_class(t, list[k])) {
            as_raise(t, T_TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed");
            return -1;
        }
    for (size_t k = 0; k < n; k++)
        if (as_is_subtype(type, as_as_type(list[k]))) return 1;
    return 0;
}

/* --- context managers --- */

static Value missing_protocol(Thread *t, Value manager, bool is_async, bool exit, bool other) {
    const char *protocol = is_async ? "asynchronous context manager" : "context manager";
    const char *name = is_async ? (exit ? "__aexit__" : "__aenter__") : (exit ? "__exit__" : "__enter__");
    (void)name;
    if (exit)
        return as_raise(t, T_TYPE_ERROR, "'%T' object does not support the %s protocol (missed %s method)", manager,
                        protocol, name);
    if (other && !is_async)
        return as_raise(t, T_TYPE_ERROR, "'%T' object does not support the %s protocol", manager, protocol);
    return as_raise(t, T_TYPE_ERROR, "'%T' object does not support the %s protocol", manager, protocol);
}

bool as_with_enter(Thread *t, Value manager, bool is_async, Value *out) {
    WellKnown *names = &t->vm->names;
    OWNED(enter, as_special(t, manager, is_async ? names->__aenter__ : names->__enter__));
    if (as_is_undef(enter.v)) return false;
    if (as_same(enter.v, AS_MISSING)) {
        missing_protocol(t, manager, is_async, false, false);
        return false;
    }
    OWNED(exit, as_special(t, manager, is_async ? names->__aexit__ : names->__exit__));
    if (as_is_undef(exit.v)) return false;
    if (as_same(exit.v, AS_MISSING)) {
        missing_protocol(t, manager, is_async, true, false);
        return false;
    }
    Value entered = as_call0(t, enter.v);
    if (as_is_undef(entered)) return false;
    out[0] = as_move(&exit);
    out[1] = entered;
    return true;
}

Value as_with_except(Thread *t, Value exit, Value exc) {
    Value tb = as_as_exc(exc)->traceback;
    Value args[3] = {as_from_obj(as_type_of(t, exc)), exc, as_is_undef(tb) ? AS_NONE : tb};
    return as_call(t, exit, args, 3, AS_UNDEF);
}

/* --- awaiting --- */

Value as_get_aiter(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (!type->slots.aiter)
        return as_raise(t, T_TYPE_ERROR, "'async for' requires an object with __aiter__ method, got %T", v);
    Value iterator = type->slots.aiter(t, v);
    if (as_is_undef(iterator) || as_type_of(t, iterator)->slots.anext) return iterator;
    as_raise(t, T_TYPE_ERROR, "'async for' received an object from __aiter__ that does not implement __anext__: %T",
             iterator);
    as_decref(t, iterator);
    return AS_UNDEF;
}

Value as_get_anext(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    if (!type->slots.anext)
        return as_raise(t, T_TYPE_ERROR, "'async for' requires an iterator with __anext__ method, got %T", v);
    OWNED(item, type->slots.anext(t, v));
    if (as_is_undef(item.v)) return AS_UNDEF;
    Value awaitable = as_get_awaitable(t, item.v);
    if (as_is_undef(awaitable) && as_exc_is(t, T_TYPE_ERROR)) {
        Value cause = as_take_exc(t);
        as_raise(t, T_TYPE_ERROR, "'async for' received an invalid object from __anext__: %T", item.v);
        Exception *e = as_as_exc(t->exc);
        as_assign(t, &e->cause, as_incref(cause));
        as_assign(t, &e->context, cause);
        e->suppress_context = true;
    }
    return awaitable;
}

Value as_get_awaitable_for(Thread *t, Value v, int where) {
    Type *type = as_type_of(t, v);
    if (where && !type->slots.await && !as_is_coroutine(v)) {
        const char *method = where == 1 ? "__aenter__" : "__aexit__";
        return as_raise(t, T_TYPE_ERROR,
                        "'async with' received an object from %s that does not implement __await__: %T", method, v);
    }
    return as_get_awaitable(t, v);
}

Value as_get_yield_from(Thread *t, Frame *f, Value v) {
    if (as_is_coroutine(v)) {
        if (!(f->code->flags & CODE_COROUTINE))
            return as_raise(t, T_TYPE_ERROR, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return as_incref(v);
    }
    if (as_is_exact(v, T_GENERATOR)) return as_incref(v);
    return as_iter(t, v);
}

/* --- REPL --- */

bool as_print_expr(Thread *t, Value v) {
    OWNED(hook, as_getattr(t, t->vm->sys_module, t->vm->names.displayhook));
    if (as_is_undef(hook.v)) return false;
    Value done = as_call1(t, hook.v, v);
    as_decref(t, done);
    return !as_is_undef(done);
}

/* --- match --- */

Value as_match_keys(Thread *t, Value subject, Value keys) {
    Tuple *list = as_as_tuple(keys);
    OWNED(values, as_list_new(t, list->count));
    if (as_is_undef(values.v)) return AS_UNDEF;
    OWNED(get, as_getattr(t, subject, t->vm->names.get));
    if (as_is_undef(get.v)) return AS_UNDEF;
    OWNED(dummy, as_list_new(t, 0));
    if (as_is_undef(dummy.v)) return AS_UNDEF;
    for (size_t k = 0; k < list->count; k++) {
        for (size_t j = 0; j < k; j++) {
            int same = as_equal(t, list->items[j], list->items[k]);
            if (same < 0) return AS_UNDEF;
            if (same) return as_raise(t, T_VALUE_ERROR, "mapping pattern checks duplicate key (%R)", list->items[k]);
        }
        OWNED(v, as_call2(t, get.v, list->items[k], dummy.v));
        if (as_is_undef(v.v)) return AS_UNDEF;
        if (as_same(v.v, dummy.v)) return AS_NONE;
        if (!as_list_append(t, as_as_list(values.v), v.v)) return AS_UNDEF;
    }
    return as_tuple_from(t, values.v);
}

Value as_copy_without(Thread *t, Value mapping, Value keys) {
    Dict *copy = as_dict_new(t);
    if (!copy) return AS_UNDEF;
    OWNED(held, as_from_obj(copy));
    if (!as_dict_update(t, copy, mapping)) return AS_UNDEF;
    for (size_t k = 0; k < as_as_tuple(keys)->count; k++)
        if (as_dict_delete(t, copy, as_as_tuple(keys)->items[k]) < 0) return AS_UNDEF;
    return as_move(&held);
}

static bool matches_itself(Type *type) {
    switch (type->layout) {
    case T_BOOL: case T_BYTEARRAY: case T_BYTES: case T_DICT: case T_FLOAT: case T_FROZENSET:
    case T_INT: case T_LIST: case T_SET: case T_STR: case T_TUPLE: return true;
    default: return false;
    }
}

/* 1: appended the attribute, 0: absent, -1: exception */
static int match_attr(Thread *t, Value subject, Value name, Value seen, Value out, Value cls) {
    int twice = as_contains(t, seen, name);
    if (twice < 0) return -1;
    if (twice) {
        as_raise(t, T_TYPE_ERROR, "%N() got multiple sub-patterns for attribute %R", as_as_type(cls), name);
        return -1;
    }
    if (!as_set_add(t, as_as_set(seen), name)) return -1;
    OWNED(v, as_getattr_opt(t, subject, as_as_str(name)));
    if (as_is_undef(v.v)) return -1;
    if (as_same(v.v, AS_MISSING)) return 0;
    return as_list_append(t, as_as_list(out), v.v) ? 1 : -1;
}

Value as_match_class(Thread *t, Value subject, Value cls, Value names, uint32_t npos) {
    if (!as_is_type(t, cls)) return as_raise(t, T_TYPE_ERROR, "called match pattern must be a class");
    int is = as_isinstance(t, subject, cls);
    if (is <= 0) return is < 0 ? AS_UNDEF : AS_NONE;
    OWNED(out, as_list_new(t, npos));
    OWNED(seen, as_set_new(t, T_SET));
    if (as_is_undef(out.v) || as_is_undef(seen.v)) return AS_UNDEF;
    if (npos) {
        OWNED(order, as_getattr_opt(t, cls, t->vm->names.__match_args__));
        if (as_is_undef(order.v)) return AS_UNDEF;
        bool self = as_same(order.v, AS_MISSING) && matches_itself(as_as_type(cls));
        if (!as_same(order.v, AS_MISSING) && !as_is_tuple(order.v))
            return as_raise(t, T_TYPE_ERROR, "%N.__match_args__ must be a tuple (got %T)", as_as_type(cls), order.v);
        size_t allowed = self ? 1 : as_is_tuple(order.v) ? as_as_tuple(order.v)->count : 0;
        if (npos > allowed)
            return as_raise(t, T_TYPE_ERROR, "%N() accepts %zu positional sub-pattern%s (%u given)", as_as_type(cls),
                            allowed, allowed == 1 ? "" : "s", npos);
        if (self && !as_list_append(t, as_as_list(out.v), subject)) return AS_UNDEF;
        for (uint32_t k = 0; k < npos && !self; k++) {
            Value name = as_as_tuple(order.v)->items[k];
            if (!as_is_str(name))
                return as_raise(t, T_TYPE_ERROR, "__match_args__ elements must be strings (got %T)", name);
            int got = match_attr(t, subject, name, seen.v, out.v, cls);
            if (got <= 0) return got < 0 ? AS_UNDEF : AS_NONE;
        }
    }
    for (size_t k = 0; k < as_as_tuple(names)->count; k++) {
        int got = match_attr(t, subject, as_as_tuple(names)->items[k], seen.v, out.v, cls);
        if (got <= 0) return got < 0 ? AS_UNDEF : AS_NONE;
    }
    return as_tuple_from(t, out.v);
}
