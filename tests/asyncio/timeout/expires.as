import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01) as cm:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("inside: CancelledError")
                raise
    except TimeoutError as e:
        print("outside: TimeoutError", cm.expired(), repr(e.__cause__))
    print(asyncio.current_task().cancelling())
asyncio.run(main())
