import asyncio
async def main():
    async with asyncio.timeout(5) as cm:
        await asyncio.sleep(0)
    print(cm.expired(), asyncio.current_task().cancelling())
    async with asyncio.timeout(None) as cm:
        print(cm.when())
    try:
        async with asyncio.timeout(5):
            raise ValueError("own error")
    except ValueError as e:
        print(e)
asyncio.run(main())
