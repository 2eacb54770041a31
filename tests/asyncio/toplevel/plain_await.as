# not CPython: the main program may await at top level
import asyncio
async def f(x):
    await asyncio.sleep(0)
    return x
print(await f(1), await asyncio.gather(f(2), f(3)))
async def gen():
    yield 1
    yield 2
async for x in gen(): print(x)
async with asyncio.timeout(1): print("in time")
print([x async for x in gen()])
