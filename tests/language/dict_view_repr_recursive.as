d = {}
d['v'] = d.values()
print(d)
d = {}
d[1] = d
print(d, d.items())
