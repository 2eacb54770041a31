# gather of done futures, of nothing, nested, dropped, and with an error while it is being made.
import asyncio

async def value(v, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return v

async def fail(error):
    raise error

async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    done.set_result("done before")
    print(await asyncio.gather(done, value(1), done))
    print(await asyncio.gather(asyncio.gather(value(1), value(2, 2)), value(3)))
    broken = loop.create_future()
    broken.set_exception(KeyError("k"))
    outer = asyncio.gather(value(1), broken)
    print(outer.done())
    try:
        await outer
    except KeyError as error:
        print("caught", error)
    print(await asyncio.gather(broken, done, return_exceptions=True))
    print(asyncio.gather(done), asyncio.gather())
    coroutine = value("unused")
    try:
        asyncio.gather(coroutine, 5)
    except TypeError as error:
        print(error)
    await asyncio.sleep(0)
    print(await asyncio.gather(*[value(n) for n in range(1000)]) == list(range(1000)))
    results = await asyncio.gather(*(fail(ValueError(n)) if n % 2 else value(n) for n in range(4)), return_exceptions=True)
    print(results)
    group = asyncio.gather(value(1, 9), value(2, 9))
    print(group, group.cancel(), group.done())
    try:
        await group
    except asyncio.CancelledError:
        print(group.cancelled(), group)

asyncio.run(main())
