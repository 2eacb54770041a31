import sys
def t(name, fn):
    try:
        r = fn()
        print(name, 'ok', type(r).__name__)
    except RecursionError as e:
        print(name, 'RecursionError')
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:80])
class R:
    def __repr__(self): return repr(self)
class S:
    def __str__(self): return str(self)
class F:
    def __format__(self, s): return format(self, s)
class E:
    def __eq__(self, o): return self == o
class H:
    def __hash__(self): return hash(self)
class G:
    def __getattr__(self, n): return getattr(self, n + 'x')
class GA:
    def __getattribute__(self, n): return getattr(self, n)
class L:
    def __len__(self): return len(self)
class B:
    def __bool__(self): return bool(self)
class I:
    def __iter__(self): return iter(self)
class C:
    def __call__(self): return self()
class CT:
    def __contains__(self, x): return x in self
class GI:
    def __getitem__(self, x): return self[x]
class AD:
    def __add__(self, o): return self + o
class LT:
    def __lt__(self, o): return sorted([self, o])
class M(type):
    def __instancecheck__(cls, o): return isinstance(o, cls)
class MI(metaclass=M): pass
class D:
    def __get__(self, o, t): return o.d
class HD: d = D()
class SA:
    def __setattr__(self, n, v): setattr(self, n, v)
class IX:
    def __index__(self): return [1][self]
class INI:
    def __init__(self): INI()
class NEW:
    def __new__(cls): return NEW()
t('repr', lambda: repr(R())); t('str', lambda: str(S())); t('format', lambda: format(F()))
t('fstr', lambda: f'{F()}'); t('eq', lambda: E() == E()); t('hash', lambda: hash(H()))
t('getattr', lambda: G().a); t('getattribute', lambda: GA().a); t('len', lambda: len(L()))
t('bool', lambda: bool(B())); t('not', lambda: not B()); t('iter', lambda: list(I())); t('call', lambda: C()())
t('in', lambda: 1 in CT()); t('getitem', lambda: GI()[1]); t('add', lambda: AD() + 1)
t('lt', lambda: sorted([LT(), LT()])); t('isinstance', lambda: isinstance(1, MI))
t('descr', lambda: HD().d); t('setattr', lambda: setattr(SA(), 'a', 1)); t('index', lambda: IX().__index__())
t('init', lambda: INI()); t('new', lambda: NEW())
def key(x): return sorted([x], key=key)
t('key', lambda: key(1))
def m(x): return list(map(m, [x]))
t('map', lambda: m(1))
def g(): yield from g()
t('gen', lambda: list(g()))
def g2():
    for x in g2(): yield x
t('gen2', lambda: list(g2()))
def ev(): return eval('ev()')
t('eval', ev)
def cmpx(): return [y for y in cmpx()]
t('compr', cmpx)
