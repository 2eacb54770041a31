import asyncio
async def w():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        raise ValueError("instead") from None
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except ValueError as e:
        print(e, t.cancelled(), t.done())
asyncio.run(main())
