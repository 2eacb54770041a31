import asyncio
async def main():
    try:
        async with asyncio.timeout(-1):
            print("runs to its first park")
            await asyncio.sleep(0)
            print("one turn for the timer's callback")
            await asyncio.sleep(1)
            print("never")
    except TimeoutError:
        print("timeout")
asyncio.run(main())
