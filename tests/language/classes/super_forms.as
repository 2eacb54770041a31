class A:
    def f(self): return "A.f"
    @classmethod
    def c(cls): return f"A.c {cls.__name__}"
    @property
    def p(self): return "A.p"
class B(A):
    def f(self): return super(B, self).f() + "|B"
    @classmethod
    def c(cls): return super().c() + "|B"
    @property
    def p(self): return super().p + "|B"
    def nested(self):
        return [super(B, self).f() for _ in range(1)]
b = B()
print(b.f(), B.c(), b.p, b.nested())
try:
    class C(A):
        def g(self): return super().missing
    C().g()
except AttributeError as e:
    print(e)
def outside(): super()
try:
    outside()
except RuntimeError as e:
    print(e)
