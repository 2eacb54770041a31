/* An exception as text: its traceback, its class and message, its notes, what it was chained to,
 * and the members of a group within the box drawn around them. */
#include <string.h>

#include "base/utf8.h"
#include "vm/class.h"
#include "vm/objects/numbers.h"
#include "vm/report.h"

enum { GROUP_WIDTH = 15, GROUP_DEPTH = 10 };

/* `seen`: the exceptions that were shown, since chains may be rings and a group's members share
 * causes. */
typedef struct Writer {
    Thread *t;
    Lines l;
    bool chain;
    bool failed; /* an exception is pending: give up */
    Value *seen; /* owned */
    size_t nseen, seen_size;
} Writer;

static bool was_seen(const Writer *w, Value exc) {
    for (size_t i = 0; i < w->nseen; i++)
        if (as_same(w->seen[i], exc)) return true;
    return false;
}

static bool note_seen(Writer *w, Value exc) {
    if (w->nseen == w->seen_size) {
        size_t size = w->seen_size ? w->seen_size * 2 : 16;
        Value *grown = as_mem_realloc(&w->t->vm->mem, w->seen, w->seen_size * sizeof *grown,
                                      size * sizeof *grown);
        if (!grown) {
            as_raise_memory(w->t);
            w->failed = true;
            return false;
        }
        w->seen = grown;
        w->seen_size = size;
    }
    w->seen[w->nseen++] = as_incref(exc);
    return true;
}

static void put(Writer *w, const char *text) {
    as_sb_c(&w->l.text, text);
}

static void put_line(Writer *w, const char *margin, const char *text) {
    as_lines_begin(&w->l, margin);
    put(w, text);
}

/* --- the message --- */

/* str(v), or `fallback` when that raises; owned. */
static Value safe_text(Thread *t, Value v, const char *fallback) {
    Value text = as_to_str(t, v);
    if (!as_is_undef(text)) return text;
    as_clear_exc(t);
    return as_str_from(t, fallback);
}

static void add_class(Writer *w, Value exc) {
    Thread *t = w->t;
    Type *type = as_type_of(t, exc);
    OWNED(module, as_type_module(t, type));
    if (!as_is_str(module.v)) {
        as_clear_exc(t);
        put(w, "<unknown>.");
    } else if (!as_str_is(as_as_str(module.v), "builtins") &&
               !as_str_is(as_as_str(module.v), "__main__")) {
        as_sb_str(&w->l.text, as_as_str(module.v));
        put(w, ".");
    }
    as_sb_value(&w->l.text, as_is_str(type->qualname) ? type->qualname : type->name);
}

static void add_message(Writer *w, Value exc, Value message) {
    Thread *t = w->t;
    as_lines_begin(&w->l, "| ");
    add_class(w, exc);
    OWNED(text, safe_text(t, message, "<exception str() failed>"));
    if (as_is_str(text.v) && as_as_str(text.v)->size) {
        put(w, ": ");
        as_sb_str(&w->l.text, as_as_str(text.v));
    }
    OWNED(hint, as_suggestion(t, exc));
    if (as_is_str(hint.v)) as_sb_str(&w->l.text, as_as_str(hint.v));
    put(w, "\n");
}

/* --- notes --- */

static void add_note_lines(Writer *w, const Str *note) {
    const char *p = note->data, *end = p + note->size;
    for (;;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        as_lines_begin(&w->l, "| ");
        as_sb_bytes(&w->l.text, p, (size_t)((newline ? newline : end) - p));
        put(w, "\n");
        if (!newline) return;
        p = newline + 1;
    }
}

static void add_note_list(Writer *w, Value notes) {
    Thread *t = w->t;
    OWNED(list, as_tuple_from(t, notes));
    if (as_is_undef(list.v)) {
        as_clear_exc(w->t);
        return;
    }
    Tuple *items = as_as_tuple(list.v);
    for (size_t i = 0; i < items->count; i++) {
        Owned text = {w->t, safe_text(w->t, items->items[i], "<note str() failed>")};
        if (as_is_str(text.v)) add_note_lines(w, as_as_str(text.v));
        as_owned_end(&text);
    }
}

