import asyncio


async def producer(q, n):
    for i in range(n):
        await q.put(i)


async def consumer(q):
    total = 0
    while True:
        item = await q.get()
        if item is None:
            return total
        total += item


async def main():
    q = asyncio.Queue(maxsize=20)
    consumers = [asyncio.create_task(consumer(q)) for _ in range(5)]
    await asyncio.gather(*[producer(q, 60_000) for _ in range(5)])
    for _ in consumers:
        await q.put(None)
    print(sum(await asyncio.gather(*consumers)))

asyncio.run(main())
