print(list(reversed([1, 2])), list(reversed((1, 2))), list(reversed('abc')), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))
class R:
    def __reversed__(self): return 'made by R'
class S:
    def __len__(self): return 3
    def __getitem__(self, i):
        return i * 10
class N:
    def __getitem__(self, i): return i
class X:
    __reversed__ = None
    def __len__(self): return 3
    def __getitem__(self, i): return i
print(reversed(R()), list(reversed(S())), reversed(S()).__length_hint__())
for f in (lambda: reversed(5), lambda: reversed({1}), lambda: reversed(N()), lambda: reversed(X()), lambda: reversed(), lambda: reversed(1, 2), lambda: reversed(iter([]))):
    try: f()
    except TypeError as e: print(e)
r = reversed(S()); print(next(r), list(r), list(r), r.__length_hint__(), iter(r) is r)
