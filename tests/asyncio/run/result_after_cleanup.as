import asyncio
async def left():
    try:
        await asyncio.sleep(100)
    finally:
        print("cleanup first")
async def main():
    asyncio.create_task(left())
    await asyncio.sleep(0)
    raise ValueError("then the error")
try:
    asyncio.run(main())
except ValueError as e:
    print(e)
