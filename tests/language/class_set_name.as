class D:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
    def __get__(self, obj, cls): return obj, cls.__name__
class A:
    x = D()
    y = D()
print(A.x, A.y)
class Bad:
    def __set_name__(self, owner, name): raise ValueError("no")
try:
    class B: z = Bad()
except ValueError as e: print(e, e.__notes__)
