s = {3, 1, 2, 3}
print(s, len(s), 1 in s, {1, 2} == {2, 1}, set(), set([1, 1]), frozenset([1]), type({1}).__name__)
s.add(5); s.discard(99); s.discard(1); s.remove(2)
print(s)
print({1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2, 3}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2} >= {1}, {1, 2} <= {1, 2})
a = {1}
a |= {2}; a &= {2, 3}; a ^= {9}; a -= {9}
print(a, a.isdisjoint({5}), a.issubset({1, 2}), a.issuperset(set()), a.union([7], (8,)), a.intersection([2]), a.difference([2]))
a.update([4], [5]); a.clear(); print(a)
try:
    {1}.remove(2)
except KeyError as e:
    print(e)
try:
    set().pop()
except KeyError as e:
    print(e)
try:
    {[]}
except TypeError as e:
    print(e)
try:
    {1} | [2]
except TypeError as e:
    print(e)
