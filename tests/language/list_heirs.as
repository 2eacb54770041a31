class L(list):
    def total(self): return sum(self)
a = L([1, 2, 3])
a.name = 'mine'
print(a, a.total(), a.name, len(a), isinstance(a, list), type(a[1:]), type(a + [4]), type(a * 2), type(a.copy()))
a.append(4); print(a, a == [1, 2, 3, 4], [1, 2, 3, 4] == a)
class K(list):
    def __init__(self, *items, **kw):
        super().__init__(items)
        self.kw = kw
k = K(1, 2, x=3)
print(k, k.kw)
class Loud(list):
    def append(self, x):
        super().append(x * 2)
    def __getitem__(self, i): return 'item %r' % (i,)
    def __len__(self): return 42
l = Loud(); l.append(3)
print(l[0], len(l), l, [x for x in l])
try: L(a=1)
except TypeError as e: print(e)
