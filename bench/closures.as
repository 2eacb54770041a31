def counter(start):
    n = start

    def step(by):
        nonlocal n
        n += by
        return n
    return step


def compose(f, g):
    return lambda x: g(f(x))


def run(n):
    total = 0
    f = compose(lambda x: x + 1, lambda x: x * 2)
    c = counter(0)
    for i in range(n):
        total += f(i) & 7
        total += c(1) & 3
        if i % 10 == 0:
            c = counter(i)
    return total

print(run(2_000_000))
