l = []
t = (l, 1)
l.append(t)
print(t, l)
