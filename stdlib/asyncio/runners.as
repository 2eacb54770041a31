"""run() and Runner: from the first line of main() to the end of the last task."""
from _asyncio import (
    CancelledError, _inside_loop, _task_list, gather, iscoroutine, new_event_loop, set_event_loop)
from _contextvars import copy_context

__all__ = ('Runner', 'run')


class Runner:
    """One loop and one context for several runs."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = 'created'
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._is_set = False

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def get_loop(self):
        """The loop it runs."""
        self._begin()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine to its end."""
        if not iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if _inside_loop():
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._begin()
        if context is None:
            context = self._context
        loop = self._loop
        task = loop.create_task(coro, context=context)
        loop._set_sigint_task(task)
        interrupts = 0
        try:
            try:
                return loop.run_until_complete(task)
            finally:
                interrupts = loop._set_sigint_task(None)
        except CancelledError:
            if interrupts > 0 and task.uncancel() == 0:
                raise KeyboardInterrupt()
            raise

    def close(self):
        """Cancel what is left, close async generators and the loop."""
        if self._state != 'open':
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._is_set:
                set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = 'closed'

    def _begin(self):
        if self._state == 'closed':
            raise RuntimeError('Runner is closed')
        if self._state == 'open':
            return
        if self._loop_factory is None:
            self._loop = new_event_loop()
            if not self._is_set:
                set_event_loop(self._loop)
                self._is_set = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = copy_context()
        self._state = 'open'


def run(main, *, debug=None, loop_factory=None):
    """Run a coroutine on a loop of its own and return its result."""
    if _inside_loop():
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    runner = Runner(debug=debug, loop_factory=loop_factory)
    runner._begin()
    try:
        return runner.run(main)
    finally:
        runner.close()


def _cancel_all(loop):
    left = _task_list(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })
