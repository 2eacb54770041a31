class V:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"V({self.x})"
    def __add__(self, o): return V(self.x + o.x) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __mul__(self, n): return V(self.x * n)
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x)
    def __abs__(self): return "abs"
    def __invert__(self): return "inv"
    def __matmul__(self, o): return "matmul"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rsub__(self, o): return ("rsub", o)
    def __floordiv__(self, o): return "fd"
    def __truediv__(self, o): return "td"
    def __mod__(self, o): return "mod"
    def __lshift__(self, o): return "ls"
    def __and__(self, o): return "and"
    def __divmod__(self, o): return "dm"
    def __round__(self, n=None): return ("round", n)
v = V(2)
print(v + V(3), 5 + v, v * 2, 3 * v, -v, abs(v), ~v, v @ 1, v ** 2, pow(v, 2, 3), 1 - v, v // 1, v / 1, v % 1, v << 1, v & 1, divmod(v, 1), round(v), round(v, 2))
try:
    v + 1
except TypeError as e:
    print(e)
try:
    v - 1
except TypeError as e:
    print(e)
