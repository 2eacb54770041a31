import asyncio
async def w():
    await asyncio.wait_for(asyncio.sleep(10), 5)
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel("outside")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", t.cancelled())
asyncio.run(main())
