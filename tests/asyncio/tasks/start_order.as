import asyncio
async def w(n):
    print("start", n)
    await asyncio.sleep(0)
    print("end", n)
async def main():
    ts = [asyncio.create_task(w(i)) for i in range(3)]
    print("created")
    await ts[2]
    print("third done", [t.done() for t in ts])
asyncio.run(main())
