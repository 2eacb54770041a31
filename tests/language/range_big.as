b = 10 ** 30
r = range(b, b + 10, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:], b in r, b + 1 in r, b + 3 in r, r.index(b + 6), list(reversed(r)), r == range(b, b + 12, 3))
r = range(0, b)
print(b - 1 in r, b in r, r[b - 1] == b - 1, r[5], r[-1] == b - 1, r[10:20], r[::b // 2], bool(r), r.index(b // 2) == b // 2)
try: len(r)
except OverflowError as e: print(e)
try: r[b]
except IndexError as e: print(e)
i = iter(range(2 ** 61 - 2, 2 ** 61 + 3)); print(list(i))
i = iter(range(2 ** 63 - 2, 2 ** 63 + 2)); print(list(i))
print(list(range(-2 ** 61 - 2, -2 ** 61 + 2)), list(range(2 ** 61 + 1, 2 ** 61 - 2, -1)))
print(hash(range(b, b + 2)), range(-b, b, b), list(range(-b, b + 1, b)), range(b, -b, -b)[1:])
