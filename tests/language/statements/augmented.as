x = 5
x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 3; x >>= 1; x |= 3; x &= 6; x ^= 1
print(x)
x /= 4
print(x)
class Acc:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
    def __getitem__(self, k): print("get", k); return 10
    def __setitem__(self, k, v): print("set", k, v)
a = Acc()
b = a
a += 1
a["k"] += 5
print(b is a, b.log)
class NoI:
    def __add__(self, o): return "added"
n = NoI()
n += 1
print(n)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
