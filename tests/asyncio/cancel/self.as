import asyncio
async def w():
    asyncio.current_task().cancel()
    print("goes on to the next await")
    await asyncio.sleep(0)
    print("never")
async def quick():
    asyncio.current_task().cancel()
    return "lost"
async def main():
    for f in (w, quick):
        t = asyncio.create_task(f())
        try:
            print(await t)
        except asyncio.CancelledError:
            print("cancelled", t.cancelled())
asyncio.run(main())
