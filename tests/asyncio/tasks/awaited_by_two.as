import asyncio
async def w():
    await asyncio.sleep(0)
    return "shared"
async def waiter(n, t):
    r = await t
    print(n, r)
async def main():
    t = asyncio.create_task(w())
    await asyncio.gather(waiter(1, t), waiter(2, t), waiter(3, t))
    print(await t, await t)
asyncio.run(main())
