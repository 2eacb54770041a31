l = [3, 2, 1]
class K:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        l.append(0)
        return self.n < o.n
l[:] = [K(3), K(1), K(2)]
try: l.sort()
except ValueError as e: print(e)
print(len(l), [k.n for k in l])
l = [3, 1, 2]
seen = []
def key(x):
    seen.append((x, list(l)))
    return x
l.sort(key=key)
print(l, seen)
