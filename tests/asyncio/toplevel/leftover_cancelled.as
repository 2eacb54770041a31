# not CPython: what is left when a main program that awaits ends is cancelled, as by asyncio.run
import asyncio
async def left():
    try:
        await asyncio.sleep(100)
    finally:
        print("cancelled")
t = asyncio.create_task(left())
await asyncio.sleep(0)
print("end of file")
