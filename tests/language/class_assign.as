class A:
    def f(self): return "A.f"
class B:
    def f(self): return "B.f"
a = A()
a.x = 1
a.__class__ = B
print(a.f(), a.x, type(a), isinstance(a, A))
for v in (3, int):
    try: a.__class__ = v
    except TypeError as e: print(e)
try: (3).__class__ = int
except TypeError as e: print(e)
try: del a.__class__
except TypeError as e: print(e)
a.__dict__ = {"y": 2}
print(a.y, hasattr(a, "x"), a.__dict__)
try: a.__dict__ = 3
except TypeError as e: print(e)
a.__dict__["z"] = 9
print(a.z, vars(a))
