import asyncio
async def w(n):
    try:
        await asyncio.sleep(100)
    finally:
        print(n, "finally")
async def waiter():
    await asyncio.gather(w(1), w(2))
async def main():
    t = asyncio.create_task(waiter())
    await asyncio.sleep(0); await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("waiter cancelled")
asyncio.run(main())
