import asyncio


async def sleeper():
    await asyncio.sleep(5)


async def main():
    tasks = [asyncio.create_task(sleeper()) for _ in range(1_000_000)]
    await asyncio.sleep(0)
    for t in tasks:
        await t
    print(len(tasks))

asyncio.run(main())
