def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, n):
    out = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a(i, j) * v[j]
        out.append(total)
    return out


def times_t(v, n):
    out = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a(j, i) * v[j]
        out.append(total)
    return out


def run(n):
    u = [1.0] * n
    for _ in range(5):
        v = times_t(times(u, n), n)
        u = times_t(times(v, n), n)
    return (sum(x * y for x, y in zip(u, v)) / sum(x * x for x in v)) ** 0.5

print("%.9f" % run(400))
