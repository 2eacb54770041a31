import asyncio
async def left():
    try:
        await asyncio.sleep(100)
    finally:
        raise ValueError("in cleanup")
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print(c["message"], repr(c["exception"])))
    global t
    t = asyncio.create_task(left())
    await asyncio.sleep(0)
asyncio.run(main())
print("after run")
