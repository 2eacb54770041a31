class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
class B(A):
    def __radd__(self, o): return "B.radd"
class C(A): pass
class D:
    def __radd__(self, o): return "D.radd"
print(A() + B(), B() + A(), A() + C(), A() + D(), 1 + D(), D().__radd__(1))
class E:
    def __add__(self, o): return NotImplemented
print(E() + D())
try: E() + E()
except TypeError as e: print(e)
try: D() + D()
except TypeError as e: print(e)
class I(int):
    def __add__(self, o): return "I.add"
    def __radd__(self, o): return "I.radd"
print(I(1) + 1, 1 + I(1), I(1) - 1, I(5) * 2)
