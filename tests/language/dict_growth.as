d = {}
for i in range(3000): d[i * 7 % 3001] = i
print(len(d), all(d[i * 7 % 3001] == i for i in range(3000)))
for i in range(0, 3000, 2): del d[i * 7 % 3001]
print(len(d), list(d)[:10], list(d.values())[-5:])
for i in range(100): d['k%d' % i] = i
print(len(d), d['k50'], d['k99'], 7 in d, 14 in d, list(d)[-3:])
while len(d) > 5: d.popitem()
print(d)
for i in range(20): d[i] = i; d.popitem()
print(d)
d.clear(); d['a'] = 1; print(d)
