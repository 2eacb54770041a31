class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    local = D("local of f")
    raise ValueError
try:
    f()
except ValueError as e:
    print("in handler")
print("after handler")
def g():
    try:
        f()
    except ValueError as e:
        kept = e
    print("kept")
    kept = None
    print("dropped")
g()
try:
    raise ValueError(D("argument"))
except ValueError:
    print("handling")
print("end")
