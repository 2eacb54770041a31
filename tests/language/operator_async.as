class Aw:
    def __await__(self):
        x = yield "suspended"
        return x
async def f(): return await Aw()
c = f()
print(c.send(None))
try: c.send(42)
except StopIteration as e: print(e.value)
class Bad:
    def __await__(self): return 3
async def g(): await Bad()
try: g().send(None)
except TypeError as e: print(e)
async def h(): await 3
try: h().send(None)
except TypeError as e: print(e)
class AI:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
async def k(): return [x async for x in AI()]
try: k().send(None)
except StopIteration as e: print(e.value)
class CM:
    async def __aenter__(self): return "in"
    async def __aexit__(self, *a): print("exit", a[0])
async def w():
    async with CM() as v: return v
try: w().send(None)
except StopIteration as e: print(e.value)
