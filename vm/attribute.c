/* Attributes of objects: the generic look-up that follows Python's data model,
 *
 *     data descriptor of the class, attribute of the instance, other attribute of the class,
 *
 * and where instances keep theirs: in slots told by a shape, or, once the dict has been asked for,
 * an attribute deleted, or too many of them made, in a Dict. */
#include "vm/class.h"

#include <stdarg.h>

enum { SHAPED_MAX = 64 /* attributes; with more an instance goes over to a dict */ };

Str *as_interned(Thread *t, Str *name) {
    if (name->obj.flags & OBJ_A) {
        as_incref_obj(name);
        return name;
    }
    return as_intern_str(t, name);
}

Value as_raise_attribute_text(Thread *t, Value obj, Str *name, const char *format, ...) {
    va_list args;
    va_start(args, format);
    OWNED(text, as_str_vformat(t, format, args));
    va_end(args);
    if (as_is_undef(text.v)) return AS_UNDEF;
    as_raise(t, T_ATTRIBUTE_ERROR, "%S", as_as_str(text.v));
    if (as_exc_is(t, T_ATTRIBUTE_ERROR)) {
        Exception *e = as_as_exc(t->exc);
        as_assign(t, &e->field[0], as_incref(as_from_obj(name)));
        as_assign(t, &e->field[1], as_incref(obj));
    }
    return AS_UNDEF;
}

/* --- instances --- */

static inline bool is_dict(Value v) {
    return v.bits && as_is_obj(v);
}
static inline bool is_set(Value v) {
    return v.bits && !as_is_undef(v);
}

/* Move all attributes of an instance with a shape into a dict. */
static bool leave_slots(Thread *t, Instance *inst) {
    VM *vm = t->vm;
    Type *type = vm->shapes[inst->obj.shape].type;
    uint32_t reserved = as_type_reserved(t, type), n = vm->shapes[inst->obj.shape].nslots;
    Dict *d = as_dict_new(t);
    if (!d) return false;
    OWNED(hold, as_from_obj(d));
    Str *keys[SHAPED_MAX + 1];
    for (uint32_t id = inst->obj.shape; vm->shapes[id].key; id = vm->shapes[id].parent)
        keys[vm->shapes[id].nslots - 1 - reserved] = vm->shapes[id].key;
    for (uint32_t i = reserved; i < n; i++)
        if (!as_dict_set_str(t, d, keys[i - reserved], *as_instance_slot(inst, i))) return false;
    inst->dict = as_move(&hold);
    inst->obj.shape = vm->shapes[type->root_shape].first_child;
    for (uint32_t i = reserved; i < n; i++) as_assign(t, as_instance_slot(inst, i), (Value){0});
    return true;
}

static Value *make_dict(Thread *t, Value *place) {
    if (is_dict(*place)) return place;
    Dict *d = as_dict_new(t);
    if (!d) return NULL;
    *place = as_from_obj(d);
    return place;
}

/* The instance's dict, made on demand; NULL with an exception. */
static Dict *instance_dict(Thread *t, Instance *inst) {
    if (!t->vm->shapes[inst->obj.shape].dict_mode && !leave_slots(t, inst)) return NULL;
    Value *place = make_dict(t, &inst->dict);
    return place ? as_as_dict(*place) : NULL;
}

Value *as_dict_place(Type *type, Obj *o) {
    if (!type->dict_offset) return NULL;
    if (type->dict_offset == AS_DICT_AT_END) return as_obj_last_value(o, 0);
    return (Value *)(void *)((char *)o + type->dict_offset);
}

Value as_instance_dict(Thread *t, Value self) {
    Type *type = as_type_of(t, self);
    if (as_is_obj(self) && (type->flags & TYPE_HAS_DICT)) {
        if (type->flags & TYPE_INSTANCE) {
            Dict *d = instance_dict(t, (Instance *)as_obj(self));
            return d ? as_from_obj(d) : AS_UNDEF;
        }
        Value *place = as_dict_place(type, as_obj(self));
        if (place) return (place = make_dict(t, place)) ? *place : AS_UNDEF;
    }
    if (type->layout == T_MODULE) return as_from_obj(as_module_dict(self));
    return as_raise_attribute(t, self, t->vm->names.__dict__);
}

static Value in_dict(Thread *t, Value dict, Str *name) {
    if (!is_dict(dict)) return AS_MISSING;
    return as_incref(as_dict_get_str(t, as_as_dict(dict), name));
}

