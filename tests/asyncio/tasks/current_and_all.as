import asyncio
async def w():
    print("inner", asyncio.current_task().get_name())
    await asyncio.sleep(0)
async def main():
    me = asyncio.current_task()
    t = asyncio.create_task(w(), name="w")
    print(me in asyncio.all_tasks(), t in asyncio.all_tasks(), len(asyncio.all_tasks()), type(asyncio.all_tasks()).__name__)
    await t
    print(sorted(x.get_name() for x in asyncio.all_tasks()) == [me.get_name()])
asyncio.run(main())
for f in (asyncio.current_task, asyncio.all_tasks, asyncio.get_running_loop):
    try:
        f()
    except RuntimeError as e:
        print(e)
