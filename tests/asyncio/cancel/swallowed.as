import asyncio
async def w():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("swallowed")
    await asyncio.sleep(0)
    return "alive"
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelled(), t.cancelling(), t.uncancel(), t.uncancel())
asyncio.run(main())
