# asyncio.run refused inside a loop; Runner; a coroutine that is none; exceptions that leave the loop.
import asyncio

async def value(v):
    await asyncio.sleep(0)
    return v

async def main():
    coroutine = value(1)
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    coroutine.close()
    return "main"

print(asyncio.run(main()))
for bad in (5, main):
    try:
        asyncio.run(bad)
    except ValueError as error:
        print(str(error)[:35])
with asyncio.Runner() as runner:
    print(runner.run(value(1)), runner.run(value(2)), runner.get_loop().is_running())
try:
    runner.run(value(3))
except RuntimeError as error:
    print(error)

async def leave(kind):
    async def other():
        try:
            await asyncio.sleep(100)
        finally:
            print("other ends")
    task = asyncio.create_task(other())
    await asyncio.sleep(0)
    raise kind("left")

for kind in (SystemExit, KeyboardInterrupt, ValueError):
    try:
        asyncio.run(leave(kind))
    except BaseException as error:
        print(type(error).__name__, error)
# not CPython: where a coroutine was made on another line, Aster's warning tells that line too
# not CPython: the warning names the line before, since a native run() is no frame of the traceback.
