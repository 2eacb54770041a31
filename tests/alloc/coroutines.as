import asyncio


async def work(name, n, queue):
    for i in range(n):
        await queue.put((name, i))
        await asyncio.sleep(0)
    return name * n


async def drain(queue, out):
    while True:
        item = await queue.get()
        out.append(item)
        queue.task_done()


async def failing():
    await asyncio.sleep(0)
    raise ValueError('failing')


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return False


async def main():
    queue, out = asyncio.Queue(2), []
    reader = asyncio.create_task(drain(queue, out), name='reader')
    print(await asyncio.gather(work('a', 2, queue), work('b', 3, queue), failing(), return_exceptions=True))
    await queue.join()
    reader.cancel()
    try:
        await reader
    except asyncio.CancelledError:
        print('cancelled', sorted(out))
    async with Manager(), asyncio.Lock():
        print([x async for x in numbers(3)])
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.001)
    except TimeoutError as e:
        print('timeout', repr(e))


asyncio.run(main())
