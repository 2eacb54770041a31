import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01):
            try:
                async with asyncio.timeout(5):
                    await asyncio.sleep(10)
            except TimeoutError:
                print("never: the inner one did not fire")
    except TimeoutError:
        print("outer")
    try:
        async with asyncio.timeout(5):
            try:
                async with asyncio.timeout(0.01):
                    await asyncio.sleep(10)
            except TimeoutError:
                print("inner")
            print("outer body goes on")
    except TimeoutError:
        print("never")
asyncio.run(main())
