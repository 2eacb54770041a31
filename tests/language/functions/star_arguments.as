def f(*args, **kw): return args, kw
print(f(*[1, 2], 3, *(4,), *range(2)), f(**{"a": 1}, b=2, **{"c": 3}), f(*"ab", **{}), f(*(x for x in (1, 2)), k=0))
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, "a": 2})
