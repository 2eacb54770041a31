# Heirs of Future and Task have attributes of their own and are awaited like any other.
import asyncio

class Mine(asyncio.Future):
    def __init__(self, label):
        super().__init__()
        self.label = label

    def cancel(self, msg=None):
        print("cancel asked of", self.label)
        return super().cancel(msg)

class Named(asyncio.Task):
    pass

async def work():
    await asyncio.sleep(0)
    return "worked"

async def wait_on(future):
    return await future

async def main():
    future = Mine("m")
    asyncio.get_running_loop().call_soon(future.set_result, 3)
    print(await future, future.label, future)
    task = Named(work())
    task.tag = "tagged"
    print(await task, task.tag, isinstance(task, asyncio.Task), isinstance(task, asyncio.Future))
    future = Mine("n")
    task = asyncio.create_task(wait_on(future))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", future.cancelled())

asyncio.run(main())
