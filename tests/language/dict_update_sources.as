class M:
    def keys(self): return ['k1', 'k2']
    def __getitem__(self, k): return k.upper()
d = dict(M()); print(d)
d.update(M(), extra=1); print(d)
class Pairs:
    def __iter__(self): return iter([('p', 1), ('q', 2)])
print(dict(Pairs()))
class D(dict):
    def keys(self): return ['never']
print(dict(D(a=1)))
class E(dict):
    def __iter__(self): return iter(['a'])
    def keys(self): return ['a']
    def __getitem__(self, k): return 'overridden'
print(dict(E(a=1, b=2)), {**E(a=1)})
print({**{'a': 1}, 'b': 2, **{'a': 3}})
def f(**kw): return kw
print(f(**{'x': 1}, y=2))
