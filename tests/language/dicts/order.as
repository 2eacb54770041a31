d = {}
for i in range(20): d[i] = i
for i in range(0, 20, 2): del d[i]
for i in range(0, 6, 2): d[i] = "again"
print(d)
d.pop(1); d[1] = "late"
print(list(d)[-3:], next(iter(d)))
