class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f(x): print("in f"); return 1
f(D(1)); print("after call")
def g(x):
    x = None
    print("x gone")
g(D(2))
def h(): return D(3)
h(); print("result dropped")
y = h(); print("kept"); y = None
(D(4), D(5)); print("tuple")
print([D(6)] and "list")
z = D(7).n + D(8).n
print("sum")
