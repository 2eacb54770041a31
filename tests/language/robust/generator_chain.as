def g(inner):
    if inner is not None:
        yield from inner
    yield 1
x = None
for _ in range(50000): x = g(x)
x = None
print("released unstarted")
def h(inner): yield from inner
x = iter([1])
for _ in range(300): x = h(x)
print(list(x))
