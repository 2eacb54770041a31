import asyncio
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print(sorted(c), c["message"].split("(")[0].split(" at ")[0][:22], repr(c["exception"])))
    f = loop.create_future()
    f.add_done_callback(lambda f: 1 / 0)
    f.add_done_callback(lambda f: print("second runs"))
    f.set_result(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
asyncio.run(main())
