/* Opening and closing a VM. */
#ifndef AS_VM_VM_H
#define AS_VM_VM_H

#include "vm/thread.h"

typedef struct VMOptions {
    size_t memory_limit;   /* bytes; 0: none */
    uint32_t capabilities; /* CAP_* */
    Hooks hooks;
    const Clock *clock;    /* NULL: the system's */
    void *uv_loop;         /* the host's, or NULL */
    size_t stack_size;     /* bytes of C stack that this thread may use; 0: ask the system */
    uint64_t fail_at;      /* tests: the allocation with this number after opening fails, and all after it */
    bool fail_once;        /* only that one */
    bool gc_stress;
} VMOptions;

/* A new VM with its main thread, or NULL when memory is out. */
VM *as_vm_open(const VMOptions *options);
/* The end of the program: modules are cleared and finalizers run, which may still print. */
void as_vm_finish(VM *vm);
/* Release everything (as_vm_finish first, if that has not been called). Returns the number of objects still alive after it (leaks); `report`, if not NULL, gets a
 * description of some of them. */
size_t as_vm_close(VM *vm, FILE *report);

#endif
