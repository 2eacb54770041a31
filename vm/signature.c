/* Signatures of natives: parsing their text, binding a call's arguments to them, and the messages that
 * CPython gives for each style of function. */
#include <ctype.h>

#include "vm/call.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

enum { MAX_PARAMS = 24 };

/* --- the registry: NativeDef * -> Signature *, open addressing --- */

typedef struct Registry {
    uint32_t count, size;
    Signature **slots;
} Registry;

static uint32_t slot_of(const Registry *r, const NativeDef *def) {
    uint32_t i = (uint32_t)(((uintptr_t)def * 0x9E3779B97F4A7C15u) >> 40) & (r->size - 1);
    while (r->slots[i] && r->slots[i]->def != def) i = (i + 1) & (r->size - 1);
    return i;
}

static bool grow(VM *vm, Registry *r) {
    uint32_t size = r->size ? r->size * 2 : 128;
    Signature **slots = as_mem_zalloc(&vm->mem, size * sizeof *slots);
    if (!slots) return false;
    Registry grown = {r->count, size, slots};
    for (uint32_t i = 0; i < r->size; i++)
        if (r->slots[i]) slots[slot_of(&grown, r->slots[i]->def)] = r->slots[i];
    as_mem_free(&vm->mem, r->slots, r->size * sizeof *slots);
    *r = grown;
    return true;
}

void as_signatures_close(VM *vm) {
    Registry *r = vm->signatures;
    if (!r) return;
    for (uint32_t i = 0; i < r->size; i++) as_mem_free(&vm->mem, r->slots[i], sizeof(Signature));
    as_mem_free(&vm->mem, r->slots, r->size * sizeof *r->slots);
    as_mem_free(&vm->mem, r, sizeof *r);
    vm->signatures = NULL;
}

/* --- parsing --- */

/* Skip a default value: up to the comma of its level. */
static const char *skip_default(const char *p) {
    int depth = 0;
    char quote = 0;
    for (; *p; p++) {
        if (quote) {
            if (*p == '\\' && p[1]) p++;
            else if (*p == quote) quote = 0;
        } else if (*p == '\'' || *p == '"') {
            quote = *p;
        } else if (strchr("([{", *p)) {
            depth++;
        } else if (strchr(")]}", *p)) {
            depth--;
        } else if (*p == ',' && depth == 0) {
            break;
        }
    }
    return p;
}

static bool parse(Thread *t, Signature *s, const char *p) {
    bool keyword_only = false;
    while (*p) {
        while (*p == ' ' || *p == ',') p++;
        if (!*p) break;
        if (*p == '/') {
            s->nposonly = s->npos;
            p++;
            continue;
        }
        bool stars2 = p[0] == '*' && p[1] == '*', star = p[0] == '*' && !stars2;
        p += stars2 ? 2 : star ? 1 : 0;
        const char *start = p;
        while (isalnum((unsigned char)*p) || *p == '_') p++;
        size_t length = (size_t)(p - start);
        const char *end = skip_default(p);
        bool has_default = memchr(p, '=', (size_t)(end - p)) != NULL;
        p = end;
        if (star) {
            keyword_only = true;
            s->varargs = length > 0;
            continue;
        }
        if (stars2) {
            s->varkw = true;
            continue;
        }
        int i = s->npos + s->nkwonly;
        s->names[i] = as_intern(t, start, length);
        if (!s->names[i]) return false;
        s->required[i] = !has_default;
        if (keyword_only) {
            s->nkwonly++;
            s->required_kw |= !has_default;
        } else {
            s->npos++;
            if (!has_default) s->nrequired++;
        }
    }
    s->nparams = (uint16_t)(s->npos + s->nkwonly + s->varkw);
    return true;
}

static void drop_names(Thread *t, Signature *s) {
    for (int i = 0; i < MAX_PARAMS; i++)
        if (s->names[i]) as_decref_obj(t, s->names[i]);
}

Signature *as_signature_of(Thread *t, const NativeDef *def) {
    VM *vm = t->vm;
    if (!vm->signatures && !(vm->signatures = as_mem_zalloc(&vm->mem, sizeof(Registry)))) goto memory;
    Registry *r = vm->signatures;
    if (r->count * 2 >= r->size && !grow(vm, r)) goto memory;
    uint32_t i = slot_of(r, def);
    if (r->slots[i]) return r->slots[i];
    Signature *s = as_mem_zalloc(&vm->mem, sizeof *s);
    if (!s) goto memory;
    s->def = def;
    if (!parse(t, s, def->signature)) {
        drop_names(t, s);
        as_mem_free(&vm->mem, s, sizeof *s);
        return NULL;
    }
    r->slots[i] = s;
    r->count++;
    return s;
memory:
    as_raise_memory(t);
    return NULL;
}

