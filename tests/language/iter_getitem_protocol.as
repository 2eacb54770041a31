class S:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * i
print(list(S(4)), 9 in S(4), 10 in S(4), [x for x in S(3)], tuple(S(2)), sum(S(5)), dict(enumerate(S(3))))
a, b, c = S(3); print(a, b, c)
i = iter(S(2)); print(next(i), list(i), list(i), type(i))
class T:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
print(list(T()))
class U:
    def __getitem__(self, i): raise ValueError('bad item')
try: list(U())
except ValueError as e: print(e)
class L:
    def __len__(self): return 5
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
i = iter(L()); print(i.__length_hint__()); next(i); print(i.__length_hint__(), list(i), i.__length_hint__())
