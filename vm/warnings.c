/* Warnings: where they come from, which filter decides about them, and how they are shown.
 *
 * A filter is the tuple (action, message, category, module, line) of the warnings module. Once that
 * module was imported its list `filters` counts and its _showwarnmsg shows; before that, the list
 * is made anew each time from -W options and CPython's defaults, and the text goes straight to
 * standard error. What was shown is noted in the __warningregistry__ of the module that it came
 * from. */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "vm/call.h"
#include "vm/objects/containers.h"
#include "vm/objects/numbers.h"
#include "vm/protocol.h"
#include "vm/report.h"

/* --- small things --- */

/* An attribute of the warnings module, if that was imported: owned, else AS_MISSING; UNDEF raises.
 */
static Value module_attr(Thread *t, const char *name) {
    if (!t->vm->modules) return AS_MISSING;
    OWNED(key, as_str_from(t, "warnings"));
    if (as_is_undef(key.v)) return AS_UNDEF;
    Value module = as_dict_get_str(t, t->vm->modules, as_as_str(key.v));
    if (!as_is_exact(module, T_MODULE)) return AS_MISSING;
    OWNED(attr, as_str_from(t, name));
    if (as_is_undef(attr.v)) return AS_UNDEF;
    Value v = as_dict_get_str(t, as_module_dict(module), as_as_str(attr.v));
    return as_incref(v);
}

static bool is_text(Value v, const char *text) {
    return as_is_str(v) && as_str_is(as_as_str(v), text);
}

/* --- the filters that count while the module was not imported --- */

static bool add_filter(Thread *t, List *list, const char *action, Value message, Value category,
                       Value module, int64_t line) {
    OWNED(name, as_str_from(t, action));
    if (as_is_undef(name.v)) return false;
    OWNED(filter, as_tuple_pack(t, 5, name.v, message, category, module, as_int(line)));
    return !as_is_undef(filter.v) && as_list_append(t, list, filter.v);
}

static const char *action_named(const char *text, size_t size) {
    static const char *const actions[] = {"default", "always", "ignore", "module", "once", "error"};
    if (size == 0) return "default";
    if (size == 3 && memcmp(text, "all", 3) == 0) return "always";
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strncmp(actions[i], text, size) == 0) return actions[i];
    return NULL;
}

/* A warning class by its name, borrowed; AS_MISSING when there is none. */
static Value category_named(Thread *t, const char *text, size_t size) {
    if (size == 0) return as_from_obj(as_builtin(t, T_WARNING));
    OWNED(name, as_str_new(t, text, size));
    if (as_is_undef(name.v)) return AS_UNDEF;
    Value v = as_dict_get_str(t, t->vm->builtins, as_as_str(name.v));
    if (!as_is_type(t, v) || !as_is_subtype(as_as_type(v), as_builtin(t, T_WARNING)))
        return AS_MISSING;
    return v;
}

enum { OPTION_PARTS = 5 };

/* action:message:category:module:line */
static bool add_option(Thread *t, List *list, const char *text) {
    const char *part[OPTION_PARTS] = {"", "", "", "", ""};
    size_t size[OPTION_PARTS] = {0};
    for (size_t i = 0; i < OPTION_PARTS; i++) {
        while (*text == ' ') text++;
        size_t n = strcspn(text, ":");
        part[i] = text;
        size[i] = n;
        while (size[i] && text[size[i] - 1] == ' ') size[i]--;
        text += n;
        if (*text++ != ':') break;
    }
    const char *action = action_named(part[0], size[0]);
    Value category = category_named(t, part[2], size[2]);
    if (as_is_undef(category)) return false;
    if (!action || as_same(category, AS_MISSING)) return true;
    OWNED(message, size[1] ? as_str_new(t, part[1], size[1]) : AS_NONE);
    OWNED(module, size[3] ? as_str_new(t, part[3], size[3]) : AS_NONE);
    if (as_is_undef(message.v) || as_is_undef(module.v)) return false;
    return add_filter(t, list, action, message.v, category, module.v, strtol(part[4], NULL, 10));
}

