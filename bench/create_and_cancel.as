import asyncio


async def main():
    tasks = [asyncio.create_task(asyncio.sleep(100)) for _ in range(100_000)]
    await asyncio.sleep(0)
    for t in tasks:
        t.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print(len(results), type(results[0]).__name__)

asyncio.run(main())
