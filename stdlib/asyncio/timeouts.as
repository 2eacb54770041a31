"""timeout() and timeout_at(): cancel what is in the `async with` block when time is up."""
from _asyncio import CancelledError, current_task, get_running_loop

__all__ = ('Timeout', 'timeout', 'timeout_at')


class Timeout:
    """An async context manager that ends its block with TimeoutError when the deadline passes."""

    def __init__(self, when):
        self._state = 'created'
        self._handle = None
        self._task = None
        self._when = when

    def when(self):
        """The deadline, or None."""
        return self._when

    def reschedule(self, when):
        """Move the deadline."""
        state = self._state
        if state != 'active':
            if state == 'created':
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {state} Timeout')
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if when is not None:
            loop = get_running_loop()
            if when <= loop.time():
                self._handle = loop.call_soon(self._expire)
            else:
                self._handle = loop.call_at(when, self._expire)

    def expired(self):
        """Whether the deadline passed while the block ran."""
        return self._state == 'expiring' or self._state == 'expired'

    def __repr__(self):
        text = f'<Timeout [{self._state}]'
        if self._state == 'active':
            when = None if self._when is None else round(self._when, 3)
            text += f' when={when}'
        return text + '>'

    async def __aenter__(self):
        if self._state != 'created':
            raise RuntimeError('Timeout has already been entered')
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = 'active'
        self._task = task
        self._requests = task.cancelling()
        if self._when is not None:
            self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state == 'expiring':
            self._state = 'expired'
            # The request is taken back in any case; whose it was decides what comes out.
            if self._task.uncancel() <= self._requests and kind is CancelledError:
                raise TimeoutError from error
        elif self._state == 'active':
            self._state = 'finished'
        return None

    def _expire(self):
        self._task.cancel()
        self._state = 'expiring'
        self._handle = None


def timeout(delay):
    """A Timeout that many seconds from now; None: no limit."""
    loop = get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay)


def timeout_at(when):
    """A Timeout at this time of the loop's clock."""
    return Timeout(when)
