class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", cls.__name__, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)
    @property
    def tag(cls): return "tag of " + cls.__name__
    def __len__(cls): return 42
class A(metaclass=M, flag=1):
    a = 1
class B(A):
    def __init__(self, v): self.v = v
print(type(A), type(B), B(3).v, A.tag, B.tag, len(A))
class M2(type): pass
class Z(metaclass=M2): pass
try:
    class Y(A, Z): pass
except TypeError as e: print(e)
try: B(1).tag
except AttributeError as e: print(e)
print(isinstance(A, M), isinstance(A, type), M.__mro__)
