class A:
    def __init__(self): print("A"); super().__init__()
    def f(self): return ["A"]
class B(A):
    def __init__(self): print("B"); super().__init__()
    def f(self): return ["B"] + super().f()
class C(A):
    def __init__(self): print("C"); super().__init__()
    def f(self): return ["C"] + super().f()
class D(B, C):
    def __init__(self): print("D"); super().__init__()
    def f(self): return ["D"] + super().f()
print(D().f(), [k.__name__ for k in D.mro()])
try:
    class Bad(A, B): pass
except TypeError as e:
    print(e)
try:
    class Dup(A, A): pass
except TypeError as e:
    print(e)
