# Tasks and futures that die unobserved are reported, at the moment they die.
import asyncio
import gc

def handler(loop, context):
    print("reported:", context["message"], sorted(context))

async def stuck(future):
    await future

async def fail():
    raise ValueError("nobody looked")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    future = loop.create_future()
    task = asyncio.create_task(stuck(future))
    await asyncio.sleep(0)
    del task, future
    gc.collect()
    print("after the pending one")
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
    gc.collect()
    print("after the failed one")
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    task.exception()
    del task
    gc.collect()
    print("after the one looked at")
    outer = asyncio.gather(fail(), fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(outer.done())
    del outer
    gc.collect()
    print("after gather")

asyncio.run(main())
