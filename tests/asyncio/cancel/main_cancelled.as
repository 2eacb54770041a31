import asyncio
async def main():
    asyncio.current_task().cancel("bye")
    await asyncio.sleep(0)
try:
    asyncio.run(main())
except asyncio.CancelledError as e:
    print("out of run", e.args)
