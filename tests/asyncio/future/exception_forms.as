import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.set_exception(KeyError)
    print(repr(f.exception()))
    g = loop.create_future()
    try:
        g.set_exception(StopIteration())
    except TypeError as e:
        print(e)
    h = loop.create_future()
    h.cancel()
    for get in (h.result, h.exception):
        try:
            get()
        except asyncio.CancelledError as e:
            print(repr(e))
asyncio.run(main())
