import asyncio
async def w():
    n = 0
    while True:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError as e:
            n += 1
            print("caught", e.args)
            if n == 2: return n
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    t.cancel("a"); t.cancel("b")
    await asyncio.sleep(0)
    t.cancel("c")
    print(await t, t.cancelling())
asyncio.run(main())
