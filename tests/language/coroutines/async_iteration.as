import asyncio
class Count:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep(0)
        return self.i
async def main():
    async for x in Count(2): print(x)
    else: print("else")
    async for x in Count(5):
        if x == 2: break
    print(x, [y * 2 async for y in Count(3)], {z async for z in Count(2)}, [w async for w in Count(4) if w % 2])
    try:
        async for x in [1]: pass
    except TypeError as e:
        print(e)
    try:
        for x in Count(1): pass
    except TypeError as e:
        print(e)
asyncio.run(main())
