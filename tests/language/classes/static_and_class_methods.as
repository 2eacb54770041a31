class C:
    n = 0
    @staticmethod
    def s(x): return x * 2
    @classmethod
    def make(cls, *a): cls.n += 1; return cls.__name__, a
class D(C): pass
print(C.s(2), C().s(3), C.make(1), D.make(2), D().make(), C.n, D.n)
