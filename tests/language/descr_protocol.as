class D:
    def __get__(self, obj, cls): return ("get", obj is None, cls.__name__)
    def __set__(self, obj, v): print("set", v)
    def __delete__(self, obj): print("delete")
class N:
    def __get__(self, obj, cls): return "nondata"
class A:
    d = D()
    n = N()
a = A()
print(a.d, A.d)
a.d = 5
del a.d
a.__dict__["d"] = 1
print(a.d)
a.n = "own"
print(a.n, A.n)
class SetOnly:
    def __set__(self, o, v): o.__dict__["v"] = v
class B: v = SetOnly()
b = B()
print(type(b.v).__name__)
b.v = 3
print(b.v)
try: del b.v
except AttributeError as e: print(e)
class DelOnly:
    def __delete__(self, o): print("gone")
class C: x = DelOnly()
del C().x
try: C().x = 1
except AttributeError as e: print(e)
