class A:
    x = 1
    def __setattr__(self, k, v): object.__setattr__(self, k, ("A", v))
    def __len__(self): return 3
    def __getitem__(self, k): return ("A", k)
class B(A):
    x = 2
    def get(self): return super().x
    def set(self): super().__setattr__("q", 5)
    def __len__(self): return super().__len__() + 1
    def __getitem__(self, k): return super().__getitem__(k) + ("B",)
b = B()
b.set()
print(b.get(), b.q, len(b), b[0])
class L(list):
    def append(self, v): super().append(v * 2)
    def __getitem__(self, i): return super().__getitem__(i) + 100
    def __repr__(self): return "L" + super().__repr__()
l = L()
l.append(1)
print(l, l[0], len(l))
