import asyncio
async def bad(n, turns):
    for _ in range(turns): await asyncio.sleep(0)
    raise ValueError(n)
async def slow():
    for _ in range(5): await asyncio.sleep(0)
    print("slow runs on")
    return "slow"
async def main():
    s = asyncio.create_task(slow())
    try:
        await asyncio.gather(bad("late", 2), bad("early", 1), s)
    except ValueError as e:
        print("caught", e, s.done())
    print(await s)
asyncio.run(main())
