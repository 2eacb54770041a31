import asyncio, time
async def main():
    for t in (0.01, 0.02):
        a = time.monotonic()
        await asyncio.sleep(t)
        took = time.monotonic() - a
        print(took >= t - 0.0005, took < t + 0.5)
asyncio.run(main())
