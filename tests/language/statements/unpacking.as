a, b = 1, 2
a, b = b, a
print(a, b)
(c, [d, e]), f = (1, (2, 3)), 4
print(c, d, e, f)
first, *rest = "abcd"
*init, last = [1, 2, 3]
x, *mid, y = range(5)
p, *q, r = 1, 2
print(first, rest, init, last, x, mid, y, p, q, r)
[m, n] = {"k": 1, "l": 2}
print(m, n)
a = b = c = []
a.append(1)
print(b, c is a)
i = 0
arr = [0, 0]
i, arr[i] = 1, 5
print(i, arr)
