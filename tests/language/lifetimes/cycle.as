import gc
class N:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
gc.collect()
a = N(1)
a.me = a
a = None
print("cycle waits")
print(gc.collect() > 0)
print("collected")
b, c = N(2), N(3)
b.o, c.o = c, b
c = None
print("still held by b")
gc.collect()
b = None
gc.collect()
print(gc.collect())
