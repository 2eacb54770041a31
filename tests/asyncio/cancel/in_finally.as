import asyncio
async def w():
    try:
        await asyncio.sleep(100)
    finally:
        print("cleanup begins")
        await asyncio.sleep(0)
        print("cleanup ends")
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    print(t.cancelled())
asyncio.run(main())