Value as_warning_filters(Thread *t) {
    OWNED(list, as_list_new(t, 8));
    if (as_is_undef(list.v)) return AS_UNDEF;
    List *l = as_as_list(list.v);
    List *options =
        as_is_list(t->vm->warnings_filters) ? as_as_list(t->vm->warnings_filters) : NULL;
    for (size_t i = options ? options->count : 0; i-- > 0;) /* the last option comes first */
        if (as_is_str(options->items[i]) && !add_option(t, l, as_as_str(options->items[i])->data))
            return AS_UNDEF;
    static const TypeId ignored[] = {T_DEPRECATION_WARNING, T_PENDING_DEPRECATION_WARNING,
                                     T_IMPORT_WARNING, T_RESOURCE_WARNING};
    Value main = as_from_obj(t->vm->names.__main__);
    if (!add_filter(t, l, "default", AS_NONE, as_from_obj(as_builtin(t, T_DEPRECATION_WARNING)),
                    main, 0))
        return AS_UNDEF;
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (!add_filter(t, l, "ignore", AS_NONE, as_from_obj(as_builtin(t, ignored[i])), AS_NONE,
                        0))
            return AS_UNDEF;
    return as_move(&list);
}

/* --- choosing an action --- */

static bool begins_with(const Str *text, const Str *prefix) {
    if (prefix->size > text->size) return false;
    for (size_t i = 0; i < prefix->size; i++)
        if (tolower((unsigned char)text->data[i]) != tolower((unsigned char)prefix->data[i]))
            return false;
    return true;
}

/* 1, 0, -1. A str matches messages that begin with it, and modules of that name; others have
 * match(). */
static int part_matches(Thread *t, Value pattern, Value text, bool message) {
    if (as_is_none(pattern)) return 1;
    if (as_is_str(pattern)) {
        if (!as_is_str(text)) return 0;
        Str *p = as_as_str(pattern), *s = as_as_str(text);
        return message ? begins_with(s, p) : as_str_equal(s, p);
    }
    OWNED(name, as_str_from(t, "match"));
    OWNED(found,
          as_is_undef(name.v) ? AS_UNDEF : as_call_method(t, pattern, as_as_str(name.v), &text, 1));
    return as_is_undef(found.v) ? -1 : as_truth(t, found.v);
}

typedef struct Warning {
    Value message; /* the Warning object */
    Value text;    /* its str */
    Value category, filename, module, registry;
    uint32_t line;
    Value action; /* owned str, of the filter that matched */
} Warning;

static int filter_matches(Thread *t, Value filter, const Warning *w) {
    if (!as_is_tuple(filter) || as_as_tuple(filter)->count != 5)
        return as_raise(t, T_VALUE_ERROR, "_warnings.filters item isn't a 5-tuple"), -1;
    Value *part = as_as_tuple(filter)->items;
    int64_t line = 0;
    if (as_is_int(part[4])) line = as_int_of(part[4]);
    if (line && line != w->line) return 0;
    int is = as_issubclass(t, w->category, part[2]);
    if (is <= 0) return is;
    is = part_matches(t, part[1], w->text, true);
    return is <= 0 ? is : part_matches(t, part[3], w->module, false);
}

/* The action for a warning, owned. */
static Value choose_action(Thread *t, const Warning *w) {
    OWNED(list, module_attr(t, "filters"));
    if (as_same(list.v, AS_MISSING)) list.v = as_warning_filters(t);
    if (as_is_undef(list.v)) return AS_UNDEF;
    for (size_t i = 0; as_is_list(list.v) && i < as_as_list(list.v)->count; i++) {
        OWNED(filter, as_incref(as_as_list(list.v)->items[i]));
        int is = filter_matches(t, filter.v, w);
        if (is < 0) return AS_UNDEF;
        if (is) return as_incref(as_as_tuple(filter.v)->items[0]);
    }
    OWNED(fallback, module_attr(t, "defaultaction"));
    if (as_is_str(fallback.v) || as_is_undef(fallback.v)) return as_move(&fallback);
    return as_str_from(t, "default");
}

/* --- what was shown before --- */

/* Forget what was shown under other filters. */
static bool refresh_registry(Thread *t, Dict *registry) {
    OWNED(now, module_attr(t, "_filters_version"));
    OWNED(key, as_str_from(t, "version"));
    if (as_is_undef(now.v) || as_is_undef(key.v)) return false;
    if (as_same(now.v, AS_MISSING)) now.v = as_int(0);
    Value then = as_dict_get(t, registry, key.v);
    if (as_is_undef(then)) return false;
    if (as_same(then, now.v)) return true;
    as_dict_clear(t, registry);
    return as_dict_set(t, registry, key.v, now.v);
}

