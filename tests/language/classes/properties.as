class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    @f.deleter
    def f(self): print("deleted")
    @property
    def readonly(self): return "r"
t = Temp(100)
print(t.f)
t.f = 32
print(t._c)
del t.f
for stmt in (lambda: setattr(t, "readonly", 1), lambda: delattr(t, "readonly")):
    try:
        stmt()
    except AttributeError as e:
        print(e)
