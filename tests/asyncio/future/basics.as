import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f, f.done(), f.cancelled())
    loop.call_soon(f.set_result, [1, "two"])
    print(await f, f)
    for again in (lambda: f.set_result(1), lambda: f.set_exception(ValueError())):
        try:
            again()
        except asyncio.InvalidStateError as e:
            print(e)
    g = loop.create_future()
    g.set_exception(ValueError("bad"))
    print(g)
    try:
        await g
    except ValueError as e:
        print(e)
    h = loop.create_future()
    print(h.cancel("m"), h.cancel(), h)
    try:
        await h
    except asyncio.CancelledError as e:
        print(e.args)
asyncio.run(main())
