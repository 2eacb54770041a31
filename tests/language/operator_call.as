class A:
    def __call__(self, *args, **kw): return args, kw
a = A()
print(a(), a(1, 2, x=3), callable(a), callable(A), callable(1))
try: (1)()
except TypeError as e: print(e)
class B:
    def __call__(self, *, x): return x
print(B()(x=4))
a.__call__ = lambda: "instance"
print(a())