/* The instance's own attribute: owned, or AS_MISSING. */
static Value own_attribute(Thread *t, Value self, Type *type, Str *name) {
    if (!(type->flags & TYPE_HAS_DICT) || !as_is_obj(self)) return AS_MISSING;
    if (type->flags & TYPE_INSTANCE) {
        Instance *inst = (Instance *)as_obj(self);
        if (t->vm->shapes[inst->obj.shape].dict_mode) return in_dict(t, inst->dict, name);
        int64_t slot = as_shape_find(t, inst->obj.shape, name);
        return slot < 0 ? AS_MISSING : as_incref(*as_instance_slot(inst, (uint32_t)slot));
    }
    Value *place = as_dict_place(type, as_obj(self));
    return place ? in_dict(t, *place, name) : AS_MISSING;
}

/* Room for slot number `slot`. */
static bool reserve_slot(Thread *t, Instance *inst, uint32_t slot) {
    if (slot < inst->nslots + inst->more_size) return true;
    uint32_t size = inst->more_size ? inst->more_size * 2 : 4;
    Value *more = as_mem_realloc(&t->vm->mem, inst->more, inst->more_size * sizeof *more,
                                 size * sizeof *more);
    if (!more) return as_raise_memory(t), false;
    memset(more + inst->more_size, 0, (size - inst->more_size) * sizeof *more);
    inst->more = more;
    inst->more_size = size;
    return true;
}

static bool add_attribute(Thread *t, Instance *inst, Str *name, Value value) {
    Shape *s = &t->vm->shapes[inst->obj.shape];
    if (s->nslots - as_type_reserved(t, s->type) >= SHAPED_MAX) {
        Dict *d = instance_dict(t, inst);
        return d && as_dict_set_str(t, d, name, value);
    }
    uint32_t slot = s->nslots;
    if (!reserve_slot(t, inst, slot)) return false;
    uint32_t next = as_shape_add(t, inst->obj.shape, name);
    if (!next) return false;
    *as_instance_slot(inst, slot) = as_incref(value);
    inst->obj.shape = next;
    return true;
}

static bool delete_from(Thread *t, Dict *d, Value self, Str *name) {
    int found = d ? as_dict_delete(t, d, as_from_obj(name)) : -1;
    if (found == 0) as_raise_attribute(t, self, name);
    return found > 0;
}

static bool set_shaped(Thread *t, Instance *inst, Str *name, Value value) {
    Value self = as_from_obj(inst);
    if (t->vm->shapes[inst->obj.shape].dict_mode) {
        Dict *d = instance_dict(t, inst);
        if (as_is_undef(value)) return delete_from(t, d, self, name);
        return d && as_dict_set_str(t, d, name, value);
    }
    int64_t slot = as_shape_find(t, inst->obj.shape, name);
    if (as_is_undef(value)) {
        if (slot < 0) return as_raise_attribute(t, self, name), false;
        return delete_from(t, instance_dict(t, inst), self, name);
    }
    if (slot < 0) return add_attribute(t, inst, name, value);
    as_assign(t, as_instance_slot(inst, (uint32_t)slot), as_incref(value));
    return true;
}

/* Set or delete the instance's own attribute; 0 when it cannot have any, 1 done, -1 exception. */
static int set_own(Thread *t, Value self, Type *type, Str *name, Value value) {
    if (!(type->flags & TYPE_HAS_DICT) || !as_is_obj(self)) return 0;
    if (type->flags & TYPE_INSTANCE)
        return set_shaped(t, (Instance *)as_obj(self), name, value) ? 1 : -1;
    Value *place = as_dict_place(type, as_obj(self));
    if (!place) return 0;
    if (as_is_undef(value)) {
        if (!is_dict(*place)) return as_raise_attribute(t, self, name), -1;
        return delete_from(t, as_as_dict(*place), self, name) ? 1 : -1;
    }
    if (!make_dict(t, place)) return -1;
    return as_dict_set_str(t, as_as_dict(*place), name, value) ? 1 : -1;
}

/* --- the generic access --- */

Value as_bind_attribute(Thread *t, Value attribute, Value self, Type *owner) {
    Type *type = as_type_of(t, attribute);
    if (!type->slots.descr_get) return as_incref(attribute);
    OWNED(hold, as_incref(attribute));
    return type->slots.descr_get(t, attribute, self, owner);
}

Value as_generic_lookup(Thread *t, Value self, Str *name) {
    Type *type = as_type_of(t, self);
    Value found = as_type_lookup(t, type, name);
    if (as_same(found, AS_MISSING)) return own_attribute(t, self, type, name);
    OWNED(hold, as_incref(found));
    const TypeSlots *slots = &as_type_of(t, found)->slots;
    if (slots->descr_get && slots->descr_set) return slots->descr_get(t, found, self, type);
    Value own = own_attribute(t, self, type, name);
    if (!as_same(own, AS_MISSING)) return own;
    if (slots->descr_get) return slots->descr_get(t, found, self, type);
    return as_move(&hold);
}

