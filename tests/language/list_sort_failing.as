class Boom:
    count = 0
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        Boom.count += 1
        if Boom.count == 30: raise RuntimeError('boom')
        return self.n < o.n
l = [Boom((i * 37) % 101) for i in range(100)]
try: l.sort()
except RuntimeError as e: print(e)
print(len(l), sorted(b.n for b in l) == sorted((i * 37) % 101 for i in range(100)))
l = [1, 2, 0]
try: l.sort(key=lambda x: 1 // x)
except ZeroDivisionError as e: print(e)
print(l)
