import asyncio
async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_later(0.03, print, "third")
    loop.call_later(0.01, print, "first")
    h = loop.call_later(0.015, print, "never")
    loop.call_at(loop.time() + 0.02, print, "second")
    loop.call_later(0.04, done.set_result, None)
    h.cancel()
    print(h.cancelled(), h.when() > loop.time())
    loop.call_later(-1, print, "at once")
    await done
asyncio.run(main())