void as_signatures_release_names(Thread *t) {
    Registry *r = t->vm->signatures;
    for (uint32_t i = 0; r && i < r->size; i++) {
        if (!r->slots[i]) continue;
        drop_names(t, r->slots[i]);
        memset(r->slots[i]->names, 0, sizeof r->slots[i]->names);
    }
}

/* --- messages --- */

typedef struct Call {
    Thread *t;
    const Signature *s;
    const char *name;  /* "append" */
    const char *module; /* "math": stands in front of a function's name in some messages; or "" */
    const Type *owner; /* of a method, whose self is not counted; or NULL */
    int self;          /* 1 when the first parameter is self */
} Call;

static bool wrong_count(const Call *c, int given) {
    Thread *t = c->t;
    int required = c->s->nrequired - c->self, most = c->s->npos - c->self;
    given -= c->self;
    const char *dot = c->owner ? "." : "";
    const Type *owner = c->owner;
    bool positional = c->s->nposonly == c->s->npos && c->s->nkwonly == 0;
    if (positional && most == required && most <= 1 && !c->s->varargs) {
        const char *count = most == 0 ? "no arguments" : "exactly one argument";
        if (owner) return as_fail(t, T_TYPE_ERROR, "%N%s%s() takes %s (%d given)", owner, dot, c->name, count, given);
        return as_fail(t, T_TYPE_ERROR, "%s%s%s() takes %s (%d given)", c->module, *c->module ? "." : "",
                       c->name, count, given);
    }
    if (positional) {
        bool few = given < required;
        const char *at = required == most && !c->s->varargs ? "" : few ? "at least " : "at most ";
        int limit = few ? required : most;
        return as_fail(t, T_TYPE_ERROR, "%s expected %s%d argument%s, got %d", c->name, at, limit,
                       limit == 1 ? "" : "s", given);
    }
    if (most == 0 && given <= c->s->nkwonly)
        return as_fail(t, T_TYPE_ERROR, "%s() takes no positional arguments", c->name);
    if (given < required) {
        if (c->s->nposonly > 0)
            return as_fail(t, T_TYPE_ERROR, "%s() takes at least %d positional argument%s (%d given)", c->name, required,
                           required == 1 ? "" : "s", given);
        return as_fail(t, T_TYPE_ERROR, "%s() missing required argument '%S' (pos %d)", c->name,
                       c->s->names[c->self + given], given + 1);
    }
    int all = most + c->s->nkwonly;
    if (given > all)
        return as_fail(t, T_TYPE_ERROR, "%s() takes %s %d argument%s (%d given)", c->name,
                       required == all ? "exactly" : "at most", all, all == 1 ? "" : "s", given);
    return as_fail(t, T_TYPE_ERROR, "%s() takes %s %d positional argument%s (%d given)", c->name,
                   required == most ? "exactly" : "at most", most, most == 1 ? "" : "s", given);
}

static bool missing(const Call *c, int i, int given) {
    if (i < c->s->nrequired && i >= c->s->nposonly)
        return as_fail(c->t, T_TYPE_ERROR, "%s() missing required argument '%S' (pos %d)", c->name, c->s->names[i],
                       i - c->self + 1);
    if (i < c->s->npos) return wrong_count(c, given);
    return as_fail(c->t, T_TYPE_ERROR, "%s() missing required keyword-only argument: '%S'", c->name,
                   c->s->names[i]);
}

/* --- binding --- */

static int find_param(const Signature *s, const Str *name) {
    for (int i = s->nposonly; i < s->npos + s->nkwonly; i++)
        if (s->names[i] == name || as_str_equal(s->names[i], name)) return i;
    return -1;
}

static bool bind_keywords(const Call *c, Value *out, Value *args, int npos, Value kwnames, Value *extra) {
    Thread *t = c->t;
    Tuple *names = as_as_tuple(kwnames);
    const Signature *s = c->s;
    if (names->count && s->nposonly == s->npos && s->nkwonly == 0 && !s->varkw) {
        if (c->owner) return as_fail(t, T_TYPE_ERROR, "%N.%s() takes no keyword arguments", c->owner, c->name);
        return as_fail(t, T_TYPE_ERROR, "%s%s%s() takes no keyword arguments", c->module, *c->module ? "." : "",
                       c->name);
    }
    if (!s->varkw && !s->varargs && npos + (int)names->count > s->npos + s->nkwonly)
        return as_fail(t, T_TYPE_ERROR, "%s() takes at most %d %sargument%s (%d given)", c->name,
                       s->npos - c->self + s->nkwonly, s->npos == c->self ? "keyword " : "",
                       s->npos - c->self + s->nkwonly == 1 ? "" : "s", npos - c->self + (int)names->count);
    for (size_t k = 0; k < names->count; k++) {
        Str *name = as_as_str(names->items[k]);
        int i = find_param(s, name);
        if (i < 0 && s->varkw) {
            if (as_is_undef(*extra)) {
                Dict *d = as_dict_new(t);
                if (!d) return false;
                *extra = as_from_obj(d);
            }
            if (!as_dict_set_str(t, as_as_dict(*extra), name, args[npos + (int)k])) return false;
            continue;
        }
        if (i < 0)
            return as_fail(t, T_TYPE_ERROR, "'%S' is an invalid keyword argument for %s()", name, c->name);
        if (!as_is_undef(out[i]))
            return as_fail(t, T_TYPE_ERROR, "argument for %s() given by name ('%S') and position (%d)", c->name, name,
                           i - c->self + 1);
        out[i] = args[npos + (int)k];
    }
    return true;
}

