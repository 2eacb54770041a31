def g():
    try:
        yield 1
        yield 2
    finally:
        print("finally")
for x in g():
    print(x)
    break
print("after break")
it = g()
next(it)
it = None
print("dropped")
g()
print("unstarted dropped")
def f():
    for x in g(): return x
print(f())
next(g())
print("temporary")
a, = (x for x in [1])
print("end")
