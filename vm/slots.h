/* The correspondence between dunder names and the slots of a type, in both directions: vm/slots.c
 * fills the slots of classes from their dunder methods, vm/wrappers.c shows the slots of built-in
 * types as methods. One table drives both. */
#ifndef AS_VM_SLOTS_H
#define AS_VM_SLOTS_H

#include "vm/class.h"

typedef enum SlotId {
    SLOT_REPR,
    SLOT_STR,
    SLOT_HASH,
    SLOT_COMPARE,
    SLOT_TRUTH,
    SLOT_BINARY,
    SLOT_INPLACE,
    SLOT_UNARY,
    SLOT_POWER,
    SLOT_TO_INT,
    SLOT_TO_FLOAT,
    SLOT_INDEX,
    SLOT_LENGTH,
    SLOT_CONTAINS,
    SLOT_GETITEM,
    SLOT_SETITEM,
    SLOT_ITER,
    SLOT_NEXT,
    SLOT_CALL,
    SLOT_GETATTR,
    SLOT_SETATTR,
    SLOT_DESCR_GET,
    SLOT_DESCR_SET,
    SLOT_AWAIT,
    SLOT_AITER,
    SLOT_ANEXT,
    SLOT_NEW,
    SLOT_INIT,
    SLOT_FINALIZE,
    SLOT_COUNT
} SlotId;

/* How a slot is called when it is seen as a method; as many as there are C signatures and roles. */
typedef enum WrapKind {
    WRAP_NONE, /* there is no method for it */
    WRAP_UNARY,
    WRAP_HASH,
    WRAP_COMPARE,
    WRAP_TRUTH,
    WRAP_BINARY,
    WRAP_REFLECTED,
    WRAP_INPLACE,
    WRAP_UNARY_OP,
    WRAP_LENGTH,
    WRAP_CONTAINS,
    WRAP_GETITEM,
    WRAP_SETITEM,
    WRAP_DELITEM,
    WRAP_NEXT,
    WRAP_CALL,
    WRAP_GETATTR,
    WRAP_SETATTR,
    WRAP_DELATTR,
    WRAP_GET,
    WRAP_SET,
    WRAP_DELETE,
    WRAP_NEW,
    WRAP_INIT,
} WrapKind;

typedef struct SlotEntry {
    const char *text;
    uint16_t name; /* number of the field in WellKnown */
    uint8_t slot, wrap, op;
} SlotEntry;

extern const SlotEntry as_slot_entries[];
extern const size_t as_slot_entry_count;

static inline Str *as_slot_name(Thread *t, const SlotEntry *e) {
    return ((Str **)&t->vm->names)[e->name];
}
/* The entry for a name, or NULL. */
const SlotEntry *as_slot_entry(Thread *t, const Str *name);

typedef void (*AnyFn)(void);
/* The function in a slot, whatever its type; for comparing, copying and testing for NULL. */
AnyFn *as_slot_place(TypeSlots *slots, SlotId id);

/* Call the slot behind a wrapper. args without self. */
Value as_wrapper_call(Thread *t, const SlotEntry *e, Type *owner, Value self, Value *args,
                      int nargs, Value kwnames);

#endif
