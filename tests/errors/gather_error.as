import asyncio
async def bad():
    raise ValueError("from gather")
async def main():
    await asyncio.gather(bad(), asyncio.sleep(0))
asyncio.run(main())
