import asyncio
async def w(i):
    await asyncio.sleep(0)
    return i
async def main():
    print(sum(await asyncio.gather(*[w(i) for i in range(10000)])))
asyncio.run(main())
