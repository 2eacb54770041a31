class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), [x for x in It(2)], next(It(5)), 1 in It(3))
a, b = It(2)
print(a, b)
class G:
    def __iter__(self):
        yield 1
        yield 2
print(list(G()), tuple(G()), sorted(G()))
class Bad:
    def __iter__(self): return 3
class NoneIter:
    __iter__ = None
class NoneIn:
    __contains__ = None
def t(f):
    try: print(f())
    except TypeError as e: print(e)
t(lambda: iter(Bad()))
t(lambda: iter(NoneIter()))
t(lambda: 1 in NoneIn())
class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("next")
try: list(Raises())
except ValueError as e: print(e)
