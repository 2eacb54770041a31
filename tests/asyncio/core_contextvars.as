# Contexts: copies, run, tokens, and who shares what in a loop.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")
bare = contextvars.ContextVar("bare")

def show(function, *args):
    try:
        print(function(*args))
    except BaseException as error:
        print(type(error).__name__)

print(var.get(), var.get("mine"), var.name)
show(bare.get)
print(bare.get(None))
token = var.set("one")
print(var.get(), token.old_value is contextvars.Token.MISSING, token.var is var)
second = var.set("two")
print(second.old_value)
var.reset(second)
print(var.get())
show(var.reset, second)
show(bare.reset, token)
context = contextvars.copy_context()
print(context[var], var in context, bare in context, len(context), context.get(bare), context.get(bare, 5))
print(context.run(var.set, "inside").var is var, var.get(), context[var])
show(context.run, context.run, print)
show(lambda: context[bare])
show(lambda: context[3])
show(var.reset, context.run(var.set, "again"))
print(list(context) == [var], list(context.keys()) == [var], list(context.values()), list(context.items()) == [(var, "again")])
var.reset(token)
print(var.get())

async def child(name):
    var.set(name)
    await asyncio.sleep(0)
    return var.get()

async def main():
    loop = asyncio.get_running_loop()
    var.set("main")
    print(await asyncio.gather(child("a"), child("b")), var.get())
    print(await child("awaited"), var.get())
    shared = contextvars.copy_context()
    task = asyncio.create_task(child("in shared"), context=shared)
    print(await task, shared[var], var.get(), task.get_context() is shared)
    loop.call_soon(lambda: print("callback has", var.get()))
    var.set("changed after")
    await asyncio.sleep(0)
    future = loop.create_future()
    future.add_done_callback(lambda f: print("done callback has", var.get()), context=shared)
    future.set_result(1)
    await asyncio.sleep(0)

asyncio.run(main())
print(var.get())
