class A:
    def f(self): return ["A"]
    @classmethod
    def c(cls): return [cls.__name__]
    @property
    def p(self): return "A.p"
class B(A):
    def f(self): return super().f() + ["B"]
    @classmethod
    def c(cls): return super().c() + ["B.c"]
    @property
    def p(self): return super().p + "+B"
class C(A):
    def f(self): return super().f() + ["C"]
class D(B, C):
    def f(self): return super().f() + ["D"]
print(D().f(), D.c(), D().p)
class E(A):
    def g(self):
        return [super(E, self).f() for _ in (1,)]
    def h(self):
        def inner(): return super(E, self).f()
        return inner()
print(E().g(), E().h())
