class F:
    def __init__(self, f): self.f = f
    def __get__(self, o, c): return lambda *a: ("bound", self.f(*a))
class A:
    m = F(lambda *a: a)
    l = len
    s = staticmethod(lambda x: x)
    p = print
a = A()
print(a.m(1), A.m(2), a.l([1, 2]), a.s(4))
def f(self): return self.v
A.f = f
a.v = 3
print(a.f(), f.__get__(a)(), f.__get__(None, A) is f)
class Call:
    def __call__(self, x): return x
A.c = Call()
print(a.c(5))
sm = staticmethod(len)
print(sm([1]), sm.__func__ is len, sm.__wrapped__ is len)
cm = classmethod(lambda cls: cls)
print(cm.__get__(None, int)(), cm.__get__(3)())
