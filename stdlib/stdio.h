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
/* Flush what can be flushed and free the buffers; before as_vm_close. False when the output was lost. */
bool as_stdio_close(Thread *t);

#endif
