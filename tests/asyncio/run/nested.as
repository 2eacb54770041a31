import asyncio
async def other(): pass
async def main():
    c = other()
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(e)
    c.close()
asyncio.run(main())
