import asyncio
async def down(n):
    try:
        if n == 0:
            await asyncio.sleep(0)
            raise ValueError("bottom")
        await down(n - 1)
    finally:
        if n % 25 == 0: print("finally", n)
async def main():
    try:
        await down(100)
    except ValueError as e:
        print(e)
asyncio.run(main())
