import weakref
class A: pass
a = A()
r = weakref.ref(a)
print(r() is a, weakref.ref(a) is r, weakref.getweakrefcount(a), r == weakref.ref(a), hash(r) == hash(a))
called = []
r2 = weakref.ref(a, lambda x: called.append(x is r2))
print(weakref.getweakrefcount(a), r2 is r)
del a
print(r(), r2(), called, r == r2)
try: hash(weakref.ref(A()))
except TypeError as e: print(e)
for v in (1, "s", [], (), {}, None):
    try: weakref.ref(v)
    except TypeError as e: print(e)
class S: __slots__ = ("x",)
try: weakref.ref(S())
except TypeError as e: print(e)
class W: __slots__ = ("x", "__weakref__")
w = W()
print(weakref.ref(w)() is w)
def f(): pass
print(weakref.ref(f)() is f, weakref.ref(A)() is A)
print(repr(r).endswith("; dead>"))
