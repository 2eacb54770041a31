class Odd:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        if self.n == 3: raise ValueError("cannot compare 3")
        return self.n < other.n
a = [Odd(n) for n in (5, 4, 3, 2)]
try:
    a.sort()
except ValueError as e:
    print(e, len(a))
try:
    [1, 2].sort(key=5)
except TypeError as e:
    print(e)
try:
    [1, 2].sort(lambda x: x)
except TypeError as e:
    print(e)
