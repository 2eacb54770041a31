import weakref
class A:
    def __del__(self): print("del")
a = A()
r1 = weakref.ref(a, lambda r: print("cb1", r()))
r2 = weakref.ref(a, lambda r: print("cb2", r()))
del a
print("end")
