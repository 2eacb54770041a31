s = set()
print(s, {1}, {'a'}, {(1, 2)}, frozenset({'x'}), {frozenset()}, {None})
class R:
    def __init__(self): self.s = None
    def __repr__(self): return 'R(%r)' % (self.s,)
r = R(); r.s = {r}; print(r.s)
r = R(); r.s = frozenset([r]); print(r)
