class I:
    def __init__(self): self.n = 0
    def __iter__(self): print("iter"); return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(x * 2 for x in I()))

class Once:
    def __iter__(self): print("made"); return iter((7, 8))
print(sum(x for x in Once()), [y for y in Once()], {z for z in Once()})
a = [1, 2, 3]
g = (x for x in a)
a.append(4)
print(list(g))
r = (x for x in range(3))
print(next(r), list(r), list(r))
try: (x for x in 3)
except TypeError as e: print(e)
