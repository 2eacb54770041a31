import asyncio


async def job(i):
    return i


async def main():
    total = 0
    for i in range(120_000):
        total += await asyncio.create_task(job(i))
    print(total)

asyncio.run(main())
