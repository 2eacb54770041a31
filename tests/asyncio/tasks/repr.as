import asyncio
async def work():
    await asyncio.sleep(0)
async def fail(): raise ValueError("bad")
async def main():
    t = asyncio.create_task(work(), name="T")
    print(repr(t).split(" coro=")[0], "work()" in repr(t))
    await t
    print(repr(t).split(" coro=")[0], repr(t).endswith("result=None>"))
    f = asyncio.create_task(fail(), name="F")
    await asyncio.sleep(0)
    print(repr(f).endswith("exception=ValueError('bad')>"))
    c = asyncio.create_task(work(), name="C")
    await asyncio.sleep(0)
    c.cancel()
    print(repr(c).split(" name=")[0])
    await asyncio.sleep(0)
    print(repr(c).split(" name=")[0])
    f.exception()
asyncio.run(main())
