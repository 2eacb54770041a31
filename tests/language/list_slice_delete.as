def show(f, n=10):
    l = list(range(n))
    f(l)
    print(l)
def a(l): del l[2:5]
def b(l): del l[::2]
def c(l): del l[::-3]
def d(l): del l[:]
def e(l): del l[7:2]
def f(l): del l[-3:-1]
def g(l): del l[1::4]
def h(l): del l[0]; del l[-1]
def i(l): del l[8:1:-2]
for k in (a, b, c, d, e, f, g, h, i): show(k)
show(b, 101)
