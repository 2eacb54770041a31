class P:
    def __init__(self, k, n): self.k = k; self.n = n
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return self.k + str(self.n)
l = [P(c, i) for i, c in enumerate('banana band cabana')]
print(sorted(l))
print(sorted(l, reverse=True))
print(sorted(l, key=lambda p: (p.k, -p.n)))
