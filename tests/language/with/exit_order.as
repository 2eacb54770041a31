class M:
    def __init__(self, n): self.n = n
    def __enter__(self): print("in", self.n)
    def __exit__(self, *a): print("out", self.n, a[0] and a[0].__name__); return self.n == 2
with M(1):
    with M(2), M(3):
        raise ValueError
    print("after")
