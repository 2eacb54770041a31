import asyncio
async def bad(): raise KeyboardInterrupt("now")
async def main():
    t = asyncio.create_task(bad())
    try:
        await asyncio.sleep(1)
    finally:
        print("main cleaned up")
try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print("out:", repr(e))
# not CPython: it also reports the exception of the forgotten task, which only a cycle holds at exit.
