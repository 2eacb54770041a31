def g(): yield from (1, 2)
print(sum(g()), max(g()), sorted(g(), reverse=True), [*g()], dict(zip("ab", g())), 2 in g(), ",".join(str(x) for x in g()))
def h():
    x = (yield 1) + (yield 2)
    yield x
it = h()
print(next(it), it.send(10), it.send(20))
