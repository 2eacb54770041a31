import weakref
def make():
    class A:
        def m(self): return A
    a = A()
    a.self = a
    return weakref.ref(A), weakref.ref(a)
x, y = make()
print(x() is not None)
class Base: pass
def sub():
    class S(Base): pass
    return len(Base.__subclasses__())
print(sub())
