class M:
    def __enter__(self): return D("value")
    def __exit__(self, *a): print("exit")
    def __del__(self): print("del manager")
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
with M(): print("body")
print("--")
with M() as d: print(d.n)
print("--")
d = None
print("end")