static void add_notes(Writer *w, Value exc) {
    Thread *t = w->t;
    OWNED(notes, as_getattr_opt(t, exc, t->vm->names.__notes__));
    if (as_is_undef(notes.v)) as_clear_exc(t);
    if (!as_is_obj(notes.v) && !as_is_int(notes.v)) return;
    if (as_is_instance_of(t, notes.v, T_LIST) || as_is_instance_of(t, notes.v, T_TUPLE)) {
        add_note_list(w, notes.v);
        return;
    }
    as_lines_begin(&w->l, "| ");
    if (!as_sb_repr(&w->l.text, notes.v)) {
        as_clear_exc(t);
        put(w, "<__notes__ repr() failed>");
    }
    put(w, "\n");
}

/* --- syntax errors: the line, and where in it --- */

static int64_t int_field(Value v, int64_t otherwise) {
    int64_t n;
    return (as_is_int(v) && as_int_to_i64(v, &n)) ? n : otherwise;
}

/* Both offsets count characters from 1; an offset below 1 has no caret. */
static void add_source_text(Writer *w, const Str *source, int64_t offset, int64_t end) {
    int64_t carets = end > 0 && end > offset ? end - offset : 1;
    const char *text = source->data, *stop = text + source->size;
    offset--;
    while (text < stop && (*text == ' ' || *text == '\t' || *text == '\f')) text++, offset--;
    if (stop > text && stop[-1] == '\n') stop--;
    if (offset > stop - text) offset = stop - text;
    /* Of several lines, show the one that the offset is in. */
    for (const char *newline;
         (newline = memchr(text, '\n', (size_t)(stop - text))) && newline - text < offset;) {
        offset -= newline + 1 - text;
        text = newline + 1;
    }
    put_line(w, "| ", "    ");
    as_sb_bytes(&w->l.text, text, (size_t)(stop - text));
    put(w, "\n");
    if (offset < 0) return;
    put_line(w, "| ", "    ");
    as_sb_fill(&w->l.text, ' ', (size_t)offset);
    as_sb_fill(&w->l.text, '^', (size_t)carets);
    put(w, "\n");
}

/* File, line and source of a SyntaxError; false when it has no place. */
static bool add_place(Writer *w, Exception *e) {
    int64_t line = int_field(e->field[2], -1);
    if (!as_is_int(e->field[2])) return false;
    char number[40];
    put_line(w, "| ", "  File \"");
    if (as_is_str(e->field[1]))
        as_sb_str(&w->l.text, as_as_str(e->field[1]));
    else
        put(w, "<string>");
    snprintf(number, sizeof number, "\", line %lld\n", (long long)line);
    put(w, number);
    if (!as_is_str(e->field[4])) return true;
    const Str *text = as_as_str(e->field[4]);
    /* Heirs of SyntaxError have a start only. */
    bool exact = e->obj.shape == T_SYNTAX_ERROR;
    int64_t end = exact ? int_field(e->field[6], -1) : -1, size = (int64_t)text->size;
    if (exact && int_field(e->field[5], line) > line) end = size;
    if (end > size + 1) end = size + 1;
    add_source_text(w, text, int_field(e->field[3], -1), end);
    return true;
}

static void add_exception(Writer *w, Value exc) {
    Thread *t = w->t;
    Value message = exc;
    if (as_is_instance_of(w->t, exc, T_SYNTAX_ERROR)) {
        Exception *e = as_as_exc(exc);
        if (add_place(w, e)) message = as_is_undef(e->field[0]) ? AS_NONE : e->field[0];
    }
    OWNED(hold, as_incref(message));
    add_message(w, exc, hold.v);
    add_notes(w, exc);
}

/* --- one exception, group or not --- */

static void add_chain(Writer *w, Value exc);

static void add_traceback(Writer *w, Value exc, bool group) {
    Value tb = as_as_exc(exc)->traceback;
    if (!as_is_exact(tb, T_TRACEBACK)) return;
    put_line(w, group && w->l.depth == 1 ? "+ " : "| ",
             group ? "Exception Group Traceback (most recent call last):\n"
                   : "Traceback (most recent call last):\n");
    as_lines_frames(&w->l, tb);
}

static void add_title(Writer *w, size_t i) {
    char text[64];
    as_sb_fill(&w->l.text, ' ', (size_t)w->l.depth * 2);
    if (i < GROUP_WIDTH)
        snprintf(text, sizeof text, "%s+---------------- %zu ----------------\n", i ? "  " : "+-",
                 i + 1);
    else
        snprintf(text, sizeof text, "  +---------------- ... ----------------\n");
    put(w, text);
}

