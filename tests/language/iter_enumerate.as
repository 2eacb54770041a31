print(list(enumerate('abc')), list(enumerate('ab', 5)), list(enumerate([], 1)), list(enumerate('ab', start=-1)), list(enumerate(iterable='x', start=2)))
print(list(enumerate('ab', 10 ** 20)), list(enumerate('abc', 2 ** 61 - 2)), list(enumerate('abc', 2 ** 63 - 2)))
e = enumerate('xyz'); print(next(e), next(e), iter(e) is e, list(e), list(e))
pairs = []
for p in enumerate('abc'): pairs.append(p)
print(pairs)
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
for f in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], 'a'), lambda: enumerate([], 1, 2), lambda: enumerate([], x=1), lambda: enumerate([], 1.5)):
    try: f()
    except TypeError as x: print(x)
class E(enumerate): pass
print(list(E('ab')))
