import asyncio
async def bad(): raise ValueError("through")
async def swallow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "swallowed"
async def main():
    try:
        await asyncio.wait_for(bad(), 1)
    except ValueError as e:
        print(e)
    print(await asyncio.wait_for(swallow(), 0.01))
    try:
        await asyncio.wait_for(5, 1)
    except TypeError as e:
        print(e)
asyncio.run(main())
