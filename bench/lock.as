import asyncio


async def job(lock, n):
    for _ in range(n):
        async with lock:
            await asyncio.sleep(0)
    return n


async def main():
    lock = asyncio.Lock()
    print(sum(await asyncio.gather(*[job(lock, 1500) for _ in range(80)])))

asyncio.run(main())
