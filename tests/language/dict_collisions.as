class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return 42
    def __eq__(self, o): return isinstance(o, H) and self.n == o.n
    def __repr__(self): return 'H%d' % self.n
d = {}
for i in range(60): d[H(i)] = i
print(len(d), all(d[H(i)] == i for i in range(60)), H(60) in d, 42 in d)
for i in range(0, 60, 2): del d[H(i)]
print(list(d), d.get(H(0)), d[H(1)])
d2 = {k * 2 ** 20: k for k in range(500)}
print(all(d2[k * 2 ** 20] == k for k in range(500)), len(d2))
d3 = {-1: 'a', -2: 'b', 2 ** 61 - 1: 'c', 0: 'd', 2 ** 61 - 2: 'e', -(2 ** 61 - 1): 'f', 2 ** 64: 'g'}
print(d3, d3[-1], d3[-2], d3[2 ** 61 - 1], d3[0], d3[2 ** 64])
