import asyncio
async def main():
    await 42
asyncio.run(main())
