# What sleep() returns is a coroutine: by hand, cancelled, closed, used twice.
import asyncio
import inspect

def show(function, *args):
    try:
        print(function(*args))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")

async def main():
    nap = asyncio.sleep(0, "rested")
    print(asyncio.iscoroutine(nap), inspect.iscoroutine(nap), inspect.isawaitable(nap), type(nap).__name__, nap.__name__)
    print(await nap)
    try:
        await nap
    except RuntimeError as error:
        print(error)
    asyncio.sleep(5).close()
    byhand = asyncio.sleep(0, 7)
    print(byhand.send(None))
    try:
        byhand.send(None)
    except StopIteration as end:
        print("stopped with", end.value)
    fresh = asyncio.sleep(1)
    show(fresh.send, 3)
    show(fresh.throw, ValueError("thrown"))
    show(fresh.send, None)
    for bad in ("x", None):
        try:
            await asyncio.sleep(bad)
        except TypeError as error:
            print(error)
    task = asyncio.create_task(asyncio.sleep(10, "never"))
    await asyncio.sleep(0)
    task.cancel("woken")
    try:
        await task
    except asyncio.CancelledError as error:
        print(error.args)
    print(await asyncio.gather(asyncio.sleep(0.01, "a"), asyncio.sleep(0, "b"), asyncio.sleep(0.005, "c")))
    print(await asyncio.wait_for(asyncio.sleep(0.001, "in time"), 5))
    print(asyncio.iscoroutinefunction(asyncio.sleep), asyncio.iscoroutinefunction(main), asyncio.iscoroutinefunction(print))

asyncio.run(main())
