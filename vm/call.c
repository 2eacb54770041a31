/* Calls from C, and the binding of arguments to the parameters of script functions. */
#include "vm/call.h"

#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

/* --- messages --- */

static Value list_names(Thread *t, Value *names, size_t n) {
    StrBuilder b;
    as_sb_init(&b, t);
    for (size_t i = 0; i < n; i++) {
        if (i) as_sb_c(&b, n == 2 ? " and " : i + 1 == n ? ", and " : ", ");
        if (!as_sb_repr(&b, names[i])) {
            as_sb_drop(&b);
            return AS_UNDEF;
        }
    }
    return as_sb_end(&b);
}

/* "f() missing 2 required positional arguments: 'a' and 'b'" for the unbound among regs[from..to). */
static bool missing_arguments(Thread *t, Function *f, Value *regs, uint32_t from, uint32_t to, const char *kind) {
    Value names[64];
    size_t n = 0;
    for (uint32_t i = from; i < to && n < 64; i++)
        if (as_is_undef(regs[i])) names[n++] = f->code->local_names[i];
    OWNED(list, list_names(t, names, n));
    if (as_is_undef(list.v)) return false;
    return as_fail(t, T_TYPE_ERROR, "%V() missing %zu required %s argument%s: %V", f->qualname, n, kind,
                   n == 1 ? "" : "s", list.v);
}

static bool too_many(Thread *t, Function *f, uint32_t given, Value *regs) {
    Code *c = f->code;
    uint32_t kwonly = 0, ndefaults = f->defaults ? (uint32_t)f->defaults->count : 0;
    for (uint32_t i = c->nargs; i < c->nargs + c->nkwonly; i++) kwonly += !as_is_undef(regs[i]);
    bool plural = c->nargs != 1;
    OWNED(takes, ndefaults ? as_str_format(t, "from %u to %u", c->nargs - ndefaults, c->nargs)
                           : as_str_format(t, "%u", c->nargs));
    if (ndefaults) plural = true;
    OWNED(extra, kwonly ? as_str_format(t, " positional argument%s (and %u keyword-only argument%s)",
                                        given != 1 ? "s" : "", kwonly, kwonly != 1 ? "s" : "")
                        : as_str_from(t, ""));
    if (as_is_undef(takes.v) || as_is_undef(extra.v)) return false;
    return as_fail(t, T_TYPE_ERROR, "%V() takes %V positional argument%s but %u%V %s given", f->qualname, takes.v,
                   plural ? "s" : "", given, extra.v, given == 1 && !kwonly ? "was" : "were");
}

static bool positional_as_keyword(Thread *t, Function *f, Value kwnames) {
    Code *c = f->code;
    StrBuilder b;
    as_sb_init(&b, t);
    bool any = false;
    for (uint32_t i = 0; i < c->nposonly; i++)
        for (size_t k = 0; k < as_as_tuple(kwnames)->count; k++)
            if (as_str_equal(as_as_str(c->local_names[i]), as_as_str(as_as_tuple(kwnames)->items[k]))) {
                if (any) as_sb_c(&b, ", ");
                as_sb_str(&b, as_as_str(c->local_names[i]));
                any = true;
            }
    OWNED(list, as_sb_end(&b));
    if (as_is_undef(list.v)) return true;
    if (!any) return false;
    as_raise(t, T_TYPE_ERROR, "%V() got some positional-only arguments passed as keyword arguments: '%V'",
             f->qualname, list.v);
    return true;
}

/* --- binding --- */

static int64_t find_parameter(Code *c, Str *name) {
    uint32_t n = c->nargs + c->nkwonly;
    for (uint32_t i = c->nposonly; i < n; i++)
        if (as_obj(c->local_names[i]) == &name->obj) return i;
    for (uint32_t i = c->nposonly; i < n; i++)
        if (as_str_equal(as_as_str(c->local_names[i]), name)) return i;
    return -1;
}

