class E:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, E) and self.n == o.n
    def __repr__(self): return 'E%d' % self.n
s = {E(i) for i in range(12)}
print(s, E(5) in s, E(50) in s)
s.discard(E(3)); s.add(E(4)); print(len(s), s)
class Evil:
    def __init__(self, s): self.s = s
    def __hash__(self): return 1
    def __eq__(self, o):
        self.s.clear()
        return False
s = set(); s.add(Evil(s)); print(1 in s, len(s))
s.add(Evil(s)); s.add(1); print(len(s))
class Raises:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError('no')
for f in (lambda: 1 in {Raises()}, lambda: {Raises(), 1}, lambda: {Raises()} & {1}, lambda: {Raises()} == {1}, lambda: {Raises()} - {1}):
    try: print(f())
    except ValueError as e: print(e)
