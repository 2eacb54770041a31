class L:
    def __init__(self, *a): self.a = list(a)
    def __len__(self): return len(self.a)
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        return self.a[i]
    def __setitem__(self, i, v): self.a[i] = v
    def __delitem__(self, i): del self.a[i]
l = L(1, 2, 3)
l[0] = 9
del l[1]
print(len(l), l[0], l[1], list(l), 9 in l, 5 in l, l[1:2], l[::2], bool(l), bool(L()))
class M:
    def __contains__(self, x): return x == "in"
print("in" in M(), "out" in M())
class N: pass
def t(f):
    try: print(f())
    except (TypeError, ValueError, AttributeError, OverflowError) as e: print(type(e).__name__, e)
t(lambda: len(N()))
t(lambda: N()[0])
t(lambda: N[0])
t(lambda: int[0])
t(lambda: 1 in N())
t(lambda: iter(N()))
t(lambda: next(N()))
def si(): N()[0] = 1
def di(): del N()[0]
t(si)
t(di)
class S:
    def __setitem__(self, k, v): pass
def di2(): del S()[0]
t(di2)
class Bad:
    def __len__(self): return -1
t(lambda: len(Bad()))
class Bad2:
    def __len__(self): return "x"
t(lambda: len(Bad2()))
t(lambda: bool(Bad()))
