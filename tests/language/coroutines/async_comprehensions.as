import asyncio
async def val(x):
    await asyncio.sleep(0)
    return x
async def agen():
    for i in range(4): yield i
async def main():
    print([await val(i) for i in range(3)], {await val(i): i async for i in agen()}, [i async for i in agen() if await val(i % 2)])
    g = (await val(i) async for i in agen())
    print(type(g).__name__, [x async for x in g])
asyncio.run(main())
