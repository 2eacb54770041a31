import asyncio
async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("at")
asyncio.run(main())
