print(list(zip()), list(zip('ab')), list(zip('abc', [1, 2])), list(zip([1], [2], [3])), list(zip('ab', 'cd', strict=True)), dict(zip('ab', range(2))))
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(lambda: list(zip([1], [1], [], strict=True)))
attempt(lambda: list(zip([1], [1], [1, 2], strict=True)))
attempt(lambda: list(zip([], [], [], [1], strict=True)))
attempt(lambda: zip(5)); attempt(lambda: zip([], 5)); attempt(lambda: zip([], x=1)); attempt(lambda: list(zip([], strict=1)))
z = zip([1, 2, 3], 'abc'); a = next(z); b = next(z); print(a, b, iter(z) is z, list(z), list(z))
i = iter(range(6)); print(list(zip(i, i))); i = iter(range(5)); print(list(zip(i, [1, 2])), next(i))
m = [[1, 2, 3], [4, 5, 6]]; print(list(zip(*m)), list(zip(*zip(*m))))
kept = [t for t in zip('ab', 'cd')]; print(kept, kept[0] is kept[1])
def g():
    yield 1
    raise KeyError('in g')
attempt(lambda: list(zip(g(), [1, 2])))
