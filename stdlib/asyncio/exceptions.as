"""Exceptions of asyncio."""
from _asyncio import CancelledError, InvalidStateError

__all__ = ('BrokenBarrierError', 'CancelledError', 'IncompleteReadError', 'InvalidStateError',
           'LimitOverrunError', 'SendfileNotAvailableError', 'TimeoutError')

TimeoutError = TimeoutError


class SendfileNotAvailableError(RuntimeError):
    """sendfile() cannot be used for this socket or file."""


class IncompleteReadError(EOFError):
    """The stream ended before all that was asked for had come: partial has what came."""

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """The buffer's limit was reached while looking for a separator."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)


class BrokenBarrierError(RuntimeError):
    """The barrier was broken."""
