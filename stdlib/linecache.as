"""Lines of source files."""
import _inspect

__all__ = ["getline", "clearcache", "checkcache", "lazycache", "getlines"]


def getline(filename, lineno, module_globals=None):
    line = _inspect.source_line(filename, lineno)
    return line + "\n" if line else line


def getlines(filename, module_globals=None):
    try:
        with open(filename) as f:
            lines = f.readlines()
    except (OSError, UnicodeDecodeError):
        return []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def clearcache():
    pass


def checkcache(filename=None):
    pass


def lazycache(filename, module_globals):
    return False
