import asyncio


async def job(i):
    await asyncio.sleep(0)
    return i


async def main():
    total = 0
    for i in range(40_000):
        total += await asyncio.wait_for(job(i), 10)
    print(total)

asyncio.run(main())
