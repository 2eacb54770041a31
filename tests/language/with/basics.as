class M:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self.n * 10
    def __exit__(self, t, v, tb): print("exit", self.n, t and t.__name__, v, tb is not None); return self.swallow
with M(1) as x: print(x)
with M(1) as a, M(2) as b: print(a, b)
with (M(3) as c, M(4)): print(c)
with M(5, True): raise ValueError("swallowed")
try:
    with M(6): raise KeyError("out")
except KeyError as e:
    print("caught", e)
def f():
    with M(7): return "ret"
print(f())
for i in range(2):
    with M(8):
        if i: break
        continue
