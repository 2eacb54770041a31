import asyncio
async def left():
    print("never printed")
async def main():
    asyncio.create_task(left())
asyncio.run(main())
print("after run")
