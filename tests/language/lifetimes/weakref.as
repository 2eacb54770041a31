import weakref
class C: pass
c = C()
r = weakref.ref(c, lambda ref: print("callback", ref is r, ref()))
print(r() is c, weakref.ref(c)() is c)
c = None
print(r())
d = C()
r1 = weakref.ref(d, lambda _: print("first made"))
r2 = weakref.ref(d, lambda _: print("second made"))
del d
e = C()
r3 = weakref.ref(e, lambda _: print("never"))
r3 = None
e = None
try:
    weakref.ref(5)
except TypeError as t:
    print(t)
f = C()
print(weakref.ref(f) is weakref.ref(f), weakref.ref(f) == weakref.ref(f), hash(weakref.ref(f)) == hash(f))
