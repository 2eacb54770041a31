class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def make():
    d = D("captured")
    return lambda: d.n
f = make()
print(f())
f = None
print("closure gone")
def outer():
    d = D("cell")
    def inner(): return d
    print("inner made")
outer()
print("outer left")
def defaults(x=D("default")): pass
del defaults
print("end")
