import asyncio
async def worker(q):
    while True:
        x = await q.get()
        print("work", x)
        await asyncio.sleep(0)
        q.task_done()
async def main():
    q = asyncio.Queue()
    for i in range(3): q.put_nowait(i)
    t = asyncio.create_task(worker(q))
    await q.join()
    print("joined")
    t.cancel()
    try:
        q.task_done()
    except ValueError as e:
        print(e)
    await q.join()
    print("joined at once")
asyncio.run(main())
