print(hash(()), hash((1,)), hash((1, 2)), hash((1, (2, 3))), hash((-1, -2)), hash((0, 0)), hash((10 ** 30, True)), hash((None,)))
print(hash((1, 2)) == hash((1.0, 2)), {(1, 2): 'x'}[(1, 2)], hash(tuple(range(1000))))
print(hash((-1,)) == hash((-2,)))
