# Exceptions, results and cancellation through a deep chain of awaits.
import asyncio

async def deep(n, fail):
    if n:
        try:
            return await deep(n - 1, fail)
        finally:
            if n == 3:
                print("unwinding", n)
    await asyncio.sleep(0)
    if fail:
        raise ValueError("from the bottom")
    return "bottom"

async def forever(n):
    if n:
        try:
            await forever(n - 1)
        except asyncio.CancelledError as error:
            print("level", n, error.args)
            raise
    else:
        await asyncio.sleep(3600)

async def main():
    print(await deep(40, False))
    try:
        await deep(5, True)
    except ValueError as error:
        print(error)
    task = asyncio.create_task(forever(3))
    await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as error:
        print("outside", error.args)

asyncio.run(main())
