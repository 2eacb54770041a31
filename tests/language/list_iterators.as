l = [1, 2, 3]
i = iter(l)
print(next(i), i.__length_hint__(), list(i), i.__length_hint__(), list(i))
l.append(4)
print(list(i))
i = iter(l)
for x in i:
    if x < 10 and len(l) < 8: l.append(x * 10)
print(l)
r = reversed(l)
print(next(r), r.__length_hint__(), list(r), list(r))
r = reversed(l); del l[2:]; print(list(r))
print(type(iter(l)), type(reversed(l)), iter(i) is i)
for x in l:
    l.remove(x)
print(l)