/* Whether `key` is new in the registry, where it is entered: 1, 0, -1. */
static int first_time(Thread *t, Value registry, Value key) {
    if (!as_is_dict(registry)) return 1;
    Value seen = as_dict_get(t, as_as_dict(registry), key);
    if (as_is_undef(seen)) return -1;
    if (!as_same(seen, AS_MISSING)) return 0;
    return as_dict_set(t, as_as_dict(registry), key, AS_TRUE) ? 1 : -1;
}

static int is_due(Thread *t, const Warning *w) {
    if (is_text(w->action, "always") || is_text(w->action, "all")) return 1;
    if (is_text(w->action, "ignore")) return 0;
    if (is_text(w->action, "once") || is_text(w->action, "module")) {
        bool once = is_text(w->action, "once");
        OWNED(key, as_tuple_pack(t, 2, w->text, w->category));
        OWNED(registry, once ? module_attr(t, "onceregistry") : as_incref(w->registry));
        if (as_is_undef(key.v) || as_is_undef(registry.v)) return -1;
        return first_time(t, as_is_dict(registry.v) ? registry.v : w->registry, key.v);
    }
    if (!is_text(w->action, "default"))
        return as_raise(t, T_RUNTIME_ERROR, "Unrecognized action (%R) in warnings.filters:\n %R",
                        w->action, w->action),
               -1;
    OWNED(key, as_tuple_pack(t, 3, w->text, w->category, as_int(w->line)));
    return as_is_undef(key.v) ? -1 : first_time(t, w->registry, key.v);
}

/* --- showing --- */

static bool is_never_awaited(Value category, const Str *text, VM *vm) {
    static const char tail[] = "' was never awaited";
    size_t n = sizeof tail - 1;
    return as_same(category, as_from_obj(vm->types[T_RUNTIME_WARNING])) && text->size > n &&
           strncmp(text->data, "coroutine '", 11) == 0 &&
           memcmp(text->data + text->size - n, tail, n) == 0;
}

static void add_source_line(Thread *t, StrBuilder *b, Value filename, uint32_t lineno,
                            Value given) {
    SourceFile file;
    const char *line;
    size_t size;
    as_source_open(&file, t);
    bool found = as_is_str(given);
    if (found) {
        line = as_as_str(given)->data;
        size = as_as_str(given)->size;
    } else {
        found = as_is_undef(given) && as_source_line(&file, filename, lineno, &line, &size);
    }
    if (found) {
        while (size && isspace((unsigned char)*line)) line++, size--;
        while (size && isspace((unsigned char)line[size - 1])) size--;
    }
    if (found && size) {
        as_sb_c(b, "  ");
        as_sb_bytes(b, line, size);
        as_sb_c(b, "\n");
    }
    as_source_close(&file);
}

Value as_format_warning(Thread *t, Value message, Value category, Value filename, uint32_t lineno,
                        Value line) {
    OWNED(text, as_to_str(t, message));
    OWNED(name, as_getattr(t, category, t->vm->names.__name__));
    if (as_is_undef(text.v) || as_is_undef(name.v)) return AS_UNDEF;
    OWNED(head, as_str_format(t, "%V:%u: %V: %V\n", filename, lineno, name.v, text.v));
    if (as_is_undef(head.v)) return AS_UNDEF;
    StrBuilder b;
    as_sb_init(&b, t);
    as_sb_str(&b, as_as_str(head.v));
    add_source_line(t, &b, filename, lineno, line);
    if (is_never_awaited(category, as_as_str(text.v), t->vm))
        as_sb_c(&b, "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n");
    return as_sb_end(&b);
}

static bool show(Thread *t, const Warning *w) {
    OWNED(hook, module_attr(t, "_show"));
    if (as_is_undef(hook.v)) return false;
    if (!as_same(hook.v, AS_MISSING)) {
        Value args[] = {w->message, w->category, w->filename, as_int(w->line)};
        OWNED(done, as_call(t, hook.v, args, 4, AS_UNDEF));
        return !as_is_undef(done.v);
    }
    OWNED(text, as_format_warning(t, w->message, w->category, w->filename, w->line, AS_UNDEF));
    if (as_is_undef(text.v)) return false;
    as_report_text(t, text.v);
    return true;
}

