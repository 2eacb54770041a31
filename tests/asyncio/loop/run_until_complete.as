import asyncio
async def w(x):
    await asyncio.sleep(0)
    return x
loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed(), loop.run_until_complete(w(1)), loop.run_until_complete(w(2)))
f = loop.create_future()
loop.call_soon(f.set_result, "future")
print(loop.run_until_complete(f))
loop.close(); loop.close()
print(loop.is_closed())
for call in (lambda: loop.run_until_complete(f), lambda: loop.call_soon(print)):
    try:
        call()
    except RuntimeError as e:
        print(e)
