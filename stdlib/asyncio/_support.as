"""What the C core calls in Aster."""
from _asyncio import CancelledError, gather, get_running_loop


async def wrap_awaitable(awaitable):
    return await awaitable


def create_task(loop, coro, name, context):
    if context is None:
        task = loop.create_task(coro)
    else:
        task = loop.create_task(coro, context=context)
    if name is not None:
        task.set_name(name)
    return task


async def shutdown_asyncgens(loop):
    """Close all async generators that are still alive."""
    alive = loop._take_asyncgens()
    if not alive:
        return
    results = await gather(*[agen.aclose() for agen in alive], return_exceptions=True)
    for result, agen in zip(results, alive):
        if isinstance(result, Exception):
            loop.call_exception_handler({
                'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                'exception': result,
                'asyncgen': agen,
            })


async def shutdown_default_executor():
    """There is no pool of threads to wait for yet."""


def run_in_executor(loop, func, args):
    """Run func(*args) in a later turn, on the loop's own thread: there are no others yet."""
    future = loop.create_future()

    def work():
        if future.cancelled():
            return
        try:
            result = func(*args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    loop.call_soon(work)
    return future
