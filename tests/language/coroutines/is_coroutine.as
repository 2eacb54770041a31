import asyncio, inspect
async def f(): pass
def g(): yield
async def ag(): yield
c = f()
print(inspect.iscoroutine(c), inspect.iscoroutine(f), inspect.iscoroutinefunction(f), inspect.iscoroutinefunction(g), asyncio.iscoroutinefunction(f), asyncio.iscoroutine(c))
print(inspect.iscoroutine(g()), inspect.isawaitable(c), inspect.isawaitable(5), inspect.isgenerator(g()), inspect.isasyncgen(ag()), c.__name__, c.__qualname__)
c.close()
