add = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)
print(add(1), add(1, 2, 3, d=5, z=6), (lambda: None)(), (lambda *a: a)(1, 2), add.__name__)
print(sorted([3, 1, 2], key=lambda v: -v), list(map(lambda a, b: a * b, [1, 2], [3, 4])), (lambda x: (lambda y: x + y))(1)(2))
