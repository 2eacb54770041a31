rows = [[i, str(i), (i, i * 2)] for i in range(12)]
table = {f'k{i}': {i: [i]} for i in range(12)}
table |= {'extra': {1, 2, 3}, (1, 2): None}
for key in list(table)[::3]:
    table.pop(key)
rows.extend(reversed(rows[:3]))
rows[2:4] = [('x',)] * 3
first, *rest, last = rows
print(first, len(rest), last, sorted(table, key=str)[:4], rows == rows[:], table == dict(table))
seen = set()
for row in rows:
    seen.update(str(x) for x in row)
print(len(seen), sorted(seen & {'1', '2'}), frozenset([1, 2]) | {3}, seen - seen, dict.fromkeys('abc', 0))
print(list(zip(range(3), 'abc')), list(enumerate('ab')), list(map(str, range(3))), list(filter(None, [0, 1])))
print({**{'a': 1}, 'b': 2}, [*range(3), *'ab'], (*(1, 2), 3), max(rows, key=len), sum(range(10)), slice(1, 2))
print(table.items(), rows.index(first), rows.count(first), [1, 2] * 3, [3, 1, 2][::-1])
