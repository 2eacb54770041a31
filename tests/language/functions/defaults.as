def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []), f(4))
n = 1
def g(x=n): return x
n = 2
print(g(), f.__defaults__, g.__defaults__, (lambda *, k=3: k).__kwdefaults__)