static void add_members(Writer *w, Tuple *members) {
    size_t count = members->count, shown = count <= GROUP_WIDTH ? count : GROUP_WIDTH + 1;
    w->l.need_close = false;
    for (size_t i = 0; i < shown && !w->failed; i++) {
        bool last = i + 1 == shown;
        /* A nested group that comes last closes the box for both. */
        if (last) w->l.need_close = true;
        add_title(w, i);
        w->l.depth++;
        if (i < GROUP_WIDTH) {
            add_chain(w, members->items[i]);
        } else {
            char text[64];
            size_t more = count - GROUP_WIDTH;
            snprintf(text, sizeof text, "and %zu more exception%s\n", more, more > 1 ? "s" : "");
            put_line(w, "| ", text);
        }
        if (last && w->l.need_close) {
            as_sb_fill(&w->l.text, ' ', (size_t)w->l.depth * 2);
            put(w, "+------------------------------------\n");
            w->l.need_close = false;
        }
        w->l.depth--;
    }
}

static void add_group(Writer *w, Value exc) {
    Thread *t = w->t;
    if (w->l.depth > GROUP_DEPTH) {
        char text[64];
        snprintf(text, sizeof text, "... (max_group_depth is %d)\n", GROUP_DEPTH);
        put_line(w, "| ", text);
        return;
    }
    bool top = w->l.depth == 0;
    if (top) w->l.depth = 1;
    add_traceback(w, exc, true);
    add_exception(w, exc);
    Value members = as_as_exc(exc)->field[1];
    if (as_is_tuple(members)) {
        OWNED(hold, as_incref(members));
        add_members(w, as_as_tuple(hold.v));
    }
    if (top) w->l.depth = 0;
}

static void add_one(Writer *w, Value exc) {
    if (!as_stack_ok(w->t, "")) {
        w->failed = true;
    } else if (as_is_instance_of(w->t, exc, T_BASE_EXCEPTION_GROUP)) {
        add_group(w, exc);
    } else {
        add_traceback(w, exc, false);
        add_exception(w, exc);
    }
}

/* --- chains --- */

static void add_link(Writer *w, bool cause) {
    put_line(w, "| ", "\n");
    put_line(w, "| ",
             cause ? "The above exception was the direct cause of the following exception:\n"
                   : "During handling of the above exception, another exception occurred:\n");
    put_line(w, "| ", "\n");
}

/* What `exc` followed from and shall be shown before it, borrowed; UNDEF: nothing. */
static Value before(const Writer *w, Value exc, bool *cause) {
    Exception *e = as_as_exc(exc);
    *cause = as_is_obj(e->cause);
    if (!w->chain) return AS_UNDEF;
    if (*cause) return was_seen(w, e->cause) ? AS_UNDEF : e->cause;
    if (!as_is_obj(e->context) || e->suppress_context || was_seen(w, e->context)) return AS_UNDEF;
    return e->context;
}

/* Oldest first. The links are kept in `seen` itself: those from `from` on make up this chain. */
static void add_chain(Writer *w, Value exc) {
    size_t from = w->nseen;
    bool cause;
    for (Value at = exc; !as_is_undef(at); at = before(w, at, &cause))
        if (!note_seen(w, at)) return;
    for (size_t i = w->nseen; i-- > from && !w->failed;) {
        Value at = w->seen[i];
        add_one(w, at);
        if (i > from) add_link(w, as_same(as_as_exc(w->seen[i - 1])->cause, at));
    }
}

Value as_format_exception_chain(Thread *t, Value exc, bool chain) {
    Writer w = {.t = t, .chain = chain};
    as_sb_init(&w.l.text, t);
    as_source_open(&w.l.source, t);
    OWNED(hold, as_incref(exc));
    add_chain(&w, exc);
    for (size_t i = 0; i < w.nseen; i++) as_decref(t, w.seen[i]);
    as_mem_free(&t->vm->mem, w.seen, w.seen_size * sizeof *w.seen);
    as_source_close(&w.l.source);
    if (!w.failed) return as_sb_end(&w.l.text);
    as_sb_drop(&w.l.text);
    return AS_UNDEF;
}

Value as_format_exception(Thread *t, Value exc) {
    return as_format_exception_chain(t, exc, true);
}

Value as_format_exception_only(Thread *t, Value exc) {
    Writer w = {.t = t};
    as_sb_init(&w.l.text, t);
    as_source_open(&w.l.source, t);
    OWNED(hold, as_incref(exc));
    add_exception(&w, exc);
    as_source_close(&w.l.source);
    return as_sb_end(&w.l.text);
}
