import asyncio
async def main():
    loop = asyncio.get_running_loop()
    h = loop.call_soon(print, "cancelled, never printed")
    h.cancel()
    loop.call_soon(print, "a", 1)
    loop.call_soon(lambda: loop.call_soon(print, "scheduled from a callback"))
    loop.call_soon(print, "b")
    print(h.cancelled())
    await asyncio.sleep(0)
    print("turn")
    await asyncio.sleep(0)
    print("turn")
asyncio.run(main())
