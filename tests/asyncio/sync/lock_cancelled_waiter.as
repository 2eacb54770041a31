import asyncio
async def w(n, lock):
    async with lock: print(n)
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    a = asyncio.create_task(w("a", lock)); b = asyncio.create_task(w("b", lock))
    await asyncio.sleep(0)
    a.cancel()
    lock.release()
    await asyncio.gather(a, b, return_exceptions=True)
    print(a.cancelled(), lock.locked())
asyncio.run(main())
