class P(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    @property
    def x(self): return self[0]
    def __repr__(self): return 'P%s' % super().__repr__()
p = P(1, 2); p.note = 'n'
print(p, p.x, p.note, p == (1, 2), hash(p) == hash((1, 2)), type(p[:]), type(p + ()), len(p), isinstance(p, tuple), {p: 1}[(1, 2)])
class Q(tuple): pass
print(Q('ab'), Q(), tuple(Q('ab')), type(tuple(Q('ab'))))
a, b = p; print(a, b)
