# Awaitables made by hand: __await__ as a generator, gathered, and bad yields.
import asyncio

class Turn:
    def __init__(self, count):
        self.count = count

    def __await__(self):
        for n in range(self.count):
            yield
        return f"{self.count} turns"

class Through:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        value = yield from self.future.__await__()
        return value * 2

class Bad:
    def __await__(self):
        yield 42

class Plain:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        yield self.future

async def go(thing):
    return await thing

async def main():
    loop = asyncio.get_running_loop()
    print(await Turn(3))
    print(await asyncio.gather(Turn(1), Turn(2), Turn(0)))
    future = loop.create_future()
    loop.call_soon(future.set_result, 21)
    print(await Through(future))
    for thing in (Bad(), Plain(loop.create_future())):
        try:
            await asyncio.ensure_future(go(thing))
        except RuntimeError as error:
            print(str(error).split(" in task")[0])
    try:
        await 5
    except TypeError as error:
        print(error)
    print(await asyncio.wait_for(Turn(2), 5))

asyncio.run(main())
