/* BaseExceptionGroup: several exceptions raised together. ExceptionGroup adds nothing but its
 * second base.
 *
 * Taking a group apart keeps its shape: each part is made by the group's own `derive` and takes
 * over traceback, cause, context and notes of what it was part of. Fields: message (0), exceptions
 * (1). */
#include "vm/objects/exception_group.h"

#include "vm/objects/containers_impl.h"
#include "vm/interp.h"
#include "vm/objects/str.h"
#include "vm/protocol.h"

enum { MESSAGE, EXCEPTIONS };

static Tuple *members(Value group) {
    return as_as_tuple(as_as_exc(group)->field[EXCEPTIONS]);
}

/* --- making --- */

static bool check_members(Thread *t, Value list, bool *all_exceptions) {
    Tuple *items = as_as_tuple(list);
    if (items->count == 0)
        return as_fail(t, T_VALUE_ERROR,
                       "second argument (exceptions) must be a non-empty sequence");
    *all_exceptions = true;
    for (size_t i = 0; i < items->count; i++) {
        if (!as_is_instance_of(t, items->items[i], T_BASE_EXCEPTION))
            return as_fail(t, T_VALUE_ERROR,
                           "Item %zu of second argument (exceptions) is not an exception", i);
        if (!as_is_instance_of(t, items->items[i], T_EXCEPTION)) *all_exceptions = false;
    }
    return true;
}

static bool is_sequence(Thread *t, Value v) {
    Type *type = as_type_of(t, v);
    return type->slots.getitem && type->layout != T_DICT && type->layout != T_MAPPING_PROXY;
}

/* The class that a group of `type` really gets; NULL when it may not hold BaseExceptions. */
static Type *final_type(Thread *t, Type *type, bool all_exceptions) {
    Type *plain = as_builtin(t, T_EXCEPTION_GROUP);
    if (type == as_builtin(t, T_BASE_EXCEPTION_GROUP)) return all_exceptions ? plain : type;
    if (all_exceptions || !as_is_subtype(type, as_builtin(t, T_EXCEPTION))) return type;
    if (type == plain)
        return as_fail_null(t, T_TYPE_ERROR, "Cannot nest BaseExceptions in an ExceptionGroup");
    return as_fail_null(t, T_TYPE_ERROR, "Cannot nest BaseExceptions in '%N'", type);
}

static Value group_new(Thread *t, Type *type, Value *args, int nargs, Value kwnames) {
    int npos = nargs - (as_is_undef(kwnames) ? 0 : (int)as_as_tuple(kwnames)->count);
    if (npos != 2)
        return as_raise(t, T_TYPE_ERROR,
                        "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", npos);
    if (!as_is_instance_of(t, args[0], T_STR))
        return as_raise(t, T_TYPE_ERROR,
                        "BaseExceptionGroup.__new__() argument 1 must be str, not %A", args[0]);
    if (!is_sequence(t, args[1]))
        return as_raise(t, T_TYPE_ERROR, "second argument (exceptions) must be a sequence");
    OWNED(list, as_tuple_from(t, args[1]));
    bool all_exceptions;
    if (as_is_undef(list.v) || !check_members(t, list.v, &all_exceptions)) return AS_UNDEF;
    type = final_type(t, type, all_exceptions);
    if (!type) return AS_UNDEF;
    Value self = as_builtin(t, T_BASE_EXCEPTION)->slots.new_(t, type, args, npos, AS_UNDEF);
    if (as_is_undef(self)) return AS_UNDEF;
    as_assign(t, &as_as_exc(self)->field[MESSAGE], as_incref(args[0]));
    as_assign(t, &as_as_exc(self)->field[EXCEPTIONS], as_move(&list));
    return self;
}

Value as_group_new(Thread *t, const char *message, Value exceptions) {
    OWNED(text, as_str_from(t, message));
    if (as_is_undef(text.v)) return AS_UNDEF;
    Value args[2] = {text.v, exceptions};
    return as_exc_new(t, T_BASE_EXCEPTION_GROUP, args, 2);
}

static Value group_str(Thread *t, Value self) {
    size_t n = members(self)->count;
    return as_str_format(t, "%V (%zu sub-exception%s)", as_as_exc(self)->field[MESSAGE], n,
                         n == 1 ? "" : "s");
}

/* --- parts --- */

static bool copy_notes(Thread *t, Value from, Value to) {
    OWNED(notes, as_getattr_opt(t, from, t->vm->names.__notes__));
    if (as_is_undef(notes.v)) return false;
    if (as_same(notes.v, AS_MISSING) || !is_sequence(t, notes.v)) return true;
    OWNED(copy, as_list_from(t, notes.v));
    return !as_is_undef(copy.v) && as_setattr(t, to, t->vm->names.__notes__, copy.v);
}

