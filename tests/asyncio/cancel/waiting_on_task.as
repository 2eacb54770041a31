import asyncio
async def inner():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("inner cancelled")
        raise
async def outer(t):
    try:
        await t
    except asyncio.CancelledError:
        print("outer cancelled")
        raise
async def main():
    i = asyncio.create_task(inner())
    o = asyncio.create_task(outer(i))
    await asyncio.sleep(0); await asyncio.sleep(0)
    o.cancel()
    print((await asyncio.gather(o, return_exceptions=True)), i.cancelled())
asyncio.run(main())
