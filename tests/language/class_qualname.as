class A:
    class B:
        def f(self): pass
    def g(self):
        class C: pass
        return C
print(A.B.__qualname__, A.B.f.__qualname__, A().g().__qualname__, A().g())
try:
    class Q: __qualname__ = 3
except TypeError as e: print(e)
class R: __qualname__ = "Other.Name"
print(R, R.__name__, "__qualname__" in R.__dict__)
