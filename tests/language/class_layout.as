for bases in ((int, str), (bool,), (type(None),), (type(len),), (3,)):
    try: type("X", bases, {})
    except TypeError as e: print(e)
class S1: __slots__ = "x"
class S2: __slots__ = "y"
try:
    class S3(S1, S2): pass
except TypeError as e: print(e)
class L(list): pass
l = L([1, 2])
l.name = "n"
l.append(3)
print(l, l.name, len(l), l.__dict__, type(l), l == [1, 2, 3], isinstance(l, list))
class I(int):
    def double(self): return self * 2
i = I(21)
i.tag = 1
print(i, i.double(), i.tag, type(i + 1), i + 1)
class S(str):
    def shout(self): return self.upper() + "!"
s = S("hi")
s.z = 3
print(s.shout(), s, s.z, type(s), len(s))
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1)
print(d["a"], d["zz"], d)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
t = T(1, 2)
t.x = 5
print(t, t.x, t[0])
class E(Exception):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
try: raise E(1, 2)
except E as e: print(e.args, e.b, e, repr(e), e.__dict__)
