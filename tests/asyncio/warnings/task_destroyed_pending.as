import asyncio
async def w(f): await f
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print(c["message"], sorted(c)))
    t = asyncio.create_task(w(loop.create_future()))
    await asyncio.sleep(0)
    t = None
    import gc
    gc.collect()
    print("collected")
asyncio.run(main())
