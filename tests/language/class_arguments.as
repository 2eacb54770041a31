class A: pass
class B:
    def __init__(self): pass
class C:
    def __new__(cls, *a): return object.__new__(cls, *a)
class D:
    def __init__(self, *a): object.__init__(self, *a)
class E:
    def __init__(self): return 3
class F:
    def __new__(cls, v): return v
for f in (lambda: A(1), lambda: A(x=1), lambda: C(1), lambda: D(1), lambda: E(), lambda: object(1), lambda: type(None)(1),
          lambda: type(iter([]))(), lambda: type(len)(), lambda: object.__new__(int), lambda: object.__new__(3),
          lambda: object.__new__(), lambda: dict.__new__(list), lambda: list.__new__(), lambda: type(1, 2)):
    try: print(f())
    except TypeError as e: print(e)
print(F(7))