/* A group like `group` of these exceptions; None when there are none. */
static Value part_of(Thread *t, Value group, Value exceptions) {
    if (as_as_list(exceptions)->count == 0) return AS_NONE;
    Str *name = as_intern(t, "derive", 6);
    if (!name) return AS_UNDEF;
    OWNED(held, as_from_obj(name));
    OWNED(part, as_call_method(t, group, name, &exceptions, 1));
    if (as_is_undef(part.v)) return AS_UNDEF;
    if (!as_is_group(t, part.v))
        return as_raise(t, T_TYPE_ERROR, "derive must return an instance of BaseExceptionGroup");
    Exception *from = as_as_exc(group), *to = as_as_exc(part.v);
    as_assign(t, &to->traceback, as_incref(from->traceback));
    as_assign(t, &to->context, as_incref(from->context));
    as_assign(t, &to->cause, as_incref(from->cause));
    to->suppress_context = true;
    return copy_notes(t, group, part.v) ? as_move(&part) : AS_UNDEF;
}

/* --- splitting --- */

typedef enum MatchBy { BY_CLASS, BY_FUNCTION, BY_IDENTITY } MatchBy;

typedef struct Matcher {
    MatchBy by;
    Value what; /* class or tuple of them, function, or list of exceptions */
    bool want_rest;
} Matcher;

static bool make_matcher(Thread *t, Value v, Matcher *m) {
    m->what = v;
    if (as_is_exact(v, T_FUNCTION)) {
        m->by = BY_FUNCTION;
        return true;
    }
    bool ok = as_is_exception_class(t, v);
    if (as_is_tuple(v)) {
        ok = true;
        for (size_t i = 0; i < as_as_tuple(v)->count && ok; i++)
            ok = as_is_exception_class(t, as_as_tuple(v)->items[i]);
    }
    m->by = BY_CLASS;
    return ok || as_fail(t, T_TYPE_ERROR,
                         "expected a function, exception type or tuple of exception types");
}

static int is_class_match(Thread *t, Value exc, Value what) {
    Type *type = as_type_of(t, exc);
    if (!as_is_tuple(what)) return as_is_subtype(type, as_as_type(what));
    for (size_t i = 0; i < as_as_tuple(what)->count; i++)
        if (as_is_subtype(type, as_as_type(as_as_tuple(what)->items[i]))) return 1;
    return 0;
}

/* 1, 0, -1 */
static int matches(Thread *t, Value exc, const Matcher *m) {
    if (m->by == BY_CLASS) return is_class_match(t, exc, m->what);
    if (m->by == BY_FUNCTION) {
        OWNED(answer, as_call1(t, m->what, exc));
        return as_is_undef(answer.v) ? -1 : as_truth(t, answer.v);
    }
    if (as_is_group(t, exc)) return 0;
    List *list = as_as_list(m->what);
    for (size_t i = 0; i < list->count; i++)
        if (as_same(list->items[i], exc)) return 1;
    return 0;
}

static bool split(Thread *t, Value exc, const Matcher *m, Value *match, Value *rest);

static bool split_members(Thread *t, Value group, const Matcher *m, List *matching, List *others) {
    OWNED(held, as_incref(as_from_obj(members(group))));
    Tuple *list = as_as_tuple(held.v);
    for (size_t i = 0; i < list->count; i++) {
        OWNED(match, AS_NONE);
        OWNED(rest, AS_NONE);
        if (!split(t, list->items[i], m, &match.v, &rest.v)) return false;
        if (!as_is_none(match.v) && !as_list_append(t, matching, match.v)) return false;
        if (!as_is_none(rest.v) && !as_list_append(t, others, rest.v)) return false;
    }
    return true;
}

/* *match and *rest come as None. */
static bool split(Thread *t, Value exc, const Matcher *m, Value *match, Value *rest) {
    if (!as_stack_ok(t, " in exceptiongroup_split_recursive")) return false;
    int is = matches(t, exc, m);
    if (is < 0) return false;
    if (is) {
        *match = as_incref(exc);
        return true;
    }
    if (!as_is_group(t, exc)) {
        if (m->want_rest) *rest = as_incref(exc);
        return true;
    }
    OWNED(matching, as_list_new(t, 0));
    OWNED(others, as_list_new(t, 0));
    if (as_is_undef(matching.v) || as_is_undef(others.v)) return false;
    if (!split_members(t, exc, m, as_as_list(matching.v), as_as_list(others.v))) return false;
    OWNED(part, part_of(t, exc, matching.v));
    if (as_is_undef(part.v)) return false;
    if (m->want_rest) {
        Value left = part_of(t, exc, others.v);
        if (as_is_undef(left)) return false;
        *rest = left;
    }
    *match = as_move(&part);
    return true;
}

