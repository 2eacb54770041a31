import asyncio
async def main(n):
    await asyncio.sleep(0)
    return n
print(asyncio.run(main(1)), asyncio.run(main(2)))
