# Loops made and run by hand: run_until_complete, run_forever and stop, close, and their errors.
import asyncio

def show(function, *args):
    try:
        print(function(*args))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")

async def value(v):
    await asyncio.sleep(0)
    return v

async def fail():
    raise LookupError("failed")

loop = asyncio.new_event_loop()
print(loop, loop.is_running(), loop.is_closed())
print(loop.run_until_complete(value(1)))
task = loop.create_task(value(2))
print(task.done(), loop.run_until_complete(task), task.done())
show(loop.run_until_complete, fail())
loop.call_soon(print, "one")
loop.call_soon(loop.stop)
loop.call_soon(print, "same turn still")
loop.run_forever()
print("stopped")
loop.stop()
loop.call_soon(print, "one whole turn")
loop.run_forever()
loop.call_soon(loop.stop)
show(loop.run_until_complete, loop.create_future())

async def inside():
    show(loop.run_forever)
    show(loop.close)
    show(asyncio.new_event_loop().run_forever)
    print(loop, loop.is_running())

loop.run_until_complete(inside())
show(loop.run_until_complete, 5)
loop.close()
loop.close()
print(loop, loop.is_closed())
show(loop.call_soon, print)
show(loop.run_forever)
show(loop.call_later, 1, print)
show(asyncio.get_running_loop)
show(asyncio.create_task, None)
asyncio.set_event_loop(None)
show(asyncio.get_event_loop)
other = asyncio.new_event_loop()
asyncio.set_event_loop(other)
print(asyncio.get_event_loop() is other)
other.close()
