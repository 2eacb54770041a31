class A: pass
a = A()
a.__dict__["x"] = 1
a.y = 2
print(a.x, a.__dict__, vars(a) is a.__dict__)
a.__dict__.update(z=3)
del a.x
print(a.z, list(a.__dict__))
a.__dict__.clear()
print(hasattr(a, "y"), a.__dict__)
a.n = 1
print(a.__dict__)
class B(A):
    def __init__(self): self.__dict__ = {"p": 1}
print(B().p)
