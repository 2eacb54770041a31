r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], 8 in r, 9 in r, r.index(8), r.count(5), r.start, r.stop, r.step)
print(list(range(5, 0, -2)), list(range(0)), range(3) == range(0, 3, 1), bool(range(0)), list(reversed(range(4))), range(0, 10)[::-1])
print(len(range(10 ** 15)), 10 ** 14 in range(10 ** 15), range(10 ** 20)[-1], sum(range(101)))
for bad in (lambda: range(1, 2, 0), lambda: range(3)[5], lambda: range(1.5), lambda: range()):
    try:
        bad()
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__, e)
