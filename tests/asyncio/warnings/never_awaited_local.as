import asyncio
async def helper(): pass
def forget():
    kept = helper(); return "kept"
async def main():
    print(forget())
asyncio.run(main())
