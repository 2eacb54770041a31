import weakref
class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"A({self.n})"
    def m(self): return self.n
d = weakref.WeakValueDictionary()
a, b = A(1), A(2)
d["a"] = a
d["b"] = b
print(len(d), d["a"], "b" in d, sorted(d.keys()), list(d.values()))
del b
print(len(d), d.get("b"), dict(d.items()))
k = weakref.WeakKeyDictionary()
c = A(3)
k[a] = 1
k[c] = 2
print(len(k), k[a], c in k)
del c
print(len(k), list(k.items()))
s = weakref.WeakSet([a])
e = A(5)
s.add(e)
print(len(s), e in s)
del e
print(len(s), list(s))
wm = weakref.WeakMethod(a.m)
print(wm()())
fin = weakref.finalize(a, print, "finalized", 1)
print(fin.alive)
del a
print(wm(), fin.alive, len(s), len(d), len(k))
