print(list(enumerate("ab")), list(enumerate("ab", 1)), list(zip([1, 2], "ab", (True, False))), list(zip()), list(zip("abc", [1])))
print(list(map(str, [1, 2])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])))
print(any([]), all([]), any([0, 1]), all([1, 0]), any(x > 2 for x in [1, 3]), sum([1, 2], 10), sum([[1], [2]], []), sum([0.1] * 10))
print(min(3, 1), max([1, 5, 2]), min("b", "a", key=ord), max([], default="none"), min([3, -5], key=abs), max((1, "b"), (1, "a")))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
try:
    max([])
except ValueError as e:
    print(e)
it = iter([1])
print(next(it), next(it, "end"), list(iter(lambda n=iter("abX"): next(n), "X")))
