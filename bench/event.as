import asyncio


async def ping(a, b, n):
    for _ in range(n):
        await a.wait()
        a.clear()
        b.set()


async def main():
    a, b = asyncio.Event(), asyncio.Event()
    a.set()
    await asyncio.gather(ping(a, b, 60_000), ping(b, a, 60_000))
    print("done")

asyncio.run(main())
