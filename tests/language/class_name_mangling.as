class A:
    __x = 1
    def get(self): return self.__x
    def set(self, v): self.__x = v
class B(A):
    __x = 2
b = B()
print(b.get(), A._A__x, B._B__x)
b.set(5)
print(b.get(), b.__dict__)
class S:
    __slots__ = ("__p", "q")
    def __init__(self): self.__p = 1
print(S()._S__p)
