import asyncio
async def w():
    try:
        await asyncio.sleep(100)
    except Exception:
        print("never")
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except BaseException as e:
        print(type(e).__mro__[:2], str(e), repr(e))
asyncio.run(main())
