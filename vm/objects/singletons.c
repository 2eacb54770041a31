/* None, Ellipsis and NotImplemented. */
#include "vm/error.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

static Value same_text(Thread *t, const char *text) {
    return as_str_from(t, text);
}

static Value none_repr(Thread *t, Value self) { (void)self; return same_text(t, "None"); }
static Value ellipsis_repr(Thread *t, Value self) { (void)self; return same_text(t, "Ellipsis"); }
static Value not_impl_repr(Thread *t, Value self) { (void)self; return same_text(t, "NotImplemented"); }

static int none_truth(Thread *t, Value self) { (void)t, (void)self; return 0; }

static bool none_hash(Thread *t, Value self, uint64_t *out) {
    (void)t, (void)self;
    *out = 0xFCA86420; /* CPython 3.12's */
    return true;
}

static int not_impl_truth(Thread *t, Value self) {
    (void)self;
    return as_warn(t, T_DEPRECATION_WARNING, 1, "NotImplemented should not be used in a boolean context") ? 1 : -1;
}

static bool no_arguments(Thread *t, const char *name, int nargs) {
    return nargs == 0 || as_fail(t, T_TYPE_ERROR, "%s takes no arguments", name);
}

static Value none_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type, (void)args, (void)kwnames;
    return no_arguments(t, "NoneType", nargs) ? AS_NONE : AS_UNDEF;
}

static Value ellipsis_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type, (void)args, (void)kwnames;
    return no_arguments(t, "EllipsisType", nargs) ? AS_ELLIPSIS : AS_UNDEF;
}

static Value not_impl_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    (void)type, (void)args, (void)kwnames;
    return no_arguments(t, "NotImplementedType", nargs) ? AS_NOT_IMPL : AS_UNDEF;
}

const TypeDef as_def_NONE = {
    .id = T_NONE, .slots = {.repr = none_repr, .truth = none_truth, .hash = none_hash, .new_ = none_new},
    .flags = TYPE_FINAL, .doc = "The type of None.",
};

const TypeDef as_def_ELLIPSIS = {
    .id = T_ELLIPSIS, .slots = {.repr = ellipsis_repr, .new_ = ellipsis_new},
    .flags = TYPE_FINAL, .doc = "The type of Ellipsis.",
};

const TypeDef as_def_NOT_IMPL = {
    .id = T_NOT_IMPL, .slots = {.repr = not_impl_repr, .truth = not_impl_truth, .new_ = not_impl_new},
    .flags = TYPE_FINAL, .doc = "The type of NotImplemented.",
};
