import asyncio
async def nothing(): pass
async def main():
    loop = asyncio.get_running_loop()
    c = nothing()
    try:
        loop.run_until_complete(c)
    except RuntimeError as e:
        print(e)
    other = asyncio.new_event_loop()
    try:
        other.run_until_complete(c)
    except RuntimeError as e:
        print(e)
    other.close()
    try:
        loop.close()
    except RuntimeError as e:
        print(e)
    c.close()
    print(loop.is_running(), loop is asyncio.get_event_loop())
asyncio.run(main())
