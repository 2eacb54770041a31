class C:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(C(3)), set(C(3)), tuple(C(2)), sorted(C(4)), 1 in C(3), list(zip(C(2), C(3))), list(map(str, C(2))), [*C(2)])
class Bad:
    def __iter__(self): return 5
try: iter(Bad())
except TypeError as e: print(e)
class NoIter:
    __iter__ = None
try: iter(NoIter())
except TypeError as e: print(e)
try: 1 in NoIter()
except TypeError as e: print(e)
l = [1, 2]; l.extend(C(2)); l += C(1); l[1:1] = C(2); print(l)
d = dict(zip(C(2), C(2))); print(d)
