import asyncio


async def walker(steps):
    for _ in range(steps):
        await asyncio.sleep(0)
    return steps


async def main():
    print(sum(await asyncio.gather(*[walker(1000) for _ in range(1000)])))

asyncio.run(main())
