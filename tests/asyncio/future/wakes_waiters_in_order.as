import asyncio
async def w(n, f):
    print(n, await f)
async def main():
    f = asyncio.get_running_loop().create_future()
    ts = [asyncio.create_task(w(i, f)) for i in range(3)]
    await asyncio.sleep(0)
    f.set_result("go")
    print("set")
    await asyncio.gather(*ts)
asyncio.run(main())
