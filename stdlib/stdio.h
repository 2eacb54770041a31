/* The standard streams as bytes: what print, input and the objects sys.stdout, sys.stdin share. Output
 * goes through Hooks.write; standard output is buffered, by lines when somebody watches (a terminal, or
 * a host that takes the text), in blocks otherwise. */
#ifndef AS_STDLIB_STDIO_H
#define AS_STDLIB_STDIO_H

#include "vm/thread.h"

/* Append to standard output; false with OSError pending when it cannot be written. */
bool as_stdout_write(Thread *t, const char *bytes, size_t size);
bool as_stdout_flush(Thread *t);
/* Standard error is not buffered; standard output is flushed first. */
bool as_stdio_error(Thread *t, const char *bytes, size_t size);
/* A stored str to standard output as UTF-8; UnicodeEncodeError when it has lone surrogates. */
bool as_stdout_write_str(Thread *t, Str *s);
/* The next line of standard input with its newline: an owned str, empty at the end of the input. Standard
 * output is flushed first. */
Value as_stdin_readline(Thread *t);
/* Bytes of standard input that can be taken, waiting for some if there are none: their number, 0 at the end,
 * -1 with an exception. */
int64_t as_stdin_peek(Thread *t, const char **bytes);
void as_stdin_take(Thread *t, size_t count);
/* Take back what was taken last, as far as it is still there. */
void as_stdin_untake(Thread *t, size_t count);
/* Flush what can be flushed and free the buffers; before as_vm_close. False when the output was lost. */
bool as_stdio_close(Thread *t);

#endif
