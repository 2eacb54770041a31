class A:
    def __setattr__(self, k, v):
        print("set", k, v)
        super().__setattr__(k, v)
    def __delattr__(self, k):
        print("del", k)
        object.__delattr__(self, k)
a = A()
a.x = 1
print(a.x)
del a.x
try: del a.x
except AttributeError as e: print(e)
class B:
    def __setattr__(self, k, v): raise AttributeError("frozen " + k)
try: B().q = 1
except AttributeError as e: print(e)
try: object.__setattr__(A, "x", 1)
except TypeError as e: print(e)
