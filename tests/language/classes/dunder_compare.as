class N:
    def __init__(self, n): self.n = n
    def __eq__(self, o): print("eq", self.n, o.n if isinstance(o, N) else o); return self.n == getattr(o, "n", o)
    def __lt__(self, o): return self.n < o.n
    def __le__(self, o): return self.n <= o.n
    def __hash__(self): return hash(self.n)
print(N(1) == N(1), N(1) != N(2), N(1) < N(2), N(1) > N(2), N(1) >= N(1), 5 == N(5), N(3) in [N(2), N(3)])
class P: pass
print(P() == P(), P() != P(), P() == 1)
try:
    P() < P()
except TypeError as e:
    print(e)
print([n.n for n in sorted([N(3), N(1), N(2)])])
class Sub(N):
    def __lt__(self, o): return "sub"
print(N(1) > Sub(2), Sub(1) < N(0))
