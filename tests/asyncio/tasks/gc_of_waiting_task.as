import asyncio
async def w(f):
    try:
        await f
    finally:
        print("ended")
async def main():
    f = asyncio.get_running_loop().create_future()
    t = asyncio.create_task(w(f))
    await asyncio.sleep(0)
    t = None
    await asyncio.sleep(0)
    print("still waiting")
    f.set_result(1)
    await asyncio.sleep(0)
    print("main ends")
asyncio.run(main())
