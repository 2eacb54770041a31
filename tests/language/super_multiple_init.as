class Root:
    def __init__(self, **kw): print("Root", kw)
class A(Root):
    def __init__(self, a, **kw):
        print("A", a)
        super().__init__(**kw)
class B(Root):
    def __init__(self, b, **kw):
        print("B", b)
        super().__init__(**kw)
class C(A, B):
    def __init__(self, **kw):
        print("C")
        super().__init__(**kw)
C(a=1, b=2)
class M(type):
    def __call__(cls, *a, **k):
        o = super().__call__(*a, **k)
        o.made = True
        return o
class D(metaclass=M): pass
print(D().made)
class N:
    def __new__(cls, *a):
        o = super().__new__(cls)
        return o
    def __init__(self, *a): self.a = a
print(N(1, 2).a)
