# Names of tasks, what a task says of itself, current_task and all_tasks.
import asyncio

async def quiet():
    await asyncio.sleep(0)
    return asyncio.current_task().get_name()

async def main():
    me = asyncio.current_task()
    print(me.get_name(), asyncio.all_tasks() == {me}, me in asyncio.all_tasks())
    first = asyncio.create_task(quiet())
    second = asyncio.create_task(quiet(), name="second")
    third = asyncio.create_task(quiet(), name=3)
    print(first.get_name(), second.get_name(), repr(third.get_name()))
    second.set_name(22)
    print(len(asyncio.all_tasks()), asyncio.iscoroutine(first.get_coro()))
    print(await asyncio.gather(first, second, third))
    print(asyncio.all_tasks() == {me}, first.cancelling(), first.uncancel())
    print(asyncio.current_task(asyncio.get_running_loop()) is me)
    fourth = asyncio.create_task(quiet())
    print(await fourth)

asyncio.run(main())
asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as error:
    print(error)
