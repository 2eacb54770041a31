import asyncio
async def getter(n, q): print(n, "got", await q.get())
async def main():
    q = asyncio.Queue()
    a = asyncio.create_task(getter("a", q)); b = asyncio.create_task(getter("b", q))
    await asyncio.sleep(0)
    q.put_nowait("item")
    a.cancel()
    await asyncio.gather(a, b, return_exceptions=True)
    print(a.cancelled(), b.done(), q.qsize())
asyncio.run(main())
