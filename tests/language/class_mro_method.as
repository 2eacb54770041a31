class M(type):
    def mro(cls):
        print("mro", cls.__name__)
        return super().mro()
class A(metaclass=M): pass
class B(A): pass
print(B.__mro__)
class Bad(type):
    def mro(cls): return [3]
try:
    class X(metaclass=Bad): pass
except TypeError as e: print(e)
