class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n
    def __repr__(self): return f"K{self.n}"
d = {Key(i): i for i in range(9)}
d[Key(4)] = "four"
print(d, Key(8) in d, Key(9) in d)
del d[Key(0)]
print(len(d), Key(0) in d)
class NoHash:
    def __eq__(self, other): return True
try:
    {NoHash(): 1}
except TypeError as e:
    print(e)
