class Box:
    def __init__(self): self.d = {}
    def __len__(self): return len(self.d)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __contains__(self, k): return k in self.d
    def __iter__(self): return iter(sorted(self.d))
    def __reversed__(self): return iter(sorted(self.d, reverse=True))
    def __bool__(self): return True
b = Box()
b["x"] = 1; b["a"] = 2
print(len(b), b["x"], "x" in b, list(b), list(reversed(b)), bool(b))
del b["x"]
print(list(b))
class L:
    def __len__(self): return 0
print(bool(L()), "empty" if not L() else "full")
class Neg:
    def __len__(self): return -1
try:
    len(Neg())
except ValueError as e:
    print(e)
