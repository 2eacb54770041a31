# not CPython: a main program that awaits is a task itself
import asyncio
async def f(): pass
await f()
c = f()
try:
    asyncio.run(c)
except RuntimeError as e:
    print(e)
c.close()
print(asyncio.current_task().get_name(), asyncio.get_running_loop().is_running())
