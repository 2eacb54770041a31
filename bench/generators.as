def numbers(n):
    for i in range(n):
        yield i


def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)

print(sum(evens(numbers(6_000_000))), sum(tree(17)), sum(x * 2 for x in range(4_000_000)))
