class A:
    def f(self, x=1): return x
    @classmethod
    def c(cls, x=2): return cls.__name__, x
    @staticmethod
    def s(x=3): return x
a = A()
m = a.f
print(m(), m(5), m.__self__ is a, m.__func__ is A.f, m.__name__, m == a.f, m is a.f, hash(m) == hash(a.f))
print(A.c(), a.c(9), A.s(), a.s(8), A.c.__self__ is A)
class B(A): pass
print(B.c(), B().c(1))
m.__func__.tag = 5
print(a.f.tag, A.f.tag)
try: a.f.tag = 6
except AttributeError as e: print(e)
print(repr(A.__dict__["s"])[:22], repr(A.__dict__["c"])[:21])
