class I(int):
    def __new__(cls, v, tag):
        self = super().__new__(cls, v)
        self.tag = tag
        return self
    def __repr__(self): return f"I({int(self)}, {self.tag})"
i = I(5, "t")
print(i, i + 1, i == 5, hash(i) == hash(5), {5: "five"}[i], [10, 20, 30, 40, 50, 60][i], i.__dict__)
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __getitem__(self, k): return super().__getitem__(k) + 1
    def __contains__(self, k): return k == "magic" or super().__contains__(k)
    def __len__(self): return 99
d = D()
d["a"] = 5
print(d["a"], "magic" in d, "a" in d, "b" in d, len(d), dict.__len__(d), bool(d))
class E(dict):
    def __len__(self): return 0
print(bool(E(a=1)))
class S(set): pass
s = S([1, 2])
s.x = 1
print(sorted(s), s.x, type(s))
class F(float):
    def __add__(self, o): return "F"
print(F(1.5) + 1, 1 + F(1.5), F(2) * 2)
class St(str):
    def __eq__(self, o): return True
    __hash__ = str.__hash__
print(St("a") == "b", "b" == St("a"), St("a") in {"a": 1})
class T(tuple): __slots__ = ()
try: T((1,)).x = 1
except AttributeError as e: print(e)
class B(bytes): pass
print(B(b"ab"), B(b"ab")[0], type(B(b"x")))
class K(KeyError):
    code = 3
try: raise K("k")
except KeyError as e: print(repr(e), e.code, str(e))
class Multi(KeyError, AttributeError): pass
print(Multi.__mro__)
try:
    class X(OSError, SyntaxError): pass
except TypeError as e: print(e)
class P(property): pass
class U:
    @P
    def z(self): return 8
print(U().z, type(U.__dict__["z"]).__name__)
