class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = D("global")
def f():
    keep = D("function")
    return lambda: keep
g = f()
print("end of file")