static Value group_split(Thread *t, Value *a, int n) {
    (void)n;
    Matcher m = {.want_rest = true};
    if (!make_matcher(t, a[1], &m)) return AS_UNDEF;
    OWNED(match, AS_NONE);
    OWNED(rest, AS_NONE);
    if (!split(t, a[0], &m, &match.v, &rest.v)) return AS_UNDEF;
    Value pair[2] = {match.v, rest.v};
    return as_tuple_new(t, pair, 2);
}

static Value group_subgroup(Thread *t, Value *a, int n) {
    (void)n;
    Matcher m = {.want_rest = false};
    if (!make_matcher(t, a[1], &m)) return AS_UNDEF;
    OWNED(match, AS_NONE);
    Value rest = AS_NONE;
    return split(t, a[0], &m, &match.v, &rest) ? as_move(&match) : AS_UNDEF;
}

static Value group_derive(Thread *t, Value *a, int n) {
    if (n != 2)
        return as_raise(t, T_TYPE_ERROR, "function takes exactly 1 argument (%d given)", n - 1);
    Value args[2] = {as_as_exc(a[0])->field[MESSAGE], a[1]};
    return as_exc_new(t, T_BASE_EXCEPTION_GROUP, args, 2);
}

bool as_group_split(Thread *t, Value group, Value classes, Value *match, Value *rest) {
    Str *name = as_intern(t, "split", 5);
    if (!name) return false;
    OWNED(held, as_from_obj(name));
    OWNED(pair, as_call_method(t, group, name, &classes, 1));
    if (as_is_undef(pair.v)) return false;
    if (!as_is_instance_of(t, pair.v, T_TUPLE))
        return as_fail(t, T_TYPE_ERROR, "%T.split must return a tuple, not %T", group, pair.v);
    Tuple *list = as_as_tuple(pair.v);
    if (list->count < 2)
        return as_fail(t, T_TYPE_ERROR, "%T.split must return a 2-tuple, got tuple of size %zu",
                       group, list->count);
    *match = as_incref(list->items[0]);
    *rest = as_incref(list->items[1]);
    return true;
}

/* --- putting together --- */

/* All exceptions below `exc` that are no groups, appended to the list `out`. */
static bool collect_leaves(Thread *t, Value exc, List *out) {
    if (!as_is_group(t, exc)) return as_list_append(t, out, exc);
    if (!as_stack_ok(t, " in collect_exception_group_leaves")) return false;
    Tuple *list = members(exc);
    for (size_t i = 0; i < list->count; i++)
        if (!collect_leaves(t, list->items[i], out)) return false;
    return true;
}

Value as_group_project(Thread *t, Value group, Value parts) {
    OWNED(leaves, as_list_new(t, 0));
    if (as_is_undef(leaves.v)) return AS_UNDEF;
    for (size_t i = 0; i < as_as_list(parts)->count; i++)
        if (!collect_leaves(t, as_as_list(parts)->items[i], as_as_list(leaves.v))) return AS_UNDEF;
    Matcher m = {.by = BY_IDENTITY, .what = leaves.v, .want_rest = false};
    OWNED(match, AS_NONE);
    Value rest = AS_NONE;
    return split(t, group, &m, &match.v, &rest) ? as_move(&match) : AS_UNDEF;
}

/* --- the type --- */

static Value read_only(Thread *t, Value *a, int n, int field) {
    if (n > 1) return as_raise(t, T_ATTRIBUTE_ERROR, "readonly attribute");
    return as_incref(as_as_exc(a[0])->field[field]);
}

static Value get_message(Thread *t, Value *a, int n) {
    return read_only(t, a, n, MESSAGE);
}
static Value get_exceptions(Thread *t, Value *a, int n) {
    return read_only(t, a, n, EXCEPTIONS);
}

static const NativeDef group_methods[] = {
    {"derive", "self, *args", group_derive, "A group with the same message of other exceptions.",
     0},
    {"split", "self, matcher_value, /", group_split,
     "The part that matches, and the part that does not.", 0},
    {"subgroup", "self, matcher_value, /", group_subgroup, "The part that matches, or None.", 0},
    {"__class_getitem__", "cls, item, /", as_class_getitem, "A type hint.", NATIVE_CLASS},
    {"message", "self, value=None, /", get_message, NULL, NATIVE_GETTER | NATIVE_SETTER},
    {"exceptions", "self, value=None, /", get_exceptions, NULL, NATIVE_GETTER | NATIVE_SETTER},
    {0},
};

const TypeDef as_def_BASE_EXCEPTION_GROUP = {
    .id = T_BASE_EXCEPTION_GROUP,
    .slots = {.new_ = group_new, .str = group_str},
    .methods = group_methods,
    .size = sizeof(Exception),
    .flags = TYPE_CONTAINER | TYPE_HAS_DICT | TYPE_EXCEPTION,
    .doc = "Several exceptions raised together.",
};
