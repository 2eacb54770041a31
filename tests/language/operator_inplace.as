class A:
    def __init__(self): self.log = []
    def __iadd__(self, o):
        self.log.append(o)
        return self
a = b = A()
a += 1
a += 2
print(a is b, a.log)
class B:
    def __add__(self, o): return "plain add"
x = B()
x += 1
print(x)
class C:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "fallback"
c = C()
c += 1
print(c)
def t(op):
    y = object()
    try:
        if op == "+": y += 1
        elif op == "**": y **= 1
        elif op == "//": y //= 1
        elif op == "@": y @= 1
        elif op == ">>": y >>= 1
        elif op == "|": y |= 1
    except TypeError as e: print(e)
for op in ("+", "**", "//", "@", ">>", "|"): t(op)
l = m = [1]
l += (2, 3)
l *= 2
print(l, m is l)
