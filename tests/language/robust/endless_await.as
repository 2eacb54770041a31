import asyncio
async def f(n): return await f(n + 1)
try:
    asyncio.run(f(0))
except RecursionError as e:
    print(e)
async def down(n): return 0 if n == 0 else 1 + await down(n - 1)
print(asyncio.run(down(500)))