/* --- issuing --- */

static bool issue(Thread *t, Warning *w) {
    if (as_is_dict(w->registry) && !refresh_registry(t, as_as_dict(w->registry))) return false;
    OWNED(key, as_tuple_pack(t, 3, w->text, w->category, as_int(w->line)));
    if (as_is_undef(key.v)) return false;
    if (as_is_dict(w->registry)) {
        Value seen = as_dict_get(t, as_as_dict(w->registry), key.v);
        if (as_is_undef(seen)) return false;
        if (!as_same(seen, AS_MISSING)) return true;
    }
    OWNED(action, choose_action(t, w));
    if (as_is_undef(action.v)) return false;
    w->action = action.v;
    if (is_text(action.v, "error")) {
        as_raise_value(t, as_incref(w->message));
        return false;
    }
    int due = is_due(t, w);
    return due < 0 ? false : due == 0 || show(t, w);
}

bool as_warn_explicit(Thread *t, Value message, Value category, Value filename, uint32_t line,
                      Value module, Value registry) {
    bool object = as_is_instance_of(t, message, T_WARNING);
    OWNED(text, as_to_str(t, message));
    OWNED(instance, object ? as_incref(message) : as_call1(t, category, message));
    if (as_is_undef(text.v) || as_is_undef(instance.v)) return false;
    Warning w = {.message = instance.v,
                 .text = text.v,
                 .filename = filename,
                 .module = module,
                 .registry = registry,
                 .line = line,
                 .action = AS_UNDEF,
                 .category = object ? as_from_obj(as_type_of(t, message)) : category};
    return issue(t, &w);
}

/* The registry of a module's namespace, made on demand (owned). */
static Value registry_of(Thread *t, Dict *globals) {
    OWNED(key, as_str_from(t, "__warningregistry__"));
    if (as_is_undef(key.v)) return AS_UNDEF;
    Value v = as_dict_get_str(t, globals, as_as_str(key.v));
    if (as_is_undef(v) || as_is_dict(v)) return as_incref(v);
    Dict *d = as_dict_new(t);
    if (!d) return AS_UNDEF;
    OWNED(made, as_from_obj(d));
    return as_dict_set_str(t, globals, as_as_str(key.v), made.v) ? as_move(&made) : AS_UNDEF;
}

static bool warn_at(Thread *t, Value message, Value category, Frame *f) {
    if (!f) {
        OWNED(sys, as_from_obj(t->vm->names.sys));
        as_incref(sys.v);
        return as_warn_explicit(t, message, category, sys.v, 1, sys.v, AS_NONE);
    }
    Dict *globals = as_frame_globals(f);
    OWNED(registry, registry_of(t, globals));
    if (as_is_undef(registry.v)) return false;
    Value name = as_dict_get_str(t, globals, t->vm->names.__name__);
    OWNED(module, as_is_str(name) ? as_incref(name) : as_str_from(t, "<string>"));
    OWNED(filename, as_incref(f->code->filename));
    return !as_is_undef(module.v) && as_warn_explicit(t, message, category, filename.v,
                                                      as_frame_line(f), module.v, registry.v);
}

bool as_warn_value(Thread *t, Value message, Value category, int64_t stack) {
    if (as_is_instance_of(t, message, T_WARNING))
        category = as_from_obj(as_type_of(t, message));
    else if (as_is_none(category) || as_is_undef(category))
        category = as_from_obj(as_builtin(t, T_USER_WARNING));
    if (!as_is_type(t, category) || !as_is_subtype(as_as_type(category), as_builtin(t, T_WARNING)))
        return as_fail(t, T_TYPE_ERROR, "category must be a Warning subclass, not '%T'", category);
    Frame *f = t->frame;
    for (; f && stack > 1; stack--) f = f->back;
    OWNED(hold, as_incref(category));
    return warn_at(t, message, category, f);
}

bool as_warn(Thread *t, TypeId category, int stack, const char *format, ...) {
    va_list list;
    OWNED(pending, as_take_exc(t));
    va_start(list, format);
    OWNED(text, as_str_vformat(t, format, list));
    va_end(list);
    bool ok = !as_is_undef(text.v) &&
              as_warn_value(t, text.v, as_from_obj(as_builtin(t, category)), stack);
    if (ok) as_restore_exc(t, as_move(&pending));
    return ok;
}
