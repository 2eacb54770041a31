d = {}
for i in range(5000):
    d[i] = i
    d[str(i)] = i
    d.popitem()
    if i % 3 == 0: del d[i]
print(len(d), list(d)[:5], list(d)[-5:])
for i in range(5000): d.pop(i, None)
print(d)
for i in range(1000):
    d['q'] = 1
    del d['q']
print(d, len(d))
