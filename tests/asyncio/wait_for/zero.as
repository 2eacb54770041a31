import asyncio
async def w(): print("never starts")
async def main():
    for t in (0, -1):
        try:
            await asyncio.wait_for(w(), t)
        except TimeoutError:
            print("timed out")
    f = asyncio.get_running_loop().create_future()
    f.set_result("ready")
    print(await asyncio.wait_for(f, 0))
asyncio.run(main())
