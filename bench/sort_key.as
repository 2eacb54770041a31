state = 42
rows = []
for i in range(200_000):
    state = (state * 1103515245 + 12345) % 2147483648
    rows.append((state, i))
a = sorted(rows, key=lambda r: r[0])
b = sorted(rows, key=lambda r: (r[0] % 100, -r[1]))
c = sorted(rows, reverse=True)
print(a[0], b[0], c[0], a[100000])
