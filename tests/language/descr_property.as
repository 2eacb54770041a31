class P:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): print("deleting"); self._x = None
    @property
    def ro(self): return 7
    wo = property(None, lambda self, v: print("wo", v))
p = P()
p.x = 4
print(p.x, P.x.__doc__, p.ro, type(P.x))
del p.x
print(p.x)
p.wo = 3
for f in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.wo):
    try: f()
    except AttributeError as e: print(e)
print(P.ro.fget(p), P.ro.fset, property().fget)
class Q(P):
    @P.x.getter
    def x(self): return "Q"
print(Q().x)
pr = property()
class R: pass
R.late = pr
try: R().late
except AttributeError as e: print(e)
