import asyncio
async def w():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
        raise
async def main():
    t = asyncio.create_task(w())
    await asyncio.sleep(0)
    print(t.cancel("why"), t.cancelled(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as e:
        print("seen", e.args, t.cancelled(), t.done())
    try:
        t.result()
    except asyncio.CancelledError as e:
        print("result", e.args)
asyncio.run(main())
