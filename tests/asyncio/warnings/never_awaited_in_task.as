import asyncio
async def helper(): pass
async def main():
    helper()
    print("next line")
    asyncio.gather
    x = asyncio.sleep(1)
    x.close()
asyncio.run(main())
