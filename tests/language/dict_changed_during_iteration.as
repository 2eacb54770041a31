def attempt(f):
    d = {1: 1, 2: 2, 3: 3}
    try: f(d)
    except RuntimeError as e: print(e)
    print(d)
def a(d):
    for k in d: d[k + 10] = 1
def b(d):
    for k in d: del d[k]
def c(d):
    for k in d: d[k] = 'new'
def e(d):
    for k in d.items(): d.clear()
def f(d):
    for k in list(d): del d[k]
def g(d):
    it = iter(d)
    next(it)
    d[9] = 9
    try: next(it)
    except RuntimeError as e: print('once', e)
    del d[9]
    next(it)
def h(d):
    for k in d:
        d.pop(k)
        d[k] = k
def i(d):
    for k in d.values(): d.pop(1, 0); d[5] = 5
for x in (a, b, c, e, f, g, h, i): attempt(x)
