/* What the runtime says on standard error: tracebacks, warnings, exceptions that nobody can catch.
 *
 *   source_line.c    lines of source files
 *   caret.c          which part of a line is underlined, and with what
 *   suggest.c        "Did you mean: 'x'?"
 *   traceback_text.c the frames of a traceback
 *   exception_text.c the exception itself, its chain and its group
 *   warnings.c       as_warn
 *   report.c         standard error, hooks of the sys module */
#ifndef AS_VM_REPORT_H
#define AS_VM_REPORT_H

#include "vm/objects/str.h"
#include "vm/traceback.h"

/* The file read last, for as long as one text is being made. */
typedef struct SourceFile {
    Thread *t;
    Value name; /* of the file in `text`, or of one that cannot be read; UNDEF: none yet */
    char *text; /* as_mem block of size + 1, or NULL */
    size_t size;
    uint32_t line; /* number of the line at offset `at`, where looking goes on */
    size_t at;
} SourceFile;

void as_source_open(SourceFile *f, Thread *t);
/* Line `line` (from 1) of the named file without its newline: false when there is none. Raises
 * nothing. */
bool as_source_line(SourceFile *f, Value filename, uint32_t line, const char **start, size_t *size);
void as_source_close(SourceFile *f);

/* For the source text of an expression that is a binary operation or a subscript: the byte offsets
 * between which the operator or the brackets stand. False for any other text. */
bool as_caret_anchors(const char *segment, size_t size, size_t *left, size_t *right);
/* Columns that stored text takes on a terminal: two for wide characters. */
size_t as_display_width(const char *utf8, size_t size);

/* Lines of text with the margin that exception groups draw:  "  | ". */
typedef struct Lines {
    StrBuilder text;
    SourceFile source;
    unsigned depth;  /* of groups; 0: no margin */
    bool need_close; /* the box of the innermost group is still open */
} Lines;

/* Indent, and `margin` ("| ") when within a group. */
void as_lines_begin(Lines *l, const char *margin);
/* All frames of a traceback, without its headline. */
void as_lines_frames(Lines *l, Value traceback);

/* Frames of a traceback, or only the outermost, as text: owned. */
Value as_format_frames(Thread *t, Value traceback, bool first);
/* The exception without its traceback and its chain: "ValueError: x\n", notes included. Owned. */
Value as_format_exception_only(Thread *t, Value exc);
/* As as_format_exception, with or without the exceptions it is chained to. */
Value as_format_exception_chain(Thread *t, Value exc, bool chain);

/* What follows the message of a NameError, AttributeError or ImportError: ". Did you mean: 'x'?"
 * (owned str), or AS_MISSING. Raises nothing. */
Value as_suggestion(Thread *t, Value exc);

/* Write to sys.stderr, or to the descriptor when there is no such object. Raises nothing. */
void as_report_text(Thread *t, Value text);
/* What ends a program: sets sys.last_exc and calls sys.excepthook. `exc` borrowed. */
void as_report_uncaught(Thread *t, Value exc);
/* sys.unraisablehook's default. `message`: what follows "Exception ignored ", a str, or None for
 * "in". */
void as_print_unraisable(Thread *t, Value exc, Value message, Value object);

/* A warning from known places: message a str or a Warning, category its class, registry a dict or
 * None. False when it was turned into an exception. */
bool as_warn_explicit(Thread *t, Value message, Value category, Value filename, uint32_t line,
                      Value module, Value registry);
/* warnings.warn: `message` a str or a Warning, `category` a class or None, `stack` frames up. */
bool as_warn_value(Thread *t, Value message, Value category, int64_t stack);
/* The filters of a new program, from -W and the defaults: an owned list of tuples. */
Value as_warning_filters(Thread *t);
/* "FILE:LINE: Category: text\n  source\n" (owned). `line` UNDEF: read from the file. */
Value as_format_warning(Thread *t, Value message, Value category, Value filename, uint32_t lineno,
                        Value line);

#endif
