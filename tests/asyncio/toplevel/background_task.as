# not CPython: tasks run while the main program awaits
import asyncio
async def ticker():
    for i in range(3):
        print("tick", i)
        await asyncio.sleep(0)
t = asyncio.create_task(ticker())
print("created")
await asyncio.sleep(0)
print("after a turn")
await t
print("end")
