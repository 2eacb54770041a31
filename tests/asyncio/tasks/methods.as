import asyncio
async def w(x):
    await asyncio.sleep(0)
    return x * 2
async def bad(): raise ValueError("b")
async def main():
    t = asyncio.create_task(w(4))
    print(t.done(), t.cancelled(), t.cancelling())
    for f in (t.result, t.exception):
        try:
            f()
        except asyncio.InvalidStateError as e:
            print(e)
    await t
    print(t.done(), t.result(), t.exception(), t.cancelled(), t.cancel())
    b = asyncio.create_task(bad())
    await asyncio.sleep(0)
    print(b.done(), repr(b.exception()))
    try:
        b.result()
    except ValueError as e:
        print(e)
    for f in (lambda: t.set_result(1), lambda: t.set_exception(ValueError())):
        try:
            f()
        except RuntimeError as e:
            print(e)
    print(t.get_coro().__name__, t.get_loop() is asyncio.get_running_loop())
asyncio.run(main())
