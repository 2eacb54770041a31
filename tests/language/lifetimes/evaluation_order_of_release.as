class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def __add__(self, o): print("add", self.n, o.n); return D(self.n * 10 + o.n)
D(1) + D(2) + D(3)
print("--")
a = D(4)
a = a + D(5)
print("--")
a = D(6)
print("--")
def f(p, q): print("f")
f(D(7), D(8))
print("--")
for o in [D(9), D(10)]:
    print("loop", o.n)
print("--")
del o
del a
print("end")
