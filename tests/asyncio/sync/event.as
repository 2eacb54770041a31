import asyncio
async def w(n, e):
    print(n, await e.wait())
async def main():
    e = asyncio.Event()
    ts = [asyncio.create_task(w(i, e)) for i in range(3)]
    await asyncio.sleep(0)
    print(e.is_set())
    e.set(); e.clear()
    await asyncio.gather(*ts)
    print(e.is_set())
    e.set()
    print(await e.wait())
asyncio.run(main())
