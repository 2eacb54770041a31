def f(a, b, /, c, d=4, *args, e, g=7, **kw):
    return a, b, c, d, args, e, g, kw
print(f(1, 2, 3, e=5))
print(f(1, 2, c=3, e=5, z=9))
print(f(1, 2, 3, 40, 50, 60, e=5, g=70, a=100))
def only(*, k): return k
def pos(x, /): return x
print(only(k=1), pos(2))
