import asyncio
async def main():
    try:
        with asyncio.timeout(1): pass
    except TypeError as e:
        print(e)
asyncio.run(main())
