/* Objects that stand between classes and their attributes, and other small objects of the core. */
#ifndef AS_VM_OBJECTS_DESCRIPTORS_H
#define AS_VM_OBJECTS_DESCRIPTORS_H

#include "vm/function.h"

/* An entry of __slots__. In struct Instances it is slot number `slot`; in heirs of built-in types
 * the value is kept in the object's dict under the name. */
typedef struct Member {
    Obj obj;
    Value name;
    Type *owner; /* owned */
    uint32_t slot;
} Member;

struct SlotEntry;
/* list.__len__ and its like: a slot of a built-in type as a function. */
typedef struct SlotWrapper {
    Obj obj;
    const struct SlotEntry *entry;
    Type *owner; /* built-in, borrowed */
} SlotWrapper;

/* [].__len__, and the __new__ of built-in types (self is the type then). */
typedef struct MethodWrapper {
    Obj obj;
    const struct SlotEntry *entry;
    Type *owner;
    Value self;
} MethodWrapper;

typedef struct Super {
    Obj obj;
    Type *type;      /* where to start behind; owned or NULL */
    Value self;      /* instance or class; UNDEF when not bound */
    Type *self_type; /* whose MRO is searched; owned or NULL */
} Super;

typedef struct WeakRef {
    Obj obj;
    Obj *target;    /* borrowed; NULL once it died */
    Value callback; /* UNDEF: none */
    uint64_t hash;  /* of the target, once asked for */
    bool has_hash;
    struct WeakRef *next; /* others to the same target */
} WeakRef;

typedef struct MappingProxy {
    Obj obj;
    Value mapping;
} MappingProxy;

typedef struct Namespace {
    Obj obj;
    Value dict;
} Namespace;

typedef struct GenericAlias {
    Obj obj;
    Value origin, args, parameters;
    bool starred;
} GenericAlias;

typedef struct Union {
    Obj obj;
    Value args; /* tuple */
} Union;

Value as_member_new(Thread *t, Str *name, Type *owner, uint32_t slot);
Value as_mapping_proxy_new(Thread *t, Value mapping);
Value as_generic_alias_new(Thread *t, Value origin, Value args);
Value as_union_of(Thread *t, Value a,
                  Value b); /* a | b for classes: AS_NOT_IMPL when not both are */
/* The instances of a weak reference: borrowed or AS_NONE when the target died. */
Value as_weakref_target(Thread *t, Value ref);
Value as_weakref_new(Thread *t, Value target, Value callback);
/* The first weak reference to v, or None. Owned. */
Value as_weakref_first(Thread *t, Value v);
void as_weakrefs_close(VM *vm);
/* super(type, self).name, with the checks of super(): what the interpreter's LOAD_SUPER_ATTR does.
 * Owned. */
Value as_super_getattr(Thread *t, Value type, Value self, Str *name);

#endif
