def delegate():
    r = yield from It()
    print("result", r)
class It:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("value")
        return self.n
print(list(delegate()))
class G:
    def __getitem__(self, i):
        if i < 3: return i * i
        raise IndexError
print(list(G()), 4 in G(), iter(G()), [*G()]) if False else print(list(G()), 4 in G(), [*G()])
