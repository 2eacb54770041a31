import asyncio
async def w(n, turns):
    for _ in range(turns): await asyncio.sleep(0)
    print("done", n)
    return n
async def main():
    print(await asyncio.gather(w("a", 3), w("b", 1), w("c", 2)))
    print(await asyncio.gather(*[w(i, 0) for i in range(3)]), await asyncio.gather())
asyncio.run(main())
