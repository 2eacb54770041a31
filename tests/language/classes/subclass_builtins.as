class L(list):
    def total(self): return sum(self)
l = L([1, 2])
l.append(3)
print(l, l.total(), len(l), l == [1, 2, 3], type(l[:1]).__name__, isinstance(l, list))
class D(dict):
    def __getitem__(self, k): return super().__getitem__(k.lower())
print(D(a=1)["A"])
class S(str):
    def shout(self): return self.upper() + "!"
s = S("hi")
print(s.shout(), s + "x", type(s + "x").__name__, s == "hi", {"hi": 1}[s])
class E(ValueError):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try:
    raise E(5)
except ValueError as e:
    print(e, e.code, e.args, repr(e))
