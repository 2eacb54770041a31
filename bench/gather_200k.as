import asyncio


async def job(i):
    return i


async def main():
    print(sum(await asyncio.gather(*[job(i) for i in range(200_000)])))

asyncio.run(main())
