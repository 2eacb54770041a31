class P:
    __slots__ = ("x", "y")
    def __init__(self, x): self.x = x
p = P(1)
print(p.x, P.x, P.__slots__)
for f in (lambda: p.y, lambda: setattr(p, "z", 1), lambda: delattr(p, "y"), lambda: p.__dict__, lambda: P.x.__get__(3), lambda: P.x.__set__(3, 4)):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
del p.x
print(hasattr(p, "x"))
class Q(P):
    __slots__ = ("z",)
q = Q(5)
q.z = 6
q.y = 7
print(q.x, q.y, q.z)
class R(P): pass
r = R(1)
r.any = 3
print(r.x, r.any, r.__dict__)
for src in (3, ("1a",), (3,), ("__dict__", "__dict__")):
    try: type("A", (), {"__slots__": src})
    except TypeError as e: print(e)
try: type("A", (), {"__slots__": ("a",), "a": 1})
except ValueError as e: print(e)
try: type("A", (int,), {"__slots__": ("a",)})
except TypeError as e: print(e)
class N:
    __slots__ = ()
    def f(self): pass
try: N().f = 1
except AttributeError as e: print(e)
