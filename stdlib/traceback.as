"""Tracebacks as text."""
import sys
import _inspect

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
           "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
           "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary", "walk_stack", "walk_tb",
           "TracebackException", "print_list"]

_absent = object()


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ("filename", "lineno", "name", "_line", "locals", "end_lineno", "colno", "end_colno", "_text")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self._text = None

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _inspect.source_line(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _format(self):
        if self._text is not None:
            return self._text
        text = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
        if self.line:
            text += f"    {self.line}\n"
        if self.locals:
            for name, value in sorted(self.locals.items()):
                text += f"    {name} = {value}\n"
        return text


class StackSummary(list):
    """The lines of a traceback, outermost first."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return klass(_limit([FrameSummary(f.f_code.co_filename, lineno, f.f_code.co_name,
                                          locals=f.f_locals if capture_locals else None)
                             for f, lineno in frame_gen], limit))

    @classmethod
    def from_list(klass, a_list):
        return klass(f if isinstance(f, FrameSummary) else FrameSummary(f[0], f[1], f[2], line=f[3]) for f in a_list)

    def format_frame_summary(self, frame_summary):
        return frame_summary._format()

    def format(self):
        result = []
        last = None
        count = 0
        for frame in self:
            place = (frame.filename, frame.lineno, frame.name)
            if place != last:
                _note_repeats(result, count)
                last = place
                count = 0
            count += 1
            if count <= 3:
                result.append(self.format_frame_summary(frame))
        _note_repeats(result, count)
        return result


def _note_repeats(result, count):
    if count > 3:
        result.append(f'  [Previous line repeated {count - 3} more time{"s" if count > 4 else ""}]\n')


def _limit(frames, limit):
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return frames
    return frames[:limit] if limit >= 0 else frames[limit:]


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    frames = []
    while tb is not None:
        code = tb.tb_frame.f_code
        frame = FrameSummary(code.co_filename, tb.tb_lineno, code.co_name)
        frame._text = _inspect.format_frames(tb, 1)
        frames.append(frame)
        tb = tb.tb_next
    return StackSummary(_limit(frames, limit))


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    frames = [FrameSummary(g.f_code.co_filename, lineno, g.f_code.co_name) for g, lineno in walk_stack(f)]
    if limit is not None:
        frames = frames[:limit] if limit >= 0 else frames[limit:]
    frames.reverse()
    return StackSummary(frames)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def format_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    return format_list(extract_stack(f, limit))


def _value(exc, value):
    if value is _absent:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    return value


def _split(text):
    return text.splitlines(keepends=True)


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    exc = _value(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _pieces(exc, chain, limit, tb)


def _pieces(exc, chain, limit, tb):
    """The text in the pieces that CPython makes: a frame each, with its source line."""
    old = exc.__traceback__
    if tb is not _absent and tb is not old:
        exc.__traceback__ = tb
    try:
        if limit is None:
            text = _inspect.format_exception(exc, chain)
        else:
            text = ""
            if exc.__traceback__ is not None:
                text = "Traceback (most recent call last):\n" + "".join(format_tb(exc.__traceback__, limit))
            text += _inspect.format_exception_only(exc)
    finally:
        exc.__traceback__ = old
    result = []
    for line in text.splitlines(keepends=True):
        if line.startswith("    ") and result and result[-1].startswith("  File "):
            result[-1] += line
        else:
            result.append(line)
    return result


def format_exception_only(exc, /, value=_absent):
    exc = _value(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _split(_inspect.format_exception_only(exc))


def _write(text, file):
    if file is None:
        file = sys.stderr
    file.write(text)


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    _write("".join(format_exception(exc, value, tb, limit, chain)), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def print_tb(tb, limit=None, file=None):
    _write("".join(format_tb(tb, limit)), file)


def print_list(extracted_list, file=None):
    _write("".join(format_list(extracted_list)), file)


def print_stack(f=None, limit=None, file=None):
    if f is None:
        f = sys._getframe(1)
    _write("".join(format_stack(f, limit)), file)


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


class TracebackException:
    """An exception made ready to be shown."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._value = exc_value
        self._str = str(exc_value)
        self._tb = exc_traceback
        self._limit = limit

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def format(self, *, chain=True):
        yield from _pieces(self._value, chain, self._limit, self._tb)

    def format_exception_only(self):
        yield from format_exception_only(self._value)

    def print(self, *, file=None, chain=True):
        _write("".join(self.format(chain=chain)), file)
