class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__), D.__base__)
try:
    class X(A, B): pass
except TypeError as e: print(e)
try:
    class X(A, A): pass
except TypeError as e: print(e)
print([k.__name__ for k in A.__subclasses__()])
