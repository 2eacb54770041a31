import functools, contextlib, itertools, io, asyncio, sys
@functools.lru_cache(maxsize=2)
def sq(x): return x*x
print(sq(2), sq(2), sq(3), sq(4), sq.cache_info(), sq.__name__)
@functools.cache
def fib(n): return n if n < 2 else fib(n-1)+fib(n-2)
print(fib(60), fib.cache_info())
p = functools.partial(int, base=2); print(p("101"), p, p.keywords)
print(functools.reduce(lambda a,b: a+b, [1,2,3]), functools.reduce(lambda a,b:a*b, [], 7))
try: functools.reduce(max, [])
except TypeError as e: print(e)
@functools.total_ordering
class V:
    def __init__(s,n): s.n=n
    def __eq__(s,o): return s.n==o.n
    def __lt__(s,o): return s.n<o.n
print(V(1)<=V(1), V(2)>V(1), V(2)>=V(3), V(1)<V(2), V(1)>V(1))
class C:
    @functools.cached_property
    def x(self): print("computing"); return 3
c=C(); print(c.x, c.x)
def deco(f):
    @functools.wraps(f)
    def w(*a): "inner"; return f(*a)
    return w
@deco
def hello(): "doc"
print(hello.__name__, hello.__doc__, hello.__wrapped__.__name__)
print(sorted([3,1,2], key=functools.cmp_to_key(lambda a,b: b-a)))
@functools.singledispatch
def show(x): return "obj"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), show(True))
@contextlib.contextmanager
def cm(n):
    print("enter", n)
    try: yield n
    except KeyError as e: print("swallow", e)
    finally: print("exit", n)
with cm(1) as v: print(v)
with cm(2): raise KeyError("k")
try:
    with cm(3): raise ValueError("v")
except ValueError as e: print("got", e)
with contextlib.suppress(ZeroDivisionError): 1/0
out = io.StringIO()
with contextlib.redirect_stdout(out): print("captured")
print(repr(out.getvalue()))
with contextlib.ExitStack() as st:
    for i in range(3): st.enter_context(cm(i))
    st.callback(print, "cb")
@contextlib.asynccontextmanager
async def acm():
    print("aenter")
    try: yield 5
    finally: print("aexit")
async def main():
    async with acm() as v: print(v)
    async with contextlib.AsyncExitStack() as st:
        print(await st.enter_async_context(acm()))
        st.push_async_callback(asyncio.sleep, 0)
    try:
        async with acm(): raise ValueError(1)
    except ValueError as e: print("ve", e)
asyncio.run(main())
it = itertools
print(list(it.islice(it.count(5), 3)), list(it.chain([1],[2,3])), list(it.chain.from_iterable(["ab","c"])))
print(list(it.accumulate([1,2,3])), list(it.combinations("abcd",2))[:3], list(it.permutations([1,2,3]))[-1], list(it.product([1,2],"ab")))
print(list(it.zip_longest([1,2],[3], fillvalue=0)), [(k, list(g)) for k,g in it.groupby("aabbc")], list(it.pairwise([1,2,3])))
print(list(it.takewhile(lambda x:x<3,[1,2,3,1])), list(it.dropwhile(lambda x:x<3,[1,2,3,1])), list(it.starmap(pow,[(2,3)])), list(it.batched("abcde",2)))
a,b = it.tee([1,2,3]); print(list(a), list(b)); print(list(it.repeat(1,3)), list(it.islice(it.cycle("ab"),5)), list(it.compress("abc",[1,0,1])), list(it.filterfalse(None,[0,1])))
print(list(it.combinations_with_replacement("ab",2)), list(it.islice("abcdef",1,None,2)))
