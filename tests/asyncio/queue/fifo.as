import asyncio
async def main():
    q = asyncio.Queue()
    for i in range(3): await q.put(i)
    print(q.qsize(), q.empty(), q.full(), [await q.get() for _ in range(3)], q.empty())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))
    b = asyncio.Queue(1)
    b.put_nowait(1)
    try:
        b.put_nowait(2)
    except asyncio.QueueFull as e:
        print(repr(e), b.full(), b.maxsize)
asyncio.run(main())
