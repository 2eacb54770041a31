import asyncio


async def job(sem, i):
    async with sem:
        await asyncio.sleep(0)
        return i


async def main():
    sem = asyncio.Semaphore(10)
    print(sum(await asyncio.gather(*[job(sem, i) for i in range(60_000)])))

asyncio.run(main())
