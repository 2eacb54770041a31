/* Types and attribute look-up; shapes (hidden classes) of instances. */
#ifndef AS_VM_TYPE_H
#define AS_VM_TYPE_H

#include "vm/object.h"

/* A shape says for objects of one class which attribute lives in which slot. Shapes form a tree by
 * transitions "attribute added". Shape ids are indices into VM.shapes; ids below T_BUILTIN_COUNT
 * are those of the built-in types. */
typedef struct Shape {
    Type *type;      /* borrowed; the type owns its shapes */
    uint32_t parent; /* shape without the last attribute; 0 for a root */
    uint32_t nslots;
    Str *key;        /* the attribute that slot nslots-1 holds (owned) */
    uint32_t first_child, next_sibling; /* transitions */
    uint32_t *index; /* open-addressed table key -> slot for big shapes, or NULL */
    uint32_t index_size;
    bool dict_mode;  /* attributes are in a Dict: Instance.dict */
} Shape;

struct Type {
    Obj obj;
    uint32_t id;         /* TypeId, or the root shape's id of a class made at run time */
    uint32_t flags;      /* TYPE_* */
    uint32_t version;    /* changes when any look-up on the type may change; unique in the VM */
    uint32_t root_shape;
    uint32_t inline_slots; /* for new instances: what earlier ones needed */
    uint32_t operators;  /* see TypeDef */
    uint32_t layout;     /* TypeId whose C struct the instances have (INT, LIST, OBJECT, ...) */
    uint32_t dict_offset; /* where heirs of built-ins keep their Value __dict__; 0: none; or AS_DICT_AT_END */
    size_t size;         /* bytes of an instance; 0: variable */
    Value name, qualname; /* strs */
    Type *base;          /* owned; NULL for object */
    Tuple *bases, *mro;  /* owned */
    Dict *dict;          /* owned */
    Value meta;          /* the metaclass: a Type (borrowed), or UNDEF for `type` itself */
    TypeSlots slots;
    const TypeDef *def;  /* NULL for heap types */
    Type **subclasses;   /* borrowed; removed when they die */
    uint32_t nsubclasses, subclasses_size;
};

typedef struct Instance {
    Obj obj;
    Value dict;     /* zero bits, or the Dict once the attributes left their slots (dict mode) */
    uint32_t nslots; /* capacity of slots[] */
    uint32_t more_size;
    Value *more;    /* slots beyond the inline ones, or NULL */
    Value slots[];
} Instance;

static inline Type *as_as_type(Value v) { return (Type *)as_obj(v); }

/* Whether v's type is `id` exactly / or an heir of it. */
static inline bool as_is_exact(Value v, TypeId id) { return as_is_obj(v) && as_obj(v)->shape == (uint32_t)id; }
bool as_is_instance_of(Thread *t, Value v, TypeId id);
bool as_is_subtype(Type *a, Type *b);

/* Cheap checks of the common types, heirs included where noted. */
static inline bool as_is_str(Value v) { return as_is_exact(v, T_STR); } /* exact */
static inline bool as_is_list(Value v) { return as_is_exact(v, T_LIST); }
static inline bool as_is_tuple(Value v) { return as_is_exact(v, T_TUPLE); }
static inline bool as_is_dict(Value v) { return as_is_exact(v, T_DICT); }
static inline bool as_is_float(Value v) { return as_is_flonum(v) || as_is_exact(v, T_FLOAT); }
static inline bool as_is_type(Thread *t, Value v) { return as_is_instance_of(t, v, T_TYPE); }

/* Find `name` along the MRO: borrowed value, AS_MISSING when there is none. Never raises. */
Value as_type_lookup(Thread *t, Type *type, Str *name);
/* Set or (AS_UNDEF) delete a class attribute, without checks; updates slots and versions. */
bool as_type_set(Thread *t, Type *type, Str *name, Value value);
void as_type_changed(Thread *t, Type *type);

/* type(name, bases, ns): a new class. `meta` a Type. Owned result. */
Value as_type_new(Thread *t, Type *meta, Str *name, Tuple *bases, Dict *ns, Value kwargs);
/* A simple class from C, e.g. an exception of a module: module "asyncio", name "QueueFull". */
Value as_class_from_c(Thread *t, const char *module, const char *name, Type *base);
/* Register a built-in type's C definition; called once each while a VM opens. */
bool as_type_register(Thread *t, const TypeDef *def);

/* Generic attribute access on objects with type look-up, instance slots/dict, descriptors. */
Value as_generic_getattr(Thread *t, Value self, Str *name);
bool as_generic_setattr(Thread *t, Value self, Str *name, Value value);

/* Instances (TYPE_INSTANCE): slot of `name` in the shape or -1. */
int64_t as_shape_find(Thread *t, uint32_t shape, Str *name);
/* The shape that follows from adding `name`; 0 with MemoryError pending. */
uint32_t as_shape_add(Thread *t, uint32_t shape, Str *name);
static inline Value *as_instance_slot(Instance *i, uint32_t slot) {
    return slot < i->nslots ? &i->slots[slot] : &i->more[slot - i->nslots];
}
Value as_object_new(Thread *t, Type *type);
/* The instance's __dict__ (borrowed, made on demand): moves attributes out of the slots. UNDEF and
 * AttributeError when it has none. */
Value as_instance_dict(Thread *t, Value self);
/* Where an object of a built-in layout's heir keeps the dict that its C struct does not know of, or
 * NULL: those without a dict, struct Instances, and heirs of types whose own struct has one. */
static inline Value *as_heir_dict(const Type *type, Obj *o) {
    if (!(type->flags & TYPE_HEAP_DICT)) return NULL;
    if (type->dict_offset == AS_DICT_AT_END) return as_obj_last_value(o, 0);
    return (Value *)(void *)((char *)o + type->dict_offset);
}
/* Release what all built-in types own, so that nothing keeps them alive: the last step of closing a VM,
 * after as_gc_collect. */
void as_types_close(Thread *t);
/* Before that: empty the namespaces of the built-in types; what they held may be left in cycles. */
void as_types_clear(Thread *t);

#endif
