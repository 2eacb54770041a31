/* builtins: print, input, open, exit. */
#include "stdlib/builtins.h"
#include "stdlib/io.h"
#include "stdlib/stdio.h"
#include "vm/objects/containers.h"
#include "vm/objects/str.h"

/* sys.NAME when a script has put something else there: owned. UNDEF: exception; MISSING: the stream is
 * still the one that Aster made, and the short way may be taken. */
static Value replaced_stream(Thread *t, Str *name, Str *original, const char *lost) {
    Dict *sys = as_module_dict(t->vm->sys_module);
    Value v = as_dict_get_str(t, sys, name), first = as_dict_get_str(t, sys, original);
    if (as_same(v, first)) return AS_MISSING; /* also when there is neither */
    if (as_is_undef(v)) return AS_UNDEF;
    if (as_same(v, AS_MISSING)) return as_raise(t, T_RUNTIME_ERROR, "lost %s", lost);
    return as_incref(v);
}

typedef struct Sink {
    Value write; /* bound method, or UNDEF: standard output */
} Sink;

static bool put(Thread *t, Sink *sink, Value text) {
    if (as_is_undef(sink->write)) return as_stdout_write_str(t, as_as_str(text));
    Value r = as_call1(t, sink->write, text);
    as_decref(t, r);
    return !as_is_undef(r);
}

static bool put_value(Thread *t, Sink *sink, Value v) {
    if (as_is_undef(sink->write) && as_is_str(v)) return as_stdout_write_str(t, as_as_str(v));
    OWNED(text, as_to_str(t, v));
    return !as_is_undef(text.v) && put(t, sink, text.v);
}

static bool text_option(Thread *t, Value v, const char *name) {
    if (as_is_undef(v) || as_is_none(v) || as_is_instance_of(t, v, T_STR)) return true;
    return as_fail(t, T_TYPE_ERROR, "%s must be None or a string, not %T", name, v);
}

static bool put_all(Thread *t, Sink *sink, Value sep, Value end, Value *items, int n) {
    for (int i = 0; i < n; i++) {
        if (i && (as_is_undef(sep) || as_is_none(sep))) {
            if (as_is_undef(sink->write) ? !as_stdout_write(t, " ", 1) : false) return false;
            if (!as_is_undef(sink->write)) {
                OWNED(space, as_str_new(t, " ", 1));
                if (as_is_undef(space.v) || !put(t, sink, space.v)) return false;
            }
        } else if (i && !put(t, sink, sep)) {
            return false;
        }
        if (!put_value(t, sink, items[i])) return false;
    }
    if (!as_is_undef(end) && !as_is_none(end)) return put(t, sink, end);
    if (as_is_undef(sink->write)) return as_stdout_write(t, "\n", 1);
    OWNED(newline, as_str_new(t, "\n", 1));
    return !as_is_undef(newline.v) && put(t, sink, newline.v);
}

static bool flush_to(Thread *t, Value file) {
    if (as_same(file, AS_MISSING)) return as_stdout_flush(t);
    Value r = as_call_method(t, file, t->vm->names.flush, NULL, 0);
    as_decref(t, r);
    return !as_is_undef(r);
}

/* args: sep, end, file, flush, then what to print. */
static Value b_print(Thread *t, Value *args, int nargs) {
    OWNED(file, AS_UNDEF);
    if (as_is_undef(args[2]) || as_is_none(args[2]))
        file.v = replaced_stream(t, t->vm->names.stdout, t->vm->names.__stdout__, "sys.stdout");
    else file.v = as_incref(args[2]);
    if (as_is_undef(file.v)) return AS_UNDEF;
    if (as_is_none(file.v)) return AS_NONE; /* sys.stdout is None: there is nowhere to print */
    if (!text_option(t, args[0], "sep") || !text_option(t, args[1], "end")) return AS_UNDEF;
    Sink sink = {AS_UNDEF};
    OWNED(write, as_same(file.v, AS_MISSING) ? AS_MISSING : as_getattr(t, file.v, t->vm->names.write));
    if (as_is_undef(write.v)) return AS_UNDEF;
    if (!as_same(write.v, AS_MISSING)) sink.write = write.v;
    if (!put_all(t, &sink, args[0], args[1], args + 4, nargs - 4)) return AS_UNDEF;
    int flush = as_is_undef(args[3]) ? 0 : as_truth(t, args[3]);
    if (flush < 0 || (flush && !flush_to(t, file.v))) return AS_UNDEF;
    return AS_NONE;
}

static bool show_prompt(Thread *t, Value prompt) {
    OWNED(file, replaced_stream(t, t->vm->names.stdout, t->vm->names.__stdout__, "sys.stdout"));
    if (as_is_undef(file.v)) return false;
    if (as_is_none(file.v)) return as_fail(t, T_RUNTIME_ERROR, "input(): lost sys.stdout");
    Sink sink = {AS_UNDEF};
    OWNED(write, as_same(file.v, AS_MISSING) ? AS_MISSING : as_getattr(t, file.v, t->vm->names.write));
    if (as_is_undef(write.v)) return false;
    if (!as_same(write.v, AS_MISSING)) sink.write = write.v;
    if (!as_is_undef(prompt) && !put_value(t, &sink, prompt)) return false;
    return flush_to(t, file.v);
}

static Value read_line(Thread *t) {
    OWNED(file, replaced_stream(t, t->vm->names.stdin, t->vm->names.__stdin__, "sys.stdin"));
    if (as_is_undef(file.v)) return AS_UNDEF;
    if (as_same(file.v, AS_MISSING)) return as_stdin_readline(t);
    if (as_is_none(file.v)) return as_raise(t, T_RUNTIME_ERROR, "input(): lost sys.stdin");
    OWNED(line, as_call_method(t, file.v, t->vm->names.readline, NULL, 0));
    if (as_is_undef(line.v) || as_is_instance_of(t, line.v, T_STR)) return as_move(&line);
    return as_raise(t, T_TYPE_ERROR, "object.readline() returned non-string");
}

static Value b_input(Thread *t, Value *args, int nargs) {
    (void)nargs;
    if (!show_prompt(t, args[0])) return AS_UNDEF;
    OWNED(line, read_line(t));
    if (as_is_undef(line.v)) return AS_UNDEF;
    Str *s = as_as_str(line.v);
    if (s->size == 0) return as_raise(t, T_EOF_ERROR, "EOF when reading a line");
    if (s->data[s->size - 1] != '\n') return as_move(&line);
    return as_str_new(t, s->data, s->size - 1);
}

static Value b_open(Thread *t, Value *args, int nargs) {
    (void)nargs;
    return as_io_open(t, args);
}

static Value b_exit(Thread *t, Value *args, int nargs) {
    (void)nargs;
    Value code = as_is_undef(args[0]) ? AS_NONE : args[0];
    return as_raise_args(t, T_SYSTEM_EXIT, &code, 1);
}

const NativeDef as_builtins_io[] = {
    {"exit", "code=None", b_exit, "Leave the program.", 0},
    {"input", "prompt='', /", b_input, "A line from standard input, without its newline.", 0},
    {"open", "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None", b_open,
     "Open a file.", 0},
    {"print", "*args, sep=' ', end='\\n', file=None, flush=False", b_print,
     "Write the values to standard output, or to a file.", 0},
    {"quit", "code=None", b_exit, "Leave the program.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
