/* Type parameters and aliases (PEP 695): made by the module _typing, which is loaded when a program
 * first needs one. */
#include "vm/function.h"
#include "vm/interp.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

static Value make(Thread *t, const char *function, Value *args, int nargs) {
    OWNED(module, as_import(t, "_typing"));
    OWNED(name, as_str_from(t, function));
    if (as_is_undef(module.v) || as_is_undef(name.v)) return AS_UNDEF;
    OWNED(f, as_getattr(t, module.v, as_as_str(name.v)));
    return as_is_undef(f.v) ? AS_UNDEF : as_call(t, f.v, args, nargs, AS_UNDEF);
}

Value as_make_type_param(Thread *t, unsigned kind, Value name, Value bound) {
    Value args[3] = {as_int(kind), name, bound};
    return make(t, "_make_param", args, 3);
}

Value as_make_type_alias(Thread *t, Value name, Value params, Value value) {
    Value args[3] = {name, params, value};
    return make(t, "_make_alias", args, 3);
}

Value as_make_generic_base(Thread *t, Value params) {
    return make(t, "_make_base", &params, 1);
}
