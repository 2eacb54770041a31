def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print('got', got)
    finally:
        print('closed', n)


def chain(*parts):
    for part in parts:
        result = yield from part
        print('part gave', result)


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
    return depth


g = numbers(4)
print(next(g), g.send('hello'), list(g))
for i in numbers(10):
    if i == 3:
        break
del g
print(list(chain(tree(3), tree(2), 'ab')))
print(sum(x * x for x in range(10) if x % 2), sorted(x for x in 'hello'), any(x > 3 for x in tree(4)))
g = numbers(3)
next(g)
try:
    g.throw(KeyError('in'))
except KeyError as e:
    print('out', e)
g = numbers(2)
next(g)
g.close()
print(list(zip(numbers(2), map(str, numbers(3)))))
