/* What the files that make up types share: vm/type.c (built-in types, look-up), vm/class.c (class
 * statements), vm/shape.c, vm/attribute.c, vm/slots.c and vm/objects/type_object.c. */
#ifndef AS_VM_CLASS_H
#define AS_VM_CLASS_H

#include "vm/objects/containers.h"
#include "vm/objects/descriptors.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- type.c --- */
/* The C3 linearisation of type->bases (type itself first), owned; NULL with TypeError. */
Tuple *as_mro_of(Thread *t, Type *type, Tuple *bases);
bool as_type_add_subclass(Thread *t, Type *base, Type *heir);
void as_type_remove_subclass(Type *base, const Type *heir);
/* The class of C-level things that a class of the user inherits: the nearest built-in base. */
Type *as_builtin_base(Type *type);
/* __module__ of a type: owned, "builtins" when nothing else is known. */
Value as_type_module(Thread *t, Type *type);
bool as_type_is_base_allowed(const Type *type);
/* Release what a type owns, except the memory of the struct. */
void as_type_release(Thread *t, Type *type);

/* --- class.c --- */
/* The most derived metaclass of `meta` and those of the bases; NULL with "metaclass conflict".
 * Borrowed. */
Type *as_metaclass_of(Thread *t, Type *meta, Tuple *bases);

/* --- shape.c --- */
bool as_shapes_open(Thread *t);
/* The root shape of a class, whose first `reserved` slots belong to __slots__; 0 with MemoryError.
 */
uint32_t as_shape_root(Thread *t, Type *type, uint32_t reserved, bool with_dict);
/* Free a root shape and all that grew from it. */
void as_shape_free_tree(Thread *t, uint32_t root);
/* Slots of __slots__ in instances of the class. */
static inline uint32_t as_type_reserved(Thread *t, const Type *type) {
    return type->flags & TYPE_INSTANCE ? t->vm->shapes[type->root_shape].nslots : 0;
}

/* --- attribute.c --- */
/* Generic look-up as as_generic_getattr, but AS_MISSING instead of an AttributeError of its own. */
Value as_generic_lookup(Thread *t, Value self, Str *name);
/* The place of the dict of an object that is no Instance, or NULL when its type has none. */
Value *as_dict_place(Type *type, Obj *o);
/* `name` interned: owned, or NULL. */
Str *as_interned(Thread *t, Str *name);
/* AttributeError with `name` and `obj` set and this message. */
Value as_raise_attribute_text(Thread *t, Value obj, Str *name, const char *format, ...);
/* Bind `attribute`, found on a class, to `self` (or to the class: UNDEF). Owned. */
Value as_bind_attribute(Thread *t, Value attribute, Value self, Type *owner);
/* Release an Instance; the dealloc slot of plain classes. */
void as_instance_dealloc(Thread *t, Obj *self);
void as_instance_traverse(Obj *self, VisitFn visit, void *arg);
void as_instance_clear(Thread *t, Obj *self);

/* --- slots.c --- */
/* Fill the slots of a new class from its base and its own dunder methods. */
void as_slots_of_class(Thread *t, Type *type);
/* `name` of the class was set or deleted: put the slots right, in its heirs too. */
void as_slots_changed(Thread *t, Type *type, Str *name);
/* The attribute that stands for a slot of a built-in type (made now, kept in its dict): borrowed,
 * or AS_MISSING. */
Value as_slot_attribute(Thread *t, Type *type, Str *name);
/* Make all of them, for dir() and __dict__. */
bool as_slot_attributes(Thread *t, Type *type);
/* Mark the interned names of slots, so that other names are told apart by one bit. */
void as_slots_open(Thread *t);
#define AS_STR_SLOT OBJ_D /* flag of an interned str: it names a slot */
/* The hash slot of types that are not hashable. */
bool as_hash_refused(Thread *t, Value self, uint64_t *out);
/* Call dunder `name` of v's class with arguments: AS_MISSING when it has none. */
Value as_call_special(Thread *t, Value v, Str *name, Value *args, int nargs);
/* Call an attribute found on a class, as a method of `self`. */
Value as_call_found(Thread *t, Value found, Value self, Value *args, int nargs, Value kwnames);

/* --- objects/type_object.c, objects/object.c --- */
Value as_type_call(Thread *t, Value self, Value *args, int nargs, Value kwnames);
Value as_type_new_slot(Thread *t, Type *meta, Value *args, int nargs, Value kwnames);
Value as_object_new_slot(Thread *t, Type *type, Value *args, int nargs, Value kwnames);
bool as_object_init_slot(Thread *t, Value self, Value *args, int nargs, Value kwnames);
Value as_type_getattr(Thread *t, Value self, Str *name);
/* Look-up on a type as type.__getattribute__ does; AS_MISSING when there is nothing. */
Value as_type_attribute(Thread *t, Type *type, Str *name);
Value as_type_repr(Thread *t, Value self);

/* --- protocol.c --- */
/* isinstance and issubclass without __instancecheck__ and __subclasscheck__: 1, 0, -1. */
int as_plain_isinstance(Thread *t, Value v, Value cls);
int as_plain_issubclass(Thread *t, Value c, Value cls);

#endif
