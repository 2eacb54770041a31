l = []
for i in (0, 5, -1, -10, 1, 2, -2): l.insert(i, i)
print(l)
l.insert(10 ** 9, 'end'); l.insert(-10 ** 9, 'start')
print(l)
