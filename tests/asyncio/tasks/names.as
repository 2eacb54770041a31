import asyncio
async def w(): return asyncio.current_task().get_name()
async def main():
    print(asyncio.current_task().get_name())
    a = asyncio.create_task(w())
    b = asyncio.create_task(w(), name="given")
    c = asyncio.create_task(w())
    print(await a, await b, await c)
    a.set_name("later"); print(a.get_name())
    a.set_name(5); print(repr(a.get_name()))
asyncio.run(main())
