import asyncio


async def job(i):
    return i


async def main():
    total = 0
    for i in range(120_000):
        async with asyncio.timeout(10):
            total += await job(i)
    print(total)

asyncio.run(main())
