import asyncio
async def w(n):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(n, "cancelled")
        raise
async def main():
    g = asyncio.gather(w(1), w(2), return_exceptions=True)
    await asyncio.sleep(0)
    print(g.cancel(), g.done())
    try:
        await g
    except asyncio.CancelledError:
        print("outer cancelled", g.cancelled())
    print(g.cancel())
asyncio.run(main())
