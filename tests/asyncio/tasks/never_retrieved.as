import asyncio
async def bad(): raise ValueError("forgotten")
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print(c["message"], repr(c["exception"]), sorted(c)))
    t = asyncio.create_task(bad())
    await asyncio.sleep(0)
    t = None
    print("dropped")
    t = asyncio.create_task(bad())
    await asyncio.sleep(0)
    t.exception()
    t = None
    print("looked at: silent")
asyncio.run(main())
