import asyncio
async def w(n, lock):
    async with lock:
        print(n, "in")
        await asyncio.sleep(0)
        print(n, "out")
async def main():
    lock = asyncio.Lock()
    print(lock.locked())
    await asyncio.gather(w(1, lock), w(2, lock), w(3, lock))
    print(lock.locked(), await lock.acquire(), lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
asyncio.run(main())
