/* Binding arguments: of script functions to registers, of natives to the parameters of their signature. */
#ifndef AS_VM_CALL_H
#define AS_VM_CALL_H

#include "vm/frame.h"

/* A native's signature, parsed once a VM from its text. Parameters stand in the order
 * [positional-only][positional or keyword][keyword-only][**kwargs]. */
typedef struct Signature {
    const NativeDef *def;
    uint16_t nposonly, npos, nkwonly, nparams, nrequired;
    bool varargs, varkw;
    bool required_kw; /* some keyword-only parameter has no default */
    Str *names[24];   /* interned, owned; of the positional and keyword-only ones */
    bool required[24];
} Signature;

/* Fill regs[0 .. parameters) of `f`'s code with owned values. False with TypeError pending, nothing is then
 * left in regs. */
bool as_bind_function(Thread *t, Function *f, Value *args, int nargs, Value kwnames, Value *regs);
/* Call a native with `first` (UNDEF: none) in front of args. */
Value as_native_call(Thread *t, Native *n, Value first, Value *args, int nargs, Value kwnames);
Signature *as_signature_of(Thread *t, const NativeDef *def);
/* While the VM closes: first give up the names, later the memory. */
void as_signatures_release_names(Thread *t);
void as_signatures_close(VM *vm);

#endif
