import asyncio
async def main():
    l, e, s, q = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(3), asyncio.Queue(2)
    print(l, e, s, q, sep="\n")
    await l.acquire(); e.set(); await s.acquire(); q.put_nowait(1)
    t = asyncio.create_task(l.acquire())
    await asyncio.sleep(0)
    print(l, e, s, q, sep="\n")
    t.cancel()
asyncio.run(main())
