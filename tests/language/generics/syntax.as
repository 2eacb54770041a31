def ident[T](x: T) -> T: return x
print(ident(3), ident.__type_params__, ident.__name__, ident.__qualname__, ident.__annotations__)
def dflt[T](x: T, y=2, *a: T, k: int = 5, **kw) -> T: return (x, y, a, k, kw)
print(dflt(1), dflt(1, 3, 4, k=6, z=7), dflt.__defaults__, dflt.__kwdefaults__)
class Box[T]:
    "doc"
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
    def map[U](self, f: U) -> "Box[U]": return Box(f(self.v))
    @staticmethod
    def make[V](v: V): return Box[V](v)
    def sup(self): return super().__repr__()[:5], __class__
b = Box(3)
print(b.get(), b.map(str).get(), Box.__type_params__, Box.__parameters__, Box.map.__type_params__, Box.__doc__)
print(Box.map.__qualname__, Box.__qualname__, Box.make(2).v, b.sup()[1])
print(Box.__bases__, Box.__mro__, Box.__orig_bases__)
print(Box[int], Box[int](4).v, Box[int].__origin__, Box[int].__args__, Box[int] == Box[int], hash(Box[int]) == hash(Box[int]))
class Pair[K, V](Box[K], dict):
    pass
print(Pair.__mro__, Pair.__parameters__, Pair[int, str])
class Lim[T: int, S: (int, str), *Ts, **P]: pass
for p in Lim.__type_params__: print(p, repr(p), type(p), p.__name__)
T, S, Ts, P = Lim.__type_params__
print(T.__bound__, T.__constraints__, S.__bound__, S.__constraints__, T.__covariant__, T.__infer_variance__)
print(P.args, P.kwargs)
def lazy[T: undefined_name](): pass
t = lazy.__type_params__[0]
try: t.__bound__
except NameError as e: print(e)
undefined_name = list
print(t.__bound__)
type Alias = int | str
print(Alias, repr(Alias), Alias.__value__, Alias.__name__, Alias.__type_params__, type(Alias))
type Rec = list[Rec] | None
print(Rec.__value__)
type G[K, *V] = dict[K, tuple[K]]
print(G, G.__type_params__, G.__parameters__, G.__value__, G[int])
try: Alias[int]
except TypeError as e: print(e)
type Late = not_yet
try: Late.__value__
except NameError as e: print(e)
not_yet = 5
print(Late.__value__, Late.__value__)
def outer():
    class In[T]:
        def m[U](self, x: T, y: U) -> tuple[T, U]: return (x, y)
        type A = tuple[T]
    return In
I = outer()
print(I.__qualname__, I.m.__qualname__, I().m(1, 2), I.m.__annotations__, I.A.__value__)
def deco(f): print("deco", f.__name__); return f
@deco
def g[T](): return T
print(g())
@deco
class D[T]: x = T
print(D.x, D.x is D.__type_params__[0])
async def co[T](x: T): return x
print(co.__type_params__)
try: co(3).send(None)
except StopIteration as e: print(e.value)
def gen[T](x: T):
    yield x
print(list(gen(4)))
class M(type): pass
class K[T](metaclass=M): pass
print(type(K), K[int])
try: Box[int, str]
except TypeError as e: print(e)
try: isinstance(b, Box[int])
except TypeError as e: print(e)
class Sub(Box[int]): pass
print(Sub(3).v, Sub.__orig_bases__, Sub.__parameters__, Sub.__type_params__, isinstance(Sub(1), Box))
try: Sub[int]
except TypeError as e: print(e)
def nested[T](x: T):
    def inner[U: T](y: U) -> T: return T, U
    return inner
f = nested(1)
print(f(2), f.__type_params__[0].__bound__, f.__qualname__)
print(ident.__module__, T.__module__, Alias.__module__)
lst = [T for T in range(2)]
def comp[T](): return [T for _ in range(2)]
print(comp())
print(Alias | None, int | Alias, Alias | list[int])
def kw[T](*, a=1, b): return a, b
print(kw(b=2), kw.__kwdefaults__)
class Emp[T]: ...
print(Emp[int]().__orig_class__)
