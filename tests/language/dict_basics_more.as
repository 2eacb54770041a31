d = {}
print(d, len(d), bool(d), {1: 2}, {'a': {'b': []}}, dict(), dict(a=1, b=2), dict([(1, 2), [3, 4]]), dict({1: 2}, x=3), dict(['ab', 'cd']))
d['x'] = 1; d[2] = 'two'; d[(1, 2)] = None; d['x'] = 10
print(d, 'x' in d, 3 in d, d['x'], d.get('y'), d.get('y', 5), d.get('x', 5))
del d['x']; print(d); d['x'] = 'again'; print(d)
print(d.pop(2), d.pop('nope', 'dflt'), d)
print(d.setdefault('x', 0), d.setdefault('new'), d.setdefault('n2', []), d)
print(d.popitem(), d.popitem(), d)
d.update({'u': 1}, v=2); d.update([('w', 3)]); d.update(); print(d)
e = d.copy(); e['z'] = 0; print(d == e, len(d), len(e)); d.clear(); print(d, e)
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], 0), dict.fromkeys({1: 2}, 'x'))
print(list(reversed({1: 1, 2: 2})), {1: 'a', 1.0: 'b', True: 'c'})
