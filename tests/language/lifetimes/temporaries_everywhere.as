import weakref
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', self.n)
    def __add__(self, o): print('add'); return D(self.n + o.n)
    def __iter__(self): return iter([D(self.n + str(i)) for i in range(2)])
    def __call__(self, *a, **k): print('call', len(a)); return D('r')
    def __getattr__(self, k):
        if k.startswith('__'): raise AttributeError(k)
        return D(self.n + '.' + k)
    def __getitem__(self, k): return D('item')
    def __bool__(self): print('bool', self.n); return False
    def __eq__(self, o): return D('eq')
def p(x): print('--', x)
p('expr'); D('a'); p('assign'); x = D('b'); x = D('c'); p('add'); x = D('d') + D('e'); p('chain'); D('f').g.h; p('del'); del x
p('loop')
for i in D('l'): print('in', i.n)
p('after loop'); del i
p('compr'); [y.n for y in D('m')]; p('unpack'); a, b = D('u'); p('star'); c, *d = D('v'); del a, b, c, d
p('call'); D('fn')(D('arg'), k=D('kw')); p('with')
with D('w') as w: print('body')
p('after with'); del w
with D('nw'): print('body')
p('bool'); D('b1') or D('b2'); D('b3') and 1; not D('b4'); p('eq'); D('x') == D('y'); D('x') == D('y') == D('z')
p('if')
if D('i'): pass
else: print('else')
while D('w'): pass
p('ternary'); 1 if D('t') else D('e')
p('exc')
try: raise ValueError(D('v'))
except ValueError as e: print('caught')
p('after exc')
def f(a, b=None): a = None; print('in f'); return b
f(D('1'), D('2')); p('ret'); r = f(D('3'), D('4')); p('x'); del r
def g():
    loc = D('local'); yield loc; print('unreached')
p('gen'); it = g(); next(it); it = None
p('genexp'); h = (q.n for q in D('ge')); next(h); h = None
p('lambda'); (lambda z: z)(D('lz')); p('fstr'); f'{D("fs").n}'; p('subscript'); D('s')[D('k')]; p('dict'); {D: D('val')}; [D('l1'), D('l2')]; (D('t1'), D('t2')); p('slice'); [1, 2, 3][:len([D('len')])]
p('aug'); z = D('aug'); z += D('aug2'); del z
p('walrus'); (wv := D('wal')); wv = 1
p('cmp chain'); 1 < 2 < len([D('q')])
p('try finally')
def tf():
    t = D('tf')
    try: return t
    finally: print('finally')
tf()
def ex():
    loc = D('exloc')
    raise KeyError
p('exc locals')
try: ex()
except KeyError: print('handler')
p('ctx')
try:
    try: ex()
    except KeyError: raise TypeError
except TypeError: print('outer')
p('match')
match D('m'):
    case int(): pass
    case D(n='m'): print('matched')
p('assert'); assert [D('as')]
p('global del'); o = D('o'); wr = weakref.ref(o, lambda r: print('cb')); o = None
p('class body')
class K:
    v = D('cls'); v = None
p('dec')
def deco(fn): return D('deco')
@deco
def fn(): pass
del fn
p('default')
def dd(a=D('default')): pass
del dd
p('closure')
def mk():
    c = D('cell'); return lambda: c
m = mk(); m(); m = None
p('nested'); [[D('n1')] for _ in range(2)]; sorted([3, 1], key=lambda v, k=D('sortk'): v); list(map(lambda v: D('map').n, [1]))
p('print'); print(D('pr').n, len([D('pl')]))
p('import'); p('end')
