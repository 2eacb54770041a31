class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
l = [10, 20, 30, 40]
print(l[I(1)], l[I(-1)], l[I(1):I(3)], l * I(2), I(2) * l)
l[I(0)] = 'first'
del l[I(1)]
print(l, l[True], l[False])
l.insert(I(1), 'ins'); print(l, l.pop(I(0)), l)
class Bad:
    def __index__(self): return 'x'
try: l[Bad()]
except TypeError as e: print(e)
