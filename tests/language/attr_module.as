import sys
try: sys.nothing
except AttributeError as e: print(e, e.name)
sys.mine = 3
print(sys.mine, "mine" in sys.__dict__)
del sys.mine
try: del sys.mine
except AttributeError as e: print(e)
M = type(sys)
m = M("mm", "doc")
m.x = 1
print(m, m.__name__, m.__doc__, m.x, m.__dict__["x"])
m.__getattr__ = lambda name: "dyn " + name
print(m.foo)
try: M()
except TypeError as e: print(e)
class N(M):
    y = property(lambda self: 7)
n = N("nn")
print(n.y, type(n).__name__, n.__name__)
