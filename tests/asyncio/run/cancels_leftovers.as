import asyncio
async def left(name):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(name, "cancelled")
        await asyncio.sleep(0)
        print(name, "cleaned up")
        raise
async def main():
    asyncio.create_task(left("a"))
    await asyncio.sleep(0)
    print("main ends")
asyncio.run(main())
print("after run")