Value as_generic_getattr(Thread *t, Value self, Str *name) {
    Value v = as_generic_lookup(t, self, name);
    return as_same(v, AS_MISSING) ? as_raise_attribute(t, self, name) : v;
}

bool as_generic_setattr(Thread *t, Value self, Str *name, Value value) {
    Type *type = as_type_of(t, self);
    OWNED(found, as_incref(as_type_lookup(t, type, name)));
    if (!as_same(found.v, AS_MISSING)) {
        const TypeSlots *slots = &as_type_of(t, found.v)->slots;
        if (slots->descr_set) return slots->descr_set(t, found.v, self, value);
    }
    int done = set_own(t, self, type, name, value);
    if (done) return done > 0;
    if (as_same(found.v, AS_MISSING))
        as_raise_attribute(t, self, name);
    else
        as_raise_attribute_text(t, self, name, "'%T' object attribute '%S' is read-only", self,
                                name);
    return false;
}

/* --- life of instances --- */

static Value raise_abstract(Thread *t, Type *type) {
    Str *key = as_intern(t, "__abstractmethods__", 19);
    if (!key) return AS_UNDEF;
    OWNED(hold, as_from_obj(key));
    OWNED(names, as_incref(as_dict_get_str(t, type->dict, key)));
    if (as_is_undef(names.v) || as_same(names.v, AS_MISSING)) return AS_UNDEF;
    OWNED(list, as_list_from(t, names.v));
    if (as_is_undef(list.v) || !as_list_sort(t, as_as_list(list.v), AS_NONE, false))
        return AS_UNDEF;
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < as_as_list(list.v)->count; i++) {
        as_sb_c(&b, i ? ", '" : "'");
        as_sb_value(&b, as_as_list(list.v)->items[i]);
        as_sb_c(&b, "'");
    }
    OWNED(text, as_sb_end(&b));
    if (as_is_undef(text.v)) return AS_UNDEF;
    return as_raise(
        t, T_TYPE_ERROR,
        "Can't instantiate abstract class %N without an implementation for abstract method%s %S",
        type, as_as_list(list.v)->count == 1 ? "" : "s", as_as_str(text.v));
}

Value as_object_new(Thread *t, Type *type) {
    enum { FIRST_SLOTS = 4 };
    if (type->flags & TYPE_ABSTRACT) return raise_abstract(t, type);
    if (!(type->flags & TYPE_INSTANCE)) {
        Obj *plain = as_new(t, T_OBJECT, sizeof(Obj), false);
        return plain ? as_from_obj(plain) : AS_UNDEF;
    }
    uint32_t n = type->inline_slots;
    if (!n && (type->flags & TYPE_HAS_DICT)) n = FIRST_SLOTS;
    Instance *inst = as_new_of(t, type, sizeof *inst + n * sizeof(Value));
    if (!inst) return AS_UNDEF;
    inst->nslots = n;
    return as_from_obj(inst);
}

void as_instance_traverse(Obj *self, VisitFn visit, void *arg) {
    Instance *inst = (Instance *)self;
    AS_VISIT(inst->dict);
    for (uint32_t i = 0; i < inst->nslots; i++) AS_VISIT(inst->slots[i]);
    for (uint32_t i = 0; i < inst->more_size; i++) AS_VISIT(inst->more[i]);
}

void as_instance_clear(Thread *t, Obj *self) {
    Instance *inst = (Instance *)self;
    /* Back to the root shape first: what runs now must find no attribute in a slot that is gone. */
    Type *type = t->vm->shapes[self->shape].type;
    if (!t->vm->shapes[self->shape].dict_mode) self->shape = type->root_shape;
    as_assign(t, &inst->dict, (Value){0});
    for (uint32_t i = 0; i < inst->nslots; i++) as_assign(t, &inst->slots[i], (Value){0});
    for (uint32_t i = 0; i < inst->more_size; i++) as_assign(t, &inst->more[i], (Value){0});
}

void as_instance_dealloc(Thread *t, Obj *self) {
    Instance *inst = (Instance *)self;
    Value dict = inst->dict;
    if (is_set(dict)) as_decref(t, dict);
    for (uint32_t i = 0; i < inst->nslots; i++)
        if (is_set(inst->slots[i])) as_decref(t, inst->slots[i]);
    for (uint32_t i = 0; i < inst->more_size; i++)
        if (is_set(inst->more[i])) as_decref(t, inst->more[i]);
    as_mem_free(&t->vm->mem, inst->more, inst->more_size * sizeof(Value));
    as_free_obj(t, self, sizeof *inst + inst->nslots * sizeof(Value));
}
