class V:
    def __init__(self, n): self.n = n
    def __add__(self, o): return ("add", self.n, o)
    def __radd__(self, o): return ("radd", self.n, o)
    def __mul__(self, o): return NotImplemented
    def __matmul__(self, o): return "matmul"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __neg__(self): return "neg"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __divmod__(self, o): return "divmod"
    def __rsub__(self, o): return ("rsub", o)
    def __lshift__(self, o): return "lshift"
v = V(1)
print(v + 1, 1 + v, "a" + v, [1] + v, v @ v, v ** 2, pow(v, 2, 3), -v, ~v, abs(v), divmod(v, 1), 5 - v, v << 1)
for f in (lambda: v * 2, lambda: 2 * v, lambda: v - 1, lambda: +v, lambda: v >> 1, lambda: 1 << v, lambda: divmod(1, v), lambda: v / v):
    try: print(f())
    except TypeError as e: print(e)
