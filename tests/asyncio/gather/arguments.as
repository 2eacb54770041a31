import asyncio
async def main():
    for bad in (5, [asyncio.sleep], None):
        try:
            asyncio.gather(bad)
        except TypeError as e:
            print(e)
    g = asyncio.gather(asyncio.sleep(0, 1))
    print(type(g).__name__, isinstance(g, asyncio.Future))
    print(await g)
asyncio.run(main())
