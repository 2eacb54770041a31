import asyncio
async def main():
    loop = asyncio.get_running_loop()
    at = loop.time() + 0.01
    done = loop.create_future()
    for i in range(5): loop.call_at(at, print, i)
    loop.call_at(at + 0.005, done.set_result, None)
    await done
asyncio.run(main())
