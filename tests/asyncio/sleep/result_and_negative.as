import asyncio
async def main():
    print(await asyncio.sleep(0, "r"), await asyncio.sleep(-1, "n"), await asyncio.sleep(0.001, "t"))
    for bad in ("x", None):
        try:
            await asyncio.sleep(bad)
        except TypeError as e:
            print(e)
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(e)
asyncio.run(main())
