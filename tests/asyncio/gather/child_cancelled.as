import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(100))
    other = asyncio.create_task(asyncio.sleep(0, "other"))
    g = asyncio.gather(t, other)
    await asyncio.sleep(0)
    t.cancel("msg")
    try:
        await g
    except asyncio.CancelledError as e:
        print("cancelled error", e.args, g.cancelled(), g.done())
    print(await other)
asyncio.run(main())
