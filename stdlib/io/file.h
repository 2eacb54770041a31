/* File objects.
 *
 *   TextFile -> BinaryFile -> descriptor, or the shared standard streams (stdlib/stdio.h)
 *
 * A binary file has one buffer, which holds either bytes read ahead or bytes not written yet. A
 * text file has none of its own: it decodes from and encodes into the bytes of its binary file, so
 * that tell() is simply the position of the next byte. Its encodings are those in which a newline
 * is the byte 10 and nothing else: UTF-8, ASCII, Latin-1. */
#ifndef AS_STDLIB_IO_FILE_H
#define AS_STDLIB_IO_FILE_H

#include "vm/error.h"

enum { FILE_BUFFER = 8192 };

typedef enum FileKind { FILE_DESCRIPTOR, FILE_STDIN, FILE_STDOUT, FILE_STDERR } FileKind;

typedef struct BinaryFile {
    Obj obj;
    Value name; /* what open() was given */
    int fd;
    uint8_t kind; /* FileKind */
    bool readable, writable, append, close_fd, closed, raw;
    bool created;   /* opened with 'x' */
    bool dirty;     /* the buffer holds bytes to be written */
    char *buffer;   /* FILE_BUFFER bytes, or NULL before its first use */
    size_t at, end; /* of the bytes read ahead, or 0 and the number of bytes to write */
} BinaryFile;

typedef enum Newlines {
    NEWLINE_ANY,  /* None: \r and \r\n are read as \n */
    NEWLINE_KEEP, /* '': recognised, but kept */
    NEWLINE_LF,
    NEWLINE_CR,
    NEWLINE_CRLF,
} Newlines;

typedef struct TextFile {
    Obj obj;
    Value buffer;                 /* BinaryFile; None after detach() */
    Value encoding, errors, mode; /* strs */
    uint8_t newlines;
    bool by_line, write_through;
    bool fast; /* UTF-8 with strict errors */
} TextFile;

static inline BinaryFile *as_file_of(Value v) {
    return (BinaryFile *)as_obj(v);
}
static inline TextFile *as_text_of(Value v) {
    return (TextFile *)as_obj(v);
}

/* --- binary.c --- */
Value as_binary_new(Thread *t, int fd, FileKind kind, Value name);
/* io.UnsupportedOperation. */
Value as_io_unsupported(Thread *t, const char *message);
bool as_binary_check_open(Thread *t, BinaryFile *f);
/* Bytes that can be taken without reading, reading some if there are none: their number, 0 at the
 * end of the file, -1 with an exception. */
int64_t as_binary_peek(Thread *t, BinaryFile *f, const char **bytes);
void as_binary_take(Thread *t, BinaryFile *f, size_t count);
bool as_binary_put(Thread *t, BinaryFile *f, const char *bytes, size_t size);
bool as_binary_flush(Thread *t, BinaryFile *f);
/* Flush and close; closing twice does nothing. */
bool as_binary_close(Thread *t, BinaryFile *f);
Value as_binary_seek(Thread *t, BinaryFile *f, int64_t offset, int whence);
int64_t as_binary_tell(Thread *t, BinaryFile *f);
bool as_binary_truncate(Thread *t, BinaryFile *f, int64_t size);
bool as_binary_seekable(const BinaryFile *f);
/* "rb", "rb+", "wb", ...: as CPython shows it. */
const char *as_binary_mode(const BinaryFile *f);
/* Everything up to the end of the file, or at most `limit` bytes when that is not negative: bytes.
 */
Value as_binary_read(Thread *t, BinaryFile *f, int64_t limit);

/* --- text.c --- */
/* encoding and errors are strs; UNDEF when that failed with an exception. */
Value as_text_new(Thread *t, Value buffer, Value encoding, Value errors, Newlines newlines,
                  const char *mode);

/* --- open.c --- */
/* The argument `newline`; and `encoding` (None: UTF-8), owned. */
bool as_io_newlines(Thread *t, Value v, Newlines *out);
Value as_io_encoding(Thread *t, Value v);
/* The objects of the standard streams, 0..2. */
Value as_io_standard(Thread *t, int fd);

#endif
