for edge in (2 ** 31, 2 ** 61, 2 ** 62, 2 ** 63, 2 ** 64):
    for n in (edge - 1, edge, edge + 1):
        print(n, -n, n + n, n * n, n - (n + 1), -n // 3)
x = 2 ** 61 - 1
for _ in range(4):
    x += 1
    print(x)
for _ in range(5):
    x -= 1
print(x)
