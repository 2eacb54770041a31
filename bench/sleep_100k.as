import asyncio


async def main():
    await asyncio.gather(*[asyncio.sleep(1) for _ in range(100_000)])
    print("awake")

asyncio.run(main())
