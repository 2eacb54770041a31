import asyncio
loop = asyncio.new_event_loop()
f = loop.create_future()
async def main():
    try:
        await f
    except RuntimeError as e:
        print(str(e).split("got ")[1].split(" attached")[0], str(e).endswith("attached to a different loop"))
asyncio.run(main())
loop.close()