/* Fill `out` (nparams entries) with borrowed values; *extra is the owned dict of **kwargs, or UNDEF. Positional
 * arguments beyond npos are the caller's business when the signature has *args. */
static bool bind(const Call *c, Value *args, int nargs, Value kwnames, Value *out, Value *extra) {
    const Signature *s = c->s;
    int nkw = as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count;
    int npos = nargs - nkw;
    if (npos > s->npos && !s->varargs) return wrong_count(c, npos);
    for (int i = 0; i < s->nparams; i++) out[i] = i < npos && i < s->npos ? args[i] : AS_UNDEF;
    if (nkw && !bind_keywords(c, out, args, npos, kwnames, extra)) return false;
    for (int i = 0; i < s->npos + s->nkwonly; i++)
        if (s->required[i] && as_is_undef(out[i])) return missing(c, i, npos);
    if (s->varkw) out[s->nparams - 1] = *extra;
    return true;
}

/* Name of the module whose function this is, "" for methods and builtins. */
static const char *module_of(const Native *n) {
    if (n->owner || !as_is_str(n->module) || as_str_is(as_as_str(n->module), "builtins")) return "";
    return as_as_str(n->module)->data;
}

static Value call_bound(Thread *t, Native *n, Signature *s, Value *args, int nargs, Value kwnames) {
    Call c = {t, s, n->def->name, module_of(n), n->owner,
              (n->owner && !(n->def->flags & NATIVE_STATIC)) || (n->def->flags & NATIVE_HOST) ? 1 : 0};
    int nkw = as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count;
    int rest = s->varargs && nargs - nkw > s->npos ? nargs - nkw - s->npos : 0;
    Value small[32], *buffer = small;
    size_t total = (size_t)s->nparams + (size_t)rest;
    if (total > 32 && !(buffer = as_mem_alloc(&t->vm->mem, total * sizeof(Value)))) return as_raise_memory(t);
    Value extra = AS_UNDEF, result = AS_UNDEF;
    if (bind(&c, args, nargs, kwnames, buffer, &extra)) {
        for (int i = 0; i < rest; i++) buffer[s->nparams + i] = args[s->npos + i];
        result = n->def->fn(t, buffer, (int)total);
    }
    as_decref(t, extra);
    if (buffer != small) as_mem_free(&t->vm->mem, buffer, total * sizeof(Value));
    return result;
}

Value as_native_call(Thread *t, Native *n, Value first, Value *args, int nargs, Value kwnames) {
    if (!as_stack_ok(t, " while calling a Python object")) return AS_UNDEF;
    Signature *s = n->signature;
    if (!s && !(s = n->signature = as_signature_of(t, n->def))) return AS_UNDEF;
    bool has_first = !as_is_undef(first);
    if (!has_first && as_is_undef(kwnames) && nargs == s->nparams && nargs == s->npos)
        return n->def->fn(t, args, nargs);
    if (!has_first) return call_bound(t, n, s, args, nargs, kwnames);
    Value small[16], *all = small;
    size_t total = (size_t)nargs + 1;
    if (total > 16 && !(all = as_mem_alloc(&t->vm->mem, total * sizeof(Value)))) return as_raise_memory(t);
    all[0] = first;
    if (nargs) memcpy(all + 1, args, (size_t)nargs * sizeof(Value));
    Value result = call_bound(t, n, s, all, nargs + 1, kwnames);
    if (all != small) as_mem_free(&t->vm->mem, all, total * sizeof(Value));
    return result;
}

bool as_bind(Thread *t, const char *function, const char *signature, Value *args, int nargs, Value kwnames,
             Value *out, int nout) {
    Signature s = {0};
    bool ok = parse(t, &s, signature);
    Call c = {t, &s, function, "", NULL, 0};
    Value extra = AS_UNDEF;
    (void)nout;
    if (ok) ok = bind(&c, args, nargs, kwnames, out, &extra);
    drop_names(t, &s);
    return ok;
}
