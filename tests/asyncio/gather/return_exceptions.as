import asyncio
async def bad(): raise ValueError("v")
async def good(): return 1
async def cancelled():
    raise asyncio.CancelledError("c")
async def main():
    print(await asyncio.gather(bad(), good(), cancelled(), return_exceptions=True))
asyncio.run(main())
