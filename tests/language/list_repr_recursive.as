l = [1]
l.append(l)
print(l, repr(l), str(l))
d = {'l': l}
l.append(d)
d['d'] = d
print(l)
t = (l,)
l[:] = [t]
print(t)
print([], [[]], [None, True, 1, 'a', (), {}])
