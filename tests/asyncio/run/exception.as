import asyncio
async def main(): raise ValueError("out of run")
try:
    asyncio.run(main())
except ValueError as e:
    print(e)
