import asyncio
async def w(n, t):
    await asyncio.sleep(t)
    print(n)
async def main():
    await asyncio.gather(w("late", 0.06), w("early", 0.02), w("middle", 0.04), w("now", 0))
asyncio.run(main())
