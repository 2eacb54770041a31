import asyncio
turn = 0
async def count():
    global turn
    while True:
        await asyncio.sleep(0)
        turn += 1
async def nothing(): pass
async def main():
    global turn
    c = asyncio.create_task(count())
    await asyncio.sleep(0)
    before = turn
    await nothing(); print("coroutine", turn - before); before = turn
    await asyncio.sleep(0); print("sleep(0)", turn - before); before = turn
    await asyncio.create_task(nothing()); print("task", turn - before); before = turn
    await asyncio.gather(nothing(), nothing()); print("gather", turn - before); before = turn
    await asyncio.gather(); print("empty gather", turn - before); before = turn
    await asyncio.wait_for(nothing(), 5); print("wait_for", turn - before); before = turn
    t = asyncio.create_task(nothing()); await asyncio.sleep(0); before = turn
    await t; print("done task", turn - before)
    c.cancel()
asyncio.run(main())
