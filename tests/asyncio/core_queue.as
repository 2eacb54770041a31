# Queue, LifoQueue, PriorityQueue; join; bounded; cancelled getters.
import asyncio

async def worker(name, queue, log):
    while True:
        item = await queue.get()
        await asyncio.sleep(0)
        log.append((name, item))
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    log = []
    workers = [asyncio.create_task(worker(n, queue, log)) for n in "abc"]
    for n in range(10):
        queue.put_nowait(n)
    await queue.join()
    print(log)
    for each in workers:
        each.cancel()
    print([type(r).__name__ for r in await asyncio.gather(*workers, return_exceptions=True)])
    stack = asyncio.LifoQueue()
    heap = asyncio.PriorityQueue()
    for n in (3, 1, 2, 5, 4, 1):
        await stack.put(n)
        await heap.put((n, "x"))
    print([stack.get_nowait() for _ in range(6)], [heap.get_nowait()[0] for _ in range(6)])
    small = asyncio.Queue(2)
    async def produce():
        for n in range(6):
            await small.put(n)
            print("put", n, small.qsize())
    producer = asyncio.create_task(produce())
    await asyncio.sleep(0)
    print(small.full(), small.maxsize, small)
    while not (producer.done() and small.empty()):
        print("got", await small.get())
        await asyncio.sleep(0)
    try:
        small.get_nowait()
    except asyncio.QueueEmpty as error:
        print(type(error).__name__, error.args)
    many = asyncio.Queue()
    for n in range(500):
        many.put_nowait(n)
    print(sum(many.get_nowait() for _ in range(300)), many.qsize())
    for n in range(5):
        many.put_nowait(n)
    print(sum(many.get_nowait() for _ in range(205)), many.empty(), repr(many)[:10])

asyncio.run(main())
