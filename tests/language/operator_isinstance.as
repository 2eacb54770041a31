def t(f):
    try: print(f())
    except TypeError as e: print(e)
t(lambda: isinstance(1, 3))
t(lambda: issubclass(1, int))
t(lambda: issubclass(int, 3))
t(lambda: isinstance(1, (int, 3)))
t(lambda: isinstance("", (int, 3)))
t(lambda: isinstance(True, int))
t(lambda: isinstance(1, (str, (float, int))))
t(lambda: isinstance(1, int | str))
t(lambda: isinstance(None, int | None))
t(lambda: issubclass(bool, int | str))
t(lambda: isinstance([], list[int]))
class M(type):
    def __instancecheck__(cls, x): return x == "yes"
    def __subclasscheck__(cls, x): return x is int
class A(metaclass=M): pass
print(isinstance("yes", A), isinstance("no", A), isinstance(A(), A), issubclass(int, A), issubclass(str, A))
