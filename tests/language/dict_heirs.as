class D(dict):
    def __missing__(self, key):
        self[key] = r = [key]
        return r
d = D(a=1)
print(d['a'], d['b'], d, d.get('zz'), 'q' in d, len(d), type(d.copy()))
d.attr = 5; print(d.attr, d.__dict__)
class Upper(dict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __getitem__(self, k): return super().__getitem__(k.upper())
    def __contains__(self, k): return super().__contains__(k.upper())
u = Upper(); u['a'] = 1
print(u, u['A'], u['a'], 'a' in u, u.get('a'))
class K(dict):
    def __init__(self, n): super().__init__(); self.n = n
print(K(3), K(3).n)
class F(dict): pass
f = F.fromkeys('ab', 1); print(f, type(f))
try: d2 = dict(); d2['zz']
except KeyError as e: print(repr(e), e.args)
class NoMiss(dict): pass
try: NoMiss()['k']
except KeyError as e: print(repr(e))
