def g(n):
    for i in range(n): yield i * i
print(list(g(5)), tuple(g(3)), set(g(3)), sorted(g(4), reverse=True), [*g(3), *'ab', *{1: 2}], (*g(2), 9))
a, *b = g(5); print(a, b)
*a, b = [1]; print(a, b)
a, (b, *c), d = 1, 'xyz', 3; print(a, b, c, d)
def bad():
    yield 1
    raise KeyError('inside')
l = [0]
try: l.extend(bad())
except KeyError as e: print(e, l)
try: a, b = [1]
except ValueError as e: print(e)
try: a, b = [1, 2, 3]
except ValueError as e: print(e)
