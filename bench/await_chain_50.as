import asyncio


async def down(n):
    if n == 0:
        return 1
    return await down(n - 1) + 1


async def main():
    total = 0
    for _ in range(60_000):
        total += await down(50)
    print(total)

asyncio.run(main())
