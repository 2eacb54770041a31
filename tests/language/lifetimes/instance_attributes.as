class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
class H: pass
h = H()
h.a = D("a"); h.b = D("b")
h.a = D("a2")
print("--")
del h.b
print("--")
h = None
print("end")
