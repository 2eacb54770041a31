class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f'K{self.n}'


values = [(i * 7919) % 101 for i in range(101)]
print(sorted(values)[:5], sorted(map(str, values))[:5], sorted(map(float, values))[-3:])
print(sorted(Key(v) for v in values)[:5], sorted(values, key=lambda v: (v % 10, -v), reverse=True)[:5])
mixed = [3, 'a', 1]
try:
    mixed.sort()
except TypeError as e:
    print(e, mixed)
pairs = sorted(zip(values, map(str, values)))
print(pairs[:3], list(reversed(pairs))[:2])
