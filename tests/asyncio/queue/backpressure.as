import asyncio
async def producer(q):
    for i in range(5):
        await q.put(i)
        print("put", i, q.qsize())
async def consumer(q):
    for _ in range(5):
        print("got", await q.get())
async def main():
    q = asyncio.Queue(2)
    await asyncio.gather(producer(q), consumer(q))
asyncio.run(main())
