a = list(range(10))
print(a[2:5], a[:3], a[-3:], a[::3], a[::-1], a[8:1:-3], a[20:], a[5:2], a[-100:100])
a[2:4] = ["x", "y", "z"]; print(a)
a[0:0] = [-1]; print(a)
a[::2] = [0] * len(a[::2]); print(a)
del a[1:3]; print(a)
del a[::3]; print(a)
a[:] = []; print(a)
b = [1, 2, 3]
b[1:1] = b; print(b)
try:
    b[::2] = [1]
except ValueError as e:
    print(e)
try:
    b[0:1] = 5
except TypeError as e:
    print(e)