static bool bind_keywords(Thread *t, Function *f, Value *args, Value kwnames, Value *regs, Dict *extra) {
    Code *c = f->code;
    Tuple *names = as_as_tuple(kwnames);
    for (size_t k = 0; k < names->count; k++) {
        if (!as_is_instance_of(t, names->items[k], T_STR))
            return as_fail(t, T_TYPE_ERROR, "%V() keywords must be strings", f->qualname);
        Str *name = as_as_str(names->items[k]);
        int64_t i = find_parameter(c, name);
        if (i >= 0) {
            if (!as_is_undef(regs[i]))
                return as_fail(t, T_TYPE_ERROR, "%V() got multiple values for argument '%S'", f->qualname, name);
            regs[i] = as_incref(args[k]);
        } else if (extra) {
            if (!as_dict_set_str(t, extra, name, args[k])) return false;
        } else if (c->nposonly && positional_as_keyword(t, f, kwnames)) {
            return false;
        } else {
            if (as_has_exc(t)) return false;
            return as_fail(t, T_TYPE_ERROR, "%V() got an unexpected keyword argument '%S'", f->qualname, name);
        }
    }
    return true;
}

static bool fill_defaults(Thread *t, Function *f, Value *regs) {
    Code *c = f->code;
    uint32_t ndefaults = f->defaults ? (uint32_t)f->defaults->count : 0;
    uint32_t first = ndefaults > c->nargs ? 0 : c->nargs - ndefaults;
    for (uint32_t i = 0; i < first; i++)
        if (as_is_undef(regs[i])) return missing_arguments(t, f, regs, 0, first, "positional");
    for (uint32_t i = first; i < c->nargs; i++)
        if (as_is_undef(regs[i])) regs[i] = as_incref(f->defaults->items[i - first + (ndefaults - (c->nargs - first))]);
    uint32_t end = c->nargs + c->nkwonly;
    bool absent = false;
    for (uint32_t i = c->nargs; i < end; i++) {
        if (!as_is_undef(regs[i])) continue;
        Value v = f->kwdefaults ? as_dict_get(t, f->kwdefaults, c->local_names[i]) : AS_MISSING;
        if (as_is_undef(v)) return false;
        if (as_same(v, AS_MISSING)) absent = true;
        else regs[i] = as_incref(v);
    }
    return !absent || missing_arguments(t, f, regs, c->nargs, end, "keyword-only");
}

static bool bind(Thread *t, Function *f, Value *args, int nargs, Value kwnames, Value *regs) {
    Code *c = f->code;
    uint32_t nkw = as_is_undef(kwnames) ? 0 : (uint32_t)as_as_tuple(kwnames)->count;
    uint32_t npos = (uint32_t)nargs - nkw, direct = npos < c->nargs ? npos : c->nargs;
    uint32_t at = c->nargs + c->nkwonly;
    for (uint32_t i = 0; i < direct; i++) regs[i] = as_incref(args[i]);
    if (c->flags & CODE_VARARGS) {
        Value rest = as_tuple_new(t, args + direct, npos - direct);
        if (as_is_undef(rest)) return false;
        regs[at++] = rest;
    }
    Dict *extra = NULL;
    if (c->flags & CODE_VARKEYWORDS) {
        if (!(extra = as_dict_new(t))) return false;
        regs[at] = as_from_obj(extra);
    }
    if (nkw && !bind_keywords(t, f, args + npos, kwnames, regs, extra)) return false;
    if (npos > c->nargs && !(c->flags & CODE_VARARGS)) return too_many(t, f, npos, regs);
    return fill_defaults(t, f, regs);
}

bool as_bind_function(Thread *t, Function *f, Value *args, int nargs, Value kwnames, Value *regs) {
    Code *c = f->code;
    uint32_t n = c->nargs + c->nkwonly + !!(c->flags & CODE_VARARGS) + !!(c->flags & CODE_VARKEYWORDS);
    for (uint32_t i = 0; i < n; i++) regs[i] = AS_UNDEF;
    if (bind(t, f, args, nargs, kwnames, regs)) return true;
    for (uint32_t i = 0; i < n; i++) as_decref(t, regs[i]);
    return false;
}

/* --- calls from C --- */

bool as_is_callable(Thread *t, Value v) {
    return as_type_of(t, v)->slots.call != NULL;
}

Value as_call(Thread *t, Value callable, Value *args, int nargs, Value kwnames) {
    Type *type = as_type_of(t, callable);
    if (!type->slots.call) return as_raise(t, T_TYPE_ERROR, "'%T' object is not callable", callable);
    return type->slots.call(t, callable, args, nargs, kwnames);
}

Value as_call_method(Thread *t, Value v, Str *name, Value *args, int nargs) {
    OWNED(method, as_getattr(t, v, name));
    if (as_is_undef(method.v)) return AS_UNDEF;
    return as_call(t, method.v, args, nargs, AS_UNDEF);
}
