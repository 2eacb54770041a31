/* What `except*` does: hand each handler the part of a group that it asked for, and make what is
 * left and what the handlers raised into the exception that goes on. */
#include "vm/interp.h"
#include "vm/objects/exception_group.h"
#include "vm/protocol.h"

static bool is_group_class(Thread *t, Value v) {
    return as_is_type(t, v) && as_is_subtype(as_as_type(v), as_builtin(t, T_BASE_EXCEPTION_GROUP));
}

static bool check_classes(Thread *t, Value classes) {
    bool many = as_is_instance_of(t, classes, T_TUPLE);
    Value *list = many ? as_as_tuple(classes)->items : &classes;
    size_t n = many ? as_as_tuple(classes)->count : 1;
    for (size_t i = 0; i < n; i++)
        if (!as_is_exception_class(t, list[i]))
            return as_fail(
                t, T_TYPE_ERROR,
                "catching classes that do not inherit from BaseException is not allowed");
    for (size_t i = 0; i < n; i++)
        if (is_group_class(t, list[i]))
            return as_fail(
                t, T_TYPE_ERROR,
                "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return true;
}

/* An exception that is no group comes to the handler in one. */
static Value wrap(Thread *t, Value exc) {
    OWNED(list, as_tuple_new(t, &exc, 1));
    return as_is_undef(list.v) ? AS_UNDEF : as_group_new(t, "", list.v);
}

bool as_exc_star_match(Thread *t, Value exc, Value classes, Value *out) {
    out[0] = out[1] = AS_NONE;
    if (!check_classes(t, classes)) return false;
    if (as_is_none(exc)) return true;
    int whole = as_exc_match(t, exc, classes);
    if (whole < 0) return false;
    if (whole) {
        out[0] = as_is_group(t, exc) ? as_incref(exc) : wrap(t, exc);
        return !as_is_undef(out[0]);
    }
    if (as_is_group(t, exc)) return as_group_split(t, exc, classes, &out[0], &out[1]);
    out[1] = as_incref(exc);
    return true;
}

/* --- raising what is left --- */

static bool same_or_absent(Value a, Value b) {
    if (as_is_none(a)) a = AS_UNDEF;
    if (as_is_none(b)) b = AS_UNDEF;
    return as_same(a, b);
}

/* Whether `exc` is a part of `original` that nobody raised anew. -1: exception */
static int is_part(Thread *t, Value exc, Value original) {
    if (!as_is_group(t, exc)) return 0;
    Exception *a = as_as_exc(exc), *b = as_as_exc(original);
    return same_or_absent(a->traceback, b->traceback) && same_or_absent(a->cause, b->cause) &&
           same_or_absent(a->context, b->context);
}

static bool sort_out(Thread *t, Value original, List *list, List *raised, List *parts) {
    for (size_t i = 0; i < list->count; i++) {
        if (as_is_none(list->items[i])) continue;
        int part = is_part(t, list->items[i], original);
        if (part < 0 || !as_list_append(t, part ? parts : raised, list->items[i])) return false;
    }
    return true;
}

Value as_prep_reraise_star(Thread *t, Value original, Value list) {
    List *all = as_as_list(list);
    if (all->count == 0) return AS_NONE;
    if (!as_is_group(t, original))
        return as_incref(all->items[0]); /* one handler at most has run */
    OWNED(raised, as_list_new(t, 0));
    OWNED(parts, as_list_new(t, 0));
    if (as_is_undef(raised.v) || as_is_undef(parts.v)) return AS_UNDEF;
    if (!sort_out(t, original, all, as_as_list(raised.v), as_as_list(parts.v))) return AS_UNDEF;
    OWNED(rest, AS_NONE);
    if (as_as_list(parts.v)->count) rest.v = as_group_project(t, original, parts.v);
    if (as_is_undef(rest.v) || as_as_list(raised.v)->count == 0) return as_move(&rest);
    if (!as_is_none(rest.v) && !as_list_append(t, as_as_list(raised.v), rest.v)) return AS_UNDEF;
    if (as_as_list(raised.v)->count == 1) return as_incref(as_as_list(raised.v)->items[0]);
    return as_group_new(t, "", raised.v);
}
