def count():
    n = 0
    while True:
        yield n
        n += 1
def take(n, it):
    for _ in range(n): yield next(it)
def evens(it):
    for x in it:
        if x % 2 == 0: yield x
print(list(take(5, evens(count()))))
def tree(t):
    if t:
        yield from tree(t[0]); yield t[1]; yield from tree(t[2])
print(list(tree((((), 1, ()), 2, ((), 3, ())))))
