a = {i: i * i for i in range(6)}
b = {i: i * i for i in range(4, 9)}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b.keys()), sorted(a.keys() - b.keys()), sorted(a.keys() ^ b.keys()))
print(sorted(a.items() & b.items()), sorted(a.items() - b.items()), sorted(a.items() ^ b.items()), len(a.items() | b.items()))
print(a.keys() & [1, 2, 77], [1, 99] & a.keys(), {1, 99} | b.keys(), a.keys() - {1}, {1, 50} - a.keys())
print(a.keys() == set(range(6)), a.keys() < set(range(7)), a.keys() >= {1}, a.keys() != b.keys(), {0} <= a.keys(), a.keys() == [0], a.items() == set(a.items()))
print(a.keys().isdisjoint(b), a.keys().isdisjoint([77]), a.keys().isdisjoint(a.keys()), {}.keys().isdisjoint({}.keys()))
print((1, 1) in a.items(), (1, 2) in a.items(), 1 in a.items(), 1 in a.keys(), 1 in a.values(), 25 in a.values())
k = a.keys(); v = a.values(); it = a.items()
a['new'] = 'n'
print(k, v, it, len(k), len(v), len(it))
print(k.mapping, a.keys() | 'ab' == set(a) | {'a', 'b'})
for f in (lambda: a.keys() & 5, lambda: a.keys() + 1, lambda: hash(a.keys()), lambda: a.keys() < [1], lambda: v & v, lambda: a.keys()[0]):
    try: print(f())
    except TypeError as e: print(e)
print({1: 2}.values() == {1: 2}.values(), hash(v) == hash(v))
