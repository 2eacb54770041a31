class A:
    def f(self): return 1
class B(A): pass
b = B()
print(b.f())
A.f = lambda self: 2
print(b.f())
B.f = lambda self: 3
print(b.f())
del B.f
print(b.f())
A.__len__ = lambda self: 7
print(len(b))
del A.__len__
try: len(b)
except TypeError as e: print(e)
A.__add__ = lambda s, o: "sum"
print(b + 1)
B.__call__ = lambda self, x: x * 2
print(b(4))
