class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
print([D(i).n for i in range(2)])
print("--")
def f():
    for d in (D(i) for i in range(3)): print("body", d.n)
    print("loop over")
f()
print("--")
x = [D(i) for i in range(2)]
x = x[1:]
print("sliced")
x = None
