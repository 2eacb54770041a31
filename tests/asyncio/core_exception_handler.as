# The exception handler: callbacks that raise, a handler that raises, and the default one.
import asyncio
import sys

sys.stderr = sys.stdout

def handler(loop, context):
    print("handler", sorted(context), repr(context.get("exception")))

def bad_handler(loop, context):
    raise KeyError("in the handler")

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_soon(int, "x")
    future = loop.create_future()
    future.add_done_callback(lambda f: 1 / 0)
    future.set_result(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "made up", "extra": 1})
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "shown by default", "extra": [1], "another": "text"})
    loop.default_exception_handler({})
    try:
        loop.set_exception_handler(5)
    except TypeError as error:
        print(error)

asyncio.run(main())
