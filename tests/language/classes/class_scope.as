x = "global"
class C:
    y = x
    x = "class"
    z = x
    def f(self): return x
    for i in range(3): pass
    if True: cond = "set"
print(C.y, C.x, C.z, C().f(), C.i, C.cond)
def make(n):
    class L:
        v = n
        def get(self): return n, __class__.__name__
    return L
print(make(5).v, make(6)().get())
