class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = D(1)
print("made")
a = D(2)
print("rebound")
del a
print("deleted")
D(3)
print("expression dropped")
def f():
    local = D(4)
    print("in f")
f()
print("after f")
x = [D(5), D(6)]
x.pop(0)
print("popped")
x.clear()
print("cleared")
D(7).n
print("attribute read")
d = {"k": D(8)}
d["k"] = None
print("replaced")
