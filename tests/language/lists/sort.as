a = ["banana", "apple", "cherry", "date"]
a.sort(); print(a)
a.sort(key=len); print(a)
a.sort(reverse=True); print(a)
print(sorted([3, 1, 2], reverse=True), sorted((2, 1)), sorted({3: 0, 1: 0}), sorted("bca", key=lambda c: -ord(c)))
print(sorted([(1, "b"), (0, "z"), (1, "a")]), sorted([1.5, 1, True, 0.5]))
