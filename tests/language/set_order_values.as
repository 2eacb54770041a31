print(set([(i, i % 3) for i in range(12)]))
print(set([True, False, None, 2, 3]), set([10 ** 20, -10 ** 20, 2 ** 61 - 1, 2 ** 61, -1, -2]))
print(set([frozenset([i, i + 1]) for i in range(8)]))
print({i * 1000 for i in range(20)}, {-i for i in range(20)}, set(range(100, 0, -7)))
print(set({i * 5: 0 for i in range(20)}), set(range(5)) | set(range(3, 40, 4)), frozenset(range(30, 60, 2)))
d = {i * 37 % 101: i for i in range(40)}
print(set(d), set(d.keys()), d.keys() | {500}, d.keys() & set(range(50)), d.keys() - range(40), d.keys() ^ {0, 1, 2}, set(d.items()) & set(list(d.items())[:5]))
print(d.items() ^ {1: 2, 0: 0, 37: 1}.items(), {3, 1, 4} - d.keys(), range(5) | d.keys())
