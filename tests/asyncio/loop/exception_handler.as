import asyncio
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.set_exception_handler(lambda l, c: print("handled", l is loop, c["message"]))
    loop.call_exception_handler({"message": "by hand"})
    try:
        loop.set_exception_handler(5)
    except TypeError as e:
        print(e)
    loop.set_exception_handler(None)
asyncio.run(main())
