def show(g):
    return f"{g!r} {g.__context__!r} {g.__cause__!r}"
def run(f):
    try:
        f()
    except BaseException as e:
        print("out", f.__name__, repr(e), repr(e.__context__), repr(e.__cause__))
    else:
        print("done", f.__name__)
def naked():
    try: raise ValueError(1)
    except* ValueError as e: print(show(e), e.__context__)
def naked_unmatched():
    try: raise ValueError(1)
    except* KeyError as e: print(show(e))
def naked_second():
    try: raise ValueError(1)
    except* KeyError as e: print(1)
    except* (OSError, ValueError) as e: print(2, show(e))
    except* ValueError: print(3)
def naked_raises():
    try: raise ValueError(1)
    except* ValueError as e: raise KeyError(2)
def naked_bare():
    try: raise ValueError(1)
    except* ValueError as e: raise
def naked_raise_e():
    try: raise ValueError(1)
    except* ValueError as e: raise e
def two():
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError as e: print(show(e))
    except* KeyError as e: print(show(e))
    else: print("else")
    finally: print("finally")
def nested():
    try:
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)]), OSError(4)])
    except* ValueError as e: print(show(e))
def reraise():
    try:
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)]), OSError(4)])
    except* ValueError as e: raise
    except* KeyError as e: print(show(e))
def reraise_e():
    try:
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)]), OSError(4)])
    except* ValueError as e: raise e
    except* KeyError as e: raise
def mix():
    try:
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)]), OSError(4)])
    except* ValueError as e: raise IndexError(1)
    except* KeyError as e: raise TypeError(5) from e
    except* OSError as e: raise
def mix_all():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as e: raise IndexError(1)
    except* KeyError as e: raise TypeError(5)
def one_raise():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* Exception as e: raise IndexError(1)
def base():
    try: raise BaseExceptionGroup("g", [KeyboardInterrupt(), ValueError(1)])
    except* ValueError as e: print(type(e), show(e))
def bad_class():
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* int: pass
def bad_group():
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ExceptionGroup: pass
def bad_group_late():
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError: print("x")
    except* (KeyError, BaseExceptionGroup): pass
def bad_group_naked():
    try: raise ValueError(1)
    except* (ExceptionGroup,): pass
def unbound():
    try: raise ValueError(1)
    except* ValueError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
def loop():
    for i in range(3):
        try:
            if i == 1: raise ValueError(i)
            if i == 2: raise ExceptionGroup("l", [KeyError(1), ValueError(2)])
        except* ValueError as e:
            for k in range(5):
                if k == 2: break
                if k == 1: continue
                print(i, k, show(e))
        except* KeyError: print("key")
        else: print("no", i)
def noted():
    g = ExceptionGroup("n", [ValueError(1), KeyError(2)])
    g.add_note("a note")
    try: raise g
    except* ValueError as e: print(e.__notes__)
    except* KeyError as e: print(e.__notes__)
    try:
        try: raise g
        except* ValueError as e: pass
    except ExceptionGroup as e: print(e.__notes__, e.__notes__ is g.__notes__)
def in_with():
    class CM:
        def __enter__(s): return s
        def __exit__(s, *a): print("exit", repr(a[1])); return False
    try:
        with CM(): raise ExceptionGroup("w", [ValueError(1), KeyError(2)])
    except* KeyError as e: print(show(e))
def inner_star():
    try:
        try: raise ExceptionGroup("w", [ValueError(1), KeyError(2)])
        except* KeyError as e: print("inner", show(e))
    except* ValueError as e: print("outer", show(e))
def ctx():
    try: 1/0
    except ZeroDivisionError:
        try: raise ExceptionGroup("w", [ValueError(1), KeyError(2)])
        except* KeyError as e: print(show(e), e.__suppress_context__)
for f in (naked, naked_unmatched, naked_second, naked_raises, naked_bare, naked_raise_e, two, nested, reraise, reraise_e,
          mix, mix_all, one_raise, base, bad_class, bad_group, bad_group_late, bad_group_naked, unbound, loop, noted, in_with, inner_star, ctx):
    run(f)
import sys
print(sys.exc_info())
class E(ExceptionGroup):
    def __new__(cls, m, e, extra=None):
        self = super().__new__(cls, m, e); self.extra = extra; return self
    def __init__(self, m, e, extra=None): pass
    def derive(self, x): return E(self.message, x, self.extra)
try: raise E("x", [ValueError(1), E("y", [KeyError(2), OSError(3)], 6)], 5)
except* KeyError as e: print(repr(e), e.extra, e.exceptions[0].extra)
except* Exception as e: print(repr(e), e.extra, e.exceptions[1].extra)
