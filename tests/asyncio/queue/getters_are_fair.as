import asyncio
async def getter(n, q):
    print(n, "got", await q.get())
async def main():
    q = asyncio.Queue()
    ts = [asyncio.create_task(getter(i, q)) for i in range(3)]
    await asyncio.sleep(0)
    for x in "abc": q.put_nowait(x)
    await asyncio.gather(*ts)
asyncio.run(main())
