"""Warnings: filters, and what is done about a warning. The runtime reads `filters`, `defaultaction`,
`onceregistry` and `_filters_version`, and calls `_show`."""
import sys
import _inspect
from _inspect import warn, warn_explicit

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings"]

filters = _inspect.warning_filters()
defaultaction = "default"
onceregistry = {}
_filters_version = 1
_ACTIONS = ("default", "error", "ignore", "always", "module", "once")


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class WarningMessage:
    """What is known about a warning that was issued."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}"
                % (self.message, self._category_name, self.filename, self.lineno, self.line))


def formatwarning(message, category, filename, lineno, line=None):
    return _inspect.format_warning(message, category, filename, lineno, line)


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(formatwarning(message, category, filename, lineno, line))
    except OSError:
        pass


_formatwarning_orig = formatwarning
_showwarning_orig = showwarning
_logs = []


def _show(message, category, filename, lineno):
    if _logs and _logs[-1] is not None and _logs[-1][1] is showwarning:
        _logs[-1][0].append(WarningMessage(message, category, filename, lineno))
    else:
        showwarning(message, category, filename, lineno)


class _Pattern:
    """The beginning of a text, taken literally, where a regular expression is asked for."""

    def __init__(self, text, ignore_case):
        self.text = text.lower() if ignore_case else text
        self.ignore_case = ignore_case

    def match(self, text):
        return (text.lower() if self.ignore_case else text).startswith(self.text)

    def __eq__(self, other):
        return isinstance(other, _Pattern) and (self.text, self.ignore_case) == (other.text, other.ignore_case)

    def __hash__(self):
        return hash(self.text)


def _pattern(text, ignore_case):
    if not text:
        return None
    if not any(c in text for c in r".^$*+?{}[]\|()"):
        return _Pattern(text, ignore_case)
    import re
    return re.compile(text, re.I if ignore_case else 0)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter((action, _pattern(message, True), category, _pattern(module, False), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter((action, None, category, None, lineno), append)


def _add_filter(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Keep the filters, and with record=True the warnings, of a `with` block to itself."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return "catch_warnings(record=True)" if self._record else "catch_warnings()"

    def __enter__(self):
        global filters
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._filters = filters
        self._showwarning = showwarning
        filters = filters[:]
        _filters_mutated()
        log = None
        if self._record:
            log = []
            globals()["showwarning"] = _showwarning_orig
        _logs.append((log, showwarning) if self._record else (_logs[-1] if _logs else None))
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global filters
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters = self._filters
        globals()["showwarning"] = self._showwarning
        _logs.pop()
        _filters_mutated()
