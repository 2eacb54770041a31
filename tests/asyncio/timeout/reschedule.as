import asyncio
async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.01) as cm:
        cm.reschedule(loop.time() + 5)
        await asyncio.sleep(0.03)
    print("rescheduled", cm.expired())
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(loop.time() + 0.01)
            await asyncio.sleep(5)
    except TimeoutError:
        print("fired")
    try:
        cm.reschedule(1)
    except RuntimeError as e:
        print(e)
    try:
        asyncio.timeout(1).reschedule(2)
    except RuntimeError as e:
        print(e)
asyncio.run(main())
