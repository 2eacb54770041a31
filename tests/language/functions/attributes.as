def f(a: int, b: "str" = "x") -> None:
    """The doc."""
f.extra = 5
print(f.__name__, f.__qualname__, f.__doc__, f.extra, f.__defaults__, f.__annotations__, f.__module__, callable(f), f.__dict__)
class C:
    def m(self): pass
    class D:
        def n(self): pass
print(C.m.__qualname__, C.D.n.__qualname__, C().m.__name__, C.D.__qualname__)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__, (lambda: 0).__qualname__)
