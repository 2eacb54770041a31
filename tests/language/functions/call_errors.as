def f(a, b): pass
def g(a, b=2, *, c): pass
def h(x, /, y): pass
def n(): pass
def k(*, p, q): pass
def k3(*, p, q, r): pass
def d(a, b=1): pass
def attempt(call):
    try:
        call()
    except TypeError as e:
        print(e)
attempt(lambda: f())
attempt(lambda: f(1))
attempt(lambda: f(1, 2, 3))
attempt(lambda: f(1, a=1))
attempt(lambda: f(1, 2, z=3))
attempt(lambda: g(1))
attempt(lambda: g(1, 2, 3, c=4))
attempt(lambda: g(1, 2, 3))
attempt(lambda: h(x=1, y=2))
attempt(lambda: n(1))
attempt(lambda: n(a=1))
attempt(lambda: k())
attempt(lambda: k(p=1))
attempt(lambda: k3())
attempt(lambda: d(1, 2, 3))
attempt(lambda: d())
attempt(lambda: f(*5))
attempt(lambda: f(**5))
attempt(lambda: f(**{1: 2}))
attempt(lambda: f(1, **{"a": 1}))
attempt(lambda: f(b=1, **{"b": 1}))
for thing in (5, "x", None, [], object()):
    attempt(lambda: thing())
attempt(lambda: (lambda x: x)())
class C:
    def m(self): pass
attempt(lambda: C().m(1))
attempt(lambda: C(1))
attempt(lambda: C.m())
