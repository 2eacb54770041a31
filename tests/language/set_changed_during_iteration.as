def attempt(f):
    s = {1, 2, 3}
    try: f(s)
    except RuntimeError as e: print(e)
    print(s)
def a(s):
    for x in s: s.add(x + 10)
def b(s):
    for x in s: s.remove(x)
def c(s):
    for x in list(s): s.remove(x)
def d(s):
    i = iter(s); next(i); s.add(9)
    try: next(i)
    except RuntimeError as e: print('first', e)
    s.remove(9); next(i)
for f in (a, b, c, d): attempt(f)
i = iter({1, 2, 3}); print(next(i), i.__length_hint__(), list(i), list(i), i.__length_hint__(), type(i))
