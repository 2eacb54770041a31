# call_later, call_at, cancelling, and the order of callbacks made in one turn.
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    seen = []
    loop.call_later(0.02, seen.append, "later 0.02")
    loop.call_later(0.01, seen.append, "later 0.01")
    handle = loop.call_later(0.005, seen.append, "never")
    print(handle.cancelled(), handle.when() > loop.time())
    handle.cancel()
    handle.cancel()
    print(handle.cancelled())
    loop.call_later(0, seen.append, "later 0")
    loop.call_later(-1, seen.append, "later -1")
    soon = loop.call_soon(seen.append, "soon cancelled")
    soon.cancel()
    loop.call_soon(seen.append, "soon")
    loop.call_at(loop.time(), seen.append, "at now")
    await asyncio.sleep(0.05)
    print(seen)
    many = [loop.call_later(10 + n, seen.append, n) for n in range(300)]
    for each in many:
        each.cancel()
    await asyncio.sleep(0)
    for bad in ((None, print), ("x", print)):
        try:
            loop.call_later(*bad)
        except TypeError as error:
            print(error)
    try:
        loop.call_at(None, print)
    except TypeError as error:
        print(error)
    a, b = loop.call_at(5, print), loop.call_at(6, print)
    print(a < b, a > b, a == a, a <= b, a)

asyncio.run(main())
