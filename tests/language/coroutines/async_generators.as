import asyncio
async def agen(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            if got: print("got", got)
    finally:
        print("agen finally")
async def main():
    print([x async for x in agen(3)])
    g = agen(3)
    print(type(g).__name__, await g.__anext__(), await g.asend("hello"), await anext(g))
    try:
        await anext(g)
    except StopAsyncIteration:
        print("stopped")
    h = agen(3)
    await anext(h)
    await h.aclose()
    k = agen(3)
    await anext(k)
    try:
        await k.athrow(ValueError("thrown"))
    except ValueError as e:
        print(e)
asyncio.run(main())
