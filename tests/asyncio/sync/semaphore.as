import asyncio
active = most = 0
async def w(n, sem):
    global active, most
    async with sem:
        active += 1; most = max(most, active)
        print("start", n)
        await asyncio.sleep(0)
        active -= 1
async def main():
    sem = asyncio.Semaphore(2)
    await asyncio.gather(*[w(i, sem) for i in range(5)])
    print(most, sem.locked())
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
    b = asyncio.BoundedSemaphore(1)
    try:
        b.release()
    except ValueError as e:
        print(e)
asyncio.run(main())
