import sys
sys.setrecursionlimit(20000)
def f(n):
    try: return f(n + 1)
    except RecursionError: return n
def g(n):
    if n: yield from g(n - 1)
    else: yield 'bottom'
def step(name, fn):
    fn(); print(name, f(0))
def s1():
    x = g(5000); next(x); x.close()
def s2():
    x = g(5000); next(x); del x
def s3():
    x = g(5000); next(x)
    try: x.throw(ValueError)
    except ValueError: pass
class Y:
    def __await__(self):
        x = yield 1
        return x
async def b(n):
    if n: return await b(n - 1)
    return await Y()
def s4():
    c = b(5000); c.send(None); c.close()
def s5():
    c = b(5000); c.send(None); del c
def s6():
    c = b(5000); c.send(None)
    try: c.throw(ValueError)
    except ValueError: pass
for k, v in list(globals().items()):
    if k[0] == 's' and k[1:].isdigit(): step(k, v)
