import asyncio


async def numbers(n):
    for i in range(n):
        yield i


async def evens(it):
    async for x in it:
        if x % 2 == 0:
            yield x


async def main():
    total = 0
    async for x in evens(numbers(3_000_000)):
        total += x
    print(total)

asyncio.run(main())
