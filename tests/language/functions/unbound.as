def f():
    print(x)
    x = 1
def g():
    def h(): return y
    h()
    y = 1
def k():
    z = 1
    del z
    z
for fn in (f, g, k):
    try:
        fn()
    except NameError as e:
        print(type(e).__name__, e)
try:
    undefined_name
except NameError as e:
    print(e, e.name)
