class E:
    def __init__(self, what): self.what = what
    def __getattribute__(self, n):
        raise ValueError(n)
try:
    E(1).x
except ValueError as e:
    print(e)
class H:
    def __hash__(self): raise ValueError("hash")
for f in (lambda: {H(): 1}, lambda: {H()}, lambda: H() in {}, lambda: {}.get(H()), lambda: hash((H(),))):
    try:
        f()
    except ValueError as e:
        print(e)
