f = frozenset([1, 2])
print(f | {3}, f & {1}, {f: "key"}[frozenset([2, 1])], f == {1, 2}, hash(f) == hash(frozenset([2, 1])), hash(frozenset()))
try:
    f.add(3)
except AttributeError as e:
    print(e)
