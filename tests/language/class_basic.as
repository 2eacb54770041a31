class P:
    """doc"""
    kind = "point"
    def __init__(self, x, y=2):
        self.x = x
        self.y = y
    def sum(self):
        return self.x + self.y
p = P(1)
q = P(1, y=5)
print(p.x, p.y, p.sum(), q.sum(), P.sum(q), p.kind, P.kind)
p.kind = "own"
print(p.kind, P.kind, q.kind)
del p.kind
print(p.kind, p.__dict__, q.__dict__)
print(P, P.__name__, P.__qualname__, P.__module__, P.__doc__, P.__bases__, P.__mro__)
print(type(p), type(P), type(type), isinstance(p, P), issubclass(P, object))
