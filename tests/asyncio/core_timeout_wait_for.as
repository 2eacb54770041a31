# wait_for and timeout at the edges.
import asyncio

async def slow():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("slow cancelled")
        raise

async def main():
    for limit in (0, -1, 0.01):
        try:
            await asyncio.wait_for(slow(), limit)
        except TimeoutError as error:
            print(limit, repr(error), type(error.__cause__).__name__)
    print(await asyncio.wait_for(asyncio.sleep(0, 1), None))
    future = asyncio.get_running_loop().create_future()
    future.set_result("ready")
    print(await asyncio.wait_for(future, 0))
    async with asyncio.timeout(None) as limit:
        print(limit, limit.when(), limit.expired())
    print(limit)
    async with asyncio.timeout_at(asyncio.get_running_loop().time() + 60) as limit:
        await asyncio.sleep(0)
    try:
        limit.reschedule(3)
    except RuntimeError as error:
        print(error)
    fresh = asyncio.timeout(1)
    print(fresh)
    try:
        fresh.reschedule(3)
    except RuntimeError as error:
        print(error)
    task = asyncio.create_task(asyncio.wait_for(slow(), 60))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled from outside")

asyncio.run(main())
