import asyncio
async def helper(): pass
def forget():
    kept = helper(); return "kept"
async def main():
    print(forget())
asyncio.run(main())
# not CPython: where a coroutine was made on another line, Aster's warning tells that line too
