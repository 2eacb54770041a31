import asyncio
async def bad(n, turns):
    for _ in range(turns): await asyncio.sleep(0)
    raise ValueError(n)
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print("reported", c["message"]))
    try:
        await asyncio.gather(bad(1, 0), bad(2, 1))
    except ValueError as e:
        print(e)
    for _ in range(4): await asyncio.sleep(0)
    print("end")
asyncio.run(main())
