import asyncio
async def w(t):
    try:
        await asyncio.sleep(t)
        return "in time"
    except asyncio.CancelledError:
        print("cancelled inside")
        raise
async def main():
    print(await asyncio.wait_for(w(0), 1), await asyncio.wait_for(w(0), None))
    try:
        await asyncio.wait_for(w(10), 0.01)
    except TimeoutError as e:
        print("late", repr(e), repr(e.__cause__))
    print(asyncio.TimeoutError is TimeoutError)
asyncio.run(main())
