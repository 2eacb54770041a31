def g(n):
    print("start")
    for i in range(n):
        yield i
    return "done"
it = g(2)
print(type(it).__name__, next(it), next(it))
try:
    next(it)
except StopIteration as e:
    print(e.value)
try:
    next(it)
except StopIteration as e:
    print(e.value)
print(list(g(3)), iter(it) is it)
