class A:
    def __bool__(self): return False
    def __index__(self): return 2
    def __int__(self): return 5
    def __repr__(self): return "A()"
    def __str__(self): return "str of A"
a = A()
print(bool(a), [1, 2, 3][a], int(a), a, repr(a), [a], "%s %r" % (a, a), f"{a} {a!r}")
class Bad:
    def __bool__(self): return 1
    def __index__(self): return ""
    def __int__(self): return ""
    def __repr__(self): return 3
    def __str__(self): return 3
    def __format__(self, s): return 3
def t(f):
    try: print(f())
    except TypeError as e: print(e)
t(lambda: bool(Bad()))
t(lambda: [][Bad()])
t(lambda: int(Bad()))
t(lambda: repr(Bad()))
t(lambda: str(Bad()))
t(lambda: format(Bad()))
t(lambda: f"{Bad()}")
class F:
    def __format__(self, spec): return "<" + spec + ">"
print(f"{F():abc}", format(F(), "x"), format(F()))
t(lambda: format(object(), "x"))
