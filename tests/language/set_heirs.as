class S(set):
    def shout(self): return 'S!'
s = S([1, 2]); s.x = 5
print(s, s.shout(), s.x, type(s | {3}), type({3} | s), type(s.copy()), type(s & s), s == {1, 2}, isinstance(s, set), S())
class F(frozenset):
    def __new__(cls, *a): return super().__new__(cls, a)
f = F(1, 2); print(f, hash(f) == hash(frozenset([1, 2])), type(f | {1}), {f: 1}[frozenset([1, 2])])
class K(set):
    def __init__(self, *a, flag=False): super().__init__(a); self.flag = flag
k = K(1, 2, flag=True); print(k, k.flag)
