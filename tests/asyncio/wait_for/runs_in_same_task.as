import asyncio
async def w(): return asyncio.current_task()
async def main():
    print(await asyncio.wait_for(w(), 1) is asyncio.current_task())
    t = asyncio.create_task(w())
    print(await asyncio.wait_for(t, 1) is t)
asyncio.run(main())
