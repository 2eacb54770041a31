/* The module _inspect: what the modules inspect, traceback and types need to know of objects. */
#include "stdlib/modules.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"
#include "vm/report.h"

static const char *const state_names[][5] = {
    {"CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_RUNNING", "CORO_CLOSED"},
    {"GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_RUNNING", "GEN_CLOSED"},
    {"AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "AGEN_RUNNING", "AGEN_CLOSED"},
};

/* "CORO_SUSPENDED", ...; None for what has no such state. */
static Value frame_state(Thread *t, Value *a, int n) {
    (void)n;
    int kind = as_is_exact(a[0], T_COROUTINE)         ? 0
               : as_is_exact(a[0], T_GENERATOR)       ? 1
               : as_is_exact(a[0], T_ASYNC_GENERATOR) ? 2
                                                      : -1;
    if (kind < 0) return AS_NONE;
    return as_str_from(t, state_names[kind][as_coro_state(as_as_coro(a[0]))]);
}

/* Builtin types that have no name in builtins. */
static Value type_named(Thread *t, Value *a, int n) {
    (void)n;
    static const struct {
        const char *name;
        TypeId id;
    } types[] = {
        {"FunctionType", T_FUNCTION},
        {"CodeType", T_CODE},
        {"MappingProxyType", T_MAPPING_PROXY},
        {"SimpleNamespace", T_NAMESPACE},
        {"CellType", T_CELL},
        {"GeneratorType", T_GENERATOR},
        {"CoroutineType", T_COROUTINE},
        {"AsyncGeneratorType", T_ASYNC_GENERATOR},
        {"MethodType", T_METHOD},
        {"BuiltinFunctionType", T_NATIVE},
        {"WrapperDescriptorType", T_SLOT_WRAPPER},
        {"MethodWrapperType", T_METHOD_WRAPPER},
        {"MethodDescriptorType", T_METHOD_DESCRIPTOR},
        {"ModuleType", T_MODULE},
        {"TracebackType", T_TRACEBACK},
        {"FrameType", T_FRAME},
        {"GetSetDescriptorType", T_GETSET},
        {"MemberDescriptorType", T_MEMBER},
        {"GenericAlias", T_GENERIC_ALIAS},
        {"UnionType", T_UNION},
        {"EllipsisType", T_ELLIPSIS},
        {"NoneType", T_NONE},
        {"NotImplementedType", T_NOT_IMPL},
    };
    for (size_t i = 0; as_is_str(a[0]) && i < sizeof types / sizeof *types; i++)
        if (as_str_is(as_as_str(a[0]), types[i].name))
            return as_incref(as_from_obj(as_builtin(t, types[i].id)));
    return AS_NONE;
}

static bool need_exception(Thread *t, Value v) {
    return as_is_instance_of(t, v, T_BASE_EXCEPTION) ||
           as_fail(t, T_TYPE_ERROR, "Exception expected for value, %T found", v);
}

static Value format_exception(Thread *t, Value *a, int n) {
    (void)n;
    if (!need_exception(t, a[0])) return AS_UNDEF;
    int chain = as_is_undef(a[1]) ? 1 : as_truth(t, a[1]);
    return chain < 0 ? AS_UNDEF : as_format_exception_chain(t, a[0], chain == 1);
}

static Value format_exception_only(Thread *t, Value *a, int n) {
    (void)n;
    return need_exception(t, a[0]) ? as_format_exception_only(t, a[0]) : AS_UNDEF;
}

/* All frames of a traceback, or the first. */
static Value format_frames(Thread *t, Value *a, int n) {
    (void)n;
    return as_format_frames(t, a[0], !as_is_undef(a[1]));
}

static Value source_line(Thread *t, Value *a, int n) {
    (void)n;
    int64_t line;
    if (!as_index_clamped(t, a[1], &line)) return AS_UNDEF;
    SourceFile f;
    const char *start;
    size_t size;
    as_source_open(&f, t);
    bool found =
        line > 0 && line <= UINT32_MAX && as_source_line(&f, a[0], (uint32_t)line, &start, &size);
    Value text = found ? as_str_new(t, start, size) : as_str_from(t, "");
    as_source_close(&f);
    return text;
}

/* --- warnings --- */

static Value warn(Thread *t, Value *a, int n) {
    (void)n;
    int64_t stack = 1;
    if (!as_is_undef(a[2]) && !as_index_clamped(t, a[2], &stack)) return AS_UNDEF;
    return as_warn_value(t, a[0], a[1], stack) ? AS_NONE : AS_UNDEF;
}

/* message, category, filename, lineno, module, registry */
static Value warn_explicit(Thread *t, Value *a, int n) {
    (void)n;
    int64_t line;
    if (!as_index_clamped(t, a[3], &line)) return AS_UNDEF;
    Value module = as_is_undef(a[4]) || as_is_none(a[4]) ? a[2] : a[4];
    Value registry = as_is_undef(a[5]) ? AS_NONE : a[5];
    return as_warn_explicit(t, a[0], a[1], a[2], (uint32_t)line, module, registry) ? AS_NONE
                                                                                   : AS_UNDEF;
}

static Value warning_filters(Thread *t, Value *a, int n) {
    (void)a, (void)n;
    return as_warning_filters(t);
}

static Value format_warning(Thread *t, Value *a, int n) {
    (void)n;
    int64_t line;
    if (!as_index_clamped(t, a[3], &line)) return AS_UNDEF;
    Value source = as_is_undef(a[4]) || as_is_none(a[4]) ? AS_UNDEF : a[4];
    return as_format_warning(t, a[0], a[1], a[2], (uint32_t)line, source);
}

static const NativeDef functions[] = {
    {"frame_state", "object, /", frame_state, "State of a coroutine or generator.", 0},
    {"type_named", "name, /", type_named, "A built-in type by its name in the module types.", 0},
    {"format_exception", "exc, chain=True, /", format_exception,
     "The text of an uncaught exception.", 0},
    {"format_exception_only", "exc, /", format_exception_only, "Class and message, and the notes.",
     0},
    {"format_frames", "tb, first=False, /", format_frames, "The frames of a traceback.", 0},
    {"source_line", "filename, lineno, /", source_line, "A line of a source file.", 0},
    {"warn", "message, category=None, stacklevel=1, source=None", warn, "Issue a warning.", 0},
    {"warn_explicit", "message, category, filename, lineno, module=None, registry=None",
     warn_explicit, "Issue a warning about a given place.", 0},
    {"warning_filters", "", warning_filters, "The filters that a program starts with.", 0},
    {"format_warning", "message, category, filename, lineno, line=None", format_warning,
     "A warning as text.", 0},
    {0},
};

Value as_module_inspect(Thread *t) {
    OWNED(m, as_module_new(t, "_inspect", "What objects tell about themselves."));
    if (as_is_undef(m.v) || !as_module_add_natives(t, m.v, functions)) return AS_UNDEF;
    return as_move(&m);
}
