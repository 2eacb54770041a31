def digest(s):
    h = 0
    for i, k in enumerate(s): h = (h * 31 + hash(k) + i) % (2 ** 61 - 1)
    return h
s = set()
for i in range(100000):
    s.add(i * 7919 % 1000003)
    if i % 9973 == 0: print(len(s), digest(s))
print(digest(s), digest(set(s)), digest(frozenset(s)), digest(s | {-5}), digest(s - set(range(0, 10 ** 6, 2))))
for i in range(0, 100000, 3): s.discard(i * 7919 % 1000003)
print(len(s), digest(s), digest(s.copy()))
s -= set(range(0, 500000)); print(len(s), digest(s))
s &= set(range(600000, 900000)); print(len(s), digest(s))
s ^= set(range(650000, 660000)); print(len(s), digest(s))
s.update(range(1000)); print(len(s), digest(s))
s.update(dict.fromkeys(range(2000, 70000))); print(len(s), digest(s))
s.difference_update(range(5000, 60000)); print(len(s), digest(s))
n = 0
while len(s) > 100: n = (n * 31 + s.pop()) % (2 ** 61 - 1)
print(n, len(s), digest(s))
s = set(range(60000)); s.add(-1); print(digest(s))
s.difference_update(set(range(1, 60000))); print(sorted(s), digest(s))
