import asyncio
async def w():
    print("runs once")
    return object()
async def main():
    c = w()
    a, b, d = await asyncio.gather(c, c, c)
    print(a is b is d)
    f = asyncio.get_running_loop().create_future()
    f.set_result("f")
    print(await asyncio.gather(f, f))
asyncio.run(main())
