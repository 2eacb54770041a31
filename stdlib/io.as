"""Files and file-like objects in memory."""
import sys
from _io import open, UnsupportedOperation, TextIOWrapper, BufferedReader, DEFAULT_BUFFER_SIZE

__all__ = ["open", "UnsupportedOperation", "StringIO", "BytesIO", "TextIOWrapper", "BufferedReader",
           "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase",
           "DEFAULT_BUFFER_SIZE", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class _IOMeta(type):
    def __instancecheck__(cls, instance):
        if type.__instancecheck__(cls, instance):
            return True
        return isinstance(instance, cls.__dict__.get("_native", ()))


class IOBase(metaclass=_IOMeta):
    """What files have in common; heirs define read or write."""

    _native = (TextIOWrapper, BufferedReader)
    _closed = False

    @property
    def closed(self):
        return self._closed

    def _check_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def flush(self):
        self._check_closed()

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        self._check_closed()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def seek(self, offset, whence=0):
        raise UnsupportedOperation("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        raise UnsupportedOperation("truncate")

    def readline(self, size=-1):
        pieces = []
        count = 0
        while size is None or size < 0 or count < size:
            piece = self.read(1)
            if not piece:
                break
            pieces.append(piece)
            count += 1
            if piece in ("\n", b"\n"):
                break
        return pieces[0][:0].join(pieces) if pieces else self.read(0)

    def readlines(self, hint=-1):
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines):
        self._check_closed()
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._check_closed()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check_closed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class RawIOBase(IOBase):
    _native = ()


class BufferedIOBase(IOBase):
    _native = (BufferedReader,)


class TextIOBase(IOBase):
    _native = (TextIOWrapper,)
    encoding = None
    errors = None
    newlines = None


def _size(size):
    if size is None:
        return -1
    try:
        return size.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None


class StringIO(TextIOBase):
    """Text in memory. Appending, by far the most usual thing to do, collects pieces; they are joined when
    something else is asked for."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline is not None and newline not in ("", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._pieces = [self._translate(initial_value)]
        self._at = 0
        self._end = False

    def _translate(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def _text(self):
        if len(self._pieces) != 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def _settle(self):
        if self._end:
            self._at = len(self._text())
            self._end = False

    def _check_closed(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def getvalue(self):
        self._check_closed()
        return self._text()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        self._check_closed()
        count = len(s)
        if self._newline != "\n":
            s = self._translate(s)
        if self._end:
            self._pieces.append(s)
            return count
        text = self._text()
        if self._at == len(text):
            self._end = True
            self._pieces.append(s)
            return count
        if count:
            if self._at > len(text):
                text += "\0" * (self._at - len(text))
            self._pieces = [text[:self._at] + s + text[self._at + len(s):]]
            self._at += len(s)
        return count

    def read(self, size=-1, /):
        self._check_closed()
        size = _size(size)
        self._settle()
        text = self._text()
        start = self._at
        stop = len(text) if size < 0 else start + size
        result = text[start:stop]
        self._at = start + len(result)
        return result

    def readline(self, size=-1, /):
        self._check_closed()
        size = _size(size)
        self._settle()
        text = self._text()
        start = self._at
        if self._newline in ("\r", "\r\n"):
            found = text.find(self._newline, start)
            stop = found + len(self._newline) if found >= 0 else len(text)
        else:
            found = text.find("\n", start)
            stop = found + 1 if found >= 0 else len(text)
            if self._newline == "":
                cr = text.find("\r", start, stop)
                if cr >= 0 and cr + 1 < stop and text[cr + 1] != "\n":
                    stop = cr + 1
        if size >= 0:
            stop = min(stop, start + size)
        result = text[start:stop]
        self._at = start + len(result)
        return result

    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if pos < 0 and whence == 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._settle()
        if whence == 0:
            self._at = pos
        elif whence == 2:
            self._at = len(self._text())
        return self._at

    def tell(self):
        self._check_closed()
        self._settle()
        return self._at

    def truncate(self, pos=None, /):
        self._check_closed()
        self._settle()
        if pos is None:
            pos = self._at
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._pieces = [self._text()[:pos]]
        return pos

    def readable(self):
        self._check_closed()
        return True

    def writable(self):
        self._check_closed()
        return True

    def seekable(self):
        self._check_closed()
        return True

    def close(self):
        self._closed = True
        self._pieces = [""]

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    @property
    def line_buffering(self):
        self._check_closed()
        return False

    def __repr__(self):
        return f"<_io.StringIO object at {id(self):#x}>"


class BytesIO(BufferedIOBase):
    """Bytes in memory."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes or b"")
        self._at = 0

    def _check_closed(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        self._check_closed()
        return bytes(self._data)

    def getbuffer(self):
        self._check_closed()
        return memoryview(self._data)

    def write(self, b, /):
        self._check_closed()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(b)
        if self._at > len(self._data):
            self._data.extend(bytes(self._at - len(self._data)))
        self._data[self._at:self._at + len(data)] = data
        self._at += len(data)
        return len(data)

    def read(self, size=-1, /):
        self._check_closed()
        size = _size(size)
        stop = len(self._data) if size < 0 else self._at + size
        result = bytes(self._data[self._at:stop])
        self._at += len(result)
        return result

    read1 = read

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        self._check_closed()
        size = _size(size)
        found = self._data.find(b"\n", self._at)
        stop = found + 1 if found >= 0 else len(self._data)
        if size >= 0:
            stop = min(stop, self._at + size)
        result = bytes(self._data[self._at:stop])
        self._at += len(result)
        return result

    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._at = pos
        elif whence == 1:
            self._at = max(0, self._at + pos)
        elif whence == 2:
            self._at = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def tell(self):
        self._check_closed()
        return self._at

    def truncate(self, size=None, /):
        self._check_closed()
        if size is None:
            size = self._at
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size

    def readable(self):
        self._check_closed()
        return True

    writable = seekable = readable

    def close(self):
        self._closed = True
        self._data = bytearray()

    def __repr__(self):
        return f"<_io.BytesIO object at {id(self):#x}>"


for _class in (StringIO, BytesIO):
    _class.__module__ = "_io"
del _class
