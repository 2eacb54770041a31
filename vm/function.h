/* Functions, methods, cells, modules, properties: the objects that calls and names are made of. */
#ifndef AS_VM_FUNCTION_H
#define AS_VM_FUNCTION_H

#include "vm/code.h"
#include "vm/error.h"

typedef struct Function {
    Obj obj;
    Code *code;       /* owned */
    Dict *globals;    /* owned */
    Dict *builtins;   /* owned */
    Tuple *closure;   /* tuple of cells, or NULL */
    Tuple *defaults;  /* or NULL */
    Dict *kwdefaults; /* or NULL */
    Value name, qualname, module, doc, annotations, dict, type_params; /* UNDEF when absent */
    uint32_t version; /* changes with code or defaults; 0: not given out yet */
} Function;

typedef struct Cell {
    Obj obj;
    Value value; /* UNDEF: unbound */
} Cell;

typedef struct Native {
    Obj obj;
    const NativeDef *def;
    struct Signature *signature; /* parsed at the first call; shared through the VM's registry */
    Value self;    /* bound receiver: module, type (class methods), instance; UNDEF in a descriptor */
    Type *owner;   /* of a method (borrowed), or NULL */
    Value module;  /* name, for repr and pickle */
} Native;

typedef struct BoundMethod {
    Obj obj;
    Value func, self;
} BoundMethod;

typedef struct Module {
    Obj obj;
    Dict *dict;
} Module;

typedef struct Property {
    Obj obj;
    Value get, set, del, doc, name;
} Property;

typedef struct Wrapper { /* staticmethod, classmethod */
    Obj obj;
    Value func;
    Value dict;
} Wrapper;

Value as_function_new(Thread *t, Code *code, Dict *globals);
Value as_cell_new(Thread *t, Value v);
Value as_method_new(Thread *t, Value func, Value self);
/* A function object of a native: `self` UNDEF or the receiver, `module` a name or NULL. */
Value as_native_new(Thread *t, const NativeDef *def, Value self, Type *owner, const char *module);
Value as_module_new(Thread *t, const char *name, const char *doc);
static inline Dict *as_module_dict(Value m) { return ((Module *)as_obj(m))->dict; }
/* Add the natives of a NULL-ended table as functions of a module. */
bool as_module_add_natives(Thread *t, Value module, const NativeDef *defs);
bool as_module_add(Thread *t, Value module, const char *name, Value owned); /* takes the value */
/* import name (absolute, dotted): the module itself, owned. */
Value as_import(Thread *t, const char *name);

#endif
