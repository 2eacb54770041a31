x = 1
def f():
    global x, made
    x = 2
    made = "by f"
def g():
    x = 10
    def h():
        nonlocal x
        x += 1
        def i():
            nonlocal x
            x += 1
        i()
    h()
    return x
f()
print(x, made, g(), x)
class C:
    x = 5
    def m(self): return x
    y = [x for _ in range(2)]
print(C().m(), C.y)
